//! Accounts of a database, judged by its own engine: range by range of their keys.

use exeunt::diagnostic::Message;
use exeunt::ir::{PolicyId, Program, Timestamp};
use exeunt::sql::{Accounts, Dialect, Emit, Holds, Keys, Mapping, Options, columns_read, to_sql};
use serde_json::Value as Json;

use super::args::Args;
use super::digest::Digest;
use super::engine::Engine;
use super::manifest::{Judged, Snapshot};
use super::run::{Sweep, grown};
use super::verdict::{Line, Row};
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
    /// How many there are.
    all: u64,
    snapshot: String,
}

/// What of a batch is known before it is judged.
struct Range {
    keys: Keys,
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
        let mut population = Self { program, policy, now, mapping, accounts, all: 0, snapshot };
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

    fn options(&self, dialect: Dialect, keys: Option<Keys>) -> Options<'a> {
        let (now, mapping) = (Some(self.now), self.mapping);
        Options { dialect, now, emit: Emit::Query, mapping, texts: None, keys }
    }

    /// The query for the verdicts of a range of keys.
    fn query(&self, dialect: Dialect, keys: Keys) -> Result<String, Failure> {
        let written = to_sql(self.program, self.policy, &self.options(dialect, Some(keys)));
        let text = written.text.ok_or_else(|| refused(&written.diagnostics))?;
        Ok(self.accounts.in_order(text.trim_end().trim_end_matches(';')))
    }

    fn check_columns(&self, engine: &mut Engine) -> Result<(), Failure> {
        let dialect = engine.dialect;
        let read = columns_read(self.program, self.policy, &self.options(dialect, None));
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
        sweep: &mut Sweep,
        console: &Console,
    ) -> Result<(), Failure> {
        let counted = sweep.manifest.accounts;
        let Judged::Keys { last_key, keys, snapshots } = &mut sweep.manifest.judged else { return Ok(()) };
        if let Some(last) = last_key {
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
            if self.all != counted {
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
            let lines = self.verdicts(engine, &range)?;
            if let Judged::Keys { last_key, keys, .. } = &mut sweep.manifest.judged {
                lines.iter().for_each(|line| keys.add(&line.id));
                *last_key = Some(range.keys.until);
            }
            sweep.write(&lines)?;
        }
    }

    /// The next accounts after a key; their keys differ.
    fn next(&self, engine: &mut Engine, after: Option<String>, most: u64) -> Result<Option<Range>, Failure> {
        let rows = engine.ask(&self.accounts.batch(after.as_deref(), most))?;
        let row = rows.first();
        let Some(until) = row.and_then(|row| row.get("last")).and_then(Json::as_str) else { return Ok(None) };
        let range =
            Range { keys: Keys { after, until: until.to_owned() }, accounts: number(row, "accounts") };
        if number(row, "keys") == range.accounts {
            Ok(Some(range))
        } else {
            Err(self.repeated(engine, &range)?)
        }
    }

    fn verdicts(&self, engine: &mut Engine, range: &Range) -> Result<Vec<Line>, Failure> {
        let query = self.query(engine.dialect, range.keys.clone())?;
        let mut lines = Vec::new();
        engine.each(&query, |row| {
            let row = serde_json::from_value::<Row>(row);
            lines.push(
                row.map_err(|error| Failure::Input(usage::cannot_read(usage::the_answer(), why(&error))))?
                    .line()?,
            );
            Ok(())
        })?;
        if lines.len() as u64 == range.accounts { Ok(lines) } else { Err(self.repeated(engine, range)?) }
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

fn number(row: Option<&Json>, name: &str) -> u64 {
    row.and_then(|row| row.get(name)).and_then(Json::as_u64).unwrap_or(0)
}

/// A quoted name of the database as messages show it.
fn shown(name: &str) -> String {
    format!("`{}`", name.trim_matches('"'))
}
