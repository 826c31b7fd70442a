//! The checker's state, and the order of its work.

use std::collections::HashMap;

use super::Checked;
use super::links::Links;
use super::packages::{Package, collect};
use super::scope::Scope;
use super::shape::Shape;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir;
use crate::source::Span;
use crate::syntax::ast;

/// What a definition stands for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Meaning {
    /// A condition.
    Condition,
    /// A value of the type; whether it may be absent.
    Value(ir::Type, bool),
}

/// How far something that may refer to others has come.
#[derive(Debug, Clone)]
pub(super) enum Progress<T> {
    /// Being worked on: meeting it again is a circle.
    Started,
    /// Done, or wrong and reported.
    Done(Option<T>),
}

/// What identifies a definition: a record's derived field, or a package's condition (no record).
pub(super) type DefinitionKey<'a> = (usize, Option<ir::RecordId>, &'a str);

#[derive(Debug)]
pub(super) struct Checker<'a> {
    pub(super) packages: Vec<Package<'a>>,
    pub(super) shapes: Vec<Shape<'a>>,
    pub(super) shape_ids: HashMap<(usize, &'a str), ir::RecordId>,
    pub(super) definitions: HashMap<DefinitionKey<'a>, Progress<(ir::DefinitionId, Meaning)>>,
    pub(super) policies: HashMap<(usize, &'a str), Progress<ir::PolicyId>>,
    pub(super) program: ir::Program,
    pub(super) links: Links,
    /// The names of each enumeration's values; `None` where several enumerations have the same.
    pub(super) enumerations: HashMap<Vec<String>, Option<Vec<Span>>>,
    /// How many conditions so far were wrong, so that what stands for them is not judged.
    pub(super) holes: usize,
    /// Whether everything in the files was read.
    whole: bool,
    diagnostics: Diagnostics,
}

impl<'a> Checker<'a> {
    pub(super) fn new(files: &'a [ast::File], names: Vec<String>, whole: bool) -> Self {
        let mut diagnostics = Diagnostics::default();
        let packages = collect(files, &mut diagnostics);
        let program = ir::Program {
            format: ir::FORMAT,
            files: names,
            packages: Vec::new(),
            records: Vec::new(),
            definitions: Vec::new(),
            policies: Vec::new(),
            tests: Vec::new(),
        };
        Self {
            packages,
            shapes: Vec::new(),
            shape_ids: HashMap::new(),
            definitions: HashMap::new(),
            policies: HashMap::new(),
            program,
            links: Links::default(),
            enumerations: HashMap::new(),
            holes: 0,
            whole,
            diagnostics,
        }
    }

    pub(super) fn run(&mut self) {
        self.link_uses();
        self.declare_shapes();
        self.declare_packages();
        for package in 0..self.packages.len() {
            self.check_definitions(package);
            for item in self.packages[package].items.clone() {
                if let ast::Item::Policy(policy) = item {
                    self.policy(package, &policy.name.text);
                }
            }
        }
        for package in 0..self.packages.len() {
            for item in self.packages[package].items.clone() {
                if let ast::Item::Test(test) = item {
                    self.test(package, test);
                }
            }
        }
    }

    pub(super) fn finish(self) -> Checked {
        Checked { program: self.program, links: self.links, diagnostics: self.diagnostics }
    }

    /// Whether all that was written was read and is right, so that doubts about the whole of it can be told.
    pub(super) fn is_sound(&self) -> bool {
        self.whole && !self.diagnostics.has_errors()
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Reports a value of another type than its place takes.
    pub(super) fn wrong_type(&mut self, span: Span, expected: &str, found: &str) {
        self.report(
            Diagnostic::new(Code::WrongType, span, format!("expected {expected}, found {found}"))
                .label(format!("this is {found}")),
        );
    }

    pub(super) fn account_of(&self, package: usize) -> Option<ir::RecordId> {
        self.root_of(package, ast::RecordKind::Account)
    }

    pub(super) fn request_of(&self, package: usize) -> Option<ir::RecordId> {
        self.root_of(package, ast::RecordKind::Request)
    }

    fn root_of(&self, package: usize, kind: ast::RecordKind) -> Option<ir::RecordId> {
        self.shapes.iter().position(|shape| shape.package == package && shape.record.kind == kind)
    }

    pub(super) fn zone_of(&self, package: usize) -> ir::Zone {
        self.program.packages[package].zone
    }

    fn declare_packages(&mut self) {
        for at in 0..self.packages.len() {
            let zone = self.checked_zone(at);
            let package = &self.packages[at];
            let languages = package.languages.iter().map(|language| language.text.clone()).collect();
            let name = package.name.clone();
            let (account, request) = (self.account_of(at).unwrap_or(0), self.request_of(at));
            self.program.packages.push(ir::Package { name, languages, zone, account, request });
        }
    }

    fn checked_zone(&mut self, package: usize) -> ir::Zone {
        let Some(zone) = self.packages[package].zone else { return ir::Zone::utc() };
        if let Some(found) = ir::Zone::named(&zone.text) {
            return found;
        }
        self.report(
            Diagnostic::new(Code::UnknownName, zone.span, format!("there is no time zone `{}`", zone.text))
                .label("not in the IANA time zone database")
                .help("use a name such as `Asia/Shanghai`, `Europe/Berlin` or `UTC`"),
        );
        ir::Zone::utc()
    }

    fn check_definitions(&mut self, package: usize) {
        for item in self.packages[package].items.clone() {
            match item {
                ast::Item::Condition(condition) => {
                    self.definition((package, None, &condition.name.text), condition.name.span);
                }
                ast::Item::Record(record) => {
                    let ids = (0..self.shapes.len()).find(|&id| std::ptr::eq(self.shapes[id].record, record));
                    let Some(id) = ids else { continue };
                    for field in &record.fields {
                        if matches!(field.kind, ast::FieldKind::Derived(_)) {
                            self.definition((package, Some(id), &field.name.text), field.name.span);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// The definition of that key, lowered when it is first asked for: each calls only earlier ones.
    pub(super) fn definition(
        &mut self,
        key: DefinitionKey<'a>,
        asked_at: Span,
    ) -> Option<(ir::DefinitionId, Meaning)> {
        match self.definitions.get(&key) {
            Some(Progress::Done(found)) => return found.clone(),
            Some(Progress::Started) => {
                self.report(self_reference(asked_at, key.2));
                return None;
            }
            None => {}
        }
        self.definitions.insert(key, Progress::Started);
        let lowered = self.lower_definition(key);
        self.definitions.insert(key, Progress::Done(lowered.clone()));
        lowered
    }

    fn lower_definition(&mut self, key: DefinitionKey<'a>) -> Option<(ir::DefinitionId, Meaning)> {
        let (package, record, name) = key;
        let expr: &'a ast::Expr = match record {
            None => &self.packages[package].conditions.get(name)?.body,
            Some(id) => match &self.shapes[id].derived.get(name)?.kind {
                ast::FieldKind::Derived(expr) => expr,
                ast::FieldKind::Given { .. } => return None,
            },
        };
        let scope = self.definition_scope(package, record);
        let (body, meaning) = if record.is_none() || self.reads_as_condition(expr, &scope) {
            (ir::Body::Condition(self.condition(expr, &scope)), Meaning::Condition)
        } else {
            let value = self.value(expr, &scope, None)?;
            (ir::Body::Term(value.term), Meaning::Value(value.ty, value.optional))
        };
        self.program.definitions.push(ir::Definition {
            name: name.to_owned(),
            account: scope.account.unwrap_or(0),
            request: scope.request,
            element: scope.elements.first().copied(),
            body,
        });
        Some((self.program.definitions.len() - 1, meaning))
    }

    fn definition_scope(&self, package: usize, record: Option<ir::RecordId>) -> Scope {
        let scope = Scope::new(package, self.account_of(package), self.request_of(package));
        match record {
            Some(id) if self.shapes[id].record.kind != ast::RecordKind::Account => scope.with_element(id),
            _ => scope,
        }
    }
}

/// A definition or policy that needs itself.
pub(super) fn self_reference(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(Code::SelfReference, span, format!("`{name}` refers to itself"))
        .label("the circle closes here")
        .note("evaluation must end, so nothing may be defined by itself, directly or through others")
}
