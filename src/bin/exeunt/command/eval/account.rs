//! Reading the facts of one account.

use std::path::Path;

use exeunt::facts::{self, Envelope, Id};
use exeunt::ir::{PolicyId, Program};
use exeunt::source::Sources;

use crate::console::Console;
use crate::files::{self, Kind};
use crate::outcome::Failure;
use crate::policies::Loaded;

/// The text of an account's facts.
pub(super) struct Given {
    name: String,
    text: String,
}

impl Given {
    /// That of a file, or of standard input for `-`.
    pub(super) fn open(file: &Path) -> Result<Self, Failure> {
        if file == Path::new("-") {
            return Ok(Self {
                name: "<standard input>".to_owned(),
                text: files::standard_input(Kind::Facts)?,
            });
        }
        Ok(Self { name: files::shown(file), text: files::read_text(file, Kind::Facts)? })
    }

    /// Reads the facts. Warnings and errors are reported with their places.
    pub(super) fn read(
        &self,
        loaded: &Loaded,
        policy: Option<PolicyId>,
        console: &Console,
    ) -> Result<Envelope, Failure> {
        let (sources, read) = self.outcome(loaded, policy);
        console.report(&console.drawn(&sources, &read.diagnostics));
        read.envelope.ok_or(Failure::Facts)
    }

    /// Reads the facts, if there is no error in them; else nothing is reported.
    pub(super) fn read_if_sound(
        &self,
        loaded: &Loaded,
        policy: Option<PolicyId>,
        console: &Console,
    ) -> Option<Envelope> {
        let (sources, read) = self.outcome(loaded, policy);
        let envelope = read.envelope?;
        console.report(&console.drawn(&sources, &read.diagnostics));
        Some(envelope)
    }

    fn outcome(&self, loaded: &Loaded, policy: Option<PolicyId>) -> (Sources, facts::Read) {
        let mut sources = loaded.sources.clone();
        let id = sources.add(self.name.as_str(), self.text.as_str());
        let read = facts::read(&loaded.program, policy, id, &self.text);
        (sources, read)
    }
}

/// The id that stands at a path of the facts.
pub(super) fn id_at(program: &Program, account: &Envelope, path: &str) -> Result<Id, Failure> {
    facts::id_at(program, account, path).map_err(|why| Failure::Input(format!("--id: {why}")))
}

/// The account as it would be.
pub(super) fn assume(
    program: &Program,
    account: &Envelope,
    assumptions: &[String],
    now: i64,
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
    console.report(&console.drawn(&sources, &wrong));
    Err(Failure::Facts)
}
