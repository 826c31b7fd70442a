//! The shapes of facts.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Choices, Currency, LocalisedText, Program, RecordId, Unit};

/// The shape of a record of facts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Its name: `account`, `request` or the author's.
    pub name: String,
    /// Its given fields; a [`Value::Record`](super::Value::Record) of this shape holds one value each, in this order.
    pub fields: Vec<Field>,
    /// The field whose value tells an element from the others of its collection, if one is declared.
    pub key: Option<u32>,
}

impl Record {
    /// The field that tells elements apart.
    #[must_use]
    pub fn key_field(&self) -> Option<&Field> {
        self.fields.get(self.key? as usize)
    }
}

impl Program {
    /// Whether a record holds values, sets, and records of such, and no collections.
    pub(crate) fn holds_no_collections(&self, record: RecordId) -> bool {
        self.records[record].fields.iter().all(|field| match field.ty.structure() {
            Structure::Single | Structure::Set(_) => true,
            Structure::Record(inner) => self.holds_no_collections(inner),
            Structure::Many(_) => false,
        })
    }

    /// A field of a record.
    #[must_use]
    pub fn field(&self, record: RecordId, index: u32) -> Option<&Field> {
        self.records.get(record)?.fields.get(index as usize)
    }

    /// The nested record that fields lead to, each within the one before it.
    #[must_use]
    pub fn record_at(&self, record: RecordId, fields: &[u32]) -> Option<RecordId> {
        fields.iter().try_fold(record, |record, &index| self.field(record, index)?.ty.record())
    }

    /// The field that fields lead to, each within the one before it; `None` if there are none.
    #[must_use]
    pub fn field_at(&self, record: RecordId, fields: &[u32]) -> Option<&Field> {
        let (&last, before) = fields.split_last()?;
        self.field(self.record_at(record, before)?, last)
    }

    /// The names of fields, each within the one before it; `?` where there is no such field.
    #[must_use]
    pub fn field_names(&self, mut record: Option<RecordId>, fields: &[u32]) -> Vec<&str> {
        let mut names = Vec::with_capacity(fields.len());
        for &index in fields {
            let field = record.and_then(|record| self.field(record, index));
            names.push(field.map_or("?", |field| &field.name));
            record = field.and_then(|field| field.ty.record());
        }
        names
    }

    /// Of the fields from a record on, those as far as the last that is optional: what they lead to is there if all of
    /// it is. `None` where none is optional, so that it always is.
    #[must_use]
    pub fn optional_prefix<'f>(&self, mut record: RecordId, fields: &'f [u32]) -> Option<&'f [u32]> {
        let mut last = None;
        for (at, &index) in fields.iter().enumerate() {
            let field = self.records[record].fields.get(index as usize)?;
            if field.optional {
                last = Some(at);
            }
            if let Type::Record(inner) = field.ty {
                record = inner;
            }
        }
        last.map(|last| &fields[..=last])
    }
}

/// A given field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// Its name in the policy.
    pub name: String,
    /// Its key in JSON.
    pub key: String,
    /// Its type.
    pub ty: Type,
    /// Whether null or a missing key means absent (otherwise a missing key is unknown).
    pub optional: bool,
    /// What people are shown instead of its name.
    pub words: Vec<LocalisedText>,
}

/// The type of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// true or false
    Bool,
    /// a number, of whole things, with decimals, or of money
    Number(Unit),
    /// text
    Text,
    /// an instant, to the microsecond
    Time,
    /// a day
    Date,
    /// a length of time
    Length,
    /// one of these values, by index
    OneOf(Choices),
    /// a set of text, integers, …
    Set(Box<Type>),
    /// many of a record
    Many(RecordId),
    /// one nested record
    Record(RecordId),
}

/// What a type is made of, whatever its values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Structure<'t> {
    /// one value
    Single,
    /// many values of this type
    Set(&'t Type),
    /// many of a record
    Many(RecordId),
    /// one nested record
    Record(RecordId),
}

