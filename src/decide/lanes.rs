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

    /// What either says of lanes of which the other says nothing.
    pub(super) fn or(self, other: Self) -> Self {
        Self { yes: self.yes | other.yes, no: self.no | other.no }
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

/// Whether a value of a byte column is in a set.
#[inline]
pub(super) fn byte_in(value: u8, values: u64) -> Truth {
    if value == UNKNOWN { Truth::Unknown } else { (values >> (value & 63) & 1 == 1).into() }
}

/// Whether a value of a wide column is in an interval.
#[inline]
pub(super) fn wide_in(value: i64, interval: Interval) -> Truth {
    if value == WIDE_UNKNOWN {
        return Truth::Unknown;
    }
    let inside = (interval.from..=interval.to).contains(&value);
    (inside != interval.outside && value >= LEAST).into()
}

/// How many values of a byte column are in a set, and how many are unknown.
pub(super) fn count_bytes(column: &[u8], values: u64) -> (u64, u64) {
    column.iter().fold((0, 0), |(yes, unknown), &value| {
        (yes + (values >> (value & 63) & 1), unknown + u64::from(value == UNKNOWN))
    })
}

/// How many values of a wide column are in an interval, and how many are unknown.
pub(super) fn count_wides(column: &[i64], interval: Interval) -> (u64, u64) {
    column.iter().fold((0, 0), |(yes, unknown), &value| {
        let inside = (interval.from..=interval.to).contains(&value);
        let is_in = (inside != interval.outside) & (value >= LEAST);
        (yes + u64::from(is_in), unknown + u64::from(value == WIDE_UNKNOWN))
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

#[cfg(test)]
mod tests {
    use super::super::batch::{ABSENT, WIDE_ABSENT};
    use super::*;
    use crate::ir::Comparison;

    fn truth(found: Kleene) -> Truth {
        match (found.yes, found.no) {
            (1, 0) => Truth::True,
            (0, 1) => Truth::False,
            _ => Truth::Unknown,
        }
    }

    fn counted(truth: Truth) -> (u64, u64) {
        (u64::from(truth == Truth::True), u64::from(truth == Truth::Unknown))
    }

    #[test]
    fn one_row_is_decided_as_in_a_lane() {
        for value in [0, 1, 2, 61, ABSENT, UNKNOWN] {
            for values in [0, 1, 0b110, 1 << 61, 1 << ABSENT, super::super::batch::PRESENT_VALUES] {
                assert_eq!(
                    byte_in(value, values),
                    truth(bytes_in(&[value], values)),
                    "{value} in {values:b}"
                );
            }
        }
        let comparisons =
            [Comparison::Less, Comparison::GreaterOrEqual, Comparison::Equal, Comparison::NotEqual];
        for value in [WIDE_UNKNOWN, WIDE_ABSENT, LEAST, -1, 0, 7, i64::MAX] {
            for bound in [i128::MIN, i64::MIN.into(), LEAST.into(), 0, 7, i64::MAX.into(), i128::MAX] {
                for interval in comparisons.map(|comparison| Interval::of(comparison, bound)) {
                    let lane = truth(wides_in(&[value], interval));
                    assert_eq!(wide_in(value, interval), lane, "{value} in {interval:?}");
                    assert_eq!(count_wides(&[value], interval), counted(lane), "{value} in {interval:?}");
                }
            }
        }
    }
}
