//! One name that nothing declares is one mistake, however often it is used, and so is one declaration that its uses do
//! not fit: it is reported once, with its other places.

use std::collections::HashMap;

use crate::diagnostic::messages::common;
use crate::diagnostic::{Code, Diagnostic, Label, Message};
use crate::source::{Sources, Span};

/// So many other places are shown.
const MOST_PLACES: usize = 4;

/// What makes two diagnostics one mistake.
#[derive(PartialEq, Eq, Hash)]
enum Mistake<'t> {
    /// The same declaration is at fault.
    In(Span),
    /// The same name is written where the same declaration is meant.
    For(&'t str, Span),
    /// The same name is not declared, and the same is said of it.
    Said(&'t str, Code, Message),
}

impl<'t> Mistake<'t> {
    fn of(one: &Diagnostic, sources: &'t Sources) -> Option<Self> {
        let written = sources.slice(one.primary.span);
        match (one.at_fault, one.secondary.first()) {
            (Some(declared), _) => Some(Self::In(declared)),
            _ if !one.undeclared => None,
            (None, Some(declared)) => Some(Self::For(written, declared.span)),
            (None, None) => Some(Self::Said(written, one.code, one.message.clone())),
        }
    }
}

/// Each mistake once, in the order of the first places.
pub(super) fn by_mistake(found: Vec<Diagnostic>, sources: &Sources) -> Vec<Diagnostic> {
    let mut first: HashMap<Mistake<'_>, usize> = HashMap::new();
    let mut grouped: Vec<Diagnostic> = Vec::new();
    for one in found {
        let Some(mistake) = Mistake::of(&one, sources) else {
            grouped.push(one);
            continue;
        };
        match first.get(&mistake) {
            Some(&at) if grouped[at].secondary.len() < MOST_PLACES => {
                grouped[at].secondary.push(Label { span: one.primary.span, text: common::and_here() });
            }
            Some(_) => {}
            None => {
                first.insert(mistake, grouped.len());
                grouped.push(one);
            }
        }
    }
    grouped
}
