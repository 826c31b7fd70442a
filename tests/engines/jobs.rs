//! Jobs for engines from policies and facts, and what the evaluator says of the same.

use std::collections::BTreeMap;

use exeunt::diagnostic::{Code, Diagnostic};
use exeunt::eval::{ElementKey, PlanItem, Truth, evaluate};
use exeunt::facts::Facts;
use exeunt::ir::{DeadlineState, DisposalKind, Policy, PolicyId, Program, Status, Timestamp};
use exeunt::source::Sources;
use exeunt::sql::{Dialect, Emit, Options, Written, tabulate, to_sql};
use serde_json::{Value as Json, json};

use crate::engine::{COLUMNS, Engine, Job, Query, Row};

/// One instant of so many is judged by a query with it written in as well, which has to be planned by itself.
const WRITTEN_IN: usize = 4;

/// A policy with the accounts that it is to judge, at several instants.
pub(crate) struct Population<'a> {
    pub(crate) program: &'a Program,
    pub(crate) texts: &'a Sources,
    pub(crate) policy: PolicyId,
    pub(crate) accounts: Vec<Facts>,
    pub(crate) instants: Vec<Timestamp>,
}

/// What came of a comparison.
#[derive(Debug, Default)]
pub(crate) struct Compared {
    /// How many verdicts were compared.
    pub(crate) verdicts: u64,
    /// How many policies were refused by the translation.
    pub(crate) refused: u64,
    /// Why, and how many for each reason: a policy may have several.
    pub(crate) reasons: BTreeMap<String, u64>,
    /// How many items of plans are erased, retained, held, …
    pub(crate) disposals: BTreeMap<String, u64>,
    /// How many give no instant of eligibility.
    pub(crate) unsaid: u64,
    /// Where query and evaluator differ.
    pub(crate) differences: Vec<String>,
}

/// A query.
#[derive(Clone)]
struct InSql {
    text: String,
    /// Whether it gives no instant of eligibility.
    unsaid: bool,
}

impl Compared {
    /// What comes of a policy that is refused, for what its diagnostics say.
    pub(crate) fn refused(diagnostics: &[Diagnostic]) -> Self {
        let reason = |found: &Diagnostic| match found.primary.text.to_string() {
            label if label.is_empty() => found.message.to_string(),
            label => label,
        };
        let reasons = diagnostics.iter().map(|found| (reason(found), 1)).collect();
        Self { refused: 1, reasons, ..Self::default() }
    }

    /// Takes in the items of an account by an engine and by the evaluator; gives whether they agree.
    pub(crate) fn agree(&mut self, mut expected: Vec<Row>, mut found: Vec<Row>) -> Result<(), [Vec<Row>; 2]> {
        found.sort();
        expected.sort();
        self.verdicts += expected.len() as u64;
        for row in &expected {
            *self.disposals.entry(row[DISPOSAL].clone().unwrap_or_default()).or_default() += 1;
        }
        if plans_agree(&expected, &found) { Ok(()) } else { Err([expected, found]) }
    }

    /// Takes in what came of another comparison; gives how many differences it brought.
    pub(crate) fn add(&mut self, other: Self) -> usize {
        self.verdicts += other.verdicts;
        self.refused += other.refused;
        for (sums, others) in [(&mut self.reasons, other.reasons), (&mut self.disposals, other.disposals)] {
            for (name, count) in others {
                *sums.entry(name).or_default() += count;
            }
        }
        self.unsaid += other.unsaid;
        let brought = other.differences.len();
        self.differences.extend(other.differences);
        brought
    }
}

impl<'a> Population<'a> {
    /// A policy without accounts, which are not drawn where it is refused: most random policies are.
    pub(crate) fn empty(program: &'a Program, texts: &'a Sources, policy: PolicyId) -> Self {
        Self { program, texts, policy, accounts: Vec::new(), instants: Vec::new() }
    }

    /// What comes of it if the translation refuses it.
    pub(crate) fn refused(&self, dialect: Dialect, emit: Emit) -> Option<Compared> {
        self.written(dialect, None, emit).err().map(|refused| Compared::refused(&refused))
    }
}

