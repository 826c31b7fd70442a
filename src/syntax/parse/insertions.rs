//! A missing token, or two in the wrong order: where a text stops parsing, looks for an edit with which it reads
//! on. What is inserted is read only if it can be nothing else; a name that is missing is not made up.

use super::chunk::{Chunk, Repair};
use super::repair::{Reading, Tried};
use super::report::token_in_words;
use super::rule_name::{RuleName, is_keyword, rule_name};
use super::thing::Thing;
use super::token::{Kind, Scan};
use super::{Builder, Rule, split};
use crate::diagnostic::messages::{self, syntax};
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::syntax::vocabulary::{ClauseHead, Form, ItemHead, QuantifierForm};

/// How far before the token that does not fit an edit is tried: a keyword may have been taken for a name there.
const REACH: usize = 2;
/// How many words are tried at a place.
const MOST_TRIED: usize = 40;
/// What a noun phrase begins with.
/// How many words that may be missing are named.
const MOST_NAMED: usize = 4;

/// Something that may be missing: what it is called, and what is read in its place.
struct Placeholder {
    said: Message,
    text: String,
    /// Whether it is the very text that is missing.
    is_it: bool,
    /// Whether it begins an item or a clause.
    begins: bool,
}

impl Builder {
    /// The edit of a single token, if there is one that lets the chunk read on.
    pub(super) fn single_edit(&mut self, reading: Reading<'_>) -> Option<(Repair, Tried)> {
        self.swapped(reading).or_else(|| self.inserted(reading))
    }

    /// `many : trade` for `: many trade`, if all of the chunk reads that way.
    fn swapped(&mut self, reading: Reading<'_>) -> Option<(Repair, Tried)> {
        let Reading { chunk, stopped, .. } = reading;
        if stopped.at >= chunk.tokens.end {
            return None;
        }
        // An item is not torn out of its line.
        let begins_item = |at: usize| chunk.rule == Rule::items && chunk.scan.is_first_on_line(at);
        let firsts = places(chunk, stopped.at).filter(|first| first + 1 < chunk.tokens.end);
        let mut firsts = firsts.filter(|first| !begins_item(first + 1));
        firsts.find_map(|first| {
            // Right behind a quantifier a keyword would be read as an adjective.
            if is_quantifier(chunk, first) && is_keyword(chunk.scan.word(first + 1)) {
                return None;
            }
            let repair = self.swap(chunk.scan, first)?;
            let tried = self.tried(reading, &repair)?;
            tried.is_whole().then_some((repair, tried))
        })
    }

    fn swap(&self, scan: &Scan<'_>, first: usize) -> Option<Repair> {
        let (one, other) = (scan.tokens[first], scan.tokens[first + 1]);
        let is_apart = |at: usize| scan.kind(at) == Some(Kind::Doc) || scan.tokens[at].meant.is_some();
        // A word before a text is the language that it is in, unless the word before it lacks its text.
        let lacks_text = first.checked_sub(1).is_some_and(|before| split::takes_text(scan, before));
        let is_language = scan.kind(first + 2) == Some(Kind::Text) && !lacks_text;
        if is_apart(first)
            || is_apart(first + 1)
            || is_language
            || ends_message(scan, first)
            || is_nameless(scan, first)
            || scan.word(first) == scan.word(first + 1)
        {
            return None;
        }
        let between = &scan.text[one.end..other.start];
        let (left, right) = (&scan.text[one.start..one.end], &scan.text[other.start..other.end]);
        let new = format!("{right}{}{left}", if between.is_empty() { " " } else { between });
        let span = self.written(one.start, other.end);
        let (one_said, other_said) = (token_in_words(scan, first), token_in_words(scan, first + 1));
        let wrong = Diagnostic::new(Code::Syntax, span, syntax::wrong_order(one_said, other_said.clone()))
            .label(syntax::comes_first(other_said))
            .offer(span, new.clone());
        Some(Repair::replace(one.start..other.end, new, wrong).over_a_token())
    }

    fn inserted(&mut self, reading: Reading<'_>) -> Option<(Repair, Tried)> {
        let Reading { chunk, stopped, .. } = reading;
        let scan = chunk.scan;
        // In `amount: int = 3` a value is given where none is, not a name forgotten.
        if chunk.rule == Rule::members && scan.word(stopped.at) == "=" && !scan.is_first_on_line(stopped.at) {
            return None;
        }
        // A keyword is where a name is missing, and is read as the name: `retain for 3y`.
        let is_taken = |at: &usize| scan.is_word(*at) && is_keyword(scan.word(*at));
        let taken = places(chunk, stopped.at).skip(1).filter(is_taken);
        if let Some(name) = taken.into_iter().find_map(|at| self.name_before(reading, at)) {
            return Some(name);
        }
        places(chunk, stopped.at).find_map(|at| self.inserted_before(reading, at))
    }

