//! Lengths of time in messages to the holder, by the language of the message: `1 year 6 months`.

use crate::ir::{Length, LengthKind, LengthUnit, plural};

/// The units of a language: years, months, days, hours, minutes, seconds, full days, working days; each form
/// after a `|`, in the order of the categories of the language.
struct Units {
    language: &'static str,
    /// Between a number and its unit, and between two of them.
    spaces: [&'static str; 2],
    units: [&'static str; 8],
}

const fn units(language: &'static str, spaces: [&'static str; 2], units: [&'static str; 8]) -> Units {
    Units { language, spaces, units }
}

/// The first row is that of every language that has none.
static UNITS: &[Units] = &[
    units(
        "en",
        [" ", " "],
        [
            "year|years",
            "month|months",
            "day|days",
            "hour|hours",
            "minute|minutes",
            "second|seconds",
            "full day|full days",
            "working day|working days",
        ],
    ),
    units("zh", ["", ""], ["年", "个月", "天", "小时", "分钟", "秒", "整天", "个工作日"]),
    units("ja", ["", ""], ["年", "か月", "日", "時間", "分", "秒", "丸日", "営業日"]),
    units("ko", ["", " "], ["년", "개월", "일", "시간", "분", "초", "만 일", "영업일"]),
    units(
        "de",
        [" ", " "],
        [
            "Jahr|Jahre",
            "Monat|Monate",
            "Tag|Tage",
            "Stunde|Stunden",
            "Minute|Minuten",
            "Sekunde|Sekunden",
            "voller Tag|volle Tage",
            "Arbeitstag|Arbeitstage",
        ],
    ),
    units(
        "fr",
        [" ", " "],
        [
            "an|ans",
            "mois|mois",
            "jour|jours",
            "heure|heures",
            "minute|minutes",
            "seconde|secondes",
            "jour entier|jours entiers",
            "jour ouvrable|jours ouvrables",
        ],
    ),
    units(
        "es",
        [" ", " "],
        [
            "año|años",
            "mes|meses",
            "día|días",
            "hora|horas",
            "minuto|minutos",
            "segundo|segundos",
            "día completo|días completos",
            "día hábil|días hábiles",
        ],
    ),
    units(
        "it",
        [" ", " "],
        [
            "anno|anni",
            "mese|mesi",
            "giorno|giorni",
            "ora|ore",
            "minuto|minuti",
            "secondo|secondi",
            "giorno intero|giorni interi",
            "giorno lavorativo|giorni lavorativi",
        ],
    ),
    units(
        "pt",
        [" ", " "],
        [
            "ano|anos",
            "mês|meses",
            "dia|dias",
            "hora|horas",
            "minuto|minutos",
            "segundo|segundos",
            "dia inteiro|dias inteiros",
            "dia útil|dias úteis",
        ],
    ),
    units(
        "nl",
        [" ", " "],
        [
            "jaar|jaar",
            "maand|maanden",
            "dag|dagen",
            "uur|uur",
            "minuut|minuten",
            "seconde|seconden",
            "volle dag|volle dagen",
            "werkdag|werkdagen",
        ],
    ),
    units(
        "pl",
        [" ", " "],
        [
            "rok|lata|lat",
            "miesiąc|miesiące|miesięcy",
            "dzień|dni|dni",
            "godzina|godziny|godzin",
            "minuta|minuty|minut",
            "sekunda|sekundy|sekund",
            "pełny dzień|pełne dni|pełnych dni",
            "dzień roboczy|dni robocze|dni roboczych",
        ],
    ),
    units(
        "ru",
        [" ", " "],
        [
            "год|года|лет",
            "месяц|месяца|месяцев",
            "день|дня|дней",
            "час|часа|часов",
            "минута|минуты|минут",
            "секунда|секунды|секунд",
            "полный день|полных дня|полных дней",
            "рабочий день|рабочих дня|рабочих дней",
        ],
    ),
    units(
        "sv",
        [" ", " "],
        [
            "år|år",
            "månad|månader",
            "dag|dagar",
            "timme|timmar",
            "minut|minuter",
            "sekund|sekunder",
            "hel dag|hela dagar",
            "arbetsdag|arbetsdagar",
        ],
    ),
];

impl Units {
    fn of(language: &str) -> &'static Self {
        let primary = language.split(['-', '_']).next().unwrap_or(language);
        UNITS.iter().find(|units| units.language.eq_ignore_ascii_case(primary)).unwrap_or(&UNITS[0])
    }

    fn counted(&self, count: i64, at: usize) -> String {
        let category = plural::category(self.language, count.unsigned_abs().into());
        let categories = plural::categories(self.language).unwrap_or_default();
        let forms: Vec<&str> = self.units[at].split('|').collect();
        let form = categories.iter().position(|known| *known == category);
        // A category without its own form uses the last form.
        let unit = form.and_then(|form| forms.get(form)).or(forms.last()).copied().unwrap_or_default();
        format!("{count}{}{unit}", self.spaces[0])
    }
}

/// A length in the words of a language: `1 year 6 months`, `1年6个月`.
pub(crate) fn of(language: &str, length: &Length) -> String {
    match length.kind {
        LengthKind::Elapsed => {}
        LengthKind::FullDays => return full_days(language, length.days.into()),
        LengthKind::WorkingDays(_) => return working_days(language, length.days.into()),
    }
    let parts = length.parts();
    let parts = if parts.is_empty() { vec![(0, LengthUnit::Days)] } else { parts };
    words(language, &parts)
}

/// So many of some units.
pub(super) fn words(language: &str, parts: &[(i64, LengthUnit)]) -> String {
    let units = Units::of(language);
    let part = |&(count, unit): &(i64, LengthUnit)| {
        let at = match unit {
            LengthUnit::Years => 0,
            LengthUnit::Months => 1,
            LengthUnit::Days => 2,
            LengthUnit::Hours => 3,
            LengthUnit::Minutes => 4,
            LengthUnit::Seconds => 5,
        };
        units.counted(count, at)
    };
    parts.iter().map(part).collect::<Vec<_>>().join(units.spaces[1])
}

/// So many days to their end.
pub(super) fn full_days(language: &str, days: i64) -> String {
    Units::of(language).counted(days, 6)
}

/// So many working days.
pub(super) fn working_days(language: &str, days: i64) -> String {
    Units::of(language).counted(days, 7)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_follow_their_numbers() {
        let parts = [(1, LengthUnit::Years), (6, LengthUnit::Months)];
        let table = [
            ("en", "1 year 6 months"),
            ("zh", "1年6个月"),
            ("de", "1 Jahr 6 Monate"),
            ("pl", "1 rok 6 miesięcy"),
            ("ru", "1 год 6 месяцев"),
            ("tlh", "1 year 6 months"),
        ];
        for (language, expected) in table {
            assert_eq!(words(language, &parts), expected);
        }
        assert_eq!(words("ru", &[(22, LengthUnit::Days)]), "22 дня");
        assert_eq!(words("ru", &[(112, LengthUnit::Days)]), "112 дней");
        assert_eq!(words("pl", &[(21, LengthUnit::Days)]), "21 dni");
        assert_eq!(words("fr", &[(0, LengthUnit::Days)]), "0 jour");
        assert_eq!(full_days("en", 1), "1 full day");
        assert_eq!(full_days("de", 15), "15 volle Tage");
        assert_eq!(working_days("en", 1), "1 working day");
        assert_eq!(working_days("zh", 10), "10个工作日");
    }

    #[test]
    fn every_unit_has_each_form_of_its_language() {
        for row in UNITS {
            let forms = plural::categories(row.language).map_or(0, <[_]>::len);
            assert!(row.units.iter().all(|unit| unit.split('|').count() == forms), "{}", row.language);
        }
    }
}
