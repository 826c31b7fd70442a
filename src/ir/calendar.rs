//! Instants and calendars. An instant is a number of microseconds since 1970-01-01T00:00Z, so that every back end
//! can hold it. Zones come from the bundled IANA database: a verdict does not depend on the host.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

pub use super::days::{BEYOND, BEYOND_DAY, FIRST, FIRST_DAY, LAST, LAST_DAY, day_number};
use super::days::{MICROS_OF_A_DAY, date_of};
use super::{Duration, Edge, Shift, Zone};

/// What people read of [`BEYOND`] and [`BEYOND_DAY`].
const PAST_THE_END: &str = "> 9999-12-30";
/// Days of months.
const SHORTEST_MONTH: i64 = 28;
const LONGEST_MONTH: i64 = 31;
/// Days that the wall clock of no zone jumps by: two offsets lie less far apart.
const WIDEST_JUMP: i64 = 3;

/// `time` moved by `duration`: months first (the day clamped to the month's last), then days, at the same wall-clock
/// time, then microseconds. In a gap of the zone the wall clock is read with the offset before it, so the later
/// instant is meant; in a fold the earlier (RFC 5545, 3.3.5). What moves past the calendar's end becomes [`BEYOND`] and
/// stays there, however it is moved; before its beginning, [`FIRST`].
#[must_use]
pub fn shift(time: i64, duration: &Duration) -> i64 {
    if time > LAST {
        return BEYOND;
    }
    let calendar = if duration.months == 0 && duration.days == 0 && !duration.full_days {
        Some(time)
    } else {
        shift_calendar(time, duration)
    };
    let outside = if duration.months < 0 || duration.days < 0 { FIRST } else { BEYOND };
    calendar.map_or(outside, |time| time.saturating_add(duration.micros).clamp(FIRST, BEYOND))
}

/// An instant of the calendar; `None` for one that only stands for those outside it.
#[must_use]
pub fn held(time: i64) -> Option<i64> {
    (FIRST..=LAST).contains(&time).then_some(time)
}

/// An instant not before `time` moved by `duration`, and not far after it: for this no calendar is asked.
#[must_use]
#[inline]
pub(crate) fn shifted_at_most(time: i64, duration: &Duration) -> i64 {
    if time > LAST {
        return BEYOND;
    }
    let month = if duration.months < 0 { SHORTEST_MONTH } else { LONGEST_MONTH };
    let days = i64::from(duration.months) * month + i64::from(duration.days) + i64::from(duration.full_days);
    let calendar = (days + WIDEST_JUMP).saturating_mul(MICROS_OF_A_DAY);
    time.saturating_add(calendar).saturating_add(duration.micros).max(FIRST)
}

/// Whether moving by `duration` keeps the order of all times from `from` to `to`. Where the wall clock jumps, there or
/// where they arrive, times less than a jump apart may change places; so may times of the days that a month's last
/// stands for, as the evening of the 28 and the morning of the 29 February moved by a year. If an `instant` is given, only
/// those count of which the earlier reaches it and the later does not.
#[must_use]
pub fn keeps_order(from: i64, to: i64, duration: &Duration, instant: Option<i64>) -> bool {
    if duration.months == 0 && duration.days == 0 && !duration.full_days {
        return true;
    }
    let (arrives_from, arrives_to) = (shift(from, duration), shift(to, duration));
    keeps_offset(from, to, duration.zone)
        && keeps_offset(arrives_from - MICROS_OF_A_DAY, arrives_to + MICROS_OF_A_DAY, duration.zone)
        && (duration.months == 0 || keeps_midnights(from, to, duration, instant))
}

fn keeps_offset(from: i64, to: i64, zone: Zone) -> bool {
    let Ok(from) = Timestamp::from_microsecond(from.clamp(FIRST, LAST)) else { return false };
    let next = zone.rules().following(from).next();
    next.is_none_or(|change| change.timestamp().as_microsecond() > to)
}

