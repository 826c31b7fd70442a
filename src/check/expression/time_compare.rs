//! Times and dates side by side. A date is a whole day: it lies before a time when its last instant does, after it
//! when its first does, and a time is on or before a date until the day is over.

use crate::check::build::{lowered_duration, made};
use crate::check::checker::Checker;
use crate::check::state::{Scope, Typed};
use crate::diagnostic::messages::check_types;
use crate::diagnostic::{Code, Diagnostic, Reported};
use crate::ir::{Comparison, ConditionKind, Constant, Duration, Edge, Shift, Term, Type, Zone, calendar};
use crate::source::Span;
use crate::syntax::ast;

/// One comparison of two moments (or of two values of one other type).
pub(in crate::check) fn ordered(
    comparison: Comparison,
    left: Typed,
    right: Typed,
    zone: Zone,
) -> ConditionKind {
    let (left, right) = match (&left.ty, &right.ty) {
        (Type::Time, Type::Date) => (left.term, edge(right.term, later_edge(comparison), zone)),
        (Type::Date, Type::Time) => (edge(left.term, later_edge(comparison.flipped()), zone), right.term),
        _ => (left.term, right.term),
    };
    ConditionKind::Compare(comparison, left, right)
}

/// Whether a comparison of two moments holds; a time equals a date all day long.
pub(in crate::check) fn compared(
    comparison: Comparison,
    left: Typed,
    right: Typed,
    zone: Zone,
    span: Span,
) -> ConditionKind {
    let mixed = left.ty != right.ty && left.ty.is_moment() && right.ty.is_moment();
    let negated = match comparison {
        Comparison::Equal if mixed => false,
        Comparison::NotEqual if mixed => true,
        Comparison::Equal
        | Comparison::NotEqual
        | Comparison::Less
        | Comparison::LessOrEqual
        | Comparison::Greater
        | Comparison::GreaterOrEqual => return ordered(comparison, left, right, zone),
    };
    let bound = |comparison| made(ordered(comparison, left.clone(), right.clone(), zone), span);
    let on_the_day =
        ConditionKind::All(vec![bound(Comparison::GreaterOrEqual), bound(Comparison::LessOrEqual)]);
    if negated { ConditionKind::Not(Box::new(made(on_the_day, span))) } else { on_the_day }
}

/// The end of a day that a time is compared with, where the day stands on the right.
fn later_edge(comparison: Comparison) -> Edge {
    match comparison {
        Comparison::Less | Comparison::GreaterOrEqual => Edge::Start,
        Comparison::LessOrEqual | Comparison::Greater | Comparison::Equal | Comparison::NotEqual => Edge::End,
    }
}

/// The first or last instant of a day; of a literal one, worked out here if the calendar holds it.
pub(in crate::check) fn edge(date: Term, edge: Edge, zone: Zone) -> Term {
    if let Term::Constant(Constant::Date(day)) = date
        && let Some(instant) = calendar::held(calendar::edge_of_day(day, edge, zone))
    {
        return Term::Constant(Constant::Time(instant));
    }
    shifted(date, Shift::DayEdge(edge, zone))
}

pub(in crate::check) fn shifted(term: Term, by: Shift) -> Term {
    Term::Shift(Box::new(term), by)
}

/// A length with one day more: the first instant of a day is the one after the last of the day before it.
pub(in crate::check) fn with_day_before(by: &ast::Duration) -> ast::Duration {
    ast::Duration { days: by.days.saturating_add(1), ..*by }
}

impl Checker<'_> {
    /// A time or date moved by a written length. A date moved by days, months and years is a date. With hours in the
    /// length it becomes a time: the date is moved by the days first, and the hours are counted from the end of the day
    /// arrived at, or backwards from its beginning, so that a longer length never ends earlier. A time moved by full days
    /// is at the last instant of the day arrived at, or backwards at the first.
    pub(in crate::check) fn moved(
        &self,
        moment: &Typed,
        by: &ast::Duration,
        backwards: bool,
        scope: &Scope,
    ) -> Typed {
        let zone = self.zone_of(scope.package);
        if by.full_days && backwards && moment.ty == Type::Time {
            let end = lowered_duration(&with_day_before(by), backwards, zone);
            let end = shifted(moment.term.clone(), Shift::Time(end));
            let next = Duration { months: 0, days: 0, micros: 1, full_days: false, zone };
            return Typed { term: shifted(end, Shift::Time(next)), ..moment.clone() };
        }
        let length = lowered_duration(by, backwards, zone);
        let (term, ty) = if moment.ty == Type::Date {
            let days = Duration { micros: 0, full_days: false, ..length };
            let date = shifted(moment.term.clone(), Shift::Date(days));
            if length.micros == 0 {
                (date, Type::Date)
            } else {
                let date = if (days.months, days.days) == (0, 0) { moment.term.clone() } else { date };
                let end = if backwards { Edge::Start } else { Edge::End };
                let hours = Duration { months: 0, days: 0, full_days: false, ..length };
                (shifted(edge(date, end, zone), Shift::Time(hours)), Type::Time)
            }
        } else {
            (shifted(moment.term.clone(), Shift::Time(length)), Type::Time)
        };
        Typed { term, ty, optional: moment.optional, ever_absent: moment.ever_absent }
    }

    /// Refuses `now` where it would be moved: the boundary of a window has to be its event's.
    pub(in crate::check) fn now_moved(&mut self, span: Span) -> Reported {
        self.report(
            Diagnostic::new(Code::WrongType, span, check_types::now_not_moved())
                .label(check_types::move_other_side())
                .note(check_types::one_boundary())
                .help(check_types::write_window_or_move()),
        )
    }
}
