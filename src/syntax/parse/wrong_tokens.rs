//! Signs of other languages and of other keyboards, and what is typed here: no rule of the grammar knows them, so
//! each is read as what is meant.

use std::ops::Range;

use crate::diagnostic::messages::{common, literals, syntax};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// A sign that is not written here.
#[derive(Debug)]
pub(super) struct Sign {
    pub(super) written: &'static str,
    /// What is read in its place; blank if it is simply left out.
    pub(super) meant: &'static str,
    origin: TokenOrigin,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TokenOrigin {
    OtherLanguage,
    FullWidth,
    Space,
}

// Full-width signs are written as escapes: many fonts show them as their narrow likenesses.

/// Signs of the grammar that are longer than one character.
const RIGHT: &[&str] = &["<=", ">="];

const WRONG: &[Sign] = &[
    other("&&", "and"),
    other("||", "or"),
    other("===", "is"),
    other("==", "is"),
    other("!==", "is not"),
    other("!=", "is not"),
    other("<>", "is not"),
    other("=<", "<="),
    other("=>", ">="),
    other("≤", "<="),
    other("≥", ">="),
    other("≠", "is not"),
    other("!", "not"),
    other("¬", "not"),
    other("∧", "and"),
    other("∨", "or"),
    other("&", "and"),
    other("|", "or"),
    other(";", ""),
    wide("\u{ff1a}", ":"),
    wide("\u{ff0c}", ","),
    wide("、", ","),
    wide("\u{ff1b}", ""),
    wide("。", ""),
    wide("\u{ff08}", "("),
    wide("\u{ff09}", ")"),
    wide("\u{ff5b}", "{"),
    wide("\u{ff5d}", "}"),
    wide("\u{ff3b}", "["),
    wide("\u{ff3d}", "]"),
    wide("【", "["),
    wide("】", "]"),
    wide("\u{ff1d}", "="),
    wide("\u{ff1f}", "?"),
    wide("\u{ff01}", "not"),
    wide("\u{ff1c}", "<"),
    wide("\u{ff1e}", ">"),
    wide("\u{ff0b}", "+"),
    wide("\u{ff0d}", "-"),
    wide("\u{ff0e}", "."),
    space("\u{3000}"),
    space("\u{a0}"),
    Sign { written: "\u{feff}", meant: "", origin: TokenOrigin::Space },
    Sign { written: "\u{200b}", meant: "", origin: TokenOrigin::Space },
];

/// Quotes that open a text elsewhere, and those that close it.
const QUOTES: &[(char, &[char])] = &[
    ('“', &['”', '“', '\u{ff02}', '"']),
    ('”', &['”', '\u{ff02}', '"']),
    ('\u{ff02}', &['\u{ff02}', '"']),
    ('‘', &['’', '\'']),
    ('\'', &['\'', '’']),
    ('`', &['`']),
    ('「', &['」']),
    ('『', &['』']),
    ('«', &['»']),
];

/// Written behind the name that it declares.
pub(super) const DECLARES: Sign = other("==", "=");

const fn other(written: &'static str, meant: &'static str) -> Sign {
    Sign { written, meant, origin: TokenOrigin::OtherLanguage }
}

const fn wide(written: &'static str, meant: &'static str) -> Sign {
    Sign { written, meant, origin: TokenOrigin::FullWidth }
}

const fn space(written: &'static str) -> Sign {
    Sign { written, meant: " ", origin: TokenOrigin::Space }
}

/// The sign of two characters that a text starts with, if the grammar has it.
pub(super) fn right_sign(text: &str) -> Option<&'static str> {
    RIGHT.iter().copied().find(|sign| text.starts_with(sign))
}

/// The sign that a text starts with, if it is none of the grammar's.
pub(super) fn wrong_sign(text: &str) -> Option<&'static Sign> {
    WRONG.iter().find(|sign| text.starts_with(sign.written))
}

/// What may close the text that starts here with another quote than `"`.
pub(super) fn wrong_quote(text: &str) -> Option<&'static [char]> {
    let first = text.chars().next()?;
    QUOTES.iter().find(|(open, _)| *open == first).map(|(_, close)| *close)
}

/// A digit as Chinese keyboards type it.
pub(super) fn is_wide_digit(c: char) -> bool {
    ('\u{ff10}'..='\u{ff19}').contains(&c)
}

/// `meant`, with the space that keeps it from the words around `range`.
pub(super) fn padded(text: &str, range: &Range<usize>, meant: &str) -> String {
    if !meant.starts_with(char::is_alphabetic) {
        return meant.to_owned();
    }
    let is_apart = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || "([{".contains(c));
    let before = if is_apart(text[..range.start].chars().next_back()) { "" } else { " " };
    let behind = if text[range.end..].chars().next().is_none_or(char::is_whitespace) { "" } else { " " };
    format!("{before}{meant}{behind}")
}

/// The message for a wrong sign.
pub(super) fn report(sign: &Sign, span: Span) -> Diagnostic {
    match sign.origin {
        TokenOrigin::Space => Diagnostic::new(Code::WrongForm, span, literals::other_space())
            .label(literals::not_a_space())
            .help(literals::plain_space()),
        TokenOrigin::FullWidth => full_width(span, sign.written, sign.meant),
        TokenOrigin::OtherLanguage => of_another_language(span, sign.written, sign.meant),
    }
}

pub(super) fn full_width(span: Span, written: &str, meant: &str) -> Diagnostic {
    let wide = Diagnostic::new(Code::WrongForm, span, literals::full_width(written))
        .label(literals::chinese_keyboard());
    if meant.is_empty() { wide.help(common::leave_it_out()) } else { wide.help(common::write_this(meant)) }
}

pub(super) fn of_another_language(span: Span, written: &str, meant: &str) -> Diagnostic {
    let wrong = Diagnostic::new(Code::WrongForm, span, syntax::not_written_here(written))
        .label(literals::other_languages_sign());
    if meant.is_empty() { wrong.help(common::leave_it_out()) } else { wrong.help(common::write_this(meant)) }
}

/// A text in other quotes.
pub(super) fn quotes(span: Span) -> Diagnostic {
    Diagnostic::new(Code::WrongForm, span, literals::straight_quotes())
        .label(literals::other_quotes())
        .help(common::write_this("\"…\""))
}
