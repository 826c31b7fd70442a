//! The words of the variants of our enumerations. A variant without its words does not compile: each
//! enumeration of the tree or the program says, by an exhaustive match, which form it has.

use super::Word;
use crate::syntax::ast::{
    AggregateWord, Comparison, Disposal, Distance, EdgeWindow, Quantifier, RecordKind, Side, Trigger,
    WindowKind,
};

/// An enumeration of the language whose variants begin with certain words.
pub(crate) trait Form: Copy + PartialEq + 'static {
    /// Every form, in the order in which messages list them.
    const ALL: &'static [Self];

    /// The words that it begins with.
    fn words(self) -> &'static [Word];

    /// What it means, in one line.
    fn detail(self) -> &'static str;

    /// The first of its words.
    fn head(self) -> Word {
        self.words()[0]
    }

    /// Its words as they are written.
    fn text(self) -> String {
        let words: Vec<&str> = self.words().iter().map(|word| word.text()).collect();
        words.join(" ")
    }

    /// The first form that begins with the word.
    fn of(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|form| form.head().text() == word)
    }

    /// The first words of all forms.
    fn heads() -> impl Iterator<Item = &'static str> {
        Self::ALL.iter().map(|form| form.head().text())
    }

    /// Whether a form begins with the word.
    fn begins(word: &str) -> bool {
        Self::of(word).is_some()
    }

    /// Whether a form ends with the word.
    fn ends(word: &str) -> bool {
        Self::ALL.iter().any(|form| form.words().last().is_some_and(|last| last.text() == word))
    }
}

/// Declares an enumeration of forms: a variant, its words, and what it means where its first word does not say that.
macro_rules! forms {
    ($(#[$doc:meta])* $name:ident { $($form:ident [$($word:ident)+] $($detail:literal)?;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum $name {
            $(
                #[doc = concat!("`", $(stringify!($word), " ",)+ "…`")]
                $form,
            )*
        }

        impl Form for $name {
            const ALL: &'static [Self] = &[$(Self::$form),*];

            fn words(self) -> &'static [Word] {
                match self {
                    $(Self::$form => &[$(Word::$word),+],)*
                }
            }

            fn detail(self) -> &'static str {
                let own: &[&'static str] = match self {
                    $(Self::$form => &[$($detail)?],)*
                };
                own.first().copied().unwrap_or_else(|| self.head().detail())
            }
        }
    };
}

forms! {
    /// What an item of a file begins with.
    ItemHead {
        Package [Package];
        Languages [Languages];
        Zone [Zone];
        Use [Use];
        Outcomes [Outcomes];
        Account [Account] "the fields of the account";
        Request [Request] "the fields of the request";
        Record [Record];
        Condition [Condition];
        Policy [Policy];
        Fixture [Fixture];
        Test [Test];
    }
}

impl ItemHead {
    /// Whether the item has a block in braces.
    pub(crate) fn has_block(self) -> bool {
        match self {
            Self::Outcomes | Self::Account | Self::Request | Self::Record => true,
            Self::Policy | Self::Fixture | Self::Test => true,
            Self::Package | Self::Languages | Self::Zone | Self::Use | Self::Condition => false,
        }
    }

    /// Whether nothing within a block begins with its word, followed by a name or a text.
    pub(crate) fn is_only_an_item(self) -> bool {
        match self {
            Self::Record | Self::Condition | Self::Policy | Self::Fixture | Self::Test => true,
            // A test has an `account` and a `request`; a header may be two words of a phrase.
            Self::Account | Self::Request | Self::Outcomes => false,
            Self::Package | Self::Languages | Self::Zone | Self::Use => false,
        }
    }
}

forms! {
    /// What a clause of a policy begins with.
    ClauseHead {
        When [When];
        Require [Require];
        Warn [Warn];
        Step [Step];
        Grace [Grace];
        Outcome [Outcome];
        Data [Data];
    }
}

forms! {
    /// What a rule of a `data` block begins with.
    DataRuleHead {
        Erase [Erase];
        Retain [Retain];
        Forfeit [Forfeit];
        Keep [Keep];
    }
}

impl Disposal {
    pub(crate) fn head(&self) -> DataRuleHead {
        match self {
            Self::Erase => DataRuleHead::Erase,
            Self::Retain(..) => DataRuleHead::Retain,
            Self::Forfeit => DataRuleHead::Forfeit,
            Self::Anonymise => DataRuleHead::Keep,
        }
    }
}

