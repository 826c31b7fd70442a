//! From a policy of the program to a query. Truth over the facts at hand is worked out row by row: what selections
//! give is counted first, then each requirement is judged, one part of the query each, then the whole.

mod condition;
mod facts;
mod opening;
mod rows;
mod term;

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Comparison, Origin, Policy, PolicyId, Program, Status, Term};
use crate::source::{Sources, Span};

use super::layout::{ACCOUNT_ID, ID, Layout, Place};
use super::names::Names;
use super::tree::{Column, End, Expr, FALSE, Join, Part, Query, Select, Source, TRUE, Type, Value};
use super::{Keys, Options};
use facts::{Base, Env};
use opening::{Comes, NEVER};
use rows::{Counted, Row};

/// How large a condition may become once the definitions that it calls are written out.
const MOST_NODES: usize = 100_000;

/// What a query gives besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Result {
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
    opening: Opening,
}

/// When waiting makes a condition hold.
#[derive(Clone)]
enum Opening {
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
    result: Result,
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
        now: options.now,
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
    translator.policy(policy, result)
}

impl<'a> Translator<'a> {
    fn policy(mut self, id: PolicyId, result: Result) -> Translated {
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
        let query = self.assembled(id, when, requirements, grace, result);
        let refused =
            self.diagnostics.iter().any(|found| found.severity() == crate::diagnostic::Severity::Error);
        Translated { query: (!refused).then_some(query), diagnostics: self.diagnostics }
    }

    fn judged(&mut self, name: &str, condition: &crate::ir::Condition, env: &Env) -> Judged {
        name.clone_into(&mut self.context);
        self.place = condition.origin.span();
        let truth = self.condition(condition, env);
        let mut opening = Opening::Never;
        if opening::depends_on_now(self.program, condition) {
            opening = self.opening(condition, Comes::True, env).map_or(Opening::Unsaid, Opening::After);
        }
        if matches!(opening, Opening::Unsaid) {
            self.doubt_opening(name);
        }
        Judged { truth, opening }
    }

    fn doubt_opening(&mut self, name: &str) {
        let what = if name == "applies" { "`when`".to_owned() } else { format!("`{name}`") };
        self.diagnostics.push(
            Diagnostic::new(
                Code::NoOpening,
                self.place,
                "the query cannot give the first instant of eligibility",
            )
            .label(format!("{what} may hold, cease to hold and hold again as time passes"))
            .note("`eligible_after` is NULL for every account; `exeunt eval` gives it")
            .help("nothing needs to be done where that column is not used"),
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
            None => Judged { truth: TRUE, opening: Opening::Never },
        };
        let over =
            condition(crate::ir::ConditionKind::Compare(Comparison::Greater, Term::Now, grace.until.clone()));
        let mut over = self.judged("grace over", &over, env);
        // A grace that never began is not over: unknown, not false.
        let until = self.term(&grace.until, env, Some(&crate::ir::Type::Time));
        over.truth = Expr::case([(Expr::not(until.absent), over.truth)], None);
        Some((kept, over))
    }

    /// Reports a rule that no dialect can keep.
    fn refuse(&mut self, why: &str) {
        let refused =
            Diagnostic::new(Code::NotInDialect, self.place, "this rule cannot be said in SQL").label(why);
        if !self.diagnostics.contains(&refused) {
            self.diagnostics
                .push(refused.help("judge these accounts with `exeunt eval` or `exeunt sweep DIR`"));
        }
    }

    /// Counts one node more; false once there are too many.
    fn spend(&mut self) -> bool {
        self.nodes += 1;
        if self.nodes == MOST_NODES {
            self.refuse("written out with the definitions that it uses it is too long");
        }
        self.nodes < MOST_NODES
    }

