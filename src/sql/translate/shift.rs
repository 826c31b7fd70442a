//! Times and days that are moved, within the calendar: whatever is past its end is one instant, and one day.

use crate::ir::{Comparison, Duration, Edge, Shift, Zone, calendar};
use crate::sql::tree::{Expr, Extreme, Literal, UNKNOWN};

/// What is known of a value that is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moving {
    /// Nothing: NULL stays NULL.
    Any,
    /// It is not NULL.
    Present,
    /// The result is only compared with an instant of the calendar: it may be anywhere past the end.
    Compared,
}

/// A value moved by each shift. `may_be_past` says whether the value itself may be past the calendar's end.
pub(super) fn moved(value: Expr, shifts: &[Shift], mut may_be_past: bool, moving: Moving) -> Expr {
    // As in `Expr::shifted`, a bare NULL has no type.
    if value == UNKNOWN {
        return UNKNOWN;
    }
    shifts.iter().fold(value, |value, shift| {
        let was_past = may_be_past;
        may_be_past = passes_the_end(shift, was_past);
        let moved = moved_by(value.clone(), shift, moving);
        // What is past the calendar's end stays there.
        let (last, beyond) = match shift {
            Shift::Time(by) if is_backwards(by) => (Expr::time(calendar::LAST), Expr::time(calendar::BEYOND)),
            Shift::Date(by) if is_backwards(by) => (day(calendar::LAST_DAY), day(calendar::BEYOND_DAY)),
            // The last instant of a day past the end is past it in every zone, but not its first.
            Shift::DayEdge(Edge::Start, _) => (day(calendar::LAST_DAY), Expr::time(calendar::BEYOND)),
            Shift::DateOf(_) => (Expr::time(calendar::LAST), day(calendar::BEYOND_DAY)),
            Shift::PeriodEdge(Edge::Start, _) => (day(calendar::LAST_DAY), day(calendar::BEYOND_DAY)),
            Shift::Time(_)
            | Shift::Date(_)
            | Shift::DayEdge(Edge::End, _)
            | Shift::PeriodEdge(Edge::End, _)
            | Shift::Next(_)
            | Shift::WorkingDays(..)
            | Shift::ToWorkingDay(_) => return moved,
        };
        if was_past {
            Expr::case([(Expr::compare(Comparison::Greater, value, last), beyond)], Some(moved))
        } else {
            moved
        }
    })
}

/// Whether a value may be past the calendar's end once it is moved.
pub(super) fn passes_the_end(shift: &Shift, may_be_past: bool) -> bool {
    match shift {
        Shift::Time(by) | Shift::Date(by) => may_be_past || !is_backwards(by),
        Shift::DayEdge(Edge::End, _) | Shift::PeriodEdge(Edge::End, _) | Shift::Next(_) => true,
        Shift::WorkingDays(..) | Shift::ToWorkingDay(_) => true,
        Shift::DayEdge(Edge::Start, _) | Shift::PeriodEdge(Edge::Start, _) => may_be_past,
        Shift::DateOf(zone) => may_be_past || calendar::day_of(calendar::LAST, *zone) > calendar::LAST_DAY,
    }
}

/// An instant that is compared with another that may be past the calendar's end as well: all of these are one. The least of
/// several values is not NULL where one of them is, so what is unknown is set apart.
#[expect(clippy::wildcard_enum_match_arm, reason = "every other expression stays as it is")]
pub(super) fn within_calendar(value: Expr) -> Expr {
    match value {
        Expr::Day(..) => {
            let least = Expr::extreme(Extreme::Least, vec![value.clone(), Expr::time(calendar::BEYOND)]);
            if value.nullable() { Expr::case([(Expr::is_present(value), least)], None) } else { least }
        }
        other => other,
    }
}

fn moved_by(value: Expr, shift: &Shift, moving: Moving) -> Expr {
    match (shift, value) {
        (Shift::Time(by), Expr::Literal(Literal::Time(micros))) => Expr::time(calendar::shift(micros, by)),
        (Shift::Date(by), Expr::Literal(Literal::Date(days))) => day(calendar::shift_day(days, by)),
        (Shift::Time(by), value) => moved_time(value, by, moving),
        (Shift::Date(by), value) => moved_day(value, by, moving),
        (Shift::DayEdge(edge, zone), value) => Expr::Day(Box::new(value), *edge, *zone),
        (Shift::DateOf(zone), value) => date_of(value, *zone, moving),
        (Shift::PeriodEdge(edge, period), value) => Expr::PeriodEdge(Box::new(value), *edge, *period),
        (Shift::Next(of), value) => {
            let next = Expr::Next(Box::new(value.clone()), *of);
            let next = Expr::extreme(Extreme::Least, vec![next, day(calendar::BEYOND_DAY)]);
            or_null(value, next, moving)
        }
        // Refused before: no expression counts working days. NULL is unknown, if it were not.
        (Shift::WorkingDays(..) | Shift::ToWorkingDay(_), _) => Expr::case([], None),
    }
}

