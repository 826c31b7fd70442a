//! The options of a translation, and its result.

use super::accounts::Keys;
use super::dialect::Dialect;
use super::mapping::Mapping;
use crate::diagnostic::Diagnostic;
use crate::ir::Timestamp;
use crate::source::Sources;

/// The options of a translation.
#[derive(Debug, Clone)]
pub struct Options<'a> {
    /// The engine that is to run it.
    pub dialect: Dialect,
    /// The instant of the judgement; `None` for one that is bound when the
    /// query runs (`$now` in DuckDB, `$1` in PostgreSQL, `:now` in Spark).
    pub now: Option<Timestamp>,
    /// What is to be written.
    pub emit: Emit,
    /// Where facts are, if not in the tables of the default layout.
    pub mapping: Option<&'a Mapping>,
    /// Which accounts, if not all.
    pub keys: Option<Keys>,
    /// The texts of the program, whose lines become comments.
    pub texts: Option<&'a Sources>,
}

/// What is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Emit {
    /// A query with a row an account.
    Query,
    /// A query with a row for each item of the plans of eligible accounts.
    Plan,
    /// A query with a row for each item of what is left of accounts that have left.
    Due,
    /// A query that counts verdicts.
    Summary,
    /// A view of that name with a row an account.
    View(String),
    /// The tables that the facts need.
    Tables,
    /// A mapping of the facts to these tables, to be adapted to others.
    Mapping,
}

/// The result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The statements; `None` if there is an error among the diagnostics.
    pub text: Option<String>,
    /// What was refused, and what the query cannot say. Their places lie in the texts of the program, or in the mapping.
    pub diagnostics: Vec<Diagnostic>,
}