    fn assembled(
        &mut self,
        id: PolicyId,
        when: Judged,
        requirements: Vec<Judged>,
        grace: Option<(Judged, Judged)>,
        result: Result,
    ) -> Query {
        let policy = &self.program.policies[id];
        let mut stage = Stages::new(self);
        let (applies, kept, over) = match grace {
            Some((kept, over)) => (when, Some(kept), Some(over)),
            None => (when, None, None),
        };
        let mut openings: Vec<(Expr, Opening)> = Vec::new();
        let mut judged = |stage: &mut Stages, name: &str, comment: Vec<String>, it: Judged| {
            let (truth, opening) = stage.judge(name, comment, it);
            openings.push((truth.clone(), opening));
            truth
        };
        let comment = self.comment("when", policy.when.origin);
        let applies = judged(&mut stage, "applies", comment, applies);
        let applies = match kept {
            Some(kept) => {
                Expr::all([applies, judged(&mut stage, "not cancelled", vec!["not cancelled".into()], kept)])
            }
            None => applies,
        };
        let mut truths = Vec::new();
        for (requirement, it) in policy.requirements.iter().zip(requirements) {
            let comment =
                self.comment(&format!("require {}", requirement.name), requirement.condition.origin);
            truths.push(judged(&mut stage, &requirement.name, comment, it));
        }
        let over = over.map(|over| judged(&mut stage, "grace over", vec!["the grace is over".into()], over));
        let required = stage.add("required", vec!["all of them".to_owned()], Expr::all(truths.clone()));
        let status = stage.add(
            "status",
            vec!["what it comes to".to_owned()],
            status(&applies, &required, over.as_ref()),
        );
        let body = match result {
            Result::Accounts => stage.accounts(policy, &truths, &status, &openings),
            Result::Summary => stage.summary(policy, &truths, &status),
        };
        let mut parts = self.counted_parts();
        parts.extend(stage.parts);
        Query { comment: self.heading(id, result), parts, body }
    }

    fn heading(&self, id: PolicyId, result: Result) -> Vec<String> {
        let name = self.program.policy_name(id);
        let what = match result {
            Result::Accounts => "the verdict of each account",
            Result::Summary => "how many accounts have which verdict",
        };
        vec![format!("{name}: {what}")]
    }

    /// Where a condition is written, and its lines.
    fn comment(&self, name: &str, origin: Origin) -> Vec<String> {
        let Some(source) = self.texts.and_then(|texts| texts.get(origin.span().file)) else {
            return vec![name.to_owned()];
        };
        let (first, last) =
            (source.line_of(origin.start), source.line_of(origin.end.saturating_sub(1).max(origin.start)));
        let mut comment = vec![format!("{}:{}", source.name, first + 1)];
        for line in first..=last {
            let (Some(start), Some(end)) = (source.line_start(line), source.line_start(line + 1)) else {
                continue;
            };
            comment.push(source.text[start as usize..end as usize].trim().to_owned());
        }
        comment
    }
}

/// The status, from what applies, what is required and whether the grace is over.
fn status(applies: &Expr, required: &Expr, over: Option<&Expr>) -> Expr {
    let word = |status: Status| Expr::text(status.word());
    let undetermined = word(Status::Undetermined);
    let mut branches = vec![
        (Expr::not(applies.clone()), word(Status::Inapplicable)),
        (Expr::is_null(applies.clone()), undetermined.clone()),
        (Expr::not(required.clone()), word(Status::Blocked)),
        (Expr::is_null(required.clone()), undetermined.clone()),
    ];
    if let Some(over) = over {
        branches.push((Expr::not(over.clone()), word(Status::Cooling)));
        branches.push((Expr::is_null(over.clone()), undetermined));
    }
    Expr::case(branches, Some(word(Status::Eligible)))
}

/// The parts that judge, each adding a column to the one before it.
struct Stages {
    parts: Vec<Part>,
    /// The columns of the first part, by what they stand for.
    facts: Vec<(Column, String)>,
    part_names: Names,
    column_names: Names,
}

