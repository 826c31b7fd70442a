//! Keys: which account a row belongs to, and which of its elements.

use std::cmp::Ordering;

use arrow_array::cast::AsArray;
use arrow_array::types::{Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef, Int32Array, Int64Array, StringArray};
use arrow_schema::DataType;

/// The keys of the accounts of a table's rows.
#[derive(Debug, Clone)]
pub(super) enum Ids {
    Texts(StringArray),
    /// Texts by their places among different ones, so that the rows of one account are told by a number.
    Places(Int32Array, StringArray),
    Integers(Int64Array),
}

/// The key of one account. Texts are in the order of their bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Id {
    Text(Vec<u8>),
    Integer(i64),
}

impl Id {
    pub(super) fn none() -> Self {
        Self::Text(Vec::new())
    }

    /// As JSON.
    pub(super) fn write(&self, to: &mut Vec<u8>) {
        let written = match self {
            Self::Integer(integer) => serde_json::to_writer(to, integer),
            Self::Text(text) => serde_json::to_writer(to, &String::from_utf8_lossy(text)),
        };
        debug_assert!(written.is_ok(), "memory takes what is written");
    }
}

/// The type that keys are read as; `None` if they cannot be keys.
#[expect(clippy::wildcard_enum_match_arm, reason = "the enumeration is not ours")]
pub(super) fn type_of_ids(found: &DataType) -> Option<DataType> {
    match found {
        DataType::Utf8 | DataType::Int64 => Some(found.clone()),
        _ => None,
    }
}

impl Ids {
    /// The keys of an array of one of the types of [`type_of_ids`].
    #[expect(clippy::wildcard_enum_match_arm, reason = "the enumeration is not ours")]
    pub(super) fn of(array: &ArrayRef) -> Option<Self> {
        if let Some(places) = array.as_dictionary_opt::<Int32Type>() {
            return Some(Self::Places(places.keys().clone(), places.values().as_string().clone()));
        }
        match array.data_type() {
            DataType::Utf8 => Some(Self::Texts(array.as_string().clone())),
            DataType::Int64 => Some(Self::Integers(array.as_primitive::<Int64Type>().clone())),
            _ => None,
        }
    }

    pub(super) fn first_missing(&self) -> Option<usize> {
        let nulls = match self {
            Self::Texts(array) => array.nulls(),
            Self::Places(array, _) => array.nulls(),
            Self::Integers(array) => array.nulls(),
        };
        nulls.and_then(|nulls| (0..nulls.len()).find(|&row| nulls.is_null(row)))
    }

    /// Puts the key of a row into `id`.
    pub(super) fn copy(&self, row: usize, id: &mut Id) {
        match (self.key(row), id) {
            (Key::Text(key), Id::Text(text)) => {
                text.clear();
                text.extend_from_slice(key);
            }
            (Key::Text(key), id) => *id = Id::Text(key.to_vec()),
            (Key::Integer(key), id) => *id = Id::Integer(key),
        }
    }

    #[inline]
    fn key(&self, row: usize) -> Key<'_> {
        match self {
            Self::Texts(array) => Key::Text(array.value(row).as_bytes()),
            Self::Places(places, texts) => Key::Text(texts.value(places.value(row) as usize).as_bytes()),
            Self::Integers(array) => Key::Integer(array.value(row)),
        }
    }

    /// How the key of a row compares with another.
    #[inline]
    pub(super) fn compare(&self, row: usize, with: &Id) -> Ordering {
        self.key(row).cmp(&match with {
            Id::Text(text) => Key::Text(text),
            Id::Integer(integer) => Key::Integer(*integer),
        })
    }

    /// How the key of a row compares with that of the row before it.
    #[inline]
    fn step(&self, row: usize) -> Ordering {
        match self {
            Self::Places(places, _) if places.value(row - 1) == places.value(row) => Ordering::Equal,
            Self::Texts(_) | Self::Places(..) | Self::Integers(_) => self.key(row - 1).cmp(&self.key(row)),
        }
    }
}

/// A key where it stands. All keys of a population are of one kind.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key<'a> {
    Text(&'a [u8]),
    Integer(i64),
}

/// The keys of the owners of a table's rows: the account's, and the position of each row on the way to them.
#[derive(Debug)]
pub(super) struct Keys {
    pub(super) ids: Ids,
    pub(super) positions: Vec<Int64Array>,
}

impl Keys {
    /// How the key of a row compares with that of the row before it.
    #[inline]
    pub(super) fn step(&self, row: usize) -> Ordering {
        let positions = || self.positions.iter().map(|of| of.value(row - 1).cmp(&of.value(row)));
        self.ids.step(row).then_with(|| positions().find(|it| it.is_ne()).unwrap_or(Ordering::Equal))
    }

    /// How the key of a row compares with the key of an owner.
    #[inline]
    pub(super) fn compare(&self, row: usize, id: &Id, positions: &[i64]) -> Ordering {
        let places =
            || self.positions.iter().zip(positions).map(|(of, position)| of.value(row).cmp(position));
        self.ids.compare(row, id).then_with(|| places().find(|it| it.is_ne()).unwrap_or(Ordering::Equal))
    }
}
