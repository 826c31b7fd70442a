//! What a dialect writes in its own way.

use crate::diagnostic::Message;
use crate::ir::{Duration, Edge, MonthDay, Period, Zone};
use crate::sql::tree::{AggregateFunction, Extreme, Given, Type, Unnested};

/// The beginning of a variable in Spark, which replaces variables anywhere in a query before it parses it.
pub(crate) const VARIABLE: &str = "${";

/// Why an engine reads something else than what is written.
#[derive(Debug, Clone)]
pub(crate) struct Misread {
    /// What is wrong.
    pub(crate) message: Message,
    /// What the engine does.
    pub(crate) note: Message,
    /// What to do.
    pub(crate) help: Message,
}

/// What a dialect writes in its own way.
pub(crate) trait Writer {
    /// A name, quoted.
    fn identifier(&self, name: &str) -> String;
    /// A text, quoted.
    fn text(&self, text: &str) -> String;
    /// A type.
    fn ty(&self, ty: &Type) -> String;
    /// An instant in the form `2026-06-01 12:00:00.000001`, in UTC.
    fn time(&self, utc: &str) -> String;
    /// The instant that is bound when the query runs.
    fn now(&self) -> &'static str;
    /// What follows the name of a part that is to be planned together with what reads it.
    fn inlined(&self) -> &'static str;
    /// What follows the name of a part that is to be computed once.
    fn kept(&self) -> &'static str;
    /// How it reckons with times.
    fn calendar(&self) -> &'static dyn Calendar;
    /// Whether a text begins with another one, by bytes and never as a pattern.
    fn starts_with(&self, text: &str, prefix: &str) -> String {
        format!("starts_with({text}, {prefix})")
    }
    /// How many different members a set has that is not NULL, or how many that are NULL.
    fn members(&self, set: &str, known: bool) -> String;
    /// Whether a set has a member.
    fn contains(&self, set: &str, member: &str) -> String;
    /// A set with the members that are none of `words` made NULL.
    fn checked(&self, set: &str, words: &str) -> String;
    /// Texts as the text of a JSON array.
    fn json_texts(&self, texts: &str) -> String;
    /// A sum or difference of exact numbers of one type.
    fn sum(&self, operator: &str, ty: &Type, left: &str, right: &str) -> String {
        let _ = ty;
        format!("{left} {operator} {right}")
    }
    /// A product of exact numbers of one type with a whole one.
    fn product(&self, ty: &Type, left: &str, right: &str) -> String {
        let _ = ty;
        format!("{left} * {right}")
    }
    /// The elements of a column as rows, to follow `FROM … ,`.
    fn unnested(&self, of: &Unnested, alias: &str) -> String;
    /// Whether the path of a JSON value can name this key.
    fn names_key(&self, key: &str) -> bool {
        let _ = key;
        true
    }
    /// Whether a number with decimals within JSON can be read, or else refused when the query runs: an engine that gives it
    /// as a binary fraction, like a text of digits, can do neither.
    fn reads_json_fractions(&self) -> bool {
        true
    }
    /// Why the engine would not read a query as it is written; `None` if it does.
    fn misread(&self, query: &str) -> Option<Misread> {
        let _ = query;
        None
    }
    /// Rows of a group reduced to one value: of each, `of`, and only of those that fulfil `when`. ANSI SQL.
    fn aggregate(&self, function: AggregateFunction, of: Option<&str>, when: Option<&str>) -> String {
        let of = of.unwrap_or("*");
        let call = match function {
            AggregateFunction::Any => return format!("bool_or({})", when.unwrap_or("TRUE")),
            AggregateFunction::Count => format!("count({of})"),
            AggregateFunction::Distinct => format!("count(DISTINCT {of})"),
            AggregateFunction::Sum => format!("sum({of})"),
            AggregateFunction::Extreme(Extreme::Greatest) => format!("max({of})"),
            AggregateFunction::Extreme(Extreme::Least) => format!("min({of})"),
        };
        match when {
            Some(when) => format!("{call} FILTER (WHERE {when})"),
            None => call,
        }
    }
    /// The function for the greatest or least of several values of one row, none of which is NULL.
    fn extreme_of(&self, end: Extreme) -> &'static str {
        match end {
            Extreme::Greatest => "GREATEST",
            Extreme::Least => "LEAST",
        }
    }
    /// A value of the user's own tables, before its codes are replaced.
    fn given(&self, given: &Given) -> String;
}

/// How an engine reckons with times.
pub(crate) trait Calendar {
    /// An instant moved by a duration.
    fn shift(&self, time: &str, by: &Duration) -> String;
    /// A day moved by the months and days of a duration.
    fn shift_day(&self, date: &str, by: &Duration) -> String;
    /// An end of a day in a zone.
    fn day(&self, date: &str, edge: Edge, zone: Zone) -> String;
    /// The day on which an instant falls in a zone.
    fn date_of(&self, time: &str, zone: Zone) -> String;
    /// An end of the month, quarter or year of a day.
    fn period_edge(&self, date: &str, edge: Edge, period: Period) -> String;
    /// The day of each year that is so many months and days after its first.
    fn in_year(&self, date: &str, years: i32, months: i32, days: i32) -> String;
    /// The first such day after a day.
    fn next(&self, date: &str, day: MonthDay) -> String {
        let (months, days) = (i32::from(day.month()) - 1, i32::from(day.day()) - 1);
        let this = self.in_year(date, 0, months, days);
        let next = self.in_year(date, 1, months, days);
        format!("CASE WHEN {this} > {date} THEN {this} ELSE {next} END")
    }
}
