//! What the drawings of a timeline have in common, in a terminal and in HTML.

use crate::eval::Period;

/// The most periods that are shown.
const MOST: usize = 10;

/// The periods of a timeline that are shown.
#[derive(Debug)]
pub(super) struct Excerpt<'a> {
    /// The first ones, and the last.
    pub(super) periods: Vec<&'a Period>,
    /// How many are left out before the last.
    pub(super) left_out: usize,
}

impl<'a> Excerpt<'a> {
    pub(super) fn of(timeline: &'a [Period]) -> Self {
        match timeline {
            [first @ .., last] if timeline.len() > MOST => {
                let periods = first[..MOST - 1].iter().chain([last]).collect();
                Self { periods, left_out: timeline.len() - MOST }
            }
            _ => Self { periods: timeline.iter().collect(), left_out: 0 },
        }
    }

    /// What changes with the period at that index; of one that follows on no period shown, all that fails.
    pub(super) fn changes(&self, at: usize) -> Changes<'a> {
        let follows = self.left_out == 0 || at + 1 < self.periods.len();
        let before = at.checked_sub(1).filter(|_| follows).map(|before| self.periods[before]);
        let failed = &self.periods[at].failed;
        let Some(before) = before else {
            return Changes { clears: Vec::new(), fails: names(failed, &[]), is_first: true };
        };
        Changes {
            clears: names(&before.failed, failed),
            fails: names(failed, &before.failed),
            is_first: false,
        }
    }

    /// The share of `whole` that each period takes: at least `least`, the last, which has no end, exactly `last`, the
    /// rest by their lengths.
    pub(super) fn shares(&self, whole: usize, least: usize, last: usize) -> Vec<usize> {
        let length =
            |pair: &[&Period]| i128::from(pair[1].from.as_micros()) - i128::from(pair[0].from.as_micros());
        let lengths: Vec<i128> = self.periods.windows(2).map(length).collect();
        let all = lengths.iter().sum::<i128>().max(1);
        let free = whole.saturating_sub(last + least * lengths.len()) as i128;
        let share = |length: &i128| least + usize::try_from(length * free / all).unwrap_or(0);
        lengths.iter().map(share).chain([last]).collect()
    }
}

/// What changes when a period begins.
#[derive(Debug)]
pub(super) struct Changes<'a> {
    /// Requirements that no longer fail.
    pub(super) clears: Vec<&'a str>,
    /// Requirements that fail from now on, or at all.
    pub(super) fails: Vec<&'a str>,
    /// Whether there is no period to compare with.
    pub(super) is_first: bool,
}

fn names<'a>(all: &'a [String], without: &[String]) -> Vec<&'a str> {
    all.iter().filter(|name| !without.contains(name)).map(String::as_str).collect()
}

/// The letter by which a period is named: `a`, `b`, …
pub(super) fn mark(at: usize) -> String {
    char::from_u32('a' as u32 + at as u32).map(String::from).unwrap_or_default()
}
