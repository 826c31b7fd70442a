//! Diagnostics for people: drawn below the text they speak of, or one a line.

use std::ops::Range;

use codespan_reporting::diagnostic::{self as codespan, LabelStyle};
use codespan_reporting::files::{Error, Files};
use codespan_reporting::term::{self, Chars, Config};

use super::Colour;
use super::drawable::Drawable;
use super::harmless::escaped;
use super::style::Painter;
use crate::diagnostic::messages::common;
use crate::diagnostic::{Diagnostic, Label, Language, Message, Severity};
use crate::source::{FileId, Sources, Span};

/// A diagnostic on a line of more bytes is told in one line of its own.
const LONGEST_DRAWN: u32 = 2_000;

/// How diagnostics are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// Whether it is coloured.
    pub colour: Colour,
    /// The characters that borders are drawn with.
    pub borders: Borders,
    /// The most diagnostics that are drawn; a closing line counts the others. No limit if `None`.
    pub most: Option<usize>,
    /// The language that they are drawn in.
    pub language: Language,
}

/// The characters that borders are drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Borders {
    /// Box-drawing characters.
    #[default]
    Unicode,
    /// Characters of ASCII alone.
    Ascii,
}

/// Every diagnostic drawn below its text, in the order given, with a blank line after each.
#[must_use]
pub fn diagnostics(sources: &Sources, found: &[Diagnostic], colour: Colour) -> String {
    diagnostics_as(sources, found, Look { colour, ..Look::default() })
}

/// Like [`diagnostics`], drawn as `look` says. Where not all are drawn, errors go before warnings.
#[must_use]
pub fn diagnostics_as(sources: &Sources, found: &[Diagnostic], look: Look) -> String {
    let mut config = Config::default();
    match look.borders {
        Borders::Unicode => {}
        Borders::Ascii => config.chars = Chars::ascii(),
    }
    let drawn = drawn(found, look.most);
    let texts = Drawable::new(sources, drawn.iter().flat_map(|one| spans(one)).map(|span| span.file));
    let drawn_one = |one: &&Diagnostic| draw(sources, &texts, one, &config, look);
    let mut text: String = drawn.iter().map(drawn_one).collect();
    if drawn.len() < found.len() {
        text.push_str(&rest(found, &drawn, look.language));
    }
    text
}

/// One line for each: `file:line:column: error[E0201]: message`, with what to type behind a semicolon.
#[must_use]
pub fn short(sources: &Sources, found: &[Diagnostic], language: Language) -> String {
    found.iter().map(|one| short_line(sources, one, language)).collect()
}

/// The diagnostics that fit into `most`: all the errors that do, then warnings, in the order given.
fn drawn(found: &[Diagnostic], most: Option<usize>) -> Vec<&Diagnostic> {
    let most = most.unwrap_or(found.len());
    let errors = found.iter().filter(|one| one.severity() == Severity::Error).count();
    let mut left = (errors.min(most), most.saturating_sub(errors));
    let fits = |one: &&Diagnostic| {
        let left = if one.severity() == Severity::Error { &mut left.0 } else { &mut left.1 };
        let fits = *left > 0;
        *left = left.saturating_sub(1);
        fits
    };
    found.iter().filter(fits).collect()
}

fn rest(found: &[Diagnostic], drawn: &[&Diagnostic], language: Language) -> String {
    let left = |severity| {
        found.iter().filter(|one| one.severity() == severity).count()
            - drawn.iter().filter(|one| one.severity() == severity).count()
    };
    let counts = match (left(Severity::Error), left(Severity::Warning)) {
        (errors, 0) => common::more_errors(errors),
        (0, warnings) => common::more_warnings(warnings),
        (errors, warnings) => common::both(common::more_errors(errors), common::more_warnings(warnings)),
    };
    format!("{}\n", common::and_more(counts).text(language))
}

fn draw(sources: &Sources, texts: &Drawable<'_>, one: &Diagnostic, config: &Config, look: Look) -> String {
    if is_on_long_line(sources, one) {
        return short_line(sources, one, look.language);
    }
    let drawn = emit(texts, &converted(texts, one, look.language), config, look.colour);
    // A place outside every text: the words are still worth more than nothing.
    let Some(drawn) = drawn else { return short_line(sources, one, look.language) };
    // The library writes the first word of the head in English.
    let head = one.severity().word();
    drawn.replacen(head, &one.severity().message().text(look.language), 1)
}

