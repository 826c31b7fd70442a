//! Diagnostics for people: drawn below the text they speak of, or one a line.

use std::borrow::Cow;
use std::ops::Range;

use codespan_reporting::diagnostic::{self as codespan, LabelStyle};
use codespan_reporting::files::{Error, Files};
use codespan_reporting::term::{self, Chars, Config};

use super::chinese::{chinese, translated};
use super::drawable::Drawable;
use super::harmless::escaped;
use super::style::Painter;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{FileId, Sources, Span};

/// A diagnostic on a line of more bytes is told in one line of its own.
const LONGEST_DRAWN: u32 = 2_000;

/// A language that diagnostics are told in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// As they are written.
    #[default]
    English,
    /// By the table of both.
    Chinese,
}

impl Language {
    /// A word of the drawing.
    fn word(self, english: &'static str) -> Cow<'static, str> {
        match self {
            Self::English => Cow::Borrowed(english),
            Self::Chinese => chinese(english).map_or(Cow::Borrowed(english), Cow::Owned),
        }
    }

    /// A diagnostic in this language.
    fn of(self, one: &Diagnostic) -> Cow<'_, Diagnostic> {
        match self {
            Self::English => Cow::Borrowed(one),
            Self::Chinese => Cow::Owned(translated(one)),
        }
    }
}

/// How diagnostics are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// Whether ANSI colours are written.
    pub colour: bool,
    /// Whether borders are drawn with ASCII signs alone.
    pub ascii: bool,
    /// The most diagnostics that are drawn; a closing line counts the others. No limit if `None`.
    pub most: Option<usize>,
    /// The language that they are drawn in.
    pub language: Language,
}

/// Every diagnostic drawn below its text, in the order given, with a blank line after each.
#[must_use]
pub fn diagnostics(sources: &Sources, found: &[Diagnostic], colour: bool) -> String {
    diagnostics_as(sources, found, Look { colour, ..Look::default() })
}

/// Like [`diagnostics`], drawn as `look` says. Where not all are drawn, errors go before warnings.
#[must_use]
pub fn diagnostics_as(sources: &Sources, found: &[Diagnostic], look: Look) -> String {
    let mut config = Config::default();
    if look.ascii {
        config.chars = Chars::ascii();
    }
    let drawn = drawn(found, look.most);
    let texts = Drawable::new(sources, drawn.iter().flat_map(|one| spans(one)).map(|span| span.file));
    let drawn_one = |one: &&Diagnostic| draw(sources, &texts, &look.language.of(one), &config, look);
    let mut text: String = drawn.iter().map(drawn_one).collect();
    if drawn.len() < found.len() {
        text.push_str(&rest(found, &drawn, look.language));
    }
    text
}

/// One line for each: `file:line:column: error[E0201]: message`, with what to type behind a semicolon.
#[must_use]
pub fn short(sources: &Sources, found: &[Diagnostic], language: Language) -> String {
    found.iter().map(|one| short_line(sources, &language.of(one), language)).collect()
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
    let counts: Vec<String> = [(left(Severity::Error), "error"), (left(Severity::Warning), "warning")]
        .into_iter()
        .filter(|&(count, _)| count > 0)
        .map(|(count, what)| match language {
            Language::English => format!("{count} more {what}{}", if count == 1 { "" } else { "s" }),
            Language::Chinese => format!("{count} 个{}", language.word(what)),
        })
        .collect();
    match language {
        Language::English => format!("… and {}\n", counts.join(" and ")),
        Language::Chinese => format!("……另有 {}\n", counts.join("、")),
    }
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
    drawn.replacen(head, &look.language.word(head), 1)
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
    colour: bool,
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
    let primary = label(texts, LabelStyle::Primary, one.primary.span, &one.primary.text);
    let secondary =
        one.secondary.iter().map(|reason| label(texts, LabelStyle::Secondary, reason.span, &reason.text));
    let notes = one.notes.iter().map(|note| format!("{}: {}", language.word("note"), escaped(note)));
    let help = one.advice().map(|help| format!("{}: {}", language.word("help"), escaped(&help)));
    codespan::Diagnostic::new(severity)
        .with_code(one.code.slug())
        .with_message(escaped(&one.message))
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
    let severity = language.word(one.severity().word());
    let help = one.advice().map(|help| format!("; {}", escaped(&help))).unwrap_or_default();
    let message = escaped(&one.message);
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
