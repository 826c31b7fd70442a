//! The tokens before the pointer, and what they say about its place.

use crate::ir::Status;
use crate::syntax::vocabulary::{ClauseHead, DataRuleHead, ExpectationForm, Form, ItemHead, TestPart, Word};
use crate::syntax::{Lexeme, lexemes};

/// What precedes the pointer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Before<'t> {
    /// The item that the pointer is in; `None` between items.
    pub(super) item: Option<ItemHead>,
    /// The item's second word: the policy's or the record's name.
    pub(super) item_name: &'t str,
    /// The paths, literals and signs of the item before the word that is being typed, in order.
    pub(super) tokens: Vec<&'t str>,
    /// The word that is being typed.
    pub(super) typed: &'t str,
    /// Inside the braces of a message.
    pub(super) in_interpolation: bool,
}

/// Where the pointer is in `any of { … }`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum InWays {
    /// Where a way begins with its name.
    Between,
    /// In the clauses of a way.
    Within,
}

impl<'t> Before<'t> {
    /// The n-th token before the pointer: 0 is the last.
    pub(super) fn back(&self, n: usize) -> &'t str {
        self.tokens.len().checked_sub(n + 1).map_or("", |at| self.tokens[at])
    }

    /// The tokens since the last clause or brace.
    pub(super) fn clause(&self) -> &[&'t str] {
        let starts = |token: &&str| ClauseHead::begins(token) || matches!(*token, "{" | "}");
        let at = self.tokens.iter().rposition(starts).unwrap_or(0);
        &self.tokens[at..]
    }

    /// Whether the part of a test that the pointer is in is an expectation.
    pub(super) fn is_expectation(&self) -> bool {
        let part = self.tokens.iter().rev().take_while(|token| !matches!(**token, "{" | "}"));
        part.filter_map(|token| TestPart::of(token)).any(|part| part == TestPart::Expect)
    }

    /// Whether the names at the pointer are those of what is unknown: `undetermined by a, `.
    pub(super) fn is_undetermined_by(&self) -> bool {
        let by = self.tokens.iter().rposition(|token| Word::of(token) == Some(Word::By));
        by.and_then(|by| by.checked_sub(1)).is_some_and(|at| self.tokens[at] == Status::Undetermined.word())
    }

    /// Whether the pointer is behind the name of a deadline that is expected to stand somehow.
    pub(super) fn is_behind_deadline(&self) -> bool {
        let is = |n: usize, word: Word| Word::of(self.back(n)) == Some(word);
        is(1, Word::Deadline) && is(2, Word::Expect)
    }

    /// Whether the pointer is in the condition of a hold: behind `hold NAME:`, and before its `on`.
    pub(super) fn is_in_hold(&self) -> bool {
        let colon = |at: &usize| {
            Word::of(self.tokens[*at]) == Some(Word::Hold) && self.tokens.get(at + 2) == Some(&":")
        };
        let head = (0..self.tokens.len()).rev().find(colon);
        head.is_some_and(|at| self.tokens[at..].iter().all(|token| Word::of(token) != Some(Word::On)))
    }

    /// Whether the pointer is behind the word of what is kept without the person, and before what else a rule says.
    pub(super) fn is_in_method(&self) -> bool {
        let mut before = self.tokens.iter().rev().take_while(|token| {
            !DataRuleHead::begins(token)
                && !matches!(Word::of(token), Some(Word::Where | Word::Law | Word::Only | Word::Copies))
        });
        before.any(|token| Word::of(token) == Some(Word::Anonymised))
    }

    /// Whether the pointer is directly in the braces of a `data` block.
    pub(super) fn is_in_data(&self) -> bool {
        let brace = open_braces(&self.tokens).last().copied();
        brace.is_some_and(|at| at > 0 && Word::of(self.tokens[at - 1]) == Some(Word::Data))
    }

    /// Whether the pointer is in the condition of a rule for data.
    pub(super) fn is_in_data_where(&self) -> bool {
        let mut before = self.tokens.iter().rev().take_while(|token| {
            !DataRuleHead::begins(token)
                && !matches!(Word::of(token), Some(Word::Law | Word::Only | Word::Copies))
        });
        before.any(|token| Word::of(token) == Some(Word::Where))
    }

    /// Whether the pointer is behind a field whose values can tell elements apart: `number: text `.
    pub(super) fn is_behind_type_of_key(&self) -> bool {
        self.back(1) == ":" && matches!(Word::of(self.back(0)), Some(Word::Text | Word::Int))
    }

    /// Whether the pointer is behind `copies gone within`.
    pub(super) fn is_behind_copies(&self) -> bool {
        [Word::Within, Word::Gone, Word::Copies]
            .into_iter()
            .enumerate()
            .all(|(at, word)| Word::of(self.back(at)) == Some(word))
    }

    /// Whether the pointer is behind the path of an item of a plan that is expected: `expect kept account.orders `.
    pub(super) fn is_behind_item(&self) -> bool {
        let last = |form: &ExpectationForm| form.words().last().map(|word| word.text());
        let is_item = |form: &ExpectationForm| form.is_of_item() && last(form) == Some(self.back(1));
        ExpectationForm::ALL.iter().any(is_item) && self.back(0).starts_with(Word::Account.text())
    }

    /// Whether the pointer is directly in the braces of `any of`, or within those of one of its ways.
    pub(super) fn ways(&self) -> Option<InWays> {
        let is = |at: usize, word: Word| at > 0 && Word::of(self.tokens[at - 1]) == Some(word);
        let open = open_braces(&self.tokens);
        let is_any_of = |at: &usize| is(*at, Word::Of) && is(at - 1, Word::Any);
        match open.iter().rposition(is_any_of)? {
            at if at + 1 == open.len() => Some(InWays::Between),
            _ => Some(InWays::Within),
        }
    }

    /// How many braces are open.
    pub(super) fn depth(&self) -> usize {
        let count = |sign| self.tokens.iter().filter(|token| **token == sign).count();
        count("{").saturating_sub(count("}"))
    }
}

