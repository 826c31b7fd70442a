//! The shapes of records: their given fields as IR types, their derived fields by name.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use crate::check::build::Built;
use crate::check::checker::Checker;
use crate::check::reports::duplicate;
use crate::check::state::Scope;
use crate::check::state::Shape;
use crate::check::suggest::foreign::guessed_type;
use crate::check::suggest::nearest::{of_the_language, unknown};
use crate::diagnostic::messages::{check_names, facts, nouns};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{self, Choices, Currency, IndexVec, Place, Unit};
use crate::source::Span;
use crate::syntax::ast;
use crate::syntax::vocabulary::{Form, TypeForm};

/// How deep records may stand in each other.
const MOST_NESTED: usize = 32;

impl<'a> Checker<'a> {
    /// Gives every declared record an id, then its fields their types.
    pub(in crate::check) fn declare_shapes(&mut self) {
        for package in self.packages.ids() {
            for item in self.packages[package].items.clone() {
                if let ast::Item::Record(record) = item {
                    self.declare_shape(package, record);
                }
            }
        }
        for id in self.shapes.ids() {
            self.fill_shape(id);
        }
    }

    fn declare_shape(&mut self, package: ir::PackageId, record: &'a ast::Record) {
        let (mut given, mut given_at, mut derived) = (HashMap::new(), Vec::new(), HashMap::new());
        let mut seen: HashMap<&str, &ast::Name> = HashMap::new();
        for field in &record.fields {
            if let Some(first) = seen.insert(&field.name.text, &field.name) {
                self.report(duplicate(first.span, &field.name));
                continue;
            }
            match field.kind {
                ast::FieldKind::Given { .. } => {
                    given.insert(field.name.text.as_str(), given.len() as u32);
                    given_at.push(field.name.span);
                }
                ast::FieldKind::Derived(_) => {
                    derived.insert(field.name.text.as_str(), field);
                }
            }
        }
        let id = self.shapes.push(Shape {
            package,
            record,
            given,
            given_at,
            derived,
            collections: HashMap::new(),
        });
        self.program.records.push(ir::Record {
            name: record.name.text.clone(),
            fields: Vec::new(),
            key: None,
        });
        // `service` is a word of the language only at the beginning of a path: a record may have that name.
        if record.kind != ast::RecordKind::Service {
            self.shape_ids.entry((package, record.name.text.as_str())).or_insert(id);
        }
        let owner = &mut self.packages[package];
        owner.shapes.push(id);
        match record.kind {
            ast::RecordKind::Account => owner.account_shape = owner.account_shape.or(Some(id)),
            ast::RecordKind::Request => owner.request_shape = owner.request_shape.or(Some(id)),
            ast::RecordKind::Service => owner.service_shape = owner.service_shape.or(Some(id)),
            ast::RecordKind::Record => {}
        }
    }

    fn fill_shape(&mut self, id: ir::RecordId) {
        let record = self.shapes[id].record;
        let mut fields: Vec<ir::Field> = Vec::new();
        let mut keys: HashMap<String, Span> = HashMap::new();
        let mut apart: Vec<(&ast::Field, u32, Span)> = Vec::new();
        for field in &record.fields {
            let ast::FieldKind::Given { ty, optional, tells_apart, key } = &field.kind else { continue };
            if self.shapes[id].given.get(field.name.text.as_str()) != Some(&(fields.len() as u32)) {
                continue;
            }
            let lowered = self.field_type(self.shapes[id].package, ty).unwrap_or_else(|reported| {
                self.untyped.insert((id, fields.len() as u32), reported);
                self.uncertain.insert(id, reported);
                ir::Type::Bool
            });
            self.check_optional(field, &lowered, *optional);
            let (key, key_span) = match key {
                Some(key) => (key.value.nfc().collect(), key.span),
                None => (field.name.text.clone(), field.name.span),
            };
            if let Some(first) = keys.insert(key.clone(), key_span) {
                self.report(same_key(first, &key, key_span));
            }
            if let Some(element) = lowered.elements() {
                let name = self.shapes[element].record.name.text.as_str();
                let at = fields.len() as u32;
                self.shapes[id].collections.entry(name).or_default().push(at);
            }
            apart.extend(tells_apart.map(|word| (field, fields.len() as u32, word)));
            let name = field.name.text.clone();
            fields.push(ir::Field { name, key, ty: lowered, optional: *optional, words: Vec::new() });
        }
        self.program.records[id].fields = fields;
        apart.into_iter().for_each(|(field, at, word)| self.declare_key(id, field, at, word));
    }

