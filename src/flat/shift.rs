//! Steps by which a time or a day is moved.

use crate::ir::{Shift, Type, calendar};

/// Two times that are further apart than this keep their order when they are moved: offsets of a zone differ by 26 hours
/// at most, and the wall clock is read twice, there and back; and up to four days may end on one, as 28 to 31 January
/// moved by a month.
const MAX_REORDERING: i64 = 2 * 26 * 3_600_000_000 + 4 * MICROS_OF_A_DAY;
pub(crate) const MICROS_OF_A_DAY: i64 = 86_400_000_000;

/// A time or day moved step by step.
#[must_use]
pub fn moved(shifts: &[Shift], value: i64) -> i64 {
    shifts.iter().fold(value, |value, shift| shift.apply(value))
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
pub(super) fn keep_order(shifts: &[Shift], mut from: i64, mut to: i64) -> bool {
    shifts.iter().all(|shift| {
        let keeps = match shift {
            Shift::Time(duration) => calendar::keeps_order(from, to, duration),
            Shift::DateOf(zone) => calendar::keeps_dates(from, to, *zone),
            // Days always keep theirs.
            Shift::Date(_) | Shift::DayEdge(..) | Shift::PeriodEdge(..) | Shift::Next(_) => true,
        };
        (from, to) = (shift.apply(from), shift.apply(to));
        keeps
    })
}
