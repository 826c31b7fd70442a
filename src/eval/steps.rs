//! Step functions of `now`. For fixed facts every truth and every value is one, with steps at boundaries of windows.

use super::truth::{Tally, Truth};

/// A function of `now`, from the instant of the judgement on: the value there, then each instant at which it becomes
/// another. Instants ascend and neighbours differ.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Steps<T> {
    first: T,
    changes: Vec<(i64, T)>,
}

impl<T: Copy + PartialEq> Steps<T> {
    /// The same at all times. Does not allocate.
    pub(super) fn constant(value: T) -> Self {
        Self { first: value, changes: Vec::new() }
    }

    /// From values in ascending order of the instants at which they begin.
    pub(super) fn new(first: T, later: impl IntoIterator<Item = (i64, T)>) -> Self {
        let mut steps = Self::constant(first);
        for (from, value) in later {
            steps.push(from, value);
        }
        steps
    }

    fn push(&mut self, from: i64, value: T) {
        if self.last() != value {
            self.changes.push((from, value));
        }
    }

    fn last(&self) -> T {
        self.changes.last().map_or(self.first, |&(_, value)| value)
    }

    /// The value at the instant of the judgement.
    pub(super) fn now(&self) -> T {
        self.first
    }

    /// The changes after it.
    pub(super) fn changes(&self) -> &[(i64, T)] {
        &self.changes
    }

    /// The pieces: from, up to but not including, value. The first begins at `start`; the last has no end.
    pub(super) fn pieces(&self, start: i64) -> impl Iterator<Item = (i64, Option<i64>, T)> + '_ {
        let begins = std::iter::once((start, self.first)).chain(self.changes.iter().copied());
        let ends = self.changes.iter().map(|&(from, _)| Some(from)).chain(std::iter::once(None));
        begins.zip(ends).map(|((from, value), end)| (from, end, value))
    }

    /// The function applied at each instant.
    pub(super) fn map<U: Copy + PartialEq>(&self, f: impl Fn(T) -> U) -> Steps<U> {
        Steps::new(f(self.first), self.changes.iter().map(|&(from, value)| (from, f(value))))
    }

    /// Two functions taken together at each instant.
    pub(super) fn zip<U, V>(&self, other: &Steps<U>, f: impl Fn(T, U) -> V) -> Steps<V>
    where
        U: Copy + PartialEq,
        V: Copy + PartialEq,
    {
        let (mut left, mut right) = (self.first, other.first);
        let mut steps = Steps::constant(f(left, right));
        let (mut ours, mut theirs) = (self.changes.as_slice(), other.changes.as_slice());
        loop {
            let at = match (ours.first(), theirs.first()) {
                (None, None) => return steps,
                (Some(&(one, _)), None) => one,
                (None, Some(&(two, _))) => two,
                (Some(&(one, _)), Some(&(two, _))) => one.min(two),
            };
            if let Some((&(from, value), rest)) = ours.split_first()
                && from == at
            {
                (left, ours) = (value, rest);
            }
            if let Some((&(from, value), rest)) = theirs.split_first()
                && from == at
            {
                (right, theirs) = (value, rest);
            }
            steps.push(at, f(left, right));
        }
    }

    /// The first instant from which `wanted` holds, later than the judgement's.
    pub(super) fn first_after(&self, wanted: impl Fn(T) -> bool) -> Option<i64> {
        self.changes.iter().find(|&&(_, value)| wanted(value)).map(|&(from, _)| from)
    }
}

/// Every change of several functions, as `(instant, which, from what, to what)` in ascending order of instants.
pub(super) fn merged<'s, T, I>(functions: I) -> Vec<(i64, T, T)>
where
    T: Copy + PartialEq + 's,
    I: IntoIterator<Item = &'s Steps<T>>,
{
    let mut changes = Vec::new();
    for steps in functions {
        let mut before = steps.first;
        for &(at, value) in &steps.changes {
            changes.push((at, before, value));
            before = value;
        }
    }
    changes.sort_unstable_by_key(|&(at, ..)| at);
    changes
}

/// A running summary of several functions: it starts from their first values and follows each change. Linear in the
/// number of changes, but for their sorting.
pub(super) fn sweep<'s, T, S, V, I>(
    functions: I,
    mut summary: S,
    mut replace: impl FnMut(&mut S, Option<T>, T),
    read: impl Fn(&S) -> V,
) -> Steps<V>
where
    T: Copy + PartialEq + 's,
    V: Copy + PartialEq,
    I: IntoIterator<Item = &'s Steps<T>> + Clone,
{
    for steps in functions.clone() {
        replace(&mut summary, None, steps.first);
    }
    let mut steps = Steps::constant(read(&summary));
    let changes = merged(functions);
    for (at, change) in changes.iter().enumerate() {
        let &(instant, before, after) = change;
        replace(&mut summary, Some(before), after);
        if changes.get(at + 1).is_none_or(|next| next.0 != instant) {
            steps.push(instant, read(&summary));
        }
    }
    steps
}

/// How many of several conditions hold, at each instant, as `read` sums it up.
pub(super) fn tally<'s, I>(conditions: I, read: impl Fn(Tally) -> Truth) -> Steps<Truth>
where
    I: IntoIterator<Item = &'s Steps<Truth>> + Clone,
{
    let replace = |tally: &mut Tally, before: Option<Truth>, after| {
        if let Some(before) = before {
            tally.remove(before);
        }
        tally.add(after);
    };
    sweep(conditions, Tally::default(), replace, |tally| read(*tally))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_that_are_equal_merge() {
        let steps = Steps::new(1, [(10, 1), (20, 2), (30, 2), (40, 1)]);
        assert_eq!(steps.changes(), [(20, 2), (40, 1)]);
    }

    #[test]
    fn zip_follows_both() {
        let one = Steps::new(1, [(10, 2), (30, 3)]);
        let two = Steps::new(10, [(10, 20), (20, 30)]);
        assert_eq!(one.zip(&two, |a, b| a + b), Steps::new(11, [(10, 22), (20, 32), (30, 33)]));
    }

    #[test]
    fn a_tally_follows_changes_at_one_instant_together() {
        let rising = Steps::new(Truth::False, [(10, Truth::True)]);
        let falling = Steps::new(Truth::True, [(10, Truth::False)]);
        assert_eq!(tally([&rising, &falling], Tally::any), Steps::constant(Truth::True));
        assert_eq!(tally([&rising, &falling], Tally::all), Steps::constant(Truth::False));
    }

    #[test]
    fn first_after_looks_later_than_the_judgement() {
        let steps = Steps::new(true, [(10, false), (20, true)]);
        assert_eq!(steps.first_after(|value| value), Some(20));
    }
}
