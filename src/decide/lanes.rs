//! Truth of up to 64 rows at once: Kleene's three values as two words of bits.

use super::batch::{LEAST, UNKNOWN, WIDE_UNKNOWN};
use super::node::Interval;
use crate::ir::Truth;

/// How many rows are judged together.
pub(super) const MAX_LANES: usize = 64;

/// For each lane, whether it is true and whether it is false; unknown where it is neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kleene {
    pub(super) yes: u64,
    pub(super) no: u64,
}

impl Kleene {
    /// Unknown in every lane.
    pub(super) const UNKNOWN: Self = Self { yes: 0, no: 0 };

    /// The same in all `active` lanes.
    pub(super) fn all(truth: Truth, active: u64) -> Self {
        match truth {
            Truth::True => Self { yes: active, no: 0 },
            Truth::False => Self { yes: 0, no: active },
            Truth::Unknown => Self::UNKNOWN,
        }
    }

    /// The truth of the first lane in all `active` ones.
    pub(super) fn spread(self, active: u64) -> Self {
        Self { yes: active * (self.yes & 1), no: active * (self.no & 1) }
    }

    /// The lanes with this truth.
    pub(super) fn lanes(self, truth: Truth) -> u64 {
        match truth {
            Truth::True => self.yes,
            Truth::False => self.no,
            Truth::Unknown => !(self.yes | self.no),
        }
    }

    pub(super) fn negated(self) -> Self {
        Self { yes: self.no, no: self.yes }
    }

    /// Only the `active` lanes.
    pub(super) fn only(self, active: u64) -> Self {
        Self { yes: self.yes & active, no: self.no & active }
    }

    pub(super) fn set(&mut self, lane: u32, truth: Truth) {
        match truth {
            Truth::True => self.yes |= 1 << lane,
            Truth::False => self.no |= 1 << lane,
            Truth::Unknown => {}
        }
    }
}

/// The first `count` lanes.
pub(super) fn ones(count: usize) -> u64 {
    if count >= MAX_LANES { u64::MAX } else { (1 << count) - 1 }
}

/// The lanes of a word, in ascending order.
pub(super) fn lanes_of(mut word: u64) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let lane = (word != 0).then(|| word.trailing_zeros());
        word &= word.wrapping_sub(1);
        lane
    })
}

/// Which values of a byte column are in a set.
pub(super) fn bytes_in(column: &[u8], values: u64) -> Kleene {
    let (mut yes, mut unknown) = (0, 0);
    for (lane, &value) in column.iter().enumerate() {
        yes |= ((values >> (value & 63)) & 1) << lane;
        unknown |= u64::from(value == UNKNOWN) << lane;
    }
    Kleene { yes, no: ones(column.len()) & !(yes | unknown) }
}

/// Which values of a wide column are in an interval.
pub(super) fn wides_in(column: &[i64], interval: Interval) -> Kleene {
    let width = interval.to.wrapping_sub(interval.from) as u64;
    let (mut inside, mut unknown, mut present) = (0, 0, 0);
    for (lane, &value) in column.iter().enumerate() {
        inside |= u64::from(value.wrapping_sub(interval.from) as u64 <= width) << lane;
        unknown |= u64::from(value == WIDE_UNKNOWN) << lane;
        present |= u64::from(value >= LEAST) << lane;
    }
    let yes = if interval.outside { present & !inside } else { inside };
    Kleene { yes, no: ones(column.len()) & !(yes | unknown) }
}
