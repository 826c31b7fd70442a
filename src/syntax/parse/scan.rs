//! A look over the raw text before it is parsed: characters that can disguise a rule, brackets that never close,
//! nesting beyond what is read. It steps over texts and comments.

use std::ops::Range;

use super::Builder;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// How deep brackets, and words that nest without them, may stand in each other.
const MOST_NESTED: usize = 128;

/// Whether the text can be handed to the parser.
pub(super) fn check(builder: &mut Builder, text: &str) -> bool {
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut fit = true;
    let mut prefixes = 0_usize;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let next = at + c.len_utf8();
        match c {
            '"' => {
                let end = end_of_text(builder, text, at);
                refuse_disguises(builder, text, at..end, is_override);
                at = end;
                continue;
            }
            '/' if text[at..].starts_with("//") => {
                let end = at + text[at..].find('\n').unwrap_or(text.len() - at);
                refuse_disguises(builder, text, at..end, is_disguise);
                at = end;
                continue;
            }
            '(' | '[' | '{' => open.push((c, at)),
            ')' | ']' | '}' => close(&mut open, c),
            _ => refuse_disguises(builder, text, at..next, is_disguise),
        }
        prefixes = nested_prefixes(text, at, prefixes);
        if open.len() + prefixes > MOST_NESTED && fit {
            fit = false;
            builder.report(too_deep(builder.at(at, next)));
        }
        at = next;
    }
    if let Some(&(c, at)) = open.last() {
        builder.report(unclosed(builder.at(at, at + 1), c));
    }
    fit
}

/// `not` and `if` nest without brackets; any clause ends their row.
fn nested_prefixes(text: &str, at: usize, so_far: usize) -> usize {
    let starts_word = !text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    let rest = &text[at..];
    let is = |word: &str| {
        rest.starts_with(word) && !rest[word.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_')
    };
    match () {
        () if starts_word && (is("not") || is("if") || is("where") || is("satisfies")) => so_far + 1,
        () if starts_word && (is("require") || is("warn") || is("condition") || is("policy")) => 0,
        () => so_far,
    }
}

/// The offset behind a text that opens at `start`; an unclosed one is reported and ends with its line.
fn end_of_text(builder: &mut Builder, text: &str, start: usize) -> usize {
    let mut escaped = false;
    for (offset, c) in text[start + 1..].char_indices() {
        let at = start + 1 + offset;
        match c {
            '\n' => {
                builder.report(unclosed(builder.at(start, start + 1), '"'));
                return at;
            }
            '"' if !escaped => return at + 1,
            _ => escaped = c == '\\' && !escaped,
        }
    }
    builder.report(unclosed(builder.at(start, start + 1), '"'));
    text.len()
}

fn close(open: &mut Vec<(char, usize)>, c: char) {
    let opener = match c {
        ')' => '(',
        ']' => '[',
        _ => '{',
    };
    if let Some(at) = open.iter().rposition(|&(known, _)| known == opener)
        && at + 1 == open.len()
    {
        open.pop();
    }
}

fn refuse_disguises(builder: &mut Builder, text: &str, range: Range<usize>, refused: fn(char) -> bool) {
    for (offset, c) in text[range.clone()].char_indices().filter(|&(_, c)| refused(c)) {
        let at = range.start + offset;
        builder.report(hidden(builder.at(at, at + c.len_utf8()), c));
    }
}

/// Controls that reorder what stands around them. Within a text, direction marks and isolates have their use in
/// Arabic and Hebrew messages; these have none.
fn is_override(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}') || (c.is_control() && c != '\t')
}

/// Controls that can reorder text (Unicode TR 36, TR 39).
fn is_disguise(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

fn hidden(span: Span, c: char) -> Diagnostic {
    Diagnostic::new(
        Code::HiddenCharacter,
        span,
        format!("the control character U+{:04X} is not allowed here", c as u32),
    )
    .label("an invisible character")
    .note("it can make a rule read differently from what it says")
    .fix(span, "")
}

fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::new(Code::TooDeep, span, "this is nested too deeply")
        .label(format!("more than {MOST_NESTED} levels"))
        .help("name a part of it with `condition … = …`")
}

fn unclosed(span: Span, c: char) -> Diagnostic {
    Diagnostic::new(Code::Unclosed, span, format!("this `{c}` is never closed")).label("opened here")
}
