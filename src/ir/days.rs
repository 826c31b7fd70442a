//! Days, as numbers since 1970-01-01, and how far the calendar reaches.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The last instant that can be held: 9999-12-30, as far as the calendar reaches in every zone.
pub const LAST: i64 = 253_402_207_200_000_000;
/// The first instant that can be held: 0001-01-01T00:00Z.
pub const FIRST: i64 = -62_135_596_800_000_000;
/// The first day that can be held, in days since 1970-01-01: 0001-01-01.
pub const FIRST_DAY: i32 = -719_162;
/// The last day that can be held: 9999-12-30.
pub const LAST_DAY: i32 = 2_932_895;
/// Stands for every instant after [`LAST`]: no `now` reaches it.
pub const BEYOND: i64 = LAST + 1;
/// Stands for every day after [`LAST_DAY`].
pub const BEYOND_DAY: i32 = LAST_DAY + 1;
pub(super) const MICROS_OF_A_DAY: i64 = 86_400_000_000;

/// The day of a number; `None` for one that is none of the calendar.
pub(super) fn date_of(day: i32) -> Option<Date> {
    let midnight = i64::from(day).checked_mul(MICROS_OF_A_DAY)?;
    Some(TimeZone::UTC.to_datetime(Timestamp::from_microsecond(midnight).ok()?).date())
}

/// Days since 1970-01-01.
#[must_use]
pub fn day_number(date: Date) -> i32 {
    (Date::constant(1970, 1, 1).duration_until(date).as_hours() / 24) as i32
}