/// Whether no day's end arrives after the next day's start, with the `instant`, if one is given, between the two. Days of
/// more than a year are not searched.
fn keeps_midnights(from: i64, to: i64, duration: &Duration, instant: Option<i64>) -> bool {
    if to.saturating_sub(from) > 366 * MICROS_OF_A_DAY {
        return false;
    }
    let zone = duration.zone.rules();
    let Ok(from) = Timestamp::from_microsecond(from.clamp(FIRST, LAST)) else { return false };
    let mut date = zone.to_datetime(from).date();
    loop {
        let Some(midnight) = date.tomorrow().ok().map(|date| start_of_day(date, duration.zone)) else {
            return false;
        };
        if midnight > to {
            return true;
        }
        // Days that arrive on one day are moved alike, so that what is between an end and a start is between any two of them.
        let (end, start) = (shift(midnight - 1, duration), shift(midnight, duration));
        if end > start && instant.is_none_or(|instant| start < instant && instant <= end) {
            return false;
        }
        date = date.tomorrow().unwrap_or(date);
    }
}

fn shift_calendar(time: i64, duration: &Duration) -> Option<i64> {
    let zone = duration.zone.rules();
    let local = zone.to_datetime(Timestamp::from_microsecond(time).ok()?);
    let date = moved(local.date(), duration)?;
    if duration.full_days { last_of(date, zone) } else { instant(date.to_datetime(local.time()), zone) }
}

/// A day moved by the months of a duration, clamped to the month's last, then by its days.
fn moved(date: Date, duration: &Duration) -> Option<Date> {
    let by = Span::new().try_months(duration.months).ok()?.try_days(duration.days).ok()?;
    date.checked_add(by).ok()
}

/// A day, as days since 1970-01-01, moved by the months and days of a duration. What moves past the calendar's end
/// becomes [`BEYOND_DAY`] and stays there; before its beginning, [`FIRST_DAY`].
#[must_use]
pub fn shift_day(day: i32, duration: &Duration) -> i32 {
    if day > LAST_DAY {
        return BEYOND_DAY;
    }
    let outside = if duration.months < 0 || duration.days < 0 { FIRST_DAY } else { BEYOND_DAY };
    let moved = date_of(day).and_then(|date| moved(date, duration));
    moved.map_or(outside, |date| day_number(date).clamp(FIRST_DAY, BEYOND_DAY))
}

/// The first or the last microsecond of a day, given as days since 1970-01-01, in a zone; [`BEYOND`] where the calendar
/// ends before it.
#[must_use]
pub fn edge_of_day(day: i32, edge: Edge, zone: Zone) -> i64 {
    if day > LAST_DAY {
        return BEYOND;
    }
    let date = date_of(day);
    let instant = match edge {
        Edge::Start => Some(date.map_or(FIRST, |date| start_of_day(date, zone))),
        Edge::End => date.and_then(|date| last_of(date, zone.rules())),
    };
    instant.map_or(BEYOND, |instant| instant.clamp(FIRST, BEYOND))
}

fn last_of(date: Date, zone: &TimeZone) -> Option<i64> {
    let next_day = instant(date.tomorrow().ok()?.to_datetime(Time::midnight()), zone)?;
    Some(next_day - 1)
}

fn instant(local: DateTime, zone: &TimeZone) -> Option<i64> {
    Some(zone.to_ambiguous_timestamp(local).compatible().ok()?.as_microsecond())
}

/// The first instant of a day in a zone.
#[must_use]
pub fn start_of_day(date: Date, zone: Zone) -> i64 {
    instant(date.to_datetime(Time::midnight()), zone.rules()).unwrap_or(FIRST)
}

/// The day, as days since 1970-01-01, on which an instant falls in a zone.
#[must_use]
pub fn day_of(micros: i64, zone: Zone) -> i32 {
    let instant = Timestamp::from_microsecond(micros.clamp(FIRST, LAST)).unwrap_or_default();
    day_number(zone.rules().to_datetime(instant).date())
}