impl Population<'_> {
    /// Judges every account at every instant, by the query with the instant bound and by one with it written in.
    pub(crate) fn compare(&self, engine: &mut Engine) -> Compared {
        let name = self.program.policy_name(self.policy);
        let bound = match self.written(engine.dialect, None, Emit::Query) {
            Ok(bound) => bound,
            Err(refused) => return Compared::refused(&refused),
        };
        let columns = columns(&self.program.policies()[self.policy]);
        let (asked, job) = self.job(engine.dialect, &Emit::Query, &bound, &columns);
        let bound = bound.text;
        let results = match engine.run(&job) {
            Ok(results) => results,
            Err(error) => {
                let differences = vec![format!("{name}: {error}\n{bound}")];
                return Compared { differences, ..Compared::default() };
            }
        };
        // With the instant written in, a query may give what it cannot give of every instant.
        let unsaid = asked.iter().any(|(_, unsaid)| *unsaid);
        let mut compared = Compared { unsaid: u64::from(unsaid), ..Compared::default() };
        for (((now, unsaid), rows), query) in asked.iter().zip(&results).zip(&job.queries) {
            self.compare_rows(*now, rows, *unsaid, query, &mut compared);
        }
        compared
    }

    fn compare_rows(
        &self,
        now: Timestamp,
        rows: &[Row],
        unsaid: bool,
        query: &Query,
        compared: &mut Compared,
    ) {
        assert_eq!(rows.len(), self.accounts.len(), "a row an account");
        for (facts, row) in self.accounts.iter().zip(rows) {
            compared.verdicts += 1;
            let mut expected = expected(self.program, self.policy, facts, now);
            if unsaid {
                // The id is not in it.
                let at = query.columns.iter().position(|column| *column == "eligible_after");
                expected[at.expect("every query has it") - 1] = None;
            }
            if expected != row[1..] {
                compared.differences.push(format!(
                    "{} at {}\n  evaluate: {expected:?}\n  query:    {:?}\n{:?}\n{}",
                    self.program.policy_name(self.policy),
                    shown(now),
                    &row[1..],
                    (&facts.account, &facts.request),
                    query.text,
                ));
            }
        }
    }

    /// A query with the instant bound and some with it written in; of each the instant, and whether it gives no instant of
    /// eligibility.
    fn job(
        &self,
        dialect: Dialect,
        emit: &Emit,
        bound: &InSql,
        columns: &[&'static str],
    ) -> (Vec<(Timestamp, bool)>, Job) {
        let mut queries = Vec::new();
        for (at, &now) in self.instants.iter().enumerate() {
            let mut add = |InSql { text, unsaid }, bound| {
                let query = Query { text, now: bound, columns: columns.to_vec() };
                queries.push(((now, unsaid), query));
            };
            add(bound.clone(), Some(shown(now)));
            if at % WRITTEN_IN == 0 {
                let written = self.written(dialect, Some(now), emit.clone());
                add(written.expect("it was written with the instant bound"), None);
            }
        }
        let (asked, queries) = queries.into_iter().unzip();
        let tables = self.options(dialect, None, Emit::Tables);
        let tables = to_sql(self.program, self.policy, &tables).text.expect("tables are always written");
        (asked, Job { tables, rows: self.rows(), queries })
    }

    /// Plans the data of every account at every instant, and compares item by item.
    pub(crate) fn compare_plans(&self, engine: &mut Engine) -> Compared {
        let name = self.program.policy_name(self.policy);
        let bound = match self.written(engine.dialect, None, Emit::Plan) {
            Ok(bound) => bound,
            Err(refused) => return Compared::refused(&refused),
        };
        let (asked, job) = self.job(engine.dialect, &Emit::Plan, &bound, &PLAN);
        let bound = bound.text;
        let results = match engine.run(&job) {
            Ok(results) => results,
            Err(error) => {
                let differences = vec![format!("{name}: {error}\n{bound}")];
                return Compared { differences, ..Compared::default() };
            }
        };
        let mut compared = Compared::default();
        for (((now, _), rows), query) in asked.iter().zip(results).zip(&job.queries) {
            let mut by_account: BTreeMap<String, Vec<Row>> = BTreeMap::new();
            for row in rows {
                let id = row[0].clone().expect("every row has an id");
                by_account.entry(id).or_default().push(row[1..].to_vec());
            }
            for (at, facts) in self.accounts.iter().enumerate() {
                let found = by_account.remove(&format!("{at:06}")).unwrap_or_default();
                let expected = planned(self.program, self.policy, facts, *now);
                if let Err([expected, found]) = compared.agree(expected, found) {
                    compared.differences.push(format!(
                        "{name} at {}\n  plan:  {expected:#?}\n  query: {found:#?}\n{:?}\n{}",
                        shown(*now),
                        (&facts.account, &facts.request),
                        query.text,
                    ));
                }
            }
            assert!(by_account.is_empty(), "every item is of an account");
        }
        compared
    }

    fn options(&self, dialect: Dialect, now: Option<Timestamp>, emit: Emit) -> Options<'_> {
        Options { dialect, now, emit, mapping: None, keys: None, texts: Some(self.texts) }
    }

    /// The query, or why it is refused.
    fn written(
        &self,
        dialect: Dialect,
        now: Option<Timestamp>,
        emit: Emit,
    ) -> Result<InSql, Vec<Diagnostic>> {
        let Written { text, diagnostics } =
            to_sql(self.program, self.policy, &self.options(dialect, now, emit));
        let unsaid = diagnostics.iter().any(|found| found.code == Code::NoOpening);
        Ok(InSql { text: text.ok_or(diagnostics)?, unsaid })
    }

    fn rows(&self) -> Json {
        let mut tables: BTreeMap<String, Vec<Json>> = BTreeMap::new();
        for (at, facts) in self.accounts.iter().enumerate() {
            for row in tabulate(self.program, self.policy, &format!("{at:06}"), facts) {
                tables.entry(row.table).or_default().push(Json::Object(row.columns));
            }
        }
        json!(tables)
    }
}

