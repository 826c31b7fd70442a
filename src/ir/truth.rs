//! Kleene's strong three-valued logic (S. C. Kleene, *Introduction to Metamathematics*, 1952, § 64).

use serde::Serialize;

use super::{Comparison, Quantifier};

/// True, false, or dependent on unknown facts. The order is that of `and` (minimum) and `or` (maximum). There will be no
/// other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Truth {
    /// It does not hold, whatever the unknown facts are.
    False,
    /// It depends on facts that are unknown.
    Unknown,
    /// It holds, whatever the unknown facts are.
    True,
}

impl Truth {
    /// The negation.
    #[doc(hidden)]
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
            Self::True => Self::False,
        }
    }

    /// The same where `condition` is true, and otherwise unknown.
    #[doc(hidden)]
    #[must_use]
    pub fn given(self, condition: Self) -> Self {
        match condition {
            Self::True => self,
            Self::Unknown | Self::False => Self::Unknown,
        }
    }
}

impl From<bool> for Truth {
    #[inline]
    fn from(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }
}

impl Quantifier {
    /// The truth of the bound when `yes` elements are selected and `unknown` more may be: decided as soon as the
    /// unknown ones cannot change it.
    #[must_use]
    #[inline]
    pub fn of_counts(self, yes: u64, unknown: u64) -> Truth {
        let (least, most) = self.range();
        let at_most = yes.saturating_add(unknown);
        if yes >= least && at_most <= most {
            Truth::True
        } else if yes > most || at_most < least {
            Truth::False
        } else {
            Truth::Unknown
        }
    }

    /// The least and the most selected elements that meet the bound.
    #[must_use]
    #[inline]
    pub fn range(self) -> (u64, u64) {
        match self {
            Self::AtLeast(n) => (n, u64::MAX),
            Self::AtMost(n) => (0, n),
            Self::Exactly(n) => (n, n),
        }
    }

    /// The truth of the bound for a collection whose elements are unknown.
    #[must_use]
    pub fn of_unknown(self) -> Truth {
        match self {
            Self::AtLeast(0) => Truth::True,
            Self::AtLeast(_) | Self::AtMost(_) | Self::Exactly(_) => Truth::Unknown,
        }
    }

    /// Whether so many selected elements decide the bound, whatever the others are.
    #[must_use]
    pub fn is_decided_by(self, yes: u64) -> bool {
        match self {
            Self::AtLeast(n) => yes >= n,
            Self::AtMost(n) | Self::Exactly(n) => yes > n,
        }
    }
}

impl Comparison {
    /// Whether two values compare so of which only bounds are known: each lies between its two, both included.
    #[must_use]
    pub fn of_bounds(self, one: (i128, i128), other: (i128, i128)) -> Truth {
        let ((low, high), (least, most)) = (one, other);
        let decided = |is_so: bool, is_not: bool| match (is_so, is_not) {
            (true, _) => Truth::True,
            (false, true) => Truth::False,
            (false, false) => Truth::Unknown,
        };
        match self {
            Self::Less => decided(high < least, low >= most),
            Self::LessOrEqual => decided(high <= least, low > most),
            Self::Greater | Self::GreaterOrEqual => self.flipped().of_bounds(other, one),
            Self::Equal => decided(low == most && high == least, high < least || low > most),
            Self::NotEqual => Self::Equal.of_bounds(one, other).negated(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A bound is what it is of every number of elements between the least and the most.
    #[test]
    fn a_bound_on_counts_agrees_with_every_possible_count() {
        for n in 0..4_u64 {
            for quantifier in [Quantifier::AtLeast(n), Quantifier::AtMost(n), Quantifier::Exactly(n)] {
                let holds = |count: u64| match quantifier {
                    Quantifier::AtLeast(n) => count >= n,
                    Quantifier::AtMost(n) => count <= n,
                    Quantifier::Exactly(n) => count == n,
                };
                for (yes, unknown) in (0..6).flat_map(|yes| (0..6).map(move |unknown| (yes, unknown))) {
                    let possible: Vec<bool> = (yes..=yes + unknown).map(holds).collect();
                    let expected = match (possible.contains(&true), possible.contains(&false)) {
                        (true, false) => Truth::True,
                        (false, true) => Truth::False,
                        _ => Truth::Unknown,
                    };
                    assert_eq!(
                        quantifier.of_counts(yes, unknown),
                        expected,
                        "{quantifier:?} {yes} {unknown}"
                    );
                    let decided = (yes..20).all(|count| holds(count) == holds(yes));
                    assert_eq!(quantifier.is_decided_by(yes), decided, "{quantifier:?} {yes}");
                }
            }
        }
    }

    #[test]
    fn only_a_bound_that_every_count_meets_holds_of_an_unknown_collection() {
        for n in 0..3 {
            let truths = [Quantifier::AtLeast(n), Quantifier::AtMost(n), Quantifier::Exactly(n)]
                .map(Quantifier::of_unknown);
            let at_least = if n == 0 { Truth::True } else { Truth::Unknown };
            assert_eq!(truths, [at_least, Truth::Unknown, Truth::Unknown]);
        }
    }
}