forms! {
    /// What a part of a test begins with.
    TestPart {
        Account [Account] "the facts of the account";
        Request [Request] "the facts of the request";
        Expect [Expect];
    }
}

forms! {
    /// What may follow a requirement beside its messages.
    RequirementEnding {
        Final [Final];
        Law [Law];
        Otherwise [Otherwise];
    }
}

forms! {
    /// What may follow the text of a message.
    MessagePart {
        Fix [Fix];
        Link [Link];
    }
}

forms! {
    /// How a noun phrase begins.
    QuantifierForm {
        No [No];
        Some [Some];
        Every [Every];
        AtLeast [At Least] "that many elements or more";
        AtMost [At Most] "that many elements or fewer";
        Exactly [Exactly];
    }
}

impl QuantifierForm {
    /// Whether a number follows it.
    pub(crate) fn takes_count(self) -> bool {
        match self {
            Self::No | Self::Some | Self::Every => false,
            Self::AtLeast | Self::AtMost | Self::Exactly => true,
        }
    }
}

impl Quantifier {
    pub(crate) fn form(self) -> QuantifierForm {
        match self {
            Self::No => QuantifierForm::No,
            Self::Some => QuantifierForm::Some,
            Self::Every => QuantifierForm::Every,
            Self::AtLeast(_) => QuantifierForm::AtLeast,
            Self::AtMost(_) => QuantifierForm::AtMost,
            Self::Exactly(_) => QuantifierForm::Exactly,
        }
    }
}

forms! {
    /// How an aggregate begins.
    AggregateForm {
        Count [Count];
        Total [Total];
        Latest [Latest];
        Earliest [Earliest];
        Largest [Largest];
        Smallest [Smallest];
    }
}

impl AggregateForm {
    /// Whether it has a field between its word and `of`.
    pub(crate) fn takes_field(self) -> bool {
        match self {
            Self::Count => false,
            Self::Total | Self::Latest | Self::Earliest | Self::Largest | Self::Smallest => true,
        }
    }
}

impl AggregateWord {
    /// How an aggregate of that word begins.
    pub(crate) fn form(self) -> AggregateForm {
        match self {
            Self::Count => AggregateForm::Count,
            Self::Total => AggregateForm::Total,
            Self::Latest => AggregateForm::Latest,
            Self::Earliest => AggregateForm::Earliest,
            Self::Largest => AggregateForm::Largest,
            Self::Smallest => AggregateForm::Smallest,
        }
    }
}

forms! {
    /// How a window of time begins.
    WindowForm {
        Within [Within];
        AtLeast [At Least] "at least that long ago";
        LessThan [Less Than];
        MoreThan [More Than];
        InTheNext [In The Next] "from now on, up to that far ahead";
        Before [Before];
        After [After];
        Since [Since];
        Between [Between];
    }
}

impl Distance {
    /// How a window of that distance begins.
    pub(crate) fn form(self) -> WindowForm {
        match self {
            Self::Within => WindowForm::Within,
            Self::LessThan => WindowForm::LessThan,
            Self::AtLeast => WindowForm::AtLeast,
            Self::MoreThan => WindowForm::MoreThan,
        }
    }

    /// The word after the length, where the distance is from `now`.
    pub(crate) fn last(self) -> Option<Word> {
        match self {
            Self::Within => None,
            Self::LessThan | Self::AtLeast | Self::MoreThan => Some(Word::Ago),
        }
    }
}

impl WindowKind {
    pub(crate) fn form(&self) -> WindowForm {
        match self {
            Self::Ago(distance, _) | Self::Beside(distance, ..) => distance.form(),
            Self::InTheNext(_) => WindowForm::InTheNext,
            Self::Edge(EdgeWindow::Before, _) => WindowForm::Before,
            Self::Edge(EdgeWindow::After, _) => WindowForm::After,
            Self::Edge(EdgeWindow::Since, _) => WindowForm::Since,
            Self::Between(..) => WindowForm::Between,
        }
    }
}

impl Side {
    pub(crate) fn word(self) -> Word {
        match self {
            Self::Before => Word::Before,
            Self::After => Word::After,
        }
    }
}

forms! {
    /// What may follow a value in words.
    SuffixForm {
        Is [Is];
        IsNot [Is Not] "differs from";
        IsOneOf [Is One Of] "is one of the values listed";
        IsNotOneOf [Is Not One Of] "is none of the values listed";
        IsAbsent [Is Absent] "there is no value";
        IsPresent [Is Present] "there is a value";
        In [In];
        Satisfies [Satisfies] "the account meets another policy";
    }
}

