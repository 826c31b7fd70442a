//! Accounts in files of columns: Parquet in the tables of the default layout of [`crate::sql`], a file a table, straight
//! into the columns of [`crate::decide`].
//!
//! Every file is sorted by the key of the account (and, where elements own others, by their positions), so that the
//! files are read side by side, once, and little of them is held. How they are opened is the caller's affair.

mod cells;
mod chunk;
mod fault;
mod file;
mod keys;
mod plan;
mod reading;
mod section;
mod stream;

use std::io;

use parquet::file::reader::ChunkReader;

pub use fault::Fault;
pub use section::Section;

use crate::decide::{AtInstant, Batch, CompiledPolicy, Decision, Decisions, Detail};
use crate::diagnostic::Message;
use crate::diagnostic::messages::tables;
use crate::eval::{Evaluation, OutcomeValue};
use crate::ir::{Constant, PolicyId, Program, Timestamp};
use file::TableFile;
use keys::{Id, Ids};
use plan::Plan;
use reading::Reading;
use section::sections;
use stream::Stream;

/// How many rows of a table are read at a time.
const ROWS: usize = 8192;

/// The tables of a population, opened and checked against what a policy reads.
pub struct Tables<'p, O> {
    program: &'p Program,
    policy: PolicyId,
    decider: &'p CompiledPolicy,
    plan: Plan,
    files: Vec<TableFile>,
    open: O,
}

impl<'p, R, O> Tables<'p, O>
where
    R: ChunkReader + 'static,
    O: Fn(&str) -> io::Result<R>,
{
    /// Opens the file of every table that the policy reads; `open` is given the table's name, once for each reader.
    ///
    /// # Errors
    ///
    /// A file that is missing, is not Parquet, or does not have the columns that are read.
    pub fn open(
        program: &'p Program,
        policy: PolicyId,
        decider: &'p CompiledPolicy,
        open: O,
    ) -> Result<Self, Fault> {
        let plan = plan::plan(program, policy, decider)
            .ok_or_else(|| Fault::new("account", tables::record_within_itself()))?;
        let mut files: Vec<TableFile> = Vec::new();
        for table in &plan {
            let file = TableFile::open(table, &opened(&open, &table.name)?)?;
            if let Some(accounts) = files.first().filter(|it| it.type_of_ids() != file.type_of_ids()) {
                let (own, of_accounts) = (file.type_of_ids(), accounts.type_of_ids());
                let what = tables::keys_differ(&own.to_string(), &of_accounts.to_string());
                return Err(Fault::new(&table.name, what));
            }
            files.push(file);
        }
        Ok(Self { program, policy, decider, plan, files, open })
    }

    /// How many accounts there are.
    #[must_use]
    pub fn accounts(&self) -> u64 {
        self.files.first().map_or(0, TableFile::rows)
    }

    /// The sections of the population, in order. They may be judged apart from each other.
    ///
    /// # Errors
    ///
    /// The table of the accounts cannot be read.
    pub fn sections(&self) -> Result<Vec<Section>, Fault> {
        let mut groups: Vec<Vec<_>> = self.files.iter().map(|file| file.groups().collect()).collect();
        let (mut first, mut kept) = (Vec::new(), Vec::new());
        for (at, group) in groups[0].iter().enumerate().filter(|(_, group)| group.rows > 0) {
            first.push(self.first_id(at)?);
            kept.push((at, group.clone()));
        }
        let mut sections = sections(&first, &{
            groups[0] = kept.iter().map(|(_, group)| group.clone()).collect();
            groups
        });
        for section in &mut sections {
            section.groups[0].iter_mut().for_each(|at| *at = kept[*at].0);
        }
        Ok(sections)
    }

    fn first_id(&self, group: usize) -> Result<Id, Fault> {
        let (table, file) = (&self.plan[0], &self.files[0]);
        let read = file.read_first_id(opened(&self.open, &table.name)?, group)?.next();
        let read = read.transpose().map_err(|error| file.fault(&error))?;
        let ids = read
            .and_then(|read| Ids::of(read.columns().first()?))
            .filter(|ids| ids.first_missing().is_none());
        let mut id = Id::none();
        if let Some(ids) = ids {
            ids.copy(0, &mut id);
        }
        Ok(id)
    }

    /// Begins to judge a section.
    ///
    /// # Errors
    ///
    /// A file cannot be read.
    pub fn judge<'t>(
        &'t self,
        section: &Section,
        moment: &'t AtInstant<'t>,
        wanted: Detail,
    ) -> Result<Judging<'t>, Fault> {
        let mut streams = Vec::new();
        for ((table, file), groups) in self.plan.iter().zip(&self.files).zip(&section.groups) {
            let before = groups.first().and_then(|&at| Some(file.groups().nth(at)?.before)).unwrap_or(0);
            let reader = file.read(opened(&self.open, &table.name)?, groups.clone(), ROWS)?;
            streams.push(Stream::new(table, file, reader, before));
        }
        let mut batch = self.decider.batch();
        let reading = Reading::new(streams, section, &mut batch.columns)?;
        let Self { program, policy, .. } = *self;
        let decisions = Decisions::default();
        Ok(Judging { program, policy, moment, reading, batch, wanted, decisions })
    }
}