impl Stages {
    fn new(translator: &mut Translator<'_>) -> Self {
        let joins = translator.account_joins();
        let facts_name = translator.part_names.fresh("facts");
        let alias = translator.rows[0].alias.clone();
        let id = rows::key_column(&alias, &translator.layout.tables[0].keys[0]);
        let select = Select {
            all_of: None,
            columns: vec![(Value::Expr(id), ID.to_owned())],
            from: translator.source(0),
            alias,
            joins,
            filter: translator.among_keys(&translator.rows[0]),
            group: Vec::new(),
        };
        let comment = vec!["what is read of each account".to_owned()];
        Self {
            parts: vec![Part { name: facts_name, comment, select }],
            facts: Vec::new(),
            part_names: std::mem::take(&mut translator.part_names),
            column_names: std::mem::take(&mut translator.column_names),
        }
    }

    fn last(&self) -> &str {
        self.parts.last().map_or("", |part| part.name.as_str())
    }

    /// The expression over the columns of the part before.
    fn over_facts(&mut self, expr: Expr) -> Expr {
        let before = self.last().to_owned();
        expr.with_columns(&mut |column| {
            if column.of.is_empty() {
                return Expr::Column(Column { of: before.clone(), ..column });
            }
            let known = self.facts.iter().find(|(fact, _)| *fact == column).map(|(_, name)| name.clone());
            let name = known.unwrap_or_else(|| {
                let wanted = if column.of == self.parts[0].select.alias {
                    format!("{}.{}", column.of, column.name)
                } else {
                    column.name.clone()
                };
                let name = self.column_names.fresh(&wanted);
                let column_value = Value::Expr(Expr::Column(column.clone()));
                self.parts[0].select.columns.push((column_value, name.clone()));
                self.facts.push((column.clone(), name.clone()));
                name
            });
            let nullable = column.nullable && column.default.is_none();
            Expr::Column(Column { of: before.clone(), name, ty: column.ty, nullable, default: None })
        })
    }

    /// Adds a part that gives every column so far and one more; a constant needs none.
    fn add(&mut self, name: &str, comment: Vec<String>, expr: Expr) -> Expr {
        let columns = self.columns(vec![(name.to_owned(), expr)]);
        self.push(name, comment, columns).swap_remove(0)
    }

    fn judge(&mut self, name: &str, comment: Vec<String>, judged: Judged) -> (Expr, Opening) {
        let mut named = vec![(name.to_owned(), judged.truth)];
        if let Opening::After(instant) = &judged.opening {
            named.push((format!("{name} opens after"), instant.clone()));
        }
        let columns = self.columns(named);
        let mut columns = self.push(name, comment, columns);
        let opening = match judged.opening {
            Opening::After(_) => columns.pop().map_or(Opening::Unsaid, Opening::After),
            other => other,
        };
        (columns.swap_remove(0), opening)
    }

    fn columns(&mut self, named: Vec<(String, Expr)>) -> Vec<(Expr, Option<String>)> {
        let mut columns = Vec::new();
        for (name, expr) in named {
            let is_constant = matches!(expr, Expr::Literal(_));
            let expr = self.over_facts(expr);
            columns.push((expr, (!is_constant).then(|| self.column_names.fresh(&name))));
        }
        columns
    }

    fn push(&mut self, name: &str, comment: Vec<String>, columns: Vec<(Expr, Option<String>)>) -> Vec<Expr> {
        let before = self.last().to_owned();
        let mut given = Vec::new();
        let mut added = Vec::new();
        for (expr, column) in columns {
            let Some(column) = column else {
                given.push(expr);
                continue;
            };
            let ty = if matches!(expr, Expr::Case(..) | Expr::Extreme(..)) { Type::Time } else { Type::Bool };
            let nullable = expr.nullable();
            given.push(Expr::Column(Column {
                of: String::new(),
                name: column.clone(),
                ty,
                nullable,
                default: None,
            }));
            added.push((Value::Expr(expr), column));
        }
        if !added.is_empty() {
            let name = self.part_names.fresh(name);
            let select = Select {
                all_of: Some(before.clone()),
                columns: added,
                from: Source::Part(before.clone()),
                alias: before,
                joins: Vec::<Join>::new(),
                filter: None,
                group: Vec::new(),
            };
            self.parts.push(Part { name, comment, select });
        }
        given
    }

