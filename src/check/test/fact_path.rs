//! Paths of facts, as expectations name them: `account.trades[0].completed`.

use crate::check::build::Built;
use crate::check::checker::Checker;
use crate::check::reports::words;
use crate::check::suggest::nearest::{of_the_language, unknown};
use crate::diagnostic::messages::{check_types, nouns};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{RecordId, Type};
use crate::syntax::ast::{FactPath, FactStep, Name};
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
                (_, ty) => {
                    return Err(self.report(beyond(path, &written, ty)));
                }
            };
        }
        Ok(written)
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

fn beyond(path: &FactPath, written: &str, ty: &Type) -> Diagnostic {
    let wrong =
        Diagnostic::new(Code::WrongType, path.span, check_types::nothing_of_that_kind(written, words(ty)))
            .label(check_types::path_too_far());
    match ty.elements() {
        Some(_) => wrong.help(check_types::name_the_element(&format!("{written}[0]"))),
        None => wrong,
    }
}