fn opened<R>(open: impl Fn(&str) -> io::Result<R>, table: &str) -> Result<R, Fault> {
    open(table).map_err(|error| Fault::new(table, tables::cannot_read(why(&error))))
}

/// The message that an error carries, or its own words.
fn why(error: &io::Error) -> Message {
    let message = error.get_ref().and_then(|inner| inner.downcast_ref::<Message>());
    message.cloned().unwrap_or_else(|| Message::verbatim(error.to_string()))
}

/// A section that is being judged.
pub struct Judging<'t> {
    program: &'t Program,
    policy: PolicyId,
    moment: &'t AtInstant<'t>,
    reading: Reading<'t>,
    batch: Batch,
    wanted: Detail,
    decisions: Decisions,
}

/// An account and what came of it.
#[derive(Debug)]
pub struct Account<'j> {
    /// Its key, as JSON.
    pub id: &'j [u8],
    /// What it comes to; or why it was not judged.
    pub found: Result<Decision<'j>, Vec<&'j Fault>>,
}

impl Judging<'_> {
    /// Judges the next accounts; gives how many they are, none after the last.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, or is not sorted.
    pub fn judge_next(&mut self) -> Result<usize, Fault> {
        if !self.reading.fill(&mut self.batch)? {
            return Ok(0);
        }
        match self.wanted {
            Detail::Requirements => self.moment.decide(&self.batch, &mut self.decisions),
            Detail::Status => self.moment.decide_statuses(&self.batch, &mut self.decisions),
        }
        Ok(self.batch.len())
    }

    /// One of the accounts that were judged last.
    #[must_use]
    pub fn account(&self, at: usize) -> Option<Account<'_>> {
        let reading = &self.reading;
        let start = at.checked_sub(1).map_or(0, |before| reading.ends[before]);
        let id = &reading.ids[start..*reading.ends.get(at)?];
        let first = reading.refused.partition_point(|(account, _)| *account < at);
        let wrong = reading.refused[first..].iter().take_while(|(account, _)| *account == at);
        let wrong: Vec<&Fault> = wrong.map(|(_, fault)| fault).collect();
        let found = if wrong.is_empty() { Ok(self.decisions.get(at)?) } else { Err(wrong) };
        Some(Account { id, found })
    }

    /// From when on one of them is eligible if one only waits.
    #[must_use]
    pub fn eligible_after(&self, at: usize) -> Option<Timestamp> {
        self.evaluated(at, |evaluation| evaluation.eligible_after())
    }

    /// The value that the outcome of one of them carries, if that is eligible.
    #[must_use]
    pub fn outcome_value(&self, at: usize) -> Option<OutcomeValue> {
        self.evaluated(at, |evaluation| evaluation.outcome_value())
    }

    /// The same as a literal, if it is known.
    #[must_use]
    pub fn carried(&self, at: usize) -> Option<Constant> {
        self.evaluated(at, |evaluation| evaluation.carried())
    }

    fn evaluated<T>(&self, at: usize, ask: impl FnOnce(&Evaluation<'_>) -> Option<T>) -> Option<T> {
        let facts = self.batch.facts(self.program, self.policy, at);
        ask(&Evaluation::new(self.program, self.policy, &facts, self.moment.now()))
    }

    /// How many rows so far belong to no account.
    #[must_use]
    pub fn strays(&self) -> u64 {
        self.reading.strays
    }
}
