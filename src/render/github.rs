//! Diagnostics as workflow commands: GitHub shows each beside its line.

use super::harmless::escaped;
use super::place::Place;
use crate::diagnostic::messages::reports;
use crate::diagnostic::{Diagnostic, Language, Message, Severity};
use crate::source::{Sources, Span};
use crate::suite::{Mismatch, Ran, Report};

/// Each diagnostic as a workflow command, `::error file=…,line=…,title=E0201::message`, in the order given.
#[must_use]
pub fn github(sources: &Sources, found: &[Diagnostic], language: Language) -> String {
    found.iter().map(|one| command(sources, one, language)).collect()
}

/// Each expectation that was not met as a workflow command with the title of its test.
#[must_use]
pub fn github_tests(sources: &Sources, report: &Report, language: Language) -> String {
    let of_test = |ran| move |mismatch| unmet(sources, ran, mismatch, language);
    report.failed().flat_map(|ran| ran.mismatches.iter().map(of_test(ran))).collect()
}

fn unmet(sources: &Sources, ran: &Ran, mismatch: &Mismatch, language: Language) -> String {
    let words = |message: &Message| escaped(&message.text(language)).into_owned();
    let expected = words(&reports::expected(&mismatch.expected, &mismatch.found));
    let reasons = mismatch.reasons.iter().map(|reason| format!("\n{}", words(reason)));
    let message: String = std::iter::once(expected).chain(reasons).collect();
    let title = words(&reports::test_failed(&ran.title, &ran.policy));
    line(Severity::Error, at(sources, mismatch.origin.span()), &title, &message)
}

fn command(sources: &Sources, one: &Diagnostic, language: Language) -> String {
    let notes = one.notes.iter().map(|note| format!("\nnote: {}", escaped(&note.text(language))));
    let help = one.advice().map(|help| format!("\nhelp: {}", escaped(&help.text(language))));
    let message: String =
        std::iter::once(escaped(&one.message.text(language)).into_owned()).chain(notes).chain(help).collect();
    line(one.severity(), at(sources, one.primary.span), one.code.slug(), &message)
}

/// The properties that say where it is; none if that is in none of the sources.
fn at(sources: &Sources, span: Span) -> String {
    let place = Place::of(sources, span).map(|place| {
        let Place { file, line, column, end_line, end_column, .. } = place;
        let file = property(&escaped(file));
        // A column range is understood on one line only.
        let columns =
            if line == end_line { format!(",col={column},endColumn={end_column}") } else { String::new() };
        format!("file={file},line={line},endLine={end_line}{columns},")
    });
    place.unwrap_or_default()
}

fn line(severity: Severity, at: String, title: &str, message: &str) -> String {
    format!("::{} {at}title={}::{}\n", severity.word(), property(title), data(message))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
