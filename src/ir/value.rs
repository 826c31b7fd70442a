//! A fact's value, as the evaluator holds it.

use serde::{Deserialize, Serialize};

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
    /// the index of an enumeration's value
    Choice(u32),
    /// the members of a set
    Set(Vec<Value>),
    /// the elements of a collection
    Many(Vec<Value>),
    /// a record's fields, in the order of its shape
    Record(Vec<Value>),
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
