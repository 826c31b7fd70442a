//! Drives the phases once over the texts of a run and holds what they found.

mod allowances;
mod assume;
mod consequences;
mod fact;
mod grouping;
mod incremental;
mod levels;
mod settings;
#[cfg(test)]
mod tests;
mod unnamed;
mod versions;
mod wanted;

pub use assume::assume;
pub use fact::{Slot, fact};
pub use incremental::Incremental;
pub use levels::{Level, Levels, NoLevel};
pub use settings::{Entry, KEYS as SETTINGS, Settings, settings};

use std::ops::Range;

#[cfg(feature = "parallel")]
use rayon::prelude::*;

use self::consequences::Unread;
use crate::check::{Cache, Link, Parsing, PartialProgram};
use crate::diagnostic::messages::analysis;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::{FactsUnread, FileId, Moves, Part, Source, Sources, Span};
use crate::syntax::{Parsed, Segment, ast};
use crate::{check, ir, syntax};

/// What is known of a set of sources.
#[derive(Debug)]
pub struct Analysis {
    /// The texts.
    pub sources: Sources,
    /// Their trees, by `FileId`.
    pub files: Vec<ast::File>,
    /// The calendars of working days that have no error, by where their names are declared, in the order of the text.
    pub calendars: Vec<(Span, ir::WorkCalendar)>,
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
    analyse_with_facts(sources, |_, _| Err(FactsUnread::NotThere))
}

/// The same, with the files of facts and calendars that the texts name: `read` gives the name and the text of what stands
/// beside a file under a path, or why that is not read.
#[must_use]
pub fn analyse_with_facts(
    sources: Sources,
    read: impl FnMut(&Source, &str) -> Result<(String, String), FactsUnread>,
) -> Analysis {
    let texts: Vec<(FileId, &Source)> = sources.policies().collect();
    if texts.len() < MANY {
        let parse = |id, source: &Source| syntax::parse(id, &source.text);
        return analyse_again(sources, Remains::default(), parse, read).0;
    }
    #[cfg(feature = "parallel")]
    let texts = texts.into_par_iter();
    #[cfg(not(feature = "parallel"))]
    let texts = texts.into_iter();
    let parsed: Vec<Parsed> = texts.map(|(id, source)| syntax::parse(id, &source.text)).collect();
    let mut parsed = parsed.into_iter();
    analyse_again(sources, Remains::default(), |_, _| parsed.next().unwrap_or_default(), read).0
}

/// So many texts are worth parsing on all cores.
const MANY: usize = 16;

/// What an analysis leaves for the next one, beside itself.
#[derive(Debug, Default)]
struct Remains {
    /// The segments of each text, by `FileId`.
    segments: Vec<Vec<Segment>>,
    /// What each item came to.
    memory: Cache,
    /// The program, whether or not it is to be used.
    program: Option<ir::Program>,
}

/// Analyses what `parse` makes of each text and the facts that `read` finds, with what remains of an earlier analysis.
fn analyse_again(
    mut sources: Sources,
    Remains { memory, program, .. }: Remains,
    mut parse: impl FnMut(FileId, &Source) -> Parsed,
    read: impl FnMut(&Source, &str) -> Result<(String, String), FactsUnread>,
) -> (Analysis, Remains) {
    let mut diagnostics = Diagnostics::default();
    let (mut files, mut segments, mut unread) = (Vec::new(), Vec::new(), Unread::default());
    for (id, source) in sources.policies() {
        // Files of facts have no tree.
        files.resize_with(id.0 as usize, ast::File::default);
        segments.resize_with(id.0 as usize, Vec::new);
        let parsed = parse(id, source);
        diagnostics.extend(parsed.diagnostics);
        files.push(parsed.file);
        segments.push(parsed.segments);
        unread.words.extend(parsed.unread);
        unread.nameless += parsed.nameless;
    }
    let unnamed = unnamed::report(&files, &sources, &diagnostics);
    diagnostics.extend(unnamed);
    wanted::add(&files, &mut sources, read);
    let earlier = program.map(|program| memory.of(program, &files, &sources, moves(&segments)));
    let parsing = if diagnostics.has_errors() { Parsing::WithErrors } else { Parsing::Complete };
    let checked = check::check(&files, &sources, parsing, earlier.unwrap_or_default());
    diagnostics.extend(unread.without_consequences(checked.diagnostics, &sources));
    let mut memory = checked.cache;
    let (program, unused) = match checked.program {
        Ok(program) => match ir::verify_rest(&program, &checked.proven) {
            Ok(proven) => {
                memory.prove(&proven);
                (Some(program), None)
            }
            Err(refused) => {
                diagnostics.push(unsound(refused));
                (None, Some(program))
            }
        },
        Err(PartialProgram(program)) => (None, Some(program)),
    };
    let is_complete = program.is_some();
    let mut diagnostics = grouping::by_mistake(diagnostics.into_sorted(), &sources);
    diagnostics = versions::as_one(diagnostics, &sources, &files);
    allowances::apply(&sources, &mut diagnostics, is_complete);
    diagnostics.sort_by_key(|found| (found.primary.span, found.code));
    files.resize_with(sources.iter().count(), ast::File::default);
    let (calendars, links) = (checked.calendars, checked.links.into_sorted());
    let remains = Remains { segments, memory, program: unused };
    (Analysis { sources, files, calendars, links, diagnostics, program }, remains)
}

/// The segments that stayed as they were.
fn moves(segments: &[Vec<Segment>]) -> Moves {
    let parts = (0..).zip(segments).flat_map(|(file, segments)| {
        segments.iter().filter_map(move |segment| {
            let Range { start, end } = segment.range;
            let now = Span::new(FileId(file), start as u32, end as u32);
            segment.was.map(|was| Part { was, now })
        })
    });
    parts.collect()
}

/// What was compiled is held to the same as what is loaded: evaluation relies on it.
fn unsound(refused: ir::InvalidProgram) -> Diagnostic {
    match refused.origin {
        Some(origin) => Diagnostic::new(Code::TooDeep, origin.span(), analysis::condition_too_large())
            .label(refused.reason)
            .help(analysis::make_smaller()),
        None => Diagnostic::new(Code::BadProgram, Span::default(), refused.message())
            .note(analysis::compiler_at_fault()),
    }
}
