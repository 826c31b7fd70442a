//! Calendars of zones in DuckDB and PostgreSQL. Both read a wall-clock time in a gap with the offset before it, as we do,
//! but one that comes twice as the later instant. The earlier one is an hour (or by how much the clocks are put back)
//! after the instant of the hour before, so the lesser of the two is taken.

use super::text::{civil, interval_words, micros_words, quoted};
use super::writer::Calendar;
use crate::ir::{Duration, Edge, Folds, Period, Zone, calendar};

const MICROS_OF_A_DAY: i64 = 86_400_000_000;

/// Their way of reckoning.
pub(super) struct Zoned {
    /// An instant and an exact interval, as a literal, added up.
    pub(super) added: fn(&str, &str) -> String,
}

impl Calendar for Zoned {
    fn shift(&self, time: &str, by: &Duration) -> String {
        if by.months == 0 && by.days == 0 && !by.full_days {
            return self.plus(time, by.micros);
        }
        let moved = self.shift_by_calendar(time, by);
        match by.zone.settled_since() {
            // Where clocks are let be, days are of one length.
            Some(since) if by.months == 0 && by.days > 0 && !by.full_days => {
                let days = i64::from(by.days) * MICROS_OF_A_DAY;
                let exact = self.plus(time, days + by.micros);
                if since == calendar::FIRST {
                    return exact;
                }
                let since = civil(since);
                format!("CASE WHEN {time} >= TIMESTAMPTZ '{since}+00' THEN {exact} ELSE {moved} END")
            }
            _ => moved,
        }
    }

    fn shift_day(&self, date: &str, by: &Duration) -> String {
        format!("CAST({date} + INTERVAL '{}' AS DATE)", interval_words(by.months, by.days))
    }

    fn day(&self, date: &str, edge: Edge, zone: Zone) -> String {
        let midnight = format!("CAST({date} AS TIMESTAMP)");
        match edge {
            Edge::Start => instant(&midnight, zone),
            Edge::End => self.plus(&instant(&format!("({midnight} + INTERVAL '1 day')"), zone), -1),
        }
    }

    fn date_of(&self, time: &str, zone: Zone) -> String {
        format!("CAST(({time} AT TIME ZONE {}) AS DATE)", quoted(zone.name(), '\''))
    }

    fn period_edge(&self, date: &str, edge: Edge, period: Period) -> String {
        let first = format!("date_trunc('{}', CAST({date} AS TIMESTAMP))", period.name());
        match edge {
            Edge::Start => format!("CAST({first} AS DATE)"),
            Edge::End => {
                let months = interval_words(period.months(), 0);
                format!("CAST({first} + INTERVAL '{months}' - INTERVAL '1 day' AS DATE)")
            }
        }
    }

    fn in_year(&self, date: &str, years: i32, months: i32, days: i32) -> String {
        let first = format!("date_trunc('year', CAST({date} AS TIMESTAMP))");
        format!("CAST({first} + INTERVAL '{}' AS DATE)", interval_words(12 * years + months, days))
    }
}

impl Zoned {
    fn shift_by_calendar(&self, time: &str, by: &Duration) -> String {
        let zone = quoted(by.zone.name(), '\'');
        let mut local = format!("({time} AT TIME ZONE {zone})");
        if by.full_days {
            local = format!("date_trunc('day', {local})");
        }
        if by.months != 0 || by.days != 0 {
            local = format!("({local} + INTERVAL '{}')", interval_words(by.months, by.days));
        }
        let end = if by.full_days { -1 } else { 0 };
        if by.full_days {
            local = format!("({local} + INTERVAL '1 day')");
        }
        self.plus(&instant(&local, by.zone), end + by.micros)
    }

    fn plus(&self, time: &str, micros: i64) -> String {
        if micros == 0 {
            return time.to_owned();
        }
        let (count, unit) = micros_words(micros);
        (self.added)(time, &format!("INTERVAL '{count} {unit}{}'", if count.abs() == 1 { "" } else { "s" }))
    }
}

/// The instant of a wall-clock time: of two the earlier.
fn instant(local: &str, zone: Zone) -> String {
    let name = quoted(zone.name(), '\'');
    let later = format!("({local} AT TIME ZONE {name})");
    let folds = zone.folds();
    if folds.is_empty() {
        return later;
    }
    let size = size_at(local, &folds);
    format!("LEAST({later}, (({local} - {size}) AT TIME ZONE {name}) + {size})")
}

/// By how much the clocks are put back around a wall-clock time.
fn size_at(local: &str, folds: &[Folds]) -> String {
    let interval = |folds: &Folds| {
        let (count, unit) = micros_words(folds.size);
        format!("INTERVAL '{count} {unit}{}'", if count == 1 { "" } else { "s" })
    };
    let Some((last, earlier)) = folds.split_last() else { return "INTERVAL '0 days'".to_owned() };
    if earlier.is_empty() {
        return interval(last);
    }
    let branches: Vec<String> = earlier
        .iter()
        .filter_map(|folds| {
            let until = civil(folds.until?);
            Some(format!("WHEN {local} < TIMESTAMP '{until}' THEN {}", interval(folds)))
        })
        .collect();
    format!("CASE {} ELSE {} END", branches.join(" "), interval(last))
}
