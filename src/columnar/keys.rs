//! Keys: which account a row belongs to, and which of its elements.

use std::cmp::Ordering;

use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{Array, ArrayRef, Int64Array, StringArray};
use arrow_schema::DataType;

/// The keys of the accounts of a table's rows.
#[derive(Debug, Clone)]
pub(super) enum Ids {
    Texts(StringArray),
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
pub(super) fn type_of_ids(found: &DataType) -> Option<DataType> {
    match found {
        DataType::Utf8 | DataType::Int64 => Some(found.clone()),
        _ => None,
    }
}

impl Ids {
    /// The keys of an array of one of the types of [`type_of_ids`].
    pub(super) fn of(array: &ArrayRef) -> Option<Self> {
        match array.data_type() {
            DataType::Utf8 => Some(Self::Texts(array.as_string().clone())),
            DataType::Int64 => Some(Self::Integers(array.as_primitive::<Int64Type>().clone())),
            _ => None,
        }
    }

    pub(super) fn first_missing(&self) -> Option<usize> {
        let nulls = match self {
            Self::Texts(array) => array.nulls(),
            Self::Integers(array) => array.nulls(),
        };
        nulls.and_then(|nulls| (0..nulls.len()).find(|&row| nulls.is_null(row)))
    }

    /// Puts the key of a row into `id`.
    pub(super) fn copy(&self, row: usize, id: &mut Id) {
        match (self, id) {
            (Self::Texts(array), Id::Text(text)) => {
                text.clear();
                text.extend_from_slice(array.value(row).as_bytes());
            }
            (Self::Texts(array), id) => *id = Id::Text(array.value(row).as_bytes().to_vec()),
            (Self::Integers(array), id) => *id = Id::Integer(array.value(row)),
        }
    }

    /// How the key of a row compares with another.
    #[inline]
    pub(super) fn compare(&self, row: usize, with: &Id) -> Ordering {
        match (self, with) {
            (Self::Texts(array), Id::Text(text)) => array.value(row).as_bytes().cmp(text),
            (Self::Integers(array), Id::Integer(integer)) => array.value(row).cmp(integer),
            // Types are compared where files are opened.
            (Self::Integers(_), Id::Text(_)) => Ordering::Less,
            (Self::Texts(_), Id::Integer(_)) => Ordering::Greater,
        }
    }

    /// How the key of a row compares with that of the row before it.
    #[inline]
    fn step(&self, row: usize) -> Ordering {
        match self {
            Self::Texts(array) => array.value(row - 1).as_bytes().cmp(array.value(row).as_bytes()),
            Self::Integers(array) => array.value(row - 1).cmp(&array.value(row)),
        }
    }
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
