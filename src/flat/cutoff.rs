//! A window at one `now` as a comparison of the event itself: `now <= event + 15d` is `event >= cutoff`.
//!
//! Shifting keeps the order of times but for two things: where the wall clock jumps, times less than a jump apart may
//! change places, and where a month is too short, the days that its last one replaces overlap. So the cutoff is exact
//! where the order is kept around it, and otherwise a band within which each event has to be shifted by itself.

use super::shift::{
    At, MICROS_OF_A_DAY, is_of_days, is_reckoned_by_calendar, keep_bounds, keep_order, keep_sides, moved,
    reordering,
};
use crate::ir::calendar::{FIRST, LAST, held};
use crate::ir::{Comparison, Duration, Shift};

/// The events that are in a window, at one `now`. Events and bounds are times in microseconds, or days where the first
/// shift is one of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cutoff {
    /// Events before this one are shifted to before `now` …
    pub low: i64,
    /// … and events from this one on to `now` or later (or later than `now`, if the window asks for that). Events between
    /// the two have to be shifted one by one.
    pub high: i64,
    /// Whether the events before `low` are in the window, instead of those from `high` on.
    pub is_before: bool,
    /// Whether it is unknown of each event between the two whether it is in the window, because a calendar ends too early.
    pub is_unknown_between: bool,
}

impl Cutoff {
    /// Finds the cutoff of `now` compared with events moved by `shifts`. A comparison for equality has none: each event
    /// has to be shifted.
    #[must_use]
    pub fn new(comparison: Comparison, shifts: &[Shift], now: i64) -> Self {
        let (strictly, is_before) = match comparison {
            Comparison::LessOrEqual => (false, false),
            Comparison::Less => (true, false),
            Comparison::Greater => (false, true),
            Comparison::GreaterOrEqual => (true, true),
            Comparison::Equal | Comparison::NotEqual => {
                return Self { low: i64::MIN, high: i64::MAX, is_before: false, is_unknown_between: false };
            }
        };
        let instant = now.saturating_add(i64::from(strictly));
        let (low, high, keeps_order) = band(shifts, At::Earliest, instant);
        if !is_reckoned_by_calendar(shifts) {
            return Self { low, high, is_before, is_unknown_between: false };
        }
        if !keep_bounds(shifts) {
            return Self { low: i64::MIN, high: i64::MAX, is_before, is_unknown_between: false };
        }
        // Events are surely moved there from where they are at the earliest, and perhaps from where they are at the latest.
        let (least, _, also) = band(shifts, At::Latest, instant);
        Self { low: low.min(least), high, is_before, is_unknown_between: keeps_order && also }
    }

    /// The cutoff of the other events, if this one has two sides.
    #[must_use]
    pub fn complement(self) -> Option<Self> {
        let has_sides = self.low != i64::MIN || self.high != i64::MAX;
        has_sides.then_some(Self { is_before: !self.is_before, ..self })
    }

    /// How events compare with which bound, if one bound is enough.
    #[must_use]
    pub fn exact(&self) -> Option<(Comparison, i64)> {
        let comparison = if self.is_before { Comparison::Less } else { Comparison::GreaterOrEqual };
        (self.low == self.high).then_some((comparison, self.low))
    }
}

/// The events around the first that reaches an instant, and whether it is that one event alone, since all around it that are
/// earlier do not reach the instant and all that are later do.
fn band(shifts: &[Shift], at: At, instant: i64) -> (i64, i64, bool) {
    let first = first_reaching_at(shifts, at, instant);
    let around = reordering(shifts);
    let (from, to) = (first.saturating_sub(around), first.saturating_add(around));
    if keep_sides(shifts, from, to, instant) { (first, first, true) } else { (from, to, false) }
}

/// How often a guess of the first event that reaches an instant is mended.
const MAX_GUESSES: usize = 3;

/// The first event that `shifts` take to `instant` or later; one past the last event if none is. Where shifting does not
/// keep the order, it is some event that is taken there while the one before it is not.
#[must_use]
pub fn first_reaching(shifts: &[Shift], instant: i64) -> i64 {
    first_reaching_at(shifts, At::Earliest, instant)
}

