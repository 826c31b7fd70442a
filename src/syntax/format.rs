//! One style for every policy: [`format`] prints a file's tree anew, with its comments where they stood.
//!
//! A file is a sequence of blocks, and a block a sequence of entries: items, fields, clauses, messages. Each entry has
//! a line of its own; comments before it, behind it and the blank line in front of it are kept (see [`block`]). What
//! stands within an entry is laid out after Wadler by the `pretty` library: on one line where that fits, else broken
//! at the outermost joints.

mod block;
mod comments;
mod expressions;
mod facts;
mod formatter;
mod items;
mod policies;
mod verbatim;

use pretty::Arena;

use super::{ast, parse};
use crate::diagnostic::Diagnostics;
use crate::source::{FileId, Span};
use block::Entry;
use comments::Comments;
use formatter::{Doc, Formatter, INDENT};

/// How wide a line may become, in columns of a terminal.
pub const WIDTH: usize = 110;
/// The maximum number of passes until a text no longer changes.
const MOST_PASSES: usize = 4;
/// The text of a file in the one style. Its tree, apart from the places in it, is that of the text given, and
/// formatting it again changes nothing.
///
/// # Errors
///
/// What does not parse is not formatted: the errors of its syntax.
pub fn format(file: FileId, text: &str) -> Result<String, Diagnostics> {
    // A comment inside a clause moves to a line of its own, and then the layout around it is decided anew.
    let mut written = pass(file, text)?;
    let mut before = text.to_owned();
    for _ in 1..MOST_PASSES {
        if written == before {
            break;
        }
        before = std::mem::take(&mut written);
        written = pass(file, &before)?;
    }
    Ok(written)
}

/// Prints the tree of a text anew.
fn pass(file: FileId, text: &str) -> Result<String, Diagnostics> {
    let parsed = parse(file, text);
    if parsed.diagnostics.has_errors() {
        return Err(parsed.diagnostics);
    }
    let arena = Arena::new();
    let mut formatter =
        Formatter { arena: &arena, text, comments: Comments::new(text), ends_in_comment: false };
    let doc = formatter.file(&parsed.file);
    Ok(cleaned(&doc.pretty(WIDTH).to_string()))
}

/// No space at the ends of lines, and one line break at the end.
fn cleaned(printed: &str) -> String {
    let mut text: String = printed.trim().lines().flat_map(|line| [line.trim_end(), "\n"]).collect();
    if text == "\n" {
        text.clear();
    }
    text
}

impl<'a> Formatter<'a> {
    /// The lines of a file in their order: what heads it, and its items.
    fn file(&mut self, file: &ast::File) -> Doc<'a> {
        let mut entries: Vec<Entry<Line<'_>>> = Vec::new();
        let head = [("package", &file.package), ("zone", &file.zone)];
        for (keyword, name) in head {
            entries.extend(
                name.as_ref()
                    .map(|name| Entry::new(name.span, Line::Head(keyword, std::slice::from_ref(name)))),
            );
        }
        if let (Some(first), Some(last)) = (file.languages.first(), file.languages.last()) {
            entries.push(Entry::new(first.span.to(last.span), Line::Head("languages", &file.languages)));
        }
        for used in &file.uses {
            entries.push(Entry::new(used.span, Line::Head("use", std::slice::from_ref(used))));
        }
        entries.extend(file.items.iter().map(|item| Entry::new(place_of(item), Line::Item(item))));
        self.block(entries, 0, self.text.len(), |formatter, line| match line {
            Line::Head(keyword, names) => {
                let names = formatter.names(names);
                formatter.word(format!("{keyword} ")).append(names.nest(INDENT)).group()
            }
            Line::Item(item) => formatter.item(item),
        })
    }
}

/// A line of a file.
#[derive(Clone, Copy)]
enum Line<'t> {
    /// `package p`, `languages zh, en`, …
    Head(&'static str, &'t [ast::Name]),
    /// What it declares.
    Item(&'t ast::Item),
}

/// From the name of an item to its end.
fn place_of(item: &ast::Item) -> Span {
    match item {
        ast::Item::Record(it) => Span { start: it.name.span.start, ..it.span },
        ast::Item::Outcomes(it) => Span { start: it.keyword.start, ..it.span },
        ast::Item::Words(it) => Span { start: it.keyword.start, ..it.span },
        ast::Item::Calendar(it) => Span { start: it.name.span.start, ..it.span },
        ast::Item::Condition(it) => it.name.span.to(it.body.span),
        ast::Item::Let(it) => it.name.span.to(it.body.span),
        ast::Item::Policy(it) => Span { start: it.name.span.start, ..it.span },
        ast::Item::Lifecycle(it) => it.name.span.to(it.restarted_by.span),
        ast::Item::Fixture(it) => it.name.span.to(it.facts.span),
        ast::Item::Test(it) => Span { start: it.title.span.start, ..it.span },
    }
}
