//! Single values from their written form: times, dates, amounts and numbers.

use jiff::civil::Date;

use super::number::{Number, Unfit};
use crate::diagnostic::Code;
use crate::ir::{Currency, DECIMAL_SCALE, MOST, Type, calendar};

/// Why a value is refused, without its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The kind of mistake.
    pub(crate) code: Code,
    /// Completes the sentence that begins with the value's path.
    pub(crate) what: String,
    /// What is here.
    pub(crate) label: String,
    /// What to write.
    pub(crate) help: Option<String>,
}

impl Fault {
    pub(super) fn new(code: Code, what: impl Into<String>, label: impl Into<String>) -> Self {
        Self { code, what: what.into(), label: label.into(), help: None }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// A whole number, from the text of a JSON number.
pub(crate) fn int(number: &str) -> Result<i64, Fault> {
    let beyond = || {
        Fault::new(Code::FactRange, "is out of range", "beyond 64 bits").help(format!(
            "whole numbers reach from {} to {}",
            i64::MIN,
            i64::MAX
        ))
    };
    match Number::read(number).in_units(0) {
        Ok(value) => i64::try_from(value).map_err(|_| beyond()),
        Err(Unfit::TooGreat) => Err(beyond()),
        Err(Unfit::TooFine) => {
            Err(Fault::new(Code::FactType, "takes a whole number, found a fraction", "not a whole number"))
        }
    }
}

/// A decimal in units of 10⁻⁹, from the text of a JSON number.
pub(crate) fn decimal(number: &str) -> Result<i128, Fault> {
    in_units(Number::read(number), DECIMAL_SCALE, "a decimal")
}

/// A decimal in units of 10⁻⁹, from a JSON text.
pub(crate) fn decimal_text(text: &str) -> Result<i128, Fault> {
    let Some(number) = Number::read_plain(text) else {
        let fault = Fault::new(Code::FactFormat, "cannot be read as a decimal", "no number");
        return Err(fault.help("write digits with a point, such as `\"0.25\"`"));
    };
    in_units(number, DECIMAL_SCALE, "a decimal")
}

/// An amount in minor units of `code`, from a JSON text such as `12.50 CNY`.
pub(crate) fn money(text: &str, code: Currency) -> Result<i128, Fault> {
    let example = || {
        format!(
            "write an amount as `\"12.50 {code}\"` or `{{\"amount\": \"12.50\", \"currency\": \"{code}\"}}`"
        )
    };
    let parts = text.split_once(' ').and_then(|(amount, found)| Some((Number::read_plain(amount)?, found)));
    let Some((number, found)) = parts else {
        let label = if Number::read_plain(text).is_some() { "its currency is missing" } else { "no amount" };
        return Err(Fault::new(Code::FactFormat, "cannot be read as an amount", label).help(example()));
    };
    same_currency(found, code)?;
    amount_of(number, code)
}

/// Why a JSON number is not an amount.
pub(super) fn amount_as_number(number: &str, code: Currency) -> Fault {
    let amount = if Number::read_plain(number).is_some() { number } else { "12.50" };
    let what = format!("takes {}, found a number", Type::Money(code).words());
    let fault = Fault::new(Code::FactType, what, "this is a number");
    fault.help(format!("write `\"{amount} {code}\"`"))
}

/// An amount in minor units of `code`, from the text of a JSON number in whole units.
pub(crate) fn whole_amount(number: &str, code: Currency) -> Result<i128, Fault> {
    if number.contains(['.', 'e', 'E']) {
        let fault =
            Fault::new(Code::FactType, "takes an exact amount, found a floating-point number", "not exact");
        return Err(fault.help(format!("write it as a text: `\"{number}\"`")));
    }
    amount_of(Number::read(number), code)
}

/// An amount in minor units of `code`, from a JSON text without the currency.
pub(crate) fn bare_amount(text: &str, code: Currency) -> Result<i128, Fault> {
    let Some(number) = Number::read_plain(text) else {
        let fault = Fault::new(Code::FactFormat, "cannot be read as an amount", "no number");
        return Err(fault.help("write digits with a point, such as `\"12.50\"`"));
    };
    amount_of(number, code)
}

/// Refuses an amount in another currency than `code`.
pub(crate) fn same_currency(found: &str, code: Currency) -> Result<(), Fault> {
    if found == code.code() {
        return Ok(());
    }
    if Currency::of(found).is_none() {
        let what = format!("names `{found}`, which is no currency");
        return Err(
            Fault::new(Code::FactFormat, what, "not a code of ISO 4217").help(format!("write `{code}`"))
        );
    }
    let what = format!("takes an amount in {code}, found one in {found}");
    Err(Fault::new(Code::FactType, what, format!("this is in {found}")))
}

fn amount_of(number: Number, code: Currency) -> Result<i128, Fault> {
    in_units(number, code.minor_digits(), &format!("an amount in {code}"))
}

fn in_units(number: Number, scale: u32, what: &str) -> Result<i128, Fault> {
    number.in_units(scale).map_err(|unfit| match unfit {
        Unfit::TooFine => {
            let label = format!("{what} has at most {scale} decimals");
            Fault::new(Code::FactRange, "has more decimals than its type holds", label)
        }
        Unfit::TooGreat => {
            let digits = MOST.ilog10() + 1 - scale;
            let label = format!("{what} has at most {digits} digits before the point");
            Fault::new(Code::FactRange, "is out of range", label)
        }
    })
}

/// Days since 1970-01-01, from a JSON text: `2026-06-01`.
pub(crate) fn date(text: &str) -> Result<i32, Fault> {
    let mut rest = text;
    let day = day(&mut rest).filter(|_| rest.is_empty());
    let Some((year, month, day)) = day else {
        let fault = Fault::new(Code::FactFormat, "cannot be read as a date", "not `YYYY-MM-DD`");
        return Err(fault.help("write a date as `\"2026-06-01\"`"));
    };
    let day = calendar::day_number(existing(year, month, day)?);
    if (calendar::FIRST_DAY..=calendar::LAST_DAY).contains(&day) {
        return Ok(day);
    }
    Err(Fault::new(Code::FactRange, "is out of range", "beyond the last day, 9999-12-30"))
}

/// Microseconds since 1970-01-01T00:00Z, from a JSON text in the form of RFC 3339: `2026-06-01T12:00:00+08:00`. The
/// seconds may be left out, as in the language's own literals.
pub(crate) fn time(text: &str) -> Result<i64, Fault> {
    let unreadable = |label: &str| {
        let fault = Fault::new(Code::FactFormat, "cannot be read as a time", label);
        fault.help("write a time as `\"2026-06-01T12:00:00+08:00\"`, with its offset from UTC")
    };
    let mut rest = text;
    let day = day(&mut rest).ok_or_else(|| unreadable("not in the form of RFC 3339"))?;
    let clock = clock(&mut rest).ok_or_else(|| unreadable("a `T` and the time of day are missing"))?;
    let micros = fraction(&mut rest).ok_or_else(|| {
        Fault::new(Code::FactRange, "is finer than a microsecond", "at most six digits after the point")
    })?;
    if rest.is_empty() {
        return Err(unreadable("without an offset it names no instant"));
    }
    let offset = offset(rest).ok_or_else(|| unreadable("its offset is neither `Z` nor such as `+08:00`"))?;
    let days = i64::from(calendar::day_number(existing(day.0, day.1, day.2)?));
    let (hour, minute, second) = clock;
    if hour > 23 || minute > 59 || second > 60 {
        return Err(Fault::new(Code::FactFormat, "is no time of day", "there is no such time"));
    }
    // A leap second (60) is reckoned as POSIX does: it is the next minute's first.
    let seconds = (days * 24 + hour) * 3600 + (minute - offset) * 60 + second;
    let instant = seconds * 1_000_000 + micros;
    if (calendar::FIRST..=calendar::LAST).contains(&instant) {
        return Ok(instant);
    }
    Err(Fault::new(
        Code::FactRange,
        "is out of range",
        "times run from 0001-01-01T00:00:00Z to 9999-12-30T22:00:00Z",
    ))
}

fn existing(year: i64, month: i64, day: i64) -> Result<Date, Fault> {
    if year == 0 {
        return Err(Fault::new(Code::FactRange, "is out of range", "the years are 1 to 9999"));
    }
    Date::new(year as i16, month as i8, day as i8)
        .map_err(|_| Fault::new(Code::FactFormat, "is no day of the calendar", "there is no such day"))
}

/// `YYYY-MM-DD`
fn day(rest: &mut &str) -> Option<(i64, i64, i64)> {
    let year = digits(rest, 4)?;
    literal(rest, "-")?;
    let month = digits(rest, 2)?;
    literal(rest, "-")?;
    Some((year, month, digits(rest, 2)?))
}

/// `THH:MM`, and `:SS` if it is there.
fn clock(rest: &mut &str) -> Option<(i64, i64, i64)> {
    literal(rest, "T").or_else(|| literal(rest, "t"))?;
    let hour = digits(rest, 2)?;
    literal(rest, ":")?;
    let minute = digits(rest, 2)?;
    let second = if literal(rest, ":").is_some() { digits(rest, 2)? } else { 0 };
    Some((hour, minute, second))
}

/// The microseconds of `.ffffff`, none if it is not there; zeros beyond the sixth digit lose nothing.
fn fraction(rest: &mut &str) -> Option<i64> {
    let Some(digits) = rest.strip_prefix('.') else { return Some(0) };
    let end = digits.find(|found: char| !found.is_ascii_digit()).unwrap_or(digits.len());
    let (fraction, after) = digits.split_at(end);
    *rest = after;
    let held = fraction.trim_end_matches('0');
    if held.len() > 6 || fraction.is_empty() {
        return None;
    }
    format!("{held:0<6}").parse().ok()
}

/// The minutes of `Z` or `+HH:MM`.
fn offset(text: &str) -> Option<i64> {
    if text.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, mut rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let hours = digits(&mut rest, 2)?;
    literal(&mut rest, ":")?;
    let minutes = digits(&mut rest, 2)?;
    (rest.is_empty() && hours <= 23 && minutes <= 59).then_some(sign * (hours * 60 + minutes))
}

fn digits(rest: &mut &str, count: usize) -> Option<i64> {
    let (digits, after) = rest.split_at_checked(count)?;
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    *rest = after;
    digits.parse().ok()
}

fn literal(rest: &mut &str, expected: &str) -> Option<()> {
    *rest = rest.strip_prefix(expected)?;
    Some(())
}
