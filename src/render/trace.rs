//! The trace of a judgement: every condition as a tree, with the text that it stands for, its truth and what it read.

use anstyle::{AnsiColor, Style};

use super::diagnostics::Look;
use super::page::Page;
use crate::diagnostic::messages::{nouns, reports};
use crate::diagnostic::{Language, Message};
use crate::eval::{Trace, Traced, TracedClause, TracedDeadline, Truth};
use crate::ir::{Program, Zone, calendar};
use crate::source::Sources;

const DIM: Style = Style::new().dimmed();
/// The most characters of an excerpt.
const EXCERPT: usize = 72;

/// The tree: a condition a line, below it the facts that it read and what it is made of. `sources` are those of the
/// program; of a built program, which has none, the places are given as bytes of the files it was built from.
#[must_use]
pub fn trace(sources: &Sources, program: &Program, trace: &Trace<'_>, zone: Zone, look: Look) -> String {
    let language = look.language;
    let mut tree = Tree { sources, program, zone, language, page: Page::new(look.colour) };
    tree.root("when", &trace.when);
    trace.groups.iter().for_each(|traced| tree.root("when { }", traced));
    for clause in &trace.requirements {
        tree.clause(if clause.is_notice { "notify" } else { "require" }, clause);
    }
    trace.warnings.iter().for_each(|clause| tree.clause("warn", clause));
    trace.deadlines.iter().for_each(|deadline| tree.deadline(deadline));
    if let Some(grace) = &trace.grace {
        grace.cancelled_by.iter().for_each(|traced| tree.root("grace cancelled by", traced));
    }
    tree.page.into_text()
}

struct Tree<'a> {
    sources: &'a Sources,
    program: &'a Program,
    zone: Zone,
    language: Language,
    page: Page,
}

impl Tree<'_> {
    fn root(&mut self, name: &str, traced: &Traced<'_>) {
        self.page.line(&[sign(traced.truth), (Style::new().bold(), name)]);
        self.node(traced, 1);
    }

    fn clause(&mut self, word: &str, clause: &TracedClause<'_>) {
        let name = format!("{word} {}", clause.name);
        if clause.asked == Truth::False {
            let not_asked = format!("  {}", self.words(&reports::not_asked()));
            return self.page.line(&[(DIM, "– "), (Style::new().bold(), &name), (DIM, &not_asked)]);
        }
        self.root(&name, &clause.condition);
    }

    fn deadline(&mut self, deadline: &TracedDeadline<'_>) {
        let state = self.words(&deadline.state().title());
        let (name, state) = (format!("deadline {}", deadline.name), format!("  {state}"));
        self.page.line(&[(DIM, "· "), (Style::new().bold(), &name), (DIM, &state)]);
        if deadline.asked != Truth::False {
            [&deadline.begun, &deadline.met, &deadline.over].into_iter().for_each(|it| self.node(it, 1));
        }
    }

    fn node(&mut self, traced: &Traced<'_>, depth: usize) {
        let indent = "  ".repeat(depth);
        let element = traced.element.as_ref().map(|element| format!("{element}  ")).unwrap_or_default();
        let (excerpt, place) = self.source(traced);
        let plain = Style::new();
        let place = format!("  {place}");
        self.page.line(&[
            (plain, &indent),
            sign(traced.truth),
            (plain, &element),
            (plain, &excerpt),
            (DIM, &place),
        ]);
        let reads = traced.reads.iter().map(|(path, value)| format!("{path} = {value}"));
        let changes =
            traced.changes.map(|at| self.words(&reports::changes_at(&calendar::rfc3339(at, self.zone))));
        let notes: Vec<String> = reads.chain(changes).collect();
        for note in notes {
            self.page.line(&[(DIM, &format!("{indent}  · {note}"))]);
        }
        traced.children.iter().for_each(|child| self.node(child, depth + 1));
        if traced.left_out > 0 {
            let more = self.words(&reports::more_elements(traced.left_out));
            self.page.line(&[(DIM, &format!("{indent}  {more}"))]);
        }
    }

    fn words(&self, message: &Message) -> String {
        message.text(self.language)
    }

    /// What is written there, in one line, and where.
    fn source(&self, traced: &Traced<'_>) -> (String, String) {
        let span = traced.origin.span();
        let Some(file) = self.sources.get(span.file) else {
            let files = &self.program.files;
            let name = files.get(traced.origin.file as usize).map_or("", String::as_str);
            let bytes = reports::bytes_of(name, span.start, span.end);
            return (self.words(&nouns::condition()), self.words(&bytes));
        };
        let words: Vec<&str> = self.sources.slice(span).split_whitespace().collect();
        let (line, column) = file.position(span.start);
        (shortened(&words.join(" ")), format!("{}:{line}:{column}", file.name))
    }
}

fn sign(truth: Truth) -> (Style, &'static str) {
    let (sign, colour) = match truth {
        Truth::True => ("✓ ", AnsiColor::Green),
        Truth::False => ("✗ ", AnsiColor::Red),
        Truth::Unknown => ("? ", AnsiColor::Yellow),
    };
    (colour.on_default(), sign)
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= EXCERPT {
        return text.to_owned();
    }
    let start: String = text.chars().take(EXCERPT - 1).collect();
    start.trim_end().to_owned() + "…"
}
