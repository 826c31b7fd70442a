//! What each rule of the grammar is called in a message.

use super::grammar::Rule;
use super::thing::Thing;
use crate::diagnostic::Message;
use crate::syntax::vocabulary::{Word, words};

/// A rule as an author would name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RuleName {
    /// By the keyword itself.
    Keyword(&'static str),
    /// By the sign itself.
    Sign(&'static str),
    /// By what it is.
    Thing(Thing),
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
    ($($word:ident $rule:ident [$($role:ident)*];)*) => {
        pub(super) fn rule_name(rule: Rule) -> RuleName {
            use RuleName::{Keyword, Sign, Thing};
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
                Rule::row_minus | Rule::minus => Sign("-"),
                Rule::times => Sign("*"),
                Rule::percent => Sign("%"),
                Rule::less_or_equal => Sign("<="),
                Rule::less => Sign("<"),
                Rule::greater_or_equal => Sign(">="),
                Rule::greater => Sign(">"),
                Rule::name | Rule::word | Rule::language_tag | Rule::path | Rule::value_path => Thing(super::thing::Thing::Name),
                Rule::zone_name => Thing(super::thing::Thing::TimeZone),
                Rule::text => Thing(super::thing::Thing::TextInQuotes),
                Rule::escape => Thing(super::thing::Thing::Escape),
                Rule::doc => Thing(super::thing::Thing::Documentation),
                Rule::digits | Rule::int | Rule::decimal | Rule::percentage => Thing(super::thing::Thing::Number),
                Rule::currency => Thing(super::thing::Thing::Currency),
                Rule::money | Rule::row_money => Thing(super::thing::Thing::AmountOfMoney),
                Rule::unit => Thing(super::thing::Thing::UnitOfTime),
                Rule::duration | Rule::full_days | Rule::working_days | Rule::length | Rule::length_value | Rule::length_end => Thing(super::thing::Thing::LengthOfTime),
                Rule::date | Rule::month_day => Thing(super::thing::Thing::Date),
                Rule::time | Rule::relative => Thing(super::thing::Thing::Time),
                Rule::bool => Thing(super::thing::Thing::TrueOrFalse),
                Rule::literal | Rule::row_literal => Thing(super::thing::Thing::Literal),
                Rule::expr | Rule::if_then | Rule::junction | Rule::negation | Rule::predicate | Rule::paren
                 | Rule::quantified | Rule::condition_alone => Thing(super::thing::Thing::Condition),
                Rule::junctor => Thing(super::thing::Thing::Junctor),
                Rule::suffix | Rule::presence | Rule::one_of | Rule::comparison | Rule::comparator | Rule::in_set
                 | Rule::starts_with | Rule::satisfies => Thing(super::thing::Thing::Comparison),
                Rule::value | Rule::primary | Rule::share | Rule::extreme | Rule::aggregate | Rule::anchor | Rule::operand | Rule::period | Rule::case | Rule::row_value | Rule::row_operand => Thing(super::thing::Thing::Value),
                Rule::case_key => Thing(super::thing::Thing::Name),
                Rule::case_row | Rule::case_pattern | Rule::pattern_choice | Rule::pattern_absent | Rule::pattern_below
                 | Rule::pattern_from | Rule::pattern_until | Rule::pattern_range | Rule::pattern_value => Thing(super::thing::Thing::CaseRow),
                Rule::quantifier => Thing(super::thing::Thing::Quantifier),
                Rule::phrase | Rule::first_word | Rule::phrase_word | Rule::or_word => Thing(super::thing::Thing::Noun),
                Rule::where_clause => Thing(super::thing::Thing::Word("where")),
                Rule::window | Rule::window_start | Rule::window_within | Rule::window_distance | Rule::distance_words
                 | Rule::window_next
                 | Rule::window_edge | Rule::edge_word | Rule::window_between => Thing(super::thing::Thing::Window),
                Rule::items | Rule::item | Rule::package | Rule::languages | Rule::zone | Rule::use_item | Rule::outcomes | Rule::words | Rule::record | Rule::calendar
                 | Rule::condition_item | Rule::let_item | Rule::policy | Rule::policy_head | Rule::lifecycle | Rule::fixture | Rule::test => Thing(super::thing::Thing::Item),
                Rule::clauses | Rule::clause | Rule::title | Rule::when | Rule::require | Rule::warn | Rule::step
                 | Rule::asks_nothing | Rule::deadline | Rule::notify | Rule::grace
                 | Rule::outcome | Rule::data => Thing(super::thing::Thing::Clause),
                Rule::members | Rule::member | Rule::given | Rule::derived | Rule::dated_by | Rule::left_by => Thing(super::thing::Thing::Field),
                Rule::field_type | Rule::many_type | Rule::let_type | Rule::let_enumeration | Rule::enumeration | Rule::money_type | Rule::simple_type
                 | Rule::record_type => Thing(super::thing::Thing::Type),
                Rule::outcome_for => Thing(super::thing::Thing::Word("for")),
                Rule::outcome_of => Thing(super::thing::Thing::Word("of")),
                Rule::outcome_value => Thing(super::thing::Thing::Value),
                Rule::enumeration_value => Thing(super::thing::Thing::Name),
                Rule::said => Thing(super::thing::Thing::WordsOfName),
                Rule::entries_of_words | Rule::words_of_field => Thing(super::thing::Thing::Field),
                Rule::declared_outcomes | Rule::declared_outcome | Rule::bare_outcomes => Thing(super::thing::Thing::Outcome),
                Rule::any_of => Thing(super::thing::Thing::Word("any of")),
                Rule::way => Thing(super::thing::Thing::Name),
                Rule::require_when => Thing(super::thing::Thing::Word("when")),
                Rule::notice_length => Thing(super::thing::Thing::Value),
                Rule::shown_by => Thing(super::thing::Thing::Word("shown by")),
                Rule::require_end | Rule::require_endings => Thing(super::thing::Thing::RequireEnd),
                Rule::law => Thing(super::thing::Thing::Word("law")),
                Rule::otherwise => Thing(super::thing::Thing::Word("otherwise")),
                Rule::message | Rule::message_endings => Thing(super::thing::Thing::Message),
                Rule::message_fix => Thing(super::thing::Thing::Word("fix")),
                Rule::message_link => Thing(super::thing::Thing::Word("link")),
                Rule::data_where => Thing(super::thing::Thing::Word("where")),
                Rule::anonymised | Rule::hashing | Rule::hashed => Thing(super::thing::Thing::Word("anonymised")),
                Rule::removing => Thing(super::thing::Thing::Word("removing")),
                Rule::replacing => Thing(super::thing::Thing::Word("replacing")),
                Rule::left_fields => Thing(super::thing::Thing::Word("leaving")),
                Rule::without_it | Rule::without_end => Thing(super::thing::Thing::Word("without it")),
                Rule::purpose => Thing(super::thing::Thing::Word("only for")),
                Rule::copies => Thing(super::thing::Thing::Word("copies gone within")),
                Rule::data_rules | Rule::data_rule | Rule::hold | Rule::targets | Rule::erase | Rule::retain | Rule::leaving | Rule::forfeit | Rule::keep | Rule::tell | Rule::replacement => Thing(super::thing::Thing::DataRule),
                Rule::names | Rule::stages => Thing(super::thing::Thing::Names),
                Rule::restarted_by => Thing(super::thing::Thing::Word("restarted by")),
                Rule::facts | Rule::from_file | Rule::base | Rule::fact_record => Thing(super::thing::Thing::Facts),
                Rule::fact_fields | Rule::fact_field | Rule::fact | Rule::fact_list => Thing(super::thing::Thing::Fact),
                Rule::fact_path | Rule::key_of_element => Thing(super::thing::Thing::FactPath),
                Rule::test_parts | Rule::test_part | Rule::test_account | Rule::test_request | Rule::test_service => Thing(super::thing::Thing::TestPart),
                Rule::expectation | Rule::expect_after | Rule::expect_from | Rule::expect_warn | Rule::expect_no_warn | Rule::expect_final
                 | Rule::expect_message | Rule::expect_unknown | Rule::expect_deadline | Rule::deadline_state | Rule::expect_outcome | Rule::expect_status
                 | Rule::expect_no_plan | Rule::expect_would_be | Rule::would_be | Rule::expect_erased | Rule::expect_kept | Rule::expect_held | Rule::expect_anonymised
                 | Rule::expect_forfeited | Rule::expect_informed | Rule::expect_copies
                 | Rule::expect_undetermined => Thing(super::thing::Thing::Expectation),
                Rule::expect_due => Thing(super::thing::Thing::Word("due")),
                Rule::due_since => Thing(super::thing::Thing::Word("due since")),
                Rule::held_by | Rule::gone_by => Thing(super::thing::Thing::Word("by")),
                Rule::kept_until => Thing(super::thing::Thing::Word("until")),
                Rule::kept_without_end => Thing(super::thing::Thing::Word("without end")),
                Rule::kept_for => Thing(super::thing::Thing::Word("for")),
                Rule::calendar_rules | Rule::calendar_rule | Rule::rest | Rule::covers | Rule::holiday | Rule::working => Thing(super::thing::Thing::CalendarRule),
                Rule::moved => Thing(super::thing::Thing::Word("moved")),
                Rule::rounded => Thing(super::thing::Thing::Word("rounded")),
                Rule::article => Sign("a"),
                Rule::EOI => Thing(super::thing::Thing::End),
                Rule::WHITESPACE | Rule::COMMENT | Rule::expression_keyword | Rule::opens_next
                | Rule::opens_member | Rule::item_start | Rule::item_head | Rule::header | Rule::phrase_stop
                | Rule::never_an_adjective | Rule::part_of_text | Rule::opens_clause | Rule::group_body | Rule::given_account | Rule::test_head => Thing(super::thing::Thing::Nothing),
            }
        }
    };
}
words!(spoken_rules);

/// A rule as an author would name it: a keyword or sign by itself, anything else by what it is.
pub(super) fn in_words(rule: Rule) -> Message {
    match rule_name(rule) {
        RuleName::Keyword(word) | RuleName::Sign(word) => Message::code(word),
        RuleName::Thing(thing) => thing.message(),
    }
}
