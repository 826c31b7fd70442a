//! What reading finds wrong: as many errors and warnings as are asked for, and the number of the others.

use std::collections::HashMap;

use super::json::Member;
use super::options::{Options, UnknownKeys};
use super::path::Path;
use crate::diagnostic::messages::{common, facts};
use crate::diagnostic::{Code, Diagnostic, Message, Severity, nearest};
use crate::ir::RecordId;

/// What was found so far.
pub(super) struct Findings {
    options: Options,
    errors: Listed,
    warnings: Listed,
    /// Unknown keys by what they were looked for in.
    unknown: HashMap<(Option<RecordId>, String), UnknownKey>,
}

/// Diagnostics of one severity up to the limit, and how many there are beyond it.
#[derive(Default)]
struct Listed {
    found: Vec<Diagnostic>,
    left_out: usize,
}

/// A key that nothing declares.
struct UnknownKey {
    /// Where it was found first, with `[]` for any element.
    path: String,
    /// Where in the list it was reported, if it was.
    reported: Option<usize>,
    /// How often it was found again.
    again: usize,
}

/// Everything that was found.
pub(super) struct Found {
    /// By place.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// How many there are besides.
    pub(super) left_out: usize,
    /// Whether no error is among them.
    pub(super) is_sound: bool,
    /// The paths of keys that nothing declares.
    pub(super) unknown_keys: Vec<String>,
}

impl Findings {
    pub(super) fn new(options: Options) -> Self {
        Self { options, errors: Listed::default(), warnings: Listed::default(), unknown: HashMap::new() }
    }

    /// Adds what `work_out` gives, and gives its place in the list; only counts it once the limit is reached.
    pub(super) fn add(&mut self, severity: Severity, work_out: impl FnOnce() -> Diagnostic) -> Option<usize> {
        let limit = self.options.limit;
        let listed = self.listed(severity);
        if listed.found.len() >= limit {
            listed.left_out += 1;
            return None;
        }
        listed.found.push(work_out());
        Some(listed.found.len() - 1)
    }

    fn listed(&mut self, severity: Severity) -> &mut Listed {
        match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
        }
    }

    /// Reports a member under none of the declared keys, once for all records of a shape. `free` are the keys that are
    /// declared and not given.
    pub(super) fn unknown_key<'k>(
        &mut self,
        record: Option<RecordId>,
        path: &Path<'_>,
        member: &Member<'_>,
        free: impl Iterator<Item = &'k str>,
    ) {
        self.once(record, path, member, |unknown| match nearest(&member.key, free) {
            Some(near) => {
                unknown.help(common::did_you_mean(near)).offer(member.key_span, format!("\"{near}\""))
            }
            None => unknown,
        });
    }

    /// Reports `request` where the package declares none.
    pub(super) fn unknown_root(&mut self, path: &Path<'_>, member: &Member<'_>, why: Message) {
        self.once(None, path, member, |unknown| unknown.note(why));
    }

    fn once(
        &mut self,
        record: Option<RecordId>,
        path: &Path<'_>,
        member: &Member<'_>,
        complete: impl FnOnce(Diagnostic) -> Diagnostic,
    ) {
        let key = (record, member.key.clone().into_owned());
        if let Some(known) = self.unknown.get_mut(&key) {
            known.again += 1;
            return;
        }
        let code = code(self.options.unknown_keys);
        let reported = self.add(code.severity(), || complete(unknown(code, path, member)));
        let path = path.with_any_element().member(&member.key);
        self.unknown.insert(key, UnknownKey { path, reported, again: 0 });
    }

    /// All that was found.
    pub(super) fn finish(mut self) -> Found {
        let severity = code(self.options.unknown_keys).severity();
        let mut unknown_keys = Vec::with_capacity(self.unknown.len());
        for UnknownKey { path, reported, again } in std::mem::take(&mut self.unknown).into_values() {
            unknown_keys.push(path);
            if let (Some(at), 1..) = (reported, again) {
                let note = match again {
                    1 => facts::key_comes_once_more(),
                    _ => facts::key_comes_more(again),
                };
                self.listed(severity).found[at].notes.push(note);
            }
        }
        unknown_keys.sort();
        let is_sound = self.errors.found.is_empty() && self.errors.left_out == 0;
        let left_out = self.errors.left_out + self.warnings.left_out;
        let mut diagnostics = self.errors.found;
        diagnostics.append(&mut self.warnings.found);
        diagnostics.sort_by_key(|found| (found.primary.span, found.code));
        Found { diagnostics, left_out, is_sound, unknown_keys }
    }
}

/// Says at the last diagnostic how many are left out.
pub(super) fn note_left_out(diagnostics: &mut [Diagnostic], left_out: usize) {
    if let (Some(last), 1..) = (diagnostics.last_mut(), left_out) {
        last.notes.push(facts::more_not_listed(left_out));
    }
}

fn code(unknown_keys: UnknownKeys) -> Code {
    match unknown_keys {
        UnknownKeys::Refuse => Code::UnknownKey,
        UnknownKeys::Allow => Code::IgnoredKey,
    }
}

fn unknown(code: Code, path: &Path<'_>, member: &Member<'_>) -> Diagnostic {
    let message = facts::nothing_declares(&path.member(&member.key));
    let diagnostic =
        Diagnostic::new(code, member.key_span, message).of_fact(|| path.owned_member(&member.key));
    match code.severity() {
        Severity::Warning => diagnostic.label(facts::ignored()),
        Severity::Error => {
            diagnostic.label(common::not_declared()).help(facts::leave_out_or_allow("--allow-unknown-keys"))
        }
    }
}
