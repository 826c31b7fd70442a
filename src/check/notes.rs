//! What is noted while one item is checked, apart from what is noted of others.

use super::links::Links;
use crate::diagnostic::{Diagnostic, Severity};
use crate::ir::{PackageId, RecordId};
use crate::source::Span;

/// What checking an item found, and what it stood on.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// What is wrong or doubtful.
    pub(super) found: Vec<Diagnostic>,
    /// What is doubtful where nothing is wrong.
    pub(super) doubts: Vec<Diagnostic>,
    /// What its names refer to.
    pub(super) links: Links,
    /// The items that it asked for, in order.
    pub(super) asked: Vec<Asked>,
    /// How many conditions so far were wrong, so that what stands for them is not judged.
    pub(super) holes: usize,
    /// Whether it stands on more than the policies: on a file of facts.
    pub(super) reads_files: bool,
    /// How deep the walk stood where the item begins.
    pub(super) depth: usize,
}

/// A definition or policy that had to be lowered first.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) what: Needed,
    /// Where its name is written.
    pub(super) at: Span,
    /// How much deeper the walk stood than where the item begins.
    pub(super) depth: usize,
}

/// A definition or a policy, by its package and name.
#[derive(Debug)]
pub(super) enum Needed {
    /// A condition, or a derived field of the record.
    Definition(PackageId, Option<RecordId>, String),
    /// A policy.
    Policy(PackageId, String),
}

impl Notes {
    /// Whether the item was right, and stands on nothing but the policies.
    pub(super) fn are_sound(&self) -> bool {
        let is_error = |found: &Diagnostic| found.severity() == Severity::Error;
        self.holes == 0 && !self.reads_files && !self.found.iter().any(is_error)
    }

    /// Moves every place; whether each has one.
    pub(super) fn relocate(&mut self, place: &impl Fn(Span) -> Option<Span>) -> bool {
        let Self { found, doubts, links, asked, holes: _, reads_files: _, depth: _ } = self;
        links.relocate(place)
            && found.iter_mut().chain(doubts).all(|found| found.relocate(place))
            && asked.iter_mut().all(|asked| place(asked.at).map(|at| asked.at = at).is_some())
    }
}
