//! Hover: the declaration and documentation of a name, the dates of a window, the next working day of a calendar, the meaning
//! of a keyword.

use super::declaration::{Declaration, Kind, declared_at, package_of};
use super::navigate::{declaration_of, link_at, touches};
use super::{table, window};
use crate::analysis::Analysis;
use crate::check::Link;
use crate::diagnostic::messages::editing;
use crate::diagnostic::{Language, Message};
use crate::ir::{Timestamp, WorkCalendar, WorkDays, Zone, calendar};
use crate::source::{FileId, Span};
use crate::syntax::ast::{
    Case, Clause, Expr, ExprKind, FieldKind, Item, Said, Type, TypeKind, Window, WordsOfField,
};
use crate::syntax::visit::{Visitor, visit_file};
use crate::syntax::vocabulary::Word;
use crate::syntax::{Lexeme, lexemes};

/// What is shown next to the pointer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    /// What it is about.
    pub span: Span,
    /// The declaration, window or word.
    code: String,
    /// What it is or means.
    meaning: Message,
    /// The author's documentation.
    documentation: String,
}

impl Hover {
    /// The text in Markdown.
    #[must_use]
    pub fn markdown(&self, language: Language) -> String {
        let mut markdown = format!("```policy\n{}\n```\n", self.code);
        for part in [&self.meaning.text(language), &self.documentation] {
            if !part.is_empty() {
                markdown.push_str(&format!("\n{part}\n"));
            }
        }
        markdown
    }
}

/// What the text at `offset` means; `now` is the instant for which windows are described, in microseconds since
/// 1970-01-01T00:00Z.
#[must_use]
pub fn hover(analysis: &Analysis, file: FileId, offset: u32, now: Timestamp) -> Option<Hover> {
    of_name(analysis, file, offset, now)
        .or_else(|| of_window(analysis, file, offset, now))
        .or_else(|| of_case(analysis, file, offset, now))
        .or_else(|| of_word(analysis, file, offset))
}

/// What a word of the language means.
fn of_word(analysis: &Analysis, file: FileId, offset: u32) -> Option<Hover> {
    let lexemes = lexemes(&analysis.sources.get(file)?.text);
    let span = |token: &Lexeme<'_>| Span::new(file, token.start as u32, token.end as u32);
    let token = lexemes.iter().find(|token| token.is_word && touches(span(token), offset))?;
    let word = Word::of(token.text)?;
    let (code, meaning) = (word.to_string(), word.detail());
    Some(Hover { span: span(token), code, meaning, documentation: String::new() })
}

fn of_name(analysis: &Analysis, file: FileId, offset: u32, now: Timestamp) -> Option<Hover> {
    let link = link_at(analysis, file, offset).filter(|link| !link.implied);
    let at = declaration_of(analysis, file, offset)?;
    let declared = declared_at(analysis, at)?;
    let span = link.map_or(at, |link| link.at);
    if !touches(span, offset) {
        return None;
    }
    let mut hover = described(analysis, &declared, span);
    if let Some((_, calendar)) = analysis.calendars.iter().find(|(name, _)| *name == at) {
        let today = calendar::day_of(now.as_micros(), zone_of(analysis, file));
        hover.meaning = next_working_day(hover.meaning, *calendar, today);
    }
    Some(hover)
}

/// What a calendar is, with the working day that comes after today, as far as it is known.
fn next_working_day(what: Message, of: WorkCalendar, today: i32) -> Message {
    let WorkDays { first, last, .. } = of.days();
    let (first, last) = (calendar::date(*first), calendar::date(*last));
    match of.counted(today, 1) {
        (next, sure) if next == sure => {
            editing::next_working_day(what, &calendar::date(today), &calendar::date(next), &first, &last)
        }
        _ => editing::no_next_working_day(what, &calendar::date(today), &first, &last),
    }
}

fn described(analysis: &Analysis, declared: &Declaration<'_>, span: Span) -> Hover {
    let meaning = match declared.kind {
        Kind::Package => Message::empty(),
        Kind::Import
        | Kind::Record
        | Kind::Field
        | Kind::Derived
        | Kind::Value
        | Kind::Outcome
        | Kind::Calendar
        | Kind::Condition
        | Kind::Let
        | Kind::Policy
        | Kind::Lifecycle
        | Kind::Requirement
        | Kind::Warning
        | Kind::Step
        | Kind::Deadline
        | Kind::Notice
        | Kind::Hold
        | Kind::Fixture
        | Kind::Test => {
            let of = if declared.is_inner { editing::of_owner } else { editing::of_package };
            of(declared.kind.words(), declared.owner)
        }
    };
    let words = words_of(analysis, declared.at);
    let documentation: Vec<String> =
        declared.doc.iter().map(|doc| doc.trim().to_owned()).chain(words).collect();
    let documentation = documentation.join("\n\n");
    Hover { span, code: signature(analysis, declared), meaning, documentation }
}

/// What people are shown instead of the name that is declared at a place, a line for each language.
fn words_of(analysis: &Analysis, at: Span) -> Option<String> {
    let items = analysis.files.iter().flat_map(|file| &file.items);
    let said = items.flat_map(said_by).find(|(name, _)| {
        let means = |link: &Link| link.at == *name && link.to == at;
        *name == at || analysis.links.iter().any(means)
    });
    let (_, said) = said?;
    let lines = said.iter().map(|said| format!("- {}: {}", said.language.text, said.text.value));
    Some(lines.collect::<Vec<_>>().join("\n"))
}

