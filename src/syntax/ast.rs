//! The tree of one `.policy` file, close to its text: every node has the [`Span`] that it was read from, and what
//! could not be read is an `Error` node that later phases pass over in silence.

mod calendar;
mod case;
mod expression;
mod fact;
mod lifecycle;
mod literal;
mod outcomes;
mod phrase;
mod policy;
mod record;
pub(crate) mod shift;
mod test;
mod types;

pub use calendar::{Calendar, CalendarKind, CalendarRule, CalendarRuleKind, DayRange};
pub use case::{Case, CasePattern, CaseRow, Choice, ChoiceKind};
pub use expression::{
    Aggregate, AggregateWord, Anchor, Comparison, ConditionItem, Edge, Expr, ExprForm, ExprKind, ExtremeWord,
    MonthDay, Percentage, Period, Quantifier, Rounding, Sign,
};
pub use fact::{Fact, FactField, FactKind, FactPath, FactStep, Facts, Fixture};
pub use lifecycle::Lifecycle;
pub use literal::{Duration, Literal};
pub use outcomes::{DeclaredOutcome, Outcomes, Said, Title, Words, WordsOfField};
pub use phrase::{Distance, EdgeWindow, Phrase, PhraseWord, Side, Window, WindowKind};
pub use policy::{
    Anonymised, Clause, CopiesGone, Data, DataRule, Deadline, Disposal, Grace, Group, Hold, Message, Notify,
    Outcome, OutcomeValue, Policy, ReplacedBy, Replacement, Require, Retained, RetainedFrom, Step, Trigger,
    Warn, Way, WithoutStart, in_groups,
};
pub use record::{Field, FieldKind, Let, Record, RecordKind};
pub use test::{
    DeadlineState, Expectation, ExpectationKind, ExpectedDisposal, ExpectedEnd, ExpectedItem, Test,
};
pub use types::{EnumerationValue, Type, TypeKind};

use std::fmt;
use std::ops::Range;

use crate::source::Span;

/// A word of the author's, NFC-normalised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The word.
    pub text: String,
    /// Where it is written.
    pub span: Span,
}

/// The text of a string literal, escapes resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// What the literal means.
    pub value: String,
    /// The literal with its quotes.
    pub span: Span,
    /// The offsets in `value` of the characters that are written with a backslash, ascending.
    pub escapes: Vec<u32>,
}

impl Text {
    /// Where a part of the value is written.
    #[must_use]
    pub fn span_of(&self, part: Range<usize>) -> Span {
        let quotes = 2;
        if self.value.len() + self.escapes.len() + quotes != self.span.range().len() {
            // Read differently from how it is written: in other quotes, for example.
            return self.span;
        }
        let written = |offset: usize| {
            let escaped = self.escapes.partition_point(|&at| (at as usize) < offset);
            self.span.start + 1 + (offset + escaped) as u32
        };
        Span::new(self.span.file, written(part.start), written(part.end))
    }
}

/// A dotted path: `b2b`, `account.trades`, `alibaba_cn.close`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// The words between the dots, at least one.
    pub names: Vec<Name>,
    /// From the first word to the last.
    pub span: Span,
}

impl fmt::Display for Path {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&dotted(&self.names))
    }
}

/// Names as a path has them, with dots between.
#[must_use]
pub fn dotted(names: &[Name]) -> String {
    let names: Vec<&str> = names.iter().map(|name| name.text.as_str()).collect();
    names.join(".")
}

/// One file.
#[derive(Debug, Clone, Default)]
pub struct File {
    /// `package NAME`.
    pub package: Option<Name>,
    /// `languages zh, en`; the first is the default.
    pub languages: Vec<Name>,
    /// `zone Asia/Shanghai`.
    pub zone: Option<Name>,
    /// `use NAME`.
    pub uses: Vec<Name>,
    /// Everything else, in the order of the text.
    pub items: Vec<Item>,
}

impl File {
    /// Whether it says anything but items.
    pub(crate) fn has_header(&self) -> bool {
        let Self { package, languages, zone, uses, items: _ } = self;
        package.is_some() || !languages.is_empty() || zone.is_some() || !uses.is_empty()
    }
}

/// A declaration at the top of a file.
#[expect(clippy::large_enum_variant, reason = "a file holds few items, each once")]
#[derive(Debug, Clone)]
pub enum Item {
    /// `account { … }`, `request { … }` or `record NAME { … }`.
    Record(Record),
    /// `outcomes { … }`.
    Outcomes(Outcomes),
    /// `words { … }`.
    Words(Words),
    /// `calendar NAME { … }`.
    Calendar(Calendar),
    /// `condition NAME = …`.
    Condition(ConditionItem),
    /// `let NAME = …`.
    Let(Let),
    /// `policy NAME on … { … }`.
    Policy(Policy),
    /// `lifecycle NAME: … then … restarted by …`.
    Lifecycle(Lifecycle),
    /// `fixture NAME: account { … }`.
    Fixture(Fixture),
    /// `test "…" for NAME at … { … }`.
    Test(Test),
}

impl Item {
    /// The name or the keyword that it is known by.
    pub(crate) fn known_by(&self) -> Span {
        match self {
            Self::Record(record) => record.name.span,
            Self::Outcomes(outcomes) => outcomes.keyword,
            Self::Words(words) => words.keyword,
            Self::Calendar(calendar) => calendar.name.span,
            Self::Condition(condition) => condition.name.span,
            Self::Let(value) => value.name.span,
            Self::Policy(policy) => policy.name.span,
            Self::Lifecycle(lifecycle) => lifecycle.name.span,
            Self::Fixture(fixture) => fixture.name.span,
            Self::Test(test) => test.title.span,
        }
    }
}
