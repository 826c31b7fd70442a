//! Diagnostics as workflow commands: GitHub shows each beside its line.

use super::harmless::escaped;
use super::place::Place;
use crate::diagnostic::{Diagnostic, Language};
use crate::source::Sources;

/// Each diagnostic as a workflow command, `::error file=…,line=…,title=E0201::message`, in the order given.
#[must_use]
pub fn github(sources: &Sources, found: &[Diagnostic], language: Language) -> String {
    found.iter().map(|one| command(sources, one, language)).collect()
}

fn command(sources: &Sources, one: &Diagnostic, language: Language) -> String {
    let place = Place::of(sources, one.primary.span).map(|place| {
        let Place { file, line, column, end_line, end_column, .. } = place;
        let file = property(&escaped(file));
        // A column range is understood on one line only.
        let columns =
            if line == end_line { format!(",col={column},endColumn={end_column}") } else { String::new() };
        format!("file={file},line={line},endLine={end_line}{columns},")
    });
    let notes = one.notes.iter().map(|note| format!("\nnote: {}", escaped(&note.text(language))));
    let help = one.advice().map(|help| format!("\nhelp: {}", escaped(&help.text(language))));
    let message: String =
        std::iter::once(escaped(&one.message.text(language)).into_owned()).chain(notes).chain(help).collect();
    format!(
        "::{} {}title={}::{}\n",
        one.severity().word(),
        place.unwrap_or_default(),
        one.code.slug(),
        data(&message)
    )
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
