//! Facts from a caller's own types, by way of serde.

use serde::Serialize;

use super::brief::Brief;
use super::{Facts, Options, read_with};
use crate::diagnostic::{Diagnostic, Severity};
use crate::ir::{PolicyId, Program};
use crate::source::{FileId, Sources};

/// Facts of a caller's own types.
#[derive(Clone)]
pub struct Serialized {
    /// The facts.
    pub facts: Facts,
    /// The warnings: of keys that nothing declares, where the options allow them.
    pub warnings: Vec<Diagnostic>,
    /// Holds the JSON as its only text, for showing the warnings.
    pub sources: Sources,
}

/// Facts that could not be read from a caller's types: the JSON that these serialise to, and what is wrong with it.
#[derive(Clone)]
pub struct Refused {
    /// Holds the JSON as its only text, for showing the diagnostics.
    pub sources: Sources,
    /// The errors; each message names the path of its fact.
    pub diagnostics: Vec<Diagnostic>,
}

impl std::fmt::Debug for Serialized {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Serialized").field("warnings", &Brief(&self.warnings)).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Refused {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Refused").field("diagnostics", &Brief(&self.diagnostics)).finish_non_exhaustive()
    }
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
struct Written<'a, A: ?Sized, R: ?Sized> {
    account: &'a A,
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<&'a R>,
}

/// The facts for `policy` that the caller's types serialise to: `account` to an object with the keys of the declared
/// account, `request` likewise. They are held to the same rules as facts in JSON: times are texts in RFC 3339, amounts
/// texts with a currency; a key that nothing declares is refused.
///
/// # Errors
/// If a value is not of its declared type, a key is not declared, or one of the types cannot be serialised to JSON.
pub fn from_serialize<A: Serialize, R: Serialize>(
    program: &Program,
    policy: PolicyId,
    account: &A,
    request: Option<&R>,
) -> Result<Facts, Box<Refused>> {
    from_serialize_with(Options::default(), program, policy, account, request).map(|read| read.facts)
}

/// Like [`from_serialize`], as the options say.
///
/// # Errors
/// If a value is not of its declared type, a key is not declared and the options do not allow it, or one of the types
/// cannot be serialised to JSON.
pub fn from_serialize_with<A: Serialize, R: Serialize>(
    options: Options,
    program: &Program,
    policy: PolicyId,
    account: &A,
    request: Option<&R>,
) -> Result<Serialized, Box<Refused>> {
    let mut sources = Sources::new();
    let file = sources.add("facts", envelope_json(account, request)?);
    let text = sources.get(file).map_or("", |source| &source.text);
    let outcome = read_with(options, program, Some(policy), file, text);
    match outcome.envelope {
        Some(envelope) => Ok(Serialized { facts: envelope.facts, warnings: outcome.diagnostics, sources }),
        None => Err(Box::new(Refused { diagnostics: outcome.diagnostics, sources })),
    }
}

/// The JSON of facts that a caller's types serialise to.
pub(crate) fn envelope_json<A: Serialize + ?Sized, R: Serialize + ?Sized>(
    account: &A,
    request: Option<&R>,
) -> Result<String, Box<Refused>> {
    let written = Written { account, request };
    serde_json::to_string(&written).map_err(|error| unserialisable(Sources::new(), &error))
}

fn unserialisable(mut sources: Sources, error: &serde_json::Error) -> Box<Refused> {
    use crate::diagnostic::Code;
    use crate::source::Span;
    let file: FileId = sources.add("facts", "");
    let message = crate::diagnostic::messages::facts::do_not_serialise(&error.to_string());
    let diagnostics = vec![Diagnostic::new(Code::FactSyntax, Span::new(file, 0, 0), message)];
    Box::new(Refused { sources, diagnostics })
}
