//! What a translation works on, and what it has collected so far.

use std::collections::BTreeSet;

use crate::diagnostic::messages::sql;
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::flat::FlatPolicy;
use crate::flat::layout::{ACCOUNT_ID, ID, Layout};
use crate::ir::Timestamp;
use crate::source::{Sources, Span};
use crate::sql::accounts::Keys;
use crate::sql::mapping::Mapping;
use crate::sql::names::Names;
use crate::sql::options::Options;
use crate::sql::tree::{Expr, UNKNOWN};

/// The parts of the largest expression that is written. A case is repeated by what reads it, so that cases within cases grow
/// with a power of their depth; engines need minutes to plan a query of some megabytes.
const MAX_PARTS: usize = 10_000;

/// The translation of one policy.
pub(super) struct Translator<'a> {
    pub(super) policy: &'a FlatPolicy,
    pub(super) layout: &'a Layout,
    pub(super) texts: Option<&'a Sources>,
    pub(super) now: Option<i64>,
    pub(super) keys: Option<&'a Keys>,
    pub(super) mapping: Option<&'a Mapping>,
    /// The row of the account and those of the selections around, by their depth.
    pub(super) rows: Vec<Row>,
    pub(super) counted: Vec<Counted>,
    pub(super) part_names: Names,
    pub(super) column_names: Names,
    /// What columns are named after at the moment.
    pub(super) context: String,
    /// Where the condition that is translated is written.
    pub(super) place: Span,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The parts that are computed once.
    pub(super) kept: Vec<String>,
}

/// A row that conditions read.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Index of its table in the layout.
    pub(super) table: usize,
    /// Its alias in the query.
    pub(super) alias: String,
    /// The depth of the row that owns it.
    pub(super) owner: Option<usize>,
    /// The counted parts that are joined to it.
    pub(super) joins: Vec<usize>,
}

/// Aggregates over the rows of a selection: a part of the query.
#[derive(Debug)]
pub(super) struct Counted {
    pub(super) name: String,
    pub(super) row: Row,
    /// The depths of the rows of which there is one result each.
    pub(super) per: Vec<usize>,
    /// The rows around, outermost first.
    pub(super) around: Vec<Row>,
    /// Names of the key columns, for each of `per`.
    pub(super) keys: Vec<Vec<String>>,
    pub(super) joined: BTreeSet<usize>,
    pub(super) aggregates: Vec<(Expr, String)>,
    pub(super) names: Names,
}

impl<'a> Translator<'a> {
    pub(super) fn new(policy: &'a FlatPolicy, layout: &'a Layout, options: &'a Options<'_>) -> Self {
        let mut part_names = Names::default();
        for table in &layout.tables {
            part_names.reserve(&table.name);
        }
        let mut column_names = Names::default();
        let own = ["status", "failed", "unknown", "outcome", "outcome_value", "eligible_after", "overdue"];
        for name in [ID, ACCOUNT_ID].into_iter().chain(own) {
            column_names.reserve(name);
        }
        let account = Row { table: 0, alias: "account".to_owned(), owner: None, joins: Vec::new() };
        Self {
            policy,
            layout,
            texts: options.texts,
            now: options.now.map(Timestamp::as_micros),
            keys: options.keys.as_ref(),
            mapping: options.mapping,
            rows: vec![account],
            counted: Vec::new(),
            part_names,
            column_names,
            context: String::new(),
            place: Span::default(),
            diagnostics: Vec::new(),
            kept: Vec::new(),
        }
    }

    /// The expression, or a refusal of one that is too large.
    pub(super) fn bounded(&mut self, expr: Expr) -> Expr {
        if expr.is_larger_than(MAX_PARTS) {
            self.refuse(sql::too_long_written_out());
            return UNKNOWN;
        }
        expr
    }

    /// Reports a rule that cannot be expressed in SQL.
    pub(super) fn refuse(&mut self, why: Message) {
        let refused = refused(self.place, why);
        if !self.diagnostics.contains(&refused) {
            self.diagnostics.push(refused);
        }
    }
}

/// The error for a rule that cannot be expressed in SQL.
pub(super) fn refused(place: Span, why: Message) -> Diagnostic {
    let refused = Diagnostic::new(Code::NotInDialect, place, sql::not_in_sql()).label(why);
    refused.help(sql::judge_otherwise())
}