/// Where the braces stand that are not closed, the innermost last.
pub(super) fn open_braces(tokens: &[&str]) -> Vec<usize> {
    let mut open: Vec<usize> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match *token {
            "{" => open.push(at),
            "}" => drop(open.pop()),
            _ => {}
        }
    }
    open
}

/// Reads the text before the pointer: the tokens of the item that it is in.
pub(super) fn before(text: &str) -> Before<'_> {
    let lexemes = lexemes(text);
    let is_head = |token: &Lexeme<'_>| token.is_unindented && ItemHead::begins(token.text);
    let start = lexemes.iter().rposition(is_head).unwrap_or(0);
    let mut tokens = paths(text, &lexemes[start..]);
    let in_interpolation = tokens.last().is_some_and(|last| is_open_interpolation(last));
    let is_typing = text.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.');
    let typed = if is_typing { tokens.pop().unwrap_or("") } else { "" };
    let item = tokens.first().and_then(|first| ItemHead::of(first));
    Before { item, item_name: tokens.get(1).copied().unwrap_or(""), tokens, typed, in_interpolation }
}

/// The tokens with those of a path as one: `account.trades`, or `account.` while it is being typed.
fn paths<'t>(text: &'t str, lexemes: &[Lexeme<'t>]) -> Vec<&'t str> {
    let mut found: Vec<(&str, Option<usize>, usize)> = Vec::new();
    for token in lexemes {
        match found.last_mut() {
            Some((path, Some(start), end)) if *end == token.start && joins(path, token) => {
                *path = &text[*start..token.end];
                *end = token.end;
            }
            _ => found.push((token.text, token.is_word.then_some(token.start), token.end)),
        }
    }
    found.into_iter().map(|(path, ..)| path).collect()
}

/// Whether a token goes on with the path before it.
fn joins(path: &str, token: &Lexeme<'_>) -> bool {
    if path.ends_with('.') { token.is_word } else { token.text == "." }
}

/// A text that is not closed, with an open brace in it.
fn is_open_interpolation(token: &str) -> bool {
    let is_open_text = token.starts_with('"') && (token.len() == 1 || !token.ends_with('"'));
    is_open_text && token.rfind('{') > token.rfind('}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_cut_into_words() {
        let before = before("package a\n\npolicy close on request {\n  require x: no op");
        assert_eq!((before.item, before.item_name, before.typed), (Some(ItemHead::Policy), "close", "op"));
        assert_eq!(before.clause(), ["require", "x", ":", "no"]);
        assert_eq!(before.depth(), 1);
    }

    #[test]
    fn ways_are_known_by_their_braces() {
        let ways = |text: &str| before(&format!("policy p on request {{\n require x: {text}")).ways();
        assert_eq!(ways("any of { "), Some(InWays::Between));
        assert_eq!(ways("any of { a: { require b: c en \"-\" } "), Some(InWays::Between));
        assert_eq!(ways("any of { a: { "), Some(InWays::Within));
        assert_eq!(ways("any of { a: { when b { "), Some(InWays::Within));
        assert_eq!(ways("any of { a: { } } "), None);
        assert_eq!(ways("b en \"-\" when c { "), None);
    }

    #[test]
    fn a_path_is_one_token() {
        let before = before("condition c = account.trades is absent and request.");
        assert_eq!(before.tokens, ["condition", "c", "=", "account.trades", "is", "absent", "and"]);
        assert_eq!(before.typed, "request.");
    }

    #[test]
    fn words_of_comments_and_texts_begin_no_item() {
        let before = before("condition c = no trade // policy\n// record trade {\n/// test\n  and ");
        assert_eq!((before.item, before.back(0)), (Some(ItemHead::Condition), "and"));
    }

    #[test]
    fn braces_of_a_message_are_known_while_it_is_typed() {
        assert!(before("policy p on request {\n require x: y en \"You have {").in_interpolation);
        assert!(before("policy p on request {\n require x: y en \"You have {cou").in_interpolation);
        assert!(!before("policy p on request {\n require x: y en \"You have {count} ").in_interpolation);
    }
}
