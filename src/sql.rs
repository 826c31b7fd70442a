//! Policies as SQL, for populations that live in a database: one readable query that gives the verdict of each
//! account, three-valued as the evaluator is, in the dialects of DuckDB, PostgreSQL and Spark.
//!
//! Where facts stand is said by a layout, which follows from their shapes (`docs/sql.md`). What a dialect cannot say
//! exactly is refused with a diagnostic; nothing is approximated and nothing left out.

mod accounts;
mod columns;
mod ddl;
mod dialect;
mod mapping;
mod names;
mod print;
mod tabulate;
mod translate;
mod tree;
mod types;

pub use accounts::{Accounts, Keys};
pub use columns::{Columns, Fact, Holds};
pub use dialect::Dialect;
pub use mapping::Mapping;
pub use tabulate::{Row, tabulate};

use crate::diagnostic::messages::sql as messages;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::flat::layout::Layout;
use crate::ir::{PolicyId, Program, Timestamp};
use crate::source::{Sources, Span};
use dialect::Writer;
use translate::Translated;

/// What is wanted of a translation.
#[derive(Debug, Clone)]
pub struct Options<'a> {
    /// The engine that is to run it.
    pub dialect: Dialect,
    /// The instant of the judgement; `None` for one that is bound when the
    /// query runs (`$now` in DuckDB, `$1` in PostgreSQL, `:now` in Spark).
    pub now: Option<Timestamp>,
    /// What is to be written.
    pub emit: Emit,
    /// Where the facts stand, if not in the tables of the default layout.
    pub mapping: Option<&'a Mapping>,
    /// Which accounts, if not all.
    pub keys: Option<Keys>,
    /// The texts of the program, for the lines that stand as comments.
    pub texts: Option<&'a Sources>,
}

/// What is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Emit {
    /// A query with a row an account.
    Query,
    /// A query that counts verdicts.
    Summary,
    /// A view of that name with a row an account.
    View(String),
    /// The tables that the facts need.
    Tables,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The statements; `None` if there is an error among the diagnostics.
    pub text: Option<String>,
    /// What was refused, and what the query cannot say. Their places lie in the texts of the program, or in the mapping.
    pub diagnostics: Vec<Diagnostic>,
}

/// Writes a policy as SQL.
#[must_use]
pub fn to_sql(program: &Program, policy: PolicyId, options: &Options<'_>) -> Written {
    let layout = match layout(program, policy) {
        Ok(layout) => layout,
        Err(refused) => return Written { text: None, diagnostics: refused },
    };
    let writer = options.dialect.writer();
    if options.emit == Emit::Tables {
        return as_read(ddl::tables(&layout, options.dialect), Vec::new(), writer);
    }
    let result = match options.emit {
        Emit::Summary => translate::Result::Summary,
        Emit::Query | Emit::View(_) | Emit::Tables => translate::Result::Accounts,
    };
    let translated = translate::translate(program, policy, &layout, options, result);
    let Translated { query: Some(mut query), diagnostics } = translated else {
        return Written { text: None, diagnostics: translated.diagnostics };
    };
    if let Some(mapping) = options.mapping {
        query = match mapping::redirected(query, &layout, mapping, writer) {
            Ok(query) => query,
            Err(found) => return Written { text: None, diagnostics: found },
        };
    }
    let query = print::query(&query, writer);
    let text = match &options.emit {
        Emit::View(name) => format!("CREATE VIEW {} AS\n{query};\n", writer.identifier(name)),
        Emit::Query | Emit::Summary | Emit::Tables => format!("{};\n", query.trim_end()),
    };
    debug_assert!(diagnostics.iter().all(|found| found.severity() == Severity::Warning));
    as_read(text, diagnostics, writer)
}

/// The columns of numbers and instants that the policy's query reads, for the engine to be asked for their types.
///
/// # Errors
///
/// What keeps the policy from being written as SQL.
pub fn columns_read(
    program: &Program,
    policy: PolicyId,
    options: &Options<'_>,
) -> Result<Vec<Columns>, Vec<Diagnostic>> {
    let layout = layout(program, policy)?;
    let translated = translate::translate(program, policy, &layout, options, translate::Result::Accounts);
    let query = translated.query.ok_or(translated.diagnostics)?;
    columns::columns(&query, &layout, options.mapping, options.dialect.writer())
}

/// The layout of a policy's facts, unless they have none.
fn layout(program: &Program, policy: PolicyId) -> Result<Layout, Vec<Diagnostic>> {
    Layout::of(program, policy).map_err(|why| {
        let refused = Diagnostic::new(Code::NotInDialect, Span::default(), messages::no_default_layout());
        vec![refused.note(why).help(messages::rename_or_hold_fewer())]
    })
}

/// What was written, unless the engine would read something else.
fn as_read(text: String, diagnostics: Vec<Diagnostic>, writer: &dyn Writer) -> Written {
    if writer.reads_as_written(&text) {
        return Written { text: Some(text), diagnostics };
    }
    let refused = Diagnostic::new(Code::NotInDialect, Span::default(), messages::name_holds_variable())
        .note(messages::spark_replaces())
        .help(messages::rename_or_view());
    Written { text: None, diagnostics: vec![refused] }
}
