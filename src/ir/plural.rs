//! The plural forms of languages, by the rules of the Unicode CLDR for whole numbers.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::enumeration::enumeration;

enumeration! {
    /// A category of plural forms.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum PluralCategory {
        /// As of 0 in Arabic.
        Zero,
        /// As of 1 in English.
        One,
        /// As of 2 in Arabic.
        Two,
        /// As of 2 to 4 in Polish.
        Few,
        /// As of 5 in Polish.
        Many,
        /// Of all numbers that no other category is for.
        Other,
    }
}

use PluralCategory::{Few, Many, One, Other, Two, Zero};

impl PluralCategory {
    /// Its name in the CLDR.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Zero => "zero",
            One => "one",
            Two => "two",
            Few => "few",
            Many => "many",
            Other => "other",
        }
    }

    /// The category of that name.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.word() == word)
    }
}

impl fmt::Display for PluralCategory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Languages that form their plurals alike.
struct Rules {
    languages: &'static [&'static str],
    /// The categories that some whole number below a million has, in their order.
    categories: &'static [PluralCategory],
    category: fn(u128) -> PluralCategory,
}

/// The rules of languages by their primary subtags.
static RULES: &[Rules] = &[
    Rules {
        languages: &["zh", "ja", "ko", "vi", "th", "id", "ms", "lo", "my", "km", "yue", "jv", "su", "bo"],
        categories: &[Other],
        category: |_| Other,
    },
    Rules {
        languages: &[
            "en", "de", "nl", "sv", "da", "nb", "nn", "no", "fi", "et", "el", "hu", "tr", "bg", "eu", "gl",
            "ka", "kk", "ky", "mn", "ta", "te", "ml", "mr", "ne", "sq", "sw", "uz", "az", "ur", "af", "fy",
            "lb", "fo", "ast", "yi", "eo", "tk", "ps", "so", "xh",
        ],
        categories: &[One, Other],
        category: |n| if n == 1 { One } else { Other },
    },
    // `many` is for millions, which the other category does for as well.
    Rules {
        languages: &["es", "it", "ca"],
        categories: &[One, Other],
        category: |n| if n == 1 { One } else { of_millions(n) },
    },
    Rules {
        languages: &["fr", "pt"],
        categories: &[One, Other],
        category: |n| if n <= 1 { One } else { of_millions(n) },
    },
    Rules {
        languages: &[
            "hi", "bn", "fa", "gu", "kn", "am", "zu", "as", "hy", "pa", "si", "ak", "mg", "ti", "ln",
        ],
        categories: &[One, Other],
        category: |n| if n <= 1 { One } else { Other },
    },
    Rules {
        languages: &["ru", "uk", "be"],
        categories: &[One, Few, Many],
        category: |n| match n {
            _ if ends(n, 1) => One,
            _ if is_few(n) => Few,
            _ => Many,
        },
    },
    Rules {
        languages: &["sr", "hr", "bs", "sh"],
        categories: &[One, Few, Other],
        category: |n| match n {
            _ if ends(n, 1) => One,
            _ if is_few(n) => Few,
            _ => Other,
        },
    },
    Rules {
        languages: &["pl"],
        categories: &[One, Few, Many],
        category: |n| match n {
            1 => One,
            _ if is_few(n) => Few,
            _ => Many,
        },
    },
    Rules {
        languages: &["cs", "sk"],
        categories: &[One, Few, Other],
        category: |n| match n {
            1 => One,
            2..=4 => Few,
            _ => Other,
        },
    },
    Rules {
        languages: &["sl"],
        categories: &[One, Two, Few, Other],
        category: |n| match n % 100 {
            1 => One,
            2 => Two,
            3 | 4 => Few,
            _ => Other,
        },
    },
    Rules {
        languages: &["lt"],
        categories: &[One, Few, Other],
        category: |n| match (n % 10, n % 100) {
            (_, 11..=19) | (0, _) => Other,
            (1, _) => One,
            _ => Few,
        },
    },
    Rules {
        languages: &["lv"],
        categories: &[Zero, One, Other],
        category: |n| match (n % 10, n % 100) {
            (_, 11..=19) | (0, _) => Zero,
            (1, _) => One,
            _ => Other,
        },
    },
    Rules {
        languages: &["ro", "mo"],
        categories: &[One, Few, Other],
        category: |n| match (n, n % 100) {
            (1, _) => One,
            (0, _) | (_, 1..=19) => Few,
            _ => Other,
        },
    },
    Rules {
        languages: &["is", "mk"],
        categories: &[One, Other],
        category: |n| if ends(n, 1) { One } else { Other },
    },
    Rules {
        languages: &["ar"],
        categories: &[Zero, One, Two, Few, Many, Other],
        category: |n| match (n, n % 100) {
            (0, _) => Zero,
            (1, _) => One,
            (2, _) => Two,
            (_, 3..=10) => Few,
            (_, 11..=99) => Many,
            _ => Other,
        },
    },
    Rules {
        languages: &["he", "iw"],
        categories: &[One, Two, Other],
        category: |n| match n {
            1 => One,
            2 => Two,
            _ => Other,
        },
    },
    Rules {
        languages: &["ga"],
        categories: &[One, Two, Few, Many, Other],
        category: |n| match n {
            1 => One,
            2 => Two,
            3..=6 => Few,
            7..=10 => Many,
            _ => Other,
        },
    },
    Rules {
        languages: &["cy"],
        categories: &[Zero, One, Two, Few, Many, Other],
        category: |n| match n {
            0 => Zero,
            1 => One,
            2 => Two,
            3 => Few,
            6 => Many,
            _ => Other,
        },
    },
    Rules {
        languages: &["mt"],
        categories: &[One, Two, Few, Many, Other],
        category: |n| match (n, n % 100) {
            (1, _) => One,
            (2, _) => Two,
            (0, _) | (_, 3..=10) => Few,
            (_, 11..=19) => Many,
            _ => Other,
        },
    },
];

