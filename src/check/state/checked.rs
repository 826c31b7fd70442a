//! The result of checking.

use super::cache::Cache;
use super::links::Links;
use crate::diagnostic::Diagnostics;
use crate::ir;
use crate::source::Span;

/// The result of checking.
#[derive(Debug)]
pub struct Checked {
    /// The program; meaningful only if no error was found.
    pub program: ir::Program,
    /// What each name refers to.
    pub links: Links,
    /// Errors and warnings.
    pub diagnostics: Diagnostics,
    /// The results of the items, to be reused when the texts are checked again.
    pub cache: Cache,
    /// The items of the program that are known to be sound.
    pub(crate) proven: ir::Proven,
    /// Where a part of the text was lost although no error was found: the program must not be used.
    pub(crate) lost: Option<Span>,
}
