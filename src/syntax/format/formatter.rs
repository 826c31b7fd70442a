//! The state of the formatter, and the smallest documents.

use pretty::{Arena, DocAllocator as _, DocBuilder};

use super::comments::Comments;
use super::verbatim;
use crate::source::Span;
use crate::syntax::ast;

/// How far a block is indented.
pub(super) const INDENT: isize = 2;

pub(super) type Doc<'a> = DocBuilder<'a, Arena<'a>>;

/// Turns nodes into documents, in the order of the text, so that each comment is found at its place.
pub(super) struct Formatter<'a> {
    pub(super) arena: &'a Arena<'a>,
    pub(super) text: &'a str,
    pub(super) comments: Comments<'a>,
    /// Whether the last thing printed is a comment, after which nothing can follow on its line.
    pub(super) ends_in_comment: bool,
}

impl<'a> Formatter<'a> {
    pub(super) fn word(&self, text: impl Into<String>) -> Doc<'a> {
        self.arena.text(text.into())
    }

    pub(super) fn nothing(&self) -> Doc<'a> {
        self.arena.nil()
    }

    /// What is written at a place, with single spaces.
    pub(super) fn written(&self, span: Span) -> String {
        verbatim::spaced(&self.text[span.range()])
    }

    /// Names with commas, as many on a line as fit.
    pub(super) fn list(&self, parts: impl IntoIterator<Item = Doc<'a>>) -> Doc<'a> {
        let comma = self.word(",").append(self.arena.softline());
        self.arena.intersperse(parts, comma)
    }

    pub(super) fn targets(&self, targets: &[ast::Path]) -> Doc<'a> {
        self.list(targets.iter().map(|target| self.word(target.to_string())))
    }

    pub(super) fn names(&self, names: &[ast::Name]) -> Doc<'a> {
        self.list(names.iter().map(|name| self.word(&name.text)))
    }
}
