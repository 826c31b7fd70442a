//! Literals.

use super::{Name, Path};
use crate::source::Span;

/// A length of time as written. Months and days are calendar units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duration {
    /// Years and months, as months.
    pub months: i32,
    /// Weeks and days, as days.
    pub days: i32,
    /// Hours, minutes and seconds, as microseconds.
    pub micros: i64,
    /// `15 full days`: to the end of the last day.
    pub full_days: bool,
    /// Where it is written.
    pub span: Span,
}

/// A literal value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// `true`, `false`
    Bool(bool),
    /// `3`, `1_000`
    Int(i64),
    /// `0.25` as digits and scale: 25 and 2.
    Decimal {
        /// All digits.
        digits: i128,
        /// How many are after the point.
        scale: u8,
    },
    /// `"…"`
    Text(String),
    /// `12.50 USD`, with the digits as for `Decimal`.
    Money {
        /// All digits.
        digits: i128,
        /// How many are after the point.
        scale: u8,
        /// ISO 4217, as written.
        currency: Name,
    },
    /// `15d`
    Duration(Duration),
    /// `10 working days`, `10 working days of prc`
    WorkingDays {
        /// How many.
        count: i32,
        /// The calendar that it names.
        calendar: Option<Path>,
    },
    /// `2026-06-01`
    Date(jiff::civil::Date),
    /// `2026-06-01T12:00+08:00`, in microseconds since 1970-01-01T00:00Z.
    Time(i64),
    /// `3d ago` (`future` false) or `in 2h`: tests only.
    Relative {
        /// How far.
        duration: Duration,
        /// `in 2h`.
        future: bool,
    },
}
