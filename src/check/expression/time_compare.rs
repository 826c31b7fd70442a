//! Times and dates side by side. A date is a whole day: it lies before a time when its last instant does, after it
//! when its first does, and a time is on or before a date until the day is over.

use crate::check::build::made;
use crate::check::checker::Checker;
use crate::check::state::Typed;
use crate::diagnostic::messages::check_types;
use crate::diagnostic::{Code, Diagnostic, Reported};
use crate::ir::{Comparison, ConditionKind, Constant, Edge, Move, Moved, Shift, Term, Type, Zone, calendar};
use crate::source::Span;

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
    // Where a fact says how far a date is moved, the move itself goes to the edge: with hours, it ends at an instant.
    if let Term::Moved(of, by, how) = date {
        return match how.of {
            Moved::Date => Term::Moved(of, by, Move { of: Moved::DayEdge(edge), ..how }),
            Moved::Time | Moved::DayEdge(_) => shifted(Term::Moved(of, by, how), Shift::DayEdge(edge, zone)),
        };
    }
    shifted(date, Shift::DayEdge(edge, zone))
}

pub(in crate::check) fn shifted(term: Term, by: Shift) -> Term {
    Term::Shift(Box::new(term), by)
}

impl Checker<'_> {
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
