//! The manifest of a sweep: what was decided by, when and over how much, so that it can be shown later, and so that only
//! the same sweep goes on where it stopped.

use std::collections::BTreeMap;

use exeunt::diagnostic::Message;
use exeunt::ir::{FORMAT, PolicyId, Program, Provenance, Status, Timestamp};
use serde::{Deserialize, Serialize};

use super::digest::Digest;
use super::form::Form;
use super::verdict::{Line, written};
use crate::messages::{sweeping, usage, why};
use crate::outcome::Failure;

/// What a sweep is, and how far it has come.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Manifest {
    #[serde(flatten)]
    of: Terms,
    /// How many accounts there are: of a database when the sweep began or was taken up again, of files as far as they
    /// were read.
    pub(super) expected: u64,
    /// How many were judged.
    pub(super) accounts: u64,
    /// How many of them have which status.
    counts: BTreeMap<String, u64>,
    /// How many batches were written.
    batches: u64,
    /// What was read.
    #[serde(flatten)]
    pub(super) judged: Judged,
    /// How many rows of a plan still hold, if one is judged again.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    confirmed: Option<u64>,
    /// What was written.
    pub(super) output: Written,
    /// What was written beside it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    beside: Option<Beside>,
    /// Whether every account was judged.
    pub(super) complete: bool,
}

/// The word for accounts that the source does not have.
const GONE: &str = "gone";

/// What is written beside the target, batch by batch with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Beside {
    /// What it holds.
    holds: Form,
    /// The file or table.
    to: String,
    /// How many rows it has.
    rows: u64,
    /// What was written.
    output: Written,
}

/// What may not differ when a sweep is taken up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Terms {
    /// The version of exeunt.
    exeunt: String,
    /// `package.policy`.
    policy: String,
    /// The hash of what the policy means, as verdicts name it.
    program_hash: String,
    /// The version of a built program's form.
    ir_format: u32,
    /// The version of the time zones that literals were worked out with.
    tzdb: String,
    /// The instant judged at.
    now: String,
    /// Where the accounts are, without a password.
    source: String,
    /// What judges them, with its version.
    engine: String,
    /// BLAKE3 of the mapping, if there is one.
    mapping_hash: Option<String>,
    /// BLAKE3 of what is known of the services, if anything is.
    service_hash: Option<String>,
    /// Whether verdicts have the value that the outcome carries.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    outcome_values: bool,
    /// Whether keys of facts that nothing declares are ignored: one that is misspelt then reads as absent.
    allow_unknown_keys: bool,
    /// The plan that is judged again, if that is what is done.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    confirms: Option<Confirms>,
}

/// A plan that is judged again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Confirms {
    /// BLAKE3 of its lines.
    pub(super) blake3: String,
    /// How many accounts it is of.
    pub(super) accounts: u64,
    /// How many rows it has.
    pub(super) rows: u64,
}

/// The hash of the facts of the services, with the packages that they are of.
fn service_hash(program: &Program) -> Result<Option<String>, Failure> {
    if program.services().is_empty() {
        return Ok(None);
    }
    let named = program.services().iter().map(|(id, facts)| (&program.packages()[id].name, facts));
    let text = serde_json::to_string(&named.collect::<Vec<_>>());
    let text = text.map_err(|error| Failure::Input(sweeping::no_manifest(&error.to_string())))?;
    Ok(Some(blake3::hash(text.as_bytes()).to_hex().to_string()))
}

/// What was read of the source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Judged {
    /// Of a database.
    Keys {
        /// The last key that was judged.
        last_key: Option<String>,
        /// A digest of all keys up to there.
        keys: Digest,
        /// The states of the data that runs of the sweep saw.
        snapshots: Vec<Snapshot>,
    },
    /// Of files.
    Files {
        /// Each that was begun, in the order in which they were read.
        files: Vec<FileRead>,
    },
}

/// A state of the data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Snapshot {
    /// The last key that was judged before.
    pub(super) after: Option<String>,
    /// How the engine names it.
    pub(super) snapshot: String,
}

