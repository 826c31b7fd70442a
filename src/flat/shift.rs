//! Steps by which a time or a day is moved.

use crate::ir::{Shift, Type, calendar};

/// Two times that are further apart than this keep their order when they are moved: offsets of a zone differ by 26 hours
/// at most, and the wall clock is read twice, there and back; and up to four days may end on one, as 28 to 31 January
/// moved by a month.
const MAX_REORDERING: i64 = 2 * 26 * 3_600_000_000 + 4 * MICROS_OF_A_DAY;
pub(crate) const MICROS_OF_A_DAY: i64 = 86_400_000_000;

/// A time or day moved step by step; where a calendar does not say how far, at the earliest.
#[must_use]
pub fn moved(shifts: &[Shift], value: i64) -> i64 {
    shifts.iter().fold(value, |value, shift| shift.apply(value))
}

/// The same at the latest.
fn moved_at_latest(shifts: &[Shift], value: i64) -> i64 {
    shifts.iter().fold(value, |value, shift| shift.bounds(value).1)
}

/// The earliest and the latest that a time or day is moved to; `None` if nothing is known of it, for bounds were moved by
/// what does not keep their order.
#[must_use]
pub fn moved_between(shifts: &[Shift], value: i64) -> Option<(i64, i64)> {
    let start = Some((value, value));
    shifts.iter().fold(start, |bounds, shift| {
        let (low, high) = bounds?;
        (low == high || shift.keeps_bounds()).then(|| (shift.bounds(low).0, shift.bounds(high).1))
    })
}

/// Whether a calendar of working days moves it.
#[must_use]
pub fn is_reckoned_by_calendar(shifts: &[Shift]) -> bool {
    shifts.iter().any(|shift| shift.calendar().is_some())
}

/// What is reached of a time or day at the earliest or at the latest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    Earliest,
    Latest,
}

impl At {
    pub(super) fn moved(self, shifts: &[Shift], value: i64) -> i64 {
        match self {
            Self::Earliest => moved(shifts, value),
            Self::Latest => moved_at_latest(shifts, value),
        }
    }
}

/// Whether bounds stay bounds on the way: nothing behind a calendar of working days changes their order.
pub(super) fn keep_bounds(shifts: &[Shift]) -> bool {
    let behind = shifts.iter().skip_while(|shift| shift.calendar().is_none());
    behind.into_iter().all(Shift::keeps_bounds)
}

/// Whether it is a day that is moved.
pub(super) fn is_of_days(shifts: &[Shift]) -> bool {
    shifts.first().is_some_and(|first| first.takes() == Type::Date)
}

/// How far around a time or day, in its unit, others may change places with it.
pub(super) fn reordering(shifts: &[Shift]) -> i64 {
    let of_one = if is_of_days(shifts) { MAX_REORDERING / MICROS_OF_A_DAY + 1 } else { MAX_REORDERING };
    of_one.saturating_mul(shifts.len() as i64)
}

/// Whether all times or days from `from` to `to` keep their order, at each step of their way.
pub(super) fn keep_order(shifts: &[Shift], from: i64, to: i64) -> bool {
    keep(shifts, from, to, None)
}

/// Whether, of all times or days from `from` to `to`, none that reaches an instant is before one that does not: where they
/// change places, they do so on one side of it.
pub(super) fn keep_sides(shifts: &[Shift], from: i64, to: i64, instant: i64) -> bool {
    keep(shifts, from, to, Some(instant))
}

fn keep(shifts: &[Shift], mut from: i64, mut to: i64, instant: Option<i64>) -> bool {
    let last = shifts.len().saturating_sub(1);
    shifts.iter().enumerate().all(|(at, shift)| {
        let keeps = match shift {
            // Only what the last step makes is compared with the instant.
            Shift::Time(duration) => {
                calendar::keeps_order(from, to, duration, instant.filter(|_| at == last))
            }
            Shift::DateOf(zone) => calendar::keeps_dates(from, to, *zone),
            // Days always keep theirs.
            Shift::Date(_) | Shift::DayEdge(..) | Shift::PeriodEdge(..) | Shift::Next(_) => true,
            Shift::WorkingDays(..) | Shift::ToWorkingDay(_) => true,
        };
        (from, to) = (shift.apply(from), shift.apply(to));
        keeps
    })
}
