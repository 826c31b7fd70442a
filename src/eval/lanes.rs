//! Truths of many elements at once, each in a lane of its own.

use super::tally::Tally;
use crate::ir::Truth;

/// How many elements are judged together.
pub(super) const LANES: usize = 64;

/// For each lane whether it is true, unknown or false at all times; a lane with neither may be any of them, or change.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Steady {
    pub(super) yes: u64,
    pub(super) unknown: u64,
    pub(super) no: u64,
}

impl Steady {
    pub(super) fn all(truth: Option<Truth>, active: u64) -> Self {
        let mut steady = Self::default();
        if let Some(truth) = truth {
            *steady.lanes(truth) = active;
        }
        steady
    }

    pub(super) fn lanes(&mut self, truth: Truth) -> &mut u64 {
        match truth {
            Truth::True => &mut self.yes,
            Truth::Unknown => &mut self.unknown,
            Truth::False => &mut self.no,
        }
    }

    pub(super) fn found(self) -> u64 {
        self.yes | self.unknown | self.no
    }

    pub(super) fn negated(self) -> Self {
        Self { yes: self.no, unknown: self.unknown, no: self.yes }
    }

    /// The truth of a lane.
    pub(super) fn truth(self, lane: usize) -> Option<Truth> {
        let is_in = |lanes: u64| lanes >> lane & 1 == 1;
        if is_in(self.no) {
            Some(Truth::False)
        } else if is_in(self.yes) {
            Some(Truth::True)
        } else {
            is_in(self.unknown).then_some(Truth::Unknown)
        }
    }

    /// Only the lanes that are false.
    pub(super) fn only_false(self) -> Self {
        Self { no: self.no, ..Self::default() }
    }

    /// How many lanes have each truth.
    pub(super) fn tally(self) -> Tally {
        let size = |lanes: u64| u64::from(lanes.count_ones());
        Tally { yes: size(self.yes), unknown: size(self.unknown), no: size(self.no) }
    }

    /// Those of the first `count` lanes that have none.
    pub(super) fn others(self, count: usize) -> impl Iterator<Item = usize> {
        let mut left = first(count) & !self.found();
        std::iter::from_fn(move || {
            let lane = (left != 0).then(|| left.trailing_zeros() as usize);
            left &= left.wrapping_sub(1);
            lane
        })
    }
}

/// The first `count` lanes.
pub(super) fn first(count: usize) -> u64 {
    if count >= LANES { u64::MAX } else { (1 << count) - 1 }
}