/// The day that an instant is in, by the instants at which days begin: where the clocks are put back across midnight, the
/// wall clock may show the day before once more.
#[must_use]
pub(crate) fn day_containing(micros: i64, zone: Zone) -> i32 {
    if micros > LAST {
        return BEYOND_DAY;
    }
    let shown = day_of(micros, zone);
    let next = shown.saturating_add(1);
    let day = if edge_of_day(next, Edge::Start, zone) <= micros { next } else { shown };
    day.clamp(FIRST_DAY, BEYOND_DAY)
}

/// The day on which a time falls in a zone, if the calendar holds both; [`BEYOND_DAY`] past its end.
#[must_use]
pub fn date_at(time: i64, zone: Zone) -> i32 {
    if time > LAST { BEYOND_DAY } else { day_of(time, zone).clamp(FIRST_DAY, BEYOND_DAY) }
}

/// Whether no time from `from` to `to` falls on an earlier day than one before it: clocks that are put back at midnight
/// repeat a part of the day before.
#[must_use]
pub fn keeps_dates(from: i64, to: i64, zone: Zone) -> bool {
    let Ok(from) = Timestamp::from_microsecond(from.clamp(FIRST, LAST)) else { return false };
    let changes = zone.rules().following(from).map(|change| change.timestamp().as_microsecond());
    changes.take_while(|&at| at <= to).all(|at| day_of(at - 1, zone) <= day_of(at, zone))
}

/// An instant as RFC 3339, with the offset of the zone; only as many digits of the second as there are.
#[must_use]
pub fn rfc3339(at: super::Timestamp, zone: Zone) -> String {
    let instant = Timestamp::from_microsecond(at.as_micros().clamp(FIRST, LAST)).unwrap_or_default();
    let offset = zone.rules().to_offset(instant);
    instant.display_with_offset(offset).to_string()
}

/// An instant as day and time in a zone, for people: `2026-06-06 12:00`, with seconds only where there are any. Past the
/// calendar's end it says so: no instant is named that was not reckoned.
#[must_use]
pub fn day_and_time(at: super::Timestamp, zone: Zone) -> String {
    let micros = at.as_micros();
    if micros > LAST {
        return PAST_THE_END.to_owned();
    }
    let instant = Timestamp::from_microsecond(micros.max(FIRST)).unwrap_or_default();
    let local = zone.rules().to_datetime(instant);
    let (date, time) = (local.date(), local.time());
    let mut words = String::with_capacity("2026-06-06 12:00:00.000000".len());
    push_date(&mut words, date);
    words.push(' ');
    push_padded(&mut words, time.hour().into(), 2);
    words.push(':');
    push_padded(&mut words, time.minute().into(), 2);
    let micros = time.subsec_nanosecond() / 1_000;
    if time.second() != 0 || micros != 0 {
        words.push(':');
        push_padded(&mut words, time.second().into(), 2);
    }
    if micros != 0 {
        words.push('.');
        push_padded(&mut words, micros, 6);
        words.truncate(words.trim_end_matches('0').len());
    }
    words
}

fn push_date(words: &mut String, date: Date) {
    push_padded(words, date.year().into(), 4);
    words.push('-');
    push_padded(words, date.month().into(), 2);
    words.push('-');
    push_padded(words, date.day().into(), 2);
}

/// A number of so many digits, zeros first. (`format!` takes several times as long, and verdicts are full of instants.)
fn push_padded(words: &mut String, number: i32, digits: u32) {
    let mut unit = 10_i32.pow(digits.saturating_sub(1));
    while unit > 0 {
        words.push(char::from(b'0' + (number / unit % 10) as u8));
        unit /= 10;
    }
}

/// The last instant before something changes, as people say it: the day, if it is the last instant of a day, and the whole
/// second at which the change happens, if there is one.
#[must_use]
pub fn last_moment(last: super::Timestamp, zone: Zone) -> String {
    let micros = last.as_micros();
    let change = micros.saturating_add(1);
    // Days begin at a whole second.
    if micros > LAST || change.rem_euclid(MICROS_OF_A_SECOND) != 0 {
        return day_and_time(last, zone);
    }
    let day = day_of(micros, zone);
    if day_of(change, zone) == day {
        return day_and_time(super::Timestamp::from_micros(change), zone);
    }
    date(day)
}