    /// A collection that is not there is unknown; one without elements is empty. There is no third.
    fn check_optional(&mut self, field: &ast::Field, ty: &ir::Type, optional: bool) {
        if optional && ty.elements().is_some() {
            let end = field.span.after();
            self.report(
                Diagnostic::new(
                    Code::OptionalMany,
                    field.name.span,
                    check_names::many_never_absent(&field.name.text),
                )
                .label(check_names::declared_with_question())
                .because(end, check_names::the_question_mark())
                .note(check_names::empty_list_or_unknown())
                .help(check_names::remove_question()),
            );
        }
    }

    /// What can be said of shapes only once all of them are known.
    pub(in crate::check) fn check_shapes(&mut self) {
        let mut heights = self.shapes.iter().map(|_| Height::New).collect();
        for id in self.shapes.ids() {
            self.height(id, &mut heights);
            self.check_dated_by(id);
        }
        for package in self.packages.ids() {
            if let Some(service) = self.service_of(package) {
                self.check_service(service, &mut HashSet::new());
            }
        }
    }

    /// A service holds single values, sets, and records of such: policies do not look through collections of it.
    fn check_service(&mut self, record: ir::RecordId, seen: &mut HashSet<ir::RecordId>) {
        if !seen.insert(record) {
            return;
        }
        for at in 0..self.program.records[record].fields.len() {
            let field = self.program.records[record].fields[at].clone();
            match field.ty.structure() {
                ir::Structure::Single | ir::Structure::Set(_) => {}
                ir::Structure::Record(inner) => self.check_service(inner, seen),
                ir::Structure::Many(_) => {
                    let name = self.shapes[record].given_at[at];
                    let wrong = check_names::service_holds_no_collections(&field.name);
                    self.report(
                        Diagnostic::new(Code::NotOfService, name, wrong)
                            .label(check_names::collection_of_service())
                            .note(check_names::service_is_given_once())
                            .help(check_names::single_value_of_service()),
                    );
                }
            }
        }
    }

    /// How many records stand in each other from this one on; a circle is reported where it closes.
    fn height(&mut self, id: ir::RecordId, heights: &mut IndexVec<ir::RecordId, Height>) -> usize {
        if let Height::Done(height) = heights[id] {
            return height;
        }
        heights[id] = Height::Open;
        let mut height = 0;
        for at in 0..self.program.records[id].fields.len() {
            let Some(inner) = self.program.records[id].fields[at].ty.contained() else { continue };
            let field = self.shapes[id].given_at[at];
            if heights[inner] == Height::Open {
                let name = &self.shapes[inner].record.name;
                let circle = holds_itself(field, name);
                self.report(circle);
                continue;
            }
            let below = self.within(field, |checker| Ok(checker.height(inner, heights)));
            height = height.max(1 + below.unwrap_or(0));
        }
        if height == MOST_NESTED {
            let name = &self.shapes[id].record.name;
            let deep = Diagnostic::new(Code::TooDeep, name.span, check_names::records_too_deep())
                .label(check_names::levels_below(MOST_NESTED))
                .help(check_names::refer_to_inner());
            self.report(deep);
        }
        heights[id] = Height::Done(height);
        height
    }