/// How far a file was read. What is counted is its text, after decompression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileRead {
    pub(super) name: String,
    pub(super) bytes: u64,
    pub(super) lines: u64,
    /// BLAKE3 of these bytes.
    pub(super) blake3: String,
    /// Whether that is all of it.
    pub(super) whole: bool,
}

/// What was written, so that a change of it is noticed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Written {
    /// Lines of a file.
    Lines {
        bytes: u64,
        /// BLAKE3 of these bytes.
        blake3: String,
        /// BLAKE3 of the Parquet file that was made of them.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        parquet: Option<String>,
    },
    /// Rows of a table, as lines.
    Rows(Digest),
}

impl Terms {
    /// Of a sweep that begins. `mapping` is the text of the mapping, if there is one.
    pub(super) fn new(
        program: &Program,
        policy: PolicyId,
        now: Timestamp,
        allow_unknown_keys: bool,
        (source, engine): (String, String),
        mapping: Option<&str>,
    ) -> Result<Self, Failure> {
        let Provenance { program_hash, exeunt, tzdb } = program.provenance(policy);
        Ok(Self {
            exeunt: exeunt.to_owned(),
            policy: program.policy_name(policy),
            program_hash: program_hash.to_string(),
            ir_format: FORMAT,
            tzdb: tzdb.to_owned(),
            now: written(now),
            source,
            engine,
            mapping_hash: mapping.map(|text| blake3::hash(text.as_bytes()).to_hex().to_string()),
            service_hash: service_hash(program)?,
            outcome_values: program.policies()[policy].outcome_value.is_some(),
            allow_unknown_keys,
            confirms: None,
        })
    }

    /// The same, of a sweep that judges a plan again.
    pub(super) fn confirming(self, confirms: Option<Confirms>) -> Self {
        Self { confirms, ..self }
    }

    /// What of an earlier sweep is otherwise.
    fn differs_from(&self, earlier: &Self) -> Option<Message> {
        let Self {
            exeunt,
            policy,
            program_hash,
            ir_format,
            tzdb,
            now,
            source,
            engine,
            mapping_hash,
            service_hash,
            // The program says it.
            outcome_values: _,
            allow_unknown_keys,
            confirms,
        } = earlier;
        let differs = [
            (sweeping::version_of_exeunt(), *exeunt != self.exeunt),
            (sweeping::policy(), *policy != self.policy),
            (sweeping::program(), *program_hash != self.program_hash),
            (sweeping::format_of_programs(), *ir_format != self.ir_format),
            (sweeping::version_of_zones(), *tzdb != self.tzdb),
            (sweeping::instant(), *now != self.now),
            (sweeping::source(), *source != self.source),
            (sweeping::engine(), *engine != self.engine),
            (sweeping::mapping(), *mapping_hash != self.mapping_hash),
            (sweeping::service(), *service_hash != self.service_hash),
            (sweeping::plan(), *confirms != self.confirms),
            (Message::code("--allow-unknown-keys"), *allow_unknown_keys != self.allow_unknown_keys),
        ];
        differs.into_iter().find(|(_, differs)| *differs).map(|(what, _)| what)
    }
}

impl Manifest {
    /// Of a sweep that begins.
    pub(super) fn new(of: Terms, judged: Judged) -> Self {
        Self {
            confirmed: of.confirms.as_ref().map(|_| 0),
            of,
            expected: 0,
            accounts: 0,
            counts: BTreeMap::new(),
            batches: 0,
            judged,
            output: Written::Rows(Digest::default()),
            beside: None,
            complete: false,
        }
    }

    /// The same, of a sweep that writes to a second target as well.
    pub(super) fn with_beside(self, holds: Form, to: String) -> Self {
        let output = Written::Rows(Digest::default());
        Self { beside: Some(Beside { holds, to, rows: 0, output }), ..self }
    }

    /// Reads the manifest of an earlier sweep.
    pub(super) fn read(text: &str) -> Result<Self, Failure> {
        serde_json::from_str(text).map_err(|error| Failure::Input(sweeping::no_manifest(&error.to_string())))
    }