    fn name_before(&mut self, reading: Reading<'_>, at: usize) -> Option<(Repair, Tried)> {
        let chunk = reading.chunk;
        let start = chunk.scan.tokens[at].start;
        let name = Placeholder::thing(Thing::Name, format!("missing_{at}"));
        let repair = self.missing(chunk, at, start, &[&name])?;
        let tried = self.tried(reading, &repair).filter(Tried::is_whole)?;
        Some((repair, tried))
    }

    /// What may be missing before the token `at`: everything with which all of the chunk reads.
    fn inserted_before(&mut self, reading: Reading<'_>, at: usize) -> Option<(Repair, Tried)> {
        let chunk = reading.chunk;
        let scan = chunk.scan;
        let start = match scan.tokens.get(at).filter(|_| at < chunk.tokens.end) {
            Some(token) => token.start,
            None => scan.bytes(&chunk.tokens).end,
        };
        let mut fitting: Vec<(Placeholder, Tried)> = Vec::new();
        for placeholder in self.expected_at(reading, at).into_iter().take(MOST_TRIED) {
            let repair =
                Repair::replace(start..start, placeholder.padded(), placeless(self, start)).over_a_token();
            let tried = self.tried(reading, &repair).filter(Tried::is_whole);
            // Where any name fits, a keyword fits as a name.
            let is_name = tried.is_some() && !placeholder.is_it;
            fitting.extend(tried.map(|tried| (placeholder, tried)));
            if is_name {
                break;
            }
        }
        // Several words that may begin what follows tell nothing.
        if fitting.len() > 1 {
            fitting.retain(|(placeholder, _)| !placeholder.begins);
        }
        let placeholders: Vec<&Placeholder> = fitting.iter().map(|(placeholder, _)| placeholder).collect();
        let repair = self.missing(chunk, at, start, &placeholders)?;
        let (_, tried) = fitting.into_iter().next()?;
        Some((repair, tried))
    }

    /// What may precede the token `at`, names and the like first.
    fn expected_at(&mut self, reading: Reading<'_>, at: usize) -> Vec<Placeholder> {
        let Reading { chunk, edits, stopped } = reading;
        let mut expected = if at == stopped.at {
            placeholders(stopped.expected.rules(), at)
        } else {
            // Before a token that was taken for something else: what the grammar expects where the text ends there.
            let before = Chunk { tokens: chunk.tokens.start..at, suffix: "", ..*chunk };
            let ends = self.read_under(&before, edits, |_, _| {}).err();
            ends.map_or_else(whole_goes_on, |ends| placeholders(ends.expected.rules(), at))
        };
        if is_quantifier(chunk, at) {
            expected.push(Placeholder::thing(Thing::Noun, format!("missing_{at}")));
        }
        expected.extend(continued(chunk, at));
        if chunk.rule == Rule::items
            && let Some(only) = split::missing_head(chunk.scan, at)
        {
            expected.retain(|placeholder| !placeholder.is_it || placeholder.text == only.text());
        }
        expected.sort_by_key(|placeholder| placeholder.is_it);
        expected
    }

    fn missing(
        &self,
        chunk: &Chunk<'_, '_>,
        at: usize,
        start: usize,
        fitting: &[&Placeholder],
    ) -> Option<Repair> {
        let first = fitting.first()?;
        let mut said: Vec<Message> = fitting.iter().map(|placeholder| placeholder.said.clone()).collect();
        said.dedup();
        let scan = chunk.scan;
        // If the token itself is wrong already, nothing more is reported at its place.
        let is_reported = self.reported.contains_key(&(start as u32));
        let before = at.checked_sub(1).filter(|&at| !is_reported && scan.kind(at) != Some(Kind::Doc));
        let behind = before.map_or(start, |at| scan.tokens[at].end);
        let span = self.written(behind, behind);
        let label = match at < chunk.tokens.end {
            true => syntax::expected_before(token_in_words(scan, at)),
            false => syntax::expected_here(),
        };
        let is_one = said.len() == 1;
        let message =
            if is_one { syntax::missing_here(said[0].clone()) } else { syntax::something_missing() };
        let mut wrong = Diagnostic::new(Code::Syntax, span, message).label(label);
        if !is_one {
            let has_more = said.len() > MOST_NAMED;
            said.truncate(MOST_NAMED);
            if let Some(named) = messages::alternatives(&said) {
                let named = if has_more { syntax::or_the_like(named) } else { named };
                wrong = wrong.note(syntax::expected(named));
            }
        }
        if first.said == Thing::Quantifier.message() {
            wrong = wrong.note(syntax::phrase_begins_with());
        }
        if is_one && first.is_it {
            let before = self.written(start, start);
            wrong = wrong.offer(before, format!("{} ", first.text));
        }
        let repair = Repair::replace(start..start, first.padded(), wrong).over_a_token();
        Some(if is_one && first.is_it { repair } else { repair.in_doubt() })
    }
}

/// Whether a quantifier ends right before the token `at`.
fn is_quantifier(chunk: &Chunk<'_, '_>, at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).filter(|&at| at >= chunk.tokens.start);
    let word = |back: usize| before(back).map_or("", |at| chunk.scan.word(at));
    QuantifierForm::ALL.iter().any(|form| {
        let last = form.words().last().map_or("", |word| word.text());
        word(if form.takes_count() { 2 } else { 1 }) == last
    })
}

