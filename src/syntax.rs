//! From text to tree, `parse` and the [`ast`], and from tree to text in one style, [`format()`]. The only module that names pest.

pub mod ast;
mod format;
mod parse;
pub mod visit;
pub(crate) mod vocabulary;

pub use format::{WIDTH, format};
pub use parse::{Header, Known, Parsed, Segment, header, is_name, parse, parse_again};
pub(crate) use parse::{Lexeme, lexemes};
