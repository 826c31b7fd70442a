//! Kleene's strong three-valued logic (S. C. Kleene, *Introduction to Metamathematics*, 1952, § 64).

use serde::Serialize;

use crate::ir::Quantifier;

/// True, false, or hanging on facts that are unknown. The order is that of `and` (minimum) and `or` (maximum).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Truth {
    /// It does not hold, whatever the unknown facts are.
    False,
    /// It hangs on facts that are unknown.
    Unknown,
    /// It holds, whatever the unknown facts are.
    True,
}

impl Truth {
    /// What is not so.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
            Self::True => Self::False,
        }
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }
}

/// How many of some conditions are true, unknown and false.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Tally {
    pub(super) yes: u64,
    pub(super) unknown: u64,
    pub(super) no: u64,
}

impl Tally {
    pub(super) fn slot(&mut self, truth: Truth) -> &mut u64 {
        match truth {
            Truth::True => &mut self.yes,
            Truth::Unknown => &mut self.unknown,
            Truth::False => &mut self.no,
        }
    }

    /// How many they are.
    pub(super) fn sum(self) -> u64 {
        self.yes + self.unknown + self.no
    }

    /// Whether every one of them holds.
    pub(super) fn all(self) -> Truth {
        match self {
            Self { no: 1.., .. } => Truth::False,
            Self { unknown: 1.., .. } => Truth::Unknown,
            _ => Truth::True,
        }
    }

    /// Whether one of them holds.
    pub(super) fn any(self) -> Truth {
        match self {
            Self { yes: 1.., .. } => Truth::True,
            Self { unknown: 1.., .. } => Truth::Unknown,
            _ => Truth::False,
        }
    }

    /// Whether as many hold as the quantifier asks: decided as soon as the unknown ones cannot change it.
    pub(super) fn quantified(self, quantifier: Quantifier) -> Truth {
        let (least, most) = (self.yes, self.yes + self.unknown);
        let (holds, fails) = match quantifier {
            Quantifier::AtLeast(n) => (least >= n, most < n),
            Quantifier::AtMost(n) => (most <= n, least > n),
            Quantifier::Exactly(n) => (least == n && most == n, least > n || most < n),
        };
        match (holds, fails) {
            (true, _) => Truth::True,
            (_, true) => Truth::False,
            _ => Truth::Unknown,
        }
    }
}
