//! Times of several contenders that take turns, so that what else the machine does strikes them alike.

use std::time::{Duration, Instant};

/// What is measured: a name, and one run of it.
pub(crate) struct Contender<'c> {
    pub(crate) name: &'c str,
    pub(crate) run: Box<dyn FnMut() + 'c>,
}

impl<'c> Contender<'c> {
    pub(crate) fn new(name: &'c str, run: impl FnMut() + 'c) -> Self {
        Self { name, run: Box::new(run) }
    }
}

/// The median time of a run, and the median of its ratios to the first contender's run in the same round.
#[derive(Debug, Clone)]
pub(crate) struct Measured {
    pub(crate) name: String,
    pub(crate) median: Duration,
    pub(crate) ratio: f64,
}

/// Lets each contender run once a round.
pub(crate) fn measure(rounds: usize, mut contenders: Vec<Contender<'_>>) -> Vec<Measured> {
    let mut times = vec![Vec::new(); contenders.len()];
    for round in 0..=rounds {
        for (contender, times) in contenders.iter_mut().zip(&mut times) {
            let start = Instant::now();
            (contender.run)();
            // The first round warms up.
            if round > 0 {
                times.push(start.elapsed());
            }
        }
    }
    let ratio = |of: &[Duration]| {
        let ratios = of.iter().zip(&times[0]).map(|(time, first)| time.as_secs_f64() / first.as_secs_f64());
        median(ratios.collect(), f64::total_cmp)
    };
    contenders
        .iter()
        .zip(&times)
        .map(|(contender, of)| Measured {
            name: contender.name.to_owned(),
            median: median(of.clone(), Duration::cmp),
            ratio: ratio(of),
        })
        .collect()
}

fn median<T: Copy>(mut values: Vec<T>, order: impl FnMut(&T, &T) -> std::cmp::Ordering) -> T {
    values.sort_by(order);
    values[values.len() / 2]
}
