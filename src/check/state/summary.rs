//! Summaries of lowered conditions and definitions, computed once each.

use super::refinement::Refinement;
use crate::flat::Trend;
use crate::ir::Quantifier;
use crate::ir::nesting::{DEEPEST, LARGEST, Operands};
use crate::ir::walk::Node;

/// The summary of a lowered condition or term: its inputs, its monotonicity in time, its size.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::check) struct Summary {
    /// It reads the account.
    pub(in crate::check) account: bool,
    /// It reads the request.
    pub(in crate::check) request: bool,
    /// How time alone may change it.
    pub(in crate::check) trend: Trend,
    /// Where it is false, refusals of a policy that it asks to be satisfied may show through.
    pub(in crate::check) refuses: bool,
    /// Likewise where it is true, as `not` turns it.
    pub(in crate::check) refuses_if_true: bool,
    /// How many levels of conditions and terms it holds, calls written out.
    pub(in crate::check) depth: u32,
    /// How many conditions and terms it holds, calls written out.
    pub(in crate::check) nodes: u64,
    /// Of a term that is the greater or the lesser of others, how many they are.
    pub(in crate::check) operands: Operands,
    /// What it refers to is too large, and reported.
    pub(in crate::check) reported: bool,
}

impl Summary {
    pub(in crate::check) fn and(self, other: Self) -> Self {
        Self {
            account: self.account || other.account,
            request: self.request || other.request,
            trend: self.trend.and(other.trend),
            refuses: self.refuses || other.refuses,
            refuses_if_true: self.refuses_if_true || other.refuses_if_true,
            depth: self.depth.max(other.depth),
            nodes: self.nodes.saturating_add(other.nodes),
            operands: Operands::default(),
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
            trend: self.trend.negated(),
            refuses: self.refuses_if_true,
            refuses_if_true: self.refuses,
            ..self
        }
    }

    /// The summary of a bound on how many elements are selected, from that of the filter: refusals of the elements that are
    /// counted show through.
    pub(in crate::check) fn counted(self, quantifier: Quantifier) -> Self {
        let trend = self.trend.counted(quantifier);
        let (refuses, refuses_if_true) = match quantifier {
            Quantifier::AtLeast(_) => (false, self.refuses_if_true),
            Quantifier::AtMost(_) => (self.refuses_if_true, false),
            Quantifier::Exactly(_) => (self.refuses_if_true, self.refuses_if_true),
        };
        Self { trend, refuses, refuses_if_true, ..self }
    }

    /// The summary of a term: it shows no refusals.
    pub(in crate::check) fn without_refusals(self) -> Self {
        Self { refuses: false, refuses_if_true: false, ..self }
    }

    /// The summary of a value: where its parts change, it may go either way.
    pub(in crate::check) fn unsteady(self) -> Self {
        Self { trend: self.trend.unsteady(), ..self }
    }

    /// The summary of a node with so many operands.
    pub(in crate::check) fn with_operands(self, node: Node<'_>, operands: Operands) -> Self {
        let nodes = self.nodes.saturating_add(operands.comparisons(node) - 1);
        Self { operands, nodes, ..self }
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
