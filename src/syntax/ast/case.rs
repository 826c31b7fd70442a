//! Values by case.

use super::{Expr, Text};
use crate::source::Span;

/// `case plan, region { … }`
#[derive(Debug, Clone)]
pub struct Case {
    /// What rows are chosen by: paths, or `now`.
    pub keys: Vec<Expr>,
    /// The rows, of which the first that matches counts.
    pub rows: Vec<CaseRow>,
    /// From the word to the closing brace.
    pub span: Span,
}

/// `eu or us, invoice: 10  law "§ 147 AO"`
#[derive(Debug, Clone)]
pub struct CaseRow {
    /// What it asks of each key.
    pub patterns: Vec<CasePattern>,
    /// Its value.
    pub value: Expr,
    /// `law "…"`
    pub law: Option<Text>,
    /// The whole row.
    pub span: Span,
}

/// `eu or us`
#[derive(Debug, Clone)]
pub struct CasePattern {
    /// What it matches: one of these.
    pub choices: Vec<Choice>,
    /// From the first to the last of them.
    pub span: Span,
}

/// One of the values, or ranges of them, that a row is for.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Which.
    pub kind: ChoiceKind,
    /// Where it is written.
    pub span: Span,
}

/// The forms of a choice.
#[derive(Debug, Clone)]
pub enum ChoiceKind {
    /// `_`: every value.
    Any,
    /// `absent`
    Absent,
    /// `free`, `3`
    Value(Expr),
    /// `below 1_000`
    Below(Expr),
    /// `from 1_000`
    From(Expr),
    /// `until 2024-12-31`
    Until(Expr),
    /// `1_000 to 9_999`, both ends included.
    Range(Expr, Expr),
}