/// The names that an item gives words, with these.
fn said_by(item: &Item) -> Vec<(Span, &[Said])> {
    let mut said: Vec<(Span, &[Said])> = Vec::new();
    match item {
        Item::Record(record) => {
            for field in &record.fields {
                if let FieldKind::Given { ty: Type { kind: TypeKind::OneOf(values), .. }, .. } = &field.kind {
                    said.extend(values.iter().map(|it| (it.name.span, it.said.as_slice())));
                }
            }
        }
        Item::Let(value) => {
            if let Some(Type { kind: TypeKind::OneOf(values), .. }) = &value.ty {
                said.extend(values.iter().map(|it| (it.name.span, it.said.as_slice())));
            }
        }
        Item::Outcomes(block) => {
            said.extend(block.declared.iter().map(|it| (it.name.span, it.said.as_slice())));
        }
        Item::Words(words) => {
            let last = |it: &WordsOfField| it.path.names.last().map_or(it.path.span, |name| name.span);
            said.extend(words.entries.iter().map(|it| (last(it), it.said.as_slice())));
        }
        Item::Policy(policy) => {
            let title = policy.clauses.iter().find_map(Clause::title);
            said.extend(title.map(|title| (policy.name.span, title.said.as_slice())));
        }
        Item::Calendar(_) | Item::Condition(_) | Item::Lifecycle(_) => {}
        Item::Fixture(_) | Item::Test(_) => {}
    }
    said.retain(|(_, said)| !said.is_empty());
    said
}

/// The declaration as it is written, without what it contains.
fn signature(analysis: &Analysis, declared: &Declaration<'_>) -> String {
    let text = analysis.sources.slice(declared.whole);
    let head = match declared.kind {
        Kind::Package => format!("package {}", declared.name),
        Kind::Import => format!("use {}", declared.name),
        Kind::Record | Kind::Policy => until_brace(text).to_owned(),
        Kind::Outcome => format!("outcome {}", declared.name),
        Kind::Condition => format!("condition {text}"),
        Kind::Let => format!("let {text}"),
        Kind::Fixture => format!("fixture {}", until_brace(text)),
        Kind::Test => until_brace(text).to_owned(),
        Kind::Field | Kind::Derived | Kind::Value | Kind::Calendar | Kind::Lifecycle => text.to_owned(),
        Kind::Requirement | Kind::Warning | Kind::Step | Kind::Deadline | Kind::Notice | Kind::Hold => {
            text.to_owned()
        }
    };
    without_docs(&head).trim().trim_end_matches(',').to_owned()
}

fn until_brace(text: &str) -> &str {
    let body = without_docs_at(text);
    text[body..].split('{').next().unwrap_or(text)
}

fn without_docs(text: &str) -> &str {
    &text[without_docs_at(text)..]
}

fn without_docs_at(text: &str) -> usize {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim_start().starts_with("//") && !line.trim().is_empty() {
            break;
        }
        at += line.len();
    }
    at
}

/// The smallest window at a place.
struct WindowAt<'a> {
    file: FileId,
    offset: u32,
    found: Option<&'a Window>,
}

impl<'a> Visitor<'a> for WindowAt<'a> {
    fn window(&mut self, window: &'a Window) {
        if window.span.file == self.file && touches(window.span, self.offset) {
            self.found = Some(window);
        }
    }
}

fn of_window(analysis: &Analysis, file: FileId, offset: u32, now: Timestamp) -> Option<Hover> {
    let mut visitor = WindowAt { file, offset, found: None };
    visit_file(analysis.files.get(file.0 as usize)?, &mut visitor);
    let window = visitor.found?;
    let meaning =
        window::meaning(window, analysis.program.as_ref(), zone_of(analysis, file), now.as_micros())?;
    let code = analysis.sources.slice(window.span).to_owned();
    let meaning = editing::now_means(meaning);
    Some(Hover { span: window.span, code, meaning, documentation: String::new() })
}

/// The smallest case of which the head or the head of a row is at a place.
struct CaseAt<'a> {
    file: FileId,
    offset: u32,
    found: Option<&'a Case>,
}

impl<'a> Visitor<'a> for CaseAt<'a> {
    fn expr(&mut self, expr: &'a Expr) {
        if let ExprKind::Case(case) = &expr.kind
            && table::is_at_head(case, self.file, self.offset)
        {
            self.found = Some(case);
        }
    }
}

fn of_case(analysis: &Analysis, file: FileId, offset: u32, now: Timestamp) -> Option<Hover> {
    let mut visitor = CaseAt { file, offset, found: None };
    visit_file(analysis.files.get(file.0 as usize)?, &mut visitor);
    let case = visitor.found?;
    let meaning = table::meaning(case, &analysis.sources, zone_of(analysis, file), now.as_micros());
    let code = analysis.sources.slice(case.span).to_owned();
    Some(Hover { span: case.span, code, meaning, documentation: String::new() })
}

/// The zone of the package that a file belongs to.
pub(super) fn zone_of(analysis: &Analysis, file: FileId) -> Zone {
    let package = package_of(analysis, file);
    let mut files = super::declaration::files_of(analysis, package);
    let named = files.find_map(|id| analysis.files[id.0 as usize].zone.as_ref());
    named.and_then(|name| Zone::named(&name.text)).unwrap_or_else(Zone::utc)
}