/// The columns of a policy's query, in their order.
fn columns(policy: &Policy) -> Vec<&'static str> {
    let with = |name: &'static str| match name {
        "eligible_after" if policy.outcome_value.is_some() => vec!["outcome_value", name],
        _ => vec![name],
    };
    let mut columns: Vec<_> = COLUMNS.into_iter().flat_map(with).collect();
    columns.extend((!policy.deadlines.is_empty()).then_some("overdue"));
    columns
}

/// Status, failed, unknown, outcome, its value if it carries one, the last instant before eligibility, and the deadlines that are
/// overdue, if the policy has any, as a query gives them.
pub(crate) fn expected(program: &Program, policy: PolicyId, facts: &Facts, now: Timestamp) -> Row {
    let verdict = evaluate(program, policy, facts, now);
    let applies = verdict.status != Status::Inapplicable;
    let named = |truth: Truth| {
        let named = verdict.requirements.iter().filter(|judged| applies && judged.truth == truth);
        named.map(|judged| judged.requirement.as_str()).collect::<Vec<_>>().join(",")
    };
    let eligible_after = verdict.eligible_after.map(civil);
    let overdue = verdict.deadlines.iter().filter(|it| it.state == DeadlineState::Overdue);
    let overdue = overdue.map(|it| it.deadline.as_str()).collect::<Vec<_>>().join(",");
    let mut row = vec![
        Some(verdict.status.word().to_owned()),
        Some(named(Truth::False)),
        Some(named(Truth::Unknown)),
        verdict.outcome.clone(),
    ];
    if program.policies()[policy].outcome_value.is_some() {
        row.push(verdict.outcome_value.and_then(|value| value.value));
    }
    row.push(eligible_after);
    row.extend((!verdict.deadlines.is_empty()).then_some(Some(overdue)));
    row
}

