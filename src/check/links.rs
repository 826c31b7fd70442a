//! What each name of the text refers to: the record of every resolution, kept for tools and for the warnings of what
//! is never used. A declaration is known by the span of its name.

use super::checker::Checker;
use crate::ir::{Choices, PackageId, RecordId};
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

/// Names with what they refer to.
#[derive(Debug, Default, Clone)]
pub struct Links {
    /// Names, and what means a declaration without naming it.
    uses: Vec<Link>,
    /// Names of what a test gives a value, which is no use of it.
    given: Vec<Link>,
}

impl Links {
    /// The declarations that are used.
    pub(super) fn used(&self) -> impl Iterator<Item = Span> {
        self.uses.iter().map(|link| link.to)
    }

    /// Takes in what others refer to.
    pub(super) fn extend(&mut self, others: &Self) {
        self.uses.extend_from_slice(&others.uses);
        self.given.extend_from_slice(&others.given);
    }

    /// Moves every place; whether each has one.
    pub(super) fn relocate(&mut self, place: &impl Fn(Span) -> Option<Span>) -> bool {
        self.uses.iter_mut().chain(&mut self.given).all(|link| {
            let placed = place(link.at).zip(place(link.to));
            if let Some((at, to)) = placed {
                (link.at, link.to) = (at, to);
            }
            placed.is_some()
        })
    }

    /// Every link, in the order of the text.
    #[must_use]
    pub fn into_sorted(self) -> Vec<Link> {
        let mut links = self.uses;
        links.extend(self.given);
        links.sort_unstable();
        links.dedup();
        links
    }
}

impl Checker<'_> {
    /// The name at `at` refers to the declaration at `to`.
    pub(super) fn link(&mut self, at: Span, to: Span) {
        self.notes.links.uses.push(Link { at, to, implied: false });
        self.used.insert(to);
    }

    /// What stands at `at` means the declaration at `to` without naming it.
    pub(super) fn imply(&mut self, at: Span, to: Span) {
        self.notes.links.uses.push(Link { at, to, implied: true });
        self.used.insert(to);
    }

    /// The name at `at` gives the declaration at `to` a value in a test.
    pub(super) fn link_given(&mut self, at: Span, to: Span) {
        self.notes.links.given.push(Link { at, to, implied: false });
    }

    /// The name at `at` is a given field.
    pub(super) fn link_field(&mut self, at: Span, record: RecordId, index: u32) {
        if let Some(&to) = self.shapes[record].given_at.get(index as usize) {
            self.link(at, to);
        }
    }

    /// What stands at `at` means a given field.
    pub(super) fn imply_field(&mut self, at: Span, record: RecordId, index: u32) {
        if let Some(&to) = self.shapes[record].given_at.get(index as usize) {
            self.imply(at, to);
        }
    }

    /// A package is named: by the `use` that brings it in, or itself.
    pub(super) fn link_package(&mut self, name: &ast::Name, package: PackageId) {
        let package = &self.packages[package];
        let used = package.uses.iter().find(|used| used.text == name.text).map(|used| used.span);
        if let Some(to) = used.or(package.name_at) {
            self.link(name.span, to);
        }
    }

    /// Every `use` names the package that it brings in.
    pub(super) fn link_uses(&mut self) {
        for package in self.packages.ids() {
            for used in self.packages[package].uses.clone() {
                let owner = self.package_ids.get(used.text.as_str()).map(|&at| &self.packages[at]);
                if let Some(to) = owner.and_then(|owner| owner.name_at) {
                    self.link(used.span, to);
                }
            }
        }
    }

    /// The name at `at` is a value of the one enumeration that has just these values; of several, none is named.
    pub(super) fn link_value(&mut self, at: Span, values: &Choices, index: usize) {
        if let Some(&to) = self.values_at(values).and_then(|names| names.get(index)) {
            self.link(at, to);
        }
    }

    /// Where the values of the one enumeration that has just these are declared.
    pub(super) fn values_at(&self, values: &Choices) -> Option<&[Span]> {
        self.enumerations.get(values)?.as_deref()
    }
}
