//! Literals, each with its type.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::value::wide;
use super::{EnumerationId, Length, Program, Type, Unit, Value};

/// A literal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Constant {
    /// true or false
    Bool(bool),
    /// A number of a unit (written as text: JSON numbers do not hold 128 bits).
    Number(#[serde(with = "wide")] i128, Unit),
    /// text
    Text(String),
    /// microseconds since 1970-01-01T00:00Z
    Time(i64),
    /// days since 1970-01-01
    Date(i32),
    /// a length of time
    Length(Length),
    /// A value of an enumeration, by its index.
    Choice(EnumerationId, u32),
}

impl Constant {
    /// A value as a constant; `None` if it is unknown or absent, or not a single value. The constant of an enumeration has the
    /// place of its value alone, whichever enumeration that is.
    #[must_use]
    pub(crate) fn of(value: &Value, ty: &Type) -> Option<Self> {
        Some(match (value, ty) {
            (Value::Bool(value), _) => Self::Bool(*value),
            (Value::Number(value), Type::Number(unit)) => Self::Number(*value, *unit),
            (Value::Text(text), _) => Self::Text(text.clone()),
            (Value::Time(micros), _) => Self::Time(*micros),
            (Value::Date(days), _) => Self::Date(*days),
            (Value::Length(length), _) => Self::Length(*length),
            (Value::Choice(at), _) => Self::Choice(EnumerationId::FIRST, *at),
            (Value::Number(_) | Value::Unknown | Value::Absent, _)
            | (Value::Set(_) | Value::Many(_) | Value::Record(_), _) => return None,
        })
    }

    /// Its type; `None` if there is no such enumeration.
    #[must_use]
    pub fn ty(&self, program: &Program) -> Option<Type> {
        Some(match self {
            Self::Bool(_) => Type::Bool,
            Self::Number(_, unit) => Type::Number(*unit),
            Self::Text(_) => Type::Text,
            Self::Time(_) => Type::Time,
            Self::Date(_) => Type::Date,
            Self::Length(_) => Type::Length,
            Self::Choice(of, _) => Type::OneOf(program.enumerations.get(*of)?.clone()),
        })
    }

    /// The order of two constants of one type.
    pub(crate) fn order(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Bool(one), Self::Bool(two)) => Some(one.cmp(two)),
            (Self::Number(one, unit), Self::Number(two, other)) if unit == other => Some(one.cmp(two)),
            (Self::Text(one), Self::Text(two)) => Some(one.cmp(two)),
            (Self::Time(one), Self::Time(two)) => Some(one.cmp(two)),
            (Self::Date(one), Self::Date(two)) => Some(one.cmp(two)),
            (Self::Choice(of, one), Self::Choice(other, two)) if of == other => Some(one.cmp(two)),
            (
                Self::Bool(_)
                | Self::Number(..)
                | Self::Text(_)
                | Self::Time(_)
                | Self::Date(_)
                | Self::Length(_)
                | Self::Choice(..),
                _,
            ) => None,
        }
    }

    /// The value of an outcome as the language writes it: `30d`, `10.00 EUR`; nothing of any other value.
    #[must_use]
    pub fn outcome_literal(&self) -> String {
        match self {
            Self::Length(length) => length.to_string(),
            Self::Number(units, unit) => unit.literal(*units),
            Self::Bool(_) | Self::Text(_) | Self::Time(_) | Self::Date(_) | Self::Choice(..) => String::new(),
        }
    }

    /// The same with the word between an outcome and it: `for 30d`, `of 10.00 EUR`.
    #[must_use]
    pub fn behind_outcome(&self) -> String {
        let word = if matches!(self, Self::Length(_)) { "for" } else { "of" };
        format!("{word} {}", self.outcome_literal())
    }

    /// The same as a fact.
    #[must_use]
    pub fn value(&self) -> Value {
        match self {
            Self::Bool(value) => Value::Bool(*value),
            Self::Number(units, _) => Value::Number(*units),
            Self::Text(text) => Value::Text(text.clone()),
            Self::Time(micros) => Value::Time(*micros),
            Self::Date(days) => Value::Date(*days),
            Self::Length(length) => Value::Length(*length),
            Self::Choice(_, at) => Value::Choice(*at),
        }
    }
}
