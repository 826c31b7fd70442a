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
    /// Whether `or` stands before it: `published or edited`.
    pub after_or: bool,
}

/// A window of time with its place.
#[derive(Debug, Clone)]
pub struct Window {
    /// Which form.
    pub kind: WindowKind,
    /// Where it stands.
    pub span: Span,
}

/// The forms of a window.
#[derive(Debug, Clone)]
pub enum WindowKind {
    /// `within 15d`
    Within(Duration),
    /// `more than 15d ago`
    MoreThanAgo(Duration),
    /// `in the next 30d`
    InTheNext(Duration),
    /// `within 6mo after TIME`
    WithinAfter(Duration, Box<Expr>),
    /// `within 7d before TIME`
    WithinBefore(Duration, Box<Expr>),
    /// `before TIME`
    Before(Box<Expr>),
    /// `after TIME`
    After(Box<Expr>),
    /// `since TIME`
    Since(Box<Expr>),
    /// `between TIME and TIME`
    Between(Box<Expr>, Box<Expr>),
}
