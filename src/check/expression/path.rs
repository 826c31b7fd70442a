//! Paths: which field, condition or enumeration value a name refers to.

use crate::check::build::Built;
use crate::check::checker::Checker;
use crate::check::reports::{of_wrong_type, words};
use crate::check::state::{Reference, Scope, Typed};
use crate::check::suggest::foreign::{counted_by_path, guessed_value};
use crate::check::suggest::nearest::{Near, beside, unknown};
use crate::diagnostic::messages::{check_names, check_types, nouns};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{self, Choices, Place, Root, Subject, Term, Type};
use crate::syntax::ast;

impl<'a> Checker<'a> {
    pub(in crate::check) fn path_value(
        &mut self,
        path: &'a ast::Path,
        scope: &Scope,
        expected: Option<&Type>,
    ) -> Built<Typed> {
        if let (Some(Type::OneOf(values)), [name]) = (expected, path.names.as_slice())
            && (values.index_of(&name.text).is_some() || !self.is_value(&name.text, scope))
        {
            self.warn_value_or_field(name, values, scope);
            return self.enumeration_value(name, values, scope);
        }
        match self.reference(path, scope)? {
            Reference::Value(typed) => Ok(typed),
            Reference::Condition(_) => {
                Err(self.wrong_type(path.span, nouns::a_value(), nouns::a_condition()))
            }
        }
    }

    fn enumeration_value(&mut self, name: &ast::Name, values: &Choices, scope: &Scope) -> Built<Typed> {
        if let Some(at) = values.index_of(&name.text) {
            self.link_value(name.span, values, at);
            let term = Term::Constant(self.choice_constant(values, at as u32));
            return Ok(Typed::sure(term, Type::OneOf(values.clone())));
        }
        let wrong = self.unknown_value(name, values);
        let elsewhere = if wrong.help.is_none() { self.value_elsewhere(&wrong, name, scope) } else { None };
        Err(self.report(elsewhere.unwrap_or(wrong)))
    }

    /// What a path names, from the innermost element outwards, then the package's conditions.
    pub(in crate::check) fn reference(&mut self, path: &'a ast::Path, scope: &Scope) -> Built<Reference> {
        let Some((first, rest)) = path.names.split_first() else {
            return Err(self.lost(path.span, nouns::a_path()));
        };
        let is_service = first.text == "service" && scope.service.is_some();
        if first.text == "account" || first.text == "request" || is_service {
            let (root, record) = self.named_root(first, scope)?;
            return self.walk(Place { root, fields: Vec::new() }, record, rest, scope);
        }
        let root = scope.roots().find(|&(_, record)| self.has_field(record, &first.text));
        if let Some((root, record)) = root {
            self.warn_shadowed(first, root, rest.is_empty(), scope);
            return self.walk(Place { root, fields: Vec::new() }, record, &path.names, scope);
        }
        if rest.is_empty() && self.packages[scope.package].is_defined(&first.text) {
            return self.call((scope.package, None, &first.text), Subject::Same, scope, first.span);
        }
        // A root only where it is declared: any record may have a field of that name.
        if first.text == "service" && !rest.is_empty() {
            let wrong = unknown(first, nouns::declaration_of(), None);
            return Err(self.report(wrong.help(check_names::declare_it("service { … }"))));
        }
        let near = self.nearest_name(&first.text, scope);
        let guess = guessed_value(first).filter(|_| rest.is_empty());
        let wrong = unknown(first, nouns::field_or_condition(), None);
        let elsewhere = if rest.is_empty() { self.elsewhere(&wrong, first, scope) } else { None };
        let elsewhere = elsewhere.map(|elsewhere| beside(elsewhere, near.as_ref()));
        let wrong = guess.or(elsewhere).unwrap_or_else(|| unknown(first, nouns::field_or_condition(), near));
        Err(self.report(wrong))
    }

