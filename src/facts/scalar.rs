//! Single values from their written form: times, dates, amounts and numbers.

use jiff::civil::Date;

use super::number::{Number, Unfit};
use crate::diagnostic::Code;
use crate::diagnostic::Message;
use crate::diagnostic::messages::{common, facts, literals, nouns};
use crate::ir::{Currency, DECIMAL_SCALE, Length, MOST, NoLength, calendar};

/// Why a value is refused, without its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The kind of mistake.
    pub(crate) code: Code,
    /// Completes the sentence that begins with the value's path.
    pub(crate) what: Message,
    /// What is here.
    pub(crate) label: Message,
    /// What to write.
    pub(crate) help: Option<Message>,
}

impl Fault {
    pub(super) fn new(code: Code, what: Message, label: Message) -> Self {
        Self { code, what, label, help: None }
    }

    pub(super) fn help(mut self, help: Message) -> Self {
        self.help = Some(help);
        self
    }
}

/// A whole number, from the text of a JSON number.
pub(crate) fn int(number: &str) -> Result<i64, Fault> {
    let beyond = || {
        Fault::new(Code::FactRange, facts::is_out_of_range(), facts::beyond_64_bits())
            .help(facts::whole_numbers_reach())
    };
    match Number::read(number).in_units(0) {
        Ok(value) => i64::try_from(value).map_err(|_| beyond()),
        Err(Unfit::TooGreat) => Err(beyond()),
        Err(Unfit::TooFine) => {
            Err(Fault::new(Code::FactType, facts::takes_whole_number(), facts::not_a_whole_number()))
        }
    }
}

/// A decimal in units of 10⁻⁹, from the text of a JSON number.
pub(crate) fn decimal(number: &str) -> Result<i128, Fault> {
    in_units(Number::read(number), DECIMAL_SCALE, nouns::a_decimal())
}

/// A decimal in units of 10⁻⁹, from a JSON text.
pub(crate) fn decimal_text(text: &str) -> Result<i128, Fault> {
    let Some(number) = Number::read_plain(text) else {
        let fault = Fault::new(Code::FactFormat, facts::no_decimal(), facts::no_number());
        return Err(fault.help(facts::write_digits_with_point("\"0.25\"")));
    };
    in_units(number, DECIMAL_SCALE, nouns::a_decimal())
}

/// An amount in minor units of `code`, from a JSON text such as `12.50 CNY`.
pub(crate) fn money(text: &str, code: Currency) -> Result<i128, Fault> {
    let example = || {
        facts::write_amount_either(
            &format!("\"12.50 {code}\""),
            &format!("{{\"amount\": \"12.50\", \"currency\": \"{code}\"}}"),
        )
    };
    let parts = text.split_once(' ').and_then(|(amount, found)| Some((Number::read_plain(amount)?, found)));
    let Some((number, found)) = parts else {
        let label =
            if Number::read_plain(text).is_some() { facts::currency_missing() } else { facts::no_amount() };
        return Err(Fault::new(Code::FactFormat, facts::no_amount_read(), label).help(example()));
    };
    same_currency(found, code)?;
    amount_of(number, code)
}

/// Why a JSON number is not an amount.
pub(super) fn amount_as_number(number: &str, code: Currency) -> Fault {
    let amount = if Number::read_plain(number).is_some() { number } else { "12.50" };
    let what = facts::takes(nouns::an_amount_in(code.code()), nouns::a_number());
    let fault = Fault::new(Code::FactType, what, facts::this_is(nouns::a_number()));
    fault.help(common::write_this(&format!("\"{amount} {code}\"")))
}

/// An amount in minor units of `code`, from the text of a JSON number in whole units.
pub(crate) fn whole_amount(number: &str, code: Currency) -> Result<i128, Fault> {
    if number.contains(['.', 'e', 'E']) {
        let fault = Fault::new(Code::FactType, facts::takes_exact_amount(), facts::not_exact());
        return Err(fault.help(facts::write_as_text(number)));
    }
    amount_of(Number::read(number), code)
}

/// An amount in minor units of `code`, from a JSON text without the currency.
pub(crate) fn bare_amount(text: &str, code: Currency) -> Result<i128, Fault> {
    let Some(number) = Number::read_plain(text) else {
        let fault = Fault::new(Code::FactFormat, facts::no_amount_read(), facts::no_number());
        return Err(fault.help(facts::write_digits_with_point("\"12.50\"")));
    };
    amount_of(number, code)
}

