//! Noun phrases and windows of time.

use super::{Expr, Path};
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

/// The forms of a window. Their lengths are written out, or are values.
#[derive(Debug, Clone)]
pub enum WindowKind {
    /// A distance from `now`, backwards: `within 15d`, `more than 15d ago`.
    Ago(Distance, Box<Expr>),
    /// `in the next 30d`
    InTheNext(Box<Expr>),
    /// A distance from another time, to one side of it: `within 6mo after TIME`.
    Beside(Distance, Side, Box<Expr>, Box<Expr>),
    /// One side of a time: `before TIME`.
    Edge(EdgeWindow, Box<Expr>),
    /// `between TIME and TIME`
    Between(Box<Expr>, Box<Expr>),
}

/// How a distance is compared with a length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Distance {
    /// `within 15d`
    Within,
    /// `less than 15d ago`
    LessThan,
    /// `at least 15d ago`
    AtLeast,
    /// `more than 15d ago`
    MoreThan,
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
