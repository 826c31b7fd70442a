//! Of which record the witnesses of a condition are: the elements that a message may count and list.

use std::collections::HashSet;

use super::walk::Node;
use super::{ConditionKind, DefinitionId, Place, Program, RecordId, Root, Subject, Term};

/// The records that the roots of places stand for.
#[derive(Debug, Clone, Copy)]
pub struct Roots {
    /// [`Root::Account`]
    pub account: Option<RecordId>,
    /// [`Root::Request`]
    pub request: Option<RecordId>,
    /// [`Root::Element`] 0, the only one.
    pub element: Option<RecordId>,
}

impl Program {
    /// The record of the elements that a condition speaks of, if all of them are of one: those that its phrases select
    /// themselves, not those within their filters.
    #[must_use]
    pub fn witnesses(&self, node: Node<'_>, roots: Roots) -> Option<RecordId> {
        let mut walk = Walk { program: self, seen: HashSet::new(), found: Vec::new() };
        walk.collect(node, roots);
        let first = *walk.found.first()?;
        walk.found.iter().all(|&other| other == first).then_some(first)
    }

    /// The record that the collection at a place holds.
    fn elements_at(&self, collection: &Place, roots: Roots) -> Option<RecordId> {
        let record = match collection.root {
            Root::Account => roots.account?,
            Root::Request => roots.request?,
            Root::Service(package) => self.service_of(package)?,
            Root::Element(0) => roots.element?,
            Root::Element(_) => return None,
        };
        self.field_at(record, &collection.fields)?.ty.elements()
    }
}

/// Looks into each definition once: it may be called from many places.
struct Walk<'p> {
    program: &'p Program,
    /// Definitions, and whether they were called with a request at hand.
    seen: HashSet<(DefinitionId, bool)>,
    found: Vec<RecordId>,
}

impl<'p> Walk<'p> {
    fn collect(&mut self, node: Node<'p>, roots: Roots) {
        if let Some(select) = node.select() {
            self.found.extend(self.program.elements_at(&select.collection, roots));
            return;
        }
        if let Some((id, subject)) = called(node)
            && let Some(definition) = self.program.definitions.get(id)
        {
            let request = if matches!(subject, Subject::Account(_)) { None } else { definition.request };
            if self.seen.insert((id, request.is_some())) {
                let roots = Roots { account: Some(definition.account), request, element: definition.element };
                self.collect(definition.node(), roots);
            }
        }
        node.for_each_child(&mut |child| self.collect(child.node, roots));
    }
}

fn called(node: Node<'_>) -> Option<(DefinitionId, &Subject)> {
    match node {
        Node::Condition(condition) => match &condition.kind {
            ConditionKind::Call(id, subject) => Some((*id, subject)),
            ConditionKind::Constant(_)
            | ConditionKind::Holds(_)
            | ConditionKind::Not(_)
            | ConditionKind::All(_)
            | ConditionKind::Any(_)
            | ConditionKind::Compare(..)
            | ConditionKind::Member(..)
            | ConditionKind::StartsWith(..)
            | ConditionKind::Present(_)
            | ConditionKind::Quantified(..)
            | ConditionKind::Satisfies(..)
            | ConditionKind::Case(_) => None,
        },
        Node::Term(Term::Call(id, subject)) => Some((*id, subject)),
        Node::Term(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Body, Condition, Definition, DefinitionId, Id, IndexVec, Origin};

    /// Each definition calls the one before it twice; written out, the last has 2⁶⁴ calls.
    #[test]
    fn a_definition_is_looked_into_once_however_often_it_is_called() {
        let origin = Origin { file: 0, start: 0, end: 0 };
        let made = |kind| Condition { kind, origin };
        let call = |id| made(ConditionKind::Call(DefinitionId::from_index(id), Subject::Same));
        let definition = |body| Definition {
            name: String::new(),
            account: RecordId::FIRST,
            request: None,
            element: None,
            body: Body::Condition(body),
        };
        let mut definitions = IndexVec::from(vec![definition(made(ConditionKind::Constant(true)))]);
        for id in 0..64 {
            definitions.push(definition(made(ConditionKind::All(vec![call(id), call(id)]))));
        }
        let program = Program {
            files: Vec::new(),
            packages: IndexVec::new(),
            records: IndexVec::new(),
            enumerations: IndexVec::new(),
            definitions,
            policies: IndexVec::new(),
            lifecycles: IndexVec::new(),
            tests: Vec::new(),
            hashes: crate::ir::Hashes::default(),
            services: crate::ir::Services::default(),
        };
        let roots = Roots { account: Some(RecordId::FIRST), request: None, element: None };
        assert_eq!(program.witnesses(Node::Condition(&call(64)), roots), None);
    }
}
