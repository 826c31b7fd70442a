//! Facts from a caller's own types, by way of serde.

use serde::Serialize;

use super::{Facts, read};
use crate::diagnostic::{Diagnostic, Severity};
use crate::ir::{PolicyId, Program};
use crate::source::{FileId, Sources};

/// Facts that could not be read from a caller's types: the JSON that these serialise to, and what is wrong with it.
#[derive(Debug, Clone)]
pub struct Refused {
    /// Holds the JSON as its only text, for showing the diagnostics.
    pub sources: Sources,
    /// The errors; each message names the path of its fact.
    pub diagnostics: Vec<Diagnostic>,
}

impl std::fmt::Display for Refused {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let errors = self.diagnostics.iter().filter(|found| found.severity() == Severity::Error);
        let lines: Vec<String> =
            errors.map(|error| format!("{}: {}", error.code.slug(), error.message)).collect();
        out.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for Refused {}

#[derive(Serialize)]
struct Written<'a, A, R> {
    account: &'a A,
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<&'a R>,
}

/// The facts for `policy` that the caller's types serialise to: `account` to an object with the keys of the declared
/// account, `request` likewise. They are held to the same rules as facts in JSON: times are texts in RFC 3339, amounts
/// texts with a currency.
///
/// # Errors
/// If a value is not of its declared type, or one of the types cannot be serialised to JSON.
pub fn from_serialize<A: Serialize, R: Serialize>(
    program: &Program,
    policy: PolicyId,
    account: &A,
    request: Option<&R>,
) -> Result<Facts, Box<Refused>> {
    let mut sources = Sources::new();
    let written = Written { account, request };
    let text = match serde_json::to_string(&written) {
        Ok(text) => text,
        Err(error) => return Err(unserialisable(sources, &error)),
    };
    let file = sources.add("facts", text);
    let text = sources.get(file).map_or("", |source| &source.text);
    let outcome = read(program, Some(policy), file, text);
    match outcome.envelope {
        Some(envelope) => Ok(envelope.facts),
        None => Err(Box::new(Refused { diagnostics: outcome.diagnostics, sources })),
    }
}

fn unserialisable(mut sources: Sources, error: &serde_json::Error) -> Box<Refused> {
    use crate::diagnostic::Code;
    use crate::source::Span;
    let file: FileId = sources.add("facts", "");
    let message = format!("the facts do not serialise to JSON: {error}");
    let diagnostics = vec![Diagnostic::new(Code::FactSyntax, Span::new(file, 0, 0), message)];
    Box::new(Refused { sources, diagnostics })
}
