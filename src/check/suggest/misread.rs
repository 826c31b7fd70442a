//! Text that binds otherwise than its author meant: what a phrase takes with it, and what a comparison leaves behind.

use crate::check::checker::Checker;
use crate::check::reports::{of_wrong_type, words};
use crate::diagnostic::messages::{check_types, common, nouns};
use crate::diagnostic::{Code, Message, Reported};
use crate::ir::Type;
use crate::source::Span;
use crate::syntax::ast::{Comparison, Expr, ExprKind, Phrase};

impl Checker<'_> {
    /// Reports a value where a condition is expected. Behind an aggregate, a window belongs to its elements.
    pub(in crate::check) fn no_condition(&mut self, expr: &Expr, ty: &Type) -> Reported {
        let wrong = of_wrong_type(expr.span, nouns::a_condition(), words(ty));
        let phrase = if let ExprKind::Aggregate(_, phrase) = &expr.kind { Some(phrase) } else { None };
        let phrase = phrase.filter(|phrase| phrase.filter.is_none());
        let window = phrase.and_then(|phrase| phrase.window.as_ref()).map(|window| window.span);
        self.report(match window {
            Some(window) => {
                let aggregate = self.sources.slice(Span { end: window.start, ..expr.span }).trim_end();
                let said = self.sources.slice(window);
                wrong
                    .because(window, check_types::window_of_elements())
                    .help(check_types::parentheses_around_value(aggregate, said))
            }
            None => wrong,
        })
    }

    /// Explains a comparison behind an aggregate that its `where` has taken: `count of xs where not ok >= 10`. The
    /// error of the comparison, if it is one.
    pub(in crate::check) fn explain_taken(
        &mut self,
        since: usize,
        aggregate: Span,
        phrase: &Phrase,
    ) -> Option<Reported> {
        let (left, right) = phrase.filter.as_ref().and_then(last_comparison)?;
        let mut is_explained = false;
        let is_open = phrase.filter.as_ref().is_some_and(|filter| filter.span.end == right.span.end);
        let value = self.sources.slice(Span { end: left.span.end, ..aggregate }).to_owned();
        let rest = self.sources.slice(Span { start: left.span.end, ..right.span }).trim().to_owned();
        for found in self.current.found.iter_mut().skip(since).filter(|_| is_open) {
            let is_it = found.code == Code::WrongType && found.primary.span == right.span;
            if is_it && found.help.is_none() {
                found.help = Some(check_types::parentheses_around_value(&value, &rest));
                is_explained = true;
            }
        }
        self.current.poisoned.last().copied().filter(|_| is_explained)
    }

    /// Refuses a time that is compared with a length, and says which window or sum is meant.
    pub(in crate::check) fn no_length(
        &mut self,
        comparison: Comparison,
        left: &Expr,
        right: &Expr,
    ) -> Reported {
        let (time, length) = (self.sources.slice(left.span), self.sources.slice(right.span));
        let meant = match comparison {
            Comparison::Greater => Message::code(&format!("{time} more than {length} ago")),
            Comparison::GreaterOrEqual => Message::code(&format!("{time} at least {length} ago")),
            Comparison::Less => Message::code(&format!("{time} less than {length} ago")),
            Comparison::LessOrEqual => Message::code(&format!("{time} within {length}")),
            Comparison::Is | Comparison::IsNot => {
                check_types::compared_with_other_time(&format!("{time} + {length}"))
            }
        };
        let wrong = of_wrong_type(right.span, nouns::a_value(), nouns::a_length_of_time());
        self.report(wrong.help(check_types::age_meant(meant)))
    }

    /// Refuses the difference of two times, which is not a value.
    pub(in crate::check) fn no_difference(&mut self, left: &Expr, right: &Expr, ty: &Type) -> Reported {
        let earlier = self.sources.slice(right.span).to_owned();
        let wrong = of_wrong_type(right.span, nouns::a_length_of_time(), words(ty))
            .note(check_types::time_between_not_value());
        self.report(if matches!(left.kind, ExprKind::Now) {
            wrong.help(common::write_this(&format!("{earlier} more than 30d ago")))
        } else {
            wrong.help(check_types::move_one_of_them(&format!(
                "{earlier} + 30d < {}",
                self.sources.slice(left.span)
            )))
        })
    }
}

/// The comparison with which a condition ends, outside parentheses.
fn last_comparison(expr: &Expr) -> Option<(&Expr, &Expr)> {
    match &expr.kind {
        ExprKind::Compare(_, left, right) => Some((left, right)),
        ExprKind::Not(inner) => last_comparison(inner),
        ExprKind::And(parts) | ExprKind::Or(parts) => parts.last().and_then(last_comparison),
        ExprKind::IfThen(_, conclusion) => last_comparison(conclusion),
        ExprKind::Literal(_)
        | ExprKind::Path(_)
        | ExprKind::Now
        | ExprKind::Quantified(..)
        | ExprKind::EverySatisfies(..)
        | ExprKind::Aggregate(..)
        | ExprKind::Extreme(..)
        | ExprKind::Share(..)
        | ExprKind::Product(..)
        | ExprKind::OneOf { .. }
        | ExprKind::Presence { .. }
        | ExprKind::In(..)
        | ExprKind::StartsWith(..)
        | ExprKind::Window(..)
        | ExprKind::Satisfies(..)
        | ExprKind::Case(_)
        | ExprKind::Sum(..)
        | ExprKind::Anchor(..)
        | ExprKind::Anniversary(..)
        | ExprKind::WorkingDay(..)
        | ExprKind::Rounded(..)
        | ExprKind::Error(_) => None,
    }
}
