//! Byte offsets and the protocol's positions.

use exeunt::source::{Source, Span};
use lsp_types::{Position, PositionEncodingKind, Range};

/// In what the columns of positions are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units.
    Utf16,
}

impl Encoding {
    /// Its name in the protocol.
    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
        }
    }

    fn width(self, c: char) -> usize {
        match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
        }
    }

    /// The position of a byte.
    pub(super) fn position(self, source: &Source, offset: u32) -> Position {
        let (line, column) = match self {
            Self::Utf8 => {
                let line = source.line_of(offset);
                (line as u32, offset - source.line_start(line).unwrap_or(0))
            }
            Self::Utf16 => source.position_utf16(offset),
        };
        Position::new(line, column)
    }

    /// The range of a span.
    pub(super) fn range(self, source: &Source, span: Span) -> Range {
        Range::new(self.position(source, span.start), self.position(source, span.end))
    }

    /// The byte at a position; a column beyond the line's end is its end.
    pub(super) fn offset(self, source: &Source, position: Position) -> u32 {
        let Some(start) = source.line_start(position.line as usize) else { return source.text.len() as u32 };
        let mut column = 0;
        let mut offset = start as usize;
        for c in source.text[start as usize..].chars() {
            if c == '\n' || column >= position.character as usize {
                break;
            }
            column += self.width(c);
            offset += c.len_utf8();
        }
        offset as u32
    }
}
