//! Events: times and days, and how `now` or a literal instant compares with what they are moved to.

use super::scalar::{Scalar, compared};
use super::shift::{Moving, moved, passes_the_end};
use super::state::Translator;
use crate::diagnostic::messages::sql;
use crate::flat::{Cutoff, Value, ValueKind, Window, is_reckoned_by_calendar};
use crate::ir::{AggregateKind, Comparison, Shift, Type, calendar};
use crate::sql::tree::{Expr, FALSE, Literal, TRUE, UNKNOWN};

/// A time or day, and the shifts that move it.
#[derive(Debug)]
pub(super) struct Event {
    pub(super) of: Scalar,
    pub(super) shifts: Vec<Shift>,
    /// Whether it may be past the calendar's end before it is moved.
    may_be_past: bool,
}

impl Event {
    /// The event moved.
    pub(super) fn moved(&self, moving: Moving) -> Scalar {
        self.of.clone().map(|value| self.moved_from(value, &self.shifts, moving))
    }

    /// Another value of the same column moved by other shifts.
    pub(super) fn moved_from(&self, value: Expr, shifts: &[Shift], moving: Moving) -> Expr {
        moved(value, shifts, self.may_be_past, moving)
    }

    /// An instant compared with the event moved, as a comparison of the event itself. Where shifting does not keep the
    /// order of times, the query moves each.
    fn compared_with(self, comparison: Comparison, instant: i64) -> Expr {
        let turned = |comparison| cutoff(comparison, &self.shifts, instant);
        let against = |(comparison, bound)| compared(comparison, self.of.clone(), Scalar::known(bound));
        let each = |comparisons: [Comparison; 2]| -> Option<Vec<Expr>> {
            comparisons.into_iter().map(|comparison| turned(comparison).map(against)).collect()
        };
        let by_cutoff = match comparison {
            // Without shifts, one bound decides these as well.
            Comparison::Equal | Comparison::NotEqual if self.shifts.is_empty() => {
                turned(comparison).map(against)
            }
            Comparison::Equal => each([Comparison::LessOrEqual, Comparison::GreaterOrEqual]).map(Expr::all),
            Comparison::NotEqual => each([Comparison::Less, Comparison::Greater]).map(Expr::any),
            comparison @ (Comparison::Less
            | Comparison::LessOrEqual
            | Comparison::Greater
            | Comparison::GreaterOrEqual) => turned(comparison).map(against),
        };
        by_cutoff.unwrap_or_else(|| {
            let moved = self.moved(Moving::Compared);
            compared(comparison.flipped(), moved, Scalar::known(Expr::time(instant)))
        })
    }
}

