//! What is known of one account, and how it is read: from JSON, or from a caller's own types.
//!
//! Every value is read by the type that the policy declares for it. Numbers are read by their digits and amounts
//! never from floating-point numbers; times have an offset and at most microseconds; a key that nothing
//! declares is refused unless the [`Options`] allow it, and so is one that is given twice. A field that is missing or null is *absent* where the
//! policy marks it optional, and *unknown* otherwise; so are an element of a collection or a set that is null, and a
//! request that is left out as a whole.

mod brief;
mod envelope;
mod expect;
mod findings;
mod json;
mod lookup;
mod number;
mod options;
mod path;
mod reader;
mod rest;
pub(crate) mod scalar;
mod schema;
mod serialize;
mod timestamp;

pub use envelope::{Envelope, Id};
pub(crate) use expect::not_an_item;
pub use lookup::{Location, id_at, json_value};
pub use options::{Options, UnknownKeys};
pub(crate) use path::key_in;
pub use rest::{KeptItem, Rest};
pub use schema::{Extent, schema, services_schema};
pub(crate) use serialize::envelope_json;
pub use serialize::{Refused, Serialized, from_serialize, from_serialize_with};
pub use timestamp::TimestampError;

use self::reader::Purpose;
use crate::diagnostic::Diagnostic;
use crate::ir::{PackageId, PolicyId, Program, RecordId, Services, Test, Value};
use crate::source::FileId;

/// The facts that a policy is judged on. Their shapes are the package's.
#[derive(Clone, PartialEq)]
pub struct Facts {
    /// A [`Value::Record`] of the shape [`crate::ir::Package::account`].
    pub account: Value,
    /// A [`Value::Record`] of the shape [`crate::ir::Package::request`], where the package declares one.
    pub request: Option<Value>,
    /// What is known of the services; `None` if that is what the program knows of them
    /// ([`Program::with_services`](crate::ir::Program::with_services)).
    pub services: Option<Services>,
}

impl Facts {
    /// The facts of a test: of services it knows what it says itself.
    #[must_use]
    pub fn of_test(program: &Program, test: &Test) -> Self {
        let package = program.policies[test.policy].package;
        let service = test.service.iter().map(|service| (package, service.clone()));
        Self {
            account: test.account.clone(),
            request: test.request.clone(),
            services: Some(service.collect()),
        }
    }
}

/// No fact is shown: they are personal data.
impl std::fmt::Debug for Facts {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Facts").finish_non_exhaustive()
    }
}

/// The result of reading a text of facts.
#[derive(Clone)]
pub struct Read {
    /// The facts and what surrounds them; `None` if there is an error.
    pub envelope: Option<Envelope>,
    /// The errors and warnings, by place, each kind up to [`Options::limit`]. Their spans lie in the text that was read,
    /// and their messages name the path of the fact.
    pub diagnostics: Vec<Diagnostic>,
    /// How many errors and warnings there are beyond the limit.
    pub left_out: usize,
    /// The paths of the keys that nothing declares, each once for all records of a shape; `[]` stands for any element:
    /// `account.trades[].stat`.
    pub unknown_keys: Vec<String>,
}

/// Reads facts from the JSON `text` of `file`:
/// `{"policy"?: "package.policy", "now"?: "…", "id"?: …, "account": {…}, "request"?: {…}, "expect"?: {…}}`.
///
/// They are read by the shapes of `policy`; without one, by those of the policy that the text names, or of the only
/// policy there is. A text that names a policy of another package than `policy` is refused, and so is a key that nothing
/// declares.
#[must_use]
pub fn read(program: &Program, policy: Option<PolicyId>, file: FileId, text: &str) -> Read {
    read_with(Options::default(), program, policy, file, text)
}

/// Like [`read`], as the options say.
#[must_use]
pub fn read_with(
    options: Options,
    program: &Program,
    policy: Option<PolicyId>,
    file: FileId,
    text: &str,
) -> Read {
    read_at(Purpose::Judging, options, program, policy, file, 0, text)
}

/// Reads the facts of a test, which may say what is known of the service: `"service": {…}`.
#[must_use]
pub(crate) fn read_test(program: &Program, file: FileId, text: &str) -> Read {
    read_at(Purpose::Testing, Options::default(), program, None, file, 0, text)
}

/// Reads the account or the request, whichever `root` names, alone out of such a text, by the shape `record`: facts that
/// stand under several policies. A key that nothing declares is refused. The value is `None` if there is an error among
/// the diagnostics, of which the last says how many are left out.
#[must_use]
pub fn read_root(
    program: &Program,
    root: &'static str,
    record: RecordId,
    file: FileId,
    text: &str,
) -> (Option<Value>, Vec<Diagnostic>) {
    read_alone(Options::default(), program, file, text, |reader, json| reader.root_alone(root, record, json))
}

/// Reads something else than an envelope.
fn read_alone<'p, T>(
    options: Options,
    program: &'p Program,
    file: FileId,
    text: &str,
    read: impl FnOnce(&mut reader::Reader<'p>, &json::Json<'_>) -> Option<T>,
) -> (Option<T>, Vec<Diagnostic>) {
    let json = match json::parse(file, 0, text) {
        Ok(json) => json,
        Err(error) => return (None, vec![*error]),
    };
    let mut reader = reader::Reader::new(program, options);
    let value = read(&mut reader, &json);
    let mut found = reader.finish();
    findings::note_left_out(&mut found.diagnostics, found.left_out);
    (value.filter(|_| found.is_sound), found.diagnostics)
}

/// Reads what is known of services: an object a package, `{"package": {…}, …}`. `None` if there is an error among the
/// diagnostics, of which the last says how many are left out.
#[must_use]
pub fn read_services(program: &Program, file: FileId, text: &str) -> (Option<Services>, Vec<Diagnostic>) {
    read_services_with(Options::default(), program, file, text)
}

