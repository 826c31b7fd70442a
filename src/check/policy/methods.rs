//! Data that are kept without the person: what becomes of each field of their record.

use std::collections::BTreeMap;

use crate::check::build::Built;
use crate::check::checker::Checker;
use crate::check::policy::data::Rules;
use crate::check::suggest::nearest::unknown;
use crate::diagnostic::messages::{check_plans, common, nouns};
use crate::diagnostic::{Code, Diagnostic, Reported, listed};
use crate::ir::{self, RecordId};
use crate::source::Span;
use crate::syntax::ast;
use crate::syntax::vocabulary::Word;

impl<'a> Checker<'a> {
    /// What becomes of each field of a record: every one of them is named, once.
    pub(super) fn method(
        &mut self,
        written: &'a ast::Anonymised,
        target: &ast::Path,
        record: RecordId,
    ) -> Built<ir::Method> {
        let (method, mut named, mut wrong) = self.named_fields(&written.removing, &written.replacing, record);
        for name in &written.leaving {
            wrong = wrong.or(self.field_of_method(name, record, &mut named).err());
        }
        let fields = &self.program.records[record].fields;
        let fields = fields.iter().filter(|field| field.ty.is_of_values()).map(|field| field.name.clone());
        let missing: Vec<String> = fields.filter(|field| !named.contains_key(field.as_str())).collect();
        if !missing.is_empty() && wrong.is_none() {
            let whole = with_removed(written, &missing);
            let unsaid = check_plans::fields_unsaid(&target.to_string(), &listed(&missing));
            wrong = Some(
                self.report(
                    Diagnostic::new(Code::FieldsUnsaid, written.span, unsaid)
                        .label(check_plans::fields_unsaid_here())
                        .note(check_plans::each_field_is_said())
                        .help(common::write_this(&whole))
                        .offer(written.span, whole),
                ),
            );
        }
        wrong.map_or(Ok(method), Err)
    }

    /// The fields that are said to be removed and replaced.
    pub(in crate::check) fn named_in_method(
        &mut self,
        removing: &'a [ast::Name],
        replacing: &'a [ast::Replacement],
        record: RecordId,
    ) -> Built<ir::Method> {
        let (method, _, wrong) = self.named_fields(removing, replacing, record);
        wrong.map_or(Ok(method), Err)
    }

    fn named_fields(
        &mut self,
        removing: &'a [ast::Name],
        replacing: &'a [ast::Replacement],
        record: RecordId,
    ) -> (ir::Method, BTreeMap<&'a str, Span>, Option<Reported>) {
        let mut method = ir::Method::default();
        let mut named: BTreeMap<&'a str, Span> = BTreeMap::new();
        let mut wrong: Option<Reported> = None;
        let replaced = replacing.iter().map(|it| (&it.field, Some(&it.value)));
        let removed = removing.iter().map(|name| (name, None));
        for (name, by) in removed.chain(replaced) {
            let taken = self.field_of_method(name, record, &mut named);
            let taken = taken.and_then(|at| match by {
                Some(by) => self.replacement((name, by), record, at).map(|by| {
                    method.replace.insert(name.text.clone(), by);
                }),
                None => {
                    method.remove.insert(name.text.clone());
                    Ok(())
                }
            });
            wrong = wrong.or(taken.err());
        }
        (method, named, wrong)
    }

    /// A given field that a method names, by its place.
    fn field_of_method(
        &mut self,
        name: &'a ast::Name,
        record: RecordId,
        named: &mut BTreeMap<&'a str, Span>,
    ) -> Built<u32> {
        let given = self.shapes[record].given.get(name.text.as_str()).copied();
        let Some(at) = given else {
            let shape = &self.shapes[record];
            let fields = shape.given.iter();
            let known = fields.map(|(name, at)| (*name, Some(shape.given_at[*at as usize])));
            let near = self.near(&name.text, known);
            return Err(self.report(unknown(name, nouns::field(), near)));
        };
        if let Some(reported) = self.untyped.get(&(record, at)) {
            named.insert(&name.text, name.span);
            return Err(*reported);
        }
        self.link_field(name.span, record, at);
        if !self.program.records[record].fields[at as usize].ty.is_of_values() {
            return Err(self.report(
                Diagnostic::new(Code::FieldGoesAnyway, name.span, check_plans::goes_anyway(&name.text))
                    .label(check_plans::not_of_values())
                    .help(common::leave_it_out()),
            ));
        }
        if let Some(first) = named.insert(&name.text, name.span) {
            return Err(self.report(
                Diagnostic::new(Code::FieldTwice, name.span, check_plans::field_twice(&name.text))
                    .label(check_plans::named_again())
                    .because(first, check_plans::named_first())
                    .help(common::leave_out_one()),
            ));
        }
        Ok(at)
    }