/// Refuses an amount in another currency than `code`.
pub(crate) fn same_currency(found: &str, code: Currency) -> Result<(), Fault> {
    if found == code.code() {
        return Ok(());
    }
    if Currency::of(found).is_none() {
        let what = facts::names_no_currency(found);
        return Err(
            Fault::new(Code::FactFormat, what, facts::not_iso_4217()).help(common::write_this(code.code()))
        );
    }
    let what = facts::takes_other_currency(code.code(), found);
    Err(Fault::new(Code::FactType, what, facts::this_is_in(found)))
}

fn amount_of(number: Number, code: Currency) -> Result<i128, Fault> {
    in_units(number, code.minor_digits(), nouns::an_amount_in(code.code()))
}

fn in_units(number: Number, scale: u32, what: Message) -> Result<i128, Fault> {
    number.in_units(scale).map_err(|unfit| match unfit {
        Unfit::TooFine => {
            let label = facts::has_at_most_decimals(what, scale);
            Fault::new(Code::FactRange, facts::more_decimals_than_type(), label)
        }
        Unfit::TooGreat => {
            let digits = MOST.ilog10() + 1 - scale;
            let label = facts::has_at_most_digits(what, digits);
            Fault::new(Code::FactRange, facts::is_out_of_range(), label)
        }
    })
}

/// A length of time, from a JSON text: `30d`, `15 full days`, `P1Y6M`.
pub(crate) fn length(text: &str) -> Result<Length, Fault> {
    Length::read(text).map_err(|why| match why {
        NoLength::TooLong => {
            Fault::new(Code::FactRange, facts::is_out_of_range(), literals::longer_than_calendar())
        }
        NoLength::Form => {
            let fault = Fault::new(Code::FactFormat, facts::no_length(), facts::not_a_length());
            fault.help(facts::write_length("\"30d\"", "\"15 full days\"", "\"P1Y6M\""))
        }
    })
}

/// Days since 1970-01-01, from a JSON text: `2026-06-01`.
pub(crate) fn date(text: &str) -> Result<i32, Fault> {
    let mut rest = text;
    let day = day(&mut rest).filter(|_| rest.is_empty());
    let Some((year, month, day)) = day else {
        let fault = Fault::new(Code::FactFormat, facts::no_date(), facts::not_year_month_day());
        return Err(fault.help(facts::write_date("\"2026-06-01\"")));
    };
    let day = calendar::day_number(existing(year, month, day)?);
    if (calendar::FIRST_DAY..=calendar::LAST_DAY).contains(&day) {
        return Ok(day);
    }
    Err(Fault::new(Code::FactRange, facts::is_out_of_range(), facts::beyond_last_day()))
}

/// Microseconds since 1970-01-01T00:00Z, from a JSON text in the form of RFC 3339: `2026-06-01T12:00:00+08:00`. The
/// seconds may be left out, as in the language's own literals.
pub(crate) fn time(text: &str) -> Result<i64, Fault> {
    let unreadable = |label: Message| {
        let fault = Fault::new(Code::FactFormat, facts::no_time(), label);
        fault.help(facts::write_time("\"2026-06-01T12:00:00+08:00\""))
    };
    let mut rest = text;
    let day = day(&mut rest).ok_or_else(|| unreadable(facts::not_rfc_3339()))?;
    let clock = clock(&mut rest).ok_or_else(|| unreadable(facts::time_of_day_missing()))?;
    let micros = fraction(&mut rest).ok_or_else(|| {
        Fault::new(Code::FactRange, facts::finer_than_microsecond(), facts::at_most_six_digits())
    })?;
    if rest.is_empty() {
        return Err(unreadable(facts::without_offset()));
    }
    let offset = offset(rest).ok_or_else(|| unreadable(facts::offset_neither()))?;
    let days = i64::from(calendar::day_number(existing(day.0, day.1, day.2)?));
    let (hour, minute, second) = clock;
    if hour > 23 || minute > 59 || second > 60 {
        return Err(Fault::new(Code::FactFormat, facts::no_time_of_day(), facts::no_such_time()));
    }
    // A leap second (60) is reckoned as POSIX does: it is the next minute's first.
    let seconds = (days * 24 + hour) * 3600 + (minute - offset) * 60 + second;
    let instant = seconds * 1_000_000 + micros;
    if (calendar::FIRST..=calendar::LAST).contains(&instant) {
        return Ok(instant);
    }
    Err(Fault::new(Code::FactRange, facts::is_out_of_range(), facts::times_run_from()))
}

fn existing(year: i64, month: i64, day: i64) -> Result<Date, Fault> {
    if year == 0 {
        return Err(Fault::new(Code::FactRange, facts::is_out_of_range(), facts::years_are()));
    }
    Date::new(year as i16, month as i8, day as i8)
        .map_err(|_| Fault::new(Code::FactFormat, facts::no_day_of_calendar(), facts::no_such_day()))
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
