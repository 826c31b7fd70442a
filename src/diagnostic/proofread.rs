//! What rustc does not see in the rows of messages: whether a column is in its language, and quotes what the others quote.

use super::{Language, Row};

/// Words that are the same in English and German.
const SHARED: &[&str] = &["status", "text", "fixture", "json", "array", "null", "warum"];

/// What is wrong with rows: a column that repeats the English, speaks English, or quotes other arguments.
#[must_use]
pub fn proofread(rows: &[&Row]) -> Vec<String> {
    let mut found = Vec::new();
    for row in rows {
        let english = row.texts().of(Language::English);
        for language in Language::ALL.into_iter().filter(|language| *language != Language::English) {
            let text = row.texts().of(language);
            let mut note =
                |what: &str| found.push(format!("{} ({}): {what}: {text}", row.name(), language.tag()));
            if has_words(english) && text == english && !SHARED.contains(&english.to_lowercase().as_str()) {
                note("the English text");
            }
            if speaks_english(text) {
                note("words of English");
            }
            if quoted(text) != quoted(english) {
                note("quotes other arguments than the English text");
            }
        }
    }
    found
}

/// A text without its code and its places.
fn prose(text: &str) -> String {
    let outside: String = text.split('`').step_by(2).collect::<Vec<_>>().join(" ");
    let mut prose = String::new();
    let mut depth = 0_usize;
    for sign in outside.chars() {
        match sign {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => prose.push(sign),
            _ => {}
        }
    }
    prose
}

/// Whether it has words of its own, apart from options of the program.
fn has_words(text: &str) -> bool {
    prose(text).split_whitespace().any(|word| !word.starts_with("--") && word.contains(char::is_alphabetic))
}

/// Whether it holds a word that only English has.
fn speaks_english(text: &str) -> bool {
    const ENGLISH: &[&str] =
        &["the", "of", "is", "not", "and", "or", "to", "this", "with", "it", "by", "for", "no"];
    prose(text).split(|sign: char| !sign.is_ascii_alphabetic()).any(|word| ENGLISH.contains(&word))
}

/// The arguments that are written as code, in the order of their names.
fn quoted(text: &str) -> Vec<&str> {
    let code = text.split('`').skip(1).step_by(2);
    let mut places: Vec<&str> =
        code.flat_map(|code| code.split('{').skip(1).filter_map(|rest| rest.split('}').next())).collect();
    places.retain(|place| place.chars().all(|sign| sign.is_ascii_lowercase() || sign == '_'));
    places.retain(|place| !place.is_empty());
    places.sort_unstable();
    places.dedup();
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Texts;

    static LEFT: Row =
        Row::new("left", &["name"], Texts { en: "no `{name}`", zh: "没有 `{name}`", de: "no `{name}`" });
    static BARE: Row =
        Row::new("bare", &["name"], Texts { en: "no `{name}`", zh: "没有 {name}", de: "kein `{name}`" });
    static WELL: Row = Row::new(
        "well",
        &["name", "count"],
        Texts {
            en: "`{name}`: {count} {count:line|lines}",
            zh: "`{name}`:{count} 行",
            de: "`{name}`: {count} {count:Zeile|Zeilen}",
        },
    );

    #[test]
    fn what_is_not_translated_or_not_quoted_is_found() {
        let found = proofread(&[&LEFT, &BARE, &WELL]);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].starts_with("left (de): the English text"), "{found:?}");
        assert!(found[1].starts_with("left (de): words of English"), "{found:?}");
        assert!(found[2].starts_with("bare (zh): quotes other"), "{found:?}");
    }
}
