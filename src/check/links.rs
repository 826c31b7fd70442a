//! What each name of the text refers to: the record of every resolution, kept for tools and for the warnings of what
//! is never used. A declaration is known by the span of its name.

use std::collections::HashSet;

use super::checker::Checker;
use crate::ir::RecordId;
use crate::source::Span;
use crate::syntax::ast;

/// A name, and the name that declares what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link {
    /// Where it is used.
    pub at: Span,
    /// The name in its declaration.
    pub to: Span,
    /// Whether the text does not name it, but means it: a bare window means the record's dated-by time.
    pub implied: bool,
}

/// The names of a run with what they refer to.
#[derive(Debug, Default)]
pub struct Links {
    found: Vec<Link>,
    used: HashSet<Span>,
}

impl Links {
    /// The name at `at` refers to the declaration at `to`.
    pub(super) fn name(&mut self, at: Span, to: Span) {
        self.found.push(Link { at, to, implied: false });
        self.used.insert(to);
    }

    /// The name at `at` gives the declaration at `to` a value in a test, which is no use of it.
    pub(super) fn give(&mut self, at: Span, to: Span) {
        self.found.push(Link { at, to, implied: false });
    }

    /// What stands at `at` means the declaration at `to` without naming it.
    pub(super) fn imply(&mut self, at: Span, to: Span) {
        self.found.push(Link { at, to, implied: true });
        self.used.insert(to);
    }

    /// Whether anything refers to the declaration at `to`.
    pub(super) fn is_used(&self, to: Span) -> bool {
        self.used.contains(&to)
    }

    /// Every link, in the order of the text.
    #[must_use]
    pub fn into_sorted(self) -> Vec<Link> {
        let mut links = self.found;
        links.sort_unstable();
        links.dedup();
        links
    }
}

impl Checker<'_> {
    /// The name at `at` is a given field.
    pub(super) fn link_field(&mut self, at: Span, record: RecordId, index: u32) {
        if let Some(&to) = self.shapes[record].given_at.get(index as usize) {
            self.links.name(at, to);
        }
    }

    /// What stands at `at` means a given field.
    pub(super) fn imply_field(&mut self, at: Span, record: RecordId, index: u32) {
        if let Some(&to) = self.shapes[record].given_at.get(index as usize) {
            self.links.imply(at, to);
        }
    }

    /// A package is named: by the `use` that brings it in, or itself.
    pub(super) fn link_package(&mut self, name: &ast::Name, package: usize) {
        let package = &self.packages[package];
        let used = package.uses.iter().find(|used| used.text == name.text).map(|used| used.span);
        if let Some(to) = used.or(package.name_at) {
            self.links.name(name.span, to);
        }
    }

    /// Every `use` names the package that it brings in.
    pub(super) fn link_uses(&mut self) {
        for package in &self.packages {
            for used in &package.uses {
                let owner = self.package_ids.get(used.text.as_str()).map(|&at| &self.packages[at]);
                if let Some(to) = owner.and_then(|owner| owner.name_at) {
                    self.links.name(used.span, to);
                }
            }
        }
    }

    /// The name at `at` is a value of the one enumeration that has just these values; of several, none is named.
    pub(super) fn link_value(&mut self, at: Span, values: &[String], index: usize) {
        if let Some(&to) = self.values_at(values).and_then(|names| names.get(index)) {
            self.links.name(at, to);
        }
    }

    /// Where the values of the one enumeration that has just these are declared.
    pub(super) fn values_at(&self, values: &[String]) -> Option<&[Span]> {
        self.enumerations.get(values)?.as_deref()
    }
}