    /// What a field gets instead: a text, or a value of its enumeration.
    fn replacement(
        &mut self,
        (name, by): (&ast::Name, &ast::ReplacedBy),
        record: RecordId,
        at: u32,
    ) -> Built<String> {
        let refused = |why, help| {
            let wrong = check_plans::cannot_be_replaced(&name.text);
            Diagnostic::new(Code::BadReplacement, by.span(), wrong).label(why).help(help)
        };
        let declared = &self.program.records[record];
        let ty = &declared.fields[at as usize].ty;
        let wrong = match (ty.choices(), by) {
            _ if declared.key == Some(at) => {
                refused(check_plans::key_is_replaced(), check_plans::remove_or_leave())
            }
            (None, ast::ReplacedBy::Text(text)) if *ty == ir::Type::Text => return Ok(text.value.clone()),
            (Some(choices), ast::ReplacedBy::Choice(value)) if choices.contains(&value.text) => {
                return Ok(value.text.clone());
            }
            (Some(choices), _) => {
                let values: Vec<String> = choices.iter().cloned().collect();
                refused(check_plans::not_a_value_of_it(), check_plans::name_a_value(&listed(&values)))
            }
            (None, _) if *ty == ir::Type::Text => {
                refused(check_plans::replaced_by_no_text(), common::write_this("\"…\""))
            }
            (None, _) => refused(check_plans::neither_text_nor_choice(), check_plans::remove_or_leave()),
        };
        Err(self.report(wrong))
    }

    /// Refuses what would leave different parts of an element that is in two collections.
    pub(super) fn check_one_method(&mut self, placed: &[Rules<'_>], shared: &[bool], account: RecordId) {
        let mut first: Vec<(RecordId, &ir::Method, Span)> = Vec::new();
        let mut found = Vec::new();
        for (rules, _) in placed.iter().zip(shared).filter(|(_, is_shared)| **is_shared) {
            let Some(record) = self.program.elements_within(account, &rules.path) else { continue };
            for rule in &rules.rules {
                let Some(method) = rule.lowered.disposal.method() else { continue };
                match first.iter().find(|(of, ..)| *of == record) {
                    Some((_, other, before)) if *other != method => found.push((rule.target.span, *before)),
                    Some(_) => {}
                    None => first.push((record, method, rule.target.span)),
                }
            }
        }
        for (here, before) in found {
            self.report(
                Diagnostic::new(Code::TwoMethods, here, check_plans::two_methods())
                    .label(check_plans::another_method())
                    .because(before, check_plans::first_method())
                    .help(check_plans::one_method_each()),
            );
        }
    }
}

/// A clause that removes what it says nothing of.
fn with_removed(written: &ast::Anonymised, missing: &[String]) -> String {
    let names = |names: &[ast::Name]| names.iter().map(|name| name.text.clone()).collect::<Vec<_>>();
    let mut removing = names(&written.removing);
    removing.extend(missing.iter().cloned());
    let mut clause = format!("{} {} {}", Word::Anonymised, Word::Removing, removing.join(", "));
    let replacing = written.replacing.iter().map(|it| match &it.value {
        ast::ReplacedBy::Text(text) => format!("{} {:?}", it.field.text, text.value),
        ast::ReplacedBy::Choice(value) => format!("{} {}", it.field.text, value.text),
    });
    let replacing: Vec<String> = replacing.collect();
    if !replacing.is_empty() {
        clause.push_str(&format!(" {} {}", Word::Replacing, replacing.join(", ")));
    }
    if !written.leaving.is_empty() {
        clause.push_str(&format!(" {} {}", Word::Leaving, names(&written.leaving).join(", ")));
    }
    clause
}
