//! What is wrong with the files of a population.

use std::fmt;

use crate::diagnostic::Message;
use crate::diagnostic::messages::tables;

/// What ends a run: a file, column or row that cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file, by the table's name.
    pub table: String,
    /// The column.
    pub column: Option<String>,
    /// The row, counted from 1.
    pub row: Option<u64>,
    /// What is wrong, and what to do.
    pub what: Message,
}

impl Fault {
    pub(super) fn new(table: &str, what: Message) -> Self {
        Self { table: table.to_owned(), column: None, row: None, what }
    }

    pub(super) fn column(mut self, column: &str) -> Self {
        self.column = Some(column.to_owned());
        self
    }

    pub(super) fn row(mut self, row: u64) -> Self {
        self.row = Some(row);
        self
    }

    /// File, row, column and fault, in every language.
    #[must_use]
    pub fn message(&self) -> Message {
        let row = self.row.map(|row| format!("{row}:")).unwrap_or_default();
        let place = format!("{}.parquet:{row}", self.table);
        match &self.column {
            Some(column) => tables::of_file(&place, &tables::of_column(column, &self.what)),
            None => tables::of_file(&place, &self.what),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for Fault {}
