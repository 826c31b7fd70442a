//! Which policies and definitions a policy's verdict can hang on.

use std::collections::HashSet;

use crate::ir::walk::Node;
use crate::ir::{Deadline, DefinitionId, IndexVec, PolicyId, Program};

/// For each policy, what its verdict can hang on, itself included.
#[derive(Debug)]
pub(super) struct Reach {
    policies: IndexVec<PolicyId, HashSet<PolicyId>>,
    definitions: IndexVec<PolicyId, HashSet<DefinitionId>>,
}

impl Reach {
    pub(super) fn of(program: &Program) -> Self {
        let mut reach = Self { policies: IndexVec::new(), definitions: IndexVec::new() };
        for id in program.policies.ids() {
            let mut walk = Walk { program, policies: HashSet::new(), definitions: HashSet::new() };
            walk.policy(id);
            reach.policies.push(walk.policies);
            reach.definitions.push(walk.definitions);
        }
        reach
    }

    pub(super) fn policy(&self, from: PolicyId, to: PolicyId) -> bool {
        self.policies.get(from).is_some_and(|reached| reached.contains(&to))
    }

    pub(super) fn definition(&self, from: PolicyId, to: DefinitionId) -> bool {
        self.definitions.get(from).is_some_and(|reached| reached.contains(&to))
    }
}

struct Walk<'p> {
    program: &'p Program,
    policies: HashSet<PolicyId>,
    definitions: HashSet<DefinitionId>,
}

impl Walk<'_> {
    fn policy(&mut self, id: PolicyId) {
        if !self.policies.insert(id) {
            return;
        }
        let policy = &self.program.policies[id];
        policy.deciding().for_each(|condition| self.node(Node::Condition(condition)));
        policy.warnings.iter().for_each(|warning| self.node(Node::Condition(&warning.condition)));
        policy.outcome_value.iter().for_each(|value| self.node(Node::Term(value.term())));
        policy.deadlines.iter().flat_map(Deadline::nodes).for_each(|node| self.node(node));
        policy.plan_nodes().for_each(|node| self.node(node));
        if let Some(grace) = &policy.grace {
            self.node(Node::Term(&grace.until));
            grace.cancelled_by.iter().for_each(|select| self.node(Node::Condition(&select.filter)));
        }
    }

    fn definition(&mut self, id: DefinitionId) {
        if self.definitions.insert(id) {
            self.node(self.program.definitions[id].node());
        }
    }

    fn node(&mut self, node: Node<'_>) {
        node.walk(&mut |node, _| {
            node.policy().into_iter().for_each(|id| self.policy(id));
            node.definition().into_iter().for_each(|id| self.definition(id));
        });
    }
}
