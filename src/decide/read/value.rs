//! Values from their plain forms. Every other form is left to the precise reader, so that there is one place that knows
//! them all.

use super::scan::{Cursor, NotPlain, Plain};
use crate::ir::Length;

const SECOND: i64 = 1_000_000;

/// A name or value with its closing quote, to be compared at once where it is short.
#[derive(Debug, Clone)]
pub(super) struct Quoted {
    bytes: Vec<u8>,
    word: u128,
    mask: u128,
}

impl Quoted {
    pub(super) fn new(name: &[u8]) -> Self {
        let mut bytes = name.to_vec();
        bytes.push(b'"');
        let mut word = [0; 16];
        let mut mask = [0; 16];
        for (at, &byte) in bytes.iter().take(16).enumerate() {
            (word[at], mask[at]) = (byte, 0xFF);
        }
        Self { bytes, word: u128::from_le_bytes(word), mask: u128::from_le_bytes(mask) }
    }

    /// The name or value.
    pub(super) fn text(&self) -> &[u8] {
        &self.bytes[..self.bytes.len() - 1]
    }

    /// Whether it stands after an opening quote, which the cursor is at; passes over it.
    #[inline]
    pub(super) fn is_at(&self, cursor: &mut Cursor<'_>) -> bool {
        let inner = Cursor { at: cursor.at + 1, ..*cursor };
        let begins = inner.word().is_none_or(|word| word & self.mask == self.word);
        if !begins || cursor.peek() != b'"' {
            return false;
        }
        let is_known = self.bytes.len() <= 16 && inner.line.len() >= inner.at + 16;
        let is_here =
            is_known || inner.line.get(inner.at..).is_some_and(|rest| rest.starts_with(&self.bytes));
        if is_here {
            cursor.at = inner.at + self.bytes.len();
        }
        is_here
    }
}

/// `true` or `false`
pub(super) fn boolean(cursor: &mut Cursor<'_>) -> Plain<bool> {
    let value = if cursor.literal(b"true") {
        true
    } else if cursor.literal(b"false") {
        false
    } else {
        return Err(NotPlain);
    };
    if cursor.is_delimited() { Ok(value) } else { Err(NotPlain) }
}

/// A whole number of at most 18 digits.
pub(super) fn integer(cursor: &mut Cursor<'_>) -> Plain<i64> {
    let (value, _) = number(cursor, 0)?;
    if cursor.is_delimited() { Ok(value) } else { Err(NotPlain) }
}

/// A number of at most 18 digits in units of 10⁻ᵈ, with at most `decimals` after the point; and how many it has.
fn number(cursor: &mut Cursor<'_>, decimals: u32) -> Plain<(i64, u32)> {
    let negative = cursor.peek() == b'-';
    cursor.at += usize::from(negative);
    let start = cursor.at;
    let mut value = digits(cursor, 0);
    let whole = cursor.at - start;
    if whole == 0 || (whole > 1 && cursor.line[start] == b'0') {
        return Err(NotPlain);
    }
    let mut fraction = 0;
    if cursor.peek() == b'.' {
        cursor.at += 1;
        let point = cursor.at;
        value = digits(cursor, value);
        fraction = (cursor.at - point) as u32;
        if fraction == 0 || fraction > decimals {
            return Err(NotPlain);
        }
    }
    if whole + decimals as usize > 18 || (negative && value == 0) {
        return Err(NotPlain);
    }
    value = value.wrapping_mul(10_i64.pow(decimals - fraction));
    Ok((if negative { -value } else { value }, fraction))
}

/// Digits after those of `value`; what overflows is too long for [`number`].
fn digits(cursor: &mut Cursor<'_>, mut value: i64) -> i64 {
    loop {
        let digit = cursor.peek().wrapping_sub(b'0');
        if digit > 9 {
            return value;
        }
        value = value.wrapping_mul(10).wrapping_add(i64::from(digit));
        cursor.at += 1;
    }
}

/// A decimal in units of 10⁻⁹, as a number or a text.
pub(super) fn decimal(cursor: &mut Cursor<'_>, decimals: u32) -> Plain<i64> {
    if cursor.peek() != b'"' {
        let (value, _) = number(cursor, decimals)?;
        return if cursor.is_delimited() { Ok(value) } else { Err(NotPlain) };
    }
    cursor.at += 1;
    let (value, _) = number(cursor, decimals)?;
    if cursor.literal(b"\"") { Ok(value) } else { Err(NotPlain) }
}

/// An amount such as `"12.50 CNY"`, or `{"amount": "12.50", "currency": "CNY"}`, in minor units.
pub(super) fn money(cursor: &mut Cursor<'_>, decimals: u32, currency: &Quoted) -> Plain<i64> {
    if cursor.peek() == b'{' {
        return amount(cursor, decimals, currency);
    }
    if !cursor.literal(b"\"") {
        return Err(NotPlain);
    }
    let (value, _) = number(cursor, decimals)?;
    // The space stands where the quote before a value would.
    let mut rest = Cursor { at: cursor.at + 1, ..*cursor };
    if cursor.peek() != b' ' || !rest.literal(&currency.bytes) {
        return Err(NotPlain);
    }
    cursor.at = rest.at;
    Ok(value)
}

