//! Instants where windows turn, months end and clocks change.

use exeunt::ir::{Duration, Length, LengthKind, Zone, calendar};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::Dice;

const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;
/// Months by which events are drawn before others: facts are of our time.
const LONGEST_BACK: i32 = 12 * 50;

/// The durations and instants of a program.
#[derive(Debug)]
pub(crate) struct Instants {
    durations: Vec<Duration>,
    times: Vec<i64>,
}

impl Instants {
    pub(crate) fn new() -> Self {
        Self { durations: Vec::new(), times: Vec::new() }
    }

    /// Takes in what a JSON object of a program is: a duration, or a constant that is a time.
    pub(crate) fn collect(&mut self, written: &serde_json::Value) {
        if let Ok(duration) = serde_json::from_value::<Duration>(written.clone()) {
            self.durations.push(duration);
        }
        if let Ok(length) = serde_json::from_value::<Length>(written.clone()) {
            let Length { months, days, micros, kind } = length;
            let full_days = kind == LengthKind::FullDays;
            self.durations.push(Duration { months, days, micros, full_days, zone: Zone::utc() });
        }
        self.times.extend(written.get("time").and_then(serde_json::Value::as_i64));
    }

    /// A length that facts say: one of the program's, or another.
    pub(crate) fn length(&self, dice: &mut Dice) -> Length {
        let elapsed = |months, days, hours| {
            let micros = hours * HOUR;
            Length { months, days, micros, kind: LengthKind::Elapsed }
        };
        let others = [
            elapsed(0, 15, 0),
            elapsed(1, 0, 0),
            elapsed(12, 0, 0),
            elapsed(0, 0, 36),
            elapsed(1, 15, 2),
            elapsed(0, 0, 0),
            elapsed(0, 1, 1),
            elapsed(120_000, 0, 0),
            Length { kind: LengthKind::FullDays, ..elapsed(0, 3, 0) },
            Length { kind: LengthKind::FullDays, ..elapsed(0, 0, 0) },
        ];
        let other = *dice.pick(&others);
        let known = dice.pick_from(self.durations.clone()).filter(|_| dice.chance(60));
        known.map_or(other, |by| {
            // A length from a text has no parts of a second, and one of full days has days alone.
            let whole = by.micros.saturating_abs() / 1_000_000 * 1_000_000;
            match by.full_days {
                true => Length { kind: LengthKind::FullDays, ..elapsed(0, by.days.saturating_abs(), 0) },
                false => Length {
                    micros: whole,
                    ..elapsed(by.months.saturating_abs(), by.days.saturating_abs(), 0)
                },
            }
        })
    }

    /// An instant that events lie around: an end of a month, a leap day, a change of offset, or any.
    pub(crate) fn base(&self, zone: Zone, dice: &mut Dice) -> i64 {
        let any = micros("2016-01-01T00:00:00Z") + dice.between(0, 6 * 365 * DAY / HOUR) * HOUR;
        match dice.below(6) {
            0 | 1 => {
                change_of_offset(zone, any) + dice.between(-3, 3) * HOUR / 2 + *dice.pick(&[-1, 0, 0, 1])
            }
            2 | 3 => {
                let ends = [
                    "2019-01-31T10:00:00Z",
                    "2020-02-29T00:00:00Z",
                    "2019-08-31T02:00:00Z",
                    "2018-02-28T23:59:59Z",
                    "2019-12-31T23:00:00Z",
                    "2019-03-31T01:00:00Z",
                ];
                micros(dice.pick::<&str>(&ends))
            }
            4 => dice.pick_from(self.times.clone()).unwrap_or(any),
            _ => any,
        }
    }

    /// The time of an event: near the base, a window's length before or after it or another event.
    pub(crate) fn event(&self, base: i64, zone: Zone, events: &[i64], dice: &mut Dice) -> i64 {
        let near = *dice.pick(&[-1, 0, 0, 1]);
        let from = dice.pick_from(events.to_vec()).filter(|_| dice.chance(30)).unwrap_or(base);
        let time = match dice.below(8) {
            0 => base,
            1..=4 => self.moved(from, dice),
            5 => dice.pick_from(self.times.clone()).unwrap_or(base),
            6 => change_of_offset(zone, base) + dice.between(-5, 5) * HOUR / 2,
            _ => base + dice.between(-800, 100) * DAY + dice.between(-20, 20) * HOUR,
        };
        (time + near).clamp(calendar::FIRST, calendar::LAST)
    }

    /// The instant of the judgement: the base, or one at the boundary of a window over an event.
    pub(crate) fn now(&self, base: i64, events: &[i64], dice: &mut Dice) -> i64 {
        let near = *dice.pick(&[-1, 0, 0, 1]);
        match (dice.pick_from(events.to_vec()), dice.pick_from(self.durations.clone())) {
            (Some(event), Some(duration)) if dice.chance(65) => calendar::shift(event, &duration) + near,
            (Some(event), _) if dice.chance(20) => event + near,
            _ => base + near,
        }
        .clamp(calendar::FIRST, calendar::LAST)
    }

    /// An instant moved by one of the program's durations, forwards or, more often, back.
    fn moved(&self, from: i64, dice: &mut Dice) -> i64 {
        let Some(mut duration) =
            dice.pick_from(self.durations.clone()).filter(|by| by.months.abs() < LONGEST_BACK)
        else {
            return from - dice.between(0, 400) * DAY;
        };
        if dice.chance(75) {
            duration.months = -duration.months;
            duration.days = -duration.days;
            duration.micros = -duration.micros;
        }
        calendar::shift(from, &duration)
    }
}

fn micros(text: &str) -> i64 {
    text.parse::<Timestamp>().map_or(0, Timestamp::as_microsecond)
}

/// The first change of a zone's offset after an instant; the instant itself where there is none within some years.
fn change_of_offset(zone: Zone, after: i64) -> i64 {
    let rules = jiff::tz::TimeZoneDatabase::bundled().get(zone.name()).unwrap_or(TimeZone::UTC);
    let from = Timestamp::from_microsecond(after).unwrap_or_default();
    let change = rules.following(from).next().map(|change| change.timestamp().as_microsecond());
    change.filter(|at| at - after < 10 * 365 * DAY).unwrap_or(after)
}
