//! Blocks: entries on lines of their own, with the comments and blank lines between them.

use pretty::DocAllocator as _;

use super::comments::Comment;
use super::{Doc, Formatter, INDENT};
use crate::source::Span;

/// An entry of a block: its place, and what it is made from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry<T> {
    /// From its first node that has a place to its end.
    pub(super) place: Span,
    /// What it is made from.
    pub(super) of: T,
}

impl<T> Entry<T> {
    pub(super) fn new(place: Span, of: T) -> Self {
        Self { place, of }
    }
}

impl<'a> Formatter<'a> {
    /// Entries between `open` and `close`, in the order of the text.
    pub(super) fn block<T>(
        &mut self,
        mut entries: Vec<Entry<T>>,
        open: usize,
        close: usize,
        mut print: impl FnMut(&mut Self, T) -> Doc<'a>,
    ) -> Doc<'a> {
        entries.sort_by_key(|entry| entry.place.start);
        let mut lines = Lines { doc: self.nothing(), end: open, is_empty: true };
        for entry in entries {
            self.comments_before(entry.place.start as usize, &mut lines);
            self.ends_in_comment = false;
            let doc = print(self, entry.of);
            let end = self.end_of(entry.place);
            let doc = self.with_trailing(doc, end);
            self.line(&mut lines, doc, end);
        }
        let before = self.comments.remaining();
        self.comments_before(close, &mut lines);
        self.ends_in_comment = before != self.comments.remaining();
        lines.doc
    }

    /// A block in braces behind its head; without entries and comments it is `{}`.
    pub(super) fn braced<T>(
        &mut self,
        head: Doc<'a>,
        entries: Vec<Entry<T>>,
        (open, close): (usize, usize),
        print: impl FnMut(&mut Self, T) -> Doc<'a>,
    ) -> Doc<'a> {
        let is_empty = entries.is_empty();
        let at_first = self.comments.remaining();
        let opened = self.with_trailing(head.append("{"), open + 1);
        let behind_brace = self.comments.remaining();
        let body = self.block(entries, open + 1, close, print);
        if is_empty && behind_brace == self.comments.remaining() {
            // A comment behind the brace would take the other one in.
            let is_commented = at_first != behind_brace;
            self.ends_in_comment = false;
            return if is_commented {
                opened.append(self.arena.hardline()).append("}")
            } else {
                opened.append("}")
            };
        }
        self.ends_in_comment = false;
        let body = self.arena.hardline().append(body).nest(INDENT);
        opened.append(body).append(self.arena.hardline()).append("}")
    }

    /// The comments up to a place, as lines.
    fn comments_before(&mut self, place: usize, lines: &mut Lines<'a>) {
        while let Some(comment) = self.comments.before(place) {
            let doc = self.arena.text(comment.text);
            self.line(lines, doc, comment.end());
        }
    }

    fn line(&self, lines: &mut Lines<'a>, doc: Doc<'a>, end: usize) {
        let before = std::mem::replace(&mut lines.doc, self.nothing());
        lines.doc = if lines.is_empty {
            doc
        } else {
            let blank = if self.is_blank_after(lines.end) { self.arena.hardline() } else { self.nothing() };
            before.append(blank).append(self.arena.hardline()).append(doc)
        };
        (lines.end, lines.is_empty) = (end.max(lines.end), false);
    }

    /// A document with the comment that follows it on its line. The comment does not count towards the line's width.
    pub(super) fn with_trailing(&mut self, doc: Doc<'a>, end: usize) -> Doc<'a> {
        match self.comments.behind(self.text, end) {
            Some(comment) if self.ends_in_comment => doc.append(self.arena.hardline()).append(comment.text),
            Some(comment) => doc.append(self.trailing(&comment)),
            None => doc,
        }
    }

    fn trailing(&self, comment: &Comment<'a>) -> Doc<'a> {
        self.weightless(format!("  {}", comment.text))
    }

    /// A text that does not count towards the width of its line.
    pub(super) fn weightless(&self, text: String) -> Doc<'a> {
        let text = pretty::DocBuilder(self.arena, pretty::Doc::OwnedText(text.into_boxed_str()).into());
        pretty::DocBuilder(self.arena, pretty::Doc::RenderLen(0, text.into_doc()).into())
    }

    /// What separates two parts of a line: `soft`, or the comments between them and a line break.
    pub(super) fn joint(&mut self, next: u32, soft: Doc<'a>) -> Doc<'a> {
        let mut joint: Option<Doc<'a>> = None;
        while let Some(comment) = self.comments.before(next as usize) {
            joint = Some(match joint {
                None if comment.is_trailing() => self.trailing(&comment),
                before => {
                    let before = before.unwrap_or_else(|| self.nothing());
                    before.append(self.arena.hardline()).append(comment.text)
                }
            });
        }
        joint.map_or(soft, |joint| joint.append(self.arena.hardline()))
    }

    /// Where the last word of a node ends: a node may reach over space and comments behind it.
    pub(super) fn end_of(&self, place: Span) -> usize {
        let mut end = place.end as usize;
        loop {
            end = self.text[..end].trim_end().len();
            match self.comments.ending_at(end) {
                Some(comment) if comment.start > place.start as usize => end = comment.start,
                _ => return end,
            }
        }
    }

    /// The first place from `start` on that is neither space nor comment.
    pub(super) fn next_word(&self, start: usize) -> usize {
        let mut at = start;
        loop {
            at += self.text[at..].len() - self.text[at..].trim_start().len();
            match self.comments.starting_at(at) {
                Some(comment) => at = comment.end(),
                None => return at,
            }
        }
    }

    /// Whether there is a blank line between two places.
    pub(super) fn has_blank_line(&self, from: usize, to: usize) -> bool {
        let lines: Vec<&str> = self.text[from..to].split('\n').collect();
        lines.len() > 2 && lines[1..lines.len() - 1].iter().any(|line| line.trim().is_empty())
    }

    /// Whether a blank line follows a place.
    fn is_blank_after(&self, end: usize) -> bool {
        let rest = self.text[end..].trim_start_matches([',', ' ', '\t']);
        // A comment on the same line is printed with what precedes it.
        let rest = if rest.starts_with("//") { &rest[rest.find('\n').unwrap_or(rest.len())..] } else { rest };
        let space = &rest[..rest.len() - rest.trim_start().len()];
        space.matches('\n').count() > 1
    }
}

/// The lines of a block so far.
struct Lines<'a> {
    doc: Doc<'a>,
    /// Where the last of them ends in the text.
    end: usize,
    is_empty: bool,
}
