//! The outcomes that a package declares, and the words that people are shown instead of names.

use super::{Name, Path, Text};
use crate::source::Span;

/// `outcomes { close leaves  freeze }`
#[derive(Debug, Clone)]
pub struct Outcomes {
    /// The word `outcomes`.
    pub keyword: Span,
    /// The `///` lines before it.
    pub doc: Option<String>,
    /// What is declared, in order.
    pub declared: Vec<DeclaredOutcome>,
    /// Whether all of it could be read.
    pub whole: bool,
    /// The whole item.
    pub span: Span,
}

/// An outcome of an `outcomes` block.
#[derive(Debug, Clone)]
pub struct DeclaredOutcome {
    /// Its name.
    pub name: Name,
    /// The word `leaves`, of one after which the account is gone.
    pub leaves: Option<Span>,
    /// What people are shown instead of its name.
    pub said: Vec<Said>,
    /// The `///` lines before it.
    pub doc: Option<String>,
    /// The whole entry.
    pub span: Span,
}

/// What people are shown instead of a name, in one language: `zh "…"`.
#[derive(Debug, Clone)]
pub struct Said {
    /// The language's tag.
    pub language: Name,
    /// The words.
    pub text: Text,
}

/// `words { account.trades zh "…" en "…" }`
#[derive(Debug, Clone)]
pub struct Words {
    /// The word `words`.
    pub keyword: Span,
    /// The `///` lines before it.
    pub doc: Option<String>,
    /// The fields with their words, in order.
    pub entries: Vec<WordsOfField>,
    /// Whether all of it could be read.
    pub whole: bool,
    /// The whole item.
    pub span: Span,
}

/// A field of a record with its words.
#[derive(Debug, Clone)]
pub struct WordsOfField {
    /// The record and the field.
    pub path: Path,
    /// The words, a language each.
    pub said: Vec<Said>,
    /// The whole entry.
    pub span: Span,
}

/// `title zh "…" en "…"`
#[derive(Debug, Clone)]
pub struct Title {
    /// The words, a language each.
    pub said: Vec<Said>,
    /// The whole clause.
    pub span: Span,
}
