//! Syntax errors in the author's words.

use super::chunk::{Chunk, Expected, Failure};
use super::rule_name::{RuleName, rule_name};
use super::thing::Thing;
use super::token::{Kind, Scan};
use super::{Builder, Rule};
use crate::diagnostic::messages::{self, nouns, syntax};
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::syntax::vocabulary::{ClauseHead, Form, ItemHead};

/// The message for a chunk of text that does not parse.
pub(super) fn syntax_error(builder: &Builder, chunk: &Chunk<'_, '_>, failure: &Failure) -> Diagnostic {
    let scan = chunk.scan;
    let diagnostic = if failure.at < chunk.tokens.end {
        let token = scan.tokens[failure.at];
        let span = builder.written(token.start, token.end);
        Diagnostic::new(Code::Syntax, span, syntax::not_allowed_here(token_in_words(scan, failure.at)))
            .label(syntax::not_expected_here())
    } else {
        let end = scan.bytes(&chunk.tokens).end;
        let last = token_in_words(scan, chunk.tokens.end.saturating_sub(1));
        Diagnostic::new(Code::Syntax, builder.written(end, end), syntax::missing_after(last))
            .label(syntax::ends_here())
    };
    let expected = failure.expected.in_words();
    let diagnostic = match expected {
        Some(expected) => diagnostic.note(syntax::expected(expected)),
        None => diagnostic,
    };
    let diagnostic = match begins(&failure.expected) {
        Some(words) => diagnostic.note(words),
        None => diagnostic,
    };
    if scan.word(failure.at) == "when" && chunk.rule == Rule::data_rules {
        return diagnostic.help(syntax::no_condition_on_data());
    }
    if scan.word(failure.at.wrapping_sub(1)) == "by" && scan.word(failure.at.wrapping_sub(2)) == "cancelled" {
        return diagnostic.help(syntax::name_cancelling("cancelled by login within 1d"));
    }
    if scan.word(failure.at) == "if" && matches!(scan.word(failure.at.wrapping_sub(1)), "satisfies" | "not") {
        return diagnostic.help(syntax::parentheses_around_if());
    }
    match (keyword_as_name(builder, scan, failure.at), taken_for_name(builder, chunk, failure)) {
        (Some((declared, help)), _) => diagnostic.because(declared, syntax::declared_as_name()).help(help),
        (None, Some(word)) => diagnostic.because(word, syntax::read_as_next_field()),
        (None, None) => match name_before_parenthesis(builder, scan, failure.at) {
            Some(name) => diagnostic.because(name, syntax::read_as_name()),
            None => diagnostic,
        },
    }
}

/// The word right before a parenthesis that is not expected: what was meant to be called is read as a field.
fn name_before_parenthesis(builder: &Builder, scan: &Scan<'_>, at: usize) -> Option<crate::source::Span> {
    let before = at.checked_sub(1).filter(|&before| scan.word(at) == "(" && scan.is_word(before))?;
    let word = scan.tokens[before];
    Some(builder.written(word.start, word.end))
}

/// What an item or a clause begins with, where one is expected.
fn begins(expected: &Expected) -> Option<Message> {
    let things: [(_, Vec<&str>); 2] =
        [(Thing::Clause, ClauseHead::heads().collect()), (Thing::Item, ItemHead::heads().collect())];
    let is_expected =
        |thing: &Thing| expected.rules().iter().any(|&rule| rule_name(rule) == RuleName::Thing(*thing));
    let (thing, words) = things.into_iter().find(|(thing, _)| is_expected(thing))?;
    let words: Vec<Message> = words.iter().map(|word| Message::code(word)).collect();
    Some(syntax::begins_with(thing.message(), messages::alternatives(&words)?))
}

/// The word before the token that was taken for the name of a field, or of a fact.
fn taken_for_name(
    builder: &Builder,
    chunk: &Chunk<'_, '_>,
    failure: &Failure,
) -> Option<crate::source::Span> {
    let at = failure.at.checked_sub(1).filter(|&at| at > chunk.tokens.start && chunk.scan.is_word(at))?;
    let has_names = matches!(chunk.rule, Rule::members | Rule::fact_fields);
    let token = chunk.scan.tokens[at];
    (has_names && failure.expected.sign() == Some(":")).then(|| builder.written(token.start, token.end))
}

/// Where the token is a keyword that the file also declares as a field: how the field can be named.
fn keyword_as_name(builder: &Builder, scan: &Scan<'_>, at: usize) -> Option<(crate::source::Span, Message)> {
    let found = (at.saturating_sub(1)..=at).find_map(|at| {
        let word = scan.word(at);
        let declared = scan.keyword_field(word).filter(|_| scan.is_word(at))?;
        (declared != at).then_some((declared, word))
    })?;
    let token = scan.tokens[found.0];
    let help = syntax::keyword_as_name(found.1);
    Some((builder.written(token.start, token.end), help))
}

/// A token as messages name it.
pub(super) fn token_in_words(scan: &Scan<'_>, at: usize) -> Message {
    match scan.kind(at) {
        Some(Kind::Text) => nouns::a_text(),
        Some(Kind::Doc) => nouns::documentation(),
        Some(_) => Message::code(scan.word(at)),
        None => nouns::the_end(),
    }
}