    fn check_dated_by(&mut self, id: ir::RecordId) {
        let Some(name) = &self.shapes[id].record.dated_by else { return };
        match self.dated_field(id, name) {
            Some(index) => self.link_field(name.span, id, index),
            None => {
                let fields = &self.program.records[id].fields;
                let is_time = |at: &u32| fields[*at as usize].ty.is_moment();
                let shape = &self.shapes[id];
                let times = shape.given.iter().filter(|(_, at)| is_time(at));
                let times = times.map(|(name, at)| (*name, Some(shape.given_at[*at as usize])));
                let near = self.near(&name.text, times);
                let owner = &self.shapes[id].record.name.text;
                let note = check_names::dated_by_own_time(owner);
                let missing = unknown(name, nouns::time(), near).note(note);
                let reported = self.report(missing);
                self.wrongly_dated.insert(id, reported);
            }
        }
    }

    /// The given time or date of that name.
    pub(in crate::check) fn dated_field(&self, id: ir::RecordId, name: &ast::Name) -> Option<u32> {
        let index = *self.shapes[id].given.get(name.text.as_str())?;
        self.program.records[id].fields[index as usize].ty.is_moment().then_some(index)
    }

    /// The IR type of a written one.
    pub(in crate::check) fn field_type(
        &mut self,
        package: ir::PackageId,
        ty: &'a ast::Type,
    ) -> Built<ir::Type> {
        Ok(match &ty.kind {
            ast::TypeKind::Bool => ir::Type::Bool,
            ast::TypeKind::Int => ir::Type::Number(Unit::Int),
            ast::TypeKind::Decimal => ir::Type::Number(Unit::Decimal),
            ast::TypeKind::Money(currency) => ir::Type::Number(Unit::Money(self.currency(currency)?)),
            ast::TypeKind::Text => ir::Type::Text,
            ast::TypeKind::Time => ir::Type::Time,
            ast::TypeKind::Date => ir::Type::Date,
            ast::TypeKind::Length => ir::Type::Length,
            ast::TypeKind::OneOf(values) => ir::Type::OneOf(self.enumeration(package, values)),
            ast::TypeKind::Many(element) => {
                let member = self.field_type(package, element)?;
                match member.record() {
                    Some(record) => ir::Type::Many(record),
                    // Whether something is in a set is a comparison.
                    None if !member.is_comparable() => {
                        return Err(self.lengths_do_not_compare(element.span));
                    }
                    None => ir::Type::Set(Box::new(member)),
                }
            }
            ast::TypeKind::Named(path) => ir::Type::Record(self.record_named(package, path)?),
            ast::TypeKind::Error(reported) => return Err(*reported),
        })
    }

    /// Where the type of a given field is written.
    pub(in crate::check) fn written_type_of(&self, record: ir::RecordId, index: u32) -> Option<Span> {
        let shape = self.shapes.get(record)?;
        let name = shape.given_at.get(index as usize)?;
        let field = shape.record.fields.iter().find(|field| field.name.span == *name)?;
        match &field.kind {
            ast::FieldKind::Given { ty, .. } => Some(ty.span),
            ast::FieldKind::Derived(_) => None,
        }
    }

    /// Where the type of the field at a place is written.
    pub(in crate::check) fn written_type(&self, place: &Place, scope: &Scope) -> Option<Span> {
        let (last, before) = place.fields.split_last()?;
        let record = self.program.record_at(scope.shape_at(place.root)?, before)?;
        self.written_type_of(record, *last)
    }

    /// The currency's code, if ISO 4217 has it.
    pub(in crate::check) fn currency(&mut self, name: &ast::Name) -> Built<Currency> {
        if let Some(currency) = Currency::of(&name.text) {
            return Ok(currency);
        }
        Err(self.report(
            Diagnostic::new(Code::BadLiteral, name.span, check_names::not_a_currency(&name.text))
                .label(facts::not_iso_4217())
                .help(check_names::three_letter_code()),
        ))
    }

