//! The dialects: what each engine writes otherwise than the others. Identifiers and literals are quoted here and nowhere
//! else.

mod duckdb;
mod form;
mod postgres;
mod spark;
mod zoned;

use crate::diagnostic::Message;
use crate::ir::{Duration, Edge, Zone};

use super::tree::{AggregateFunction, Extreme, Given, Literal, Type, Unnested};

/// Declares the dialects: a row makes the variant, its place in [`Dialect::ALL`], its names and its writer.
macro_rules! dialects {
    ($($dialect:ident $name:literal $word:literal $version:literal $writer:expr;)*) => {
        /// The engines that queries are written for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Dialect {
            $(
                #[doc = concat!($name, ", ", $version, " or newer.")]
                $dialect,
            )*
        }

        impl Dialect {
            /// Every dialect.
            pub const ALL: [Self; [$($word),*].len()] = [$(Self::$dialect),*];

            /// The engine's name.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$dialect => $name,)*
                }
            }

            /// The word for it on a command line.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$dialect => $word,)*
                }
            }

            /// The oldest version of the engine that runs the queries.
            #[must_use]
            pub fn oldest_version(self) -> &'static str {
                match self {
                    $(Self::$dialect => $version,)*
                }
            }

            pub(crate) fn writer(self) -> &'static dyn Writer {
                match self {
                    $(Self::$dialect => &$writer,)*
                }
            }
        }
    };
}

dialects! {
    DuckDb "DuckDB" "duckdb" "1.3" duckdb::DuckDb;
    Postgres "PostgreSQL" "postgres" "12" postgres::Postgres;
    Spark "Spark" "spark" "3.4" spark::Spark;
}

/// What begins a variable in Spark, which replaces it wherever it stands before it reads a query.
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
