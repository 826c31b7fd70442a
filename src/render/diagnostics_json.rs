//! Diagnostics as JSON, one object a line. The form is documented in `docs/diagnostics.md`.

use serde::Serialize;

use super::place::Place;
use crate::diagnostic::{Diagnostic, Label};
use crate::source::Sources;

#[derive(Serialize)]
struct Line<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    place: Option<Place<'a>>,
    label: &'a str,
    related: Vec<Related<'a>>,
    notes: &'a [String],
    help: Option<String>,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    place: Option<Place<'a>>,
    label: &'a str,
}

#[derive(Serialize)]
struct Edit<'a> {
    place: Option<Place<'a>>,
    replacement: &'a str,
    certain: bool,
}

/// Each diagnostic as a JSON object on a line of its own, in the order given.
#[must_use]
pub fn diagnostics_json(sources: &Sources, found: &[Diagnostic]) -> String {
    let line = |one| serde_json::to_string(&line(sources, one)).unwrap_or_default() + "\n";
    found.iter().map(line).collect()
}

fn line<'a>(sources: &'a Sources, one: &'a Diagnostic) -> Line<'a> {
    let related = |label: &'a Label| Related { place: Place::of(sources, label.span), label: &label.text };
    let edits = one.edits().map(|fix| Edit {
        place: Place::of(sources, fix.span),
        replacement: &fix.replacement,
        certain: fix.certain,
    });
    Line {
        code: one.code.slug(),
        severity: one.severity().word(),
        message: &one.message,
        place: Place::of(sources, one.primary.span),
        label: &one.primary.text,
        related: one.secondary.iter().map(related).collect(),
        notes: &one.notes,
        help: one.advice(),
        edits: edits.collect(),
    }
}
