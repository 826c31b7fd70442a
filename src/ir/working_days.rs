//! Calendars of working days. Weekends and holidays are declared, for as long as they are known: beyond that nothing is
//! guessed, so that what is counted there lies between two bounds.

use std::collections::HashSet;
use std::sync::{LazyLock, Mutex};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::calendar::{BEYOND_DAY, FIRST_DAY, LAST_DAY};

/// A calendar of working days, as a small handle: a length that names one is copied as freely as a number. Serialised as
/// what it says, so that programs mean the same wherever they are loaded.
#[derive(Clone, Copy)]
pub struct WorkCalendar(&'static WorkDays);

/// What a calendar says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkDays {
    /// Its name: `prc`, or of another package `holidays.prc`.
    pub name: String,
    /// The days of the week on which nobody works, Monday first.
    pub rest: [bool; DAYS_OF_A_WEEK],
    /// The first day that it covers, in days since 1970-01-01.
    pub first: i32,
    /// The last day that it covers.
    pub last: i32,
    /// The days on which it is otherwise than the day of the week says, in ascending order.
    pub exceptions: Vec<i32>,
}

/// How many days a week has.
pub const DAYS_OF_A_WEEK: usize = 7;
/// How many exceptions a calendar may have.
pub const MOST_EXCEPTIONS: usize = 20_000;
/// How many working days may be counted.
pub const MOST_WORKING_DAYS: i32 = 9_999;
/// 1970-01-01 was a Thursday.
const WEEKDAY_OF_DAY_0: i32 = 3;

/// Every calendar that was ever made, each once. They are few and small, and stay.
static KNOWN: LazyLock<Mutex<HashSet<&'static WorkDays>>> = LazyLock::new(Mutex::default);

impl WorkDays {
    /// Whether one could be declared so.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let covers = FIRST_DAY..=LAST_DAY;
        let is_covered = |day: &i32| (self.first..=self.last).contains(day);
        self.first <= self.last
            && covers.contains(&self.first)
            && covers.contains(&self.last)
            && self.exceptions.len() <= MOST_EXCEPTIONS
            && self.exceptions.is_sorted_by(|one, next| one < next)
            && self.exceptions.iter().all(is_covered)
            && self.rest.contains(&false)
    }

    /// Whether a day is worked; it has to be covered.
    #[must_use]
    pub fn is_worked(&self, day: i32) -> bool {
        self.rests(day) == self.exceptions.binary_search(&day).is_ok()
    }

    /// Whether the day of the week is one of rest.
    #[must_use]
    pub fn rests(&self, day: i32) -> bool {
        let weekday = (i64::from(day) + i64::from(WEEKDAY_OF_DAY_0)).rem_euclid(DAYS_OF_A_WEEK as i64);
        self.rest[weekday as usize]
    }

    fn covers(&self, day: i32) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

/// What a day is taken for where the calendar does not cover it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Uncovered {
    Worked,
    Rest,
}

impl WorkCalendar {
    /// The calendar that says this; `None` if it could not be declared so.
    #[must_use]
    pub fn new(days: WorkDays) -> Option<Self> {
        if !days.is_sound() {
            return None;
        }
        let mut known = KNOWN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(found) = known.get(&days) {
            return Some(Self(found));
        }
        let kept: &'static WorkDays = Box::leak(Box::new(days));
        known.insert(kept);
        Some(Self(kept))
    }

    /// What it says.
    #[must_use]
    pub fn days(self) -> &'static WorkDays {
        self.0
    }

    /// The Nth working day after a day, or before it where `count` is negative: not earlier than the first of the two that
    /// are returned and not later than the second. The day itself never counts.
    #[must_use]
    pub fn counted(self, day: i32, count: i32) -> (i32, i32) {
        if day > LAST_DAY {
            return (BEYOND_DAY, BEYOND_DAY);
        }
        let day = day.max(FIRST_DAY);
        let worked = self.nth(day, count, Uncovered::Worked);
        if self.is_sure_between(day, worked, count < 0) {
            return (worked, worked);
        }
        let rested = self.nth(day, count, Uncovered::Rest);
        if count < 0 { (rested, worked) } else { (worked, rested) }
    }

    /// The day itself if it is worked, or else the next working day; the two bounds likewise.
    #[must_use]
    pub fn moved(self, day: i32) -> (i32, i32) {
        match day {
            day if day > LAST_DAY => (BEYOND_DAY, BEYOND_DAY),
            day if self.0.covers(day) && self.0.is_worked(day) => (day, day),
            day if self.0.covers(day) => self.counted(day, 1),
            day => {
                let day = day.max(FIRST_DAY);
                let next = self.nth(day.saturating_sub(1), 1, Uncovered::Rest);
                (day, next)
            }
        }
    }

    /// Whether each day that was counted is covered.
    fn is_sure_between(self, day: i32, reached: i32, backwards: bool) -> bool {
        if backwards {
            self.0.covers(reached) && self.0.covers(day - 1)
        } else {
            self.0.covers(day + 1) && self.0.covers(reached)
        }
    }

    fn nth(self, day: i32, count: i32, uncovered: Uncovered) -> i32 {
        let WorkDays { first, last, .. } = *self.0;
        let step = count.signum();
        let (mut left, mut day) = (i64::from(count.unsigned_abs()), day);
        while left > 0 {
            let next = day + step;
            // Where nothing is covered any more, or not yet, nothing has to be looked at day by day.
            if next > last || next < first {
                let towards = if step > 0 { next < first } else { next > last };
                let until = if step > 0 { i64::from(first) - i64::from(day) - 1 } else { i64::from(day) - i64::from(last) - 1 };
                match (uncovered, towards) {
                    (Uncovered::Worked, false) => return clamped(i64::from(day) + i64::from(step) * left),
                    (Uncovered::Worked, true) if until >= left => {
                        return clamped(i64::from(day) + i64::from(step) * left);
                    }
                    (Uncovered::Worked, true) => left -= until,
                    (Uncovered::Rest, true) => {}
                    (Uncovered::Rest, false) if step > 0 => return BEYOND_DAY,
                    (Uncovered::Rest, false) => return FIRST_DAY,
                }
                day = if step > 0 { first - 1 } else { last + 1 };
                continue;
            }
            day = next;
            left -= i64::from(self.0.is_worked(day));
        }
        clamped(day.into())
    }
}

