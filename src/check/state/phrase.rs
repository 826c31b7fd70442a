//! A phrase that has ended, for suggestions about words that follow it.

use crate::syntax::ast::{Expr, ExprKind, PhraseWord};

/// The phrases that end before what is being checked, within the same condition.
#[derive(Debug, Clone, Copy)]
pub(in crate::check) struct EndedPhrase<'a> {
    /// The words of the phrase.
    pub(in crate::check) words: &'a [PhraseWord],
    /// Whether a claim behind `satisfies` ends it.
    pub(in crate::check) claims: bool,
}

impl<'a> EndedPhrase<'a> {
    /// The phrase that a condition is, if it is one.
    pub(in crate::check) fn of(condition: &'a Expr) -> Option<Self> {
        if let ExprKind::Quantified(_, phrase) = &condition.kind {
            return Some(Self { words: &phrase.words, claims: false });
        }
        if let ExprKind::EverySatisfies(phrase, _) = &condition.kind {
            return Some(Self { words: &phrase.words, claims: true });
        }
        None
    }
}
