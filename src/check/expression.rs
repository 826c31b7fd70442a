//! Conditions, with the narrowing of optional values that they give each other.

use super::checker::Checker;
use super::scope::Scope;
use super::value::{Reference, words};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{self, Condition, ConditionKind, Origin, Place, Root, Term, Type};
use crate::source::Span;
use crate::syntax::ast::{self, Expr, ExprKind};

/// A span as the program holds it.
pub(super) fn origin(span: Span) -> Origin {
    span.into()
}

/// A condition made by the compiler from the text at `span`.
pub(super) fn made(kind: ConditionKind, span: Span) -> Condition {
    Condition { kind, origin: origin(span) }
}

impl<'a> Checker<'a> {
    /// Lowers a condition; one that is wrong is reported and stands as `true`, in a program that is not handed out.
    pub(super) fn condition(&mut self, expr: &'a Expr, scope: &Scope) -> Condition {
        let kind = self.condition_kind(expr, scope).unwrap_or_else(|| {
            self.holes += 1;
            ConditionKind::Constant(true)
        });
        made(kind, expr.span)
    }

    fn condition_kind(&mut self, expr: &'a Expr, scope: &Scope) -> Option<ConditionKind> {
        Some(match &expr.kind {
            ExprKind::Not(inner) => ConditionKind::Not(Box::new(self.condition(inner, scope))),
            ExprKind::And(parts) => ConditionKind::All(self.sequence(parts, scope, true)),
            ExprKind::Or(parts) => ConditionKind::Any(self.sequence(parts, scope, false)),
            ExprKind::IfThen(premise, conclusion) => self.if_then(premise, conclusion, scope),
            ExprKind::Quantified(quantifier, phrase) => self.quantified(*quantifier, phrase, scope)?,
            ExprKind::EverySatisfies(phrase, claim) => self.every(phrase, claim, scope)?,
            ExprKind::Compare(comparison, left, right) => self.compare(*comparison, left, right, scope)?,
            ExprKind::OneOf { subject, values, negated } => self.one_of(subject, values, *negated, scope)?,
            ExprKind::Presence { subject, present } => self.presence(subject, *present, scope)?,
            ExprKind::In(member, set) => self.member(member, set, scope)?,
            ExprKind::Window(time, window) => {
                let subject = self.value(time, scope, None)?;
                if subject.ty != Type::Time {
                    self.wrong_type(time.span, "a time", &words(&subject.ty));
                    return None;
                }
                self.window(&subject.term, window, scope)?
            }
            ExprKind::Satisfies(subject, policy) => self.satisfies(subject, policy, scope)?,
            ExprKind::Path(path) => return self.path_condition(path, scope),
            ExprKind::Literal(ast::Literal::Bool(value)) => ConditionKind::Constant(*value),
            ExprKind::Error => return None,
            _ => {
                let value = self.value(expr, scope, None)?;
                self.wrong_type(expr.span, "a condition", &words(&value.ty));
                return None;
            }
        })
    }

    fn path_condition(&mut self, path: &'a ast::Path, scope: &Scope) -> Option<ConditionKind> {
        match self.reference(path, scope)? {
            Reference::Condition(kind) => Some(kind),
            Reference::Value(value) if value.optional => {
                self.optional_used(path.span);
                None
            }
            Reference::Value(value) if value.ty == Type::Bool => Some(ConditionKind::Holds(value.term)),
            Reference::Value(value) => {
                self.wrong_type(path.span, "a condition", &words(&value.ty));
                None
            }
        }
    }

    /// Whether an expression, by its form or by what it names, is a condition.
    pub(super) fn reads_as_condition(&self, expr: &Expr, scope: &Scope) -> bool {
        match &expr.kind {
            ExprKind::Path(path) => match path.names.as_slice() {
                // The innermost record that has the name is the one that is meant.
                [name] => match scope.roots().find(|&(_, id)| self.has_field(id, &name.text)) {
                    Some((_, id)) => self.is_boolean(id, &name.text, scope),
                    None => self.packages[scope.package].conditions.contains_key(name.text.as_str()),
                },
                _ => false,
            },
            ExprKind::Literal(literal) => matches!(literal, ast::Literal::Bool(_)),
            ExprKind::Now | ExprKind::Sum(..) | ExprKind::Aggregate(..) => false,
            _ => true,
        }
    }

