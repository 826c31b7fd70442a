//! A time or date moved by a length that is a fact.

use exeunt::ir::{Duration, Edge, Length, LengthKind, Move, Moved, Value, Zone};

use super::calendar::{PAST, PAST_DAY, edge, later, later_day};

/// Where a moment arrives; absent where an operand is, else unknown where one is.
pub(super) fn moved(of: &Value, by: &Value, how: Move) -> Value {
    match (of, by) {
        (Value::Absent, _) | (_, Value::Absent) => Value::Absent,
        (Value::Unknown, _) | (_, Value::Unknown) => Value::Unknown,
        (Value::Time(time), Value::Length(by)) => Value::Time(time_moved(*time, by, how)),
        (Value::Date(day), Value::Length(by)) => date_moved(*day, by, how),
        (of, by) => panic!("{of:?} cannot be moved by {by:?}"),
    }
}

fn signed(by: &Length, how: Move) -> Duration {
    let sign = if how.backwards { -1 } else { 1 };
    let full_days = by.kind == LengthKind::FullDays;
    let (months, days, micros) = (sign * by.months, sign * by.days, i64::from(sign) * by.micros);
    Duration { months, days, micros, full_days, zone: how.zone }
}

fn time_moved(time: i64, by: &Length, how: Move) -> i64 {
    let by = signed(by, how);
    if by.full_days && how.backwards {
        // The first instant of the day: one after the end of the day before.
        let before = later(time, &Duration { days: by.days - 1, ..by });
        return if before == PAST { PAST } else { before + 1 };
    }
    later(time, &by)
}

fn date_moved(day: i32, by: &Length, how: Move) -> Value {
    let by = Duration { full_days: false, ..signed(by, how) };
    let arrived = later_day(day, &Duration { micros: 0, ..by });
    if by.micros == 0 {
        return match how.of {
            Moved::Date => Value::Date(arrived),
            Moved::DayEdge(end) => Value::Time(edge(arrived, end, how.zone)),
            Moved::Time => panic!("a date is not moved to a time"),
        };
    }
    // Hours are counted from the end of the day, backwards from its beginning.
    let from = edge(arrived, if how.backwards { Edge::Start } else { Edge::End }, how.zone);
    let hours = Duration { months: 0, days: 0, ..by };
    let instant = later(from, &hours);
    match how.of {
        Moved::Date => Value::Date(day_of(instant, how.zone)),
        Moved::DayEdge(_) => Value::Time(instant),
        Moved::Time => panic!("a date is not moved to a time"),
    }
}

/// The day whose first and last instants lie around an instant.
fn day_of(instant: i64, zone: Zone) -> i32 {
    if instant == PAST {
        return PAST_DAY;
    }
    let about = (instant / 86_400_000_000) as i32;
    let around = about - 3..=about + 3;
    around
        .rev()
        .find(|day| edge(*day, Edge::Start, zone) <= instant)
        .unwrap_or_else(|| panic!("no day of {instant}"))
}