    fn enumeration(&mut self, package: ir::PackageId, values: &'a [ast::EnumerationValue]) -> Choices {
        let mut seen: HashMap<&str, &ast::Name> = HashMap::new();
        for value in values {
            if let Some(first) = seen.insert(&value.name.text, &value.name) {
                self.report(duplicate(first.span, &value.name));
            }
        }
        let texts = self.worded_values(package, values);
        let spans = values.iter().map(|value| value.name.span).collect();
        match self.enumerations.entry(texts.clone()) {
            Entry::Occupied(mut known) => known.get_mut().1 = None,
            Entry::Vacant(new) => {
                new.insert((self.program.enumerations.push(texts.clone()), Some(spans)));
            }
        }
        texts
    }

    fn record_named(&mut self, package: ir::PackageId, path: &'a ast::Path) -> Built<ir::RecordId> {
        let (owner, name) = match path.names.as_slice() {
            [name] => (package, name),
            [owner, name] => (self.used_package(package, owner)?, name),
            _ => return Err(self.lost(path.span, nouns::a_path())),
        };
        if let Some(&id) = self.shape_ids.get(&(owner, name.text.as_str())) {
            self.link(name.span, self.shapes[id].record.name.span);
            return Ok(id);
        }
        if path.names.len() == 1 && TypeForm::of(&name.text) == Some(TypeForm::Money) {
            return Err(self.report(
                Diagnostic::new(Code::WrongUnit, name.span, check_names::money_without_currency())
                    .label(check_names::in_which_currency())
                    .help(check_names::write_iso_after()),
            ));
        }
        let types = TypeForm::ALL.iter().filter(|form| form.is_scalar());
        let types = of_the_language(types.map(|form| form.head().text()));
        let near = self.near(&name.text, self.declared_records(owner).chain(types));
        let guess = guessed_type(name).filter(|_| path.names.len() == 1);
        Err(self.report(guess.unwrap_or_else(|| unknown(name, nouns::record_or_type(), near))))
    }

    /// The package `name`, which `package` must use.
    pub(in crate::check) fn used_package(
        &mut self,
        package: ir::PackageId,
        name: &ast::Name,
    ) -> Built<ir::PackageId> {
        let used = self.packages[package].uses.iter().any(|used| used.text == name.text);
        let found = self.package_ids.get(name.text.as_str()).copied();
        if used || name.text == self.packages[package].name {
            self.link_package(name, package);
            // A `use` of an unknown package was reported when packages were collected.
            let unknown = self.packages[package].unknown_uses.get(name.text.as_str()).copied();
            return match (found, unknown) {
                (Some(found), _) => Ok(found),
                (None, Some(reported)) => Err(reported),
                (None, None) => Err(self.lost(name.span, nouns::a_package())),
            };
        }
        let uses = self.packages[package].uses.iter().map(|used| (used.text.as_str(), Some(used.span)));
        let mut missing = unknown(name, nouns::package(), self.near(&name.text, uses));
        if found.is_some() {
            missing = missing.help(check_names::add_use(&name.text));
        }
        Err(self.report(missing))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Height {
    New,
    /// On the way that is being walked.
    Open,
    Done(usize),
}

fn holds_itself(field: Span, record: &ast::Name) -> Diagnostic {
    Diagnostic::new(Code::RecordCycle, field, check_names::holds_itself(&record.text))
        .label(check_names::circle_closes_here())
        .because(record.span, check_names::record_in_itself())
        .note(check_names::nested_without_end())
        .help(check_names::hold_a_name_instead())
}

fn same_key(first: Span, key: &str, second: Span) -> Diagnostic {
    Diagnostic::new(Code::DuplicateName, second, check_names::same_json_key(key))
        .label(check_names::read_again())
        .because(first, check_names::read_first())
        .help(check_names::give_other_key())
}
