//! Instants carried back over moves: `instant <= time + d` is `time >= first`, where moving keeps the order of times.

use crate::ir::calendar::{self, FIRST, LAST};
use crate::ir::{Comparison, Duration};

/// Times further apart than this keep their order through a move: a clock is put back by less than 26 hours, and at most
/// four days share a month's last.
const JUMP: i64 = (2 * 26 + 4 * 24) * 3_600_000_000;
const MICROS_OF_A_DAY: i64 = 86_400_000_000;

/// What a time compares with where `instant` compares with the time moved: `instant <= time + d` is `time >= first`.
/// `None` for a comparison that no one cut-off tells.
pub(crate) fn turns(comparison: Comparison, instant: i64, moves: &[Duration]) -> Option<(Comparison, i64)> {
    let next = instant.saturating_add(1);
    let (turned, from) = match comparison {
        Comparison::LessOrEqual => (Comparison::GreaterOrEqual, instant),
        Comparison::Less => (Comparison::GreaterOrEqual, next),
        Comparison::Greater => (Comparison::Less, instant),
        Comparison::GreaterOrEqual => (Comparison::Less, next),
        Comparison::Equal | Comparison::NotEqual => return None,
    };
    Some((turned, cutoff(from, moves)?))
}

/// The first time that `moves` take to `instant` or later, one past the last if there is none. `None` where times around
/// it change places, so that no cut-off tells those that reach the instant from those that do not.
pub(crate) fn cutoff(instant: i64, moves: &[Duration]) -> Option<i64> {
    let first = first_from(instant, |time| moves.iter().fold(time, calendar::shift));
    let around = around(moves);
    keep_order(first.saturating_sub(around), first.saturating_add(around), moves).then_some(first)
}

/// Moves that take every time from a cut-off on to where `moves` do, and keep the order of these times for good. `None`
/// where the clocks of the zone go on changing.
pub(crate) fn steady(cutoff: i64, moves: &[Duration]) -> Option<Vec<Duration>> {
    let from = cutoff.saturating_sub(around(moves));
    // Months never keep it for good: sooner or later a day is clamped to the last of one.
    let keeps = moves.iter().all(|by| by.months == 0) && keep_order(from, LAST, moves);
    keeps.then(|| moves.iter().map(|by| exact(by).unwrap_or(*by)).collect())
}

/// The same duration where all days are of one length; `None` if it goes to a day's end.
fn exact(by: &Duration) -> Option<Duration> {
    let micros = i64::from(by.days).checked_mul(MICROS_OF_A_DAY)?.checked_add(by.micros)?;
    (!by.full_days).then_some(Duration { days: 0, micros, ..*by })
}

/// How far around a time others may change places with it.
fn around(moves: &[Duration]) -> i64 {
    JUMP.saturating_mul(moves.len() as i64)
}

/// Whether all times between two keep their order, at each step of their way.
fn keep_order(mut from: i64, mut to: i64, moves: &[Duration]) -> bool {
    moves.iter().all(|by| {
        let keeps = calendar::keeps_order(from, to, by);
        (from, to) = (calendar::shift(from, by), calendar::shift(to, by));
        keeps
    })
}

/// The first time that `moved` takes to `instant` or later; one past the last if there is none.
fn first_from(instant: i64, moved: impl Fn(i64) -> i64) -> i64 {
    let (mut low, mut high) = (FIRST, LAST + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        if moved(middle) >= instant { high = middle } else { low = middle + 1 }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Zone, calendar};

    #[test]
    fn the_cutoff_is_the_first_time_that_reaches_the_instant() {
        let zones = ["Asia/Shanghai", "Europe/Berlin", "Australia/Lord_Howe", "America/New_York"];
        let lengths = [(0, 1, false), (6, 0, false), (12, 3, false), (0, 2, true), (-1, 0, false)];
        for (zone, (months, days, full_days)) in
            zones.into_iter().flat_map(|zone| lengths.map(|length| (zone, length)))
        {
            let zone = Zone::named(zone).unwrap();
            let by = Duration { months, days, micros: 0, full_days, zone };
            for step in 0..400_i64 {
                let instant = 1_770_000_000_000_000 + step * 86_399_000_000;
                let first = first_from(instant, |time| calendar::shift(time, &by));
                assert!(calendar::shift(first, &by) >= instant && calendar::shift(first - 1, &by) < instant);
            }
        }
    }

    #[test]
    fn where_times_change_places_there_is_no_cutoff() {
        let at = |text: &str| text.parse::<jiff::Timestamp>().unwrap().as_microsecond();
        let month = |zone| Duration {
            months: 1,
            days: 0,
            micros: 0,
            full_days: false,
            zone: Zone::named(zone).unwrap(),
        };
        let shanghai = month("Asia/Shanghai");
        // 29 January 13:00 and 31 January 10:00 both arrive on 28 February, the later one earlier.
        assert_eq!(cutoff(at("2026-02-28T11:00+08:00"), &[shanghai]), None);
        let first = cutoff(at("2026-06-15T11:00+08:00"), &[shanghai]);
        assert_eq!(first, Some(at("2026-05-15T11:00+08:00")));
        assert_eq!(cutoff(at("2026-03-29T03:10+02:00"), &[month("Europe/Berlin")]), None);
    }

    #[test]
    fn steady_moves_take_times_where_the_calendar_does_once_clocks_are_let_be() {
        let by = |zone, days, full_days| Duration {
            months: 0,
            days,
            micros: 0,
            full_days,
            zone: Zone::named(zone).unwrap(),
        };
        for by in [by("Asia/Shanghai", 15, false), by("Asia/Shanghai", 15, true), by("UTC", 90, false)] {
            let cutoff = 1_550_000_000_000_000;
            let steady = steady(cutoff, &[by]).unwrap();
            for time in (0..400_i64).map(|step| cutoff + step * 86_399_000_000) {
                assert_eq!(calendar::shift(time, &steady[0]), calendar::shift(time, &by));
            }
        }
    }

    #[test]
    fn no_moves_are_steady_while_clocks_change_or_days_are_clamped() {
        let by = |zone, months, days| Duration {
            months,
            days,
            micros: 0,
            full_days: false,
            zone: Zone::named(zone).unwrap(),
        };
        assert_eq!(steady(1_550_000_000_000_000, &[by("Europe/Berlin", 0, 15)]), None);
        assert_eq!(steady(1_550_000_000_000_000, &[by("Asia/Shanghai", 1, 0)]), None);
        // 1991: the clocks of Shanghai were put back for the last time.
        assert_eq!(steady(684_867_600_000_000, &[by("Asia/Shanghai", 0, 15)]), None);
        let years_later = steady(700_000_000_000_000, &[by("Asia/Shanghai", 0, 15)]).unwrap();
        assert_eq!(years_later[0].micros, 15 * MICROS_OF_A_DAY);
    }

    #[test]
    fn what_nothing_reaches_is_past_the_last() {
        assert_eq!(first_from(0, |_| -1), LAST + 1);
        assert_eq!(first_from(0, |_| 1), FIRST);
    }
}
