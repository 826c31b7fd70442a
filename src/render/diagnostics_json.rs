//! Diagnostics as JSON, one object a line. The form is documented in `docs/diagnostics.md`.

use serde::Serialize;

use super::place::Place;
use crate::diagnostic::{Diagnostic, Label, Language};
use crate::source::Sources;

#[derive(Serialize)]
struct Line<'a> {
    code: &'a str,
    severity: &'a str,
    message: String,
    place: Option<Place<'a>>,
    label: String,
    related: Vec<Related<'a>>,
    notes: Vec<String>,
    help: Option<String>,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    place: Option<Place<'a>>,
    label: String,
}

#[derive(Serialize)]
struct Edit<'a> {
    place: Option<Place<'a>>,
    replacement: &'a str,
    certain: bool,
}

/// Each diagnostic as a JSON object on a line of its own, in the order given.
#[must_use]
pub fn diagnostics_json(sources: &Sources, found: &[Diagnostic], language: Language) -> String {
    let line = |one| serde_json::to_string(&line(sources, one, language)).unwrap_or_default() + "\n";
    found.iter().map(line).collect()
}

fn line<'a>(sources: &'a Sources, one: &'a Diagnostic, language: Language) -> Line<'a> {
    let related = |label: &'a Label| Related {
        place: Place::of(sources, label.span),
        label: label.text.text(language),
    };
    let edits = one.edits().map(|fix| Edit {
        place: Place::of(sources, fix.span),
        replacement: &fix.replacement,
        certain: fix.certain,
    });
    Line {
        code: one.code.slug(),
        severity: one.severity().word(),
        message: one.message.text(language),
        place: Place::of(sources, one.primary.span),
        label: one.primary.text.text(language),
        related: one.secondary.iter().map(related).collect(),
        notes: one.notes.iter().map(|note| note.text(language)).collect(),
        help: one.advice().map(|help| help.text(language)),
        edits: edits.collect(),
    }
}
