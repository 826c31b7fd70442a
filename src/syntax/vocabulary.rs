//! The words of the language, each once: its rule of the grammar, and its roles. The parser's
//! recovery, the formatter, the checker's suggestions and the editor's offers ask here instead of keeping lists.
//!
//! Words of the variants of an enumeration are listed by that enumeration, in [`forms`]. The grammars (pest,
//! tree-sitter, TextMate) cannot import the table; the tests hold them against it.

mod forms;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use crate::diagnostic::Message;
use crate::diagnostic::messages::details;
pub(crate) use forms::{
    AggregateForm, AnchorForm, CalendarRuleHead, ChoiceForm, ClauseHead, Connective, DataRuleHead,
    DeadlineStateForm, ExpectationForm, ExtremeForm, Form, ItemHead, MessagePart, PeriodForm, Placeholder,
    QuantifierForm, RequirementEnding, RoundingForm, SuffixForm, TestPart, TypeForm, Unit, UnitLength,
    WindowForm,
};

/// What a word is for, apart from the enumerations of [`forms`] that it is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// What follows it belongs to the same expression or declaration: no declaration begins behind it or with it.
    Continues,
    /// It ends what precedes it: no declaration begins with it.
    Trails,
    /// It is never a name within an expression (`expression_keyword` of the grammar).
    InExpression,
    /// It ends a noun phrase, perhaps only with a certain word behind it (`phrase_stop` of the grammar).
    StopsPhrase,
    /// What follows it nests, without a bracket, to the end of its clause.
    Nests,
    /// A value by itself.
    Value,
    /// Says whether a value is there: `is absent`, `is present`.
    Presence,
    /// Stands for a fact that has no value.
    NoValue,
    /// The root of a path.
    Root,
    /// Joins the parts of a declaration, a clause or a test.
    Connects,
    /// A text may follow it, which is then not a message.
    BeforeText,
    /// A text follows it always.
    LabelsText,
    /// A list of names with commas follows it.
    OpensList,
}

/// The table: a word, its rule in `grammar/lexical.pest`, and its roles. The row of messages with the name of the rule describes it.
/// The macro that is named gets all rows.
macro_rules! words {
    ($consumer:ident) => {
        $consumer! {
            Package kw_package [];
            Languages kw_languages [OpensList];
            Zone kw_zone [];
            Use kw_use [];
            Outcomes kw_outcomes [];
            Leaves kw_leaves [Connects];
            Words kw_words [];
            Title kw_title [StopsPhrase];
            Account kw_account [Root];
            Request kw_request [Root];
            Service kw_service [];
            Record kw_record [];
            Condition kw_condition [];
            Let kw_let [];
            Policy kw_policy [];
            Lifecycle kw_lifecycle [];
            Fixture kw_fixture [];
            Test kw_test [BeforeText];
            On kw_on [StopsPhrase Connects];
            Sweep kw_sweep [Connects];
            When kw_when [StopsPhrase BeforeText];
            Require kw_require [StopsPhrase];
            Warn kw_warn [StopsPhrase];
            Step kw_step [StopsPhrase];
            Deadline kw_deadline [StopsPhrase];
            Notify kw_notify [StopsPhrase];
            Counted kw_counted [StopsPhrase Connects];
            Shown kw_shown [StopsPhrase Connects];
            Met kw_met [StopsPhrase Connects];
            Grace kw_grace [StopsPhrase];
            Outcome kw_outcome [StopsPhrase];
            Data kw_data [StopsPhrase];
            Final kw_final [StopsPhrase];
            Law kw_law [StopsPhrase BeforeText LabelsText];
            Otherwise kw_otherwise [StopsPhrase];
            Nothing kw_nothing [];
            Asked kw_asked [];
            Fix kw_fix [StopsPhrase BeforeText LabelsText];
            Link kw_link [StopsPhrase BeforeText LabelsText];
            As kw_as [Continues Connects BeforeText];
            Key kw_key [Connects];
            Dated kw_dated [StopsPhrase Connects];
            Left kw_left [StopsPhrase Connects];
            By kw_by [Continues Connects];
            One kw_one [Continues];
            Of kw_of [Continues StopsPhrase BeforeText OpensList];
            Any kw_any [Continues];
            Many kw_many [Continues];
            Bool kw_bool [];
            Int kw_int [];
            Decimal kw_decimal [];
            Text kw_text [];
            Money kw_money [];
            Time kw_time [];
            Date kw_date [];
            Length kw_length [];
            Not kw_not [Continues InExpression StopsPhrase BeforeText];
            And kw_and [Continues InExpression StopsPhrase];
            Or kw_or [Continues InExpression StopsPhrase];
            If kw_if [Continues InExpression StopsPhrase Nests];
            Then kw_then [Continues InExpression StopsPhrase];
            Case kw_case [Continues];
            Below kw_below [];
            Is kw_is [Continues InExpression StopsPhrase BeforeText];
            Absent kw_absent [Presence NoValue];
            Present kw_present [Presence];
            In kw_in [Continues StopsPhrase BeforeText];
            Starts kw_starts [Continues];
            Satisfies kw_satisfies [Continues InExpression StopsPhrase Nests];
            No kw_no [Continues];
            Some kw_some [Continues];
            Every kw_every [Continues];
            At kw_at [Continues StopsPhrase Connects];
            Least kw_least [Continues];
            Most kw_most [Continues];
            Exactly kw_exactly [Continues];
            Where kw_where [Continues InExpression StopsPhrase Nests];
            Within kw_within [Continues StopsPhrase];
            More kw_more [Continues StopsPhrase];
            Less kw_less [Continues StopsPhrase];
            Than kw_than [Continues];
            Ago kw_ago [Continues Trails];
            The kw_the [Continues];
            Next kw_next [Continues];
            After kw_after [Continues StopsPhrase Connects];
            Before kw_before [Continues StopsPhrase];
            Since kw_since [Continues StopsPhrase];
            Between kw_between [Continues StopsPhrase];
            Now kw_now [StopsPhrase Value];
            Count kw_count [Continues];
            Distinct kw_distinct [];
            Total kw_total [Continues];
            Latest kw_latest [];
            Earliest kw_earliest [];
            Largest kw_largest [];
            Smallest kw_smallest [];
            Later kw_later [];
            Earlier kw_earlier [];
            Larger kw_larger [];
            Smaller kw_smaller [];
            True kw_true [Value];
            False kw_false [Value];
            Full kw_full [];
            Days kw_days [];
            Day kw_day [];
            Calendar kw_calendar [];
            Rest kw_rest [OpensList];
            Covers kw_covers [];
            Holiday kw_holiday [];
            Working kw_working [];
            To kw_to [Continues Connects];
            Moved kw_moved [StopsPhrase];
            Rounded kw_rounded [Continues];
            Down kw_down [];
            Up kw_up [];
            Half kw_half [Continues];
            Even kw_even [];
            Start kw_start [];
            End kw_end [];
            Anniversary kw_anniversary [];
            Month kw_month [];
            Quarter kw_quarter [];
            Year kw_year [];
            Until kw_until [Continues Connects];
            Sets kw_sets [Connects];
            Restarted kw_restarted [Connects];
            Cancelled kw_cancelled [StopsPhrase Connects];
            Erase kw_erase [StopsPhrase OpensList];
            Retain kw_retain [StopsPhrase OpensList];
            For kw_for [Continues Connects];
            Forfeit kw_forfeit [StopsPhrase OpensList];
            Keep kw_keep [StopsPhrase OpensList];
            Hold kw_hold [StopsPhrase];
            Everything kw_everything [Connects];
            Anonymised kw_anonymised [Connects];
            With kw_with [Continues Connects BeforeText];
            From kw_from [Continues Connects BeforeText];
            Expect kw_expect [];
            Eligible kw_eligible [];
            Never kw_never [];
            Message kw_message [];
            Unknown kw_unknown [NoValue];
            Open kw_open [];
            Overdue kw_overdue [];
            Begun kw_begun [];
            Due kw_due [Connects];
            Plan kw_plan [];
            Would kw_would [];
            Be kw_be [];
            Erased kw_erased [];
            Kept kw_kept [];
            Held kw_held [];
            Without kw_without [];
            Forfeited kw_forfeited [];
            Undetermined kw_undetermined [];
            Leaving kw_leaving [Connects];
            Removing kw_removing [Connects];
            Replacing kw_replacing [Connects];
            It kw_it [];
            Only kw_only [StopsPhrase];
            Tell kw_tell [StopsPhrase OpensList];
            Informed kw_informed [];
            Copies kw_copies [StopsPhrase];
            Gone kw_gone [];
        }
    };
}
pub(crate) use words;

