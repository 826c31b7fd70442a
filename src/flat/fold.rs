//! Conditions made of conditions, folded where no fact can change them.

use super::expr::{Condition, Value, Window};
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
    pub fn all(parts: Vec<Self>) -> Self {
        joined(parts, Truth::True, Self::All)
    }

    /// Whether one of them holds.
    #[must_use]
    pub fn any(parts: Vec<Self>) -> Self {
        joined(parts, Truth::False, Self::Any)
    }
}

/// Joins parts by `and` or `or`: `neutral` parts decide nothing, and one of its negation decides all.
fn joined(mut parts: Vec<Condition>, neutral: Truth, kind: fn(Vec<Condition>) -> Condition) -> Condition {
    if parts.iter().any(|part| *part == Condition::Constant(neutral.negated())) {
        return Condition::Constant(neutral.negated());
    }
    parts.retain(|part| *part != Condition::Constant(neutral));
    match parts.len() {
        0 => Condition::Constant(neutral),
        1 => parts.swap_remove(0),
        _ => kind(parts),
    }
}

impl Window {
    /// `now` compared with a time; what moves the time is set apart.
    #[must_use]
    pub fn new(comparison: Comparison, time: &Value) -> Self {
        let (event, shifts) = time.unshifted();
        Self { comparison, event: event.clone(), shifts }
    }
}
