//! Summaries of lowered conditions and definitions, computed once each.

use super::refinement::Refinement;
use crate::ir::Quantifier;
use crate::ir::nesting::{DEEPEST, LARGEST};

/// The summary of a lowered condition or term: its inputs, its monotonicity in time, its size.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::check) struct Summary {
    /// It reads the account.
    pub(in crate::check) account: bool,
    /// It reads the request.
    pub(in crate::check) request: bool,
    /// Time alone may turn it from false to true.
    pub(in crate::check) increasing: bool,
    /// Time alone may turn it from true to false.
    pub(in crate::check) decreasing: bool,
    /// Where it is false, refusals of a policy that it asks to be satisfied may show through.
    pub(in crate::check) refuses: bool,
    /// Likewise where it is true, as `not` turns it.
    pub(in crate::check) refuses_if_true: bool,
    /// How many levels of conditions and terms it holds, calls written out.
    pub(in crate::check) depth: u32,
    /// How many conditions and terms it holds, calls written out.
    pub(in crate::check) nodes: u64,
    /// What it refers to is too large, and reported.
    pub(in crate::check) reported: bool,
}

impl Summary {
    pub(in crate::check) fn and(self, other: Self) -> Self {
        Self {
            account: self.account || other.account,
            request: self.request || other.request,
            increasing: self.increasing || other.increasing,
            decreasing: self.decreasing || other.decreasing,
            refuses: self.refuses || other.refuses,
            refuses_if_true: self.refuses_if_true || other.refuses_if_true,
            depth: self.depth.max(other.depth),
            nodes: self.nodes.saturating_add(other.nodes),
            reported: self.reported || other.reported,
        }
    }

    /// Whether judging by it would take more time or stack than any program may, built ones included, and nothing that
    /// it refers to is too large already.
    pub(in crate::check) fn is_first_too_large(self) -> bool {
        !self.reported && (self.depth > DEEPEST || self.nodes > LARGEST)
    }

    pub(in crate::check) fn negated(self) -> Self {
        Self {
            increasing: self.decreasing,
            decreasing: self.increasing,
            refuses: self.refuses_if_true,
            refuses_if_true: self.refuses,
            ..self
        }
    }

    /// Of a count, with the traits of its filter: refusals show through of the elements that are counted.
    pub(in crate::check) fn counted(self, quantifier: Quantifier) -> Self {
        let [at_least, at_most] = [self, self.negated()];
        match quantifier {
            Quantifier::AtLeast(_) => Self { refuses: false, ..at_least },
            Quantifier::AtMost(_) => Self { refuses_if_true: false, ..at_most },
            Quantifier::Exactly(_) => {
                let refuses = self.refuses_if_true;
                Self { refuses, refuses_if_true: refuses, ..self.unsteady() }
            }
        }
    }

    /// Of a term: it tells no refusals.
    pub(in crate::check) fn without_refusals(self) -> Self {
        Self { refuses: false, refuses_if_true: false, ..self }
    }

    /// Of a value: where its parts change, it may go either way.
    pub(in crate::check) fn unsteady(self) -> Self {
        let changes = self.increasing || self.decreasing;
        Self { increasing: changes, decreasing: changes, ..self }
    }

    pub(in crate::check) fn deeper(self) -> Self {
        Self { depth: self.depth.saturating_add(1), nodes: self.nodes.saturating_add(1), ..self }
    }
}

/// What its callers need to know of a definition.
#[derive(Debug)]
pub(in crate::check) struct DefinitionSummary {
    pub(in crate::check) summary: Summary,
    /// What it shows to be present where it is false, and where it is true.
    pub(in crate::check) shows: [Vec<Refinement>; 2],
}
