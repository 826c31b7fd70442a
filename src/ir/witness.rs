//! Of which record the witnesses of a condition are: the elements that a message may count and list.

use super::walk::Node;
use super::{ConditionKind, Place, Program, RecordId, Root, Subject, Term, Type};

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
        let mut found = Vec::new();
        self.collect(node, roots, &mut found);
        let first = *found.first()?;
        found.iter().all(|&other| other == first).then_some(first)
    }

    fn collect(&self, node: Node<'_>, roots: Roots, found: &mut Vec<RecordId>) {
        if let Some(select) = node.select() {
            found.extend(self.elements_at(&select.collection, roots));
            return;
        }
        let call = match node {
            Node::Condition(condition) => match &condition.kind {
                ConditionKind::Call(id, subject) => Some((*id, subject)),
                _ => None,
            },
            Node::Term(Term::Call(id, subject)) => Some((*id, subject)),
            Node::Term(_) => None,
        };
        if let Some((id, subject)) = call
            && let Some(definition) = self.definitions.get(id)
        {
            let request = if matches!(subject, Subject::Account(_)) { None } else { definition.request };
            let roots = Roots { account: Some(definition.account), request, element: definition.element };
            self.collect(definition.node(), roots, found);
        }
        node.for_each_child(&mut |child| self.collect(child.node, roots, found));
    }

    /// The record that the collection at a place holds.
    fn elements_at(&self, collection: &Place, roots: Roots) -> Option<RecordId> {
        let mut record = match collection.root {
            Root::Account => roots.account?,
            Root::Request => roots.request?,
            Root::Element(0) => roots.element?,
            Root::Element(_) => return None,
        };
        for &index in &collection.fields {
            match self.records.get(record)?.fields.get(index as usize)?.ty {
                Type::Record(inner) | Type::Many(inner) => record = inner,
                _ => return None,
            }
        }
        Some(record)
    }
}
