//! Keys of records: `number: text key` tells the elements of a collection apart.

use crate::check::checker::Checker;
use crate::diagnostic::messages::{check_plans, common};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir;
use crate::source::Span;
use crate::syntax::ast;

/// Words in the names of fields that hold what a person is known by outside of the service.
const PRIVATE: [&str; 24] = [
    "email",
    "mail",
    "phone",
    "mobile",
    "telephone",
    "surname",
    "firstname",
    "lastname",
    "fullname",
    "nickname",
    "username",
    "login",
    "address",
    "iban",
    "passport",
    "ssn",
    "birthday",
    "birthdate",
    "邮箱",
    "手机",
    "电话",
    "姓名",
    "身份证",
    "地址",
];

impl Checker<'_> {
    /// Notes the key of a record, if the field can be one.
    pub(super) fn declare_key(&mut self, id: ir::RecordId, field: &ast::Field, at: u32, word: Span) {
        let record = self.shapes[id].record;
        let lowered = self.program.records[id].fields[at as usize].clone();
        if self.untyped.contains_key(&(id, at)) {
            return;
        }
        let refused =
            |why| Diagnostic::new(Code::BadKey, word, check_plans::no_key(&field.name.text)).label(why);
        if record.kind != ast::RecordKind::Record {
            self.report(refused(check_plans::not_of_elements()).help(common::leave_it_out()));
        } else if lowered.optional {
            self.report(refused(check_plans::key_may_be_absent()).help(check_plans::key_without_question()));
        } else if !lowered.ty.is_key() {
            self.report(refused(check_plans::key_of_other_type()).help(check_plans::key_is_text_or_int()));
        } else if let Some(first) = self.program.records[id].key {
            let first = self.shapes[id].given_at[first as usize];
            self.report(
                Diagnostic::new(Code::SecondKey, word, check_plans::second_key(&record.name.text))
                    .label(check_plans::another_key())
                    .because(first, check_plans::first_key())
                    .help(common::leave_out_one()),
            );
        } else {
            self.program.records[id].key = Some(at);
            // Plans read it, whatever else does.
            self.imply_field(word, id, at);
            self.warn_private_key(field);
        }
    }

    /// Keys stand in plans, in receipts and in what is kept of both.
    fn warn_private_key(&mut self, field: &ast::Field) {
        let name = field.name.text.to_lowercase();
        let is_private =
            |word: &str| name.split('_').any(|part| part == word) || !word.is_ascii() && name.contains(word);
        let whole = name.replace('_', "");
        if PRIVATE.iter().any(|word| is_private(word) || whole == **word) {
            self.report_warning(
                Diagnostic::new(
                    Code::PrivateKey,
                    field.name.span,
                    check_plans::private_key(&field.name.text),
                )
                .label(check_plans::known_by_it())
                .note(check_plans::keys_are_written())
                .help(check_plans::number_of_its_own()),
            );
        }
    }
}