/// Whether a number ends with a digit, other than 11 to 19 do.
fn ends(n: u128, digit: u128) -> bool {
    n % 10 == digit && n % 100 != 10 + digit
}

/// Whether a number ends with 2, 3 or 4, but not with 12, 13 or 14.
fn is_few(n: u128) -> bool {
    (2..=4).any(|digit| ends(n, digit))
}

fn of_millions(n: u128) -> PluralCategory {
    if n != 0 && n.is_multiple_of(1_000_000) { Many } else { Other }
}

fn rules(language: &str) -> Option<&'static Rules> {
    let primary = language.split(['-', '_']).next().unwrap_or(language);
    RULES.iter().find(|rules| rules.languages.iter().any(|known| known.eq_ignore_ascii_case(primary)))
}

/// The forms that a language needs for whole numbers; `None` if they are not known.
pub(crate) fn categories(language: &str) -> Option<&'static [PluralCategory]> {
    rules(language).map(|rules| rules.categories)
}

/// Whether a language may have a form of this category: one that it needs, `other`, or `many` of millions.
pub(crate) fn may_have(language: &str, category: PluralCategory) -> bool {
    rules(language).is_none_or(|rules| {
        category == Other || rules.categories.contains(&category) || (rules.category)(1_000_000) == category
    })
}

/// The category of a number in a language; of a language that is not known, `other`.
pub(crate) fn category(language: &str, number: u128) -> PluralCategory {
    rules(language).map_or(Other, |rules| (rules.category)(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_categories_of_the_cldr() {
        let table: &[(&str, &[(u128, PluralCategory)])] = &[
            ("en", &[(0, Other), (1, One), (2, Other), (11, Other), (1_000_000, Other)]),
            ("en-GB", &[(1, One)]),
            ("zh", &[(1, Other)]),
            ("fr", &[(0, One), (1, One), (2, Other), (1_000_000, Many), (1_000_001, Other)]),
            ("pt-BR", &[(0, One), (2, Other)]),
            ("es", &[(0, Other), (1, One), (2_000_000, Many)]),
            (
                "ru",
                &[(1, One), (11, Many), (21, One), (22, Few), (12, Many), (5, Many), (0, Many), (111, Many)],
            ),
            ("pl", &[(1, One), (2, Few), (21, Many), (22, Few), (112, Many), (0, Many)]),
            ("cs", &[(1, One), (4, Few), (5, Other)]),
            ("sl", &[(101, One), (102, Two), (103, Few), (105, Other)]),
            ("lt", &[(1, One), (11, Other), (21, One), (2, Few), (10, Other)]),
            ("lv", &[(0, Zero), (1, One), (11, Zero), (21, One), (2, Other)]),
            ("ro", &[(0, Few), (1, One), (19, Few), (20, Other), (119, Few)]),
            ("ar", &[(0, Zero), (2, Two), (103, Few), (111, Many), (100, Other)]),
            ("he", &[(1, One), (2, Two), (3, Other)]),
            ("cy", &[(3, Few), (6, Many), (4, Other)]),
            ("tlh", &[(1, Other)]),
        ];
        for (language, numbers) in table {
            for &(number, expected) in *numbers {
                assert_eq!(category(language, number), expected, "{language} {number}");
            }
        }
    }

    #[test]
    fn the_categories_of_a_language_are_those_of_its_numbers() {
        for rules in RULES {
            let mut found: Vec<PluralCategory> = (0..1_000).map(rules.category).collect();
            found.sort_unstable();
            found.dedup();
            assert_eq!(found, rules.categories, "{:?}", rules.languages);
        }
    }
}
