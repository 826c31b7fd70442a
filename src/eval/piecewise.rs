//! Step functions of `now`. For fixed facts every truth and every value is one, with steps at boundaries of windows.

use std::rc::Rc;

use super::tally::Tally;
use crate::ir::Truth;

/// A function of `now`, from the instant of the judgement on: the value there, then each instant at which it becomes
/// another. Instants ascend and neighbours differ.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piecewise<T> {
    first: T,
    /// `None` instead of an empty list: nearly all functions are constant, and then take no more than their value and a word.
    later: Option<Rc<Vec<(i64, T)>>>,
}

impl<T: Copy + PartialEq> Piecewise<T> {
    /// The same at all times. Does not allocate.
    #[inline]
    pub(super) fn constant(value: T) -> Self {
        Self { first: value, later: None }
    }

    /// From values in ascending order of the instants at which they begin.
    pub(super) fn new(first: T, later: impl IntoIterator<Item = (i64, T)>) -> Self {
        let mut steps = Self::constant(first);
        for (from, value) in later {
            steps.push(from, value);
        }
        steps
    }

    pub(super) fn push(&mut self, from: i64, value: T) {
        if self.last() != value {
            Rc::make_mut(self.later.get_or_insert_default()).push((from, value));
        }
    }

    fn last(&self) -> T {
        self.changes().last().map_or(self.first, |&(_, value)| value)
    }

    /// The value, if it is the same at all times.
    #[inline]
    pub(super) fn always(&self) -> Option<T> {
        self.later.is_none().then_some(self.first)
    }

    /// The value at the instant of the judgement.
    #[inline]
    pub(super) fn now(&self) -> T {
        self.first
    }

    /// The value at an instant that is not before the judgement's.
    pub(super) fn at(&self, instant: i64) -> T {
        let changes = self.changes();
        let past = changes.partition_point(|&(from, _)| from <= instant);
        past.checked_sub(1).map_or(self.first, |last| changes[last].1)
    }

    /// The changes after it.
    pub(super) fn changes(&self) -> &[(i64, T)] {
        self.later.as_ref().map_or(&[], |changes| changes)
    }

    /// The pieces: from, up to but not including, value. The first begins at `start`; the last has no end.
    pub(super) fn pieces(&self, start: i64) -> impl Iterator<Item = (i64, Option<i64>, T)> + '_ {
        let begins = std::iter::once((start, self.first)).chain(self.changes().iter().copied());
        let ends = self.changes().iter().map(|&(from, _)| Some(from)).chain(std::iter::once(None));
        begins.zip(ends).map(|((from, value), end)| (from, end, value))
    }

    /// The function applied at each instant.
    #[inline]
    pub(super) fn map<U: Copy + PartialEq>(&self, f: impl Fn(T) -> U) -> Piecewise<U> {
        match &self.later {
            None => Piecewise::constant(f(self.first)),
            Some(later) => Piecewise::new(f(self.first), later.iter().map(|&(from, value)| (from, f(value)))),
        }
    }

    /// Two functions taken together at each instant.
    #[inline]
    pub(super) fn zip<U, V>(&self, other: &Piecewise<U>, f: impl Fn(T, U) -> V) -> Piecewise<V>
    where
        U: Copy + PartialEq,
        V: Copy + PartialEq,
    {
        if self.later.is_none() && other.later.is_none() {
            return Piecewise::constant(f(self.first, other.first));
        }
        self.merged(other, f)
    }

    fn merged<U, V>(&self, other: &Piecewise<U>, f: impl Fn(T, U) -> V) -> Piecewise<V>
    where
        U: Copy + PartialEq,
        V: Copy + PartialEq,
    {
        let (mut left, mut right) = (self.first, other.first);
        let mut steps = Piecewise::constant(f(left, right));
        let (mut ours, mut theirs) = (self.changes(), other.changes());
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
        self.changes().iter().find(|&&(_, value)| wanted(value)).map(|&(from, _)| from)
    }
}

