//! The dialects: what each engine writes otherwise than the others. Identifiers and literals are quoted here and nowhere
//! else.

mod duckdb;
mod form;
mod postgres;
mod spark;
mod zoned;

use crate::ir::{Duration, Edge, Zone};

use super::tree::{Given, Literal, Type, Unnested};

/// The engines that queries are written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// DuckDB, 1.3 or newer.
    DuckDb,
    /// PostgreSQL, 12 or newer.
    Postgres,
    /// Apache Spark, 3.4 or newer.
    Spark,
}

impl Dialect {
    /// Every dialect.
    pub const ALL: [Self; 3] = [Self::DuckDb, Self::Postgres, Self::Spark];

    /// What the engine is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::DuckDb => "DuckDB",
            Self::Postgres => "PostgreSQL",
            Self::Spark => "Spark",
        }
    }

    pub(crate) fn writer(self) -> &'static dyn Writer {
        match self {
            Self::DuckDb => &duckdb::DuckDb,
            Self::Postgres => &postgres::Postgres,
            Self::Spark => &spark::Spark,
        }
    }
}

/// What begins a variable in Spark, which replaces it wherever it stands before it reads a query.
pub(crate) const VARIABLE: &str = "${";

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
    /// What stands after the name of a part that is to be planned together with what reads it.
    fn inlined(&self) -> &'static str;
    /// How it reckons with times.
    fn calendar(&self) -> &'static dyn Calendar;
    /// Whether a set has a member.
    fn contains(&self, set: &str, member: &str) -> String;
    /// A set with the members that are none of `words` made NULL.
    fn checked(&self, set: &str, words: &str) -> String;
    /// A sum or difference of exact numbers of one type.
    fn sum(&self, operator: &str, ty: &Type, left: &str, right: &str) -> String {
        let _ = ty;
        format!("{left} {operator} {right}")
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
    /// Whether the engine reads a query as it is written: otherwise it would replace something in a name.
    fn reads_as_written(&self, query: &str) -> bool {
        let _ = query;
        true
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
}

/// A text with every occurrence of its quote doubled, within quotes.
fn quoted(text: &str, quote: char) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push(quote);
    for sign in text.chars() {
        if sign == quote {
            quoted.push(quote);
        }
        quoted.push(sign);
    }
    quoted.push(quote);
    quoted
}

/// A literal that is the same in every dialect; `None` for text and instants.
pub(crate) fn plain(literal: &Literal) -> Option<String> {
    Some(match literal {
        Literal::Unknown => "NULL".to_owned(),
        Literal::Bool(true) => "TRUE".to_owned(),
        Literal::Bool(false) => "FALSE".to_owned(),
        Literal::Number(value) => value.to_string(),
        Literal::Decimal(units, scale) => decimal(*units, *scale),
        Literal::Text(_) | Literal::Time(_) | Literal::Date(_) => return None,
    })
}

/// Units of 10^-scale, written out.
pub(crate) fn decimal(units: i128, scale: u32) -> String {
    let sign = if units < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", units.unsigned_abs(), width = scale as usize + 1);
    let (whole, fraction) = digits.split_at(digits.len() - scale as usize);
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// The words of an interval: `6 months 15 days`.
fn interval_words(months: i32, days: i32) -> String {
    let counted = |count: i32, unit: &str| {
        (count != 0).then(|| format!("{count} {unit}{}", if count.abs() == 1 { "" } else { "s" }))
    };
    let parts: Vec<String> = [counted(months, "month"), counted(days, "day")].into_iter().flatten().collect();
    if parts.is_empty() { "0 days".to_owned() } else { parts.join(" ") }
}

/// Microseconds in the largest unit that needs no fraction.
fn micros_words(micros: i64) -> (i64, &'static str) {
    let units = [(3_600_000_000, "hour"), (60_000_000, "minute"), (1_000_000, "second")];
    let fits = units.into_iter().find(|(size, _)| micros % size == 0);
    fits.map_or((micros, "microsecond"), |(size, unit)| (micros / size, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_keep_every_digit() {
        assert_eq!(decimal(0, 2), "0.00");
        assert_eq!(decimal(-5, 2), "-0.05");
        assert_eq!(decimal(123_456, 3), "123.456");
        assert_eq!(decimal(-7, 0), "-7");
    }

    #[test]
    fn what_is_quoted_ends_where_its_quotes_do() {
        for dialect in Dialect::ALL {
            let writer = dialect.writer();
            for text in ["a", "'", "\"", "`", "\\", "'; DROP TABLE account; --", "\\'", "a\nb", "交易"] {
                let (name, literal) = (writer.identifier(text), writer.text(text));
                let mark = &name[..1];
                assert_eq!(name[1..name.len() - 1].replace(&mark.repeat(2), ""), text.replace(mark, ""));
                assert!(!literal.contains("';") || literal.contains("'';"), "{literal}");
            }
        }
    }
}
