//! Random choices from a seed.

/// A seeded source of choices: the same seed gives the same choices on every host.
#[derive(Debug, Clone)]
pub struct Dice(fastrand::Rng);

impl Dice {
    /// The choices of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(fastrand::Rng::with_seed(seed))
    }

    /// True in `percent` of a hundred cases.
    pub fn chance(&mut self, percent: u32) -> bool {
        self.0.u32(0..100) < percent
    }

    /// A number below `bound`, which is not 0.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0.usize(0..bound)
    }

    /// A number from `from` to `to`, both included.
    pub fn between(&mut self, from: i64, to: i64) -> i64 {
        self.0.i64(from..=to)
    }

    /// One of `options`, which are not empty.
    pub fn pick<'a, T>(&mut self, options: &'a [T]) -> &'a T {
        &options[self.below(options.len())]
    }

    /// One of `options`, if there is any.
    pub fn pick_from<T>(&mut self, mut options: Vec<T>) -> Option<T> {
        if options.is_empty() {
            return None;
        }
        let at = self.below(options.len());
        Some(options.swap_remove(at))
    }

    /// A seed for other choices.
    pub fn seed(&mut self) -> u64 {
        self.0.u64(..)
    }
}
