//! Facts, as fixtures and tests give them.

use super::{Literal, Name, RecordKind, Text};
use crate::diagnostic::Reported;
use crate::source::Span;

/// `fixture NAME: account { … }` or `fixture NAME: account BASE with { … }`
#[derive(Debug, Clone)]
pub struct Fixture {
    /// Its name.
    pub name: Name,
    /// Whether it describes the account or the request.
    pub kind: RecordKind,
    /// The facts.
    pub facts: Facts,
}

/// The facts of a fixture or a test.
#[derive(Debug, Clone)]
pub struct Facts {
    /// `with`: the fixture that is overridden.
    pub base: Option<Name>,
    /// `from "accounts/42.json"`
    pub from: Option<Text>,
    /// The fields in braces.
    pub fields: Vec<FactField>,
    /// The whole.
    pub span: Span,
}

/// `name: value`
#[derive(Debug, Clone)]
pub struct FactField {
    /// The field.
    pub name: Name,
    /// Its value.
    pub value: Fact,
}

/// A value in a fixture.
#[derive(Debug, Clone)]
pub struct Fact {
    /// What it is.
    pub kind: FactKind,
    /// Where it is written.
    pub span: Span,
}

/// The forms of a fact.
#[derive(Debug, Clone)]
pub enum FactKind {
    /// `12.50 CNY`, `3d ago`, …
    Literal(Literal),
    /// An enumeration's value.
    Name(Name),
    /// `absent`
    Absent,
    /// `unknown`
    Unknown,
    /// `[…]`
    List(Vec<Fact>),
    /// `{…}`
    Record(Vec<FactField>),
    /// Could not be read; already reported.
    Error(Reported),
}

/// The path of a fact: `account.trades[0].completed`.
#[derive(Debug, Clone)]
pub struct FactPath {
    /// What it leads through, `account` or `request` first.
    pub steps: Vec<FactStep>,
    /// The whole path.
    pub span: Span,
}

/// A step of a fact's path.
#[derive(Debug, Clone)]
pub enum FactStep {
    /// `.completed`
    Field(Name),
    /// `[0]`
    Element(u64),
    /// `[number="R-17"]`
    Key(Name, Literal),
}
