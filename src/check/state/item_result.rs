//! The result of checking one item, kept apart so that it can be cached.

use super::links::Links;
use crate::diagnostic::{Diagnostic, Diagnostics, Reported};
use crate::ir::{PackageId, RecordId};
use crate::source::Span;

/// The result of checking one item, and what it depends on.
#[derive(Debug, Default)]
pub(in crate::check) struct ItemResult {
    /// Errors, and warnings that are reported beside errors too.
    pub(in crate::check) found: Diagnostics,
    /// Warnings that are reported only if there is no error.
    pub(in crate::check) warnings: Vec<Diagnostic>,
    /// What its names refer to.
    pub(in crate::check) links: Links,
    /// The items that it depends on, in the order in which they were asked for.
    pub(in crate::check) dependencies: Vec<Dependency>,
    /// The errors of the parts that could not be lowered. What takes their place in the program is not judged.
    pub(in crate::check) poisoned: Vec<Reported>,
    /// Whether it depends on other items of the package than those that it refers to.
    pub(in crate::check) depends_on_package: bool,
    /// Whether it depends on a file of facts.
    pub(in crate::check) reads_files: bool,
    /// The depth of the walk at which the item begins.
    pub(in crate::check) start_depth: usize,
}

/// A definition or policy that had to be lowered first.
#[derive(Debug)]
pub(in crate::check) struct Dependency {
    pub(in crate::check) what: DependencyKey,
    /// Where its name is written.
    pub(in crate::check) at: Span,
    /// The depth of the walk there, counted from where the item begins.
    pub(in crate::check) depth: usize,
}

/// A definition or a policy, by its package and name.
#[derive(Debug)]
pub(in crate::check) enum DependencyKey {
    /// A condition, or a derived field of the record.
    Definition(PackageId, Option<RecordId>, String),
    /// A policy.
    Policy(PackageId, String),
}

impl ItemResult {
    /// The result of an item that begins at this depth of the walk.
    pub(in crate::check) fn starting_at(depth: usize) -> Self {
        Self { start_depth: depth, ..Self::default() }
    }

    /// Whether the item has no error and depends only on the policies.
    pub(in crate::check) fn is_reusable(&self) -> bool {
        self.poisoned.is_empty() && !self.depends_on_package && !self.reads_files && !self.found.has_errors()
    }

    /// Moves every place, and tells whether each has a new one.
    pub(in crate::check) fn relocate(&mut self, place: &impl Fn(Span) -> Option<Span>) -> bool {
        let Self {
            found,
            warnings,
            links,
            dependencies,
            poisoned: _,
            depends_on_package: _,
            reads_files: _,
            start_depth: _,
        } = self;
        links.relocate(place)
            && found.iter_mut().chain(warnings).all(|found| found.relocate(place))
            && dependencies.iter_mut().all(|it| place(it.at).map(|at| it.at = at).is_some())
    }
}