/// The places that it speaks of.
fn spans(one: &Diagnostic) -> impl Iterator<Item = Span> {
    std::iter::once(&one.primary).chain(&one.secondary).map(|label| label.span)
}

/// Whether it speaks of a line that no screen shows, as those of minified JSON.
fn is_on_long_line(sources: &Sources, one: &Diagnostic) -> bool {
    let lines = spans(one).filter_map(|span| {
        let file = sources.get(span.file)?;
        let line = file.line_of(span.start);
        Some(file.line_start(line + 1)? - file.line_start(line)?)
    });
    lines.max().is_some_and(|longest| longest > LONGEST_DRAWN)
}

/// Draws what is said below the text that it speaks of; `None` if it speaks of a place outside every text.
pub(super) fn emit(
    texts: &Drawable<'_>,
    said: &codespan::Diagnostic<FileId>,
    config: &Config,
    colour: Colour,
) -> Option<String> {
    let mut painter = Painter { drawn: Vec::new(), colour };
    term::emit_to_write_style(&mut painter, config, &Texts(texts), said).ok()?;
    Some(String::from_utf8_lossy(&painter.drawn).into_owned())
}

fn converted(texts: &Drawable<'_>, one: &Diagnostic, language: Language) -> codespan::Diagnostic<FileId> {
    let severity = match one.severity() {
        Severity::Error => codespan::Severity::Error,
        Severity::Warning => codespan::Severity::Warning,
    };
    let labelled = |style, one: &Label| label(texts, style, one.span, &one.text.text(language));
    let primary = labelled(LabelStyle::Primary, &one.primary);
    let secondary = one.secondary.iter().map(|reason| labelled(LabelStyle::Secondary, reason));
    let headed =
        |head: Message, text: &Message| format!("{}: {}", head.text(language), escaped(&text.text(language)));
    let notes = one.notes.iter().map(|note| headed(common::note(), note));
    let help = one.advice().map(|help| headed(common::help(), &help));
    codespan::Diagnostic::new(severity)
        .with_code(one.code.slug())
        .with_message(escaped(&one.message.text(language)))
        .with_labels(std::iter::once(primary).chain(secondary).collect())
        .with_notes(notes.chain(help).collect())
}

pub(super) fn label(
    texts: &Drawable<'_>,
    style: LabelStyle,
    span: Span,
    text: &str,
) -> codespan::Label<FileId> {
    codespan::Label::new(style, span.file, texts.range(span)).with_message(escaped(text))
}

fn short_line(sources: &Sources, one: &Diagnostic, language: Language) -> String {
    let span = one.primary.span;
    let place = sources.get(span.file).map(|file| {
        let (line, column) = file.position(span.start);
        format!("{}:{line}:{column}: ", escaped(&file.name))
    });
    let severity = one.severity().message().text(language);
    let help = one.advice().map(|help| format!("; {}", escaped(&help.text(language)))).unwrap_or_default();
    let message = one.message.text(language);
    let message = escaped(&message);
    format!("{}{severity}[{}]: {message}{help}\n", place.unwrap_or_default(), one.code.slug())
}

/// The texts as codespan-reporting asks for them.
struct Texts<'a>(&'a Drawable<'a>);

impl<'a> Files<'a> for Texts<'a> {
    type FileId = FileId;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: FileId) -> Result<&'a str, Error> {
        self.0.get(id).map(|file| file.name.as_str()).ok_or(Error::FileMissing)
    }

    fn source(&'a self, id: FileId) -> Result<&'a str, Error> {
        self.0.get(id).map(|file| file.text.as_str()).ok_or(Error::FileMissing)
    }

    fn line_index(&'a self, id: FileId, at: usize) -> Result<usize, Error> {
        let file = self.0.get(id).ok_or(Error::FileMissing)?;
        if at > file.text.len() {
            return Err(Error::IndexTooLarge { given: at, max: file.text.len() });
        }
        Ok(file.line_of(at as u32))
    }

    fn line_range(&'a self, id: FileId, line: usize) -> Result<Range<usize>, Error> {
        let file = self.0.get(id).ok_or(Error::FileMissing)?;
        let missing = Error::LineTooLarge { given: line, max: file.line_of(file.text.len() as u32) };
        match (file.line_start(line), file.line_start(line + 1)) {
            (Some(start), Some(end)) => Ok(start as usize..end as usize),
            _ => Err(missing),
        }
    }
}
