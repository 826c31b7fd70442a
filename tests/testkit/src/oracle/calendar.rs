//! Calendar arithmetic on zoned times, as the library does it: wall clock first, then the exact part.

use exeunt::ir::{Duration, Edge, MonthDay, Period, Value, Zone};
use jiff::civil::Date;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{Span, Timestamp, ZonedDateTime};

fn rules(zone: Zone) -> TimeZone {
    TimeZoneDatabase::bundled().get(zone.name()).unwrap_or_else(|error| panic!("{zone}: {error}"))
}

/// The last instant of the calendar, and its last day; what passes them is [`PAST`], and stays so.
const LAST: i64 = 253_402_207_200_000_000;
const LAST_DAY: i32 = 2_932_895;
pub(super) const PAST: i64 = i64::MAX;
pub(super) const PAST_DAY: i32 = i32::MAX;

fn zoned(time: i64, zone: Zone) -> ZonedDateTime {
    Timestamp::from_microsecond(time)
        .map(|time| time.to_zoned_datetime(rules(zone)))
        .unwrap_or_else(|error| panic!("{error}"))
}

/// A time moved by a duration.
pub(super) fn later(time: i64, by: &Duration) -> i64 {
    if time == PAST { PAST } else { moved(time, by).filter(|arrived| *arrived <= LAST).unwrap_or(PAST) }
}

fn moved(time: i64, by: &Duration) -> Option<i64> {
    let span = Span::new().try_months(by.months).ok()?.try_days(by.days).ok()?;
    let moved = zoned(time, by.zone).checked_add(span).ok()?;
    let arrived = if by.full_days {
        first_of(moved.date().tomorrow().ok()?, by.zone)? - 1
    } else if by.months == 0 && by.days == 0 {
        time
    } else {
        moved.timestamp().as_microsecond()
    };
    Some(arrived + by.micros)
}

/// A day, as days since 1970-01-01, moved by a duration of months and days.
pub(super) fn later_day(day: i32, by: &Duration) -> i32 {
    if day == PAST_DAY {
        return PAST_DAY;
    }
    let moved = || {
        let span = Span::new().try_months(by.months).ok()?.try_days(by.days).ok()?;
        let since = date(day).checked_add(span).ok()?.since(Date::constant(1970, 1, 1));
        Some(since.unwrap_or_else(|error| panic!("{error}")).get_days())
    };
    moved().filter(|arrived| *arrived <= LAST_DAY).unwrap_or(PAST_DAY)
}

/// The first or last microsecond of a day.
pub(super) fn edge(day: i32, edge: Edge, zone: Zone) -> i64 {
    let instant = match edge {
        _ if day == PAST_DAY => None,
        Edge::Start => first_of(date(day), zone),
        Edge::End => first_of(date(day + 1), zone).map(|next| next - 1),
    };
    instant.filter(|instant| *instant <= LAST).unwrap_or(PAST)
}

/// What is not a day: it stays unknown or absent.
pub(super) fn nothing(value: Value) -> Value {
    assert!(matches!(value, Value::Unknown | Value::Absent), "{value:?} is not a day");
    value
}

/// The day on which a time falls.
pub(super) fn date_of(time: i64, zone: Zone) -> i32 {
    if time == PAST { PAST_DAY } else { within(number(zoned(time, zone).date())) }
}

/// The first or last day of a period, found day by day.
pub(super) fn edge_of_period(day: i32, edge: Edge, period: Period) -> i32 {
    if day == PAST_DAY {
        return PAST_DAY;
    }
    let key = |date: Date| match period {
        Period::Month => (date.year(), date.month()),
        Period::Quarter => (date.year(), (date.month() + 2) / 3),
        Period::Year => (date.year(), 0),
    };
    let mut last = date(day);
    loop {
        let neighbour = match edge {
            Edge::Start => last.yesterday(),
            Edge::End => last.tomorrow(),
        };
        match neighbour {
            Ok(neighbour) if key(neighbour) == key(last) => last = neighbour,
            _ => return within(number(last)),
        }
    }
}

/// The first day after another with that month and number.
pub(super) fn next(day: i32, wanted: MonthDay) -> i32 {
    if day == PAST_DAY {
        return PAST_DAY;
    }
    let days = (day + 1..=LAST_DAY).map(date);
    let mut found = days.filter(|date| (date.month(), date.day()) == (wanted.month(), wanted.day()));
    found.next().map_or(PAST_DAY, number)
}

/// The first of the days that are whole years after one, and after another.
pub(super) fn anniversary(of: i32, after: i32) -> i32 {
    if of == PAST_DAY || after == PAST_DAY {
        return PAST_DAY;
    }
    let in_years = |years: i32| {
        let zone = Zone::utc();
        later_day(of, &Duration { months: 12 * years, days: 0, micros: 0, full_days: false, zone })
    };
    let mut anniversaries = (1..).map(in_years);
    anniversaries.find(|&day| day > after).unwrap_or(PAST_DAY)
}

fn number(date: Date) -> i32 {
    let since = date.since(Date::constant(1970, 1, 1));
    since.unwrap_or_else(|error| panic!("{error}")).get_days()
}

fn within(day: i32) -> i32 {
    if day > LAST_DAY { PAST_DAY } else { day }
}

fn date(day: i32) -> Date {
    let span = Span::new().days(day);
    Date::constant(1970, 1, 1).checked_add(span).unwrap_or_else(|error| panic!("{error}"))
}

fn first_of(date: Date, zone: Zone) -> Option<i64> {
    Some(date.to_zoned_datetime(rules(zone)).ok()?.timestamp().as_microsecond())
}
