//! Values in messages to the holder: instants in the package's zone, numbers and amounts by the rules of the language.
//!
//! The languages are those that policies write their messages in, of which the interface has only some. So this is a
//! table by tag, with a row for languages that are not in it, and not rows of [`messages!`](crate::messages), where a
//! language that is missing does not compile. A test requires the languages of the interface.

use super::lengths;
use super::scalar::Scalar;
use crate::ir::{PluralCategory, Timestamp, Type, Unit, Value, Zone, calendar, plural};

/// How a language writes values.
#[derive(Debug, Clone, Copy)]
struct Style {
    language: &'static str,
    decimal_mark: &'static str,
    /// Between groups of three digits.
    group_mark: &'static str,
    yes: &'static str,
    no: &'static str,
    unknown: &'static str,
    none: &'static str,
    /// Instead of an instant that is never reached: a ban without an end.
    never: &'static str,
    /// Between the items of a list.
    list_mark: &'static str,
}

const fn style(
    language: &'static str,
    [decimal_mark, group_mark, list_mark]: [&'static str; 3],
    [yes, no, unknown, none, never]: [&'static str; 5],
) -> Style {
    Style { language, decimal_mark, group_mark, yes, no, unknown, none, never, list_mark }
}

/// Marks as in the Unicode CLDR; the first row is that of every language that has none.
const STYLES: &[Style] = &[
    style("en", [".", ",", ", "], ["yes", "no", "unknown", "none", "never"]),
    style("zh", [".", ",", "、"], ["是", "否", "未知", "无", "无期限"]),
    style("ja", [".", ",", "、"], ["はい", "いいえ", "不明", "なし", "無期限"]),
    style("ko", [".", ",", ", "], ["예", "아니요", "알 수 없음", "없음", "무기한"]),
    style("de", [",", ".", ", "], ["ja", "nein", "unbekannt", "keine", "nie"]),
    style("fr", [",", "\u{202f}", ", "], ["oui", "non", "inconnu", "aucun", "jamais"]),
    style("es", [",", ".", ", "], ["sí", "no", "desconocido", "ninguno", "nunca"]),
    style("it", [",", ".", ", "], ["sì", "no", "sconosciuto", "nessuno", "mai"]),
    style("pt", [",", ".", ", "], ["sim", "não", "desconhecido", "nenhum", "nunca"]),
    style("nl", [",", ".", ", "], ["ja", "nee", "onbekend", "geen", "nooit"]),
    style("pl", [",", "\u{a0}", ", "], ["tak", "nie", "nieznane", "brak", "nigdy"]),
    style("ru", [",", "\u{a0}", ", "], ["да", "нет", "неизвестно", "нет", "никогда"]),
    style("sv", [",", "\u{a0}", ", "], ["ja", "nej", "okänt", "inga", "aldrig"]),
];

/// Writes values in one language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words<'l> {
    /// The tag of the language, as the package has it.
    language: &'l str,
    style: Style,
    zone: Zone,
}

impl<'l> Words<'l> {
    /// The words of `language` (a BCP 47 tag, of which the first part counts), with instants shown in `zone`.
    pub(super) fn new(language: &'l str, zone: Zone) -> Self {
        let primary = language.split(['-', '_']).next().unwrap_or(language);
        let style = STYLES.iter().find(|style| style.language.eq_ignore_ascii_case(primary));
        Self { language, style: *style.unwrap_or(&STYLES[0]), zone }
    }

    /// A value of that type.
    pub(super) fn value(&self, value: Scalar<'_>, ty: &Type) -> String {
        match (value, ty) {
            (Scalar::Absent, _) => self.style.none.to_owned(),
            (Scalar::Bool(value), _) => if value { self.style.yes } else { self.style.no }.to_owned(),
            (Scalar::Number(units), Type::Number(unit)) => match unit {
                Unit::Int | Unit::Decimal => self.number(units, unit.scale(), 0),
                Unit::Money(currency) => {
                    format!("{} {currency}", self.number(units, unit.scale(), unit.scale()))
                }
            },
            (Scalar::Text(text), _) => text.to_owned(),
            (Scalar::Time(micros), _) => self.instant(micros),
            (Scalar::Date(days), _) => calendar::date(days),
            (Scalar::Length(length), _) => lengths::of(self.style.language, &length),
            (Scalar::Choice(index), Type::OneOf(values)) => {
                values.shown(index as usize, self.language).unwrap_or_default().to_owned()
            }
            (Scalar::Set(members), Type::Set(member)) => self.members(members, member),
            (
                Scalar::Unknown
                | Scalar::Between { .. }
                | Scalar::Number(_)
                | Scalar::Choice(_)
                | Scalar::Set(_),
                _,
            )
            | (Scalar::Many(_) | Scalar::Record(_), _) => self.style.unknown.to_owned(),
        }
    }

    fn members(&self, members: &[Value], ty: &Type) -> String {
        if members.is_empty() {
            return self.style.none.to_owned();
        }
        self.list(members.iter().map(|member| self.value(member.into(), ty)))
    }

    /// The items of a list.
    pub(super) fn list(&self, items: impl Iterator<Item = String>) -> String {
        items.collect::<Vec<_>>().join(self.style.list_mark)
    }

    /// The plural form that goes with a number.
    pub(super) fn category(&self, number: u128) -> PluralCategory {
        plural::category(self.language, number)
    }

    /// How many.
    pub(super) fn count(&self, count: usize) -> String {
        self.number(count as i128, 0, 0)
    }

    /// An instant: day and time in the zone, with seconds where there are any.
    pub(super) fn instant(&self, micros: i64) -> String {
        calendar::day_and_time(Timestamp::from_micros(micros), self.zone)
    }

    /// The last instant before something changes, as people say it: the day, if it is the last instant of a day, and the
    /// whole second at which the change happens, if there is one.
    pub(super) fn until(&self, last: i64) -> String {
        calendar::last_moment(Timestamp::from_micros(last), self.zone)
    }

    /// Instead of a value that is not known.
    pub(super) fn unknown(&self) -> String {
        self.style.unknown.to_owned()
    }

    /// Instead of an instant that is never reached.
    pub(super) fn never(&self) -> String {
        self.style.never.to_owned()
    }

    /// An integer of 10⁻ˢᶜᵃˡᵉ units, at least `least` decimals shown.
    fn number(&self, units: i128, scale: u32, least: u32) -> String {
        let (scale, least) = (scale as usize, least as usize);
        let mut buffer = [b'0'; MOST_DIGITS];
        let digits = written(units.unsigned_abs(), scale + 1, &mut buffer);
        let (whole, decimals) = digits.split_at(digits.len() - scale);
        let shown = decimals.trim_end_matches('0').len().max(least);
        // A mark after every third digit is at most as long as the digits.
        let mut words = String::with_capacity(1 + 2 * digits.len());
        if units < 0 {
            words.push('-');
        }
        for (at, digit) in whole.char_indices() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                words.push_str(self.style.group_mark);
            }
            words.push(digit);
        }
        if shown > 0 {
            words.push_str(self.style.decimal_mark);
            words.push_str(&decimals[..shown]);
        }
        words
    }
}