/// Like [`read_services`], as the options say.
#[must_use]
pub fn read_services_with(
    options: Options,
    program: &Program,
    file: FileId,
    text: &str,
) -> (Option<Services>, Vec<Diagnostic>) {
    read_alone(options, program, file, text, |reader, json| reader.services(json))
}

/// Reads the service of one package out of such a text.
#[must_use]
pub(crate) fn read_service(
    program: &Program,
    package: PackageId,
    file: FileId,
    text: &str,
) -> (Option<Value>, Vec<Diagnostic>) {
    let (services, diagnostics) = read_services(program, file, text);
    let nothing = program.nothing_of_service(package);
    let value = services.and_then(|services| services.get(package).cloned().or(nothing));
    (value, diagnostics)
}

/// Reads facts from a text with one envelope a line (NDJSON), as [`read_with`] does; lines of nothing but space are passed
/// over. Gives each line's number, from 1, with what was read.
pub fn read_lines<'a>(
    options: Options,
    program: &'a Program,
    policy: Option<PolicyId>,
    file: FileId,
    text: &'a str,
) -> impl Iterator<Item = (usize, Read)> + 'a {
    lines(text).map(move |(number, from, line)| {
        (number, read_at(Purpose::Judging, options, program, policy, file, from, line))
    })
}

/// Reads tests, one a line.
pub(crate) fn read_lines_of_tests<'a>(
    program: &'a Program,
    file: FileId,
    text: &'a str,
) -> impl Iterator<Item = (usize, Read)> + 'a {
    lines(text).map(move |(number, from, line)| {
        (number, read_at(Purpose::Testing, Options::default(), program, None, file, from, line))
    })
}

/// The result of reading what is left of an account.
#[derive(Clone)]
pub struct ReadRest {
    /// What is left; `None` if there is an error.
    pub rest: Option<Rest>,
    /// The errors and warnings, as in [`Read`].
    pub diagnostics: Vec<Diagnostic>,
    /// How many errors and warnings there are beyond the limit.
    pub left_out: usize,
}

/// Codes and spans only: messages may quote facts.
impl std::fmt::Debug for ReadRest {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let found = brief::Brief(&self.diagnostics);
        out.debug_struct("ReadRest")
            .field("is_read", &self.rest.is_some())
            .field("diagnostics", &found)
            .finish_non_exhaustive()
    }
}

/// Reads what is left of an account that has gone:
/// `{"id": …, "left": "…", "policy": "package.policy", "program"?: "…", "plan"?: […], "carried"?: {…}, "account": {…}}`.
///
/// A fact that is neither given nor carried is unknown, an optional one too.
#[must_use]
pub fn read_rest(options: Options, program: &Program, file: FileId, text: &str) -> ReadRest {
    read_rest_at(options, program, file, 0, text)
}

/// Reads such rests from a text with one a line (NDJSON). Gives each line's number, from 1, with what was read.
pub fn read_rests<'a>(
    options: Options,
    program: &'a Program,
    file: FileId,
    text: &'a str,
) -> impl Iterator<Item = (usize, ReadRest)> + 'a {
    lines(text).map(move |(number, from, line)| (number, read_rest_at(options, program, file, from, line)))
}

fn read_rest_at(options: Options, program: &Program, file: FileId, start: usize, text: &str) -> ReadRest {
    let json = match json::parse(file, start, text) {
        Ok(json) => json,
        Err(error) => return ReadRest { rest: None, diagnostics: vec![*error], left_out: 0 },
    };
    let mut reader = reader::Reader::new(program, options);
    reader.purpose = Purpose::Left;
    let rest = reader.rest(&json);
    let found = reader.finish();
    ReadRest {
        rest: rest.filter(|_| found.is_sound),
        diagnostics: found.diagnostics,
        left_out: found.left_out,
    }
}

/// The lines of a text that are not empty, each with its number and where it begins.
fn lines(text: &str) -> impl Iterator<Item = (usize, usize, &str)> {
    let mut start = 0;
    let lines = text.split_inclusive('\n').enumerate().map(move |(at, line)| {
        let from = start;
        start += line.len();
        (at + 1, from, line)
    });
    lines.filter(|(_, _, line)| !line.trim().is_empty())
}

fn read_at(
    purpose: Purpose,
    options: Options,
    program: &Program,
    policy: Option<PolicyId>,
    file: FileId,
    start: usize,
    text: &str,
) -> Read {
    let json = match json::parse(file, start, text) {
        Ok(json) => json,
        Err(error) => return Read::not_json(*error),
    };
    let mut reader = reader::Reader::new(program, options);
    reader.purpose = purpose;
    let envelope = reader.envelope(policy, &json);
    let found = reader.finish();
    Read {
        envelope: envelope.filter(|_| found.is_sound),
        diagnostics: found.diagnostics,
        left_out: found.left_out,
        unknown_keys: found.unknown_keys,
    }
}

/// Codes and spans only: messages may quote facts.
impl std::fmt::Debug for Read {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Read")
            .field("is_read", &self.envelope.is_some())
            .field("diagnostics", &brief::Brief(&self.diagnostics))
            .field("left_out", &self.left_out)
            .finish_non_exhaustive()
    }
}

impl Read {
    /// The diagnostics, of which the last says how many are left out.
    pub(crate) fn all_diagnostics(mut self) -> Vec<Diagnostic> {
        findings::note_left_out(&mut self.diagnostics, self.left_out);
        self.diagnostics
    }

    fn not_json(error: Diagnostic) -> Self {
        Self { envelope: None, diagnostics: vec![error], left_out: 0, unknown_keys: Vec::new() }
    }
}
