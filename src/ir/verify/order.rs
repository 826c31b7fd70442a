//! The order in which definitions and policies may be verified: each after all that it refers to. If there is none,
//! something refers to itself.

use super::{Proven, Verified, refuse};
use crate::diagnostic::messages::verify;
use crate::ir::walk::Node;
use crate::ir::{Deadline, Definition, DefinitionId, Id, Piece, Policy, PolicyId, Program};

/// What is verified at once.
#[derive(Debug, Clone, Copy)]
pub(super) enum Item {
    Definition(DefinitionId),
    Policy(PolicyId),
}

/// How many definitions and policies, from the first on, an item refers to.
#[derive(Debug, Clone, Copy, Default)]
struct Needs {
    definitions: usize,
    policies: usize,
}

impl Needs {
    fn of<'p>(nodes: impl Iterator<Item = Node<'p>>) -> Self {
        let mut needs = Self::default();
        for node in nodes {
            node.walk(&mut |node, _| needs.add(node));
        }
        needs
    }

    fn add(&mut self, node: Node<'_>) {
        self.definitions = self.definitions.max(node.definition().map_or(0, |id| id.index() + 1));
        self.policies = self.policies.max(node.policy().map_or(0, |id| id.index() + 1));
    }
}

/// Verifies every definition and every policy, each in its turn: definitions by their numbers, policies by theirs.
/// What is proven needs nothing.
pub(super) fn in_order(
    program: &Program,
    proven: &Proven,
    mut verify: impl FnMut(Item) -> Verified,
) -> Verified {
    let of_definition = |(id, definition): (DefinitionId, &Definition)| match proven.definition(id) {
        Some(_) => Needs::default(),
        None => Needs::of(std::iter::once(definition.node())),
    };
    let of_policy = |(id, policy): (PolicyId, &Policy)| match proven.policy(id) {
        Some(_) => Needs::default(),
        None => Needs::of(nodes(policy)),
    };
    let definitions: Vec<Needs> = program.definitions.iter_enumerated().map(of_definition).collect();
    let policies: Vec<Needs> = program.policies.iter_enumerated().map(of_policy).collect();
    let mut done = Needs::default();
    loop {
        let may_come =
            |needs: &Needs| needs.definitions <= done.definitions && needs.policies <= done.policies;
        if definitions.get(done.definitions).is_some_and(may_come) {
            verify(Item::Definition(DefinitionId::from_index(done.definitions)))?;
            done.definitions += 1;
        } else if policies.get(done.policies).is_some_and(may_come) {
            verify(Item::Policy(PolicyId::from_index(done.policies)))?;
            done.policies += 1;
        } else {
            break;
        }
    }
    if done.definitions < definitions.len() {
        return refuse(verify::not_before())
            .map_err(|error: super::InvalidProgram| error.at(format!("definitions[{}]", done.definitions)));
    }
    if done.policies < policies.len() {
        return refuse(verify::not_before())
            .map_err(|error: super::InvalidProgram| error.at(format!("policies[{}]", done.policies)));
    }
    Ok(())
}

/// Every condition and term of a policy.
pub(super) fn nodes(policy: &Policy) -> impl Iterator<Item = Node<'_>> {
    let warnings = policy.warnings.iter().map(|warning| Node::Condition(&warning.condition));
    let deadlines = policy.deadlines.iter().flat_map(Deadline::nodes);
    let grace = policy.grace.iter().flat_map(|grace| {
        let cancelled = grace.cancelled_by.iter().map(|select| Node::Condition(&select.filter));
        std::iter::once(Node::Term(&grace.until)).chain(cancelled)
    });
    let placed = policy.plan_nodes();
    let outcome = policy.outcome_value.iter().map(|value| Node::Term(value.term()));
    let followed = deadlines.chain(grace).chain(outcome).chain(placed);
    policy.deciding().map(Node::Condition).chain(warnings).chain(followed).chain(shown(policy))
}

/// The terms that its messages show.
fn shown(policy: &Policy) -> impl Iterator<Item = Node<'_>> {
    let required = policy.requirements.iter().flat_map(|it| it.all_messages());
    let warned = policy.warnings.iter().flat_map(|it| &it.messages);
    let steps = policy.steps.iter().flat_map(|it| &it.messages);
    let messages = required.chain(warned).chain(steps);
    let pieces = messages.flat_map(|message| message.text.iter().chain(message.fix.iter().flatten()));
    pieces.flat_map(Piece::with_inner).filter_map(|piece| match piece {
        Piece::Value(term, _) => Some(Node::Term(term)),
        Piece::Text(_) | Piece::Count | Piece::Each(..) | Piece::Clears | Piece::Now | Piece::Due => None,
        Piece::Plural(_) => None,
    })
}
