//! From trees to the evaluable program: names, types, narrowing of optionals, and lowering, in one walk. Each
//! expression is looked at once and becomes IR there, so that what was checked is what runs.

mod adjective;
mod checker;
mod clauses;
mod complete;
mod data;
mod definition;
mod elsewhere;
mod ending;
mod expected;
mod expression;
mod fact_path;
mod facts_file;
mod fixture;
mod guess;
mod item;
mod link;
mod links;
mod lint;
mod memory;
mod message;
mod misread;
mod missing_noun;
mod moment;
mod names;
mod narrowing;
mod notes;
mod noun;
mod outcomes;
mod packages;
mod phrase;
mod policy;
mod scope;
mod shape;
mod traits;
mod undeclared;
mod usage;
mod value;
mod window;

pub(crate) use facts_file::is_refused;
pub use links::{Link, Links};
pub use memory::{Earlier, Memory};

use crate::diagnostic::Diagnostics;
use crate::ir;
use crate::source::{Sources, Span};
use crate::syntax::ast;

/// What checking found.
#[derive(Debug)]
pub struct Checked {
    /// The program; meaningful only if no error was found.
    pub program: ir::Program,
    /// What each name refers to.
    pub links: Links,
    /// Errors and warnings.
    pub diagnostics: Diagnostics,
    /// What each item came to, for the next time.
    pub memory: Memory,
    /// The items of the program that are known to be sound.
    pub(crate) proven: ir::Proven,
    /// Where a part of the text was lost although no error was found: the program must not be used.
    pub(crate) lost: Option<Span>,
}

/// Checks the files of one run together and lowers them. `files` are the trees of `sources`, by `FileId`; `whole` tells
/// whether everything in them was read: what a broken item may have used is not called unused.
#[must_use]
pub fn check(files: &[ast::File], sources: &Sources, whole: bool) -> Checked {
    check_again(files, sources, whole, Earlier::default())
}

/// The same, of files of which something is known: what comes out is the same.
#[must_use]
pub fn check_again(files: &[ast::File], sources: &Sources, whole: bool, earlier: Earlier) -> Checked {
    let mut checker = checker::Checker::new(files, sources, whole, earlier);
    checker.run();
    checker.report_unused();
    checker.finish()
}