/// The first instant of something, as people say it: the day, if the day begins with it.
#[must_use]
pub fn first_moment(first: super::Timestamp, zone: Zone) -> String {
    let (micros, before) = (first.as_micros(), first.as_micros().saturating_sub(1));
    let day = day_of(micros, zone);
    if micros > LAST || micros.rem_euclid(MICROS_OF_A_SECOND) != 0 || day_of(before, zone) == day {
        return day_and_time(first, zone);
    }
    date(day)
}

const MICROS_OF_A_SECOND: i64 = 1_000_000;

/// A day as `2026-06-06`; `days` counts from 1970-01-01.
#[must_use]
pub fn date(days: i32) -> String {
    if days > LAST_DAY {
        return PAST_THE_END.to_owned();
    }
    let mut words = String::new();
    push_date(&mut words, date_of(days).unwrap_or_default());
    words
}

impl Shift {
    /// Where a time or date arrives at the earliest and at the latest: at two different ones where its calendar of working
    /// days does not say which days are worked.
    #[must_use]
    pub fn bounds(&self, value: i64) -> (i64, i64) {
        let day = value.clamp(i32::MIN.into(), i32::MAX.into()) as i32;
        let (low, high) = match self {
            Self::WorkingDays(count, calendar) => calendar.counted(day, *count),
            Self::ToWorkingDay(calendar) => calendar.moved(day),
            Self::Time(_) | Self::Date(_) | Self::DayEdge(..) => {
                return (self.apply(value), self.apply(value));
            }
            Self::DateOf(_) | Self::PeriodEdge(..) | Self::Next(_) => {
                return (self.apply(value), self.apply(value));
            }
        };
        (low.into(), high.into())
    }

