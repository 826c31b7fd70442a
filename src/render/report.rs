//! What came out of the tests, for people.

use std::fmt::Write as _;

use codespan_reporting::diagnostic::{self as codespan, LabelStyle};
use codespan_reporting::term::Config;

use super::Colour;
use super::diagnostics::{emit, label};
use super::drawable::Drawable;
use super::harmless::escaped;
use crate::source::Sources;
use crate::suite::{Mismatch, Ran, Report};

/// Each failed test drawn at the expectation that was not met, then the names of the failed, then the count.
/// `sources` are those of the program; where a text is not among them, as for a built program, the file is named.
#[must_use]
pub fn report(sources: &Sources, report: &Report, colour: Colour) -> String {
    let mut text = String::new();
    let mismatches = report.failed().flat_map(|ran| &ran.mismatches);
    let texts = Drawable::new(sources, mismatches.map(|mismatch| mismatch.origin.span().file));
    for ran in report.failed() {
        for mismatch in &ran.mismatches {
            text.push_str(&drawn(&texts, ran, mismatch, colour));
        }
    }
    if report.failed().next().is_some() {
        text.push_str("failed:\n");
        for ran in report.failed() {
            let _ = writeln!(
                text,
                "  {}  {}  ({})",
                escaped(&ran.policy),
                escaped(&ran.title),
                escaped(&ran.file)
            );
        }
        text.push('\n');
    }
    let _ = writeln!(text, "{}", counts(report));
    text
}

fn drawn(texts: &Drawable<'_>, ran: &Ran, mismatch: &Mismatch, colour: Colour) -> String {
    let message = format!("test failed: {} ({})", escaped(&ran.title), escaped(&ran.policy));
    let span = mismatch.origin.span();
    let expected = format!("expected {}; {}", escaped(&mismatch.expected), escaped(&mismatch.found));
    let reasons: Vec<String> = mismatch.reasons.iter().map(|reason| escaped(reason).into_owned()).collect();
    let said = codespan::Diagnostic::error()
        .with_message(&message)
        .with_label(label(texts, LabelStyle::Primary, span, &expected))
        .with_notes(reasons.clone());
    emit(texts, &said, &Config::default(), colour).unwrap_or_else(|| {
        let reasons: String = reasons.iter().map(|reason| format!("  = {reason}\n")).collect();
        format!("error: {message}\n  in {}\n  {expected}\n{reasons}\n", escaped(&ran.file))
    })
}

/// `12 tests: 11 passed, 1 failed`
fn counts(report: &Report) -> String {
    let (all, failed) = (report.tests.len(), report.failed().count());
    let tests = if all == 1 { "test" } else { "tests" };
    let failed = if failed == 0 { String::new() } else { format!(", {failed} failed") };
    let left_out = match report.left_out {
        0 => String::new(),
        left_out => format!(", {left_out} left out"),
    };
    format!("{all} {tests}: {} passed{failed}{left_out}", report.passed())
}
