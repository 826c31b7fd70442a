//! What each rule of the grammar is called in a message.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::Rule;

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
    Rule::all_rules().iter().filter_map(|&rule| match spoken(rule) {
        Spoken::Keyword(keyword) => Some(keyword),
        Spoken::Sign(_) | Spoken::Thing(_) => None,
    })
}

/// Whether the word is a keyword of the grammar.
pub(super) fn is_keyword(word: &str) -> bool {
    keyword(word).is_some()
}

/// The keyword of the grammar that the word is.
pub(super) fn keyword(word: &str) -> Option<&'static str> {
    KEYWORDS.get(word).copied()
}

static KEYWORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| keywords().collect());

/// Every rule, so that one that is new must be given its name.
#[rustfmt::skip]
pub(super) fn spoken(rule: Rule) -> Spoken {
    use Spoken::{Keyword, Sign, Thing};
    match rule {
        Rule::kw_package => Keyword("package"),
        Rule::kw_languages => Keyword("languages"),
        Rule::kw_zone => Keyword("zone"),
        Rule::kw_use => Keyword("use"),
        Rule::kw_account => Keyword("account"),
        Rule::kw_request => Keyword("request"),
        Rule::kw_record => Keyword("record"),
        Rule::kw_condition => Keyword("condition"),
        Rule::kw_policy => Keyword("policy"),
        Rule::kw_fixture => Keyword("fixture"),
        Rule::kw_test => Keyword("test"),
        Rule::kw_on => Keyword("on"),
        Rule::kw_sweep => Keyword("sweep"),
        Rule::kw_when => Keyword("when"),
        Rule::kw_require => Keyword("require"),
        Rule::kw_warn => Keyword("warn"),
        Rule::kw_step => Keyword("step"),
        Rule::kw_grace => Keyword("grace"),
        Rule::kw_outcome => Keyword("outcome"),
        Rule::kw_outcomes => Keyword("outcomes"),
        Rule::kw_data => Keyword("data"),
        Rule::kw_final => Keyword("final"),
        Rule::kw_law => Keyword("law"),
        Rule::kw_otherwise => Keyword("otherwise"),
        Rule::kw_fix => Keyword("fix"),
        Rule::kw_link => Keyword("link"),
        Rule::kw_as => Keyword("as"),
        Rule::kw_dated => Keyword("dated"),
        Rule::kw_by => Keyword("by"),
        Rule::kw_one => Keyword("one"),
        Rule::kw_of => Keyword("of"),
        Rule::kw_many => Keyword("many"),
        Rule::kw_bool => Keyword("bool"),
        Rule::kw_int => Keyword("int"),
        Rule::kw_decimal => Keyword("decimal"),
        Rule::kw_text => Keyword("text"),
        Rule::kw_money => Keyword("money"),
        Rule::kw_time => Keyword("time"),
        Rule::kw_date => Keyword("date"),
        Rule::kw_not => Keyword("not"),
        Rule::kw_and => Keyword("and"),
        Rule::kw_or => Keyword("or"),
        Rule::kw_if => Keyword("if"),
        Rule::kw_then => Keyword("then"),
        Rule::kw_is => Keyword("is"),
        Rule::kw_absent => Keyword("absent"),
        Rule::kw_present => Keyword("present"),
        Rule::kw_in => Keyword("in"),
        Rule::kw_satisfies => Keyword("satisfies"),
        Rule::kw_no => Keyword("no"),
        Rule::kw_some => Keyword("some"),
        Rule::kw_every => Keyword("every"),
        Rule::kw_at => Keyword("at"),
        Rule::kw_least => Keyword("least"),
        Rule::kw_most => Keyword("most"),
        Rule::kw_exactly => Keyword("exactly"),
        Rule::kw_where => Keyword("where"),
        Rule::kw_within => Keyword("within"),
        Rule::kw_more => Keyword("more"),
        Rule::kw_than => Keyword("than"),
        Rule::kw_ago => Keyword("ago"),
        Rule::kw_the => Keyword("the"),
        Rule::kw_next => Keyword("next"),
        Rule::kw_after => Keyword("after"),
        Rule::kw_before => Keyword("before"),
        Rule::kw_since => Keyword("since"),
        Rule::kw_between => Keyword("between"),
        Rule::kw_now => Keyword("now"),
        Rule::kw_count => Keyword("count"),
        Rule::kw_total => Keyword("total"),
        Rule::kw_latest => Keyword("latest"),
        Rule::kw_earliest => Keyword("earliest"),
        Rule::kw_largest => Keyword("largest"),
        Rule::kw_smallest => Keyword("smallest"),
        Rule::kw_true => Keyword("true"),
        Rule::kw_false => Keyword("false"),
        Rule::kw_full => Keyword("full"),
        Rule::kw_days => Keyword("days"),
        Rule::kw_day => Keyword("day"),
        Rule::kw_until => Keyword("until"),
        Rule::kw_cancelled => Keyword("cancelled"),
        Rule::kw_erase => Keyword("erase"),
        Rule::kw_retain => Keyword("retain"),
        Rule::kw_for => Keyword("for"),
        Rule::kw_forfeit => Keyword("forfeit"),
        Rule::kw_keep => Keyword("keep"),
        Rule::kw_anonymised => Keyword("anonymised"),
        Rule::kw_with => Keyword("with"),
        Rule::kw_from => Keyword("from"),
        Rule::kw_expect => Keyword("expect"),
        Rule::kw_eligible => Keyword("eligible"),
        Rule::kw_never => Keyword("never"),
        Rule::kw_message => Keyword("message"),
        Rule::kw_unknown => Keyword("unknown"),
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
         | Rule::window_before | Rule::window_after | Rule::window_since | Rule::window_between => Thing("a window"),
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
