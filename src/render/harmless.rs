//! Text that stems from facts, policies, names of files or other programs, on its way to a reader: the one place that decides
//! what of it a terminal or the log of a build server may take for more than words.

use std::borrow::Cow;

use super::Colour;
use crate::source::{begins_command, is_harmful};

/// Whether nothing in the text can be harmful, told quickly: it is printable ASCII.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// The text as a part of a page: breaks of lines and tabs become blanks, other harmful characters are shown as escapes.
pub(super) fn harmless(text: &str) -> Cow<'_, str> {
    replaced(text, |sign, shown| match sign {
        '\n' | '\r' | '\t' => shown.push(' '),
        sign => shown.extend(sign.escape_unicode()),
    })
}

/// The text in one line: breaks of lines and tabs are shown as `\n`, `\r` and `\t`, other harmful characters as `\u{1b}`.
#[must_use]
pub fn escaped(text: &str) -> Cow<'_, str> {
    replaced(text, |sign, shown| match sign {
        '\n' | '\r' | '\t' => shown.extend(sign.escape_default()),
        sign => shown.extend(sign.escape_unicode()),
    })
}

fn replaced(text: &str, replace: impl Fn(char, &mut String)) -> Cow<'_, str> {
    if !text.contains("##") && (is_plain(text) || !text.contains(is_harmful)) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for (at, sign) in text.char_indices() {
        if is_harmful(sign) || begins_command(&text[at..]) {
            replace(sign, &mut shown);
        } else {
            shown.push(sign);
        }
    }
    Cow::Owned(shown)
}

/// A whole output of several lines as a terminal or a log may get it: of control characters only ends of lines, tabs and, with
/// [`Colour::Ansi`], the colours that exeunt itself uses; and no command to a build server.
#[must_use]
pub fn for_terminal(text: &str, colour: Colour) -> Cow<'_, str> {
    let is_simple = |byte: u8| matches!(byte, b' '..=b'~' | b'\n' | b'\t');
    if text.bytes().all(is_simple) && !text.contains("::") && !text.contains("##") {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        for_terminal_line(line, colour, &mut shown);
    }
    Cow::Owned(shown)
}

fn for_terminal_line(line: &str, colour: Colour, shown: &mut String) {
    let start = line.len() - line.trim_start().len();
    let is_command = line[start..].starts_with("::");
    let mut at = 0;
    while let Some(sign) = line[at..].chars().next() {
        let rest = &line[at..];
        match style(rest).filter(|_| colour.is_ansi()) {
            Some(style) => {
                shown.push_str(style);
                at += style.len();
                continue;
            }
            None if matches!(sign, '\n' | '\t') => shown.push(sign),
            None if is_harmful(sign) || is_command && at == start || begins_command(rest) => {
                shown.extend(sign.escape_unicode());
            }
            None => shown.push(sign),
        }
        at += sign.len_utf8();
    }
}

/// The escape sequence for a colour, bold, dim or underlined type, or the end of these, that a text begins with.
fn style(text: &str) -> Option<&str> {
    let codes = text.strip_prefix("\u{1b}[")?;
    let end = codes.find('m')?;
    let is_ours = |code: &str| {
        matches!(code, "" | "0" | "1" | "2" | "4") || matches!(code.as_bytes(), [b'3' | b'9', b'1'..=b'6'])
    };
    codes[..end].split(';').all(is_ours).then(|| &text[..end + 3])
}

/// A JSON text in which the harmful characters that JSON allows as they are, C1 controls and turns of direction, are escaped,
/// and so are commands to a build server. They are found in strings alone, so that the text means what it meant.
#[must_use]
pub fn for_json(text: &str) -> Cow<'_, str> {
    let is_raw = |sign: char| !sign.is_ascii() && is_harmful(sign) || sign == '\u{7f}';
    if !text.contains("##") && !text.contains(is_raw) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for (at, sign) in text.char_indices() {
        if is_raw(sign) || begins_command(&text[at..]) {
            shown.push_str(&format!("\\u{:04x}", u32::from(sign)));
        } else {
            shown.push(sign);
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::{Colour, escaped, for_json, for_terminal, harmless};

    #[test]
    fn harmful_characters_are_shown() {
        let text = "a\u{1b}[2J\u{9b}\u{7}\u{202e}\u{2028}\r\n\tb";
        assert_eq!(harmless(text), "a\\u{1b}[2J\\u{9b}\\u{7}\\u{202e}\\u{2028}   b");
        assert_eq!(escaped(text), "a\\u{1b}[2J\\u{9b}\\u{7}\\u{202e}\\u{2028}\\r\\n\\tb");
        assert_eq!(for_terminal(text, Colour::Ansi), "a\\u{1b}[2J\\u{9b}\\u{7}\\u{202e}\\u{2028}\\u{d}\n\tb");
        assert_eq!(for_json("\"\u{9b}\u{202e}é\u{7f}\""), "\"\\u009b\\u202eé\\u007f\"");
        assert_eq!(for_json("\"##[group]## \""), "\"\\u0023#[group]## \"");
    }

    #[test]
    fn only_the_colours_of_exeunt_pass_and_only_if_asked_for() {
        let red = "\u{1b}[1m\u{1b}[91mred\u{1b}[0m";
        assert_eq!(for_terminal(red, Colour::Ansi), red);
        assert_eq!(for_terminal(red, Colour::Plain), "\\u{1b}[1m\\u{1b}[91mred\\u{1b}[0m");
        for hides in [
            "\u{1b}[8m",
            "\u{1b}[30m",
            "\u{1b}[1;8m",
            "\u{1b}[38;5;0m",
            "\u{1b}[2J",
            "\u{1b}[",
            "\u{1b}]0;x\u{7}",
        ] {
            assert!(!for_terminal(hides, Colour::Ansi).contains('\u{1b}'), "{hides:?}");
        }
    }

    #[test]
    fn no_line_is_a_command_to_a_build_server() {
        for (text, shown) in [
            ("::error::x\n", "\\u{3a}:error::x\n"),
            ("a\n  ::stop-commands::x", "a\n  \\u{3a}:stop-commands::x"),
            ("\u{3000}\t::debug::", "\u{3000}\t\\u{3a}:debug::"),
            ("a ##[group]b", "a \\u{23}#[group]b"),
            ("###vso[task.complete]", "#\\u{23}#vso[task.complete]"),
            ("a::b and ## Heading [c]", "a::b and ## Heading [c]"),
        ] {
            assert_eq!(for_terminal(text, Colour::Plain), shown);
        }
    }
}
