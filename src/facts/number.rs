//! Numbers by their digits: exact, whatever their length, and never by way of a floating-point number.

use crate::ir::MOST;

/// A decimal number: `mantissa` × 10 ^ `exponent`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    negative: bool,
    /// Without zeros at its end; `None` if it has more digits than are reckoned with.
    mantissa: Option<i128>,
    exponent: i64,
}

/// Why a number is not an integer of some scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unfit {
    /// It has more decimals.
    TooFine,
    /// It lies beyond the range.
    TooGreat,
}

impl Number {
    /// Reads a number of JSON's grammar, which `text` must keep to; zeros before its digits are let pass.
    pub(super) fn read(text: &str) -> Self {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (digits, power) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let (mantissa, zeros) = significant(whole.bytes().chain(fraction.bytes()));
        let beyond = if power.starts_with('-') { i64::MIN } else { i64::MAX };
        let power = power.parse::<i64>().unwrap_or(beyond);
        let exponent = power.saturating_sub(fraction.len() as i64).saturating_add(zeros);
        Self { negative, mantissa, exponent }
    }

    /// Reads a plain decimal number as texts hold it, without an exponent: `-12.50`.
    pub(super) fn read_plain(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        (is_digits(whole) && is_digits(fraction)).then(|| Self::read(text))
    }

    /// The number in units of 10 ^ -`scale`.
    pub(super) fn in_units(self, scale: u32) -> Result<i128, Unfit> {
        let shift = self.exponent.saturating_add(i64::from(scale));
        let magnitude = match self.mantissa {
            Some(0) => 0,
            _ if shift < 0 => return Err(Unfit::TooFine),
            Some(mantissa) => {
                let factor = u32::try_from(shift).ok().and_then(|shift| 10_i128.checked_pow(shift));
                factor.and_then(|factor| mantissa.checked_mul(factor)).ok_or(Unfit::TooGreat)?
            }
            None => return Err(Unfit::TooGreat),
        };
        if magnitude > MOST {
            return Err(Unfit::TooGreat);
        }
        Ok(if self.negative { -magnitude } else { magnitude })
    }
}

/// The digits as an integer without the zeros at its end, and how many those are.
fn significant(digits: impl Iterator<Item = u8>) -> (Option<i128>, i64) {
    let (mut mantissa, mut zeros) = (Some(0_i128), 0_i64);
    for digit in digits {
        if digit == b'0' {
            zeros += 1;
            continue;
        }
        let appended = |mantissa: i128| {
            let factor = 10_i128.checked_pow(u32::try_from(zeros + 1).ok()?)?;
            mantissa.checked_mul(factor)?.checked_add(i128::from(digit - b'0'))
        };
        mantissa =
            if mantissa == Some(0) { Some(i128::from(digit - b'0')) } else { mantissa.and_then(appended) };
        zeros = 0;
    }
    (mantissa, zeros)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_counts_not_how_it_is_written() {
        for text in ["12.5", "12.50", "125e-1", "0.00125E+4", "12500000000000000000000000000000000000000e-39"]
        {
            assert_eq!(Number::read(text).in_units(2), Ok(1250), "{text}");
        }
        assert_eq!(Number::read("-0.01").in_units(2), Ok(-1));
        assert_eq!(Number::read("-0e999999999999999999999").in_units(2), Ok(0));
        assert_eq!(Number::read("0.000").in_units(0), Ok(0));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert_eq!(Number::read("12.505").in_units(2), Err(Unfit::TooFine));
        assert_eq!(Number::read("1e-99999999999999999999").in_units(9), Err(Unfit::TooFine));
        assert_eq!(Number::read("1e99999999999999999999").in_units(9), Err(Unfit::TooGreat));
        assert_eq!(Number::read("9".repeat(60).as_str()).in_units(0), Err(Unfit::TooGreat));
        assert_eq!(Number::read("1e27").in_units(0), Err(Unfit::TooGreat));
        assert_eq!(Number::read(&MOST.to_string()).in_units(0), Ok(MOST));
    }

    #[test]
    fn texts_hold_plain_numbers_only() {
        for text in ["", "-", "1.", ".5", "1e3", "+1", "1,000", " 1", "1 ", "١"] {
            assert_eq!(Number::read_plain(text), None, "{text}");
        }
    }
}
