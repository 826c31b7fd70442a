//! Accounts of a database, judged by its own engine: range by range of their keys.

use std::collections::BTreeMap;

use exeunt::diagnostic::Message;
use exeunt::ir::{Placed, PolicyId, Program, Status, Timestamp};
use exeunt::sql::{Accounts, Dialect, Emit, Holds, KeyRange, Keys, Mapping, Options, columns_read, to_sql};
use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use super::args::Args;
use super::confirm::{GivenPlan, ItemNow, Planned};
use super::digest::Digest;
use super::engine::Engine;
use super::form::Form;
use super::manifest::{Judged, Snapshot};
use super::plan::{PlanRow, QueryRow};
use super::run::{Sweep, grown};
use super::verdict::{Line, Row, Verdict};
use crate::console::Console;
use crate::messages::{sweeping, usage, why};
use crate::outcome::Failure;

/// A policy over the accounts of a database.
pub(super) struct Population<'a> {
    program: &'a Program,
    policy: PolicyId,
    now: Timestamp,
    mapping: Option<&'a Mapping>,
    accounts: Accounts,
    /// Whether the plans of eligible accounts are wanted.
    with_plans: bool,
    /// How many there are.
    all: u64,
    snapshot: String,
}

/// What of a batch is known before it is judged.
struct Range {
    keys: KeyRange,
    accounts: u64,
}

impl<'a> Population<'a> {
    /// Looks at the accounts before anything is written: their keys, and the types of what is read of them.
    pub(super) fn checked(
        program: &'a Program,
        policy: PolicyId,
        args: &Args,
        mapping: Option<&'a Mapping>,
        engine: &mut Engine,
    ) -> Result<Self, Failure> {
        let accounts = Accounts::of(engine.dialect, mapping);
        let (now, snapshot) = (args.now, String::new());
        let with_plans = args.reads_plans();
        let mut population = Self { program, policy, now, mapping, accounts, with_plans, all: 0, snapshot };
        population.check_columns(engine)?;
        population.check_key_type(engine)?;
        population.count(engine)?;
        population.snapshot = engine.snapshot()?;
        Ok(population)
    }

    /// The accounts' table.
    pub(super) fn accounts(&self) -> &Accounts {
        &self.accounts
    }

