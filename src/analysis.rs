//! Drives the phases once over the texts of a run and holds what they found.

mod allowances;
mod assume;
mod fact;
mod grouping;
mod incremental;
mod levels;
mod settings;
mod wanted;

pub use assume::assume;
pub use fact::{Slot, fact};
pub use incremental::Incremental;
pub use levels::{Level, Levels, NoLevel};
pub use settings::settings;
pub use wanted::{Wanted, with_facts};

use std::collections::BTreeSet;

use crate::check::Link;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::{FileId, Source, Sources, Span};
use crate::syntax::{Parsed, ast};
use crate::{check, ir, syntax};

/// What is known of a set of sources.
#[derive(Debug)]
pub struct Analysis {
    /// The texts.
    pub sources: Sources,
    /// Their trees, by `FileId`.
    pub files: Vec<ast::File>,
    /// Files of facts that they name and that are not among the sources.
    pub wanted: Vec<Wanted>,
    /// What each name of them refers to, in the order of the text.
    pub links: Vec<Link>,
    /// What was found, by file and offset.
    pub diagnostics: Vec<Diagnostic>,
    /// The program, if no error was found.
    pub program: Option<ir::Program>,
}

impl Analysis {
    /// Whether an error was found.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|found| found.severity() == Severity::Error)
    }
}

/// Parses, checks and lowers every text of `sources`; no phase keeps another from running.
#[must_use]
pub fn analyse(sources: Sources) -> Analysis {
    analyse_by(sources, |id, source| syntax::parse(id, &source.text))
}

/// Analyses what `parse` makes of each text.
fn analyse_by(sources: Sources, mut parse: impl FnMut(FileId, &Source) -> Parsed) -> Analysis {
    let mut diagnostics = Diagnostics::default();
    let (mut files, mut unread) = (Vec::new(), BTreeSet::new());
    for (id, source) in sources.policies() {
        // Files of facts have no tree.
        files.resize_with(id.0 as usize, ast::File::default);
        let parsed = parse(id, source);
        diagnostics.extend(parsed.diagnostics);
        files.push(parsed.file);
        unread.extend(parsed.unread);
    }
    let checked = check::check(&files, &sources, !diagnostics.has_errors());
    // A name that a broken piece may have declared is not called unknown, nor one that is missing in the text.
    let is_known = |found: &Diagnostic| {
        let written = sources.slice(found.primary.span);
        !(found.undeclared && (written.is_empty() || unread.contains(written)))
    };
    diagnostics.extend(checked.diagnostics.into_iter().filter(is_known));
    let program = if diagnostics.has_errors() { None } else { verified(checked.program, &mut diagnostics) };
    let complete = program.is_some();
    let mut diagnostics = grouping::by_mistake(diagnostics.into_sorted(), &sources);
    allowances::apply(&sources, &mut diagnostics, complete);
    diagnostics.sort_by_key(|found| (found.primary.span, found.code));
    let wanted = wanted::wanted(&files, &sources);
    files.resize_with(sources.iter().count(), ast::File::default);
    Analysis { sources, files, wanted, links: checked.links.into_sorted(), diagnostics, program }
}

/// What was compiled is held to the same as what is loaded: evaluation relies on it.
fn verified(program: ir::Program, diagnostics: &mut Diagnostics) -> Option<ir::Program> {
    let Err(refused) = ir::verify(&program) else { return Some(program) };
    diagnostics.push(match refused.origin {
        Some(origin) => {
            Diagnostic::new(Code::TooDeep, origin.span(), "this condition is too large to be judged")
                .label(refused.reason)
                .help("make what it refers to smaller")
        }
        None => Diagnostic::new(Code::BadProgram, Span::default(), refused.to_string())
            .note("the policies are not at fault: the compiler has made something of them that it must not"),
    });
    None
}
