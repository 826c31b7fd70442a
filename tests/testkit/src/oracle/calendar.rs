//! Calendar arithmetic on zoned times, as the library does it: wall clock first, then the exact part.

use exeunt::ir::{Duration, Edge, Zone};
use jiff::civil::Date;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{Span, Timestamp, ZonedDateTime};

fn rules(zone: Zone) -> TimeZone {
    TimeZoneDatabase::bundled().get(zone.name()).unwrap_or_else(|error| panic!("{zone}: {error}"))
}

fn zoned(time: i64, zone: Zone) -> ZonedDateTime {
    Timestamp::from_microsecond(time)
        .map(|time| time.to_zoned_datetime(rules(zone)))
        .unwrap_or_else(|error| panic!("{error}"))
}

/// A time moved by a duration.
pub(super) fn later(time: i64, by: &Duration) -> i64 {
    let span = Span::new().months(by.months).days(by.days);
    let moved = zoned(time, by.zone).checked_add(span).unwrap_or_else(|error| panic!("{error}"));
    let arrived = if by.full_days {
        first_of(moved.date().tomorrow().unwrap_or_else(|error| panic!("{error}")), by.zone) - 1
    } else if by.months == 0 && by.days == 0 {
        time
    } else {
        moved.timestamp().as_microsecond()
    };
    arrived + by.micros
}

/// A day, as days since 1970-01-01, moved by a duration of months and days.
pub(super) fn later_day(day: i32, by: &Duration) -> i32 {
    let span = Span::new().months(by.months).days(by.days);
    let moved = date(day).checked_add(span).unwrap_or_else(|error| panic!("{error}"));
    let since = moved.since(Date::constant(1970, 1, 1)).unwrap_or_else(|error| panic!("{error}"));
    since.get_days()
}

/// The first or last microsecond of a day.
pub(super) fn edge(day: i32, edge: Edge, zone: Zone) -> i64 {
    match edge {
        Edge::Start => first_of(date(day), zone),
        Edge::End => first_of(date(day + 1), zone) - 1,
    }
}

fn date(day: i32) -> Date {
    let span = Span::new().days(day);
    Date::constant(1970, 1, 1).checked_add(span).unwrap_or_else(|error| panic!("{error}"))
}

fn first_of(date: Date, zone: Zone) -> i64 {
    let midnight = date.to_zoned_datetime(rules(zone)).unwrap_or_else(|error| panic!("{error}"));
    midnight.timestamp().as_microsecond()
}
