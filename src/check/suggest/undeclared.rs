//! Names that nothing declares, with the declaration that was perhaps meant: the nearest by its letters.

use crate::check::checker::Checker;
use crate::check::state::Shape;
use crate::check::suggest::nearest::Candidate;
use crate::check::suggest::nearest::Near;
use crate::check::suggest::nearest::near;
use crate::check::suggest::nearest::perhaps;
use crate::check::suggest::nearest::unknown;
use crate::diagnostic::messages::{check_names, common, nouns};
use crate::diagnostic::{Code, Diagnostic, Message, listed};
use crate::ir::{Choices, PackageId, PolicyId, RecordId};
use crate::source::Span;
use crate::syntax::ast::{self, Clause};

/// A field that holds a single record where many are spoken of.
fn single(wrong: Diagnostic, field: &str, at: Span, record: &str) -> Diagnostic {
    wrong
        .fault_of(at, check_names::holds_a_single(field, record))
        .help(check_names::declare_with_many(field, record))
}

impl<'a> Checker<'a> {
    /// The nearest of the known names, if one is near enough to be meant and suggestions can still be looked for.
    pub(in crate::check) fn near<'n>(
        &self,
        word: &str,
        known: impl IntoIterator<Item = Candidate<'n>>,
    ) -> Option<Near> {
        let left = self.suggestions.get();
        if left == 0 {
            return None;
        }
        let known: Vec<Candidate<'n>> = known.into_iter().collect();
        self.suggestions.set(left.saturating_sub(known.len() + 1));
        near(word, known)
    }

    /// The record's given fields; one that is not declared has no shape of its own, and no fields.
    pub(in crate::check) fn given_fields(&self, record: RecordId) -> impl Iterator<Item = Candidate<'a>> {
        self.shapes.get(record).into_iter().flat_map(Shape::declared_given)
    }

    /// Says of a name that is no collection which field of these records holds a single such record, if one does.
    pub(in crate::check) fn perhaps_many(
        &self,
        wrong: Diagnostic,
        name: &str,
        records: impl IntoIterator<Item = RecordId>,
    ) -> Option<Diagnostic> {
        records.into_iter().find_map(|holder| {
            let fields = self.program.records[holder].fields.iter().enumerate();
            fields.into_iter().find_map(|(at, field)| {
                let record = field.ty.record()?;
                let record = &self.program.records[record].name;
                let place = *self.shapes[holder].given_at.get(at)?;
                (field.name == name || record == name)
                    .then(|| single(wrong.clone(), &field.name, place, record))
            })
        })
    }

    /// Reports a list of facts for a field that holds a single record.
    pub(in crate::check) fn report_single(&mut self, list: Span, field: &str, holder: RecordId) {
        let wrong = Diagnostic::new(Code::WrongType, list, check_names::does_not_hold_many(field))
            .label(check_names::this_is_a_list());
        let single = self.perhaps_many(wrong, field, [holder]);
        if let Some(single) = single {
            self.report(single);
        }
    }

    /// A policy that a package does not have; perhaps a package of nearly the same name has it.
    pub(in crate::check) fn unknown_policy(&self, package: PackageId, name: &ast::Name) -> Diagnostic {
        let nearest = self.near(&name.text, self.declared_policies(package));
        let having = self.packages.iter().filter(|other| other.policies.contains_key(name.text.as_str()));
        let own = self.packages[package].name;
        let other = self.near(own, having.map(|other| (other.name, other.name_at)));
        match (nearest, other) {
            (None, Some(Near { text, at: Some(at) })) => {
                let wrong =
                    unknown(name, nouns::policy(), None).note(check_names::looked_for_in_package(own));
                let wrong = wrong.fault_of(at, check_names::other_package_has(&text));
                match self.packages[package].name_at {
                    Some(at) => wrong.because(at, check_names::package_looked_in()),
                    None => wrong,
                }
            }
            (nearest, _) => unknown(name, nouns::policy(), nearest),
        }
    }

    /// A value that an enumeration does not have.
    pub(in crate::check) fn unknown_value(&self, name: &ast::Name, values: &Choices) -> Diagnostic {
        let wrong =
            Diagnostic::new(Code::UnknownValue, name.span, check_names::not_one_of_its_values(&name.text))
                .label(common::no_such_value())
                .note(common::the_values_are(&listed(values)));
        match self.near(&name.text, self.declared_values(values)) {
            None => {
                let wrong = self.because_of_field(wrong, &name.text, values);
                perhaps(self.because_of_values(wrong, values, check_names::its_values()), name.span, None)
            }
            near => perhaps(wrong, name.span, near),
        }
    }

    /// Shows the field of that name, if one stands behind an enumeration in its record: it may be meant as a value.
    fn because_of_field(&self, wrong: Diagnostic, name: &str, values: &Choices) -> Diagnostic {
        let Some(last) = self.values_at(values).and_then(<[Span]>::last) else { return wrong };
        let records = self.shapes.iter().map(|shape| shape.record);
        let is_around = |record: &&ast::Record| {
            record.span.file == last.file && record.span.range().contains(&last.range().start)
        };
        let mut fields = records.into_iter().find(is_around).into_iter().flat_map(|record| &record.fields);
        match fields.find(|field| field.name.text == name && field.name.span.start > last.end) {
            Some(field) => wrong.because(field.name.span, check_names::declared_as_field(name)),
            None => wrong,
        }
    }

    /// Shows where the values of an enumeration are declared.
    pub(in crate::check) fn because_of_values(
        &self,
        wrong: Diagnostic,
        values: &Choices,
        said: Message,
    ) -> Diagnostic {
        match self.values_at(values) {
            Some([first, .., last]) => wrong.because(first.to(*last), said),
            Some([only]) => wrong.because(*only, said),
            _ => wrong,
        }
    }

    /// The values of an enumeration.
    pub(in crate::check) fn declared_values<'n>(
        &'n self,
        values: &'n Choices,
    ) -> impl Iterator<Item = Candidate<'n>> {
        let places = self.values_at(values).unwrap_or_default();
        values.iter().enumerate().map(|(at, value)| (value.as_str(), places.get(at).copied()))
    }

    /// The records of a package.
    pub(in crate::check) fn declared_records(
        &self,
        package: PackageId,
    ) -> impl Iterator<Item = Candidate<'a>> {
        let of = self.shape_ids.iter().filter(move |((of, _), _)| *of == package);
        of.map(|((_, name), id)| (*name, Some(self.shapes[*id].record.name.span)))
    }

    /// The policies of a package.
    pub(in crate::check) fn declared_policies(
        &self,
        package: PackageId,
    ) -> impl Iterator<Item = Candidate<'a>> {
        self.packages[package].policies.iter().map(|(name, policy)| (*name, Some(policy.name.span)))
    }

    /// The fixtures of a package.
    pub(in crate::check) fn declared_fixtures(
        &self,
        package: PackageId,
    ) -> impl Iterator<Item = Candidate<'a>> {
        self.packages[package].fixtures.iter().map(|(name, fixture)| (*name, Some(fixture.name.span)))
    }

    /// The clauses of a lowered policy as they are written.
    pub(in crate::check) fn written_clauses(&self, policy: PolicyId) -> &'a [Clause] {
        let lowered = &self.program.policies[policy];
        let written = self.packages[lowered.package].policies.get(lowered.name.as_str());
        written.map_or(&[], |policy| &policy.clauses)
    }
}