/// The columns of a plan that are compared.
pub(crate) const PLAN: [&str; 14] = [
    "id",
    "collection",
    "path_keys",
    "key",
    "disposal",
    "method",
    "until",
    "until_state",
    "due_since",
    "held_by",
    "clause",
    "purpose",
    "gone_by",
    "missing",
];

/// Where the disposal and the holds are in a row without the id.
const DISPOSAL: usize = 3;
const HELD_BY: usize = 8;

/// The items of an account's plan as rows of a query, without the id.
fn planned(program: &Program, policy: PolicyId, facts: &Facts, now: Timestamp) -> Vec<Row> {
    let plan = evaluate(program, policy, facts, now).plan;
    plan.into_iter().flat_map(|plan| plan.items).map(|item| planned_item(&item)).collect()
}

pub(crate) fn planned_item(item: &PlanItem) -> Row {
    let keys: Vec<Option<String>> = item.around.iter().map(ElementKey::text).collect();
    let key = item.key.as_ref().and_then(ElementKey::text);
    let until_state = match (item.disposal, item.until) {
        (DisposalKind::Retain | DisposalKind::Held, Some(_)) => Some("instant"),
        (DisposalKind::Retain, None) if item.after_leaving.is_some() => Some("leaving"),
        (DisposalKind::Retain | DisposalKind::Keep | DisposalKind::Held, None) => Some("none"),
        (DisposalKind::Undetermined, _) => Some("unknown"),
        _ => None,
    };
    let missing: Vec<String> = item.missing.iter().map(|path| without_places(path)).collect();
    vec![
        Some(item.collection.clone()),
        Some(json!(keys).to_string()),
        key,
        Some(item.disposal.word().to_owned()),
        item.method.as_ref().map(|method| json!(method.result()).to_string()),
        item.until.map(civil),
        until_state.map(str::to_owned),
        item.due_since.map(civil),
        Some(item.held_by.iter().map(|by| by.hold.as_str()).collect::<Vec<_>>().join(",")),
        Some(item.clauses.join(",")),
        item.purpose.clone(),
        item.gone_by.map(civil),
        Some(missing.join(",")),
    ]
}

/// A path without the places of elements: `account.orders.closed`.
fn without_places(path: &str) -> String {
    path.split('[')
        .enumerate()
        .map(|(at, part)| if at == 0 { part } else { part.split_once(']').map_or("", |it| it.1) })
        .collect()
}

/// Whether rows agree: all columns but the last to the letter, and of what is missing a query names at least what the plan does,
/// facts of selected elements by their collection.
fn plans_agree(expected: &[Row], found: &[Row]) -> bool {
    let is_named = |path: &str, names: &str| {
        names.split(',').any(|name| match name.strip_suffix("[]") {
            Some(collection) => path.starts_with(collection),
            None => name.starts_with(path),
        })
    };
    let names_all = |expected: &str, found: &str| {
        let mut expected =
            expected.split(',').filter(|path| path.starts_with("account") || path.starts_with("request"));
        expected.all(|path| is_named(path, found))
    };
    expected.len() == found.len()
        && expected.iter().zip(found).all(|(expected, found)| {
            let (Some((missing, expected)), Some((names, found))) =
                (expected.split_last(), found.split_last())
            else {
                return false;
            };
            let [missing, names] = [missing, names].map(|it| it.as_deref().unwrap_or_default());
            expected == found
                && names_all(missing, names)
                // What is held may lack a fact as well.
                && (names.is_empty()
                    || expected[DISPOSAL].as_deref() == Some("undetermined")
                    || expected[HELD_BY].as_deref() != Some(""))
        })
}

pub(crate) fn civil(at: Timestamp) -> String {
    let text = at.to_string();
    let text = text.split(['Z', '+']).next().unwrap_or_default().replace('T', " ");
    match text.split_once('.') {
        Some((whole, fraction)) => format!("{whole}.{fraction:0<6}"),
        None => format!("{text}.000000"),
    }
}

pub(crate) fn shown(at: Timestamp) -> String {
    format!("{}+00:00", civil(at))
}
