//! A fact's value, as the evaluator holds it.

use serde::{Deserialize, Serialize};

use super::Length;

/// The greatest magnitude of amounts (in minor units) and decimals (in units of 10⁻⁹): sums over any number of
/// elements that memory can hold still fit 128 bits.
pub const MOST: i128 = 10_i128.pow(27) - 1;

/// A value of some [`super::Type`]. The derived order is the order of values within one type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", remote = "Self")]
pub enum Value {
    /// Not in the input. Never read as empty, zero or false.
    Unknown,
    /// It did not happen.
    Absent,
    /// true or false
    Bool(bool),
    /// a number, in parts of the unit of its type (written as text: JSON numbers do not hold 128 bits)
    Number(#[serde(with = "wide")] i128),
    /// text
    Text(String),
    /// microseconds since 1970-01-01T00:00Z
    Time(i64),
    /// days since 1970-01-01
    Date(i32),
    /// a length of time
    Length(Length),
    /// the index of an enumeration's value
    Choice(u32),
    /// the members of a set
    Set(Vec<Value>),
    /// the elements of a collection
    Many(Vec<Value>),
    /// a record's fields, in the order of its shape
    Record(Vec<Value>),
}

static UNKNOWN: Value = Value::Unknown;

impl Value {
    /// The values of the fields of a record.
    #[inline]
    #[must_use]
    pub fn fields(&self) -> Option<&[Self]> {
        match self {
            Self::Record(fields) => Some(fields),
            Self::Unknown
            | Self::Absent
            | Self::Bool(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::Time(_) => None,
            Self::Date(_) | Self::Length(_) | Self::Choice(_) | Self::Set(_) | Self::Many(_) => None,
        }
    }

    /// The value that fields lead to, and how many of them were followed: up to the first that is unknown or absent.
    #[inline]
    #[must_use]
    pub fn follow(&self, fields: &[u32]) -> (&Self, usize) {
        let mut value = self;
        for (at, &index) in fields.iter().enumerate() {
            let Some(inner) = value.fields() else { return (value, at) };
            value = inner.get(index as usize).unwrap_or(&UNKNOWN);
        }
        (value, fields.len())
    }
}

pub(super) mod wide {
    //! 128-bit integers as decimal text.
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(in crate::ir) fn serialize<S: Serializer>(value: &i128, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(value)
    }

    pub(in crate::ir) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i128, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}
