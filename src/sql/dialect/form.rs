//! The texts of JSON values that an engine may cast to a type: its own cast would round a number, or read a time without its zone.

use crate::sql::tree::Type;

/// What a JSON value is read as.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form<'t> {
    pub(super) ty: &'t Type,
    /// Whether an amount is given in the smallest unit of its currency.
    pub(super) minor_units: bool,
}

const YEAR: &str = "([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])";
/// The digits of the type `DECIMAL(28, scale)` that amounts are cast to.
const DIGITS: u32 = 28;

impl Form<'_> {
    /// The regular expression, without anchors, that the whole text must match; `None` if every text is read.
    pub(super) fn pattern(self) -> Option<String> {
        let date = format!("{YEAR}-[0-9]{{2}}-[0-9]{{2}}");
        Some(match self.ty {
            Type::Text | Type::Set(_) => return None,
            Type::Bool => "true|false".to_owned(),
            // One digit fewer than the type has, so that the cast cannot go beyond its range.
            Type::Int => "-?[0-9]{1,18}".to_owned(),
            Type::Wide => format!("-?[0-9]{{1,{}}}", DIGITS - 1),
            Type::Decimal(scale) => {
                let whole = format!("-?[0-9]{{1,{}}}", DIGITS - scale);
                match (*scale, self.minor_units) {
                    (_, true) => whole,
                    (0, false) => format!("{whole}([.]0+)?"),
                    (scale, false) => format!("{whole}([.][0-9]{{1,{scale}}}0*)?"),
                }
            }
            Type::Date => date,
            Type::Time => format!(
                "{date}T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{{1,6}}0*)?)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
            ),
        })
    }

    /// Whether a number with decimals is read.
    pub(super) fn may_have_a_fraction(self) -> bool {
        matches!(self.ty, Type::Decimal(_)) && !self.minor_units
    }

    /// What a refused text is preceded by in the error of the engine.
    pub(super) fn refusal(self) -> &'static str {
        match (self.ty, self.minor_units) {
            (Type::Bool, _) => "JSON value is not a boolean: ",
            (Type::Int | Type::Wide, _) | (Type::Decimal(_), true) => "JSON value is not a whole number: ",
            (Type::Decimal(_), false) => "JSON value is not an exact number with few enough decimals: ",
            (Type::Date, _) => "JSON value is not a date such as 2026-06-01: ",
            (Type::Time, _) => "JSON value is not an instant such as 2026-06-01T12:00:00+08:00: ",
            (Type::Text | Type::Set(_), _) => "JSON value is not a text: ",
        }
    }
}
