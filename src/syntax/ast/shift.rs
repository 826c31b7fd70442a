//! Adjusts the spans of a subtree that is reused after an edit.

use super::{
    Aggregate, AggregateWord, Anchor, Anonymised, Calendar, CalendarKind, CalendarRule, CalendarRuleKind,
    Case, CasePattern, CaseRow, Choice, ChoiceKind, Clause, Comparison, ConditionItem, CopiesGone, Data,
    DataRule, DayRange, Deadline, DeadlineState, DeclaredOutcome, Disposal, Distance, Duration, EdgeWindow,
    EnumerationValue, Expectation, ExpectationKind, ExpectedDisposal, ExpectedEnd, ExpectedItem, Expr,
    ExprKind, ExtremeWord, Fact, FactField, FactKind, FactPath, FactStep, Facts, Field, FieldKind, File,
    Fixture, Grace, Group, Hold, Item, Let, Lifecycle, Literal, Message, Name, Notify, Outcome, OutcomeValue,
    Outcomes, Path, Percentage, Phrase, PhraseWord, Policy, Quantifier, Record, RecordKind, ReplacedBy,
    Replacement, Require, Retained, RetainedFrom, Rounding, Said, Side, Sign, Step, Test, Text, Title,
    Trigger, Type, TypeKind, Warn, Way, Window, WindowKind, WithoutStart, Words, WordsOfField,
};
use crate::diagnostic::Reported;
use crate::source::{FileId, Span};

/// A way from one place to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shift {
    file: FileId,
    /// What is added to each offset, modulo 2³².
    by: u32,
}

impl Shift {
    /// From what begins at `from` to what begins at `to` of `file`.
    pub(crate) fn new(from: u32, file: FileId, to: u32) -> Self {
        Self { file, by: to.wrapping_sub(from) }
    }
}

/// What has places in it.
pub(crate) trait Shifted {
    /// Moves every place.
    fn shift(&mut self, by: Shift);
}

impl Shifted for Span {
    fn shift(&mut self, Shift { file, by }: Shift) {
        *self = Self::new(file, self.start.wrapping_add(by), self.end.wrapping_add(by));
    }
}

impl<T: Shifted> Shifted for Vec<T> {
    fn shift(&mut self, by: Shift) {
        self.iter_mut().for_each(|part| part.shift(by));
    }
}

impl<T: Shifted> Shifted for Option<T> {
    fn shift(&mut self, by: Shift) {
        self.iter_mut().for_each(|part| part.shift(by));
    }
}

impl<T: Shifted> Shifted for Box<T> {
    fn shift(&mut self, by: Shift) {
        self.as_mut().shift(by);
    }
}

/// Types that hold no place.
macro_rules! placeless {
    ($($leaf:ty),* $(,)?) => {$(
        impl Shifted for $leaf {
            fn shift(&mut self, _: Shift) {}
        }
    )*};
}

placeless!(bool, u8, u32, u64, i32, i64, i128, String, jiff::civil::Date);
placeless!(
    AggregateWord,
    Anchor,
    Comparison,
    DeadlineState,
    Distance,
    EdgeWindow,
    ExtremeWord,
    Quantifier,
    RecordKind,
    Reported,
    Side,
    Sign,
    Rounding,
    Trigger
);

/// Nodes with their fields, every one of which is moved. A field that is missing here does not compile.
macro_rules! nodes {
    ($($node:ident { $($field:ident),* })*) => {$(
        impl Shifted for $node {
            fn shift(&mut self, by: Shift) {
                let Self { $($field),* } = self;
                $($field.shift(by);)*
            }
        }
    )*};
}

/// The same of nodes with several forms.
macro_rules! forms {
    ($($node:ident { $($form:ident $(($($part:ident),*))? $({$($field:ident),*})?),* $(,)? })*) => {$(
        impl Shifted for $node {
            fn shift(&mut self, by: Shift) {
                match self {
                    $(Self::$form $(($($part),*))? $({$($field),*})? => {
                        $($($part.shift(by);)*)?
                        $($($field.shift(by);)*)?
                    })*
                }
            }
        }
    )*};
}

