//! What each rule of the grammar is called in a message.

use super::grammar::Rule;
use crate::syntax::vocabulary::{Word, words};

/// A rule as an author would name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spoken {
    /// By the keyword itself.
    Keyword(&'static str),
    /// By the sign itself.
    Sign(&'static str),
    /// By what it is.
    Thing(&'static str),
}

/// Every keyword of the grammar.
pub(super) fn keywords() -> impl Iterator<Item = &'static str> {
    Word::ALL.iter().map(|word| word.text())
}

/// Whether the word is a keyword of the grammar.
pub(super) fn is_keyword(word: &str) -> bool {
    keyword(word).is_some()
}

/// The keyword of the grammar that the word is.
pub(super) fn keyword(word: &str) -> Option<&'static str> {
    Word::of(word).map(Word::text)
}

/// Writes the match over every rule. Those of keywords are the rows of the vocabulary: a keyword of the grammar without a row
/// does not compile, nor does a row without its keyword.
macro_rules! spoken_rules {
    ($($word:ident $rule:ident [$($role:ident)*] $detail:literal;)*) => {
        pub(super) fn spoken(rule: Rule) -> Spoken {
            use Spoken::{Keyword, Sign, Thing};
            match rule {
                $(Rule::$rule => Keyword(Word::$word.text()),)*
                Rule::l_brace => Sign("{"),
                Rule::r_brace => Sign("}"),
                Rule::l_bracket => Sign("["),
                Rule::r_bracket => Sign("]"),
                Rule::l_paren => Sign("("),
                Rule::r_paren => Sign(")"),
                Rule::colon => Sign(":"),
                Rule::comma => Sign(","),
                Rule::equals => Sign("="),
                Rule::question => Sign("?"),
                Rule::plus => Sign("+"),
                Rule::minus => Sign("-"),
                Rule::less_or_equal => Sign("<="),
                Rule::less => Sign("<"),
                Rule::greater_or_equal => Sign(">="),
                Rule::greater => Sign(">"),
                Rule::name | Rule::word | Rule::path | Rule::value_path => Thing("a name"),
                Rule::zone_name => Thing("a time zone"),
                Rule::text => Thing("a text in quotes"),
                Rule::escape => Thing("an escape"),
                Rule::doc => Thing("documentation"),
                Rule::digits | Rule::int | Rule::decimal => Thing("a number"),
                Rule::currency => Thing("a currency"),
                Rule::money => Thing("an amount of money"),
                Rule::unit => Thing("a unit of time"),
                Rule::duration | Rule::full_days | Rule::length => Thing("a length of time"),
                Rule::date => Thing("a date"),
                Rule::time | Rule::relative => Thing("a time"),
                Rule::bool => Thing("`true` or `false`"),
                Rule::literal => Thing("a literal"),
                Rule::expr | Rule::if_then | Rule::junction | Rule::negation | Rule::predicate | Rule::paren
                 | Rule::quantified | Rule::condition_alone => Thing("a condition"),
                Rule::junctor => Thing("`and` or `or`"),
                Rule::suffix | Rule::presence | Rule::one_of | Rule::comparison | Rule::comparator | Rule::in_set
                 | Rule::satisfies => Thing("a comparison"),
                Rule::value | Rule::primary | Rule::aggregate => Thing("a value"),
                Rule::quantifier => Thing("a quantifier"),
                Rule::phrase | Rule::first_word | Rule::phrase_word | Rule::or_word => Thing("a noun"),
                Rule::where_clause => Thing("`where`"),
                Rule::window | Rule::window_start | Rule::window_within | Rule::window_more | Rule::window_next
                 | Rule::window_edge | Rule::edge_word | Rule::window_between => Thing("a window"),
                Rule::items | Rule::item | Rule::package | Rule::languages | Rule::zone | Rule::use_item | Rule::outcomes | Rule::record
                 | Rule::condition_item | Rule::policy | Rule::policy_head | Rule::fixture | Rule::test => Thing("an item"),
                Rule::clauses | Rule::clause | Rule::when | Rule::require | Rule::warn | Rule::step | Rule::grace
                 | Rule::outcome | Rule::data => Thing("a clause"),
                Rule::members | Rule::member | Rule::given | Rule::derived | Rule::dated_by => Thing("a field"),
                Rule::field_type | Rule::many_type | Rule::enumeration | Rule::money_type | Rule::simple_type
                 | Rule::record_type => Thing("a type"),
                Rule::declared_outcomes | Rule::declared_outcome | Rule::bare_outcomes => Thing("an outcome"),
                Rule::require_when => Thing("`when`"),
                Rule::require_end | Rule::require_endings => Thing("`final`, `law` or `otherwise`"),
                Rule::law => Thing("`law`"),
                Rule::otherwise => Thing("`otherwise`"),
                Rule::message | Rule::message_endings => Thing("a message"),
                Rule::message_fix => Thing("`fix`"),
                Rule::message_link => Thing("`link`"),
                Rule::data_rules | Rule::data_rule | Rule::erase | Rule::retain | Rule::forfeit | Rule::keep => Thing("a rule of the data"),
                Rule::names => Thing("names"),
                Rule::facts | Rule::from_file | Rule::base | Rule::fact_record => Thing("facts"),
                Rule::fact_fields | Rule::fact_field | Rule::fact | Rule::fact_list => Thing("a fact"),
                Rule::fact_path => Thing("the path of a fact"),
                Rule::test_parts | Rule::test_part | Rule::test_account | Rule::test_request => Thing("a part of a test"),
                Rule::expectation | Rule::expect_after | Rule::expect_warn | Rule::expect_no_warn | Rule::expect_final
                 | Rule::expect_message | Rule::expect_unknown | Rule::expect_outcome | Rule::expect_status => Thing("an expectation"),
                Rule::EOI => Thing("the end"),
                Rule::WHITESPACE | Rule::COMMENT | Rule::expression_keyword | Rule::opens_next
                | Rule::opens_member | Rule::item_start | Rule::item_head | Rule::header | Rule::phrase_stop
                | Rule::never_an_adjective | Rule::part_of_text => Thing("nothing"),
            }
        }
    };
}
words!(spoken_rules);

/// A rule as an author would name it: a keyword or sign by itself, anything else by what it is.
pub(super) fn in_words(rule: Rule) -> String {
    match spoken(rule) {
        Spoken::Keyword(word) | Spoken::Sign(word) => format!("`{word}`"),
        Spoken::Thing(thing) => thing.to_owned(),
    }
}