fn first_reaching_at(shifts: &[Shift], at_which: At, instant: i64) -> i64 {
    let is_of_days = is_of_days(shifts);
    let (first, last) = if is_of_days { (i32::MIN.into(), i32::MAX.into()) } else { (FIRST, LAST) };
    let reaches = |event: i64| at_which.moved(shifts, event) >= instant;
    let (mut below, mut at) = (first - 1, last + 1);
    // How far a guess misses the instant says roughly where: search outwards from there. Months differ in length, so the
    // first guess may miss it by days.
    let unit = if is_of_days { MICROS_OF_A_DAY } else { 1 };
    let mut guess = (instant / unit).clamp(first, last);
    for _ in 0..MAX_GUESSES {
        let missed = at_which.moved(shifts, guess).saturating_sub(instant) / unit;
        if missed == 0 {
            break;
        }
        guess = guess.saturating_sub(missed).clamp(first, last);
    }
    let mut width = 1_i64;
    if reaches(guess) {
        at = guess;
        while at.saturating_sub(width) > below {
            let earlier = at - width;
            if !reaches(earlier) {
                below = earlier;
                break;
            }
            at = earlier;
            width = width.saturating_mul(2);
        }
    } else {
        below = guess;
        while below.saturating_add(width) < at {
            let later = below + width;
            if reaches(later) {
                at = later;
                break;
            }
            below = later;
            width = width.saturating_mul(2);
        }
    }
    while below + 1 < at {
        let middle = below + (at - below) / 2;
        if reaches(middle) {
            at = middle;
        } else {
            below = middle;
        }
    }
    at
}

/// Within how many microseconds the clocks of a zone do not jump twice, and jump only at the beginning.
const MINUTE: i64 = 60_000_000;

/// The last time that `shifts` take to `instant` or earlier; `None` if there is none, or a calendar of working days ends before
/// it.
#[must_use]
pub fn last_within(shifts: &[Shift], instant: i64) -> Option<i64> {
    let Cutoff { low, high, is_before: _, is_unknown_between } =
        Cutoff::new(Comparison::GreaterOrEqual, shifts, instant);
    if low == i64::MIN || is_unknown_between && low < high {
        return None;
    }
    let fits = |event: i64| moved(shifts, event) <= instant;
    let mut end = high;
    while end > low {
        let start = (end - 1).div_euclid(MINUTE).saturating_mul(MINUTE).max(low);
        if fits(start) {
            let (mut last, mut over) = (start, end);
            while last + 1 < over {
                let middle = last + (over - last) / 2;
                *if fits(middle) { &mut last } else { &mut over } = middle;
            }
            return held(last);
        }
        end = start;
    }
    held(low - 1)
}

/// Shifts that take every event from `cutoff` on to where `shifts` do, and keep the order of these events for good.
/// `None` where the clocks of the zone go on changing.
#[must_use]
pub fn steady(cutoff: i64, shifts: &[Shift]) -> Option<Vec<Shift>> {
    // Clocks may be put back at midnight again, and times of a day then fall on another.
    if is_reckoned_by_calendar(shifts) || shifts.iter().any(|shift| matches!(shift, Shift::DateOf(_))) {
        return None;
    }
    // Days always keep their order; once they are times, the rest is the same as of times.
    let days = shifts.iter().take_while(|shift| !matches!(shift, Shift::Time(_))).count();
    let (of_days, of_times) = shifts.split_at(days);
    let from = moved(of_days, cutoff).saturating_sub(reordering(of_times));
    // Months never keep it for good: sooner or later a day is clamped to the last of one.
    let has_months = of_times.iter().any(|shift| shift.duration().is_some_and(|by| by.months != 0));
    let keeps = !has_months && keep_order(of_times, from, LAST);
    keeps.then(|| of_days.iter().chain(of_times).map(exact).collect())
}