nodes! {
    Name { text, span }
    Text { value, span, escapes }
    Percentage { value, span }
    Path { names, span }
    File { package, languages, zone, uses, items }
    Record { kind, name, doc, fields, dated_by, left_by, span }
    Field { name, doc, kind, span }
    Outcomes { keyword, doc, declared, whole, span }
    DeclaredOutcome { name, leaves, said, doc, span }
    Said { language, text }
    Words { keyword, doc, entries, whole, span }
    WordsOfField { path, said, span }
    Title { said, span }
    EnumerationValue { name, said }
    Type { kind, span }
    Calendar { name, doc, kind, broken, span }
    CalendarRule { kind, span }
    DayRange { first, last, span }
    ConditionItem { name, doc, body }
    Let { name, doc, ty, body }
    Case { keys, rows, span }
    CaseRow { patterns, value, law, span }
    CasePattern { choices, span }
    Choice { kind, span }
    Expr { kind, span }
    Aggregate { word, field }
    Phrase { words, window, filter, span }
    PhraseWord { path, after_or }
    Window { kind, span }
    Duration { months, days, micros, full_days, span }
    Policy { name, doc, trigger, clauses, whole, span }
    Group { condition, clauses, whole, span }
    Require { name, doc, condition, ways, messages, is_final, law, otherwise, whole, span }
    Way { name, clauses, whole, span }
    Message { language, text, fix, link }
    Warn { name, condition, messages, law, whole, span }
    Step { name, messages, whole, span }
    Deadline { name, length, after, met_by, law, span }
    Notify { name, before, at_most, since, shown_by, at, filter, messages, law, whole, span }
    Grace { length, after, cancelled_by, span }
    Outcome { name, value, until, sets, span }
    Data { rules, holds, whole, span }
    Hold { name, condition, targets, filter, law, span }
    DataRule { disposal, targets, condition, purpose, copies, law, span }
    CopiesGone { within, span }
    Retained { length, start, without, then }
    Anonymised { removing, replacing, leaving, span }
    Replacement { field, value }
    Fixture { name, kind, facts }
    Lifecycle { name, doc, stages, restarted_by, restart, span }
    Facts { base, from, fields, span }
    FactField { name, value }
    Fact { kind, span }
    Test { title, policy, at, at_span, account, request, service, expectations, span }
    Expectation { kind, span }
    ExpectedItem { disposal, path }
    FactPath { steps, span }
}

forms! {
    CalendarKind { Declared(rules), From(path), Both(of) }
    CalendarRuleKind { Rest(names), Covers(days), Holiday(days, why), Working(days, why) }
    Item { Record(it), Outcomes(it), Words(it), Calendar(it), Condition(it), Let(it), Policy(it), Lifecycle(it), Fixture(it), Test(it) }
    FieldKind { Given { ty, optional, tells_apart, key }, Derived(body) }
    TypeKind { Bool, Int, Decimal, Text, Money(currency), Time, Date, Length, OneOf(values), Many(of), Named(path), Error(reported) }
    ExprKind {
        Literal(it),
        Path(it),
        Now,
        Not(it),
        And(parts),
        Or(parts),
        IfThen(premise, conclusion),
        Quantified(quantifier, phrase),
        EverySatisfies(phrase, claim),
        Aggregate(what, phrase),
        Compare(how, left, right),
        OneOf { subject, values, negated },
        Presence { subject, present },
        In(element, set),
        StartsWith(subject, prefix),
        Window(subject, window),
        Satisfies(account, policy),
        Case(it),
        Anchor(anchor, of),
        Anniversary(of, after),
        WorkingDay(of, calendar),
        Rounded(of, rounding),
        Extreme(word, operands),
        Share(percent, of),
        Product(left, right),
        Sum(sign, left, right),
        Error(reported),
    }
    ChoiceKind { Any, Absent, Value(it), Below(it), From(it), Until(it), Range(from, to) }
    WindowKind {
        Ago(distance, length),
        InTheNext(length),
        Beside(distance, side, length, anchor),
        Edge(form, anchor),
        Between(from, to),
    }
    Literal {
        Bool(it),
        Int(it),
        Decimal { digits, scale },
        Text(it),
        Money { digits, scale, currency },
        Duration(it),
        WorkingDays { count, calendar },
        Date(it),
        Time(it),
        Relative { duration, future },
    }
    Clause { Title(it), When(it), Group(it), Require(it), Warn(it), Step(it), AsksNothing(it), Deadline(it), Notify(it), Grace(it), Outcome(it), Data(it) }
    OutcomeValue { For(it), Of(it) }
    Disposal { Erase, Retain(retained), Forfeit, Anonymise(method), Keep, Tell }
    WithoutStart { For(length, start, span), NoEnd(span) }
    ReplacedBy { Text(text), Choice(name) }
    RetainedFrom { Time(time), Leaving(span) }
    FactKind { Literal(it), Name(it), Absent, Unknown, List(facts), Record(fields), Error(reported) }
    ExpectationKind {
        Status(status, requirements),
        EligibleAfter(time),
        EligibleFrom(time),
        Never,
        Warn(name),
        NoWarn(name),
        Final(name),
        Message(language, text),
        Unknown(path),
        Outcome(name, value),
        Deadline(name, state, due),
        NoPlan,
        Item(it),
        WouldBe(it),
    }
    ExpectedDisposal { Erased(since), Kept(end), Held(by), Anonymised(removing, replacing), Forfeited, Informed, NotInformed, CopiesGone(by), Undetermined }
    ExpectedEnd { Until(time), Without, AfterLeaving(length) }
    FactStep { Field(name), Element(index), Key(name, value) }
}
