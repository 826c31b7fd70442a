//! The outcomes that a package declares.

use super::Name;
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
    /// The `///` lines before it.
    pub doc: Option<String>,
    /// The whole entry.
    pub span: Span,
}
