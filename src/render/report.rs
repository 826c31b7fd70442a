//! The results of tests, for people.

use std::fmt::Write as _;
use std::time::Duration;

use codespan_reporting::diagnostic::{self as codespan, LabelStyle};
use codespan_reporting::term::Config;

use super::diagnostics::{Look, emit, label};
use super::drawable::Drawable;
use super::harmless::escaped;
use crate::diagnostic::messages::{list, reports};
use crate::diagnostic::{Message, Severity};
use crate::source::Sources;
use crate::suite::{Mismatch, Ran, Report};

/// Each failed test drawn at the expectation that was not met, then the names of the failed, then the count.
/// `sources` are those of the program; where a text is not among them, as for a built program, the file is named.
#[must_use]
pub fn report(sources: &Sources, report: &Report, look: Look) -> String {
    let mut text = String::new();
    let mismatches = report.failed().flat_map(|ran| &ran.mismatches);
    let texts = Drawable::new(sources, mismatches.map(|mismatch| mismatch.origin.span().file));
    for ran in report.failed() {
        for mismatch in &ran.mismatches {
            text.push_str(&drawn(&texts, ran, mismatch, look));
        }
    }
    if report.failed().next().is_some() {
        let _ = writeln!(text, "{}", reports::failed_tests().text(look.language));
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
    let _ = writeln!(text, "{}", counts(report).text(look.language));
    text
}

/// A line for each test, in their order: whether it passed, and how long it took.
#[must_use]
pub fn listed(report: &Report, times: &[Duration], look: Look) -> String {
    let times = times.iter().copied().map(Some).chain(std::iter::repeat(None));
    let mut text = String::new();
    for (ran, time) in report.tests.iter().zip(times) {
        let has_passed = ran.mismatches.is_empty();
        let word = if has_passed { reports::test_passed() } else { reports::test_not_passed() };
        let took = time.map(|time| format!("  {time:.1?}")).unwrap_or_default();
        let (word, policy, title) = (word.text(look.language), escaped(&ran.policy), escaped(&ran.title));
        let _ = writeln!(text, "{word}  {policy}  {title}{took}");
    }
    text
}

fn drawn(texts: &Drawable<'_>, ran: &Ran, mismatch: &Mismatch, look: Look) -> String {
    let words = |message: &Message| escaped(&message.text(look.language)).into_owned();
    let message = words(&reports::test_failed(&ran.title, &ran.policy));
    let span = mismatch.origin.span();
    let expected = words(&reports::expected(&mismatch.expected, &mismatch.found));
    let reasons: Vec<String> = mismatch.reasons.iter().map(words).collect();
    let diagnostic = codespan::Diagnostic::error()
        .with_message(&message)
        .with_label(label(texts, LabelStyle::Primary, span, &expected))
        .with_notes(reasons.clone());
    let head = Severity::Error.message().text(look.language);
    match emit(texts, &diagnostic, &Config::default(), look.colour) {
        // The library writes the first word of the head in English.
        Some(drawn) => drawn.replacen(Severity::Error.word(), &head, 1),
        None => {
            let reasons: String = reasons.iter().map(|reason| format!("  = {reason}\n")).collect();
            format!("{head}: {message}\n  --> {}\n  {expected}\n{reasons}\n", escaped(&ran.file))
        }
    }
}

/// `12 tests: 11 passed, 1 failed`
fn counts(report: &Report) -> Message {
    let (all, failed) = (report.tests.len(), report.failed().count());
    let mut results = vec![reports::passed(report.passed())];
    results.extend((failed > 0).then(|| reports::failed(failed)));
    results.extend((report.left_out > 0).then(|| reports::left_out(report.left_out)));
    reports::tests_run(all, list(&results).unwrap_or_else(Message::empty))
}
