//! Texts that are the same in every dialect, and quotes.

use jiff::Span;
use jiff::civil::Date;

use crate::source::{begins_command, is_harmful};
use crate::sql::tree::Literal;

const MICROS_OF_A_DAY: i64 = 86_400_000_000;

/// A text with every occurrence of its quote doubled, within quotes.
pub(super) fn quoted(text: &str, quote: char) -> String {
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

/// A text in which no line of the query can be a command to a build server, and no character controls a terminal: what is
/// harmful is written by its code point, between the quoted rest.
pub(super) fn spliced(text: &str, quote: impl Fn(&str) -> String) -> String {
    let mut operands = Vec::new();
    let mut start = 0;
    for (at, sign) in text.char_indices() {
        if !is_harmful(sign) && !begins_command(&text[at..]) {
            continue;
        }
        if start < at {
            operands.push(quote(&text[start..at]));
        }
        operands.push(format!("chr({})", u32::from(sign)));
        start = at + sign.len_utf8();
    }
    if operands.is_empty() {
        return quote(text);
    }
    if start < text.len() {
        operands.push(quote(&text[start..]));
    }
    format!("({})", operands.join(" || "))
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
pub(super) fn interval_words(months: i32, days: i32) -> String {
    let counted = |count: i32, unit: &str| {
        (count != 0).then(|| format!("{count} {unit}{}", if count.abs() == 1 { "" } else { "s" }))
    };
    let parts: Vec<String> = [counted(months, "month"), counted(days, "day")].into_iter().flatten().collect();
    if parts.is_empty() { "0 days".to_owned() } else { parts.join(" ") }
}

/// Microseconds in the largest unit that needs no fraction.
pub(super) fn micros_words(micros: i64) -> (i64, &'static str) {
    let units = [(3_600_000_000, "hour"), (60_000_000, "minute"), (1_000_000, "second")];
    let fits = units.into_iter().find(|(size, _)| micros % size == 0);
    fits.map_or((micros, "microsecond"), |(size, unit)| (micros / size, unit))
}

/// A wall-clock time as `2026-06-01 12:00:00.000001`, from microseconds since 1970-01-01T00:00 on that clock.
pub(crate) fn civil(micros: i64) -> String {
    let days = micros.div_euclid(MICROS_OF_A_DAY);
    let within = micros.rem_euclid(MICROS_OF_A_DAY);
    let (seconds, fraction) = (within / 1_000_000, within % 1_000_000);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let time = format!("{} {hour:02}:{minute:02}:{second:02}", civil_date(days as i32));
    if fraction == 0 { time } else { format!("{time}.{fraction:06}") }
}

/// A day as `2026-06-01`.
pub(crate) fn civil_date(days: i32) -> String {
    let date = Date::constant(1970, 1, 1).checked_add(Span::new().days(days));
    date.unwrap_or_default().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harmful_characters_are_written_by_their_code_points() {
        let written = |text| spliced(text, |part| quoted(part, '\''));
        assert_eq!(written(""), "''");
        assert_eq!(written("it's"), "'it''s'");
        assert_eq!(written("a\n::error::b"), "('a' || chr(10) || '::error::b')");
        assert_eq!(written("\u{1b}\u{202e}"), "(chr(27) || chr(8238))");
        assert_eq!(written("a ##vso[b"), "('a ' || chr(35) || '#vso[b')");
    }

    #[test]
    fn decimals_keep_every_digit() {
        assert_eq!(decimal(0, 2), "0.00");
        assert_eq!(decimal(-5, 2), "-0.05");
        assert_eq!(decimal(123_456, 3), "123.456");
        assert_eq!(decimal(-7, 0), "-7");
    }
}
