//! How large and how deep conditions are once what they call is written out: what bounds the time and the stack that
//! judging by them takes.

use super::{InvalidProgram, Verified};
use crate::diagnostic::Message;
use crate::diagnostic::messages::programs;
use crate::ir::nesting::{DEEPEST, LARGEST};
use crate::ir::walk::Node;
use crate::ir::{DefinitionId, IndexVec, PolicyId};

/// The size of something written out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Size {
    nodes: u64,
    depth: u32,
}

impl Size {
    /// Both, side by side.
    pub(super) fn beside(self, other: Self) -> Self {
        Self { nodes: self.nodes.saturating_add(other.nodes), depth: self.depth.max(other.depth) }
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
        let mut within = self.called(node);
        node.for_each_child(&mut |child| within = within.beside(self.measured(child.node)));
        Size { nodes: within.nodes.saturating_add(1), depth: within.depth.saturating_add(1) }
    }

    fn called(&self, node: Node<'_>) -> Size {
        let definition = node.definition().and_then(|id| self.definitions.get(id));
        let size = definition.or_else(|| node.policy().and_then(|id| self.policies.get(id)));
        size.copied().unwrap_or_default()
    }
}

fn too_large(node: Node<'_>, reason: Message) -> Verified<Size> {
    let origin = match node {
        Node::Condition(condition) => Some(condition.origin),
        Node::Term(_) => None,
    };
    Err(InvalidProgram { path: String::new(), reason, origin })
}