    fn is_boolean(&self, record: ir::RecordId, name: &str, scope: &Scope) -> bool {
        let shape = &self.shapes[record];
        if let Some(&index) = shape.given.get(name) {
            return self.program.records[record].fields[index as usize].ty == Type::Bool;
        }
        let Some(ast::FieldKind::Derived(body)) = shape.derived.get(name).map(|field| &field.kind) else {
            return false;
        };
        // A chain of bare names is followed one step only: a longer one is a value until written out.
        !matches!(body.kind, ExprKind::Path(_)) && self.reads_as_condition(body, scope)
    }

    /// `and` (`conjunction`) or `or`: each part may rely on what those before it have shown.
    fn sequence(&mut self, parts: &'a [Expr], scope: &Scope, conjunction: bool) -> Vec<Condition> {
        let mut scope = scope.clone();
        let mut lowered = Vec::new();
        for part in parts {
            lowered.push(self.condition(part, &scope));
            let shown = self.shown_present(part, &scope, conjunction);
            scope = scope.with_present(&shown);
        }
        lowered
    }

    fn if_then(&mut self, premise: &'a Expr, conclusion: &'a Expr, scope: &Scope) -> ConditionKind {
        let given = self.condition(premise, scope);
        let inner = scope.with_present(&self.shown_present(premise, scope, true));
        let then = self.condition(conclusion, &inner);
        let not = made(ConditionKind::Not(Box::new(given)), premise.span);
        ConditionKind::Any(vec![not, then])
    }