    /// Where a time, in microseconds, or a date, as days since 1970-01-01, arrives; where that is not known, at the
    /// earliest.
    #[must_use]
    pub fn apply(&self, value: i64) -> i64 {
        let day = || value.clamp(i32::MIN.into(), i32::MAX.into()) as i32;
        match self {
            Self::Time(by) => shift(value, by),
            Self::Date(by) => shift_day(day(), by).into(),
            Self::DayEdge(edge, zone) => edge_of_day(day(), *edge, *zone),
            Self::DateOf(zone) => date_at(value, *zone).into(),
            Self::PeriodEdge(edge, period) => period.edge(day(), *edge).into(),
            Self::Next(of) => of.next(day()).into(),
            Self::WorkingDays(..) | Self::ToWorkingDay(_) => self.bounds(value).0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> i64 {
        text.parse::<Timestamp>().unwrap().as_microsecond()
    }

    fn by(months: i32, days: i32, full_days: bool, zone: &str) -> Duration {
        Duration { months, days, micros: 0, full_days, zone: Zone::named(zone).unwrap() }
    }

    #[test]
    fn months_clamp_to_the_last_day() {
        let six_months = by(6, 0, false, "Asia/Shanghai");
        assert_eq!(shift(at("2018-08-31T10:00+08:00"), &six_months), at("2019-02-28T10:00+08:00"));
    }

    #[test]
    fn days_keep_the_wall_clock_across_a_change_of_offset() {
        let day = by(0, 1, false, "Europe/Berlin");
        assert_eq!(shift(at("2026-03-28T12:00+01:00"), &day), at("2026-03-29T12:00+02:00"));
    }

    #[test]
    fn a_gap_takes_the_later_instant_and_a_fold_the_earlier() {
        let day = by(0, 1, false, "Europe/Berlin");
        assert_eq!(shift(at("2026-03-28T02:30+01:00"), &day), at("2026-03-29T03:30+02:00"));
        assert_eq!(shift(at("2026-10-24T02:30+02:00"), &day), at("2026-10-25T02:30+02:00"));
    }

    #[test]
    fn full_days_run_to_the_end_of_the_last() {
        let two = by(0, 2, true, "Asia/Shanghai");
        assert_eq!(shift(at("2026-06-01T09:00+08:00"), &two), at("2026-06-04T00:00+08:00") - 1);
    }

    #[test]
    fn days_are_numbered_from_the_first_to_the_last() {
        assert_eq!(day_number(Date::constant(1970, 1, 1)), 0);
        assert_eq!(day_number(Date::constant(1969, 12, 31)), -1);
        assert_eq!(day_number(Date::constant(1, 1, 1)), -719_162);
        assert_eq!(day_number(Date::MAX), 2_932_896);
    }

    #[test]
    fn no_time_is_moved_further_than_at_most() {
        for zone in ["Asia/Shanghai", "Pacific/Apia", "America/Juneau", "Asia/Manila", "Africa/Monrovia"] {
            for by in
                [by(0, 1, true, zone), by(1, 0, false, zone), by(-1, -3, false, zone), by(12, 5, true, zone)]
            {
                for time in (FIRST..LAST).step_by(MICROS_OF_A_DAY as usize * 1_357 / 100) {
                    let (moved, at_most) = (shift(time, &by), shifted_at_most(time, &by));
                    assert!(moved <= at_most, "{time} by {by:?}: {moved} is after {at_most}");
                }
            }
        }
    }

    #[test]
    fn what_leaves_the_calendar_is_no_instant_and_does_not_come_back() {
        let (forth, back) = (by(24, 0, false, "UTC"), by(-24, 0, false, "UTC"));
        let beyond = shift(at("9999-12-01T00:00Z"), &forth);
        assert_eq!((beyond, held(beyond)), (BEYOND, None));
        assert_eq!(shift(beyond, &back), BEYOND);
        assert_eq!(shift(at("0001-12-01T00:00Z"), &back), FIRST);
        assert_eq!(shift(LAST, &by(0, 0, true, "UTC")), BEYOND);
        assert_eq!(shift(LAST - 1, &Duration { micros: 1, ..by(0, 0, false, "UTC") }), LAST);
        assert_eq!(day_and_time(crate::ir::Timestamp::from_micros(beyond), Zone::utc()), "> 9999-12-30");
        assert_eq!(date(BEYOND_DAY), "> 9999-12-30");
    }

    #[test]
    fn a_day_runs_from_its_first_to_its_last_microsecond() {
        let zone = Zone::named("Asia/Shanghai").unwrap();
        let day = day_number("2026-06-01".parse().unwrap());
        assert_eq!(edge_of_day(day, Edge::Start, zone), at("2026-06-01T00:00+08:00"));
        assert_eq!(edge_of_day(day, Edge::End, zone), at("2026-06-02T00:00+08:00") - 1);
        assert_eq!(edge_of_day(i32::MAX, Edge::Start, zone), BEYOND);
        assert_eq!(edge_of_day(i32::MIN, Edge::Start, zone), FIRST);
        assert_eq!(edge_of_day(LAST_DAY, Edge::End, Zone::utc()), BEYOND);
    }

    #[test]
    fn days_move_by_months_and_days() {
        let day = |text: &str| day_number(text.parse().unwrap());
        assert_eq!(shift_day(day("2018-08-31"), &by(6, 0, false, "UTC")), day("2019-02-28"));
        assert_eq!(shift_day(day("2020-02-28"), &by(0, 2, false, "UTC")), day("2020-03-01"));
        assert_eq!(shift_day(day("1969-12-31"), &by(0, -1, false, "UTC")), day("1969-12-30"));
        let beyond = shift_day(day("9999-12-01"), &by(24, 0, false, "UTC"));
        assert_eq!((beyond, shift_day(beyond, &by(-24, 0, false, "UTC"))), (BEYOND_DAY, BEYOND_DAY));
    }
}
