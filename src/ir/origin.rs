//! Where in the text a node comes from.

use serde::{Deserialize, Serialize};

use crate::source::{FileId, Span};

/// A place in the text that a program was built from; serialised as its three numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(u32, u32, u32)", into = "(u32, u32, u32)")]
pub struct Origin {
    /// Index in [`Program::files`](super::Program::files).
    pub file: u32,
    /// First byte.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

impl Origin {
    /// The same place in the sources that the program was compiled from, whose files are in the same order.
    #[must_use]
    pub fn span(self) -> Span {
        Span::new(FileId(self.file), self.start, self.end)
    }
}

impl From<Span> for Origin {
    fn from(span: Span) -> Self {
        Self { file: span.file.0, start: span.start, end: span.end }
    }
}

impl From<(u32, u32, u32)> for Origin {
    fn from((file, start, end): (u32, u32, u32)) -> Self {
        Self { file, start, end }
    }
}

impl From<Origin> for (u32, u32, u32) {
    fn from(origin: Origin) -> Self {
        (origin.file, origin.start, origin.end)
    }
}