    /// The places that are present wherever `expr` has the truth `sense`.
    fn shown_present(&self, expr: &Expr, scope: &Scope, sense: bool) -> Vec<Place> {
        match &expr.kind {
            ExprKind::Presence { subject, present } if *present == sense => {
                self.place(subject, scope).into_iter().collect()
            }
            ExprKind::Window(subject, _) if sense => self.place(subject, scope).into_iter().collect(),
            ExprKind::Not(inner) => self.shown_present(inner, scope, !sense),
            ExprKind::And(parts) if sense => {
                parts.iter().flat_map(|part| self.shown_present(part, scope, sense)).collect()
            }
            ExprKind::Or(parts) if !sense => {
                parts.iter().flat_map(|part| self.shown_present(part, scope, sense)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The place that a path names, if it names one; says nothing if it does not.
    fn place(&self, expr: &Expr, scope: &Scope) -> Option<Place> {
        let ExprKind::Path(path) = &expr.kind else { return None };
        let first = path.names.first()?;
        let (root, mut record, names) = match first.text.as_str() {
            "account" => (Root::Account, scope.account?, &path.names[1..]),
            "request" => (Root::Request, scope.request?, &path.names[1..]),
            name => {
                let found =
                    scope.roots().find(|&(_, record)| self.shapes[record].given.contains_key(name))?;
                (found.0, found.1, &path.names[..])
            }
        };
        let mut place = Place { root, fields: Vec::new() };
        for name in names {
            let index = *self.shapes[record].given.get(name.text.as_str())?;
            place.fields.push(index);
            if let Type::Record(inner) = self.program.records[record].fields[index as usize].ty {
                record = inner;
            }
        }
        Some(place)
    }

    fn compare(
        &mut self,
        comparison: ast::Comparison,
        left: &'a Expr,
        right: &'a Expr,
        scope: &Scope,
    ) -> Option<ConditionKind> {
        let subject = self.present(left, scope, None)?;
        let other = self.present(right, scope, Some(&subject.ty))?;
        if !self.same_type(&subject.ty, left.span, &other.ty, right.span) {
            return None;
        }
        let equality = matches!(comparison, ast::Comparison::Is | ast::Comparison::IsNot);
        let ordered =
            matches!(subject.ty, Type::Int | Type::Decimal | Type::Money(_) | Type::Time | Type::Date);
        let comparable = !matches!(subject.ty, Type::Set(_) | Type::Many(_) | Type::Record(_));
        if !comparable || (!equality && !ordered) {
            self.wrong_type(left.span, "a value that can be compared so", &words(&subject.ty));
            return None;
        }
        Some(ConditionKind::Compare(lowered_comparison(comparison), subject.term, other.term))
    }

    fn one_of(
        &mut self,
        subject: &'a Expr,
        values: &'a [Expr],
        negated: bool,
        scope: &Scope,
    ) -> Option<ConditionKind> {
        let looked_at = self.present(subject, scope, None)?;
        let mut any = Vec::new();
        for value in values {
            let Some(candidate) = self.present(value, scope, Some(&looked_at.ty)) else { continue };
            if self.same_type(&looked_at.ty, subject.span, &candidate.ty, value.span) {
                let equal =
                    ConditionKind::Compare(ir::Comparison::Equal, looked_at.term.clone(), candidate.term);
                any.push(made(equal, value.span));
            }
        }
        let any = ConditionKind::Any(any);
        Some(if negated { ConditionKind::Not(Box::new(made(any, subject.span))) } else { any })
    }

    fn presence(&mut self, subject: &'a Expr, present: bool, scope: &Scope) -> Option<ConditionKind> {
        let looked_at = self.value(subject, scope, None)?;
        if !looked_at.optional && !matches!(looked_at.term, Term::Field(_)) {
            self.wrong_type(subject.span, "a value that may be absent", &words(&looked_at.ty));
            return None;
        }
        let is_present = ConditionKind::Present(looked_at.term);
        Some(if present { is_present } else { ConditionKind::Not(Box::new(made(is_present, subject.span))) })
    }

    fn member(&mut self, member: &'a Expr, set: &'a Expr, scope: &Scope) -> Option<ConditionKind> {
        let of = self.present(set, scope, None)?;
        let Type::Set(element) = &of.ty else {
            self.wrong_type(set.span, "a set", &words(&of.ty));
            return None;
        };
        let candidate = self.present(member, scope, Some(element))?;
        if !self.same_type(element, set.span, &candidate.ty, member.span) {
            return None;
        }
        Some(ConditionKind::Member(candidate.term, of.term))
    }

    fn satisfies(
        &mut self,
        subject: &'a Expr,
        policy: &'a ast::Path,
        scope: &Scope,
    ) -> Option<ConditionKind> {
        let looked_at = self.present(subject, scope, None)?;
        let (package, name) = match policy.names.as_slice() {
            [name] => (scope.package, name),
            [owner, name] => (self.used_package(scope.package, owner)?, name),
            _ => return None,
        };
        let id = self.referenced_policy(package, name)?;
        let Term::Field(place) = looked_at.term else {
            self.wrong_type(subject.span, "an account", "another value");
            return None;
        };
        if Some(&looked_at.ty) != self.account_of(package).map(Type::Record).as_ref() {
            let account = format!("the account of `{}`", self.packages[package].name);
            self.report(
                Diagnostic::new(Code::WrongType, subject.span, format!("expected {account}"))
                    .label(format!("this is {}", words(&looked_at.ty)))
                    .because(name.span, format!("this policy judges {account}")),
            );
            return None;
        }
        Some(ConditionKind::Satisfies(id, place))
    }
}

fn lowered_comparison(comparison: ast::Comparison) -> ir::Comparison {
    match comparison {
        ast::Comparison::Is => ir::Comparison::Equal,
        ast::Comparison::IsNot => ir::Comparison::NotEqual,
        ast::Comparison::Less => ir::Comparison::Less,
        ast::Comparison::LessOrEqual => ir::Comparison::LessOrEqual,
        ast::Comparison::Greater => ir::Comparison::Greater,
        ast::Comparison::GreaterOrEqual => ir::Comparison::GreaterOrEqual,
    }
}
