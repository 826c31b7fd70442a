//! From trees to the evaluable program: names, types, narrowing of optionals, and lowering, in one walk. Each
//! expression is checked and lowered at once, so that what was checked is what runs.

mod build;
mod checker;
mod complete;
mod declare;
mod expression;
mod flow;
mod item;
mod links;
mod lint;
mod named_file;
mod phrase;
mod policy;
mod reports;
mod state;
mod suggest;
mod test;

pub(crate) use build::lowered_duration;
pub(crate) use declare::calendars::WEEKDAYS;
pub(crate) use named_file::{NamedFile, is_refused};
pub(crate) use state::{Cache, Checked, Link, Parsing, PartialProgram, PreviousRun};

use crate::source::Sources;
use crate::syntax::ast;

/// Checks the files of one run together and lowers them. `files` are the trees of `sources`, by `FileId`. The results of a
/// previous run are reused where nothing changed; they do not change the result.
#[must_use]
pub(crate) fn check(
    files: &[ast::File],
    sources: &Sources,
    parsing: Parsing,
    previous: PreviousRun,
) -> Checked {
    let mut checker = checker::Checker::new(files, sources, parsing, previous);
    checker.run();
    checker.report_unused();
    checker.warn_missing_words();
    checker.finish()
}
