//! What a text was read as.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::diagnostic::Diagnostics;
use crate::source::Span;
use crate::syntax::ast;

/// A file's tree, and what was wrong with its text.
#[derive(Debug, Clone, Default)]
pub struct Parsed {
    /// Everything that could be read.
    pub file: ast::File,
    /// What could not.
    pub diagnostics: Diagnostics,
    /// The words of chunks that could not be read: what they declare is not known, and not unknown either.
    pub unread: BTreeSet<String>,
    /// How many declarations lack their name.
    pub nameless: usize,
    /// The parts of the text that were read one by one, in order.
    pub segments: Vec<Segment>,
}

impl Parsed {
    /// Takes in what was read of the next segment.
    pub(super) fn extend(&mut self, next: Self) {
        self.file.items.extend(next.file.items);
        self.diagnostics.extend(next.diagnostics);
        self.unread.extend(next.unread);
        self.nameless += next.nameless;
        self.segments.extend(next.segments);
    }
}

/// A part of a text that is read by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Its bytes.
    pub range: Range<usize>,
    /// How many of the file's items were read of it.
    pub items: usize,
    /// Whether nothing was wrong in it.
    pub is_sound: bool,
    /// Where it stood in the earlier text, if it was read of that.
    pub was: Option<Span>,
}
