//! The plan of a policy with everything resolved: what becomes of each collection, as lines over its rows.

use super::expr::{Cell, Condition, Select, Value};
use crate::ir::{DisposalKind, Length, Origin, Shift, Zone};

/// What becomes of one collection, or of the account itself.
#[derive(Debug, Clone, PartialEq)]
pub struct FlatPlaced {
    /// The collection as a policy calls it: `account.trades`; `account` for the account itself.
    pub name: String,
    /// Whether it is the account itself.
    pub is_account: bool,
    /// Whether its lines say who is told, rather than what becomes of the data.
    pub tells: bool,
    /// The rows that have an item each, within those that own them: every row of each. None where the whole collection is one item.
    pub rows: Vec<Select>,
    /// Of each of these the field that tells it apart from the others, if one is declared.
    pub keys: Vec<Option<Cell>>,
    /// Whether a row of one key may be in another collection as well, and is judged together with it.
    pub is_shared: bool,
    /// Its lines, in order: the first that holds decides.
    pub lines: Vec<FlatLine>,
    /// What may hold it back.
    pub holds: Vec<FlatHold>,
    /// The collections that it is kept with, if it is kept for those alone, as a policy calls them.
    pub kept_with: Option<Vec<String>>,
    /// Of what is left of an account the collection that has to be given for anything to be said; none of the account itself, and
    /// where an account that leaves is judged.
    pub given: Option<Select>,
}

/// What is known of an account that has left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaving {
    /// The fields of the account that say when it left. They are known by that alone.
    pub times: Vec<u32>,
    /// The zone of days.
    pub zone: Zone,
}

/// A hold on a collection.
#[derive(Debug, Clone, PartialEq)]
pub struct FlatHold {
    /// Its name.
    pub name: String,
    /// Where it is written.
    pub origin: Origin,
    /// While it is true or unknown, nothing goes. It speaks of the account, and is the same within each number of rows around,
    /// from none on: selections are numbered by these.
    pub conditions: Vec<Condition>,
    /// Of which items it speaks; of all, if there is none.
    pub filter: Option<Condition>,
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
    /// What becomes of the fields of what is kept without the person, at once or later, as results have it.
    pub method: Option<String>,
    /// For what alone it is kept.
    pub purpose: Option<String>,
    /// The last instant at which what is retained is kept; absent where that has no end.
    pub end: Option<Value>,
    /// By which steps from the instant at which the data go copies of them are gone, if that is said.
    pub copies: Option<Vec<Shift>>,
    /// Of what is retained from the time on at which the account leaves, which has no end before, how long.
    pub after_leaving: Option<LengthAfterLeaving>,
}

/// How long something is kept after the account has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LengthAfterLeaving {
    /// For so long.
    Known(Length),
    /// The facts say so.
    OfFacts,
}
