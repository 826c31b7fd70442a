//! Places in texts, for people.

use std::fmt;

use crate::source::{Sources, Span};

/// Where something is in a text. [`Display`](fmt::Display) writes it as compilers do: `demo.policy:3:7`.
#[derive(Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct Location<'a> {
    /// The name that the text was given to the compiler under; `account.json` for facts.
    pub file: &'a str,
    /// The line, from 1.
    pub line: usize,
    /// The column of its first character, from 1, in characters.
    pub column: usize,
    /// The text there.
    pub text: &'a str,
}

impl<'a> Location<'a> {
    pub(super) fn of(sources: &'a Sources, span: Span) -> Option<Self> {
        let source = sources.get(span.file)?;
        let (line, column) = source.position(span.start);
        Some(Self { file: &source.name, line, column, text: sources.slice(span) })
    }
}

impl fmt::Display for Location<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// The text is not shown: it may be a fact.
impl fmt::Debug for Location<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Location({self})")
    }
}
