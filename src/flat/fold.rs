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
            | Self::Case(_)
            | Self::Count(..)) => Self::Not(Box::new(other)),
        }
    }

    /// Whether every one of them holds.
    #[must_use]
    pub fn all(parts: Vec<Self>) -> Self {
        joined(parts, Truth::True, Self::All)
    }

    /// What the rows that are possible agree on. Rows that no fact makes possible are left out.
    #[must_use]
    pub fn case(rows: Vec<(Self, Self)>) -> Self {
        let mut rows = possible(rows);
        match rows.len() {
            0 => Self::Constant(Truth::Unknown),
            1 if rows[0].0 == Self::Constant(Truth::True) => rows.swap_remove(0).1,
            _ => Self::Case(rows),
        }
    }

    /// Whether one of them holds.
    #[must_use]
    pub fn any(parts: Vec<Self>) -> Self {
        joined(parts, Truth::False, Self::Any)
    }
}

/// The rows up to the first whose guard is always true, without those whose guard is never.
pub(super) fn possible<T>(rows: Vec<(Condition, T)>) -> Vec<(Condition, T)> {
    let mut kept = Vec::new();
    for row in rows {
        match row.0 {
            Condition::Constant(Truth::False) => {}
            Condition::Constant(Truth::True) => {
                kept.push(row);
                break;
            }
            _ => kept.push(row),
        }
    }
    kept
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
