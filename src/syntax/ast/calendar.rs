//! Calendars of working days.

use super::{Name, Path, Text};
use crate::diagnostic::Reported;
use crate::source::Span;

/// `calendar NAME { … }`, `calendar NAME from "…"`, `calendar NAME = a and b`
#[derive(Debug, Clone)]
pub struct Calendar {
    /// Its name.
    pub name: Name,
    /// The `///` lines before it.
    pub doc: Option<String>,
    /// Which days are worked.
    pub kind: CalendarKind,
    /// The error of a part that could not be read.
    pub broken: Option<Reported>,
    /// From the keyword to the end.
    pub span: Span,
}

/// How a calendar says which days are worked.
#[derive(Debug, Clone)]
pub enum CalendarKind {
    /// `{ rest saturday, sunday  covers … }`
    Declared(Vec<CalendarRule>),
    /// `from "holidays/prc.toml"`: a file says the same.
    From(Text),
    /// `= prc and exchange`: worked where each of these is.
    Both(Vec<Path>),
}

/// A line of a calendar.
#[derive(Debug, Clone)]
pub struct CalendarRule {
    /// What it says.
    pub kind: CalendarRuleKind,
    /// Where it is written.
    pub span: Span,
}

/// The lines of a calendar.
#[derive(Debug, Clone)]
pub enum CalendarRuleKind {
    /// `rest saturday, sunday`
    Rest(Vec<Name>),
    /// `covers 2024-01-01 to 2026-12-31`
    Covers(DayRange),
    /// `holiday 2026-10-01 to 2026-10-08 "国庆节"`
    Holiday(DayRange, Option<Text>),
    /// `working 2026-10-10`
    Working(DayRange, Option<Text>),
}

/// Days from one to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayRange {
    /// The first day.
    pub first: jiff::civil::Date,
    /// The last day, which may be the first.
    pub last: jiff::civil::Date,
    /// Where they are written.
    pub span: Span,
}