impl Translator<'_> {
    pub(super) fn event(&mut self, of: &Value, shifts: &[Shift]) -> Event {
        Event { of: self.value(of), shifts: shifts.to_vec(), may_be_past: may_pass_the_end(of) }
    }

    /// `now` compared with an event: with a literal if `now` is known.
    pub(super) fn window(&mut self, window: &Window) -> Expr {
        let event = self.event(&window.event, &window.shifts);
        self.is_in_window(window.comparison, event)
    }

    /// The same of an event that is present: where it is not, nothing is known.
    pub(super) fn window_if_present(&mut self, window: &Window) -> Expr {
        let event = self.event(&window.event, &window.shifts);
        self.is_in_window(window.comparison, Event { of: Scalar::known(event.of.value), ..event })
    }

    fn is_in_window(&mut self, comparison: Comparison, event: Event) -> Expr {
        if is_reckoned_by_calendar(&event.shifts) {
            return match self.now {
                Some(now) => self.by_calendar(comparison, &event, now),
                None => {
                    self.refuse(sql::working_days_need_now());
                    UNKNOWN
                }
            };
        }
        match self.now {
            Some(now) => event.compared_with(comparison, now),
            None => compared(comparison.flipped(), event.moved(Moving::Compared), Scalar::known(Expr::Now)),
        }
    }

    /// A literal instant compared with a time.
    pub(super) fn compare_instant(&mut self, comparison: Comparison, instant: i64, bound: &Value) -> Expr {
        let (of, shifts) = bound.unshifted();
        let event = self.event(of, &shifts);
        if is_reckoned_by_calendar(&shifts) {
            return self.by_calendar(comparison, &event, instant);
        }
        event.compared_with(comparison, instant)
    }

    /// An instant compared with an event that working days move: one bound from which on it holds, and another before which
    /// it does not, or the other way round. Between the two it is unknown, for the calendar ends too early.
    fn by_calendar(&mut self, comparison: Comparison, event: &Event, instant: i64) -> Expr {
        let mut each = |parts: [Comparison; 2]| parts.map(|part| self.by_calendar(part, event, instant));
        match comparison {
            Comparison::Equal => {
                return Expr::all(each([Comparison::LessOrEqual, Comparison::GreaterOrEqual]));
            }
            Comparison::NotEqual => return Expr::any(each([Comparison::Less, Comparison::Greater])),
            Comparison::Less | Comparison::LessOrEqual | Comparison::Greater | Comparison::GreaterOrEqual => {
            }
        }
        let cutoff = Cutoff::new(comparison, &event.shifts, instant);
        if cutoff.low != cutoff.high && !cutoff.is_unknown_between {
            self.refuse(sql::working_days_of_each_row());
            return UNKNOWN;
        }
        let at = |from: i64, comparison| {
            compared(
                comparison,
                event.of.clone(),
                Scalar::known(Expr::Literal(bound_of(&event.shifts, from))),
            )
        };
        let (from_high, before_low) =
            (at(cutoff.high, Comparison::GreaterOrEqual), at(cutoff.low, Comparison::Less));
        if cutoff.low == cutoff.high {
            return if cutoff.is_before { before_low } else { from_high };
        }
        let (holds, fails) = if cutoff.is_before { (before_low, from_high) } else { (from_high, before_low) };
        let absent = event.of.absent.clone();
        Expr::case([(absent, FALSE), (holds, TRUE), (fails, FALSE)], None)
    }
}

/// What an event compares with where `instant` compares with the event moved; `None` if no one bound decides it.
pub(super) fn cutoff(comparison: Comparison, shifts: &[Shift], instant: i64) -> Option<(Comparison, Expr)> {
    if shifts.is_empty() {
        return Some((comparison.flipped(), Expr::time(instant)));
    }
    let (comparison, from) = Cutoff::new(comparison, shifts, instant).exact()?;
    Some((comparison, Expr::Literal(bound_of(shifts, from))))
}

/// A bound of events that `shifts` move, as what they are: times or days.
fn bound_of(shifts: &[Shift], from: i64) -> Literal {
    if shifts.first().is_some_and(|first| first.takes() == Type::Date) {
        let day = from.clamp(calendar::FIRST_DAY.into(), calendar::BEYOND_DAY.into());
        Literal::Date(day as i32)
    } else {
        Literal::Time(from.clamp(calendar::FIRST, calendar::BEYOND))
    }
}

/// Whether a time or day may be past the calendar's end, where it stays however it is moved on.
pub(super) fn may_pass_the_end(value: &Value) -> bool {
    match &value.kind {
        ValueKind::Shifted(of, shift) => passes_the_end(shift, may_pass_the_end(of)),
        ValueKind::Aggregate(kind, _, of) => match kind {
            AggregateKind::Max | AggregateKind::Min => of.as_deref().is_some_and(may_pass_the_end),
            AggregateKind::Count | AggregateKind::Sum => false,
        },
        ValueKind::Case(rows) => rows.iter().any(|(_, value)| may_pass_the_end(value)),
        ValueKind::Anniversary(..) => true,
        ValueKind::Arithmetic(_, left, right) => may_pass_the_end(left) || may_pass_the_end(right),
        ValueKind::Unknown | ValueKind::Absent | ValueKind::Constant(_) => false,
        ValueKind::Cell(_) | ValueKind::Distinct(..) => false,
        ValueKind::Moved(..) => true,
    }
}

/// Whether a value is a literal.
pub(super) fn is_literal(value: &Value) -> bool {
    match value.kind {
        ValueKind::Unknown | ValueKind::Absent | ValueKind::Constant(_) => true,
        ValueKind::Cell(_)
        | ValueKind::Aggregate(..)
        | ValueKind::Distinct(..)
        | ValueKind::Arithmetic(..)
        | ValueKind::Shifted(..)
        | ValueKind::Moved(..)
        | ValueKind::Case(_)
        | ValueKind::Anniversary(..) => false,
    }
}