    fn reading_last(&self, columns: Vec<(Value, String)>) -> Select {
        let last = self.last().to_owned();
        Select {
            all_of: None,
            columns,
            from: Source::Part(last.clone()),
            alias: last,
            joins: Vec::new(),
            filter: None,
            group: Vec::new(),
        }
    }

    fn accounts(
        &mut self,
        policy: &Policy,
        truths: &[Expr],
        status: &Expr,
        openings: &[(Expr, Opening)],
    ) -> Select {
        let is = |word: Status| Expr::compare(Comparison::Equal, status.clone(), Expr::text(word.word()));
        let speaks = Expr::not(is(Status::Inapplicable));
        let named = |condition: fn(Expr) -> Expr| {
            let named = policy.requirements.iter().zip(truths);
            let named = named
                .map(|(it, truth)| (Expr::all([speaks.clone(), condition(truth.clone())]), it.name.clone()));
            Expr::Names(named.filter(|(when, _)| *when != FALSE).collect())
        };
        let failed = policy.requirements.iter().zip(truths);
        let instead = failed.filter_map(|(it, truth)| {
            let otherwise = it.otherwise.as_ref()?;
            Some((Expr::all([is(Status::Blocked), Expr::not(truth.clone())]), Expr::text(otherwise)))
        });
        let outcome = std::iter::once((is(Status::Eligible), Expr::text(&policy.outcome))).chain(instead);
        let eligible_after = self.eligible_after(is(Status::Eligible), openings);
        let columns = vec![
            (rows::key_column("", ID), ID),
            (status.clone(), "status"),
            (named(Expr::not), "failed"),
            (named(Expr::is_null), "unknown"),
            (Expr::case(outcome, None), "outcome"),
            (eligible_after, "eligible_after"),
        ];
        let columns = columns
            .into_iter()
            .map(|(expr, name)| (Value::Expr(self.over_facts(expr)), name.to_owned()))
            .collect();
        self.reading_last(columns)
    }

    /// The last of the openings, where what time does not change holds.
    fn eligible_after(&mut self, is_eligible: Expr, openings: &[(Expr, Opening)]) -> Expr {
        let unsaid = Expr::Case(Vec::new(), None);
        let (mut instants, mut lasting) = (Vec::new(), Vec::new());
        for (truth, opening) in openings {
            match opening {
                Opening::Never => lasting.push(truth.clone()),
                Opening::After(instant) => instants.push(instant.clone()),
                Opening::Unsaid => return unsaid,
            }
        }
        if instants.is_empty() {
            return unsaid;
        }
        let comment = vec!["the last instant at which something is still to be waited for".to_owned()];
        let last = Expr::extreme(End::Greatest, instants);
        let last =
            if matches!(last, Expr::Column(_)) { last } else { self.add("opens after", comment, last) };
        let ever = Expr::compare(Comparison::Less, last.clone(), Expr::time(NEVER));
        let waits = std::iter::once(Expr::not(is_eligible)).chain(lasting).chain([ever]);
        Expr::case([(Expr::all(waits), last)], None)
    }

    fn summary(&mut self, policy: &Policy, truths: &[Expr], status: &Expr) -> Select {
        let count = |when: Expr| Expr::CountWhere(Box::new(when));
        let is = |word: Status| Expr::compare(Comparison::Equal, status.clone(), Expr::text(word.word()));
        let mut columns = vec![(count(TRUE), "accounts".to_owned())];
        columns.extend(Status::ALL.map(|word| (count(is(word)), word.word().to_owned())));
        let speaks = Expr::not(is(Status::Inapplicable));
        for (requirement, truth) in policy.requirements.iter().zip(truths) {
            let when = |condition: Expr| Expr::all([speaks.clone(), condition]);
            columns
                .push((count(when(Expr::is_false(truth.clone()))), format!("{} failed", requirement.name)));
            columns
                .push((count(when(Expr::is_null(truth.clone()))), format!("{} unknown", requirement.name)));
        }
        let mut names = Names::default();
        let columns = columns
            .into_iter()
            .map(|(expr, name)| (Value::Expr(self.over_facts(expr)), names.fresh(&name)))
            .collect();
        self.reading_last(columns)
    }
}
