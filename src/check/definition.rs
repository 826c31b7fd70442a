//! Derived fields and named conditions, each lowered when it is first asked for: it calls only earlier ones.

use super::checker::{Checker, Progress, self_reference};
use super::expression::made;
use super::memory::Lowered;
use super::narrowing::Shown;
use super::notes::Needed;
use super::scope::Scope;
use super::traits::Traits;
use super::value::{Reference, Typed, words};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{self, Body, ConditionKind, Place, Subject, Term, Type};
use crate::source::Span;
use crate::syntax::ast::{self, Expr, ExprKind};

/// What identifies a definition: a record's derived field, or a package's condition (no record).
pub(super) type DefinitionKey<'a> = (ir::PackageId, Option<ir::RecordId>, &'a str);

/// What a definition stands for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Meaning {
    /// A condition.
    Condition,
    /// A value of the type; whether it may be absent.
    Value(Type, bool),
}

/// What its callers need to know of a definition.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) traits: Traits,
    /// What it shows to be present where it is false, and where it is true.
    pub(super) shows: [Vec<Shown>; 2],
}

impl<'a> Checker<'a> {
    pub(super) fn check_definitions(&mut self, package: ir::PackageId) {
        for item in self.packages[package].items.clone() {
            if let ast::Item::Condition(condition) = item {
                self.definition((package, None, &condition.name.text), condition.name.span);
            }
        }
        for id in self.packages[package].shapes.clone() {
            let record = self.shapes[id].record;
            for field in &record.fields {
                if matches!(field.kind, ast::FieldKind::Derived(_)) {
                    self.definition((package, Some(id), &field.name.text), field.name.span);
                }
            }
        }
    }