    /// Takes up an earlier sweep. It must have been the same.
    pub(super) fn take_up(&mut self, earlier: Self) -> Result<(), Failure> {
        let same_kind = std::mem::discriminant(&self.judged) == std::mem::discriminant(&earlier.judged);
        let beside = |manifest: &Self| manifest.beside.as_ref().map(|it| (it.holds, it.to.clone()));
        let differs = self.of.differs_from(&earlier.of).or((!same_kind).then(sweeping::source));
        let differs = differs.or((beside(self) != beside(&earlier)).then(sweeping::target_beside));
        if let Some(what) = differs {
            return Err(Failure::Input(sweeping::other_sweep(what)));
        }
        *self = earlier;
        Ok(())
    }

    /// What the targets hold.
    pub(super) fn forms(&self) -> Vec<Form> {
        let first = match &self.of.confirms {
            Some(_) => Form::Confirmed,
            None => Form::verdicts(self.of.outcome_values),
        };
        std::iter::once(first).chain(self.beside.as_ref().map(|beside| beside.holds)).collect()
    }

    /// What was written to a target.
    pub(super) fn written(&self, target: usize) -> Option<&Written> {
        match target {
            0 => Some(&self.output),
            _ => self.beside.as_ref().map(|beside| &beside.output),
        }
    }

    /// The same, to be changed.
    pub(super) fn written_mut(&mut self, target: usize) -> Option<&mut Written> {
        match target {
            0 => Some(&mut self.output),
            _ => self.beside.as_mut().map(|beside| &mut beside.output),
        }
    }

    /// How many rows a target has.
    pub(super) fn rows(&self, target: usize) -> u64 {
        match target {
            0 => self.confirmed.unwrap_or(self.accounts),
            _ => self.beside.as_ref().map_or(0, |beside| beside.rows),
        }
    }

    /// Counts a batch.
    pub(super) fn add(&mut self, lines: &[Line]) {
        for line in lines {
            let word = line.status.map_or(GONE, Status::word);
            *self.counts.entry(word.to_owned()).or_default() += 1;
            if let Some(confirmed) = &mut self.confirmed {
                *confirmed += line.written[0].len() as u64;
            }
            if let Some(beside) = &mut self.beside {
                beside.rows += line.written[1].len() as u64;
            }
        }
        self.accounts += lines.len() as u64;
        self.batches += 1;
    }

    /// Its text, for people.
    pub(super) fn text(&self) -> Result<String, Failure> {
        serde_json::to_string_pretty(self).map(|text| text + "\n").map_err(|error| unwritten(&error))
    }

    /// Its text, in a line.
    pub(super) fn line(&self) -> Result<String, Failure> {
        serde_json::to_string(self).map_err(|error| unwritten(&error))
    }

    /// Whether every account was judged once, and of a plan that is judged again every row.
    pub(super) fn adds_up(&self) -> bool {
        let has_every_row = match &self.of.confirms {
            Some(Confirms { rows, accounts, .. }) => {
                self.rows(0) + self.rows(1) == *rows && self.accounts == *accounts
            }
            None => true,
        };
        let counted = self.counts.values().sum::<u64>();
        self.accounts == self.expected && counted == self.accounts && has_every_row
    }

    /// The counts, for people.
    pub(super) fn summary(&self) -> Message {
        let title = |word: &String| {
            let status = Status::ALL.into_iter().find(|status| status.word() == word);
            status.map_or_else(sweeping::gone, Status::title)
        };
        let counts = self.counts.iter().map(|(status, &count)| sweeping::counted(count, title(status)));
        let counts = counts.reduce(usage::and).unwrap_or_else(Message::empty);
        let accounts = match self.adds_up() {
            true => sweeping::accounts_swept(self.accounts, counts),
            false => sweeping::accounts_not_all(self.accounts, self.expected, counts),
        };
        match (self.confirmed, &self.beside) {
            (Some(confirmed), _) => sweeping::with_confirmed(accounts, confirmed, self.rows(1)),
            (None, Some(beside)) => sweeping::with_items(accounts, beside.rows),
            (None, None) => accounts,
        }
    }
}

fn unwritten(error: &serde_json::Error) -> Failure {
    Failure::Input(usage::cannot_write(usage::the_manifest(), why(error)))
}
