//! The tokens of a text, as far as telling its chunks apart needs them.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use super::edit::Edits;
use super::rule_name::keyword;
use crate::syntax::vocabulary::{Form, ItemHead};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name or a keyword.
    Word,
    /// Anything that begins with a digit.
    Number,
    /// A text in quotes.
    Text,
    /// A sign of one or two characters.
    Sign,
    /// A `///` line.
    Doc,
}

/// A token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Its first byte.
    pub(super) start: usize,
    /// One past its last byte.
    pub(super) end: usize,
    /// What is read in its place, where another sign was typed than is meant.
    pub(super) meant: Option<&'static str>,
    /// The column of its first character, if it is the first token of its line.
    pub(super) indent: Option<usize>,
}

/// A text with its tokens, and the edits under which it is read.
#[derive(Debug)]
pub(super) struct Scan<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: Vec<Token>,
    pub(super) edits: Edits,
    /// How many brackets are open before each token, and after the last.
    pub(super) depths: Vec<usize>,
    /// The first token of each keyword that is declared as a field.
    fields: OnceCell<HashMap<&'static str, usize>>,
    /// The heads of items that are written out.
    heads: OnceCell<Vec<ItemHead>>,
}

impl<'t> Scan<'t> {
    /// Tokens whose brackets are yet to be paired.
    pub(super) fn new(text: &'t str, tokens: Vec<Token>) -> Self {
        let (edits, depths) = (Edits::default(), Vec::new());
        Self { text, tokens, edits, depths, fields: OnceCell::new(), heads: OnceCell::new() }
    }

    /// The first token at which a keyword is declared as a field.
    pub(super) fn keyword_field(&self, word: &str) -> Option<usize> {
        let is_field = |&at: &usize| self.depth(at) > 0 && matches!(self.word(at + 1), ":" | "=");
        let fields = self.fields.get_or_init(|| {
            let mut fields = HashMap::new();
            for at in (0..self.tokens.len()).filter(is_field) {
                if let Some(keyword) = keyword(self.word(at)) {
                    fields.entry(keyword).or_insert(at);
                }
            }
            fields
        });
        fields.get(word).copied()
    }

    /// Whether an item with this head is written out somewhere.
    pub(super) fn has_item(&self, head: ItemHead) -> bool {
        let heads = self.heads.get_or_init(|| {
            let is_written = |head: &ItemHead| {
                let word = head.head().text();
                (0..self.tokens.len()).any(|at| self.word(at) == word && has_item_shape(self, at))
            };
            ItemHead::ALL.iter().copied().filter(is_written).collect()
        });
        heads.contains(&head)
    }

    /// The word or sign of a token; empty beyond the last.
    pub(super) fn word(&self, at: usize) -> &'t str {
        match self.tokens.get(at) {
            Some(token) => token.meant.unwrap_or(&self.text[token.start..token.end]),
            None => "",
        }
    }

    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.kind(at) == Some(Kind::Word)
    }

    pub(super) fn is_first_on_line(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.indent.is_some())
    }

    pub(super) fn depth(&self, at: usize) -> usize {
        self.depths.get(at).copied().unwrap_or(0)
    }

    /// The bytes that a row of tokens covers.
    pub(super) fn bytes(&self, tokens: &Range<usize>) -> Range<usize> {
        match (self.tokens.get(tokens.start), tokens.end.checked_sub(1).and_then(|at| self.tokens.get(at))) {
            (Some(first), Some(last)) if !tokens.is_empty() => first.start..last.end,
            (Some(next), _) => next.start..next.start,
            _ => self.text.len()..self.text.len(),
        }
    }

    /// The first token that does not end before the byte `offset`.
    pub(super) fn token_at(&self, offset: usize) -> usize {
        self.tokens.partition_point(|token| token.end <= offset)
    }
}

/// Whether an item begins here, whatever is open.
pub(super) fn has_item_shape(scan: &Scan<'_>, at: usize) -> bool {
    if !scan.is_word(at) {
        return false;
    }
    let next = scan.word(at + 1);
    let named = scan.is_word(at + 1);
    let Some(head) = ItemHead::of(scan.word(at)) else { return false };
    match head {
        ItemHead::Account | ItemHead::Request | ItemHead::Service => next == "{" && scan.is_first_on_line(at),
        ItemHead::Words => next == "{" && scan.is_first_on_line(at),
        ItemHead::Outcomes => (next == "{" || named) && scan.is_first_on_line(at),
        ItemHead::Record => named && scan.word(at + 2) == "{",
        ItemHead::Policy => named && scan.word(at + 2) == "on",
        ItemHead::Calendar => named && matches!(scan.word(at + 2), "{" | "=" | "from"),
        ItemHead::Lifecycle => named && scan.word(at + 2) == ":",
        ItemHead::Condition => named && scan.word(at + 2) == "=",
        ItemHead::Let => named && matches!(scan.word(at + 2), "=" | ":"),
        ItemHead::Fixture => named && scan.word(at + 2) == ":",
        ItemHead::Test => scan.kind(at + 1) == Some(Kind::Text),
        ItemHead::Package | ItemHead::Zone | ItemHead::Use | ItemHead::Languages => {
            named && scan.is_first_on_line(at)
        }
    }
}
