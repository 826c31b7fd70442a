//! From a policy of the program to a query. Truth over the facts at hand is worked out row by row: what selections
//! give is counted first, then each requirement is judged, one part of the query each, then the whole.

mod boundary;
mod condition;
mod eligible_after;
mod facts;
mod rows;
mod stages;
mod term;
mod whole;

use crate::diagnostic::messages::sql;
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::ir::walk::Node;
use crate::ir::{Comparison, Origin, Policy, PolicyId, Program, Term, Timestamp};
use crate::source::{Sources, Span};

use super::accounts::Keys;
use super::names::Names;
use super::options::Options;
use super::tree::{Expr, Query, TRUE};
use crate::flat::layout::{ACCOUNT_ID, ID, Layout, Place};
use eligible_after::Comes;
use facts::{Base, Env};
use rows::{Counted, Row};

/// How large a condition may become once the definitions that it calls are written out.
const MOST_NODES: usize = 100_000;

/// The rows of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Output {
    /// A row an account.
    Accounts,
    /// Counts alone.
    Summary,
}

/// What came of a translation.
#[derive(Debug)]
pub(crate) struct Translated {
    /// The query, if nothing was refused.
    pub(crate) query: Option<Query>,
    /// What was refused, and what the query cannot say.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// What a translation works on.
pub(crate) struct Translator<'a> {
    program: &'a Program,
    layout: &'a Layout,
    texts: Option<&'a Sources>,
    now: Option<i64>,
    keys: Option<&'a Keys>,
    rows: Vec<Row>,
    counted: Vec<Counted>,
    part_names: Names,
    column_names: Names,
    /// What columns are named after at the moment.
    context: String,
    place: Span,
    nodes: usize,
    diagnostics: Vec<Diagnostic>,
}

/// A requirement, or what else is judged.
struct Judged {
    truth: Expr,
    eligible_after: EligibleAfter,
}

/// When waiting makes a condition hold.
#[derive(Clone)]
enum EligibleAfter {
    /// Time changes nothing.
    Never,
    /// After this instant.
    After(Expr),
    /// It may turn back, so that no query says when.
    Unsaid,
}

/// Translates a policy over the tables of a layout.
pub(crate) fn translate(
    program: &Program,
    policy: PolicyId,
    layout: &Layout,
    options: &Options<'_>,
    output: Output,
) -> Translated {
    let mut part_names = Names::default();
    for table in &layout.tables {
        part_names.reserve(&table.name);
    }
    let mut column_names = Names::default();
    for name in [ID, ACCOUNT_ID, "status", "failed", "unknown", "outcome", "eligible_after"] {
        column_names.reserve(name);
    }
    let row = Row { table: 0, alias: "account".to_owned(), owner: None, joins: Vec::new() };
    let translator = Translator {
        program,
        layout,
        texts: options.texts,
        now: options.now.map(Timestamp::as_micros),
        keys: options.keys.as_ref(),
        rows: vec![row],
        counted: Vec::new(),
        part_names,
        column_names,
        context: String::new(),
        place: Span::default(),
        nodes: 0,
        diagnostics: Vec::new(),
    };
    translator.policy(policy, output)
}

impl<'a> Translator<'a> {
    fn policy(mut self, id: PolicyId, output: Output) -> Translated {
        let policy = &self.program.policies[id];
        let package = &self.program.packages[policy.package];
        let base = |request: bool, record| Base { row: 0, at: Place { request, fields: Vec::new() }, record };
        let env = Env {
            account: Some(base(false, package.account)),
            request: package.request.map(|record| base(true, record)),
            elements: Vec::new(),
        };
        let when = self.judged("applies", &policy.when, &env);
        let requirements: Vec<Judged> = policy
            .requirements
            .iter()
            .map(|requirement| self.judged(&requirement.name, &requirement.condition, &env))
            .collect();
        let grace = self.grace(policy, &env);
        let query = self.assembled(id, when, requirements, grace, output);
        let refused =
            self.diagnostics.iter().any(|found| found.severity() == crate::diagnostic::Severity::Error);
        Translated { query: (!refused).then_some(query), diagnostics: self.diagnostics }
    }

    fn judged(&mut self, name: &str, condition: &crate::ir::Condition, env: &Env) -> Judged {
        name.clone_into(&mut self.context);
        self.place = condition.origin.span();
        let truth = self.condition(condition, env);
        let mut eligible_after = EligibleAfter::Never;
        if eligible_after::depends_on_now(self.program, Node::Condition(condition)) {
            eligible_after = self
                .eligible_after(condition, Comes::True, env)
                .map_or(EligibleAfter::Unsaid, EligibleAfter::After);
        }
        if matches!(eligible_after, EligibleAfter::Unsaid) {
            self.warn_without_eligible_after(name);
        }
        Judged { truth, eligible_after }
    }

    fn warn_without_eligible_after(&mut self, name: &str) {
        let what = if name == "applies" { "when" } else { name };
        self.diagnostics.push(
            Diagnostic::new(Code::NoOpening, self.place, sql::no_first_instant())
                .label(sql::may_change_again(what))
                .note(sql::eligible_after_null())
                .help(sql::nothing_to_do()),
        );
    }

    /// Whether the request was not cancelled, and whether the time to think again is over.
    fn grace(&mut self, policy: &Policy, env: &Env) -> Option<(Judged, Judged)> {
        let grace = policy.grace.as_ref()?;
        let origin = Origin { file: 0, start: 0, end: 0 };
        let condition = |kind| crate::ir::Condition { kind, origin };
        let origin_of = |select: &crate::ir::Select| select.filter.origin;
        let kept = match &grace.cancelled_by {
            Some(select) => {
                let none = crate::ir::Quantifier::AtMost(0);
                let mut kept =
                    condition(crate::ir::ConditionKind::Quantified(none, Box::new(select.clone())));
                kept.origin = origin_of(select);
                self.judged("not cancelled", &kept, env)
            }
            None => Judged { truth: TRUE, eligible_after: EligibleAfter::Never },
        };
        let over =
            condition(crate::ir::ConditionKind::Compare(Comparison::Greater, Term::Now, grace.until.clone()));
        let mut over = self.judged("grace over", &over, env);
        // A grace that never began is not over: unknown, not false.
        let until = self.term(&grace.until, env);
        over.truth = Expr::case([(Expr::not(until.absent), over.truth)], None);
        Some((kept, over))
    }

    /// Reports a rule that no dialect can keep.
    fn refuse(&mut self, why: Message) {
        let refused = Diagnostic::new(Code::NotInDialect, self.place, sql::not_in_sql()).label(why);
        if !self.diagnostics.contains(&refused) {
            self.diagnostics.push(refused.help(sql::judge_otherwise()));
        }
    }

    /// Counts one node more; false once there are too many.
    fn spend(&mut self) -> bool {
        self.nodes += 1;
        if self.nodes == MOST_NODES {
            self.refuse(sql::too_long_written_out());
        }
        self.nodes < MOST_NODES
    }
}
