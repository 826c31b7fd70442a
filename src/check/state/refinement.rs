//! A refinement: what is known to be present, or to exist, where a condition holds.

use crate::ir::entailment::entails;
use crate::ir::walk::Node;
use crate::ir::{Place, Root, Select, Term};

/// What a condition shows.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::check) enum Refinement {
    /// A fact or a definition's value is present.
    Present(Term),
    /// A collection has elements of a kind, so that its extremes are present.
    Elements(Elements),
}

/// Elements that there are.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::check) struct Elements {
    /// Which: at least one is selected.
    pub(in crate::check) select: Select,
    /// What each of them has, of what an element may lack.
    pub(in crate::check) having: Vec<Term>,
}

/// The selection of an aggregate that is absent where nothing is selected, and what it takes of each element.
pub(in crate::check) fn extreme_of(value: &Term) -> Option<(&Select, &Term)> {
    match value {
        Term::Aggregate { kind, select, of: Some(of) } if kind.identity().is_none() => Some((select, of)),
        Term::Aggregate { .. }
        | Term::Distinct(_)
        | Term::Constant(_)
        | Term::Now
        | Term::Field(_)
        | Term::Arithmetic(..)
        | Term::Shift(..)
        | Term::Moved(..)
        | Term::Case(_)
        | Term::Anniversary(..)
        | Term::Call(..) => None,
    }
}

impl Elements {
    /// Whether they are elements of the selection.
    pub(in crate::check) fn are_among(&self, select: &Select) -> bool {
        self.select.collection == select.collection && entails(&self.select.filter, &select.filter)
    }
}

/// Whether a selection speaks of no element around it.
pub(in crate::check) fn is_about_no_element(select: &Select) -> bool {
    let is_outer =
        |place: &Place, depth: usize| matches!(place.root, Root::Element(at) if at as usize >= depth);
    let mut outer = is_outer(&select.collection, 0);
    Node::Condition(&select.filter).walk(&mut |node, around| {
        let depth = around.len() + 1;
        outer |= node.place().is_some_and(|place| is_outer(place, depth));
        outer |= node.select().is_some_and(|inner| is_outer(&inner.collection, depth));
    });
    !outer
}
