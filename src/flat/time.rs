//! How time alone changes a truth.

use crate::ir::{Comparison, Quantifier};

/// Which way a truth may change as `now` advances and the facts stay the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Trend {
    /// It may become true.
    pub rises: bool,
    /// It may become false.
    pub falls: bool,
}

impl Trend {
    /// Time changes nothing.
    pub const CONSTANT: Self = Self { rises: false, falls: false };
    /// It may change either way.
    pub const EITHER_WAY: Self = Self { rises: true, falls: true };

    /// The trend of `now` compared with an instant that does not change.
    #[must_use]
    pub fn of_now(comparison: Comparison) -> Self {
        match comparison {
            Comparison::Greater | Comparison::GreaterOrEqual => Self { rises: true, falls: false },
            Comparison::Less | Comparison::LessOrEqual => Self { rises: false, falls: true },
            Comparison::Equal | Comparison::NotEqual => Self::EITHER_WAY,
        }
    }

    /// The trend of two truths joined by `and` or `or`.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { rises: self.rises || other.rises, falls: self.falls || other.falls }
    }

    /// The trend of the negation.
    #[must_use]
    pub fn negated(self) -> Self {
        Self { rises: self.falls, falls: self.rises }
    }

    /// The trend of what depends on this truth in a way that is not known.
    #[must_use]
    pub fn unsteady(self) -> Self {
        if self.varies() { Self::EITHER_WAY } else { Self::CONSTANT }
    }

    /// The trend of a bound on how many elements are selected, from the trend of the filter.
    #[must_use]
    pub fn counted(self, quantifier: Quantifier) -> Self {
        match quantifier {
            // No elements at all are enough.
            Quantifier::AtLeast(0) => Self::CONSTANT,
            Quantifier::AtLeast(_) => self,
            Quantifier::AtMost(_) | Quantifier::Exactly(0) => self.negated(),
            Quantifier::Exactly(_) => self.unsteady(),
        }
    }

    /// Whether time alone may change it.
    #[must_use]
    pub fn varies(self) -> bool {
        self.rises || self.falls
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_on_a_count_follows_its_filter() {
        let falls = Trend::of_now(Comparison::LessOrEqual);
        let rises = falls.negated();
        let table = [
            (falls, Quantifier::AtLeast(1), falls),
            (falls, Quantifier::AtMost(0), rises),
            (rises, Quantifier::AtMost(2), falls),
            (rises, Quantifier::Exactly(2), Trend::EITHER_WAY),
            (Trend::CONSTANT, Quantifier::Exactly(2), Trend::CONSTANT),
        ];
        for (filter, quantifier, expected) in table {
            assert_eq!(filter.counted(quantifier), expected, "{filter:?} {quantifier:?}");
        }
    }

    #[test]
    fn now_passes_an_instant_once() {
        assert_eq!(Trend::of_now(Comparison::Greater), Trend { rises: true, falls: false });
        assert_eq!(Trend::of_now(Comparison::Less), Trend { rises: false, falls: true });
        assert_eq!(Trend::of_now(Comparison::Equal), Trend::EITHER_WAY);
        assert_eq!(
            Trend::of_now(Comparison::Less).and(Trend::of_now(Comparison::Greater)),
            Trend::EITHER_WAY
        );
    }
}
