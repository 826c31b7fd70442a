//! What is declared and never used.

use std::collections::HashSet;

use super::checker::Checker;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{RecordId, Type};
use crate::syntax::ast;

/// What has been referred to so far.
#[derive(Debug, Default)]
pub(super) struct Usage<'a> {
    /// Given fields.
    given: HashSet<(RecordId, u32)>,
    /// Derived fields (with their record) and conditions of a package (without).
    definitions: HashSet<(usize, Option<RecordId>, &'a str)>,
    /// Packages used, by the package that uses them.
    packages: HashSet<(usize, usize)>,
    /// Fixtures, by package.
    fixtures: HashSet<(usize, &'a str)>,
}

impl<'a> Usage<'a> {
    pub(super) fn field(&mut self, record: RecordId, index: u32) {
        self.given.insert((record, index));
    }

    pub(super) fn definition(&mut self, package: usize, record: Option<RecordId>, name: &'a str) {
        self.definitions.insert((package, record, name));
    }

    pub(super) fn package(&mut self, user: usize, used: usize) {
        self.packages.insert((user, used));
    }

    pub(super) fn fixture(&mut self, package: usize, name: &'a str) {
        self.fixtures.insert((package, name));
    }
}

impl<'a> Checker<'a> {
    /// Warns of every declaration that nothing refers to. Where there are errors, what they keep from being read
    /// might have referred to it, so nothing is said.
    pub(super) fn report_unused(&mut self) {
        if !self.is_sound() {
            return;
        }
        for package in 0..self.packages.len() {
            // A package without policies and tests is there for others to use.
            let is_library = self.packages[package].policies.is_empty();
            for item in self.packages[package].items.clone() {
                match item {
                    ast::Item::Condition(it) if !is_library => {
                        self.unused_definition(package, None, &it.name, "condition");
                    }
                    ast::Item::Fixture(it)
                        if !self.usage.fixtures.contains(&(package, it.name.text.as_str())) =>
                    {
                        self.report(unused(&it.name, "fixture", "no test stands on it"));
                    }
                    _ => {}
                }
            }
            self.unused_imports(package);
        }
        for record in 0..self.shapes.len() {
            self.unused_fields(record);
        }
    }

    fn unused_imports(&mut self, package: usize) {
        for used in self.packages[package].uses.clone() {
            let Some(other) = self.packages.iter().position(|other| other.name == used.text) else {
                continue;
            };
            if !self.usage.packages.contains(&(package, other)) {
                self.report(unused(used, "package", "nothing of it is named here"));
            }
        }
    }

    fn unused_fields(&mut self, record: RecordId) {
        let shape = &self.shapes[record];
        let (package, declared) = (shape.package, shape.record);
        if self.packages[package].policies.is_empty() {
            return;
        }
        if declared.kind == ast::RecordKind::Record && !self.is_held(record) {
            self.report(unused(&declared.name, "record", "no field holds it"));
            return;
        }
        for field in &declared.fields {
            match self.shapes[record].given.get(field.name.text.as_str()) {
                Some(&index) if !self.usage.given.contains(&(record, index)) => {
                    self.report(unused(&field.name, "field", "no condition, message or data rule reads it"));
                }
                Some(_) => {}
                None => self.unused_definition(package, Some(record), &field.name, "derived field"),
            }
        }
    }

    fn unused_definition(
        &mut self,
        package: usize,
        record: Option<RecordId>,
        name: &'a ast::Name,
        what: &str,
    ) {
        if !self.usage.definitions.contains(&(package, record, name.text.as_str())) {
            self.report(unused(name, what, "nothing refers to it"));
        }
    }

    fn is_held(&self, record: RecordId) -> bool {
        let mut fields = self.program.records.iter().flat_map(|holder| &holder.fields);
        fields.any(|field| field.ty == Type::Many(record) || field.ty == Type::Record(record))
    }
}

fn unused(name: &ast::Name, what: &str, why: &str) -> Diagnostic {
    Diagnostic::new(Code::Unused, name.span, format!("the {what} `{}` is never used", name.text))
        .label(why)
        .help("remove it, or use it")
}
