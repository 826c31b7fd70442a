//! Reading the facts of one account.

use std::path::Path;

use exeunt::diagnostic::Diagnostic;
use exeunt::facts::{self, Envelope, Id};
use exeunt::ir::{PolicyId, Program, Timestamp};
use exeunt::source::{FileId, Sources};

use crate::console::Console;
use crate::facts_file::{self, MOST_OF_ONE, Reading};
use crate::messages::judging;
use crate::outcome::Failure;
use crate::policies::Loaded;

/// The text of an account's facts.
pub(super) struct Given {
    /// Holds nothing else.
    sources: Sources,
    file: FileId,
}

impl Given {
    /// That of a file, or of standard input for `-`.
    pub(super) fn open(file: &Path) -> Result<Self, Failure> {
        let mut sources = Sources::new();
        let file = sources.add(facts_file::shown(file), facts_file::read_text(file, MOST_OF_ONE)?);
        Ok(Self { sources, file })
    }

    /// Reads the facts. Warnings and errors are reported with their places.
    pub(super) fn read(
        &self,
        reading: Reading,
        loaded: &Loaded,
        policy: Option<PolicyId>,
        console: &Console,
    ) -> Result<Envelope, Failure> {
        let read = self.outcome(reading, loaded, policy);
        let Some(envelope) = read.envelope else {
            console.errors(&self.sources, &read.diagnostics)?;
            facts_file::report_left_out(read.left_out as u64, console);
            return Err(Failure::Facts);
        };
        self.warn(&read.diagnostics, read.left_out, console);
        Ok(envelope)
    }

    /// Reads the facts, if there is no error in them; else nothing is reported.
    pub(super) fn read_if_sound(
        &self,
        reading: Reading,
        loaded: &Loaded,
        policy: Option<PolicyId>,
        console: &Console,
    ) -> Option<Envelope> {
        let read = self.outcome(reading, loaded, policy);
        if read.envelope.is_some() {
            self.warn(&read.diagnostics, read.left_out, console);
        }
        read.envelope
    }

    fn warn(&self, warnings: &[Diagnostic], left_out: usize, console: &Console) {
        console.report(&console.drawn(&self.sources, warnings));
        facts_file::report_left_out(left_out as u64, console);
    }

    fn outcome(&self, reading: Reading, loaded: &Loaded, policy: Option<PolicyId>) -> facts::Read {
        let text = self.sources.get(self.file).map_or("", |source| &source.text);
        facts::read_with(reading.options(), &loaded.program, policy, self.file, text)
    }
}

/// The id that stands at a path of the facts.
pub(super) fn id_at(program: &Program, account: &Envelope, path: &str) -> Result<Id, Failure> {
    facts::id_at(program, account, path).map_err(|why| Failure::Input(judging::id_option(why)))
}

/// The account as it would be.
pub(super) fn assume(
    program: &Program,
    account: &Envelope,
    assumptions: &[String],
    now: Timestamp,
    console: &Console,
) -> Result<Envelope, Failure> {
    let mut assumed = account.clone();
    let mut sources = Sources::new();
    let mut wrong = Vec::new();
    for assumption in assumptions {
        let file = sources.add("--assume", assumption.as_str());
        if let Err(found) = exeunt::analysis::assume(program, &mut assumed, file, assumption, now) {
            wrong.extend(found);
        }
    }
    if wrong.is_empty() {
        return Ok(assumed);
    }
    console.errors(&sources, &wrong)?;
    Err(Failure::Facts)
}
