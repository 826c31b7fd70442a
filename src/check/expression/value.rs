//! Values: paths, literals, sums and aggregates, each with its type.

use crate::check::build::is_ordered;
use crate::check::checker::Checker;
use crate::check::reports::optional_used;
use crate::check::reports::words;
use crate::check::state::Reference;
use crate::check::state::Scope;
use crate::check::state::Typed;
use crate::ir::{Place, Root, Term, Type, Value};
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind, Literal};

impl<'a> Checker<'a> {
    /// A value that is present; `expected` gives bare enumeration values their meaning.
    #[expect(clippy::wildcard_enum_match_arm, reason = "every other expression is treated alike")]
    pub(in crate::check) fn present(
        &mut self,
        expr: &'a ast::Expr,
        scope: &Scope,
        expected: Option<&Type>,
    ) -> Option<Typed> {
        let typed = self.value(expr, scope, expected)?;
        if typed.optional {
            let value = match &expr.kind {
                ExprKind::Path(path) => path.to_string(),
                _ => "…".to_owned(),
            };
            self.optional_used(expr.span, &value);
            return None;
        }
        Some(typed)
    }

    /// Reports an optional value used as if it were there; `value` is how a condition names it.
    pub(in crate::check) fn optional_used(&mut self, span: Span, value: &str) {
        self.report(optional_used(span).help(format!(
            "say what absence means: `{value} is absent or …`, or `{value} is present and …`"
        )));
    }

    /// A value that may be absent.
    pub(in crate::check) fn value(
        &mut self,
        expr: &'a ast::Expr,
        scope: &Scope,
        expected: Option<&Type>,
    ) -> Option<Typed> {
        self.within(expr.span, |checker| checker.value_within(expr, scope, expected))
    }

    fn value_within(&mut self, expr: &'a ast::Expr, scope: &Scope, expected: Option<&Type>) -> Option<Typed> {
        match &expr.kind {
            ExprKind::Literal(literal) => self.literal(literal, expr.span, expected),
            ExprKind::Now => Some(Typed::sure(Term::Now, Type::Time)),
            ExprKind::Path(path) => self.path_value(path, scope, expected),
            ExprKind::Sum(sign, left, right) => self.sum(*sign, left, right, scope),
            ExprKind::Aggregate(aggregate, phrase) => {
                let since = self.current.found.len();
                let value = self.aggregate(aggregate, phrase, scope);
                if self.explain_taken(since, expr.span, phrase) { None } else { value }
            }
            ExprKind::Error(_) => None,
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
                self.wrong_type(expr.span, "a value", "a condition");
                None
            }
        }
    }

    /// Two values that stand beside each other: a literal takes the type of the other.
    pub(in crate::check) fn pair(
        &mut self,
        left: &'a ast::Expr,
        right: &'a ast::Expr,
        scope: &Scope,
    ) -> Option<(Typed, Typed)> {
        if matches!(left.kind, ExprKind::Literal(_)) {
            let second = self.present(right, scope, None)?;
            let first = self.present(left, scope, Some(&second.ty))?;
            return Some((first, second));
        }
        let first = self.present(left, scope, None)?;
        let second = self.present(right, scope, Some(&first.ty))?;
        Some((first, second))
    }

    fn sum(
        &mut self,
        sign: ast::Sign,
        left: &'a ast::Expr,
        right: &'a ast::Expr,
        scope: &Scope,
    ) -> Option<Typed> {
        if let ExprKind::Literal(Literal::Duration(by)) = &right.kind {
            return self.shifted(left, by, sign, scope);
        }
        let (first, second) = self.pair(left, right, scope)?;
        if first.ty.is_moment() && second.ty.is_moment() {
            self.no_difference(left, right, &second.ty);
            return None;
        }
        if first.ty.is_moment() {
            self.wrong_type(right.span, "a length of time", &words(&second.ty));
            return None;
        }
        if !matches!(first.ty, Type::Int | Type::Decimal | Type::Money(_)) {
            self.wrong_type(left.span, "a number or an amount", &words(&first.ty));
            return None;
        }
        if !self.same_type(&first.ty, left.span, &second.ty, right.span) {
            return None;
        }
        let (left, right) = (Box::new(first.term), Box::new(second.term));
        let term = match sign {
            ast::Sign::Plus => Term::Add(left, right),
            ast::Sign::Minus => Term::Subtract(left, right),
        };
        Some(Typed::sure(term, first.ty))
    }

    fn shifted(
        &mut self,
        left: &'a ast::Expr,
        by: &ast::Duration,
        sign: ast::Sign,
        scope: &Scope,
    ) -> Option<Typed> {
        let moment = self.present(left, scope, None)?;
        if !moment.ty.is_moment() {
            self.wrong_type(left.span, "a time or a date", &words(&moment.ty));
            return None;
        }
        if matches!(moment.term, Term::Now) {
            self.now_moved(left.span);
            return None;
        }
        self.warn_days(by);
        Some(self.moved(&moment, by, sign == ast::Sign::Minus, scope))
    }

    fn aggregate(
        &mut self,
        aggregate: &'a ast::Aggregate,
        phrase: &'a ast::Phrase,
        scope: &Scope,
    ) -> Option<Typed> {
        let selection = self.selection(phrase, scope)?;
        let shown = self.refinements_if(&selection.select.filter, true);
        let inner = scope.with_element(selection.record).with_present(shown);
        let select = Box::new(selection.select);
        let field = match aggregate {
            ast::Aggregate::Count => return Some(Typed::sure(Term::Count(select), Type::Int)),
            ast::Aggregate::Total(path) | ast::Aggregate::Maximum(path) | ast::Aggregate::Minimum(path) => {
                path
            }
        };
        let place = Place { root: Root::Element(0), fields: Vec::new() };
        let Reference::Value(of) = self.walk(place, selection.record, &field.names, &inner)? else {
            self.wrong_type(field.span, "a value", "a condition");
            return None;
        };
        let there_is_one = !of.optional && scope.has_some_of(&select);
        let extreme = |term, ty| {
            let optional = !there_is_one && !scope.is_present(&term);
            Some(Typed { term, ty, optional, ever_absent: true })
        };
        let term = Box::new(of.term);
        match aggregate {
            ast::Aggregate::Maximum(_) if is_ordered(&of.ty) => extreme(Term::Maximum(select, term), of.ty),
            ast::Aggregate::Minimum(_) if is_ordered(&of.ty) => extreme(Term::Minimum(select, term), of.ty),
            ast::Aggregate::Total(_) if nothing_of(&of.ty).is_some() => {
                let none = nothing_of(&of.ty)?;
                Some(Typed::sure(Term::Total(select, term, none), of.ty))
            }
            ast::Aggregate::Count
            | ast::Aggregate::Total(_)
            | ast::Aggregate::Maximum(_)
            | ast::Aggregate::Minimum(_) => {
                self.wrong_type(field.span, "a field that can be reckoned with", &words(&of.ty));
                None
            }
        }
    }
}

/// The sum of no values of a type that can be added up.
fn nothing_of(ty: &Type) -> Option<Value> {
    match ty {
        Type::Int => Some(Value::Int(0)),
        Type::Decimal => Some(Value::Decimal(0)),
        Type::Money(_) => Some(Value::Money(0)),
        Type::Bool
        | Type::Text
        | Type::Time
        | Type::Date
        | Type::OneOf(_)
        | Type::Set(_)
        | Type::Many(_)
        | Type::Record(_) => None,
    }
}
