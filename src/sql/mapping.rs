//! Mappings: where facts are in tables that are not of the default layout. A mapping is TOML, checked like a
//! policy; it becomes a part of the query for each table, which leads what is there to the layout.

#[cfg(feature = "compile")]
mod read;
mod resolve;

use crate::source::Span;
use crate::sql::tree::Literal;
pub(crate) use resolve::{elements_without_keys, mapped_parts, redirected, used_columns};

/// Where facts are in tables of other shapes.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// The account's table first, then collections, by their paths in the policy.
    pub(crate) tables: Vec<MappedTable>,
}

/// A table, or a column that holds many.
#[derive(Debug, Clone)]
pub(crate) struct MappedTable {
    /// `account`, `account.trades`
    pub(crate) path: Text,
    pub(crate) from: From,
    /// The columns that hold the owner's key; of the account, its own.
    pub(crate) owner: Vec<Text>,
    /// The column that tells the elements of one owner apart.
    pub(crate) key: Option<Text>,
    pub(crate) known: Known,
    pub(crate) columns: Vec<MappedColumn>,
}

/// What a table's rows are read from.
#[derive(Debug, Clone)]
pub(crate) enum From {
    /// A table or view, by its qualified name.
    Table(Vec<String>),
    /// A column of the owner's row: JSON, or an array of records.
    Column { json: bool, path: Vec<String> },
}

/// What says which elements there are.
#[derive(Debug, Clone)]
pub(crate) enum Known {
    /// Nowhere.
    Unsaid,
    /// The mapping says that all are there.
    Complete,
    /// A column of the owner's row says so.
    Column(Text),
}

/// A fact's column.
#[derive(Debug, Clone)]
pub(crate) struct MappedColumn {
    /// The fact's path within the table's record: `b2b.unsettled`.
    pub(crate) path: Text,
    /// The column, and the fields within it.
    pub(crate) column: Option<Vec<String>>,
    pub(crate) json: bool,
    /// A column that says whether NULL means absent.
    pub(crate) known: Option<String>,
    /// Of a record, a column that says whether it is there, or that it always is.
    pub(crate) present: Option<Present>,
    /// Stored codes with the words that they encode.
    pub(crate) codes: Vec<(Literal, Text)>,
    pub(crate) minor_units: bool,
}

/// What says whether a record is present.
#[derive(Debug, Clone)]
pub(crate) enum Present {
    /// It is, in every row.
    Always,
    /// A column says so.
    Column(String),
}

/// A text with its place.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    pub(crate) text: String,
    pub(crate) span: Span,
}

impl Mapping {
    /// The account's table and its key.
    pub(crate) fn accounts(&self) -> Option<(Vec<String>, String)> {
        let account = self.tables.first()?;
        match &account.from {
            From::Table(name) => Some((name.clone(), account.owner.first()?.text.clone())),
            From::Column { .. } => None,
        }
    }
}
