//! Jobs for engines from policies and facts, and what the evaluator says of the same.

use std::collections::BTreeMap;

use exeunt::diagnostic::Code;
use exeunt::eval::{Truth, evaluate};
use exeunt::facts::Facts;
use exeunt::ir::{DeadlineState, PolicyId, Program, Status, Timestamp};
use exeunt::source::Sources;
use exeunt::sql::{Dialect, Emit, Options, Written, tabulate, to_sql};
use serde_json::{Value as Json, json};

use crate::engine::{Engine, Job, Query, Row};

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
    /// Why policies were refused by the translation, and how many each.
    pub(crate) refused: BTreeMap<String, u64>,
    /// How many give no instant of eligibility.
    pub(crate) unsaid: u64,
    /// Where query and evaluator differ.
    pub(crate) differences: Vec<String>,
}

impl Compared {
    /// Takes in what came of another comparison; gives how many differences it brought.
    pub(crate) fn add(&mut self, other: Self) -> usize {
        self.verdicts += other.verdicts;
        for (why, policies) in other.refused {
            *self.refused.entry(why).or_default() += policies;
        }
        self.unsaid += other.unsaid;
        let brought = other.differences.len();
        self.differences.extend(other.differences);
        brought
    }
}

impl Population<'_> {
    /// Judges every account at every instant, by the query with the instant bound and by one with it written in.
    pub(crate) fn compare(&self, engine: &mut Engine) -> Compared {
        let name = self.program.policy_name(self.policy);
        let (bound, unsaid) = match self.written(engine.dialect, None) {
            Ok(written) => written,
            Err(why) => return Compared { refused: [(why, 1)].into(), ..Compared::default() },
        };
        let declared = &self.program.policies()[self.policy];
        let (carries, has_deadlines) = (declared.outcome_value.is_some(), !declared.deadlines.is_empty());
        let mut queries = Vec::new();
        for (at, &now) in self.instants.iter().enumerate() {
            queries.push((now, Query { text: bound.clone(), now: Some(shown(now)), carries, has_deadlines }));
            if at % WRITTEN_IN == 0 {
                let (text, _) =
                    self.written(engine.dialect, Some(now)).expect("it was written with the instant bound");
                queries.push((now, Query { text, now: None, carries, has_deadlines }));
            }
        }
        let (instants, queries): (Vec<Timestamp>, Vec<Query>) = queries.into_iter().unzip();
        let tables = self.options(engine.dialect, None, Emit::Tables);
        let tables = to_sql(self.program, self.policy, &tables).text.expect("tables are always written");
        let job = Job { tables, rows: self.rows(), queries };
        let results = match engine.run(&job) {
            Ok(results) => results,
            Err(error) => {
                let differences = vec![format!("{name}: {error}\n{bound}")];
                return Compared { differences, ..Compared::default() };
            }
        };
        let mut compared = Compared { unsaid: u64::from(unsaid), ..Compared::default() };
        for ((now, rows), query) in instants.iter().zip(&results).zip(&job.queries) {
            self.compare_rows(*now, rows, unsaid, &query.text, &mut compared);
        }
        compared
    }

    fn compare_rows(&self, now: Timestamp, rows: &[Row], unsaid: bool, text: &str, compared: &mut Compared) {
        assert_eq!(rows.len(), self.accounts.len(), "a row an account");
        for (facts, row) in self.accounts.iter().zip(rows) {
            compared.verdicts += 1;
            let mut expected = expected(self.program, self.policy, facts, now);
            if unsaid {
                let carries = self.program.policies()[self.policy].outcome_value.is_some();
                expected[4 + usize::from(carries)] = None;
            }
            if expected != row[1..] {
                compared.differences.push(format!(
                    "{} at {}\n  evaluate: {expected:?}\n  query:    {:?}\n{:?}\n{text}",
                    self.program.policy_name(self.policy),
                    shown(now),
                    &row[1..],
                    (&facts.account, &facts.request),
                ));
            }
        }
    }

    fn options(&self, dialect: Dialect, now: Option<Timestamp>, emit: Emit) -> Options<'_> {
        Options { dialect, now, emit, mapping: None, keys: None, texts: Some(self.texts) }
    }

    /// The query, and whether it gives no instant of eligibility; why, if it is refused.
    fn written(&self, dialect: Dialect, now: Option<Timestamp>) -> Result<(String, bool), String> {
        let Written { text, diagnostics } =
            to_sql(self.program, self.policy, &self.options(dialect, now, Emit::Query));
        let unsaid = diagnostics.iter().any(|found| found.code == Code::NoOpening);
        let why = || {
            let labels = diagnostics.iter().map(|found| found.primary.text.to_string());
            labels.collect::<Vec<_>>().join("; ")
        };
        Ok((text.ok_or_else(why)?, unsaid))
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

fn civil(at: Timestamp) -> String {
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
