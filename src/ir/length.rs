//! Lengths of time as values: `1y6mo`, `15 full days`.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::working_days::{MOST_WORKING_DAYS, WorkCalendar};

/// A length of time. It has no sign: what moves by it says in which direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Length {
    /// Calendar months.
    pub months: i32,
    /// Calendar days.
    pub days: i32,
    /// Microseconds.
    pub micros: i64,
    /// How its days are counted.
    pub kind: LengthKind,
}

/// How the days of a length are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LengthKind {
    /// To the same time of the day arrived at.
    Elapsed,
    /// `15 full days`: to the end of the day arrived at, or backwards to its beginning. There are only days.
    FullDays,
    /// `15 working days`: to the end of the Nth working day after, or backwards to the beginning of the Nth before. There
    /// are only days. Only the program has such a length: facts name no calendar.
    WorkingDays(WorkCalendar),
}

impl LengthKind {
    /// The calendar by which its days are counted.
    #[must_use]
    pub fn calendar(self) -> Option<WorkCalendar> {
        match self {
            Self::Elapsed | Self::FullDays => None,
            Self::WorkingDays(calendar) => Some(calendar),
        }
    }
}

/// Why a text is not a length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoLength {
    /// It has another form.
    Form,
    /// It is longer than can be held.
    TooLong,
}

const MONTHS_OF_A_YEAR: i32 = 12;
const DAYS_OF_A_WEEK: i32 = 7;
const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;

impl Length {
    /// No time at all.
    pub const ZERO: Self = Self { months: 0, days: 0, micros: 0, kind: LengthKind::Elapsed };

    /// Whether one could be built so: without a sign, and full or working days of days alone.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let is_unsigned = self.months >= 0 && self.days >= 0 && self.micros >= 0;
        is_unsigned
            && match self.kind {
                LengthKind::Elapsed => true,
                LengthKind::FullDays => self.months == 0 && self.micros == 0,
                LengthKind::WorkingDays(_) => {
                    self.months == 0 && self.micros == 0 && (1..=MOST_WORKING_DAYS).contains(&self.days)
                }
            }
    }

    /// A length from a text: `1y6mo`, `15 full days`, or as ISO 8601 writes it, `P1Y6M`.
    pub(crate) fn read(text: &str) -> Result<Self, NoLength> {
        if let Some(rest) = text.strip_prefix('P') {
            return Self::read_iso(rest);
        }
        match text.split(' ').collect::<Vec<_>>().as_slice() {
            [units] => Self::read_units(units, &UNITS, false),
            [count, "full", "days" | "day"] => {
                let days = digits(count)?.try_into().map_err(|_| NoLength::TooLong)?;
                Ok(Self { days, kind: LengthKind::FullDays, ..Self::ZERO })
            }
            _ => Err(NoLength::Form),
        }
    }

    /// What follows the `P`: years, months, weeks and days, then behind a `T` exact units.
    fn read_iso(text: &str) -> Result<Self, NoLength> {
        let (days, clock) = match text.split_once('T') {
            Some((days, clock)) => (days, Some(clock)),
            None => (text, None),
        };
        let mut length = match days {
            "" if clock.is_some() => Self::ZERO,
            days => Self::read_units(days, &ISO_DAYS, true)?,
        };
        if let Some(clock) = clock {
            length.micros = Self::read_units(clock, &ISO_CLOCK, true)?.micros;
        }
        Ok(length)
    }

    /// Numbers, each with its unit, which are added up; `in_order` if a unit may only follow those before it in the list.
    fn read_units(text: &str, units: &[(&str, Self)], in_order: bool) -> Result<Self, NoLength> {
        let (mut rest, mut length, mut next) = (text, Self::ZERO, 0);
        if rest.is_empty() {
            return Err(NoLength::Form);
        }
        while !rest.is_empty() {
            let end = rest.find(|c: char| !c.is_ascii_digit()).ok_or(NoLength::Form)?;
            let (count, behind) = rest.split_at(end);
            let end = behind.find(|c: char| c.is_ascii_digit()).unwrap_or(behind.len());
            let (word, behind) = behind.split_at(end);
            let unit = units.iter().position(|(name, _)| *name == word).ok_or(NoLength::Form)?;
            if in_order && unit < next {
                return Err(NoLength::Form);
            }
            next = unit + 1;
            length = length.plus(digits(count)?, &units[unit].1).ok_or(NoLength::TooLong)?;
            rest = behind;
        }
        Ok(length)
    }

    /// So many of a unit more; `None` beyond what can be held.
    fn plus(self, count: i64, unit: &Self) -> Option<Self> {
        let whole = i32::try_from(count).ok();
        let add = |own: i32, unit: i32| match unit {
            0 => Some(own),
            unit => own.checked_add(unit.checked_mul(whole?)?),
        };
        Some(Self {
            months: add(self.months, unit.months)?,
            days: add(self.days, unit.days)?,
            micros: self.micros.checked_add(unit.micros.checked_mul(count)?)?,
            kind: self.kind,
        })
    }

    /// Whether a date moved by it is a date still.
    #[must_use]
    pub fn keeps_dates(&self) -> bool {
        self.micros == 0
    }
}