    /// The definition of that key.
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
        // A definition met on the way takes as much of the stack as two levels of an expression.
        let lowered = self.within(asked_at, |checker| {
            checker.within(asked_at, |checker| {
                let declared = checker.declared_at(key)?;
                match checker.item(declared, |checker| checker.lower_definition(key))? {
                    Lowered::Definition(id, meaning) => Some((id, meaning)),
                    Lowered::Policy(_) | Lowered::Test(_) => None,
                }
            })
        });
        self.definitions.insert(key, Progress::Done(lowered.clone()));
        lowered
    }

    fn lower_definition(&mut self, key: DefinitionKey<'a>) -> Option<Lowered> {
        let (package, record, name) = key;
        let expr: &'a Expr = match record {
            None => &self.packages[package].conditions.get(name)?.body,
            Some(id) => match &self.shapes[id].derived.get(name)?.kind {
                ast::FieldKind::Derived(expr) => expr,
                ast::FieldKind::Given { .. } => return None,
            },
        };
        let scope = self.definition_scope(package, record);
        let lowered = self.body(expr, &scope, record.is_none());
        if let Some((Body::Condition(condition), _)) = &lowered {
            self.doubt_constant(condition);
        }
        // One that is wrong takes a number too, so that the numbers of others do not hang on it.
        let hole = || Body::Condition(made(ConditionKind::Constant(true), expr.span));
        let (body, meaning) = lowered.map_or_else(|| (hole(), None), |(body, meaning)| (body, Some(meaning)));
        let definition = ir::Definition {
            name: name.to_owned(),
            account: self.program.packages[package].account,
            request: scope.request,
            element: scope.elements.first().copied(),
            body,
        };
        let id = self.add_definition(definition, expr.span);
        Some(Lowered::Definition(id, meaning?))
    }

    /// Takes in a lowered definition, with what its callers need to know of it.
    pub(super) fn add_definition(&mut self, definition: ir::Definition, at: Span) -> ir::DefinitionId {
        let mut known = match &definition.body {
            Body::Condition(condition) => Known {
                traits: self.traits(condition),
                shows: [false, true].map(|sense| self.shown_present(condition, sense)),
            },
            Body::Term(term) => Known { traits: self.term_traits(term), shows: [Vec::new(), Vec::new()] },
        };
        if known.traits.is_first_too_large() {
            self.tell_too_deep(at);
            known.traits.told = true;
        }
        self.known_definitions.push(known);
        self.program.definitions.push(definition)
    }

    fn definition_scope(&self, package: ir::PackageId, record: Option<ir::RecordId>) -> Scope {
        let scope = Scope::new(package, self.account_of(package), self.request_of(package));
        match record {
            Some(id) if self.shapes[id].record.kind != ast::RecordKind::Account => scope.with_element(id),
            _ => scope,
        }
    }

    /// A definition is a condition by its form, or a bare name by what it names.
    fn body(&mut self, expr: &'a Expr, scope: &Scope, is_condition: bool) -> Option<(Body, Meaning)> {
        if is_condition {
            return Some((Body::Condition(self.condition(expr, scope)), Meaning::Condition));
        }
        let typed = match &expr.kind {
            ExprKind::Path(path) => match self.reference(path, scope)? {
                Reference::Condition(kind) => {
                    return Some((Body::Condition(made(kind, expr.span)), Meaning::Condition));
                }
                Reference::Value(typed) => typed,
            },
            ExprKind::Literal(ast::Literal::Bool(_)) => {
                return Some((Body::Condition(self.condition(expr, scope)), Meaning::Condition));
            }
            ExprKind::Literal(_) | ExprKind::Now | ExprKind::Sum(..) | ExprKind::Aggregate(..) => {
                self.value(expr, scope, None)?
            }
            ExprKind::Error(_) => return None,
            ExprKind::Not(_)
            | ExprKind::And(_)
            | ExprKind::Or(_)
            | ExprKind::IfThen(..)
            | ExprKind::Quantified(..)
            | ExprKind::EverySatisfies(..)
            | ExprKind::Compare(..)
            | ExprKind::OneOf { .. }
            | ExprKind::Presence { .. }
            | ExprKind::In(..)
            | ExprKind::Window(..)
            | ExprKind::Satisfies(..) => {
                return Some((Body::Condition(self.condition(expr, scope)), Meaning::Condition));
            }
        };
        self.derived_value(typed, expr)
    }

    fn derived_value(&mut self, typed: Typed, expr: &Expr) -> Option<(Body, Meaning)> {
        match &typed.ty {
            Type::Bool if !typed.optional => {
                let holds = made(ConditionKind::Holds(typed.term), expr.span);
                return Some((Body::Condition(holds), Meaning::Condition));
            }
            Type::Many(_) | Type::Record(_) => {
                self.wrong_type(expr.span, "a condition or a single value", &words(&typed.ty));
                return None;
            }
            Type::Bool
            | Type::Int
            | Type::Decimal
            | Type::Text
            | Type::Money(_)
            | Type::Time
            | Type::Date
            | Type::OneOf(_)
            | Type::Set(_) => {}
        }
        if matches!(typed.term, Term::Now) {
            self.report(
                Diagnostic::new(Code::WrongType, expr.span, "`now` cannot be given another name")
                    .label("every window speaks of `now` by itself")
                    .help("write `now` where it is compared"),
            );
            return None;
        }
        Some((Body::Term(typed.term), Meaning::Value(typed.ty, typed.optional)))
    }

    /// Refers to a definition, if what it reads is at hand where it is called.
    pub(super) fn call(
        &mut self,
        key: DefinitionKey<'a>,
        subject: Subject,
        scope: &Scope,
        span: Span,
    ) -> Option<Reference> {
        if let Some(declared) = self.declared_at(key) {
            self.link(span, declared);
        }
        self.ask(Needed::Definition(key.0, key.1, key.2.to_owned()), span);
        let (id, meaning) = self.definition(key, span)?;
        let reads = self.known_definitions[id].traits;
        let elsewhere = key.0 != scope.package;
        if reads.request && (scope.request.is_none() || elsewhere || matches!(subject, Subject::Account(_))) {
            self.report(no_request(span, key.2));
            return None;
        }
        if reads.account && elsewhere && matches!(subject, Subject::Element(_)) {
            self.report(foreign_account(span, key.2, self.packages[key.0].name));
            return None;
        }
        Some(match meaning {
            Meaning::Condition => Reference::Condition(ConditionKind::Call(id, subject)),
            Meaning::Value(ty, optional) => {
                let term = Term::Call(id, subject);
                let here = optional && !scope.is_present(&term);
                Reference::Value(Typed { term, ty, optional: here, ever_absent: optional })
            }
        })
    }

    /// Where a definition is declared.
    pub(super) fn declared_at(&self, (package, record, name): DefinitionKey<'a>) -> Option<Span> {
        match record {
            None => self.packages[package].conditions.get(name).map(|condition| condition.name.span),
            Some(id) => self.shapes[id].derived.get(name).map(|field| field.name.span),
        }
    }

    /// The definition of that name, if there is one.
    pub(super) fn definition_key(
        &self,
        package: ir::PackageId,
        record: Option<ir::RecordId>,
        name: &str,
    ) -> Option<DefinitionKey<'a>> {
        let name = match record {
            None => *self.packages[package].conditions.get_key_value(name)?.0,
            Some(id) => *self.shapes[id].derived.get_key_value(name)?.0,
        };
        Some((package, record, name))
    }

    /// The subject of a derived field that is read at a place.
    pub(super) fn subject_at(&self, place: Place, record: ir::RecordId) -> Subject {
        let is_account = self.shapes[record].record.kind == ast::RecordKind::Account;
        match (is_account, place.root, place.fields.is_empty()) {
            (true, ir::Root::Account, true) => Subject::Same,
            (true, ..) => Subject::Account(place),
            (false, ..) => Subject::Element(place),
        }
    }
}

pub(super) fn no_request(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(Code::NoRequest, span, format!("`{name}` reads the request, which is not at hand here"))
        .label("there is no such request here")
        .help("judge it `on request`, or leave the request out of what is read here")
}

fn foreign_account(span: Span, name: &str, package: &str) -> Diagnostic {
    Diagnostic::new(
        Code::ForeignAccount,
        span,
        format!("`{name}` reads the account of `{package}`, which is not the one judged here"),
    )
    .label(format!("it was written for an account of `{package}`"))
    .help(format!("declare a derived field of the account in `{package}` that says it, and read that"))
}