macro_rules! word_enum {
    ($($word:ident $rule:ident [$($role:ident)*];)*) => {
        /// A word of the language.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(crate) enum Word {
            $(#[doc = concat!("`", stringify!($rule), "`")] $word,)*
        }

        impl Word {
            /// Every word, in the order of the grammar.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$word),*];

            /// The word as it is written.
            pub(crate) const fn text(self) -> &'static str {
                match self {
                    $(Self::$word => stringify!($rule).split_at("kw_".len()).1,)*
                }
            }

            /// What it means, in one line.
            pub(crate) fn detail(self) -> Message {
                match self {
                    $(Self::$word => details::$rule(),)*
                }
            }

            fn roles(self) -> &'static [Role] {
                match self {
                    $(Self::$word => &[$(Role::$role),*],)*
                }
            }
        }
    };
}
words!(word_enum);

impl Word {
    /// The word of the language that a text is.
    pub(crate) fn of(text: &str) -> Option<Self> {
        static WORDS: LazyLock<HashMap<&str, Word>> =
            LazyLock::new(|| Word::ALL.iter().map(|&word| (word.text(), word)).collect());
        WORDS.get(text).copied()
    }

    pub(crate) fn has(self, role: Role) -> bool {
        self.roles().contains(&role)
    }

    /// The words of a role.
    pub(crate) fn all(role: Role) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |word| word.has(role))
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

/// Whether a text is a word of the language with the role.
pub(crate) fn has_role(text: &str, role: Role) -> bool {
    Word::of(text).is_some_and(|word| word.has(role))
}

/// Whether an expression must go on behind this word or sign.
pub(crate) fn is_unfinished(text: &str) -> bool {
    continues(text) && !has_role(text, Role::Trails)
}

/// Whether an expression or declaration goes on behind this word or sign.
pub(crate) fn continues(text: &str) -> bool {
    has_role(text, Role::Continues)
        || matches!(text, "(" | "," | "=" | ":" | "+" | "-" | "*" | "%" | "<" | ">" | "<=" | ">=")
}
