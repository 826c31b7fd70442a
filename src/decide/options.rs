//! How lines are read and judged.

use crate::diagnostic::messages::facts as messages;
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::eval::{Evaluation, Plan, Verdict, plan};
use crate::facts::{self, Facts, Id};
use crate::ir::{PolicyId, Program, Timestamp};
use crate::source::{FileId, Span};

/// How lines are read and judged.
#[derive(Debug, Clone, Copy)]
pub struct LineOptions<'p> {
    /// The program.
    pub program: &'p Program,
    /// The policy.
    pub policy: PolicyId,
    /// The instant.
    pub now: Timestamp,
    /// Whether that holds for lines that name an instant of their own, too.
    pub now_is_given: bool,
    /// The path of the declared fact that identifies an account, instead of the envelope's `id`: `account.number`.
    pub id: Option<&'p str>,
    /// How lines are read.
    pub reading: facts::Options,
}

/// What is wrong with a line. The spans count from its start.
#[derive(Debug, Clone)]
pub struct Unreadable {
    /// The errors and warnings, up to the limit.
    pub diagnostics: Vec<Diagnostic>,
    /// How many there are beyond it.
    pub left_out: usize,
}

impl Unreadable {
    fn by(error: Diagnostic) -> Self {
        Self { diagnostics: vec![error], left_out: 0 }
    }
}

/// A line that was read.
pub(super) struct Given {
    pub(super) id: Option<Id>,
    pub(super) facts: Facts,
    /// When it is to be judged.
    pub(super) now: Timestamp,
    pub(super) unknown_keys: Vec<String>,
}

impl LineOptions<'_> {
    /// Reads a line and evaluates it completely.
    ///
    /// # Errors
    ///
    /// What is wrong with the line.
    pub fn explain(&self, line: &[u8]) -> Result<(Option<Id>, Verdict), Unreadable> {
        self.evaluated(line, |evaluation| evaluation.verdict())
    }

    /// The same, with what would be done with the data of an account that is not eligible.
    ///
    /// # Errors
    ///
    /// What is wrong with the line.
    pub fn explain_with_would_be(&self, line: &[u8]) -> Result<(Option<Id>, Verdict), Unreadable> {
        self.evaluated(line, |evaluation| evaluation.verdict_with_would_be())
    }

    fn evaluated(
        &self,
        line: &[u8],
        ask: impl FnOnce(&Evaluation<'_>) -> Verdict,
    ) -> Result<(Option<Id>, Verdict), Unreadable> {
        let Given { id, facts, now, .. } = self.read(line)?;
        Ok((id, ask(&Evaluation::new(self.program, self.policy, &facts, now))))
    }

    /// Reads a line and finds what is to be done with the data of its account if that is eligible, and would be if it is not.
    ///
    /// # Errors
    ///
    /// What is wrong with the line.
    pub fn plan(&self, line: &[u8]) -> Result<Option<Plan>, Unreadable> {
        let Given { facts, now, .. } = self.read(line)?;
        Ok(plan(self.program, self.policy, &facts, now))
    }

    pub(super) fn read(&self, line: &[u8]) -> Result<Given, Unreadable> {
        let line =
            std::str::from_utf8(line).map_err(|error| Unreadable::by(not_utf8(error.valid_up_to())))?;
        let facts::Read { envelope, diagnostics, left_out, unknown_keys } =
            facts::read_with(self.reading, self.program, Some(self.policy), FileId(0), line);
        let Some(envelope) = envelope else { return Err(Unreadable { diagnostics, left_out }) };
        let id = match self.id.map(|path| facts::id_at(self.program, &envelope, path)) {
            Some(Ok(id)) => Some(id),
            Some(Err(why)) => return Err(Unreadable::by(no_id(why, line.len()))),
            None => envelope.id,
        };
        let now = envelope.now.filter(|_| !self.now_is_given).unwrap_or(self.now);
        Ok(Given { id, facts: envelope.facts, now, unknown_keys })
    }
}

fn not_utf8(at: usize) -> Diagnostic {
    let span = Span::new(FileId(0), at as u32, at as u32);
    Diagnostic::new(Code::FactSyntax, span, messages::line_not_utf8()).label(messages::no_character())
}

fn no_id(why: Message, length: usize) -> Diagnostic {
    Diagnostic::new(Code::FactMissing, Span::new(FileId(0), 0, length as u32), why)
        .label(messages::no_id_in_it())
}
