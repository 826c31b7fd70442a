//! Diagnostics as SARIF 2.1.0, the OASIS format for the results of static analysis.

use serde_json::{Value, json};

use super::place::Place;
use crate::diagnostic::{Code, Diagnostic, Fix, Label, Language, Severity};
use crate::source::{Sources, Span};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// A SARIF log with one run, indented.
#[must_use]
pub fn sarif(sources: &Sources, found: &[Diagnostic], language: Language) -> String {
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "exeunt",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": Code::ALL.iter().map(|&code| rule(code, language)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": found.iter().map(|one| result(sources, one, language)).collect::<Vec<_>>(),
        }],
    });
    format!("{log:#}\n")
}

fn rule(code: Code, language: Language) -> Value {
    let summary = code.summary().text(language);
    json!({
        "id": code.slug(),
        "shortDescription": { "text": &summary },
        "help": { "text": &summary, "markdown": code.explanation() },
        "defaultConfiguration": { "level": level(code.severity()) },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn result(sources: &Sources, one: &Diagnostic, language: Language) -> Value {
    let mut message = one.message.text(language);
    for more in one.notes.iter().cloned().chain(one.advice()) {
        message.push('\n');
        message.push_str(&more.text(language));
    }
    let related = one.secondary.iter().map(|label| location(sources, label, language)).collect::<Vec<_>>();
    let fixes = one.edits().map(|fix| replacement(sources, one, fix, language)).collect::<Vec<_>>();
    json!({
        "ruleId": one.code.slug(),
        "ruleIndex": Code::ALL.iter().position(|&code| code == one.code),
        "level": level(one.severity()),
        "message": { "text": message },
        "locations": [location(sources, &one.primary, language)],
        "relatedLocations": related,
        "fixes": fixes,
    })
}

fn location(sources: &Sources, label: &Label, language: Language) -> Value {
    let mut location = json!({ "physicalLocation": physical(sources, label.span) });
    if !label.text.is_empty() {
        location["message"] = json!({ "text": label.text.text(language) });
    }
    location
}

fn physical(sources: &Sources, span: Span) -> Value {
    match Place::of(sources, span) {
        Some(place) => json!({ "artifactLocation": artifact(place.file), "region": region(&place) }),
        None => json!({ "artifactLocation": artifact("") }),
    }
}

/// A path as a relative reference of RFC 3986.
fn artifact(file: &str) -> Value {
    let mut uri = String::new();
    for byte in file.replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                uri.push(char::from(byte))
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    json!({ "uri": uri })
}

fn region(place: &Place<'_>) -> Value {
    json!({
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    })
}

fn replacement(sources: &Sources, one: &Diagnostic, fix: &Fix, language: Language) -> Value {
    let place = Place::of(sources, fix.span);
    let advice = one.advice().map(|advice| advice.text(language)).unwrap_or_default();
    json!({
        "description": { "text": advice },
        "artifactChanges": [{
            "artifactLocation": artifact(place.as_ref().map_or("", |place| place.file)),
            "replacements": [{
                "deletedRegion": place.as_ref().map(region),
                "insertedContent": { "text": fix.replacement },
            }],
        }],
    })
}
