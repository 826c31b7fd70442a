//! Which fields a policy reads: in its conditions, its messages, its grace and its plan for the data, and in all that
//! these call.

use std::collections::{BTreeSet, HashSet};

use super::walk::{Child, Node};
use super::{
    Condition, ConditionKind, DataRule, Deadline, DefinitionId, Message, Piece, Place, Policy, PolicyId,
    Program, RecordId, Root, Roots, Term,
};

impl Program {
    /// The fields that judging by a policy can read, as record and index.
    #[must_use]
    pub fn reads(&self, policy: PolicyId) -> BTreeSet<(RecordId, u32)> {
        let mut reader = Reader {
            program: self,
            found: BTreeSet::new(),
            definitions: HashSet::new(),
            policies: HashSet::new(),
        };
        reader.policy(policy);
        reader.found
    }
}

struct Reader<'p> {
    program: &'p Program,
    found: BTreeSet<(RecordId, u32)>,
    definitions: HashSet<DefinitionId>,
    policies: HashSet<PolicyId>,
}

/// The records that roots stand for.
#[derive(Debug, Clone)]
struct Scope<'p> {
    program: &'p Program,
    account: RecordId,
    request: Option<RecordId>,
    /// Innermost last.
    elements: Vec<RecordId>,
}

impl Scope<'_> {
    fn inside(&self, element: Option<RecordId>) -> Self {
        let mut inner = self.clone();
        inner.elements.extend(element);
        inner
    }

    fn record_of(&self, root: Root) -> Option<RecordId> {
        match root {
            Root::Account => Some(self.account),
            Root::Request => self.request,
            Root::Service(package) => self.program.service_of(package),
            Root::Element(outwards) => self.elements.iter().rev().nth(outwards as usize).copied(),
        }
    }
}

impl<'p> Reader<'p> {
    fn policy(&mut self, id: PolicyId) {
        if !self.policies.insert(id) {
            return;
        }
        let policy = &self.program.policies[id];
        let package = &self.program.packages[policy.package];
        let (account, request) = (package.account, package.request);
        let scope = Scope { program: self.program, account, request, elements: Vec::new() };
        self.node(Node::Condition(&policy.when), &scope);
        policy.groups.iter().for_each(|group| self.node(Node::Condition(&group.condition), &scope));
        for requirement in &policy.requirements {
            self.clause(Some(&requirement.condition), &requirement.messages, &scope);
            for (way, _, conditions) in requirement.ways() {
                for (part, condition) in way.parts.iter().zip(conditions) {
                    self.clause(part.split(condition).map(|(_, own)| own), &part.messages, &scope);
                }
            }
        }
        for warning in &policy.warnings {
            self.clause(Some(&warning.condition), &warning.messages, &scope);
        }
        for step in &policy.steps {
            self.clause(None, &step.messages, &scope);
        }
        self.consequences(policy, &scope);
    }

    /// What follows once the requirements hold, and what the service has to do.
    fn consequences(&mut self, policy: &'p Policy, scope: &Scope<'_>) {
        policy.deadlines.iter().flat_map(Deadline::nodes).for_each(|node| self.node(node, scope));
        if let Some(grace) = &policy.grace {
            self.node(Node::Term(&grace.until), scope);
            if let Some(select) = &grace.cancelled_by {
                let element = self.follow(&select.collection, scope);
                self.node(Node::Condition(&select.filter), &scope.inside(element));
            }
        }
        policy.outcome_value.iter().for_each(|value| self.node(Node::Term(value.term()), scope));
        policy.holds.iter().for_each(|hold| self.node(Node::Condition(&hold.condition), scope));
        for placed in &policy.data {
            let mut around = vec![scope.clone()];
            for place in &placed.path {
                let inner = &around[around.len() - 1];
                let inner = inner.inside(self.follow(place, inner));
                around.push(inner);
            }
            for node in placed.rules.iter().flat_map(DataRule::nodes) {
                self.node(node, &around[around.len() - 1]);
            }
            for held in &placed.holds {
                let filtered = held.filter.as_ref().zip(around.iter().rev().nth(held.outwards as usize));
                filtered.into_iter().for_each(|(it, inner)| self.node(Node::Condition(it), inner));
            }
        }
    }

    fn clause(&mut self, condition: Option<&'p Condition>, messages: &'p [Message], scope: &Scope<'_>) {
        let mut witnesses = None;
        if let Some(condition) = condition {
            self.node(Node::Condition(condition), scope);
            let roots = Roots { account: Some(scope.account), request: scope.request, element: None };
            witnesses = self.program.witnesses(Node::Condition(condition), roots);
        }
        for message in messages {
            let pieces = message.text.iter().chain(message.fix.iter().flatten());
            for piece in pieces.flat_map(Piece::with_inner) {
                match (piece, witnesses) {
                    (Piece::Value(term, _), _) => self.node(Node::Term(term), scope),
                    (Piece::Each(fields, _), Some(record)) => {
                        self.fields(record, fields);
                    }
                    _ => {}
                }
            }
        }
    }

    fn node(&mut self, node: Node<'p>, scope: &Scope<'_>) {
        if let Some(place) = node.place() {
            self.follow(place, scope);
        }
        match node {
            Node::Condition(Condition { kind: ConditionKind::Call(id, _), .. })
            | Node::Term(Term::Call(id, _)) => {
                self.definition(*id);
            }
            Node::Condition(Condition { kind: ConditionKind::Satisfies(id, _), .. }) => self.policy(*id),
            Node::Condition(_) | Node::Term(_) => {}
        }
        let mut children = Vec::new();
        node.for_each_child(&mut |child| children.push(child));
        for Child { node, element_of } in children {
            let element = element_of.and_then(|select| self.follow(&select.collection, scope));
            self.node(node, &scope.inside(element));
        }
    }

    fn definition(&mut self, id: DefinitionId) {
        if !self.definitions.insert(id) {
            return;
        }
        let definition = &self.program.definitions[id];
        let elements = definition.element.into_iter().collect();
        let (account, request) = (definition.account, definition.request);
        let scope = Scope { program: self.program, account, request, elements };
        self.node(definition.node(), &scope);
    }

    /// Notes the fields on the way to a place; gives the record that the last of them holds.
    fn follow(&mut self, place: &Place, scope: &Scope<'_>) -> Option<RecordId> {
        self.fields(scope.record_of(place.root)?, &place.fields)
    }

    fn fields(&mut self, mut record: RecordId, fields: &[u32]) -> Option<RecordId> {
        let mut reached = Some(record);
        for &index in fields {
            self.found.insert((record, index));
            reached = self.program.records[record].fields.get(index as usize)?.ty.contained();
            record = reached.unwrap_or(record);
        }
        reached
    }
}
