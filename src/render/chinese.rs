//! Diagnostics in Chinese: each text is looked up in the table that holds both languages. A text without a row stays as
//! it is.

mod input;
mod policies;
mod program;
mod sql;
mod sweep;
mod table;

use std::borrow::Cow;
use std::sync::LazyLock;

use self::table::ROWS;
use crate::diagnostic::{Diagnostic, Label};

/// The rows, those with the most text of their own first, so that the closest one is found.
static BY_LENGTH: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let mut rows = [ROWS, input::ROWS, policies::ROWS, program::ROWS, sql::ROWS, sweep::ROWS].concat();
    rows.sort_by_key(|(english, _)| std::cmp::Reverse(english.replace("{}", "").len()));
    rows
});

/// Diagnostics with their texts in Chinese.
#[must_use]
pub fn in_chinese(found: &[Diagnostic]) -> Vec<Diagnostic> {
    found.iter().map(translated).collect()
}

/// A text of a diagnostic in Chinese, if the table has it.
#[must_use]
pub fn chinese(english: &str) -> Option<String> {
    BY_LENGTH.iter().find_map(|(pattern, chinese)| Some(filled(chinese, &holes(pattern, english)?)))
}

/// A diagnostic with its texts in Chinese.
pub(super) fn translated(one: &Diagnostic) -> Diagnostic {
    let text = |english: &str| chinese(english).unwrap_or_else(|| english.to_owned());
    let label = |label: &Label| Label { span: label.span, text: text(&label.text) };
    Diagnostic {
        message: text(&one.message),
        primary: label(&one.primary),
        secondary: one.secondary.iter().map(label).collect(),
        notes: one.notes.iter().map(|note| text(note)).collect(),
        help: one.advice().map(|help| text(&help)),
        ..one.clone()
    }
}

/// What stands in the holes of a pattern, if a text is of its form.
fn holes<'t>(pattern: &str, text: &'t str) -> Option<Vec<&'t str>> {
    let mut parts = pattern.split("{}");
    let mut rest = text.strip_prefix(parts.next()?)?;
    let mut holes = Vec::new();
    let parts: Vec<&str> = parts.collect();
    for (at, part) in parts.iter().enumerate() {
        let is_last = at + 1 == parts.len();
        let end = if is_last { rest.len().checked_sub(part.len())? } else { rest.find(part)? };
        if !rest.is_char_boundary(end) || !rest[end..].starts_with(part) || end == 0 {
            return None;
        }
        holes.push(&rest[..end]);
        rest = &rest[end + part.len()..];
    }
    rest.is_empty().then_some(holes)
}

/// The Chinese with what varies; that may itself be a text of the table.
fn filled(chinese_text: &str, holes: &[&str]) -> String {
    let mut text = chinese_text.to_owned();
    for (number, hole) in (1..).zip(holes) {
        let is_code = hole.strip_prefix('`').is_some_and(|code| code.find('`') == Some(code.len() - 1));
        let value = if is_code { None } else { chinese(hole) }.map_or(Cow::Borrowed(*hole), Cow::Owned);
        text = text.replace(&format!("{{{number}}}"), &value);
    }
    text
}