/// Several functions taken together: a summary of their values at the instant of the judgement, and their changes. What
/// does not change costs no more than its value.
#[derive(Debug)]
pub(super) struct Sweep<T, S> {
    summary: S,
    changes: Vec<(i64, T, T)>,
}

/// How a summary takes a value in, in place of another.
pub(super) trait Summary<T> {
    /// Takes a value in.
    fn enter(&mut self, value: T);
    /// Takes it out again.
    fn leave(&mut self, value: T);
}

impl<T: Copy + PartialEq, S: Summary<T>> Sweep<T, S> {
    pub(super) fn new(nothing: S) -> Self {
        Self { summary: nothing, changes: Vec::new() }
    }

    #[inline]
    pub(super) fn add(&mut self, steps: &Piecewise<T>) {
        self.summary.enter(steps.first);
        let mut before = steps.first;
        for &(at, value) in steps.changes() {
            self.changes.push((at, before, value));
            before = value;
        }
    }

    /// What the summary says at each instant. Linear in the number of changes, but for their sorting.
    #[inline]
    pub(super) fn read<V: Copy + PartialEq>(self, read: impl Fn(&S) -> V) -> Piecewise<V> {
        let first = Piecewise::constant(read(&self.summary));
        if self.changes.is_empty() { first } else { self.followed(first, read) }
    }

    fn followed<V: Copy + PartialEq>(
        mut self,
        mut steps: Piecewise<V>,
        read: impl Fn(&S) -> V,
    ) -> Piecewise<V> {
        self.changes.sort_unstable_by_key(|&(at, ..)| at);
        for together in self.changes.chunk_by(|one, next| one.0 == next.0) {
            for &(_, before, after) in together {
                self.summary.leave(before);
                self.summary.enter(after);
            }
            steps.push(together[0].0, read(&self.summary));
        }
        steps
    }
}

/// Conditions that are counted.
pub(super) type Count = Sweep<Truth, Tally>;

impl Count {
    /// Adds conditions whose truths do not change.
    pub(super) fn add_all(&mut self, steady: Tally) {
        self.summary.yes += steady.yes;
        self.summary.unknown += steady.unknown;
        self.summary.no += steady.no;
    }
}

impl Default for Count {
    fn default() -> Self {
        Self::new(Tally::default())
    }
}

impl<'s> FromIterator<&'s Piecewise<Truth>> for Count {
    fn from_iter<I: IntoIterator<Item = &'s Piecewise<Truth>>>(conditions: I) -> Self {
        let mut count = Self::default();
        conditions.into_iter().for_each(|steps| count.add(steps));
        count
    }
}

impl Summary<Truth> for Tally {
    fn enter(&mut self, truth: Truth) {
        *self.slot(truth) += 1;
    }

    fn leave(&mut self, truth: Truth) {
        *self.slot(truth) -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_that_are_equal_merge() {
        let steps = Piecewise::new(1, [(10, 1), (20, 2), (30, 2), (40, 1)]);
        assert_eq!(steps.changes(), [(20, 2), (40, 1)]);
    }

    #[test]
    fn zip_follows_both() {
        let one = Piecewise::new(1, [(10, 2), (30, 3)]);
        let two = Piecewise::new(10, [(10, 20), (20, 30)]);
        assert_eq!(one.zip(&two, |a, b| a + b), Piecewise::new(11, [(10, 22), (20, 32), (30, 33)]));
    }

    #[test]
    fn a_tally_follows_changes_at_one_instant_together() {
        let rising = Piecewise::new(Truth::False, [(10, Truth::True)]);
        let falling = Piecewise::new(Truth::True, [(10, Truth::False)]);
        assert_eq!(
            Count::from_iter([&rising, &falling]).read(|tally| tally.any()),
            Piecewise::constant(Truth::True)
        );
        assert_eq!(
            Count::from_iter([&rising, &falling]).read(|tally| tally.all()),
            Piecewise::constant(Truth::False)
        );
    }

    #[test]
    fn first_after_looks_later_than_the_judgement() {
        let steps = Piecewise::new(true, [(10, false), (20, true)]);
        assert_eq!(steps.first_after(|value| value), Some(20));
    }
}