/// The day of an instant. West of Greenwich the first that is held falls on a day before the first.
fn date_of(value: Expr, zone: Zone, moving: Moving) -> Expr {
    let date = Expr::DateOf(Box::new(value.clone()), zone);
    if calendar::day_of(calendar::FIRST, zone) >= calendar::FIRST_DAY {
        return date;
    }
    or_null(value, Expr::extreme(Extreme::Greatest, vec![date, day(calendar::FIRST_DAY)]), moving)
}

fn moved_time(value: Expr, by: &Duration, moving: Moving) -> Expr {
    let moved = || Expr::Shift(Box::new(value.clone()), *by);
    let (first, beyond) = (Expr::time(calendar::FIRST), Expr::time(calendar::BEYOND));
    let within = match (Reach::of(by), moving) {
        (Reach::Forwards | Reach::Backwards, Moving::Compared) => return moved(),
        (Reach::Beyond, _) => beyond,
        (Reach::Forwards, Moving::Any | Moving::Present) => {
            Expr::extreme(Extreme::Least, vec![moved(), beyond])
        }
        (Reach::Backwards, Moving::Any | Moving::Present) => {
            Expr::extreme(Extreme::Greatest, vec![moved(), first])
        }
        (Reach::FarBack, _) => {
            let safe =
                calendar::shift(calendar::FIRST, &opposite(by)).saturating_sub(SLACK_DAYS * MICROS_OF_A_DAY);
            from_safe(&value, Expr::time(safe), moved(), first)
        }
    };
    or_null(value, within, moving)
}

fn moved_day(value: Expr, by: &Duration, moving: Moving) -> Expr {
    let moved = || Expr::ShiftDay(Box::new(value.clone()), *by);
    let (first, beyond) = (day(calendar::FIRST_DAY), day(calendar::BEYOND_DAY));
    let within = match Reach::of(by) {
        Reach::Beyond => beyond,
        Reach::Forwards => Expr::extreme(Extreme::Least, vec![moved(), beyond]),
        Reach::Backwards => Expr::extreme(Extreme::Greatest, vec![moved(), first]),
        Reach::FarBack => {
            let safe = calendar::shift_day(calendar::FIRST_DAY, &opposite(by)) - SLACK_DAYS as i32;
            from_safe(&value, day(safe), moved(), first)
        }
    };
    or_null(value, within, moving)
}

/// Moved back from a value that is late enough for the engine to do so; the first of all from any other.
fn from_safe(value: &Expr, safe: Expr, moved: Expr, first: Expr) -> Expr {
    let moved = Expr::extreme(Extreme::Greatest, vec![moved, first.clone()]);
    let is_safe = Expr::compare(Comparison::GreaterOrEqual, value.clone(), safe);
    Expr::case([(is_safe, moved)], Some(first))
}

/// An end of several values is not NULL where one of them is: NULL is set apart, where there may be one.
fn or_null(value: Expr, moved: Expr, moving: Moving) -> Expr {
    if moving != Moving::Present && value.nullable() {
        Expr::case([(Expr::is_present(value), moved)], None)
    } else {
        moved
    }
}

fn day(days: i32) -> Expr {
    Expr::Literal(Literal::Date(days))
}

fn is_backwards(by: &Duration) -> bool {
    by.months < 0 || by.days < 0 || by.micros < 0
}

/// Days by which moving there and back may miss the start.
const SLACK_DAYS: i64 = 400;
const MICROS_OF_A_DAY: i64 = 86_400_000_000;

/// How far a duration leads, for engines whose calendars end before it does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Past the calendar's end from every instant.
    Beyond,
    Forwards,
    Backwards,
    /// From some instants to before 4713 BC, where PostgreSQL's times begin.
    FarBack,
}

impl Reach {
    fn of(by: &Duration) -> Self {
        match (is_longer_than(by, 10_000), is_backwards(by)) {
            (true, false) => Self::Beyond,
            (false, false) => Self::Forwards,
            (_, true) if is_longer_than(by, 4_000) => Self::FarBack,
            (_, true) => Self::Backwards,
        }
    }
}

fn is_longer_than(by: &Duration, years: i64) -> bool {
    i64::from(by.months).abs() > 12 * years
        || i64::from(by.days).abs() > 366 * years
        || by.micros.unsigned_abs() > (366 * years * MICROS_OF_A_DAY).unsigned_abs()
}

fn opposite(by: &Duration) -> Duration {
    let (months, days) = (by.months.saturating_neg(), by.days.saturating_neg());
    Duration { months, days, micros: by.micros.saturating_neg(), full_days: false, ..*by }
}
