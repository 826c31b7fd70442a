//! Records what each name refers to.

use crate::check::checker::Checker;
use crate::check::state::Link;
use crate::ir::{Choices, PackageId, RecordId};
use crate::source::Span;
use crate::syntax::ast;

impl Checker<'_> {
    /// The name at `at` refers to the declaration at `to`.
    pub(super) fn link(&mut self, at: Span, to: Span) {
        self.current.links.uses.push(Link { at, to, implied: false });
        self.used.insert(to);
    }

    /// What stands at `at` means the declaration at `to` without naming it.
    pub(super) fn imply(&mut self, at: Span, to: Span) {
        self.current.links.uses.push(Link { at, to, implied: true });
        self.used.insert(to);
    }

    /// The name at `at` gives the declaration at `to` a value in a test, or words, which is no use of it.
    pub(super) fn link_given(&mut self, at: Span, to: Span) {
        self.current.links.given.push(Link { at, to, implied: false });
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
        self.enumerations.get(values)?.1.as_deref()
    }
}
