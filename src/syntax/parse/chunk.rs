//! A chunk of a text that is read by itself, where reading it stopped, and an edit that may help.

use std::borrow::Cow;
use std::ops::Range;

use super::edit::Edit;
use super::grammar::Rule;
use super::rule_name::{RuleName, in_words, rule_name};
use super::token::Scan;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Message;
use crate::diagnostic::messages::{self, syntax};

/// How many of the things expected at a place are named.
const MOST: usize = 6;

/// How many tokens a reading must get further before a token is passed over.
const FURTHER: usize = 3;

/// A row of tokens to be read by a rule.
pub(super) struct Chunk<'s, 't> {
    pub(super) scan: &'s Scan<'t>,
    pub(super) rule: Rule,
    pub(super) tokens: Range<usize>,
    /// What is read behind the tokens: the brace of a head, say.
    pub(super) suffix: &'static str,
}

impl<'s, 't> Chunk<'s, 't> {
    /// The chunk with the next one, if reading stopped at its end: it may have lost its end to the next, or have taken
    /// what begins that.
    pub(super) fn with_next(&self, failure: &Failure, next: Option<&Range<usize>>) -> Option<Chunk<'s, 't>> {
        let next = next.filter(|_| failure.at + 1 >= self.tokens.end)?;
        Some(Chunk {
            scan: self.scan,
            rule: self.rule,
            tokens: self.tokens.start..next.end,
            suffix: self.suffix,
        })
    }
}

/// Where reading a chunk stopped.
#[derive(Debug)]
pub(super) struct Failure {
    /// The token that does not fit; the chunk's end if something is missing there.
    pub(super) at: usize,
    pub(super) expected: Expected,
}

/// What is expected where reading stopped.
#[derive(Debug, Default)]
pub(super) struct Expected(Vec<Rule>);

impl Expected {
    pub(super) fn new(rules: &[Rule]) -> Self {
        Self(rules.to_vec())
    }

    pub(super) fn rules(&self) -> &[Rule] {
        &self.0
    }

    pub(super) fn has_keyword(&self, keyword: &'static str) -> bool {
        self.0.iter().any(|&rule| rule_name(rule) == RuleName::Keyword(keyword))
    }

    /// The sign that may be missing.
    pub(super) fn sign(&self) -> Option<&'static str> {
        let signs = [
            (Rule::colon, ":"),
            (Rule::equals, "="),
            (Rule::l_brace, "{"),
            (Rule::r_paren, ")"),
            (Rule::r_bracket, "]"),
            (Rule::comma, ","),
        ];
        signs.into_iter().find(|(rule, _)| self.0.contains(rule)).map(|(_, sign)| sign)
    }

    pub(super) fn in_words(&self) -> Option<Message> {
        let mut words: Vec<Message> = Vec::new();
        for &rule in &self.0 {
            let word = in_words(rule);
            if !words.contains(&word) {
                words.push(word);
            }
        }
        if words.len() > MOST {
            words.truncate(MOST);
            return messages::list(&words).map(syntax::or_the_like);
        }
        messages::alternatives(&words)
    }
}

/// An edit with which a text may parse, and the diagnostic for it.
#[derive(Debug, Clone)]
pub(super) struct Repair {
    pub(super) edit: Edit,
    pub(super) report: Diagnostic,
    /// How many tokens beyond the place of the mistake the text must read with it.
    pub(super) further: usize,
    /// Whether nothing else can be meant, so that what is read that way can be relied on.
    pub(super) is_meant: bool,
}

impl Repair {
    pub(super) fn replace(at: Range<usize>, new: impl Into<Cow<'static, str>>, report: Diagnostic) -> Self {
        Self { edit: Edit::new(at, new), report, further: 1, is_meant: true }
    }

    pub(super) fn over_a_token(mut self) -> Self {
        self.further = FURTHER;
        self
    }

    /// The reading is only used to find the next mistake.
    pub(super) fn in_doubt(mut self) -> Self {
        self.is_meant = false;
        self
    }
}