/// Units of the language's own literals.
static UNITS: [(&str, Length); 7] = [
    ("y", Length { months: MONTHS_OF_A_YEAR, ..Length::ZERO }),
    ("mo", Length { months: 1, ..Length::ZERO }),
    ("w", Length { days: DAYS_OF_A_WEEK, ..Length::ZERO }),
    ("d", Length { days: 1, ..Length::ZERO }),
    ("h", Length { micros: HOUR, ..Length::ZERO }),
    ("min", Length { micros: MINUTE, ..Length::ZERO }),
    ("s", Length { micros: SECOND, ..Length::ZERO }),
];

/// Units of ISO 8601 before the `T`, where `M` is a month.
static ISO_DAYS: [(&str, Length); 4] = [
    ("Y", Length { months: MONTHS_OF_A_YEAR, ..Length::ZERO }),
    ("M", Length { months: 1, ..Length::ZERO }),
    ("W", Length { days: DAYS_OF_A_WEEK, ..Length::ZERO }),
    ("D", Length { days: 1, ..Length::ZERO }),
];

/// Units of ISO 8601 behind the `T`, where `M` is a minute.
static ISO_CLOCK: [(&str, Length); 3] = [
    ("H", Length { micros: HOUR, ..Length::ZERO }),
    ("M", Length { micros: MINUTE, ..Length::ZERO }),
    ("S", Length { micros: SECOND, ..Length::ZERO }),
];

fn digits(text: &str) -> Result<i64, NoLength> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NoLength::Form);
    }
    text.parse().map_err(|_| NoLength::TooLong)
}

/// As the language writes it: `1y6mo`, `36h`, `15 full days`.
impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            LengthKind::FullDays if self.days == 1 => return f.write_str("1 full day"),
            LengthKind::FullDays => return write!(f, "{} full days", self.days),
            LengthKind::WorkingDays(calendar) if self.days == 1 => {
                return write!(f, "1 working day of {calendar}");
            }
            LengthKind::WorkingDays(calendar) => {
                return write!(f, "{} working days of {calendar}", self.days);
            }
            LengthKind::Elapsed => {}
        }
        if *self == Self::ZERO {
            return f.write_str("0d");
        }
        self.parts().into_iter().try_for_each(|(count, unit)| write!(f, "{count}{}", unit.word()))
    }
}

/// A unit in which a length is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LengthUnit {
    Years,
    Months,
    Days,
    Hours,
    Minutes,
    Seconds,
}

impl LengthUnit {
    fn word(self) -> &'static str {
        match self {
            Self::Years => "y",
            Self::Months => "mo",
            Self::Days => "d",
            Self::Hours => "h",
            Self::Minutes => "min",
            Self::Seconds => "s",
        }
    }
}

impl Length {
    /// How many of each unit it has, the greatest first. Parts of a second, which no length from a text has, are left out.
    pub(crate) fn parts(&self) -> Vec<(i64, LengthUnit)> {
        let (months, micros) = (i64::from(self.months), self.micros);
        let year = i64::from(MONTHS_OF_A_YEAR);
        let all = [
            (months / year, LengthUnit::Years),
            (months % year, LengthUnit::Months),
            (i64::from(self.days), LengthUnit::Days),
            (micros / HOUR, LengthUnit::Hours),
            (micros % HOUR / MINUTE, LengthUnit::Minutes),
            (micros % MINUTE / SECOND, LengthUnit::Seconds),
        ];
        all.into_iter().filter(|(count, _)| *count != 0).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Result<String, NoLength> {
        Length::read(text).map(|length| length.to_string())
    }

    #[test]
    fn texts_are_read_in_both_forms() {
        let table = [
            ("30d", "30d"),
            ("1y6mo", "1y6mo"),
            ("18mo", "1y6mo"),
            ("2w1d", "15d"),
            ("36h", "36h"),
            ("90min", "1h30min"),
            ("90s", "1min30s"),
            ("0d", "0d"),
            ("15 full days", "15 full days"),
            ("1 full day", "1 full day"),
            ("P1Y6M", "1y6mo"),
            ("P1M", "1mo"),
            ("PT1M", "1min"),
            ("P2W", "14d"),
            ("P1Y2M3W4DT5H6M7S", "1y2mo25d5h6min7s"),
            ("PT36H", "36h"),
        ];
        for (text, expected) in table {
            assert_eq!(written(text).as_deref(), Ok(expected), "{text}");
            assert_eq!(Length::read(expected), Length::read(text), "{text}");
        }
    }

    #[test]
    fn other_texts_are_refused() {
        let forms = [
            "",
            "P",
            "PT",
            "P1",
            "1",
            "d",
            "-1d",
            "+1d",
            "1.5d",
            "1 d",
            "1D",
            "1m",
            "1M",
            "P1H",
            "PT1D",
            "P1Y1",
            "P1YT",
            "PT1.5S",
            "P-1D",
            "-P1D",
            "p1d",
            "1_0d",
            " 1d",
            "15  full days",
            "15 days",
            "full days",
            "1d P1D",
            "15 full hours",
            "１d",
            "1dé",
            "P1D1Y",
            "P1D1D",
            "PT1S1H",
            "P1S",
        ];
        for text in forms {
            assert_eq!(written(text), Err(NoLength::Form), "{text}");
        }
        for text in
            ["2147483648d", "99999999999999999999d", "178956971y", "P9999999999D", "9223372036854775807h"]
        {
            assert_eq!(written(text), Err(NoLength::TooLong), "{text}");
        }
    }
}
