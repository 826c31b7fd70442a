//! What numbers count, and all that depends on it.

use serde::{Deserialize, Serialize};

use super::{Currency, MOST};

/// Decimals are held as integers of this many decimal places.
pub const DECIMAL_SCALE: u32 = 9;

/// What a number counts. Numbers of different units are neither compared nor added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Whole things: a 64-bit integer.
    Int,
    /// A number with at most nine decimals, in units of 10⁻⁹.
    Decimal,
    /// An amount, in the currency's minor units.
    Money(Currency),
}

impl Unit {
    /// How many decimals it has: a number is held as an integer of 10⁻ˢᶜᵃˡᵉ.
    #[must_use]
    pub fn scale(self) -> u32 {
        match self {
            Self::Int => 0,
            Self::Decimal => DECIMAL_SCALE,
            Self::Money(currency) => currency.minor_digits(),
        }
    }

    /// Whether a number lies within what facts and literals of this unit may be.
    #[must_use]
    pub fn holds(self, units: i128) -> bool {
        match self {
            Self::Int => i64::try_from(units).is_ok(),
            Self::Decimal | Self::Money(_) => units.unsigned_abs() <= MOST.unsigned_abs(),
        }
    }

    /// A number as the language writes it: `12`, `0.5`, `12.50 CNY`.
    #[must_use]
    pub fn literal(self, units: i128) -> String {
        match self {
            Self::Int => units.to_string(),
            Self::Decimal => decimal(units, self.scale(), true),
            Self::Money(currency) => format!("{} {currency}", decimal(units, self.scale(), false)),
        }
    }
}

/// An integer of 10⁻ˢᶜᵃˡᵉ units; zeros at the end left out if `short`.
fn decimal(units: i128, scale: u32, short: bool) -> String {
    let sign = if units < 0 { "-" } else { "" };
    let scale = scale as usize;
    let digits = format!("{:0>width$}", units.unsigned_abs(), width = scale + 1);
    let (whole, fraction) = digits.split_at(digits.len() - scale);
    let fraction = if short { fraction.trim_end_matches('0') } else { fraction };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{fraction}")
}
