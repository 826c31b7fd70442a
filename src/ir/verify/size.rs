//! How large and how deep conditions are once what they call is written out: what bounds the time and the stack that
//! judging by them takes. And what of their caller they read.

use super::{InvalidProgram, Verified};
use crate::diagnostic::Message;
use crate::diagnostic::messages::programs;
use crate::ir::nesting::{DEEPEST, LARGEST, Operands};
use crate::ir::walk::Node;
use crate::ir::{Condition, ConditionKind, DefinitionId, IndexVec, PolicyId, Root, Subject, Term};

/// The size of something written out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Size {
    nodes: u64,
    depth: u32,
    /// Of a term that is the greater or the lesser of others, how many comparisons a comparison with it makes.
    operands: Operands,
    /// Whether the account that it is judged for is read.
    pub(super) reads_account: bool,
    /// The same of the request.
    pub(super) reads_request: bool,
}

impl Size {
    /// Both, side by side.
    pub(super) fn beside(self, other: Self) -> Self {
        Self {
            nodes: self.nodes.saturating_add(other.nodes),
            depth: self.depth.max(other.depth),
            operands: Operands::default(),
            reads_account: self.reads_account || other.reads_account,
            reads_request: self.reads_request || other.reads_request,
        }
    }
}

/// The sizes of what is verified so far.
#[derive(Debug, Default)]
pub(super) struct Sizes {
    pub(super) definitions: IndexVec<DefinitionId, Size>,
    pub(super) policies: IndexVec<PolicyId, Size>,
}

impl Sizes {
    /// The size of a node whose calls are all to what is verified; refused if it is too large.
    pub(super) fn of(&self, node: Node<'_>) -> Verified<Size> {
        let size = self.measured(node);
        if size.depth > DEEPEST {
            return too_large(node, programs::nested_deeper(DEEPEST));
        }
        if size.nodes > LARGEST {
            return too_large(node, programs::more_nodes(LARGEST));
        }
        Ok(size)
    }

    fn measured(&self, node: Node<'_>) -> Size {
        let called = self.called(node);
        let (mut within, mut parts) = (called, Vec::new());
        node.for_each_child(&mut |child| {
            let part = self.measured(child.node);
            within = within.beside(part);
            parts.push(part.operands);
        });
        let operands = Operands::of(node, called.operands, &parts);
        let reads = |root: Root| {
            let places = [node.place(), node.select().map(|select| &select.collection)];
            places.into_iter().flatten().any(|place| place.root == root)
        };
        Size {
            nodes: within.nodes.saturating_add(operands.comparisons(node)),
            depth: within.depth.saturating_add(1),
            operands,
            reads_account: within.reads_account || reads(Root::Account),
            reads_request: within.reads_request || reads(Root::Request),
        }
    }

    fn called(&self, node: Node<'_>) -> Size {
        let definition = node.definition().and_then(|id| self.definitions.get(id));
        let size = definition.or_else(|| node.policy().and_then(|id| self.policies.get(id)));
        let size = size.copied().unwrap_or_default();
        if is_for_another(node) { Size { reads_account: false, reads_request: false, ..size } } else { size }
    }
}

/// Whether what a node calls is judged for an account that it names, without a request.
fn is_for_another(node: Node<'_>) -> bool {
    match node {
        Node::Condition(Condition { kind, .. }) => {
            matches!(kind, ConditionKind::Satisfies(..) | ConditionKind::Call(_, Subject::Account(_)))
        }
        Node::Term(term) => matches!(term, Term::Call(_, Subject::Account(_))),
    }
}

fn too_large(node: Node<'_>, reason: Message) -> Verified<Size> {
    let origin = match node {
        Node::Condition(condition) => Some(condition.origin),
        Node::Term(_) => None,
    };
    Err(InvalidProgram { path: String::new(), reason, origin })
}
