//! Values as terms take them: borrowed, of one size, cheap to copy.

use std::cmp::Ordering;

use crate::ir::{Comparison, Constant, Extreme, Length, Truth, Value, calendar};

/// What a term comes to at one instant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Scalar<'a> {
    /// Not in the input.
    Unknown,
    /// It did not happen.
    Absent,
    /// A boolean.
    Bool(bool),
    /// An integer, a decimal in units of 10⁻⁹ or an amount in minor units: 128 bits hold every sum of what the edges
    /// let in.
    Number(i128),
    /// A text.
    Text(&'a str),
    /// Microseconds since 1970-01-01T00:00Z.
    Time(i64),
    /// Days since 1970-01-01.
    Date(i32),
    /// A time, or a date, of which only bounds are known, both included: a calendar of working days ends before.
    Between {
        /// It is not earlier.
        low: i64,
        /// It is not later.
        high: i64,
        /// Whether it is a date.
        is_date: bool,
    },
    /// A length of time.
    Length(Length),
    /// An enumeration's value.
    Choice(u32),
    /// The members of a set.
    Set(&'a [Value]),
    /// The elements of a collection.
    Many(&'a [Value]),
    /// A record.
    Record(&'a Value),
}

impl<'a> From<&'a Value> for Scalar<'a> {
    #[inline]
    fn from(value: &'a Value) -> Self {
        match value {
            Value::Unknown => Self::Unknown,
            Value::Absent => Self::Absent,
            Value::Bool(value) => Self::Bool(*value),
            Value::Number(value) => Self::Number(*value),
            Value::Text(text) => Self::Text(text),
            Value::Time(micros) => Self::Time(*micros),
            Value::Date(days) => Self::Date(*days),
            Value::Length(length) => Self::Length(*length),
            Value::Choice(index) => Self::Choice(*index),
            Value::Set(members) => Self::Set(members),
            Value::Many(elements) => Self::Many(elements),
            Value::Record(_) => Self::Record(value),
        }
    }
}

impl<'a> From<&'a Constant> for Scalar<'a> {
    #[inline]
    fn from(constant: &'a Constant) -> Self {
        match constant {
            Constant::Bool(value) => Self::Bool(*value),
            Constant::Number(value, _) => Self::Number(*value),
            Constant::Text(text) => Self::Text(text),
            Constant::Time(micros) => Self::Time(*micros),
            Constant::Date(days) => Self::Date(*days),
            Constant::Length(length) => Self::Length(*length),
            Constant::Choice(_, index) => Self::Choice(*index),
        }
    }
}

impl Scalar<'_> {
    /// The value as an integer that orders like it, where it is of an ordered type.
    pub(super) fn key(self) -> Option<i128> {
        match self {
            Self::Number(value) => Some(value),
            Self::Time(micros) => Some(i128::from(micros)),
            Self::Date(days) => Some(i128::from(days)),
            Self::Choice(index) => Some(i128::from(index)),
            Self::Bool(value) => Some(i128::from(value)),
            Self::Unknown | Self::Absent | Self::Between { .. } | Self::Length(_) => None,
            Self::Text(_) | Self::Set(_) | Self::Many(_) | Self::Record(_) => None,
        }
    }

    /// The instant that it is, if the calendar holds it.
    pub(super) fn instant(self) -> Option<i64> {
        match self {
            Self::Time(micros) => calendar::held(micros),
            Self::Unknown | Self::Absent | Self::Between { .. } | Self::Bool(_) | Self::Number(_) => None,
            Self::Text(_) | Self::Date(_) | Self::Length(_) | Self::Choice(_) => None,
            Self::Set(_) | Self::Many(_) | Self::Record(_) => None,
        }
    }

    /// The least and the greatest that it may be, of a value of an ordered type.
    fn bounds(self) -> Option<(i128, i128)> {
        if let Self::Between { low, high, .. } = self {
            return Some((low.into(), high.into()));
        }
        self.key().map(|key| (key, key))
    }

    /// The instants at which a comparison of `now` with it may change: itself, or its bounds.
    pub(super) fn instants(self) -> [Option<i64>; 2] {
        match self {
            Self::Time(at) => [Some(at), None],
            Self::Between { low, high, is_date: false } => [Some(low), Some(high)],
            Self::Between { is_date: true, .. } | Self::Date(_) => [None; 2],
            Self::Unknown | Self::Absent | Self::Length(_) => [None; 2],
            Self::Bool(_) | Self::Number(_) | Self::Text(_) | Self::Choice(_) => [None; 2],
            Self::Set(_) | Self::Many(_) | Self::Record(_) => [None; 2],
        }
    }

    #[inline]
    fn order(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Text(one), Self::Text(two)) => Some(one.cmp(two)),
            // These two for speed: their keys order them alike.
            (Self::Time(one), Self::Time(two)) => Some(one.cmp(&two)),
            (Self::Choice(one), Self::Choice(two)) => Some(one.cmp(&two)),
            _ => Some(self.key()?.cmp(&other.key()?)),
        }
    }

    /// False where an operand is absent, whatever the other is; unknown where one is unknown.
    #[inline]
    pub(super) fn compare(self, comparison: Comparison, other: Self) -> Truth {
        match (self, other) {
            (Self::Absent, _) | (_, Self::Absent) => Truth::False,
            (Self::Unknown, _) | (_, Self::Unknown) => Truth::Unknown,
            (Self::Between { .. }, _) | (_, Self::Between { .. }) => match (self.bounds(), other.bounds()) {
                (Some(one), Some(two)) => comparison.of_bounds(one, two),
                _ => Truth::Unknown,
            },
            _ => self.order(other).is_some_and(|order| comparison.holds(order)).into(),
        }
    }

    /// The greater or the lesser of two values; absent where one is, unknown where one is unknown.
    pub(super) fn extreme(self, end: Extreme, other: Self) -> Self {
        match (self, other) {
            (Self::Absent, _) | (_, Self::Absent) => Self::Absent,
            _ => match (self.key(), other.key()) {
                (Some(one), Some(two)) if (one >= two) == (end == Extreme::Greatest) => self,
                (Some(_), Some(_)) => other,
                (None, _) | (_, None) => Self::Unknown,
            },
        }
    }

    /// Whether it is an element of `set`.
    pub(super) fn is_in(self, set: Self) -> Truth {
        match (self, set) {
            (Self::Absent, _) | (_, Self::Absent) => Truth::False,
            (_, Self::Set([])) => Truth::False,
            (_, Self::Set(members)) => {
                let members = members.iter().map(|member| self.compare(Comparison::Equal, member.into()));
                members.max().unwrap_or(Truth::False)
            }
            _ => Truth::Unknown,
        }
    }

    /// Whether it is a text that begins so.
    pub(super) fn starts_with(self, prefix: &str) -> Truth {
        match self {
            Self::Text(text) => text.starts_with(prefix).into(),
            Self::Absent => Truth::False,
            Self::Unknown
            | Self::Bool(_)
            | Self::Number(_)
            | Self::Time(_)
            | Self::Between { .. }
            | Self::Length(_)
            | Self::Date(_)
            | Self::Choice(_)
            | Self::Set(_)
            | Self::Many(_)
            | Self::Record(_) => Truth::Unknown,
        }
    }

    /// Whether it happened.
    pub(super) fn is_present(self) -> Truth {
        match self {
            Self::Absent => Truth::False,
            Self::Unknown => Truth::Unknown,
            Self::Bool(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::Time(_)
            | Self::Date(_)
            | Self::Between { .. }
            | Self::Length(_)
            | Self::Choice(_)
            | Self::Set(_)
            | Self::Many(_)
            | Self::Record(_) => Truth::True,
        }
    }

    /// A boolean fact as a truth.
    pub(super) fn holds(self) -> Truth {
        match self {
            Self::Bool(value) => value.into(),
            Self::Absent => Truth::False,
            Self::Unknown
            | Self::Number(_)
            | Self::Text(_)
            | Self::Time(_)
            | Self::Date(_)
            | Self::Between { .. }
            | Self::Length(_)
            | Self::Choice(_)
            | Self::Set(_)
            | Self::Many(_)
            | Self::Record(_) => Truth::Unknown,
        }
    }
}
