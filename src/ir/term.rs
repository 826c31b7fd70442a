//! Terms: values, and the places of the facts that they are read from.

use serde::{Deserialize, Serialize};

use super::{DefinitionId, Select, Value, Zone};

/// A value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[serde(remote = "Self")]
pub enum Term {
    /// A literal.
    Constant(Value),
    /// The instant of the judgement.
    Now,
    /// A fact.
    Field(Place),
    /// How many a selection has.
    Count(Box<Select>),
    /// The sum of a term over a selection, with the value for none; absent values left out.
    Total(Box<Select>, Box<Term>, Value),
    /// The greatest of a term over a selection; absent if there is none, absent values left out.
    Maximum(Box<Select>, Box<Term>),
    /// The least, likewise.
    Minimum(Box<Select>, Box<Term>),
    /// The sum of two numbers or amounts.
    Add(Box<Term>, Box<Term>),
    /// The difference of two numbers or amounts.
    Subtract(Box<Term>, Box<Term>),
    /// A time or date moved by a duration; that of a date has no microseconds and no full days.
    Shift(Box<Term>, Duration),
    /// The first or last microsecond of a date in a zone: a date compared with a time is a whole day. Absent where
    /// the date is.
    Day(Box<Term>, Edge, Zone),
    /// A definition whose body is a term.
    Call(DefinitionId, Subject),
}

/// An end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edge {
    /// Its first microsecond.
    Start,
    /// Its last.
    End,
}

/// A length of time to move by: months first, then days, then microseconds; all of one sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duration {
    /// Calendar months.
    pub months: i32,
    /// Calendar days.
    pub days: i32,
    /// Microseconds.
    pub micros: i64,
    /// To the last microsecond of the day arrived at.
    pub full_days: bool,
    /// The zone whose calendar is meant.
    pub zone: Zone,
}

/// A fact's place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Where to start.
    pub root: Root,
    /// Field indices from there on. An absent record on the way makes the place absent.
    pub fields: Vec<u32>,
}

/// Where a place starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Root {
    /// The account under judgement.
    Account,
    /// The request.
    Request,
    /// An element of a selection: 0 is the innermost.
    Element(u32),
}

/// What a definition is called on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The account and request at hand, no element.
    Same,
    /// The record at the place stands as [`Root::Account`]; no element.
    Account(Place),
    /// The record at the place is [`Root::Element`] 0, and the only one.
    Element(Place),
}
