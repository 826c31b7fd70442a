//! The words of the language, each once: its rule of the grammar, its roles, and what an editor shows of it. The parser's
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

pub(crate) use forms::{
    AggregateForm, ClauseHead, Connective, DataRuleHead, ExpectationForm, Form, ItemHead, MessagePart,
    QuantifierForm, RequirementEnding, SuffixForm, TestPart, TypeForm, Unit, UnitLength, WindowForm,
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

/// The table: a word, its rule in `grammar/lexical.pest`, its roles, and what it means in one line. The macro that is named
/// gets all rows.
macro_rules! words {
    ($consumer:ident) => {
        $consumer! {
            Package kw_package [] "the package that the file belongs to";
            Languages kw_languages [OpensList] "the languages of the messages, the default first";
            Zone kw_zone [] "the time zone of calendar days";
            Use kw_use [] "makes another package's records and policies available";
            Outcomes kw_outcomes [] "the outcomes that the package's policies can have";
            Account kw_account [Root] "the account that is judged";
            Request kw_request [Root] "the holder's request";
            Record kw_record [] "the fields of a record";
            Condition kw_condition [] "a named condition";
            Policy kw_policy [] "a policy: when an account may leave";
            Fixture kw_fixture [] "named facts for tests";
            Test kw_test [BeforeText] "a test of a policy at an instant";
            On kw_on [Connects] "what triggers the policy";
            Sweep kw_sweep [Connects] "the service looks through its accounts";
            When kw_when [StopsPhrase] "selects the accounts that the policy applies to";
            Require kw_require [StopsPhrase] "a requirement that must hold";
            Warn kw_warn [StopsPhrase] "a warning, which blocks nothing";
            Step kw_step [StopsPhrase] "a step that the holder takes";
            Grace kw_grace [StopsPhrase] "a period before the outcome, in which the request can be cancelled";
            Outcome kw_outcome [StopsPhrase] "what is done with an eligible account";
            Data kw_data [StopsPhrase] "what becomes of the account's data";
            Final kw_final [StopsPhrase] "the requirement, once failed, can never be met";
            Law kw_law [StopsPhrase BeforeText LabelsText] "the legal basis";
            Otherwise kw_otherwise [StopsPhrase] "the outcome where this requirement fails";
            Fix kw_fix [StopsPhrase BeforeText LabelsText] "what the holder can do about it";
            Link kw_link [StopsPhrase BeforeText LabelsText] "where the holder can do it";
            As kw_as [Continues Connects BeforeText] "the key of the field in JSON";
            Dated kw_dated [StopsPhrase Connects] "the time that a bare window applies to";
            By kw_by [Continues Connects] "by what, or by which requirements";
            One kw_one [Continues] "one of the values listed";
            Of kw_of [Continues StopsPhrase BeforeText OpensList] "of what";
            Many kw_many [Continues] "a collection";
            Bool kw_bool [] "`true` or `false`";
            Int kw_int [] "a whole number";
            Decimal kw_decimal [] "a decimal number";
            Text kw_text [] "a text";
            Money kw_money [] "an amount in one currency";
            Time kw_time [] "an instant";
            Date kw_date [] "a calendar day";
            Not kw_not [Continues InExpression StopsPhrase BeforeText] "the opposite holds";
            And kw_and [Continues InExpression StopsPhrase] "both hold";
            Or kw_or [Continues InExpression StopsPhrase] "at least one holds";
            If kw_if [Continues InExpression StopsPhrase Nests] "`if A then B`: B holds wherever A does";
            Then kw_then [Continues InExpression StopsPhrase] "what holds wherever the condition of `if` does";
            Is kw_is [Continues InExpression StopsPhrase BeforeText] "equals";
            Absent kw_absent [Presence NoValue] "there is no value";
            Present kw_present [Presence] "there is a value";
            In kw_in [Continues StopsPhrase BeforeText] "is a member of";
            Satisfies kw_satisfies [Continues InExpression StopsPhrase Nests] "meets a policy, or a condition";
            No kw_no [Continues] "not one element";
            Some kw_some [Continues] "at least one element";
            Every kw_every [Continues] "all elements";
            At kw_at [Continues StopsPhrase Connects] "the instant of a test";
            Least kw_least [Continues] "that many elements or more";
            Most kw_most [Continues] "that many elements or fewer";
            Exactly kw_exactly [Continues] "that many elements";
            Where kw_where [Continues InExpression StopsPhrase Nests] "a condition that the elements meet";
            Within kw_within [Continues StopsPhrase] "at most that long ago, or later";
            More kw_more [Continues StopsPhrase] "longer ago than that";
            Less kw_less [Continues StopsPhrase] "not as long ago as that";
            Than kw_than [Continues] "how long ago";
            Ago kw_ago [Continues Trails] "before now";
            The kw_the [Continues] "`in the next`";
            Next kw_next [Continues] "how far ahead";
            After kw_after [Continues StopsPhrase Connects] "later than that time";
            Before kw_before [Continues StopsPhrase] "earlier than that time";
            Since kw_since [Continues StopsPhrase] "at that time or later";
            Between kw_between [Continues StopsPhrase] "from the first time to the second";
            Now kw_now [StopsPhrase Value] "the instant at which the account is judged";
            Count kw_count [Continues] "how many elements there are";
            Total kw_total [Continues] "the sum of a field";
            Latest kw_latest [] "the latest time of a field";
            Earliest kw_earliest [] "the earliest time of a field";
            Largest kw_largest [] "the largest value of a field";
            Smallest kw_smallest [] "the smallest value of a field";
            True kw_true [Value] "holds";
            False kw_false [Value] "does not hold";
            Full kw_full [] "to the end of the last day";
            Days kw_days [] "calendar days";
            Day kw_day [] "a calendar day";
            Until kw_until [Continues Connects] "the condition that ends the outcome";
            Cancelled kw_cancelled [StopsPhrase Connects] "what cancels the request during the grace period";
            Erase kw_erase [OpensList] "is deleted";
            Retain kw_retain [OpensList] "is kept for a time, then deleted";
            For kw_for [Continues Connects] "how long, or which policy";
            Forfeit kw_forfeit [OpensList] "is lost to the holder";
            Keep kw_keep [OpensList] "is kept without its reference to the holder";
            Anonymised kw_anonymised [Connects] "without its reference to the holder";
            With kw_with [Continues Connects] "overrides facts of the fixture or file";
            From kw_from [Continues Connects BeforeText] "reads the facts from a file";
            Expect kw_expect [] "what the test expects";
            Eligible kw_eligible [] "all requirements hold, and the grace period is over";
            Never kw_never [] "not eligible now, nor at any later time";
            Message kw_message [] "some failed requirement or warning has this message";
            Unknown kw_unknown [NoValue] "the value is not known";
        }
    };
}
pub(crate) use words;

macro_rules! word_enum {
    ($($word:ident $rule:ident [$($role:ident)*] $detail:literal;)*) => {
        /// A word of the language.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(crate) enum Word {
            $(#[doc = $detail] $word,)*
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
            pub(crate) const fn detail(self) -> &'static str {
                match self {
                    $(Self::$word => $detail,)*
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
        || matches!(text, "(" | "," | "=" | ":" | "+" | "-" | "<" | ">" | "<=" | ">=")
}
