//! Mappings: where facts are in tables that are not of the default layout. A mapping is TOML, checked like a
//! policy; it becomes a part of the query for each table, which leads what is there to the layout.

#[cfg(feature = "compile")]
mod read;
mod resolve;
mod rests;

use crate::diagnostic::messages::sql;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::sql::tree::Literal;
pub(crate) use resolve::{elements_without_keys, mapped_parts, redirected, used_columns};

/// Where facts are in tables of other shapes.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// The account's table first, if it is mapped, then collections, by their paths in the policy.
    pub(crate) tables: Vec<MappedTable>,
    /// What is left of accounts that have left.
    pub(crate) rests: Option<MappedRests>,
    /// Which of those the account's table stands for; `None` where it has accounts.
    pub(crate) left: Option<Left>,
    /// Where it begins.
    pub(crate) start: Span,
}

/// The table of what is left of accounts that have left.
#[derive(Debug, Clone)]
pub(crate) struct MappedRests {
    /// Where its section is named.
    pub(crate) span: Span,
    /// The table, by its qualified name.
    pub(crate) table: Vec<String>,
    /// The column of the account's key.
    pub(crate) key: Text,
    /// The column of the instant at which it left.
    pub(crate) left: Text,
    /// The column of the policy that it left by.
    pub(crate) policy: Text,
    /// The column of the facts that were carried, as JSON.
    pub(crate) carried: Option<Text>,
    /// Facts of the account that are asked again.
    pub(crate) columns: Vec<MappedColumn>,
}

/// The rests that a policy left.
#[derive(Debug, Clone)]
pub(crate) struct Left {
    /// The column of the instant at which the account left.
    pub(crate) column: String,
    pub(crate) policy_column: String,
    /// The policy that it left by.
    pub(crate) policy: String,
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
    /// What no array says of a collection.
    pub(crate) nulls: Nulls,
}

/// What a table's rows are read from.
#[derive(Debug, Clone)]
pub(crate) enum From {
    /// A table or view, by its qualified name.
    Table(Vec<String>),
    /// A column of the owner's row: JSON, or an array of records.
    Column { json: bool, path: Vec<String> },
    /// Nowhere: of no account is anything known.
    Nothing,
}

/// What NULL, or that there is nothing, says of a fact that may be absent where nothing else says which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nulls {
    /// It is absent.
    Absent,
    /// A null of JSON says that it is absent; if there is none, it is unknown.
    AbsentInJson,
    /// It is unknown.
    Unknown,
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
    pub(crate) nulls: Nulls,
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
        let account = self.account()?;
        match &account.from {
            From::Table(name) => Some((name.clone(), account.owner.first()?.text.clone())),
            From::Column { .. } | From::Nothing => None,
        }
    }

    fn account(&self) -> Option<&MappedTable> {
        self.tables.first().filter(|table| table.path.text == "account")
    }

    /// What is wrong with it for accounts that have not left: it may map what is left of others alone.
    #[must_use]
    pub fn without_accounts(&self) -> Option<Diagnostic> {
        let is_mapped = self.account().is_some();
        let found = Diagnostic::new(Code::BadMapping, self.start, sql::begins_with_account());
        (!is_mapped).then(|| found.label(sql::no_account_section()))
    }
}
