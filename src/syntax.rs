//! From text to tree: [`parse`] and the [`ast`]. The only module that names pest.

pub mod ast;
mod parse;
pub mod visit;

pub use parse::{Parsed, parse};