    fn options(&self, dialect: Dialect, emit: Emit, keys: Option<Keys>) -> Options<'a> {
        let (now, mapping) = (Some(self.now), self.mapping);
        Options { dialect, now, emit, mapping, texts: None, keys }
    }

    /// The query for the verdicts or the plans of accounts, which gives lines of a form.
    fn query(&self, dialect: Dialect, emit: Emit, keys: Keys, form: Form) -> Result<String, Failure> {
        let written = to_sql(self.program, self.policy, &self.options(dialect, emit, Some(keys)));
        let text = written.text.ok_or_else(|| refused(&written.diagnostics))?;
        let columns = form.columns();
        let columns = columns.iter().map(|column| column.name).filter(|name| *name != "id");
        Ok(self.accounts.in_order(text.trim_end().trim_end_matches(';'), columns))
    }

    fn check_columns(&self, engine: &mut Engine) -> Result<(), Failure> {
        self.check_columns_of(Emit::Query, engine)?;
        if self.with_plans { self.check_columns_of(Emit::Plan, engine) } else { Ok(()) }
    }

    fn check_columns_of(&self, emit: Emit, engine: &mut Engine) -> Result<(), Failure> {
        let dialect = engine.dialect;
        let read = columns_read(self.program, self.policy, &self.options(dialect, emit, None));
        for columns in read.map_err(|found| refused(&found))? {
            let types = engine.described(&columns.query)?;
            if types.len() != columns.facts.len() {
                return Err(Failure::Input(sweeping::no_column_types(dialect.name())));
            }
            for (fact, (_, ty)) in columns.facts.iter().zip(types) {
                if fact.holds.fits(dialect, &ty) {
                    continue;
                }
                let wants = match fact.holds {
                    Holds::Numbers => sweeping::exact_number_needed(),
                    Holds::Instants => sweeping::instant_needed(),
                };
                return Err(Failure::Input(sweeping::column_of_type(&fact.path, &ty, wants)));
            }
        }
        Ok(())
    }

    fn check_key_type(&self, engine: &mut Engine) -> Result<(), Failure> {
        let types = engine.described(&self.accounts.keys())?;
        let ty = types.first().map(|(_, ty)| ty.as_str()).unwrap_or_default();
        if Accounts::takes_keys_of(engine.dialect, ty) {
            return Ok(());
        }
        Err(Failure::Input(sweeping::key_type(&shown(self.accounts.key()), ty, engine.dialect.name())))
    }

    fn count(&mut self, engine: &mut Engine) -> Result<(), Failure> {
        let rows = engine.ask(&self.accounts.count())?;
        let [all, keyed] = ["accounts", "keyed"].map(|name| number(rows.first(), name));
        if all != keyed {
            let key = shown(self.accounts.key());
            return Err(Failure::Input(sweeping::accounts_without_key(all - keyed, &key)));
        }
        self.all = all;
        Ok(())
    }

    /// What a sweep that begins has judged.
    pub(super) fn judged_nothing(&self) -> Judged {
        Judged::Keys {
            last_key: None,
            keys: Digest::default(),
            snapshots: vec![Snapshot { after: None, snapshot: self.snapshot.clone() }],
        }
    }

    /// Whether the accounts that an earlier run judged are those that are there now, up to the last of them.
    pub(super) fn take_up(
        &self,
        engine: &mut Engine,
        plan: Option<&GivenPlan>,
        sweep: &mut Sweep,
        console: &Console,
    ) -> Result<(), Failure> {
        let counted = sweep.manifest.accounts;
        let Judged::Keys { last_key, keys, snapshots } = &mut sweep.manifest.judged else { return Ok(()) };
        // Which accounts a plan is of is said by the plan, which is the same.
        if let (Some(last), None) = (&*last_key, plan) {
            let (mut digest, mut count) = (Digest::default(), 0);
            engine.each_of_many(&self.accounts.until(last), |row| {
                digest.add(row.get("key").and_then(Json::as_str).unwrap_or_default());
                count += 1;
                Ok(())
            })?;
            if (digest, count) != (*keys, counted) {
                return Err(Failure::Input(sweeping::other_accounts(last)));
            }
        }
        let here = Snapshot { after: last_key.clone(), snapshot: self.snapshot.clone() };
        let is_other = snapshots.last().is_some_and(|last| last.snapshot != here.snapshot);
        if sweep.manifest.complete {
            if plan.is_none() && self.all != counted {
                return Err(grown());
            }
        } else if is_other {
            if let Some(last) = last_key {
                console.warning(sweeping::earlier_state(last));
            }
            snapshots.push(here);
        }
        Ok(())
    }

    /// Judges batch by batch, in the order of the keys.
    pub(super) fn sweep(
        &self,
        batch: u64,
        engine: &mut Engine,
        sweep: &mut Sweep,
        console: &Console,
    ) -> Result<(), Failure> {
        sweep.expect(self.all, console);
        loop {
            let Judged::Keys { last_key, .. } = &sweep.manifest.judged else { return Ok(()) };
            let Some(range) = self.next(engine, last_key.clone(), batch)? else { return Ok(()) };
            let lines = self.judged(engine, &range)?;
            if let Judged::Keys { last_key, keys, .. } = &mut sweep.manifest.judged {
                lines.iter().for_each(|line| keys.add(&line.id));
                *last_key = Some(range.keys.until);
            }
            sweep.write(&lines)?;
        }
    }

    /// Judges the rows of a plan again batch by batch, in their order.
    pub(super) fn confirm(
        &self,
        plan: &GivenPlan,
        batch: u64,
        engine: &mut Engine,
        sweep: &mut Sweep,
        console: &Console,
    ) -> Result<(), Failure> {
        sweep.expect(plan.len() as u64, console);
        let batch = usize::try_from(batch).unwrap_or(usize::MAX);
        loop {
            let from = usize::try_from(sweep.manifest.accounts).unwrap_or(usize::MAX);
            let planned = (from..plan.len()).take(batch).map(|at| plan.at(at));
            let planned = planned.collect::<Result<Vec<_>, Failure>>()?;
            let Some(last) = planned.last().map(|planned| planned.id.clone()) else { return Ok(()) };
            let lines = self.confirmed(engine, planned)?;
            if let Judged::Keys { last_key, keys, .. } = &mut sweep.manifest.judged {
                lines.iter().for_each(|line| keys.add(&line.id));
                *last_key = Some(last);
            }
            sweep.write(&lines)?;
        }
    }

    fn confirmed(&self, engine: &mut Engine, planned: Vec<Planned>) -> Result<Vec<Line>, Failure> {
        let keys = Keys::These(planned.iter().map(|planned| planned.id.clone()).collect());
        let mut statuses: BTreeMap<String, Status> = BTreeMap::new();
        for verdict in self.verdicts(engine, keys.clone())? {
            let (id, status) = (verdict.id.clone().into_owned(), verdict.known_status()?);
            if statuses.insert(id, status).is_some() {
                return Err(Failure::Input(sweeping::same_id(&verdict.id)));
            }
        }
        let mut plans = self.plans(engine, keys)?;
        let lines = planned.into_iter().map(|planned| {
            let (status, plan) = (statuses.get(&planned.id).copied(), plans.remove(&planned.id));
            if plan.is_some() != (status == Some(Status::Eligible)) {
                return Err(Failure::Input(sweeping::plan_does_not_fit(&planned.id)));
            }
            // The keys of elements are those of their tables.
            let items = plan.into_iter().flatten().map(|row| ItemNow { row, is_by_place: false });
            planned.judged(status, items.collect())
        });
        lines.collect()
    }

    /// The next accounts after a key; their keys differ.
    fn next(&self, engine: &mut Engine, after: Option<String>, most: u64) -> Result<Option<Range>, Failure> {
        let rows = engine.ask(&self.accounts.batch(after.as_deref(), most))?;
        let row = rows.first();
        let Some(until) = row.and_then(|row| row.get("last")).and_then(Json::as_str) else { return Ok(None) };
        let range =
            Range { keys: KeyRange { after, until: until.to_owned() }, accounts: number(row, "accounts") };
        if number(row, "keys") == range.accounts {
            Ok(Some(range))
        } else {
            Err(self.repeated(engine, &range)?)
        }
    }

    /// What is written of the accounts of a range.
    fn judged(&self, engine: &mut Engine, range: &Range) -> Result<Vec<Line>, Failure> {
        let keys = Keys::Range(range.keys.clone());
        let verdicts = self.verdicts(engine, keys.clone())?;
        let mut lines = verdicts.iter().map(Verdict::line).collect::<Result<Vec<_>, Failure>>()?;
        if lines.len() as u64 != range.accounts {
            return Err(self.repeated(engine, range)?);
        }
        if self.with_plans {
            let mut plans = self.plans(engine, keys)?;
            for line in &mut lines {
                let plan = plans.remove(&line.id);
                if plan.is_some() != (line.status == Some(Status::Eligible)) {
                    return Err(Failure::Input(sweeping::plan_does_not_fit(&line.id)));
                }
                let rows = plan.into_iter().flatten();
                line.written[1] = rows.map(|row| row.json()).collect::<Result<_, Failure>>()?;
            }
            if let Some(id) = plans.keys().next() {
                return Err(Failure::Input(sweeping::plan_does_not_fit(id)));
            }
        }
        Ok(lines)
    }

    fn verdicts(&self, engine: &mut Engine, keys: Keys) -> Result<Vec<Verdict<'static>>, Failure> {
        let form = Form::verdicts(self.program.policies()[self.policy].outcome_value.is_some());
        let query = self.query(engine.dialect, Emit::Query, keys, form)?;
        let mut verdicts = Vec::new();
        engine.each(&query, |row| {
            verdicts.push(read::<Row>(row)?.verdict()?);
            Ok(())
        })?;
        Ok(verdicts)
    }

    /// The items of the plans of those accounts that are eligible, in the order in which they are carried out.
    fn plans(&self, engine: &mut Engine, keys: Keys) -> Result<BTreeMap<String, Vec<PlanRow>>, Failure> {
        let query = self.query(engine.dialect, Emit::Plan, keys, Form::Plan)?;
        let mut plans: BTreeMap<String, Vec<PlanRow>> = BTreeMap::new();
        engine.each(&query, |row| {
            let row = read::<QueryRow>(row)?.row()?;
            plans.entry(row.id.clone()).or_default().push(row);
            Ok(())
        })?;
        for rows in plans.values_mut() {
            rows.sort_by_cached_key(|row| (self.turn(row), row.name()));
        }
        Ok(plans)
    }

    /// When the items of a collection are carried out: those who are told first, then elements as the policy names them, then the account, then its id, of which
    /// the policy does not speak.
    fn turn(&self, row: &PlanRow) -> usize {
        let data = &self.program.policies()[self.policy].data;
        let is_its = |placed: &Placed| placed.collection() == row.collection && placed.tells() == row.tells();
        let named = data.iter().position(is_its);
        let is_account = |at: usize| data[at].path.is_empty();
        named.map_or(data.len() + 1, |at| if is_account(at) { data.len() } else { at })
    }

    /// The failure of a range in which a key is of several accounts.
    fn repeated(&self, engine: &mut Engine, range: &Range) -> Result<Failure, Failure> {
        let rows = engine.ask(&self.accounts.repeated(&range.keys))?;
        let key = rows.first().and_then(|row| row.get("key")).and_then(Json::as_str);
        Ok(Failure::Input(match key {
            Some(key) => sweeping::key_not_unique(number(rows.first(), "accounts"), key),
            None => sweeping::not_one_verdict_each(&range.keys.until),
        }))
    }
}

fn refused(found: &[exeunt::diagnostic::Diagnostic]) -> Failure {
    let messages = found.iter().map(|found| found.message.clone());
    let all = messages.reduce(sweeping::and_then).unwrap_or_else(Message::empty);
    Failure::Input(sweeping::sql_refuses(all))
}

/// A row of an answer.
fn read<T: DeserializeOwned>(row: Json) -> Result<T, Failure> {
    serde_json::from_value(row)
        .map_err(|error| Failure::Input(usage::cannot_read(usage::the_answer(), why(&error))))
}

fn number(row: Option<&Json>, name: &str) -> u64 {
    row.and_then(|row| row.get(name)).and_then(Json::as_u64).unwrap_or(0)
}

/// A quoted name of the database as messages show it.
fn shown(name: &str) -> String {
    format!("`{}`", name.trim_matches('"'))
}