impl Type {
    /// Whether it is one value, many, or a record. What asks only this, asks here, and need not list the types.
    #[must_use]
    pub fn structure(&self) -> Structure<'_> {
        match self {
            Self::Bool | Self::Number(_) | Self::Text | Self::Time | Self::Date => Structure::Single,
            Self::Length | Self::OneOf(_) => Structure::Single,
            Self::Set(member) => Structure::Set(member),
            Self::Many(record) => Structure::Many(*record),
            Self::Record(record) => Structure::Record(*record),
        }
    }

    /// Whether it is one value rather than several or a record of them.
    #[must_use]
    pub fn is_single(&self) -> bool {
        self.structure() == Structure::Single
    }

    /// The nested record that it is.
    #[must_use]
    pub fn record(&self) -> Option<RecordId> {
        match self.structure() {
            Structure::Record(record) => Some(record),
            Structure::Single | Structure::Set(_) | Structure::Many(_) => None,
        }
    }

    /// The record of its elements, if it is a collection.
    #[must_use]
    pub fn elements(&self) -> Option<RecordId> {
        match self.structure() {
            Structure::Many(record) => Some(record),
            Structure::Single | Structure::Set(_) | Structure::Record(_) => None,
        }
    }

    /// The record whose fields its facts contain: the nested one, or that of its elements.
    #[must_use]
    pub fn contained(&self) -> Option<RecordId> {
        match self.structure() {
            Structure::Record(record) | Structure::Many(record) => Some(record),
            Structure::Single | Structure::Set(_) => None,
        }
    }

    /// The type of its members, if it is a set.
    #[must_use]
    pub fn member(&self) -> Option<&Self> {
        match self.structure() {
            Structure::Set(member) => Some(member),
            Structure::Single | Structure::Many(_) | Structure::Record(_) => None,
        }
    }

    /// The values of an enumeration.
    #[must_use]
    pub fn choices(&self) -> Option<&Choices> {
        match self {
            Self::OneOf(choices) => Some(choices),
            Self::Bool | Self::Number(_) | Self::Text | Self::Time | Self::Date | Self::Length => None,
            Self::Set(_) | Self::Many(_) | Self::Record(_) => None,
        }
    }

    /// The unit of a number; `None` for other types.
    #[must_use]
    pub fn unit(&self) -> Option<Unit> {
        match self {
            Self::Number(unit) => Some(*unit),
            Self::Bool | Self::Text | Self::Time | Self::Date | Self::Length | Self::OneOf(_) => None,
            Self::Set(_) | Self::Many(_) | Self::Record(_) => None,
        }
    }

    /// Whether its facts are values: one, or a set of them. What holds facts of its own is no value.
    #[must_use]
    pub fn is_of_values(&self) -> bool {
        match self.structure() {
            Structure::Single | Structure::Set(_) => true,
            Structure::Many(_) | Structure::Record(_) => false,
        }
    }

    /// Whether it is a time or a date: what windows apply to.
    #[must_use]
    pub fn is_moment(&self) -> bool {
        match self {
            Self::Time | Self::Date => true,
            Self::Bool | Self::Number(_) | Self::Text | Self::Length | Self::OneOf(_) => false,
            Self::Set(_) | Self::Many(_) | Self::Record(_) => false,
        }
    }

    /// Whether two of its values can be compared. Whether a month is longer than thirty days depends on the month.
    #[must_use]
    pub fn is_comparable(&self) -> bool {
        match self {
            Self::Bool | Self::Number(_) | Self::Text | Self::Time | Self::Date | Self::OneOf(_) => true,
            Self::Length | Self::Set(_) | Self::Many(_) | Self::Record(_) => false,
        }
    }

    /// Whether its values can tell elements apart: each has one form, and nothing in it is rounded.
    #[must_use]
    pub fn is_key(&self) -> bool {
        match self {
            Self::Text | Self::Number(Unit::Int) => true,
            Self::Number(Unit::Decimal | Unit::Money(_)) => false,
            Self::Bool | Self::Time | Self::Date | Self::Length | Self::OneOf(_) => false,
            Self::Set(_) | Self::Many(_) | Self::Record(_) => false,
        }
    }

    /// Whether its values have an order.
    #[must_use]
    pub fn is_ordered(&self) -> bool {
        self.is_moment() || self.unit().is_some()
    }
}

/// A type as built programs contain it: the units of numbers are types beside the others there.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Written {
    Bool,
    Int,
    Decimal,
    Text,
    Money(Currency),
    Time,
    Date,
    Length,
    OneOf(Choices),
    Set(Box<Type>),
    Many(RecordId),
    Record(RecordId),
}

impl Type {
    pub(super) fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let written = match self {
            Self::Bool => Written::Bool,
            Self::Number(Unit::Int) => Written::Int,
            Self::Number(Unit::Decimal) => Written::Decimal,
            Self::Number(Unit::Money(currency)) => Written::Money(*currency),
            Self::Text => Written::Text,
            Self::Time => Written::Time,
            Self::Date => Written::Date,
            Self::Length => Written::Length,
            Self::OneOf(choices) => Written::OneOf(choices.clone()),
            Self::Set(member) => Written::Set(member.clone()),
            Self::Many(record) => Written::Many(*record),
            Self::Record(record) => Written::Record(*record),
        };
        written.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Written::deserialize(deserializer)? {
            Written::Bool => Self::Bool,
            Written::Int => Self::Number(Unit::Int),
            Written::Decimal => Self::Number(Unit::Decimal),
            Written::Money(currency) => Self::Number(Unit::Money(currency)),
            Written::Text => Self::Text,
            Written::Time => Self::Time,
            Written::Date => Self::Date,
            Written::Length => Self::Length,
            Written::OneOf(choices) => Self::OneOf(choices),
            Written::Set(member) => Self::Set(member),
            Written::Many(record) => Self::Many(record),
            Written::Record(record) => Self::Record(record),
        })
    }
}
