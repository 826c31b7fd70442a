//! Cuts a text where items and clauses begin, by the first word of their lines, so that one that is broken leaves
//! its neighbours whole.

use std::ops::Range;

const ITEMS: &[&str] = &[
    "package",
    "languages",
    "zone",
    "use",
    "account",
    "request",
    "record",
    "condition",
    "policy",
    "fixture",
    "test",
];
const CLAUSES: &[&str] = &["when", "require", "warn", "step", "grace", "outcome", "data"];

/// The pieces of a file: a new one begins at each line that starts, unindented, with an item's keyword, or with the
/// documentation before one. What stands before the first belongs to it.
pub(super) fn items(text: &str) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = Vec::new();
    let mut documentation: Option<usize> = None;
    for (at, line) in lines(text) {
        if line.starts_with("///") {
            documentation.get_or_insert(at);
        } else if starts_with(line, ITEMS) {
            starts.push(documentation.take().unwrap_or(at));
        } else if !line.trim().is_empty() {
            documentation = None;
        }
    }
    pieces(&starts, text.len(), 0)
}

/// The clauses of a policy's text, without the closing brace; none if the text is no policy.
pub(super) fn clauses(text: &str) -> Vec<Range<usize>> {
    let Some(open) = policy_brace(text) else { return Vec::new() };
    // A policy that is never closed ends with its text; the brace of an interpolation is not its own.
    let close =
        if text.trim_end().ends_with('"') { text.len() } else { text.rfind('}').unwrap_or(text.len()) };
    if close <= open {
        return Vec::new();
    }
    let mut starts = Vec::new();
    for (at, line) in lines(&text[..close]) {
        let indent = line.len() - line.trim_start().len();
        if at > open && starts_with(line.trim_start(), CLAUSES) {
            starts.push(at + indent);
        }
    }
    if starts.is_empty() {
        return Vec::new();
    }
    let first = starts[0];
    pieces(&starts, close, first)
}

/// The offset of the brace that opens a policy, if the text is one.
fn policy_brace(text: &str) -> Option<usize> {
    let head =
        lines(text).find(|(_, line)| !line.trim().is_empty() && !line.trim_start().starts_with("//"))?;
    starts_with(head.1, &["policy"]).then(|| text[head.0..].find('{').map(|at| head.0 + at)).flatten()
}

fn pieces(starts: &[usize], end: usize, first: usize) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    for (at, &start) in starts.iter().enumerate() {
        let from = if at == 0 { first } else { start };
        pieces.push(from..starts.get(at + 1).copied().unwrap_or(end));
    }
    if pieces.is_empty() {
        pieces.push(first..end);
    }
    pieces
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    })
}

fn starts_with(line: &str, words: &[&str]) -> bool {
    let end = line.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(line.len());
    words.contains(&&line[..end]) && !line[end..].trim_start().starts_with([':', '='])
}
