//! The facts outside of a collection that its lines read: who keeps an element keeps them as long.

use std::collections::{BTreeSet, HashSet};

use super::walk::{Child, Node};
use super::{
    Condition, ConditionKind, DataRule, DefinitionId, Place, Placed, Policy, PolicyId, Precondition, Program,
    RecordId, Root, Subject, Term,
};

/// A record that a root stands for.
#[derive(Debug, Clone)]
struct Bound {
    /// Its path; `None` within the elements that are kept, and for services, which are asked again.
    path: Option<String>,
    record: RecordId,
}

#[derive(Debug, Clone)]
struct Scope {
    account: Bound,
    request: Option<Bound>,
    /// Innermost last.
    elements: Vec<Bound>,
}

impl Program {
    /// The paths of the facts outside of a collection that its lines read, each once and none within another. What a hold
    /// reads is none of them: that is asked again.
    pub(super) fn carried_with(
        &self,
        policy: &Policy,
        placed: &Placed,
        asked: &BTreeSet<String>,
    ) -> Vec<String> {
        let mut reader = Carried { program: self, found: BTreeSet::new(), seen: HashSet::new() };
        let inner = self.within_elements(policy, placed);
        placed.rules.iter().flat_map(DataRule::nodes).for_each(|node| reader.node(node, &inner));
        let found: Vec<String> =
            reader.found.into_iter().filter(|path| !asked.iter().any(|it| is_within(path, it))).collect();
        let is_covered = |path: &String| found.iter().any(|other| other != path && is_within(path, other));
        found.iter().filter(|path| !is_covered(path)).cloned().collect()
    }

    /// The paths of the facts that the holds of a policy read, but not of the elements that they are on.
    #[must_use]
    pub fn asked_by_holds(&self, policy: PolicyId) -> BTreeSet<String> {
        let judged = &self.policies[policy];
        let mut reader = Carried { program: self, found: BTreeSet::new(), seen: HashSet::new() };
        let scope = self.outermost(judged);
        judged.holds.iter().for_each(|hold| reader.node(Node::Condition(&hold.condition), &scope));
        for placed in &judged.data {
            let inner = self.within_elements(judged, placed);
            for held in &placed.holds {
                let mut around = inner.clone();
                around.elements.truncate(inner.elements.len().saturating_sub(held.outwards as usize));
                held.filter.iter().for_each(|filter| reader.node(Node::Condition(filter), &around));
            }
        }
        reader.found
    }

    /// The fields of the account that say when it leaves: those of an account that has left are known by that alone.
    #[must_use]
    pub fn times_of_leaving(&self, policy: PolicyId) -> Vec<u32> {
        let mut times = Vec::new();
        if let Some(there) = self.policies[policy].precondition(Precondition::NotLeft) {
            Node::Condition(there).walk(&mut |node, _| {
                if let Node::Term(Term::Field(place)) = node
                    && let (Root::Account, [index]) = (place.root, place.fields.as_slice())
                {
                    times.push(*index);
                }
            });
        }
        times
    }

    fn outermost(&self, policy: &Policy) -> Scope {
        let package = &self.packages[policy.package];
        let bound = |name: &str, record| Bound { path: Some(name.to_owned()), record };
        let request = package.request.map(|record| bound("request", record));
        Scope { account: bound("account", package.account), request, elements: Vec::new() }
    }

    fn within_elements(&self, policy: &Policy, placed: &Placed) -> Scope {
        let mut scope = self.outermost(policy);
        for at in 0..placed.path.len() {
            let record = self.elements_within(scope.account.record, &placed.path[..=at]);
            scope.elements.extend(record.map(|record| Bound { path: None, record }));
        }
        scope
    }
}

/// Whether a path is another one or leads on from it.
pub(crate) fn is_within(path: &str, other: &str) -> bool {
    path.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

struct Carried<'p> {
    program: &'p Program,
    found: BTreeSet<String>,
    /// Which definitions were looked into, and for which records.
    seen: HashSet<(DefinitionId, Option<String>, Option<String>)>,
}

impl<'p> Carried<'p> {
    fn node(&mut self, node: Node<'p>, scope: &Scope) {
        match node {
            Node::Condition(Condition { kind: ConditionKind::Call(id, subject), .. })
            | Node::Term(Term::Call(id, subject)) => self.call(*id, subject, scope),
            Node::Condition(_) | Node::Term(_) => {
                let read = node.place().and_then(|place| self.bound(place, scope));
                self.found.extend(read.and_then(|bound| bound.path));
            }
        }
        let mut children = Vec::new();
        node.for_each_child(&mut |child| children.push(child));
        for Child { node, element_of } in children {
            let Some(select) = element_of else {
                self.node(node, scope);
                continue;
            };
            let collection = self.bound(&select.collection, scope);
            let mut inner = scope.clone();
            if let Some(Bound { path, record }) = collection {
                // What its elements hold comes with the collection.
                self.found.extend(path);
                inner.elements.push(Bound { path: None, record });
            }
            self.node(node, &inner);
        }
    }

    fn call(&mut self, id: DefinitionId, subject: &Subject, scope: &Scope) {
        let (account, element) = match subject {
            Subject::Same => (Some(scope.account.clone()), None),
            Subject::Account(place) => (self.bound(place, scope), None),
            Subject::Element(place) => (Some(scope.account.clone()), self.bound(place, scope)),
        };
        let Some(account) = account else { return };
        let path_of = |bound: &Option<Bound>| bound.as_ref().and_then(|bound| bound.path.clone());
        let is_element = element.is_some();
        if !self.seen.insert((id, account.path.clone(), path_of(&element).or(is_element.then(String::new)))) {
            return;
        }
        let request = scope.request.clone().filter(|_| !matches!(subject, Subject::Account(_)));
        let inner = Scope { account, request, elements: element.into_iter().collect() };
        self.node(self.program.definitions[id].node(), &inner);
    }

    /// The record, collection or value at a place.
    fn bound(&self, place: &Place, scope: &Scope) -> Option<Bound> {
        let base = match place.root {
            Root::Account => Some(&scope.account),
            Root::Request => scope.request.as_ref(),
            Root::Service(_) => None,
            Root::Element(outwards) => scope.elements.iter().rev().nth(outwards as usize),
        }?;
        let mut bound = base.clone();
        for &index in &place.fields {
            let field = self.program.field(bound.record, index)?;
            if let Some(path) = &mut bound.path {
                path.push('.');
                path.push_str(&field.name);
            }
            bound.record = field.ty.contained().unwrap_or(bound.record);
        }
        Some(bound)
    }
}
