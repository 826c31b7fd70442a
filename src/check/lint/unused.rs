//! What is declared and never used.

use crate::check::checker::Checker;
use crate::diagnostic::messages::{check_names, nouns};
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::ir::{RecordId, Type};
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
                        self.report_if_unused(
                            &it.name,
                            nouns::condition(),
                            check_names::nothing_refers_to_it(),
                        );
                    }
                    ast::Item::Let(it) if !is_library => {
                        self.report_if_unused(
                            &it.name,
                            nouns::named_value(),
                            check_names::nothing_refers_to_it(),
                        );
                    }
                    ast::Item::Outcomes(block) if !is_library => {
                        for declared in &block.declared {
                            self.report_if_unused(
                                &declared.name,
                                nouns::outcome(),
                                check_names::no_policy_has_outcome(),
                            );
                        }
                    }
                    ast::Item::Calendar(it) if !is_library => {
                        self.report_if_unused(
                            &it.name,
                            nouns::calendar(),
                            check_names::nothing_refers_to_it(),
                        );
                    }
                    ast::Item::Fixture(it) => {
                        self.report_if_unused(&it.name, nouns::fixture(), check_names::no_test_uses_it());
                    }
                    ast::Item::Record(_)
                    | ast::Item::Outcomes(_)
                    | ast::Item::Words(_)
                    | ast::Item::Calendar(_)
                    | ast::Item::Condition(_)
                    | ast::Item::Let(_)
                    | ast::Item::Policy(_)
                    | ast::Item::Lifecycle(_)
                    | ast::Item::Test(_) => {}
                }
            }
            for used in self.packages[package].uses.clone() {
                self.report_if_unused(used, nouns::package(), check_names::nothing_of_it_named());
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
            self.report_warning(unused(&declared.name, nouns::record(), check_names::no_field_holds_it()));
            return;
        }
        for field in &declared.fields {
            match field.kind {
                ast::FieldKind::Given { .. } if self.is_text(record, &field.name) => {}
                ast::FieldKind::Given { .. } => {
                    self.report_if_unused(&field.name, nouns::field(), check_names::nothing_reads_it());
                }
                ast::FieldKind::Derived(_) => {
                    self.report_if_unused(
                        &field.name,
                        nouns::derived_field(),
                        check_names::nothing_refers_to_it(),
                    );
                }
            }
        }
    }

    /// A text identifies or describes what has it: unlike a state or an amount, it protects nobody that a rule forgot.
    fn is_text(&self, record: RecordId, name: &ast::Name) -> bool {
        let given = self.shapes[record].given.get(name.text.as_str());
        given.is_some_and(|at| self.program.records[record].fields[*at as usize].ty == Type::Text)
    }

    fn report_if_unused(&mut self, name: &ast::Name, what: Message, why: Message) {
        if !self.is_used(name.span) {
            self.report_warning(unused(name, what, why));
        }
    }
}

fn unused(name: &ast::Name, what: Message, why: Message) -> Diagnostic {
    Diagnostic::new(Code::Unused, name.span, check_names::never_used(what, &name.text))
        .label(why)
        .help(check_names::remove_or_use())
}
