//! Values: paths, literals, sums and aggregates, each with its type.

use crate::check::build::Built;
use crate::check::checker::Checker;
use crate::check::expression::length::By;
use crate::check::reports::optional_used;
use crate::check::reports::words;
use crate::check::state::Reference;
use crate::check::state::Scope;
use crate::check::state::Typed;
use crate::diagnostic::Reported;
use crate::diagnostic::messages::{check_types, nouns};
use crate::ir::{AggregateKind, Arithmetic, Distinct, Place, Root, Term, Type, Unit};
use crate::source::Span;
use crate::syntax::ast::{self, AggregateWord, ExprKind, Literal};

impl<'a> Checker<'a> {
    /// A value that is present; `expected` gives bare enumeration values their meaning.
    #[expect(clippy::wildcard_enum_match_arm, reason = "every other expression is treated alike")]
    pub(in crate::check) fn present(
        &mut self,
        expr: &'a ast::Expr,
        scope: &Scope,
        expected: Option<&Type>,
    ) -> Built<Typed> {
        let typed = self.value(expr, scope, expected)?;
        if typed.optional {
            let value = match &expr.kind {
                ExprKind::Path(path) => path.to_string(),
                _ => "…".to_owned(),
            };
            return Err(self.optional_used(expr.span, &value));
        }
        Ok(typed)
    }

    /// Reports an optional value used as if it were there; `value` is how a condition names it.
    pub(in crate::check) fn optional_used(&mut self, span: Span, value: &str) -> Reported {
        self.report(optional_used(span).help(check_types::say_what_absence_means(value)))
    }

    /// A value that may be absent.
    pub(in crate::check) fn value(
        &mut self,
        expr: &'a ast::Expr,
        scope: &Scope,
        expected: Option<&Type>,
    ) -> Built<Typed> {
        self.within(expr.span, |checker| checker.value_within(expr, scope, expected))
    }

    fn value_within(&mut self, expr: &'a ast::Expr, scope: &Scope, expected: Option<&Type>) -> Built<Typed> {
        match &expr.kind {
            ExprKind::Literal(Literal::WorkingDays { count, calendar }) => {
                self.working_days(*count, calendar.as_ref(), expr.span, scope)
            }
            ExprKind::Literal(literal) => self.literal(literal, expr.span, expected),
            ExprKind::Now => Ok(Typed::sure(Term::Now, Type::Time)),
            ExprKind::Path(path) => self.path_value(path, scope, expected),
            ExprKind::Sum(sign, left, right) => self.sum(*sign, left, right, scope),
            ExprKind::Share(..) | ExprKind::Product(..) => self.whole_product(expr, scope, expected),
            ExprKind::Extreme(word, operands) => self.extreme(*word, operands, expr.span, scope),
            ExprKind::Aggregate(aggregate, phrase) => {
                let since = self.current.found.len();
                let value = self.aggregate(aggregate, phrase, scope);
                self.explain_taken(since, expr.span, phrase).map_or(value, Err)
            }
            ExprKind::Case(case) => self.case_value(case, scope, expected),
            ExprKind::Anchor(anchor, of) => self.anchored(*anchor, of, scope),
            ExprKind::Anniversary(of, after) => self.anniversary(of, after, scope),
            ExprKind::WorkingDay(of, calendar) => {
                self.moved_to_working_day(of, calendar.as_ref(), expr.span, scope)
            }
            ExprKind::Rounded(of, rounding) => self.rounded(of, *rounding, scope, expected),
            ExprKind::Error(reported) => Err(*reported),
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
            | ExprKind::StartsWith(..)
            | ExprKind::Window(..)
            | ExprKind::Satisfies(..) => {
                Err(self.wrong_type(expr.span, nouns::a_value(), nouns::a_condition()))
            }
        }
    }

    /// Two values that stand beside each other: a literal takes the type of the other.
    pub(in crate::check) fn pair(
        &mut self,
        left: &'a ast::Expr,
        right: &'a ast::Expr,
        scope: &Scope,
    ) -> Built<(Typed, Typed)> {
        if matches!(left.kind, ExprKind::Literal(_)) {
            let second = self.present(right, scope, None)?;
            let first = self.present(left, scope, Some(&second.ty))?;
            return Ok((first, second));
        }
        let first = self.present(left, scope, None)?;
        let second = self.present(right, scope, Some(&first.ty))?;
        Ok((first, second))
    }

