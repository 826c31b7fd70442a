//! Places as tools count them.

use serde::Serialize;

use crate::source::{Sources, Span};

/// A place in a file: lines and columns from 1, columns in characters, the end exclusive; and the same in bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Place<'a> {
    pub(super) file: &'a str,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
    pub(super) start: u32,
    pub(super) end: u32,
}

impl<'a> Place<'a> {
    /// Where `span` lies; `None` if that is in none of the sources.
    pub(super) fn of(sources: &'a Sources, span: Span) -> Option<Self> {
        let source = sources.get(span.file)?;
        let (line, column) = source.position(span.start);
        let (end_line, end_column) = source.position(span.end);
        Some(Self {
            file: &source.name,
            line,
            column,
            end_line,
            end_column,
            start: span.start,
            end: span.end,
        })
    }
}
