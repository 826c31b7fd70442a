//! Anchors: days that follow from another by the calendar alone, as the last of its month or the next 1 June after it.

use crate::enumeration::enumeration;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize};

use super::days::{BEYOND_DAY, FIRST_DAY, LAST_DAY, date_of, day_number};

/// An end of a day or of a longer period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edge {
    /// Its first microsecond or day.
    Start,
    /// Its last.
    End,
}

impl Edge {
    /// Its name in the text of a program.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::End => "end",
        }
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Start => Self::End,
            Self::End => Self::Start,
        }
    }
}

enumeration! {
    /// A period of the calendar that is longer than a day.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Period {
        /// From the first of a month to its last day.
        Month,
        /// Three months, from 1 January, April, July or October.
        Quarter,
        /// From 1 January to 31 December.
        Year,
    }
}

impl Period {
    /// Its name in the text of a program.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// How many months it has.
    #[must_use]
    pub fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }

    /// The first or last day of the one that a day falls into. Past the calendar's end it is [`BEYOND_DAY`].
    #[must_use]
    pub fn edge(self, day: i32, edge: Edge) -> i32 {
        let Some(date) = held(day) else { return BEYOND_DAY };
        let months = self.months() as i8;
        let first = (date.month() - 1) / months * months + 1;
        let day = match edge {
            Edge::Start => Date::new(date.year(), first, 1),
            Edge::End => Date::new(date.year(), first + months - 1, 1).map(Date::last_of_month),
        };
        day.map_or(BEYOND_DAY, |day| within(day_number(day)))
    }
}

/// A day that every year has: its month and its number in the month, from 1 on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct MonthDay {
    month: i8,
    day: i8,
}

impl MonthDay {
    /// The day of that month; `None` if not every year has it.
    #[must_use]
    pub fn new(month: i8, day: i8) -> Option<Self> {
        const A_COMMON_YEAR: i16 = 2001;
        Date::new(A_COMMON_YEAR, month, day).ok().map(|_| Self { month, day })
    }

    /// Its month, from 1 on.
    #[must_use]
    pub fn month(self) -> i8 {
        self.month
    }

    /// Its number in the month, from 1 on.
    #[must_use]
    pub fn day(self) -> i8 {
        self.day
    }

    /// The first one after a day.
    #[must_use]
    pub fn next(self, day: i32) -> i32 {
        let Some(date) = held(day) else { return BEYOND_DAY };
        let of_year = |year| Date::new(year, self.month, self.day).map_or(BEYOND_DAY, day_number);
        let this = of_year(date.year());
        within(if this > day { this } else { of_year(date.year() + 1) })
    }
}

impl std::fmt::Display for MonthDay {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:02}-{:02}", self.month, self.day)
    }
}

impl<'de> Deserialize<'de> for MonthDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Written {
            month: i8,
            day: i8,
        }
        let Written { month, day } = Written::deserialize(deserializer)?;
        Self::new(month, day).ok_or_else(|| {
            serde::de::Error::custom(format!("not every year has the day {month:02}-{day:02}"))
        })
    }
}

/// The first day after `after` that is whole years, at least one, after `of`; of 29 February the 28th in other years.
#[must_use]
pub fn anniversary(of: i32, after: i32) -> i32 {
    let (Some(date), Some(passed)) = (held(of), held(after)) else { return BEYOND_DAY };
    let in_years = |years: i16| {
        let first = Date::new(date.year() + years, date.month(), 1).ok()?;
        let day = date.day().min(first.days_in_month());
        Date::new(first.year(), first.month(), day).ok().map(|day| within(day_number(day)))
    };
    let years = (passed.year() - date.year()).max(1);
    let this = in_years(years).filter(|this| *this > after);
    this.or_else(|| in_years(years + 1)).unwrap_or(BEYOND_DAY)
}

/// A day of the calendar; `None` past its end.
fn held(day: i32) -> Option<Date> {
    if day > LAST_DAY { None } else { date_of(day.max(FIRST_DAY)) }
}

fn within(day: i32) -> i32 {
    day.clamp(FIRST_DAY, BEYOND_DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> i32 {
        day_number(text.parse().unwrap())
    }

    #[test]
    fn a_day_lies_between_the_edges_of_its_period() {
        let table = [
            (Period::Month, "2024-02-10", "2024-02-01", "2024-02-29"),
            (Period::Month, "2026-12-31", "2026-12-01", "2026-12-31"),
            (Period::Quarter, "2026-06-30", "2026-04-01", "2026-06-30"),
            (Period::Quarter, "2026-11-05", "2026-10-01", "2026-12-31"),
            (Period::Year, "2026-01-01", "2026-01-01", "2026-12-31"),
            (Period::Year, "0001-05-05", "0001-01-01", "0001-12-31"),
        ];
        for (period, of, first, last) in table {
            assert_eq!(period.edge(day(of), Edge::Start), day(first), "{of}");
            assert_eq!(period.edge(day(of), Edge::End), day(last), "{of}");
        }
        assert_eq!(Period::Month.edge(day("9999-12-05"), Edge::End), BEYOND_DAY);
        assert_eq!(Period::Year.edge(BEYOND_DAY, Edge::Start), BEYOND_DAY);
    }

    #[test]
    fn the_next_of_a_day_is_after_it() {
        let june = MonthDay::new(6, 1).unwrap();
        for (after, next) in
            [("2026-05-31", "2026-06-01"), ("2026-06-01", "2027-06-01"), ("2026-06-02", "2027-06-01")]
        {
            assert_eq!(june.next(day(after)), day(next), "{after}");
        }
        assert_eq!(june.next(day("9999-06-01")), BEYOND_DAY);
        assert_eq!(june.next(i32::MIN), day("0001-06-01"));
        assert!(MonthDay::new(2, 29).is_none() && MonthDay::new(4, 31).is_none());
        assert!(MonthDay::new(13, 1).is_none() && MonthDay::new(0, 1).is_none());
    }

    #[test]
    fn an_anniversary_is_after_its_day_and_at_least_a_year_later() {
        let table = [
            ("2020-06-01", "2026-05-31", "2026-06-01"),
            ("2020-06-01", "2026-06-01", "2027-06-01"),
            ("2020-06-01", "2019-01-01", "2021-06-01"),
            ("2020-02-29", "2023-01-01", "2023-02-28"),
            ("2020-02-29", "2023-02-28", "2024-02-29"),
            ("2020-02-29", "2024-02-28", "2024-02-29"),
        ];
        for (of, after, expected) in table {
            assert_eq!(anniversary(day(of), day(after)), day(expected), "{of} after {after}");
        }
        assert_eq!(anniversary(day("2020-06-01"), BEYOND_DAY), BEYOND_DAY);
        assert_eq!(anniversary(day("9999-06-01"), day("2020-01-01")), BEYOND_DAY);
    }
}
