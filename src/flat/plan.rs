//! The plan of a policy with everything resolved: what becomes of each collection, as lines over its rows.

use super::expr::{Condition, Select, Value};
use crate::ir::{DisposalKind, Origin};

/// What becomes of one collection, or of the account itself.
#[derive(Debug, Clone, PartialEq)]
pub struct FlatPlaced {
    /// The collection as a policy calls it: `account.trades`; `account` for the account itself.
    pub name: String,
    /// Whether it is the account itself.
    pub is_account: bool,
    /// The rows that have an item each, within those that own them: every row of each. None where the whole collection is one item.
    pub rows: Vec<Select>,
    /// Its lines, in order: the first that holds decides.
    pub lines: Vec<FlatLine>,
}

/// A line of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct FlatLine {
    /// What it is called: `images#2`.
    pub clause: String,
    /// Where it is written.
    pub origin: Origin,
    /// Of which items it speaks; of all that are left, if there is none.
    pub condition: Option<Condition>,
    /// What is done.
    pub disposal: DisposalKind,
    /// The last instant at which what is retained is kept; absent where that has no end.
    pub end: Option<Value>,
}