impl Comparison {
    /// The words or the sign for it.
    pub(crate) fn text(self) -> String {
        match self {
            Self::Is => SuffixForm::Is.text(),
            Self::IsNot => SuffixForm::IsNot.text(),
            Self::Less => "<".to_owned(),
            Self::LessOrEqual => "<=".to_owned(),
            Self::Greater => ">".to_owned(),
            Self::GreaterOrEqual => ">=".to_owned(),
        }
    }
}

forms! {
    /// How a type begins.
    TypeForm {
        Bool [Bool];
        Int [Int];
        Decimal [Decimal];
        Text [Text];
        Money [Money];
        Time [Time];
        Date [Date];
        Many [Many];
        OneOf [One Of] "one of the names listed";
    }
}

impl TypeForm {
    /// Whether it is the type of a single value, whatever the author declares.
    pub(crate) fn is_scalar(self) -> bool {
        match self {
            Self::Bool | Self::Int | Self::Decimal | Self::Text | Self::Money | Self::Time | Self::Date => {
                true
            }
            Self::Many | Self::OneOf => false,
        }
    }

    /// Whether its word is the whole type.
    pub(crate) fn is_one_word(self) -> bool {
        match self {
            Self::Bool | Self::Int | Self::Decimal | Self::Text | Self::Time | Self::Date => true,
            Self::Money | Self::Many | Self::OneOf => false,
        }
    }
}

forms! {
    /// What may follow `expect`, apart from a status.
    ExpectationForm {
        EligibleAfter [Eligible After] "the last instant before the account is eligible";
        Never [Never];
        Warn [Warn] "the warning applies";
        NoWarn [No Warn] "the warning does not apply";
        Final [Final] "the requirement has failed for good";
        Message [Message];
        Unknown [Unknown] "the fact is reported as missing";
        Outcome [Outcome] "what is done with the account";
    }
}

forms! {
    /// Words that only occur together.
    Connective {
        DatedBy [Dated By];
        CancelledBy [Cancelled By];
        FullDays [Full Days] "to the end of the last calendar day";
        FullDay [Full Day] "to the end of the calendar day";
    }
}

impl Trigger {
    /// Every trigger.
    pub(crate) const ALL: &'static [Self] = &[Self::Request, Self::Sweep];

    pub(crate) fn word(self) -> Word {
        match self {
            Self::Request => Word::Request,
            Self::Sweep => Word::Sweep,
        }
    }
}

impl RecordKind {
    pub(crate) fn word(self) -> Word {
        match self {
            Self::Account => Word::Account,
            Self::Request => Word::Request,
            Self::Record => Word::Record,
        }
    }
}

/// How long a unit is, in the unit that a length of time is held in.
#[derive(Debug, Clone, Copy)]
pub(crate) enum UnitLength {
    Months(i32),
    Days(i32),
    Micros(i64),
}

/// Declares the units of time: as written, and what they are.
macro_rules! units {
    ($($unit:ident $text:literal $detail:literal;)*) => {
        /// A unit of time, which is written right behind its number.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Unit {
            $(#[doc = $detail] $unit,)*
        }

        impl Unit {
            /// Every unit.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$unit),*];

            pub(crate) const fn text(self) -> &'static str {
                match self {
                    $(Self::$unit => $text,)*
                }
            }

            pub(crate) const fn detail(self) -> &'static str {
                match self {
                    $(Self::$unit => $detail,)*
                }
            }
        }
    };
}
units! {
    Day "d" "calendar days";
    Week "w" "weeks";
    Month "mo" "calendar months";
    Year "y" "calendar years";
    Hour "h" "hours";
    Minute "min" "minutes";
    Second "s" "seconds";
}

impl Unit {
    pub(crate) const fn length(self) -> UnitLength {
        const SECOND: i64 = 1_000_000;
        match self {
            Self::Year => UnitLength::Months(12),
            Self::Month => UnitLength::Months(1),
            Self::Week => UnitLength::Days(7),
            Self::Day => UnitLength::Days(1),
            Self::Hour => UnitLength::Micros(3600 * SECOND),
            Self::Minute => UnitLength::Micros(60 * SECOND),
            Self::Second => UnitLength::Micros(SECOND),
        }
    }

    /// The unit that a text is.
    pub(crate) fn of(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|unit| unit.text() == text)
    }
}
