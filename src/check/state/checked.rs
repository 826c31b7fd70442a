//! The result of checking.

use super::cache::Cache;
use super::links::Links;
use crate::diagnostic::Diagnostics;
use crate::ir;
use crate::source::Span;

/// How the files were parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Parsing {
    /// Everything in them was read.
    Complete,
    /// There were errors. What could not be read may use anything, so nothing is reported as unused.
    WithErrors,
}

/// The result of checking.
#[derive(Debug)]
pub(crate) struct Checked {
    /// The program, if no error was found.
    pub(crate) program: Result<ir::Program, PartialProgram>,
    /// The calendars of working days, by where their names are declared.
    pub(crate) calendars: Vec<(Span, ir::WorkCalendar)>,
    /// What each name refers to.
    pub(crate) links: Links,
    /// Errors and warnings.
    pub(crate) diagnostics: Diagnostics,
    /// The results of the items, to be reused when the texts are checked again.
    pub(crate) cache: Cache,
    /// The items of the program that are known to be sound.
    pub(crate) proven: ir::Proven,
}

/// A program that lacks what was wrong. It must not be used, but its items can be reused when the texts are checked again.
#[derive(Debug)]
pub(crate) struct PartialProgram(pub(crate) ir::Program);
