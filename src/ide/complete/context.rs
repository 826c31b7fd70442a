//! What the words before the pointer ask for.

use crate::syntax::{CLAUSES, ITEMS};

/// What stands before the pointer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Before<'t> {
    /// The item that the pointer is in, by its first word; empty between items.
    pub(super) item: &'t str,
    /// The item's second word: the policy's or the record's name.
    pub(super) item_name: &'t str,
    /// The words and signs of the item before the one that is being typed, in order.
    pub(super) tokens: Vec<&'t str>,
    /// The word that is being typed.
    pub(super) typed: &'t str,
    /// Inside the braces of a message.
    pub(super) in_interpolation: bool,
}

impl<'t> Before<'t> {
    /// The n-th token before the pointer: 0 is the last.
    pub(super) fn back(&self, n: usize) -> &'t str {
        self.tokens.len().checked_sub(n + 1).map_or("", |at| self.tokens[at])
    }

    /// The tokens since the last clause or the opening brace.
    pub(super) fn clause(&self) -> &[&'t str] {
        let starts = |token: &&str| CLAUSES.contains(token) || matches!(*token, "expect" | "{" | "}");
        let at = self.tokens.iter().rposition(starts).unwrap_or(0);
        &self.tokens[at..]
    }

    /// How many braces are open.
    pub(super) fn depth(&self) -> usize {
        let count = |sign| self.tokens.iter().filter(|token| **token == sign).count();
        count("{").saturating_sub(count("}"))
    }
}

/// Reads what stands before the pointer: the item that its line is in, cut into words and signs.
pub(super) fn before(text: &str) -> Before<'_> {
    let start = item_start(text);
    let mut tokens = tokens(&text[start..]);
    let in_interpolation = tokens.last().is_some_and(|last| is_open_interpolation(last));
    let is_typing = text.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.');
    let typed = if is_typing { tokens.pop().unwrap_or("") } else { "" };
    let item = tokens.first().copied().filter(|word| ITEMS.contains(word)).unwrap_or("");
    Before { item, item_name: tokens.get(1).copied().unwrap_or(""), tokens, typed, in_interpolation }
}

/// The last line that begins, unindented, with an item's word.
fn item_start(text: &str) -> usize {
    let mut start = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let word = line.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("");
        if ITEMS.contains(&word) {
            start = at;
        }
        at += line.len();
    }
    start
}

/// A text that is not closed, with an open brace in it.
fn is_open_interpolation(token: &str) -> bool {
    let is_open_text = token.starts_with('"') && (token.len() == 1 || !token.ends_with('"'));
    is_open_text && token.rfind('{') > token.rfind('}')
}

fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => text_length(rest),
            '/' if rest.starts_with("//") => {
                rest = rest.find('\n').map_or("", |end| &rest[end..]);
                continue;
            }
            c if c.is_whitespace() => {
                rest = &rest[c.len_utf8()..];
                continue;
            }
            c if is_word(c) => rest.find(|c: char| !is_word(c)).unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        tokens.push(&rest[..length]);
        rest = &rest[length..];
    }
    tokens
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '.'
}

fn text_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '"' if !escaped => return at + 1,
            '\n' => return at,
            _ => escaped = c == '\\' && !escaped,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_cut_into_words() {
        let before = before("package a\n\npolicy close on request {\n  require x: no op");
        assert_eq!((before.item, before.item_name, before.typed), ("policy", "close", "op"));
        assert_eq!(before.clause(), ["require", "x", ":", "no"]);
        assert_eq!(before.depth(), 1);
    }

    #[test]
    fn braces_of_a_message_are_known_while_it_is_typed() {
        assert!(before("policy p on request {\n require x: y en \"You have {").in_interpolation);
        assert!(before("policy p on request {\n require x: y en \"You have {cou").in_interpolation);
        assert!(!before("policy p on request {\n require x: y en \"You have {count} ").in_interpolation);
    }
}
