//! Paths of facts, as expectations name them: `account.trades[0].completed`.

use super::item::key_value;
use crate::check::build::Built;
use crate::check::checker::Checker;
use crate::check::reports::words;
use crate::check::suggest::nearest::{of_the_language, unknown};
use crate::diagnostic::messages::{check_plans, check_types, nouns};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{KeyValue, RecordId, Type, Unit};
use crate::syntax::ast::{FactPath, FactStep, Literal, Name};
use crate::syntax::vocabulary::{Role, Word};

/// What a path may lead through without a place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Through {
    /// Single records only.
    Records,
    /// Collections too, each of whose elements is meant.
    Collections,
}

impl<'a> Checker<'a> {
    /// The path as verdicts write it, if it leads through given fields only.
    pub(in crate::check) fn fact_path(
        &mut self,
        path: &'a FactPath,
        roots: (RecordId, Option<RecordId>, Option<RecordId>),
    ) -> Built<String> {
        self.path_of_given(path, roots, Through::Records)
    }

    /// The same where a collection may stand for each of its elements: `account.orders.items`.
    pub(in crate::check) fn path_of_each(
        &mut self,
        path: &'a FactPath,
        roots: (RecordId, Option<RecordId>, Option<RecordId>),
    ) -> Built<String> {
        self.path_of_given(path, roots, Through::Collections)
    }

    fn path_of_given(
        &mut self,
        path: &'a FactPath,
        (account, request, service): (RecordId, Option<RecordId>, Option<RecordId>),
        through: Through,
    ) -> Built<String> {
        let [FactStep::Field(root), steps @ ..] = path.steps.as_slice() else {
            return Err(self.lost(path.span, nouns::a_path()));
        };
        let record = match root.text.as_str() {
            "account" => Some(account),
            "request" => request,
            "service" => service,
            _ => None,
        };
        let Some(record) = record else {
            let near = self.near(
                &root.text,
                of_the_language(Word::all(Role::Root).chain([Word::Service]).map(Word::text)),
            );
            return Err(self.report(unknown(root, nouns::fact(), near).note(check_types::paths_start())));
        };
        let mut written = root.text.clone();
        let mut ty = Type::Record(record);
        for step in steps {
            ty = match (step, &ty) {
                (FactStep::Field(name), Type::Record(record)) => {
                    written.push('.');
                    written.push_str(&name.text);
                    self.given_field(name, *record)?
                }
                (FactStep::Field(name), Type::Many(record)) if through == Through::Collections => {
                    written.push('.');
                    written.push_str(&name.text);
                    self.given_field(name, *record)?
                }
                (FactStep::Element(index), Type::Many(record)) => {
                    written.push_str(&format!("[{index}]"));
                    Type::Record(*record)
                }
                (FactStep::Key(name, value), Type::Many(record)) => {
                    if through == Through::Records {
                        return Err(self.report(key_of_fact(name)));
                    }
                    written.push_str(&self.key_of_element(name, value, *record)?);
                    Type::Record(*record)
                }
                (_, ty) => {
                    return Err(self.report(beyond(path, &written, ty)));
                }
            };
        }
        Ok(written)
    }

    /// The element of that key, as verdicts write it.
    fn key_of_element(&mut self, name: &'a Name, value: &'a Literal, record: RecordId) -> Built<String> {
        let declared = &self.program.records[record];
        let Some(field) = declared.key_field().cloned() else {
            let help = check_plans::declare_key(&name.text);
            let wrong = check_plans::no_key_declared(&declared.name);
            return Err(self.report(
                Diagnostic::new(Code::NotTheKey, name.span, wrong)
                    .label(check_plans::not_the_key())
                    .help(help),
            ));
        };
        if field.name != name.text {
            let wrong = check_plans::other_key(&declared.name, &field.name);
            return Err(self.report(
                Diagnostic::new(Code::NotTheKey, name.span, wrong)
                    .label(check_plans::not_the_key())
                    .fix(name.span, field.name),
            ));
        }
        let value = key_value(value);
        match (&field.ty, value) {
            (Type::Text, Some(value @ KeyValue::Text(_)))
            | (Type::Number(_), Some(value @ KeyValue::Number(_))) => Ok(value.step(&field.name)),
            (ty, Some(value)) => {
                let found = match value {
                    KeyValue::Text(_) => words(&Type::Text),
                    KeyValue::Number(_) => words(&Type::Number(Unit::Int)),
                };
                Err(self.wrong_type(name.span, words(ty), found))
            }
            (_, None) => Err(self.lost(name.span, nouns::a_path())),
        }
    }

    fn given_field(&mut self, name: &'a Name, record: RecordId) -> Built<Type> {
        let given = self.shapes.get(record).map(|shape| &shape.given);
        let Some(&index) = given.and_then(|given| given.get(name.text.as_str())) else {
            let near = self.near(&name.text, self.given_fields(record));
            return Err(self.report(unknown(name, nouns::given_field(), near)));
        };
        if let Some(reported) = self.untyped.get(&(record, index)) {
            return Err(*reported);
        }
        Ok(self.program.records[record].fields[index as usize].ty.clone())
    }
}

/// A key in the path of a fact.
fn key_of_fact(name: &Name) -> Diagnostic {
    Diagnostic::new(Code::NotTheKey, name.span, check_plans::key_of_fact())
        .label(check_plans::not_a_place())
        .help(check_plans::write_place())
}

fn beyond(path: &FactPath, written: &str, ty: &Type) -> Diagnostic {
    let wrong =
        Diagnostic::new(Code::WrongType, path.span, check_types::nothing_of_that_kind(written, words(ty)))
            .label(check_types::path_too_far());
    match ty.elements() {
        Some(_) => wrong.help(check_types::name_the_element(&format!("{written}[0]"))),
        None => wrong,
    }
}
