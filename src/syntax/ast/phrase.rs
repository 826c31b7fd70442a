//! Noun phrases and windows of time.

use super::{Duration, Expr, Path};
use crate::source::Span;

/// A noun phrase as a list of words: `open trades completed or cancelled within 15d where …`. Which word is the
/// noun is for the checker to say: it is the one that names a record or a collection.
#[derive(Debug, Clone)]
pub struct Phrase {
    /// Adjectives, noun and time fields, in order.
    pub words: Vec<PhraseWord>,
    /// The window at the end of the times.
    pub window: Option<Window>,
    /// `where CONDITION`
    pub filter: Option<Expr>,
    /// From the first word to the end of the filter.
    pub span: Span,
}

/// A word of a phrase.
#[derive(Debug, Clone)]
pub struct PhraseWord {
    /// The word, or a path (`account.trades`).
    pub path: Path,
    /// Whether `or` precedes it: `published or edited`.
    pub after_or: bool,
}

/// A window of time with its place.
#[derive(Debug, Clone)]
pub struct Window {
    /// Which form.
    pub kind: WindowKind,
    /// Where it is written.
    pub span: Span,
}

/// The forms of a window.
#[derive(Debug, Clone)]
pub enum WindowKind {
    /// A length of time before or after `now`: `within 15d`.
    Length(LengthWindow, Duration),
    /// A length of time on one side of another time: `within 6mo after TIME`.
    Beside(Side, Duration, Box<Expr>),
    /// One side of a time: `before TIME`.
    Edge(EdgeWindow, Box<Expr>),
    /// `between TIME and TIME`
    Between(Box<Expr>, Box<Expr>),
}

/// The windows that a length of time gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LengthWindow {
    /// `within 15d`
    Within,
    /// `more than 15d ago`
    MoreThanAgo,
    /// `in the next 30d`
    InTheNext,
}

/// On which side of a time a window is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// `within 7d before TIME`
    Before,
    /// `within 6mo after TIME`
    After,
}

/// The windows with a single bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EdgeWindow {
    /// `before TIME`
    Before,
    /// `after TIME`
    After,
    /// `since TIME`
    Since,
}