/// As many as 128 bits have.
const MOST_DIGITS: usize = 39;

/// The digits of a number, at least so many.
fn written(mut number: u128, least: usize, buffer: &mut [u8; MOST_DIGITS]) -> &str {
    let mut first = MOST_DIGITS;
    while first > 0 && (number > 0 || MOST_DIGITS - first < least) {
        first -= 1;
        buffer[first] = b'0' + (number % 10) as u8;
        number /= 10;
    }
    std::str::from_utf8(&buffer[first..]).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Language;
    use crate::ir::Currency;

    const MICROS_OF_A_SECOND: i64 = 1_000_000;

    fn amount(language: &str, minor: i128) -> String {
        Words::new(language, Zone::utc())
            .value(Scalar::Number(minor), &Type::Number(Unit::Money(Currency::of("CNY").unwrap())))
    }

    #[test]
    fn every_language_of_the_interface_has_a_row() {
        for language in Language::ALL {
            assert_eq!(Words::new(language.tag(), Zone::utc()).style.language, language.tag());
        }
    }

    #[test]
    fn amounts_follow_the_language() {
        assert_eq!(amount("en", 123_456_750), "1,234,567.50 CNY");
        assert_eq!(amount("de-AT", -123_450), "-1.234,50 CNY");
        assert_eq!(amount("zh", 5), "0.05 CNY");
        assert_eq!(amount("tlh", 100_000), "1,000.00 CNY");
    }

    #[test]
    fn decimals_end_with_their_last_digit() {
        let half = Scalar::Number(500_000_000);
        assert_eq!(Words::new("en", Zone::utc()).value(half, &Type::Number(Unit::Decimal)), "0.5");
        assert_eq!(
            Words::new("fr", Zone::utc())
                .value(Scalar::Number(12_345_000_000_000), &Type::Number(Unit::Decimal)),
            "12\u{202f}345"
        );
    }

    #[test]
    fn instants_are_shown_in_the_zone() {
        assert_eq!(Words::new("en", Zone::named("Asia/Shanghai").unwrap()).instant(0), "1970-01-01 08:00");
        assert_eq!(Words::new("en", Zone::utc()).instant(-1), "1969-12-31 23:59:59.999999");
    }

    #[test]
    fn the_end_of_a_day_is_that_day_and_of_a_second_the_next() {
        let until = |zone, last| Words::new("en", Zone::named(zone).unwrap()).until(last);
        let noon = 12 * 3600 * MICROS_OF_A_SECOND;
        for (zone, last, shown) in [
            ("UTC", -1, "1969-12-31"),
            ("Asia/Shanghai", -1, "1970-01-01 08:00"),
            ("Asia/Shanghai", 16 * 3600 * MICROS_OF_A_SECOND - 1, "1970-01-01"),
            ("UTC", noon, "1970-01-01 12:00"),
            ("UTC", noon - 1, "1970-01-01 12:00"),
            ("UTC", noon + 1, "1970-01-01 12:00:00.000001"),
        ] {
            assert_eq!(until(zone, last), shown, "{zone} {last}");
        }
    }
}