fn amount(cursor: &mut Cursor<'_>, decimals: u32, currency: &Quoted) -> Plain<i64> {
    cursor.expect(b'{')?;
    let mut value = None;
    let mut has_currency = false;
    loop {
        if value.is_none() && cursor.literal(b"\"amount\"") {
            cursor.expect(b':')?;
            // A number that is not a text is whole.
            let most = if cursor.peek() == b'"' { decimals } else { 0 };
            let found = decimal(cursor, most)?;
            value = Some(found.checked_mul(10_i64.pow(decimals - most)).ok_or(NotPlain)?);
        } else if !has_currency && cursor.literal(b"\"currency\"") {
            cursor.expect(b':')?;
            has_currency = currency.is_at(cursor);
        } else {
            return Err(NotPlain);
        }
        if !cursor.goes_on(b'}')? {
            break;
        }
    }
    value.filter(|_| has_currency).ok_or(NotPlain)
}

/// A day such as `"2026-06-01"`, as days since 1970-01-01.
pub(super) fn date(cursor: &mut Cursor<'_>) -> Plain<i64> {
    let rest = cursor.line.get(cursor.at..).ok_or(NotPlain)?;
    let [b'"', day @ .., b'"'] = rest.get(..12).ok_or(NotPlain)? else { return Err(NotPlain) };
    let days = day_number(day.first_chunk::<10>().ok_or(NotPlain)?)?;
    cursor.at += 12;
    Ok(days)
}

/// A length of time such as `"30d"`.
pub(super) fn length(cursor: &mut Cursor<'_>) -> Plain<Length> {
    let text = cursor.text()?;
    let plain = std::str::from_utf8(text.bytes).ok().filter(|_| !text.has_escapes);
    plain.and_then(|text| Length::read(text).ok()).ok_or(NotPlain)
}

/// A time such as `"2026-06-01T12:00:00+08:00"`, in microseconds since 1970-01-01T00:00Z.
#[inline]
pub(super) fn time(cursor: &mut Cursor<'_>) -> Plain<i64> {
    let rest = cursor.line.get(cursor.at..).ok_or(NotPlain)?;
    let form = rest.first_chunk::<20>().ok_or(NotPlain)?;
    let [b'"', y0, y1, y2, y3, y4, y5, y6, y7, y8, y9, b'T', h0, h1, b':', m0, m1, b':', s0, s1] = *form
    else {
        return Err(NotPlain);
    };
    let days = day_number(&[y0, y1, y2, y3, y4, y5, y6, y7, y8, y9])?;
    let (hour, minute, second) = (two(h0, h1)?, two(m0, m1)?, two(s0, s1)?);
    if hour > 23 || minute > 59 || second > 59 {
        return Err(NotPlain);
    }
    cursor.at += 20;
    let micros = if cursor.peek() == b'.' { fraction(cursor)? } else { 0 };
    let offset = offset(cursor)?;
    Ok(((days * 24 + hour) * 3600 + (minute - offset) * 60 + second) * SECOND + micros)
}

#[inline]
fn two(tens: u8, ones: u8) -> Plain<i64> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    if tens > 9 || ones > 9 { Err(NotPlain) } else { Ok(i64::from(tens) * 10 + i64::from(ones)) }
}

/// The microseconds of a point and at most six digits.
fn fraction(cursor: &mut Cursor<'_>) -> Plain<i64> {
    cursor.at += 1;
    let start = cursor.at;
    let value = digits(cursor, 0);
    match cursor.at - start {
        count @ 1..=6 => Ok(value * 10_i64.pow(6 - count as u32)),
        _ => Err(NotPlain),
    }
}

/// The minutes of `Z"` or `+08:00"`.
#[inline]
fn offset(cursor: &mut Cursor<'_>) -> Plain<i64> {
    if cursor.literal(b"Z\"") {
        return Ok(0);
    }
    let rest = cursor.line.get(cursor.at..).ok_or(NotPlain)?;
    let [sign @ (b'+' | b'-'), h0, h1, b':', m0, m1, b'"'] = *rest.first_chunk::<7>().ok_or(NotPlain)? else {
        return Err(NotPlain);
    };
    let (hours, minutes) = (two(h0, h1)?, two(m0, m1)?);
    if hours > 23 || minutes > 59 {
        return Err(NotPlain);
    }
    cursor.at += 7;
    let offset = hours * 60 + minutes;
    Ok(if sign == b'+' { offset } else { -offset })
}

/// Days since 1970-01-01 of `YYYY-MM-DD`. The first and last years, of which not every instant can be held, are left
/// out. (H. Hinnant, *chrono-Compatible Low-Level Date Algorithms*, `days_from_civil`.)
#[inline]
fn day_number(form: &[u8; 10]) -> Plain<i64> {
    let &[y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = form else { return Err(NotPlain) };
    let year = two(y0, y1)? * 100 + two(y2, y3)?;
    let (month, day) = (two(m0, m1)?, two(d0, d1)?);
    if !(2..=9998).contains(&year)
        || !(1..=12).contains(&month)
        || !(1..=last_day(year, month)).contains(&day)
    {
        return Err(NotPlain);
    }
    let year = if month <= 2 { year - 1 } else { year };
    let era = year / 400;
    let year_of_era = year - era * 400;
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Ok(era * 146_097 + day_of_era - 719_468)
}

#[inline]
fn last_day(year: i64, month: i64) -> i64 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28 + i64::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