/// Whether this is a text after its language, so that the `fix` after it lacks its own text.
fn ends_message(scan: &Scan<'_>, at: usize) -> bool {
    let has_language = at > 0 && scan.is_word(at - 1) && !split::takes_text(scan, at - 1);
    has_language && scan.kind(at) == Some(Kind::Text) && split::takes_text(scan, at + 1)
}

/// `: many trade` and `require : no trade` lack a name before the colon.
fn is_nameless(scan: &Scan<'_>, at: usize) -> bool {
    let is_behind_keyword = at > 0 && ClauseHead::begins(scan.word(at - 1));
    scan.word(at) == ":" && (is_behind_keyword || split::opens_type(scan.word(at + 1)))
}

impl Placeholder {
    fn padded(&self) -> String {
        format!(" {} ", self.text)
    }

    fn itself(word: &str) -> Self {
        Self { said: Message::code(word), text: word.to_owned(), is_it: true, begins: false }
    }

    fn thing(said: Thing, text: impl Into<String>) -> Self {
        Self { said: said.message(), text: text.into(), is_it: false, begins: false }
    }

    fn of(rule: Rule, at: usize) -> Vec<Self> {
        let name = || format!("missing_{at}");
        match (rule_name(rule), rule) {
            (RuleName::Keyword(word), _) => vec![Self::itself(word)],
            // Braces and brackets are paired before anything is read.
            (RuleName::Sign(sign @ (":" | "=" | "," | "(" | ")")), _) => vec![Self::itself(sign)],
            (RuleName::Thing(said @ (Thing::Name | Thing::Noun)), _) => vec![Self::thing(said, name())],
            (RuleName::Thing(Thing::Field), _) | (_, Rule::fact_field) => {
                vec![Self::thing(Thing::Name, name())]
            }
            (RuleName::Thing(said @ Thing::Condition), _) => {
                vec![Self::thing(said, name()), Self::thing(Thing::Quantifier, "some")]
            }
            (RuleName::Thing(said @ Thing::Value), _) => vec![Self::thing(said, name())],
            (RuleName::Thing(Thing::Quantifier), _) => vec![Self::thing(Thing::Quantifier, "some")],
            (RuleName::Thing(said @ Thing::Comparison), _) => vec![Self::thing(said, "is")],
            (RuleName::Thing(said), Rule::int | Rule::digits) => vec![Self::thing(said, "1")],
            (RuleName::Thing(said), Rule::text) => vec![Self::thing(said, "\"\"")],
            (RuleName::Thing(said), Rule::duration | Rule::length | Rule::length_value) => {
                vec![Self::thing(said, "1d")]
            }
            (RuleName::Thing(said), Rule::literal | Rule::date | Rule::time) => {
                vec![Self::thing(said, "2000-01-01")]
            }
            (RuleName::Thing(said @ Thing::Type), _) => {
                vec![Self::thing(said, "bool"), Self::itself("one"), Self::itself("many")]
            }
            _ => Vec::new(),
        }
    }
}

/// What an expression that could end may go on with.
fn whole_goes_on() -> Vec<Placeholder> {
    ["is", "and", "or"].map(Placeholder::itself).into()
}

/// The placeholders for what is expected, each once.
fn placeholders(rules: &[Rule], at: usize) -> Vec<Placeholder> {
    let mut found: Vec<Placeholder> = Vec::new();
    for placeholder in rules.iter().flat_map(|&rule| Placeholder::of(rule, at)) {
        if !found.iter().any(|known| known.text == placeholder.text) {
            found.push(placeholder);
        }
    }
    found
}

/// Keywords that begin what the chunk is a row of: a clause's keyword is expected nowhere within a clause.
#[expect(clippy::wildcard_enum_match_arm, reason = "the enumeration is not ours")]
fn continued(chunk: &Chunk<'_, '_>, at: usize) -> Vec<Placeholder> {
    let words: Vec<&str> = match chunk.rule {
        Rule::clauses => ClauseHead::heads().collect(),
        Rule::items => ItemHead::heads().collect(),
        _ => Vec::new(),
    };
    let is_outside = chunk.scan.depth(at) == chunk.scan.depth(chunk.tokens.start);
    words
        .iter()
        .filter(|_| is_outside)
        .map(|word| Placeholder { begins: true, ..Placeholder::itself(word) })
        .collect()
}

/// The places where an edit is tried, nearest to the token that does not fit first.
fn places(chunk: &Chunk<'_, '_>, at: usize) -> impl Iterator<Item = usize> + use<> {
    let first = at.saturating_sub(REACH).max(chunk.tokens.start);
    (first..=at).rev()
}

/// A report for an edit that is only tried.
fn placeless(builder: &Builder, start: usize) -> Diagnostic {
    Diagnostic::new(Code::Syntax, builder.written(start, start), Message::empty())
}