fn clamped(day: i64) -> i32 {
    day.clamp(FIRST_DAY.into(), BEYOND_DAY.into()) as i32
}

impl PartialEq for WorkCalendar {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for WorkCalendar {}

impl PartialOrd for WorkCalendar {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for WorkCalendar {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(other.0)
    }
}

impl std::hash::Hash for WorkCalendar {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl std::fmt::Debug for WorkCalendar {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0.name)
    }
}

impl std::fmt::Display for WorkCalendar {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0.name)
    }
}

impl Serialize for WorkCalendar {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for WorkCalendar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let days = WorkDays::deserialize(deserializer)?;
        let name = days.name.clone();
        Self::new(days)
            .ok_or_else(|| serde::de::Error::custom(format!("`{name}` is not a calendar of working days")))
    }
}

#[cfg(test)]
mod tests {
    use super::super::calendar::day_number;
    use super::*;

    fn day(text: &str) -> i32 {
        day_number(text.parse().unwrap())
    }

    /// Weekends, the first week of October as a holiday, and Saturday the 10th worked.
    fn october() -> WorkCalendar {
        let rest = [false, false, false, false, false, true, true];
        let exceptions =
            ["2026-10-01", "2026-10-02", "2026-10-05", "2026-10-06", "2026-10-07", "2026-10-08", "2026-10-10"];
        let (first, last) = (day("2026-01-01"), day("2026-12-31"));
        let exceptions = exceptions.map(day).to_vec();
        WorkCalendar::new(WorkDays { name: "prc".to_owned(), rest, first, last, exceptions }).unwrap()
    }

    #[test]
    fn holidays_and_weekends_are_passed_over_and_a_worked_saturday_is_not() {
        let calendar = october();
        let table = [
            ("2026-09-30", 1, "2026-10-09"),
            ("2026-09-30", 2, "2026-10-10"),
            ("2026-09-30", 3, "2026-10-12"),
            ("2026-10-03", 1, "2026-10-09"),
            ("2026-10-12", -1, "2026-10-10"),
            ("2026-10-09", -1, "2026-09-30"),
            ("2026-06-05", 5, "2026-06-12"),
        ];
        for (from, count, to) in table {
            assert_eq!(calendar.counted(day(from), count), (day(to), day(to)), "{count} from {from}");
        }
    }

    #[test]
    fn a_day_of_rest_is_moved_to_the_next_working_day() {
        let calendar = october();
        for (from, to) in [("2026-10-01", "2026-10-09"), ("2026-10-10", "2026-10-10"), ("2026-06-05", "2026-06-05")]
        {
            assert_eq!(calendar.moved(day(from)), (day(to), day(to)), "{from}");
        }
        assert_eq!(calendar.moved(day("2027-01-02")), (day("2027-01-02"), BEYOND_DAY));
        assert_eq!(calendar.moved(day("2025-12-20")), (day("2025-12-20"), day("2026-01-01")));
    }

    #[test]
    fn beyond_what_is_covered_the_end_has_bounds() {
        let calendar = october();
        // Thursday the 31st is counted, then each further day as if it were worked.
        assert_eq!(calendar.counted(day("2026-12-30"), 3), (day("2027-01-02"), BEYOND_DAY));
        assert_eq!(calendar.counted(day("2026-12-30"), 1), (day("2026-12-31"), day("2026-12-31")));
        assert_eq!(calendar.counted(day("2028-01-01"), 2), (day("2028-01-03"), BEYOND_DAY));
        // Every day before may have been a holiday, but from the first covered day on they count.
        assert_eq!(calendar.counted(day("2020-01-01"), 2), (day("2020-01-03"), day("2026-01-02")));
        assert_eq!(calendar.counted(day("2026-01-02"), -2), (FIRST_DAY, day("2025-12-31")));
        assert_eq!(calendar.counted(BEYOND_DAY, -2), (BEYOND_DAY, BEYOND_DAY));
    }

    #[test]
    fn bounds_keep_the_order_of_days() {
        let calendar = october();
        for count in [-7, -1, 1, 7] {
            let days = (day("2025-11-01")..day("2027-03-01")).map(|day| calendar.counted(day, count));
            let all: Vec<(i32, i32)> = days.collect();
            assert!(all.windows(2).all(|pair| pair[0].0 <= pair[1].0 && pair[0].1 <= pair[1].1));
            assert!(all.iter().all(|(low, high)| low <= high));
        }
        let moved: Vec<(i32, i32)> =
            (day("2025-11-01")..day("2027-03-01")).map(|day| calendar.moved(day)).collect();
        assert!(moved.windows(2).all(|pair| pair[0].0 <= pair[1].0 && pair[0].1 <= pair[1].1));
    }

    #[test]
    fn what_says_the_same_is_the_same_calendar() {
        assert_eq!(october(), october());
        let json = serde_json::to_string(&october()).unwrap();
        assert_eq!(serde_json::from_str::<WorkCalendar>(&json).unwrap(), october());
        assert!(serde_json::from_str::<WorkCalendar>(&json.replace("true", "false")).is_ok());
        assert!(serde_json::from_str::<WorkCalendar>(&json.replace("false", "true")).is_err());
    }
}