    fn named_root(&mut self, name: &ast::Name, scope: &Scope) -> Built<(Root, ir::RecordId)> {
        let (root, record) = match name.text.as_str() {
            "account" => (Root::Account, scope.account),
            "service" => (Root::Service(scope.package), scope.service),
            _ => (Root::Request, scope.request),
        };
        let Some(record) = record else {
            let declared = self.request_of(scope.package).is_some() && root == Root::Request;
            return Err(self.report(if declared {
                Diagnostic::new(Code::NoRequest, name.span, check_types::sweep_without_request())
                    .label(check_types::no_request_here())
                    .help(check_types::on_request_or_without())
            } else {
                unknown(name, nouns::declaration_of(), None)
                    .help(check_names::declare_it(&format!("{} {{ … }}", name.text)))
            }));
        };
        Ok((root, record))
    }

    /// Whether a bare word names a field or a condition.
    pub(in crate::check) fn is_name(&self, name: &str, scope: &Scope) -> bool {
        self.is_field(name, scope) || self.packages[scope.package].is_defined(name)
    }

    /// Whether a bare word names a field or a value of the package.
    fn is_value(&self, name: &str, scope: &Scope) -> bool {
        self.is_field(name, scope) || self.packages[scope.package].lets.contains_key(name)
    }

    fn is_field(&self, name: &str, scope: &Scope) -> bool {
        scope.roots().any(|(_, record)| self.has_field(record, name))
    }

    pub(in crate::check) fn has_field(&self, record: ir::RecordId, name: &str) -> bool {
        let shape = &self.shapes[record];
        shape.given.contains_key(name) || shape.derived.contains_key(name)
    }

    fn nearest_name(&self, name: &str, scope: &Scope) -> Option<Near> {
        let fields = scope.roots().flat_map(|(_, record)| self.shapes[record].declared());
        self.near(name, fields.chain(self.packages[scope.package].definitions()))
    }

    /// Follows field names from a place.
    pub(in crate::check) fn walk(
        &mut self,
        mut place: Place,
        mut record: ir::RecordId,
        names: &'a [ast::Name],
        scope: &Scope,
    ) -> Built<Reference> {
        let (mut ty, mut optional, mut ever_absent) = (Type::Record(record), false, false);
        for (at, name) in names.iter().enumerate() {
            if let Some(&index) = self.shapes[record].given.get(name.text.as_str()) {
                place.fields.push(index);
                self.link_field(name.span, record, index);
                if let Some(reported) = self.untyped.get(&(record, index)) {
                    return Err(*reported);
                }
                let field = &self.program.records[record].fields[index as usize];
                ever_absent = field.optional;
                optional = ever_absent && !scope.is_present(&Term::Field(place.clone()));
                ty = field.ty.clone();
            } else if self.shapes[record].derived.contains_key(name.text.as_str()) {
                return self.derived(place, record, name, &names[at + 1..], scope);
            } else {
                let near = self.near(&name.text, self.shapes[record].declared());
                let owner = self.shapes[record].record.name.text.clone();
                let is_of_element = at == 0 && matches!(place.root, Root::Element(_));
                let wrong = unknown(name, nouns::field(), None).note(check_types::looked_for_in(&owner));
                let elsewhere = if is_of_element { self.field_of_account(&wrong, name, scope) } else { None };
                let wrong = elsewhere.unwrap_or_else(|| {
                    unknown(name, nouns::field(), near).note(check_types::looked_for_in(&owner))
                });
                return Err(self.report(wrong));
            }
            if at + 1 < names.len() {
                let Some(inner) = ty.record() else {
                    let wrong = counted_by_path(&names[..=at], &names[at + 1], &ty);
                    return Err(self.report(
                        wrong.unwrap_or_else(|| of_wrong_type(name.span, nouns::a_record(), words(&ty))),
                    ));
                };
                if optional {
                    return Err(self.optional_used(name.span, &ast::dotted(&names[..=at])));
                }
                record = inner;
            }
        }
        Ok(Reference::Value(Typed { term: Term::Field(place), ty, optional, ever_absent }))
    }

    fn derived(
        &mut self,
        place: Place,
        record: ir::RecordId,
        name: &'a ast::Name,
        rest: &[ast::Name],
        scope: &Scope,
    ) -> Built<Reference> {
        if let Some(further) = rest.first() {
            return Err(self.wrong_type(further.span, nouns::end_of_path(), nouns::field_of_derived_value()));
        }
        let subject = self.subject_at(place, record);
        self.call((self.shapes[record].package, Some(record), &name.text), subject, scope, name.span)
    }
}
