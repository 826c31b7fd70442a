//! Fixtures in JSON: the facts of an account with what must come out, which run as the tests of the policies do.

use crate::diagnostic::messages::{common, sql};
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::facts::{self, Envelope, Id, Read};
use crate::ir::{Origin, Program, Test};
use crate::source::{FileId, Span};

/// The tests that a text of fixtures holds, and every error and warning in it.
#[derive(Debug, Clone, Default)]
pub struct Fixtures {
    /// The tests; their origins lie in the text.
    pub tests: Vec<Test>,
    /// What was found, by place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the fixture that the JSON `text` of `file` is. `name` is what its test is called, beside its `id`.
#[must_use]
pub fn one(program: &Program, file: FileId, name: &str, text: &str) -> Fixtures {
    let mut found = Fixtures::default();
    found.take(program, facts::read_test(program, file, text), name, Span::new(file, 0, text.len() as u32));
    found
}

/// Reads a text with one fixture a line (NDJSON).
#[must_use]
pub fn lines(program: &Program, file: FileId, name: &str, text: &str) -> Fixtures {
    let mut starts = vec![0];
    starts.extend(text.match_indices('\n').map(|(at, _)| at as u32 + 1));
    let mut found = Fixtures::default();
    for (number, read) in facts::read_lines_of_tests(program, file, text) {
        let start = starts[number - 1];
        let end = starts.get(number).map_or(text.len() as u32, |next| next - 1);
        found.take(program, read, &format!("{name}:{number}"), Span::new(file, start, end));
    }
    found
}

impl Fixtures {
    fn take(&mut self, program: &Program, mut read: Read, name: &str, span: Span) {
        let envelope = read.envelope.take();
        self.diagnostics.extend(read.all_diagnostics());
        let Some(Envelope { id, policy, now, facts, expect }) = envelope else { return };
        let Some(expectations) = expect else {
            let help = common::add_this("\"expect\": {\"status\": \"eligible\"}");
            self.diagnostics.push(lacks(Code::NothingExpected, span, sql::fixture_lacks_expectation(), help));
            return;
        };
        let Some(now) = now else {
            let help = common::add_this("\"now\": \"2026-06-01T12:00:00Z\"");
            self.diagnostics.push(lacks(Code::FactMissing, span, sql::fixture_lacks_now(), help));
            return;
        };
        let package = program.policies[policy].package;
        let own = facts.services.as_ref().and_then(|services| services.get(package));
        self.tests.push(Test {
            title: title(name, id.as_ref()),
            origin: Origin { file: span.file.0, start: span.start, end: span.end },
            policy,
            now,
            account: facts.account,
            request: facts.request,
            service: own.cloned().or_else(|| program.nothing_of_service(package)),
            expectations,
        });
    }
}

fn lacks(code: Code, span: Span, what: Message, help: Message) -> Diagnostic {
    let start = Span::new(span.file, span.start, span.start + 1);
    Diagnostic::new(code, start, what).label(sql::fixture_is_test()).help(help)
}

fn title(name: &str, id: Option<&Id>) -> String {
    match id.map(ToString::to_string) {
        Some(id) if id != name => format!("{name} ({id})"),
        _ => name.to_owned(),
    }
}
