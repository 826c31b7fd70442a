//! The languages of the interface.

use crate::enumeration::enumeration;

enumeration! {
    /// A language that diagnostics, verdict pages and the program's own messages are written in.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    #[cfg_attr(not(feature = "internals"), non_exhaustive)]
    // A new one is a variant here and a column of `Texts`: rustc then names every row that lacks it.
    pub enum Language {
        /// English.
        #[default]
        English,
        /// Simplified Chinese.
        Chinese,
        /// German.
        German,
    }
}

impl Language {
    /// Its primary subtag of BCP 47.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh",
            Self::German => "de",
        }
    }

    /// The language of a tag or a locale, by its first part: `de`, `de-AT` and `de_DE.UTF-8` are German.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_', '.', '@']).next().unwrap_or(tag);
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_names_a_language_by_its_first_part() {
        for (locale, language) in [
            ("de_DE.UTF-8", Some(Language::German)),
            ("de-AT", Some(Language::German)),
            ("zh_CN", Some(Language::Chinese)),
            ("ZH", Some(Language::Chinese)),
            ("en", Some(Language::English)),
            ("den", None),
            ("C.UTF-8", None),
            ("", None),
        ] {
            assert_eq!(Language::of_tag(locale), language, "{locale}");
        }
    }
}
