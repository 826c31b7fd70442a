//! The words of the variants of our enumerations. A variant without its words does not compile: each
//! enumeration of the tree or the program says, by an exhaustive match, which form it has.

use super::Word;
use crate::diagnostic::Message;
use crate::diagnostic::messages::details;
use crate::syntax::ast::{
    AggregateWord, CalendarRuleKind, Comparison, Disposal, Distance, Edge, EdgeWindow, ExtremeWord, Period,
    Quantifier, RecordKind, Rounding, Side, Trigger, WindowKind,
};

/// An enumeration of the language whose variants begin with certain words.
pub(crate) trait Form: Copy + PartialEq + 'static {
    /// Every form, in the order in which messages list them.
    const ALL: &'static [Self];

    /// The words that it begins with.
    fn words(self) -> &'static [Word];

    /// What it means, in one line.
    fn detail(self) -> Message;

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

/// The row of messages that describes a form, if it has one of its own.
macro_rules! own {
    () => {
        None
    };
    ($detail:ident) => {
        Some(details::$detail)
    };
}

/// Declares an enumeration of forms: a variant, its words, and the row of messages that describes it, where that of its first
/// word does not.
macro_rules! forms {
    ($(#[$doc:meta])* $name:ident { $($form:ident [$($word:ident)+] $($detail:ident)?;)* }) => {
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

            fn detail(self) -> Message {
                let own: Option<fn() -> Message> = match self {
                    $(Self::$form => own!($($detail)?),)*
                };
                own.map_or_else(|| self.head().detail(), |own| own())
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
        Words [Words];
        Account [Account] fields_of_account;
        Request [Request] fields_of_request;
        Service [Service] fields_of_service;
        Record [Record];
        Calendar [Calendar];
        Condition [Condition];
        Let [Let];
        Policy [Policy];
        Lifecycle [Lifecycle];
        Fixture [Fixture];
        Test [Test];
    }
}

impl ItemHead {
    /// Whether the item has a block in braces.
    pub(crate) fn has_block(self) -> bool {
        match self {
            Self::Outcomes | Self::Words | Self::Account | Self::Request | Self::Service => true,
            Self::Record | Self::Calendar => true,
            Self::Policy | Self::Fixture | Self::Test => true,
            Self::Package | Self::Languages | Self::Zone | Self::Use => false,
            Self::Condition | Self::Let | Self::Lifecycle => false,
        }
    }

    /// Whether nothing within a block begins with its word, followed by a name or a text.
    pub(crate) fn is_only_an_item(self) -> bool {
        match self {
            Self::Record | Self::Calendar | Self::Condition | Self::Let => true,
            Self::Policy | Self::Lifecycle | Self::Fixture | Self::Test => true,
            // A test has an `account`, a `request` and a `service`; a header may be two words of a phrase.
            Self::Account | Self::Request | Self::Service | Self::Outcomes | Self::Words => false,
            Self::Package | Self::Languages | Self::Zone | Self::Use => false,
        }
    }
}

forms! {
    /// What a clause of a policy begins with.
    ClauseHead {
        Title [Title];
        When [When];
        Require [Require];
        Warn [Warn];
        Step [Step];
        AsksNothing [Otherwise Nothing Is Asked] otherwise_nothing;
        Deadline [Deadline];
        Notify [Notify];
        Grace [Grace];
        Outcome [Outcome];
        Data [Data];
    }
}

forms! {
    /// What a rule of a `data` block begins with.
    DataRuleHead {
        Hold [Hold];
        Erase [Erase];
        Retain [Retain];
        Forfeit [Forfeit];
        Keep [Keep];
        Tell [Tell];
    }
}

forms! {
    /// What a line of a calendar begins with.
    CalendarRuleHead {
        Rest [Rest];
        Covers [Covers];
        Holiday [Holiday];
        Working [Working];
    }
}

impl CalendarRuleKind {
    pub(crate) fn head(&self) -> CalendarRuleHead {
        match self {
            Self::Rest(_) => CalendarRuleHead::Rest,
            Self::Covers(_) => CalendarRuleHead::Covers,
            Self::Holiday(..) => CalendarRuleHead::Holiday,
            Self::Working(..) => CalendarRuleHead::Working,
        }
    }
}

impl Disposal {
    pub(crate) fn head(&self) -> DataRuleHead {
        match self {
            Self::Erase => DataRuleHead::Erase,
            Self::Retain(..) => DataRuleHead::Retain,
            Self::Forfeit => DataRuleHead::Forfeit,
            Self::Anonymise(_) | Self::Keep => DataRuleHead::Keep,
            Self::Tell => DataRuleHead::Tell,
        }
    }
}

forms! {
    /// What a part of a test begins with.
    TestPart {
        Account [Account] facts_of_account;
        Request [Request] facts_of_request;
        Service [Service] facts_of_service;
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
        AtLeast [At Least] at_least;
        AtMost [At Most] at_most;
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
        CountDistinct [Count Distinct] kw_distinct;
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
            Self::CountDistinct
            | Self::Total
            | Self::Latest
            | Self::Earliest
            | Self::Largest
            | Self::Smallest => true,
        }
    }
}

impl AggregateWord {
    /// How an aggregate of that word begins.
    pub(crate) fn form(self) -> AggregateForm {
        match self {
            Self::Count => AggregateForm::Count,
            Self::CountDistinct => AggregateForm::CountDistinct,
            Self::Total => AggregateForm::Total,
            Self::Latest => AggregateForm::Latest,
            Self::Earliest => AggregateForm::Earliest,
            Self::Largest => AggregateForm::Largest,
            Self::Smallest => AggregateForm::Smallest,
        }
    }
}

forms! {
    /// How an anchor of the calendar begins.
    AnchorForm {
        StartOf [Start Of];
        EndOf [End Of];
        DateOf [Date Of] date_of;
        Next [Next] next_day;
        AnniversaryOf [Anniversary Of];
    }
}

impl Edge {
    /// How an anchor at that edge of a period begins.
    pub(crate) fn form(self) -> AnchorForm {
        match self {
            Self::Start => AnchorForm::StartOf,
            Self::End => AnchorForm::EndOf,
        }
    }
}

forms! {
    /// The periods of the calendar.
    PeriodForm {
        Day [Day];
        Month [Month];
        Quarter [Quarter];
        Year [Year];
    }
}

impl Period {
    pub(crate) fn form(self) -> PeriodForm {
        match self {
            Self::Day => PeriodForm::Day,
            Self::Month => PeriodForm::Month,
            Self::Quarter => PeriodForm::Quarter,
            Self::Year => PeriodForm::Year,
        }
    }
}

forms! {
    /// Which way a value is rounded.
    RoundingForm {
        Down [Rounded Down] rounded_down;
        Up [Rounded Up] rounded_up;
        HalfEven [Rounded Half Even] rounded_half_even;
    }
}

impl Rounding {
    pub(crate) fn form(self) -> RoundingForm {
        match self {
            Self::Down => RoundingForm::Down,
            Self::Up => RoundingForm::Up,
            Self::HalfEven => RoundingForm::HalfEven,
        }
    }
}

forms! {
    /// How an extreme of values begins.
    ExtremeForm {
        Later [Later Of];
        Earlier [Earlier Of];
        Larger [Larger Of];
        Smaller [Smaller Of];
    }
}

impl ExtremeWord {
    /// How an extreme of that word begins.
    pub(crate) fn form(self) -> ExtremeForm {
        match self {
            Self::Later => ExtremeForm::Later,
            Self::Earlier => ExtremeForm::Earlier,
            Self::Larger => ExtremeForm::Larger,
            Self::Smaller => ExtremeForm::Smaller,
        }
    }
}

forms! {
    /// How a window of time begins.
    WindowForm {
        Within [Within];
        AtLeast [At Least] at_least_ago;
        LessThan [Less Than];
        MoreThan [More Than];
        InTheNext [In The Next] in_the_next;
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
        IsNot [Is Not] differs;
        IsOneOf [Is One Of] is_one_of;
        IsNotOneOf [Is Not One Of] is_not_one_of;
        IsAbsent [Is Absent] is_absent;
        IsPresent [Is Present] is_present;
        In [In];
        StartsWith [Starts With];
        Satisfies [Satisfies] meets_policy;
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
        Length [Length];
        Many [Many];
        OneOf [One Of] one_of_names;
    }
}

impl TypeForm {
    /// Whether it is the type of a single value, whatever the author declares.
    pub(crate) fn is_scalar(self) -> bool {
        match self {
            Self::Bool | Self::Int | Self::Decimal | Self::Text | Self::Money => true,
            Self::Time | Self::Date | Self::Length => true,
            Self::Many | Self::OneOf => false,
        }
    }

    /// Whether its word is the whole type.
    pub(crate) fn is_one_word(self) -> bool {
        match self {
            Self::Bool | Self::Int | Self::Decimal | Self::Text => true,
            Self::Time | Self::Date | Self::Length => true,
            Self::Money | Self::Many | Self::OneOf => false,
        }
    }
}

forms! {
    /// What may follow `expect`, apart from a status.
    ExpectationForm {
        EligibleAfter [Eligible After] eligible_after;
        EligibleFrom [Eligible From] eligible_from;
        Never [Never];
        Warn [Warn] warning_applies;
        NoWarn [No Warn] warning_does_not_apply;
        Final [Final] failed_for_good;
        Message [Message];
        Unknown [Unknown] reported_missing;
        Deadline [Deadline] deadline_stands;
        Outcome [Outcome] done_with_account;
        NoPlan [No Plan] no_plan_to_carry_out;
        WouldBe [Would Be] would_be_done;
        Erased [Erased];
        Kept [Kept];
        Held [Held];
        Anonymised [Anonymised];
        Forfeited [Forfeited];
        Informed [Informed];
        NotInformed [Not Informed] not_informed;
        CopiesGone [Copies Gone] copies_expected_gone;
        Undetermined [Undetermined] item_undetermined;
    }
}

impl ExpectationForm {
    /// Whether it says what is done with an item of a plan, whose path follows.
    pub(crate) fn is_of_item(self) -> bool {
        match self {
            Self::Erased
            | Self::Kept
            | Self::Held
            | Self::Anonymised
            | Self::Forfeited
            | Self::Informed
            | Self::NotInformed
            | Self::CopiesGone
            | Self::Undetermined => true,
            Self::EligibleAfter
            | Self::EligibleFrom
            | Self::Never
            | Self::Warn
            | Self::NoWarn
            | Self::Final
            | Self::Message
            | Self::Unknown
            | Self::Deadline
            | Self::Outcome
            | Self::NoPlan
            | Self::WouldBe => false,
        }
    }
}

forms! {
    /// How a deadline stands, behind its name.
    DeadlineStateForm {
        Open [Open];
        Met [Met] met_in_time;
        Overdue [Overdue];
        NotBegun [Not Begun] not_begun;
        NotAsked [Not Asked] deadline_not_asked;
        Unknown [Unknown] deadline_unknown;
    }
}

forms! {
    /// Words that only occur together.
    Connective {
        DatedBy [Dated By];
        LeftBy [Left By];
        CancelledBy [Cancelled By];
        MetBy [Met By];
        CountedSince [Counted Since];
        ShownBy [Shown By];
        RestartedBy [Restarted By];
        DueSince [Due Since] due_for_erasure_since;
        WithoutEnd [Without End] kept_without_end;
        AfterLeaving [After Leaving] after_leaving;
        WithoutIt [Without It] without_start;
        WithoutItNoEnd [Without It No End] without_start_no_end;
        OnlyFor [Only For] only_for;
        CopiesGoneWithin [Copies Gone Within] copies_gone_within;
        FullDays [Full Days] end_of_last_day;
        FullDay [Full Day] end_of_day;
    }
}

forms! {
    /// What a choice of a row begins with, or has between its ends.
    ChoiceForm {
        Absent [Absent];
        Below [Below];
        From [From];
        Until [Until];
        To [To];
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
            Self::Service => Word::Service,
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

/// Declares words that are not tokens of the grammar: as written, and the row of messages that describes them.
macro_rules! written {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $text:literal $detail:ident;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum $name {
            $(#[doc = concat!("`", $text, "`")] $variant,)*
        }

        impl $name {
            /// All of them.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// It as it is written.
            pub(crate) const fn text(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }

            /// What it means, in one line.
            pub(crate) fn detail(self) -> Message {
                match self {
                    $(Self::$variant => details::$detail(),)*
                }
            }

            /// The one that a text is.
            pub(crate) fn of(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|it| it.text() == text)
            }
        }
    };
}

written! {
    /// A placeholder of messages that is not the path of a fact.
    Placeholder {
        Count "count" placeholder_count;
        Each "each" placeholder_each;
        Clears "clears" placeholder_clears;
        Due "due" placeholder_due;
        Now "now" placeholder_now;
    }
}

impl Placeholder {
    /// Whether a field follows it.
    pub(crate) fn takes_field(self) -> bool {
        match self {
            Self::Each => true,
            Self::Count | Self::Clears | Self::Due | Self::Now => false,
        }
    }
}

written! {
    /// A unit of time, which is written right behind its number.
    Unit {
        Day "d" unit_days;
        Week "w" unit_weeks;
        Month "mo" unit_months;
        Year "y" unit_years;
        Hour "h" unit_hours;
        Minute "min" unit_minutes;
        Second "s" unit_seconds;
    }
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
}
