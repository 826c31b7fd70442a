//! Literals and durations.

use super::Generator;
use super::scope::Scope;
use super::words::{CURRENCIES, PHRASES};
use super::world::Ty;

impl Generator {
    /// A literal of a type; `None` for types that have none.
    pub(super) fn literal(&mut self, ty: &Ty) -> Option<String> {
        Some(match ty {
            Ty::Bool => (*self.dice.pick(&["true", "false"])).to_owned(),
            Ty::Int => self.dice.pick(&["0", "1", "2", "3", "1_000", "-5", "17"]).to_string(),
            Ty::Decimal => self.dice.pick(&["0.25", "1", "3.5", "-0.000000001", "12.75", "0.0"]).to_string(),
            Ty::Text => format!("\"{}\"", self.dice.pick(PHRASES)),
            Ty::Money(currency) => self.amount(currency),
            Ty::Time => self.time(),
            Ty::Date => self.date(),
            Ty::Length => self.duration(),
            Ty::OneOf(values) => (*self.dice.pick(values)).to_owned(),
            Ty::Set(_) | Ty::Many(_) | Ty::Record(_) => return None,
        })
    }

    fn amount(&mut self, currency: &str) -> String {
        let digits = CURRENCIES.iter().find(|(code, _)| *code == currency).map_or(0, |(_, digits)| *digits);
        let whole = *self.dice.pick(&["0", "1", "12", "-3", "1_000", "999999"]);
        if digits == 0 || self.dice.chance(50) {
            return format!("{whole} {currency}");
        }
        let behind = &"507"[..digits as usize];
        format!("{whole}.{behind} {currency}")
    }

    /// A time literal; often at the end of a month, on a leap day or near a change of offset.
    pub(super) fn time(&mut self) -> String {
        let day = self.day();
        if self.dice.chance(15) {
            return day;
        }
        let time =
            *self.dice.pick(&["00:00", "12:00", "02:30", "23:59:59.999999", "10:15:30", "01:00:00.000001"]);
        let offset = *self.dice.pick(&["Z", "+08:00", "-05:00", "+05:45", "+01:00"]);
        format!("{day}T{time}{offset}")
    }

    fn date(&mut self) -> String {
        self.day()
    }

    fn day(&mut self) -> String {
        let days = [
            "2019-03-31",
            "2020-02-29",
            "2019-08-31",
            "2019-10-27",
            "2021-03-14",
            "2019-01-01",
            "2019-12-31",
            "2018-02-28",
            "2020-11-01",
            "2019-04-07",
        ];
        (*self.dice.pick(&days)).to_owned()
    }

    /// A length of time: exact, of calendar units, mixed, or of full days.
    pub(super) fn duration(&mut self) -> String {
        let lengths = [
            "15d",
            "1d",
            "90d",
            "2w",
            "12mo",
            "6mo",
            "1mo",
            "1y",
            "1y6mo",
            "3y",
            "36h",
            "30min",
            "90s",
            "1mo15d",
            "1d12h",
            "0d",
            "1y2mo3d4h5min6s",
            "365d",
        ];
        if self.dice.chance(20) {
            let days = *self.dice.pick(&["1 full day", "15 full days", "30 full days", "0 full days"]);
            return days.to_owned();
        }
        (*self.dice.pick(&lengths)).to_owned()
    }

    /// A length of a window: now and then one that leaves the calendar.
    pub(super) fn window_length(&mut self) -> String {
        if self.dice.chance(4) { "9000y".to_owned() } else { self.duration() }
    }

    /// A length where one is written: a literal, or a value.
    pub(super) fn length_value(&mut self, scope: &Scope) -> String {
        let value = match self.dice.chance(35) {
            true => self.path_value(scope, &Ty::Length),
            false => None,
        };
        match value {
            Some(value) if self.dice.chance(20) => format!("({})", value.text),
            Some(value) => value.text,
            None if self.dice.chance(5) => format!("({})", self.duration()),
            None => self.window_length(),
        }
    }

    /// A length that a day may be moved by.
    pub(super) fn whole_days(&mut self) -> String {
        (*self.dice.pick(&["15d", "1mo", "1y", "2w", "1y6mo", "3 full days"])).to_owned()
    }
}
