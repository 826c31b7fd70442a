//! Tests and what they expect.

use super::Replacement;
use super::{FactPath, Facts, Literal, Name, OutcomeValue, Path, Text};
use crate::source::Span;

/// `test "…" for POLICY at TIME { … }`
#[derive(Debug, Clone)]
pub struct Test {
    /// What it shows.
    pub title: Text,
    /// The policy under test.
    pub policy: Path,
    /// `now`.
    pub at: Literal,
    /// Where `now` is written.
    pub at_span: Span,
    /// `account …`
    pub account: Option<Facts>,
    /// `request …`
    pub request: Option<Facts>,
    /// `service …`
    pub service: Option<Facts>,
    /// `expect …`
    pub expectations: Vec<Expectation>,
    /// The whole item.
    pub span: Span,
}

/// `expect …`
#[derive(Debug, Clone)]
pub struct Expectation {
    /// What is expected.
    pub kind: ExpectationKind,
    /// The whole line.
    pub span: Span,
}

/// The forms of an expectation.
#[derive(Debug, Clone)]
pub enum ExpectationKind {
    /// `expect blocked by a, b`: the status, and exactly these failed requirements when any is named.
    Status(Name, Vec<Name>),
    /// `expect eligible after TIME`; the literal is a time or a relative time.
    EligibleAfter(Literal),
    /// `expect eligible from TIME`; the literal is a time or a relative time.
    EligibleFrom(Literal),
    /// `expect never`
    Never,
    /// `expect warn NAME`
    Warn(Name),
    /// `expect no warn NAME`
    NoWarn(Name),
    /// `expect final NAME`
    Final(Name),
    /// `expect message zh "…"`
    Message(Name, Text),
    /// `expect unknown account.trades[0].completed`
    Unknown(FactPath),
    /// `expect outcome assist`, `expect outcome suspend for 30d`
    Outcome(Name, Option<OutcomeValue>),
    /// `expect deadline answer overdue`, `expect deadline answer open due TIME`; one of the two is given.
    Deadline(Name, Option<DeadlineState>, Option<Literal>),
    /// `expect no plan`
    NoPlan,
    /// `expect erased account.orders`
    Item(ExpectedItem),
    /// `expect would be erased account.orders`
    WouldBe(ExpectedItem),
}

/// What is expected of an item of a plan, or of each element of a collection.
#[derive(Debug, Clone)]
pub struct ExpectedItem {
    /// What is done with it.
    pub disposal: ExpectedDisposal,
    /// Its path: `account.orders`.
    pub path: FactPath,
}

/// What is expected to be done with an item.
#[derive(Debug, Clone)]
pub enum ExpectedDisposal {
    /// `erased PATH`, `erased PATH due since TIME`
    Erased(Option<Literal>),
    /// `kept PATH`, `kept PATH until TIME`, `kept PATH without end`, `kept PATH for LENGTH after leaving`
    Kept(Option<ExpectedEnd>),
    /// `anonymised PATH`, `anonymised PATH removing … replacing …`
    Anonymised(Vec<Name>, Vec<Replacement>),
    /// `held PATH by NAME`
    Held(Name),
    /// `forfeited PATH`
    Forfeited,
    /// `informed PATH`
    Informed,
    /// `not informed PATH`
    NotInformed,
    /// `copies gone PATH by TIME`
    CopiesGone(Literal),
    /// `undetermined PATH`
    Undetermined,
}

/// How long an item is expected to be kept.
#[derive(Debug, Clone)]
pub enum ExpectedEnd {
    /// `until TIME`
    Until(Literal),
    /// `without end`
    Without,
    /// `for LENGTH after leaving`
    AfterLeaving(Literal),
}

/// How a deadline is expected to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeadlineState {
    /// `not asked`
    NotAsked,
    /// `not begun`
    NotBegun,
    /// `open`
    Open,
    /// `met`
    Met,
    /// `overdue`
    Overdue,
    /// `unknown`
    Unknown,
}