/// The same shift where all days are of one length: a time is moved by a length alone, unless to a day's end.
fn exact(shift: &Shift) -> Shift {
    let Shift::Time(by) = shift else { return *shift };
    let micros = i64::from(by.days).checked_mul(MICROS_OF_A_DAY).and_then(|days| days.checked_add(by.micros));
    match micros {
        Some(micros) if !by.full_days => Shift::Time(Duration { days: 0, micros, ..*by }),
        _ => *shift,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Edge, Zone, calendar};

    fn by(zone: &str, months: i32, days: i32) -> Duration {
        Duration { months, days, micros: 0, full_days: false, zone: Zone::named(zone).unwrap() }
    }

    fn at(text: &str) -> i64 {
        text.parse::<jiff::Timestamp>().unwrap().as_microsecond()
    }

    fn cutoff(instant: i64, duration: Duration) -> Option<(Comparison, i64)> {
        Cutoff::new(Comparison::LessOrEqual, &[Shift::Time(duration)], instant).exact()
    }

    #[test]
    fn the_last_event_within_an_instant_is_taken_there_and_none_behind_it_is() {
        let lengths = [(1, 0, false), (6, 0, false), (3, 1, false), (0, 30, false), (0, 2, true)];
        for (months, days, full_days) in lengths {
            let shifts = [Shift::Time(Duration { full_days, ..by("Europe/Berlin", months, days) })];
            // The last days of February, and the nights in which the clocks change.
            for around in ["2026-02-28T11:00Z", "2026-03-29T01:00Z", "2026-10-25T01:00Z", "2024-02-29T11:00Z"]
            {
                for hour in -30..=30_i64 {
                    let instant = at(around) + hour * 3_600_000_000 + hour;
                    let last = last_within(&shifts, instant).expect("there is one");
                    assert!(moved(&shifts, last) <= instant, "{around} {hour} {months} {days}");
                    let behind = (1..6 * 24 * 12).map(|step| last + step * 300_000_000);
                    let other = behind.chain([last + 1]).find(|it| moved(&shifts, *it) <= instant);
                    assert_eq!(other, None, "{around} {hour} {months} {days}: {last}");
                }
            }
        }
    }

    #[test]
    fn the_cutoff_is_the_first_event_that_reaches_the_instant() {
        let zones = ["Asia/Shanghai", "Europe/Berlin", "Australia/Lord_Howe", "America/New_York"];
        let lengths = [(0, 1, false), (6, 0, false), (12, 3, false), (0, 2, true), (-1, 0, false)];
        for (zone, (months, days, full_days)) in
            zones.into_iter().flat_map(|zone| lengths.map(|length| (zone, length)))
        {
            let shifts = [Shift::Time(Duration { full_days, ..by(zone, months, days) })];
            for step in 0..400_i64 {
                let instant = 1_770_000_000_000_000 + step * 86_399_000_000;
                let first = first_reaching(&shifts, instant);
                assert!(moved(&shifts, first) >= instant && moved(&shifts, first - 1) < instant);
            }
        }
    }

    #[test]
    fn events_that_are_days_have_a_cutoff_in_days() {
        let shanghai = Zone::named("Asia/Shanghai").unwrap();
        let shifts = [Shift::Date(by("Asia/Shanghai", 0, 15)), Shift::DayEdge(Edge::End, shanghai)];
        let now = at("2026-06-16T12:00+08:00");
        let (comparison, day) = Cutoff::new(Comparison::LessOrEqual, &shifts, now).exact().unwrap();
        assert_eq!(
            (comparison, calendar::date(day as i32).as_str()),
            (Comparison::GreaterOrEqual, "2026-06-01")
        );
    }

    #[test]
    fn each_order_has_its_side_and_equality_has_none() {
        let shifts = [Shift::Time(by("UTC", 0, 1))];
        let exact = |comparison| Cutoff::new(comparison, &shifts, MICROS_OF_A_DAY).exact();
        assert_eq!(exact(Comparison::LessOrEqual), Some((Comparison::GreaterOrEqual, 0)));
        assert_eq!(exact(Comparison::Less), Some((Comparison::GreaterOrEqual, 1)));
        assert_eq!(exact(Comparison::Greater), Some((Comparison::Less, 0)));
        assert_eq!(exact(Comparison::GreaterOrEqual), Some((Comparison::Less, 1)));
        assert_eq!(exact(Comparison::Equal), None);
        assert_eq!(exact(Comparison::NotEqual), None);
    }

    #[test]
    fn an_exact_cutoff_parts_all_events_around_it() {
        let zones = ["Asia/Shanghai", "Europe/Berlin", "Australia/Lord_Howe"];
        let lengths = [(1, 0, false), (12, 3, false), (-1, 0, false), (1, 0, true)];
        for (zone, (months, days, full_days)) in
            zones.into_iter().flat_map(|zone| lengths.map(|length| (zone, length)))
        {
            let by = Duration { full_days, ..by(zone, months, days) };
            let mut inexact = 0;
            for step in 0..365_i64 {
                let instant = at("2026-01-01T07:30Z") + step * MICROS_OF_A_DAY;
                let Some((_, cutoff)) = cutoff(instant, by) else {
                    inexact += 1;
                    continue;
                };
                // Eight days to each side, at ever other times of the day, and the events beside the cutoff.
                let hours = (-64..64).map(|step| cutoff + step * 10_799_000_000);
                for event in hours.chain([cutoff - 1, cutoff]) {
                    let reaches = moved(&[Shift::Time(by)], event) >= instant;
                    assert_eq!(reaches, event >= cutoff, "{zone} {by:?} {instant} {event}");
                }
            }
            // Months end on one day for several in five months, two days of the first of a year of 366 days, and clocks change.
            let most = if zone == "Asia/Shanghai" { 6 } else { 60 };
            assert!(inexact <= most, "{zone} {by:?} {inexact}");
        }
    }

    #[test]
    fn where_times_change_places_there_is_no_exact_cutoff() {
        let shanghai = by("Asia/Shanghai", 1, 0);
        // 29 January 13:00 and 31 January 10:00 both arrive on 28 February, the later one earlier.
        assert_eq!(cutoff(at("2026-02-28T11:00+08:00"), shanghai), None);
        let first = cutoff(at("2026-06-15T11:00+08:00"), shanghai);
        assert_eq!(first, Some((Comparison::GreaterOrEqual, at("2026-05-15T11:00+08:00"))));
        assert_eq!(cutoff(at("2026-03-29T03:10+02:00"), by("Europe/Berlin", 1, 0)), None);
    }

    #[test]
    fn steady_durations_take_times_where_the_calendar_does_once_clocks_no_longer_change() {
        let full = Duration { full_days: true, ..by("Asia/Shanghai", 0, 15) };
        for by in [by("Asia/Shanghai", 0, 15), full, by("UTC", 0, 90)] {
            let cutoff = 1_550_000_000_000_000;
            let shifts = [Shift::Time(by)];
            let steady = steady(cutoff, &shifts).unwrap();
            for time in (0..400_i64).map(|step| cutoff + step * 86_399_000_000) {
                assert_eq!(moved(&steady, time), moved(&shifts, time));
            }
        }
    }

    #[test]
    fn no_durations_are_steady_while_clocks_change_or_days_are_clamped() {
        let steady = |cutoff, by| steady(cutoff, &[Shift::Time(by)]);
        assert_eq!(steady(1_550_000_000_000_000, by("Europe/Berlin", 0, 15)), None);
        assert_eq!(steady(1_550_000_000_000_000, by("Asia/Shanghai", 1, 0)), None);
        // 1991: the clocks of Shanghai were put back for the last time.
        assert_eq!(steady(684_867_600_000_000, by("Asia/Shanghai", 0, 15)), None);
        let years_later = steady(700_000_000_000_000, by("Asia/Shanghai", 0, 15)).unwrap();
        assert_eq!(years_later[0].duration().unwrap().micros, 15 * MICROS_OF_A_DAY);
    }

    #[test]
    fn days_are_steady_as_far_as_the_times_that_they_become_are() {
        let zone = Zone::named("Asia/Shanghai").unwrap();
        let to_end = [Shift::Date(by("Asia/Shanghai", 1, 0)), Shift::DayEdge(Edge::End, zone)];
        assert_eq!(steady(0, &to_end).as_deref(), Some(&to_end[..]));
        let then = |by| [to_end[0], to_end[1], Shift::Time(by)];
        assert_eq!(steady(20_000, &then(by("Asia/Shanghai", 1, 0))), None);
        assert_eq!(steady(0, &then(by("Asia/Shanghai", 0, 15))), None);
        let (shifts, cutoff) = (then(by("Asia/Shanghai", 0, 15)), 20_000);
        let steady = steady(cutoff, &shifts).unwrap();
        for day in cutoff..cutoff + 400 {
            assert_eq!(moved(&steady, day), moved(&shifts, day));
        }
    }

    #[test]
    fn an_instant_that_nothing_reaches_is_past_the_last_event() {
        assert_eq!(first_reaching(&[Shift::Time(by("UTC", 0, -1))], i64::MAX), LAST + 1);
        assert_eq!(first_reaching(&[Shift::Time(by("UTC", 0, 1))], FIRST), FIRST);
    }
}
