//! Paths of facts, as expectations name them: `account.trades[0].completed`.

use super::checker::Checker;
use super::undeclared::{of_the_language, unknown};
use super::value::words;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{RecordId, Type};
use crate::syntax::ast::{FactPath, FactStep, Name};
use crate::syntax::vocabulary::{Role, Word};

impl<'a> Checker<'a> {
    /// The path as verdicts write it, if it leads through given fields only.
    pub(super) fn fact_path(
        &mut self,
        path: &'a FactPath,
        account: RecordId,
        request: Option<RecordId>,
    ) -> Option<String> {
        let (first, steps) = path.steps.split_first()?;
        let FactStep::Field(root) = first else { return None };
        let record = match root.text.as_str() {
            "account" => Some(account),
            "request" => request,
            _ => None,
        };
        let Some(record) = record else {
            let near = self.near(&root.text, of_the_language(Word::all(Role::Root).map(Word::text)));
            self.report(unknown(root, "fact", near).note("paths of facts start at `account` or `request`"));
            return None;
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
                (FactStep::Element(index), Type::Many(record)) => {
                    written.push_str(&format!("[{index}]"));
                    Type::Record(*record)
                }
                (_, ty) => {
                    self.report(beyond(path, &written, ty));
                    return None;
                }
            };
        }
        Some(written)
    }

    fn given_field(&mut self, name: &'a Name, record: RecordId) -> Option<Type> {
        let given = self.shapes.get(record).map(|shape| &shape.given);
        let Some(&index) = given.and_then(|given| given.get(name.text.as_str())) else {
            let near = self.near(&name.text, self.given_fields(record));
            self.report(unknown(name, "given field", near));
            return None;
        };
        if self.untyped.contains(&(record, index)) {
            return None;
        }
        Some(self.program.records[record].fields[index as usize].ty.clone())
    }
}

fn beyond(path: &FactPath, written: &str, ty: &Type) -> Diagnostic {
    let wrong = Diagnostic::new(
        Code::WrongType,
        path.span,
        format!("`{written}` is {} and has nothing of that kind", words(ty)),
    )
    .label("this path goes on too far");
    match ty {
        Type::Many(_) => wrong.help(format!("name the element: `{written}[0]`")),
        Type::Bool
        | Type::Int
        | Type::Decimal
        | Type::Text
        | Type::Money(_)
        | Type::Time
        | Type::Date
        | Type::OneOf(_)
        | Type::Set(_)
        | Type::Record(_) => wrong,
    }
}
