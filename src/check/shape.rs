//! The shapes of records: their given fields as IR types, their derived fields by name.

use std::collections::HashMap;

use super::checker::Checker;
use super::packages::duplicate;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::ir;
use crate::source::Span;
use crate::syntax::ast;

/// A record's declaration beside its shape.
#[derive(Debug)]
pub(super) struct Shape<'a> {
    pub(super) package: usize,
    pub(super) record: &'a ast::Record,
    /// Given fields: index in the IR record.
    pub(super) given: HashMap<&'a str, u32>,
    /// The names of the given fields, by index.
    pub(super) given_at: Vec<Span>,
    /// Derived fields.
    pub(super) derived: HashMap<&'a str, &'a ast::Field>,
}

impl Shape<'_> {
    /// Every name that can be used of such a record.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.given.keys().chain(self.derived.keys()).copied()
    }
}

impl<'a> Checker<'a> {
    /// Gives every declared record an id, then its fields their types.
    pub(super) fn declare_shapes(&mut self) {
        for package in 0..self.packages.len() {
            let records: Vec<&'a ast::Record> = self.packages[package]
                .items
                .iter()
                .filter_map(|item| match item {
                    ast::Item::Record(record) => Some(record),
                    _ => None,
                })
                .collect();
            for record in records {
                self.declare_shape(package, record);
            }
        }
        for id in 0..self.shapes.len() {
            self.fill_shape(id);
        }
    }

    fn declare_shape(&mut self, package: usize, record: &'a ast::Record) {
        let id = self.shapes.len();
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
        self.shapes.push(Shape { package, record, given, given_at, derived });
        self.program.records.push(ir::Record { name: record.name.text.clone(), fields: Vec::new() });
        self.shape_ids.entry((package, record.name.text.as_str())).or_insert(id);
    }

    fn fill_shape(&mut self, id: ir::RecordId) {
        let record = self.shapes[id].record;
        let mut fields = Vec::new();
        for field in &record.fields {
            let ast::FieldKind::Given { ty, optional, key } = &field.kind else { continue };
            if self.shapes[id].given.get(field.name.text.as_str()) != Some(&(fields.len() as u32)) {
                continue;
            }
            let ty = self.field_type(self.shapes[id].package, ty).unwrap_or(ir::Type::Bool);
            let key = key.as_ref().map_or(&field.name.text, |key| &key.value).clone();
            fields.push(ir::Field { name: field.name.text.clone(), key, ty, optional: *optional });
        }
        self.program.records[id].fields = fields;
    }

    /// The IR type of a written one; `None` if it is wrong, which is then reported.
    fn field_type(&mut self, package: usize, ty: &'a ast::Type) -> Option<ir::Type> {
        Some(match &ty.kind {
            ast::TypeKind::Bool => ir::Type::Bool,
            ast::TypeKind::Int => ir::Type::Int,
            ast::TypeKind::Decimal => ir::Type::Decimal,
            ast::TypeKind::Text => ir::Type::Text,
            ast::TypeKind::Time => ir::Type::Time,
            ast::TypeKind::Date => ir::Type::Date,
            ast::TypeKind::Money(currency) => ir::Type::Money(self.currency(currency)?),
            ast::TypeKind::OneOf(values) => ir::Type::OneOf(self.enumeration(values)),
            ast::TypeKind::Many(element) => match self.field_type(package, element)? {
                ir::Type::Record(id) => ir::Type::Many(id),
                scalar => ir::Type::Set(Box::new(scalar)),
            },
            ast::TypeKind::Named(path) => ir::Type::Record(self.record_named(package, path)?),
            ast::TypeKind::Error => return None,
        })
    }

    /// The currency's code, if ISO 4217 has it.
    pub(super) fn currency(&mut self, name: &ast::Name) -> Option<String> {
        if ir::currency::minor_digits(&name.text).is_some() {
            return Some(name.text.clone());
        }
        self.report(
            Diagnostic::new(Code::BadLiteral, name.span, format!("`{}` is not a currency", name.text))
                .label("not a code of ISO 4217")
                .help("use a three-letter code: `CNY`, `USD`, `EUR`"),
        );
        None
    }

    fn enumeration(&mut self, values: &'a [ast::Name]) -> Vec<String> {
        let mut seen: HashMap<&str, &ast::Name> = HashMap::new();
        for value in values {
            if let Some(first) = seen.insert(&value.text, value) {
                self.report(duplicate(first.span, value));
            }
        }
        let texts: Vec<String> = values.iter().map(|value| value.text.clone()).collect();
        let spans = values.iter().map(|value| value.span).collect();
        let known = self.enumerations.contains_key(&texts);
        self.enumerations.insert(texts.clone(), (!known).then_some(spans));
        texts
    }

    fn record_named(&mut self, package: usize, path: &'a ast::Path) -> Option<ir::RecordId> {
        let (owner, name) = match path.names.as_slice() {
            [name] => (package, name),
            [owner, name] => (self.used_package(package, owner)?, name),
            _ => return None,
        };
        if let Some(&id) = self.shape_ids.get(&(owner, name.text.as_str())) {
            self.links.name(name.span, self.shapes[id].record.name.span);
            return Some(id);
        }
        let known = self.shape_ids.keys().filter(|(of, _)| *of == owner).map(|(_, name)| *name);
        let types = ["bool", "int", "decimal", "text", "money", "time", "date"];
        let near = nearest(&name.text, known.chain(types)).map(str::to_owned);
        self.report(unknown(name, "record or type", near));
        None
    }

    /// The package `name`, which `package` must use.
    pub(super) fn used_package(&mut self, package: usize, name: &ast::Name) -> Option<usize> {
        let used = self.packages[package].uses.iter().any(|used| used.text == name.text);
        let found = self.packages.iter().position(|other| other.name == name.text);
        if used || name.text == self.packages[package].name {
            self.link_package(name, package);
            return found;
        }
        let near = nearest(&name.text, self.packages[package].uses.iter().map(|used| used.text.as_str()));
        let mut missing = unknown(name, "package", near.map(str::to_owned));
        if found.is_some() {
            missing = missing.help(format!("add `use {}` at the top of the file", name.text));
        }
        self.report(missing);
        None
    }
}

/// A name that nothing declares, with the one that was perhaps meant.
pub(super) fn unknown(name: &ast::Name, what: &str, near: Option<String>) -> Diagnostic {
    let unknown =
        Diagnostic::new(Code::UnknownName, name.span, format!("there is no {what} `{}` here", name.text))
            .label("not declared");
    match near {
        Some(near) => unknown.help(format!("did you mean `{near}`?")).fix(name.span, near),
        None => unknown,
    }
}
