//! What is declared and never used.

use crate::check::checker::Checker;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::RecordId;
use crate::syntax::ast;

impl<'a> Checker<'a> {
    /// Warns of every declaration that nothing refers to. Where there are errors, what they keep from being read
    /// might have referred to it, so nothing is said.
    pub(in crate::check) fn report_unused(&mut self) {
        if !self.is_sound() {
            return;
        }
        for package in self.packages.ids() {
            // A package without policies and tests is there for others to use.
            let is_library = self.packages[package].policies.is_empty();
            for item in self.packages[package].items.clone() {
                match item {
                    ast::Item::Condition(it) if !is_library => {
                        self.report_if_unused(&it.name, "condition", "nothing refers to it");
                    }
                    ast::Item::Outcomes(block) if !is_library => {
                        for declared in &block.declared {
                            self.report_if_unused(&declared.name, "outcome", "no policy has this outcome");
                        }
                    }
                    ast::Item::Fixture(it) => {
                        self.report_if_unused(&it.name, "fixture", "no test stands on it");
                    }
                    ast::Item::Record(_)
                    | ast::Item::Outcomes(_)
                    | ast::Item::Condition(_)
                    | ast::Item::Policy(_)
                    | ast::Item::Test(_) => {}
                }
            }
            for used in self.packages[package].uses.clone() {
                self.report_if_unused(used, "package", "nothing of it is named here");
            }
        }
        for record in self.shapes.ids() {
            self.unused_fields(record);
        }
    }

    fn unused_fields(&mut self, record: RecordId) {
        let shape = &self.shapes[record];
        let (package, declared) = (shape.package, shape.record);
        if self.packages[package].policies.is_empty() {
            return;
        }
        if declared.kind == ast::RecordKind::Record && !self.is_used(declared.name.span) {
            self.report_warning(unused(&declared.name, "record", "no field holds it"));
            return;
        }
        for field in &declared.fields {
            match field.kind {
                ast::FieldKind::Given { .. } => {
                    self.report_if_unused(
                        &field.name,
                        "field",
                        "no condition, message or data rule reads it",
                    );
                }
                ast::FieldKind::Derived(_) => {
                    self.report_if_unused(&field.name, "derived field", "nothing refers to it");
                }
            }
        }
    }

    fn report_if_unused(&mut self, name: &ast::Name, what: &str, why: &str) {
        if !self.is_used(name.span) {
            self.report_warning(unused(name, what, why));
        }
    }
}

fn unused(name: &ast::Name, what: &str, why: &str) -> Diagnostic {
    Diagnostic::new(Code::Unused, name.span, format!("the {what} `{}` is never used", name.text))
        .label(why)
        .help("remove it, or use it")
}
