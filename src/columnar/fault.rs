//! What is wrong with the files of a population.

use std::fmt;

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
    pub what: String,
}

impl Fault {
    pub(super) fn new(table: &str, what: impl Into<String>) -> Self {
        Self { table: table.to_owned(), column: None, row: None, what: what.into() }
    }

    pub(super) fn column(mut self, column: &str) -> Self {
        self.column = Some(column.to_owned());
        self
    }

    pub(super) fn row(mut self, row: u64) -> Self {
        self.row = Some(row);
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.parquet:", self.table)?;
        if let Some(row) = self.row {
            write!(f, "{row}:")?;
        }
        f.write_str(" ")?;
        if let Some(column) = &self.column {
            write!(f, "column `{column}`: ")?;
        }
        f.write_str(&self.what)
    }
}

impl std::error::Error for Fault {}