    fn sum(
        &mut self,
        sign: ast::Sign,
        left: &'a ast::Expr,
        right: &'a ast::Expr,
        scope: &Scope,
    ) -> Built<Typed> {
        if let ExprKind::Literal(Literal::Duration(written)) = &right.kind {
            let moment = self.present(left, scope, None)?;
            self.refuse_months_after_end(left, written, sign)?;
            let by = self.length(right, scope)?;
            return self.shifted((moment, left.span), &by, sign, scope);
        }
        let (first, second) = self.pair(left, right, scope)?;
        if second.ty == Type::Length {
            let by = self.length_of(second, right.span)?;
            return self.shifted((first, left.span), &by, sign, scope);
        }
        if first.ty.is_moment() && second.ty.is_moment() {
            return Err(self.no_difference(left, right, &second.ty));
        }
        if first.ty.is_moment() {
            return Err(self.wrong_type(right.span, nouns::a_length_of_time(), words(&second.ty)));
        }
        if first.ty.unit().is_none() {
            return Err(self.wrong_type(left.span, nouns::number_or_amount(), words(&first.ty)));
        }
        self.check_same_type(&first.ty, left.span, &second.ty, right.span)?;
        let (left, right) = (Box::new(first.term), Box::new(second.term));
        let how = match sign {
            ast::Sign::Plus => Arithmetic::Add,
            ast::Sign::Minus => Arithmetic::Subtract,
        };
        Ok(Typed::sure(Term::Arithmetic(how, left, right), first.ty))
    }

    fn shifted(
        &mut self,
        (moment, span): (Typed, Span),
        by: &By,
        sign: ast::Sign,
        scope: &Scope,
    ) -> Built<Typed> {
        if moment.ty == Type::Length {
            return Err(self.lengths_do_not_compare(span));
        }
        if !moment.ty.is_moment() {
            return Err(self.wrong_type(span, nouns::time_or_date(), words(&moment.ty)));
        }
        if matches!(moment.term, Term::Now) {
            return Err(self.now_moved(span));
        }
        self.check_one_move(&moment, span)?;
        self.moved(&moment, by, sign == ast::Sign::Minus, scope, span)
    }

    fn aggregate(
        &mut self,
        aggregate: &'a ast::Aggregate,
        phrase: &'a ast::Phrase,
        scope: &Scope,
    ) -> Built<Typed> {
        if aggregate.word == AggregateWord::Count
            && let Some((set, typed)) = self.counted_set(phrase, scope)?
        {
            if typed.optional {
                return Err(self.optional_used(set.span, &set.to_string()));
            }
            let count = Term::Distinct(Distinct::Members(Box::new(typed.term)));
            return Ok(Typed::sure(count, Type::Number(Unit::Int)));
        }
        let selection = self.selection(phrase, scope)?;
        let shown = self.refinements_if(&selection.select.filter, true);
        let inner = scope.with_element(selection.record).with_present(shown);
        let select = Box::new(selection.select);
        let Some(field) = &aggregate.field else {
            let count = Term::Aggregate { kind: AggregateKind::Count, select, of: None };
            return Ok(Typed::sure(count, Type::Number(Unit::Int)));
        };
        let place = Place { root: Root::Element(0), fields: Vec::new() };
        let Reference::Value(of) = self.walk(place, selection.record, &field.names, &inner)? else {
            return Err(self.wrong_type(field.span, nouns::a_value(), nouns::a_condition()));
        };
        let Some(kind) = kind_of(aggregate.word) else {
            if !of.ty.is_single() || of.ty == Type::Length {
                return Err(self.wrong_type(field.span, nouns::comparable_value(), words(&of.ty)));
            }
            let count = Term::Distinct(Distinct::Values(select, Box::new(of.term)));
            return Ok(Typed::sure(count, Type::Number(Unit::Int)));
        };
        if !kind.takes(&of.ty) {
            return Err(self.wrong_type(field.span, nouns::computable_field(), words(&of.ty)));
        }
        let there_is_one = !of.optional && scope.has_some_of(&select);
        let term = Term::Aggregate { kind, select, of: Some(Box::new(of.term)) };
        let ever_absent = kind.identity().is_none();
        let optional = ever_absent && !there_is_one && !scope.is_present(&term);
        Ok(Typed { term, ty: of.ty, optional, ever_absent })
    }
}

/// What an aggregate's word computes of the elements' values; `None` where it only counts the different ones.
fn kind_of(word: AggregateWord) -> Option<AggregateKind> {
    match word {
        AggregateWord::Count => Some(AggregateKind::Count),
        AggregateWord::CountDistinct => None,
        AggregateWord::Total => Some(AggregateKind::Sum),
        AggregateWord::Latest | AggregateWord::Largest => Some(AggregateKind::Max),
        AggregateWord::Earliest | AggregateWord::Smallest => Some(AggregateKind::Min),
    }
}
