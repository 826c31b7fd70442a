//! Conditions made of conditions, folded where no fact can change them.

use super::expr::{Condition, Value, ValueKind, Window};
use crate::ir::{Comparison, Truth};

impl Condition {
    /// The negation.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Constant(truth) => Self::Constant(truth.negated()),
            Self::Not(inner) => *inner,
            other @ (Self::Holds(_)
            | Self::All(_)
            | Self::Any(_)
            | Self::Given(..)
            | Self::Compare(..)
            | Self::Window(_)
            | Self::Member(..)
            | Self::Present(_)
            | Self::RecordPresent(_)
            | Self::RowsPresent(..)
            | Self::Count(..)) => Self::Not(Box::new(other)),
        }
    }

    /// Whether every one of them holds.
    #[must_use]
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut kept = Vec::new();
        for part in parts {
            if part == Self::Constant(Truth::False) {
                return part;
            } else if let Self::All(inner) = part {
                kept.extend(inner);
            } else if part != Self::Constant(Truth::True) {
                kept.push(part);
            }
        }
        joined(kept, Truth::True, Self::All)
    }

    /// Whether one of them holds.
    #[must_use]
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut kept = Vec::new();
        for part in parts {
            if part == Self::Constant(Truth::True) {
                return part;
            } else if let Self::Any(inner) = part {
                kept.extend(inner);
            } else if part != Self::Constant(Truth::False) {
                kept.push(part);
            }
        }
        joined(kept, Truth::False, Self::Any)
    }

    /// Whether a value is present.
    #[must_use]
    pub fn present(value: Value) -> Self {
        match value.kind {
            ValueKind::Unknown => Self::Constant(Truth::Unknown),
            ValueKind::Constant(_) => Self::Constant(Truth::True),
            ValueKind::Cell(_)
            | ValueKind::Aggregate(..)
            | ValueKind::Arithmetic(..)
            | ValueKind::Shifted(..) => Self::Present(value),
        }
    }
}

/// Several parts as one condition, a single part as itself; none is `neutral`.
fn joined(mut parts: Vec<Condition>, neutral: Truth, kind: fn(Vec<Condition>) -> Condition) -> Condition {
    match parts.len() {
        0 => Condition::Constant(neutral),
        1 => parts.swap_remove(0),
        _ => kind(parts),
    }
}

impl Window {
    /// `now` compared with a time; what moves the time is set apart.
    #[must_use]
    pub fn new(comparison: Comparison, mut event: Value) -> Self {
        let mut shifts = Vec::new();
        while let ValueKind::Shifted(of, shift) = event.kind {
            shifts.push(shift);
            event = *of;
        }
        shifts.reverse();
        Self { comparison, event, shifts }
    }
}
