//! Counts of truths, from which junctions and bounds are read.

use crate::ir::Truth;

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
}
