//! A bound on how deep a program that is read may be nested: hostile nesting is an error, never an overflow of the
//! stack. Both forms of a program, JSON and binary, are read through the same types, and so through this.

use std::cell::Cell;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use super::walk::Node;
use super::{Condition, ConditionKind, Plural, Term, Type, Value};

/// How many conditions, terms, values and types may stand in each other, calls followed.
pub(crate) const DEEPEST: u32 = 128;
/// The most nodes of one definition or policy, calls written out.
pub(crate) const LARGEST: u64 = 10_000_000;

/// How many operands a term has that is the greater or the lesser of others, definitions written out; 1 of any other. Two
/// such terms are compared operand by operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Operands(u64);

impl Default for Operands {
    fn default() -> Self {
        Self(1)
    }
}

impl Operands {
    /// Those of a node, from those of the definition that it calls and of its parts. Those of a comparison are multiplied.
    pub(crate) fn of(node: Node<'_>, called: Self, parts: &[Self]) -> Self {
        match (node, parts) {
            (Node::Term(Term::Call(..)), _) => called,
            (Node::Term(Term::Shift(..)), [of]) => *of,
            (Node::Term(Term::Arithmetic(how, ..)), [left, right]) if how.extreme().is_some() => {
                Self(left.0.saturating_add(right.0))
            }
            (Node::Condition(Condition { kind: ConditionKind::Compare(..), .. }), [left, right]) => {
                Self(left.0.saturating_mul(right.0))
            }
            (Node::Term(_) | Node::Condition(_), _) => Self::default(),
        }
    }

    /// How many nodes judging a node takes besides its parts.
    pub(crate) fn comparisons(self, node: Node<'_>) -> u64 {
        match node {
            Node::Condition(_) => self.0,
            Node::Term(_) => 1,
        }
    }
}

thread_local! {
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

/// Leaves the level even where reading ends early.
struct Level;

impl Level {
    fn enter() -> Option<Self> {
        DEPTH.with(|depth| {
            (depth.get() < DEEPEST).then(|| {
                depth.set(depth.get() + 1);
                Self
            })
        })
    }
}

impl Drop for Level {
    fn drop(&mut self) {
        DEPTH.with(|depth| depth.set(depth.get() - 1));
    }
}

/// Nodes that hold others of their kind derive their reading with `#[serde(remote = "Self")]`, which makes it an
/// associated function; the trait's own counts the levels.
macro_rules! nested {
    ($($node:ty),*) => {$(
        impl Serialize for $node {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                <$node>::serialize(self, serializer)
            }
        }

        impl<'de> Deserialize<'de> for $node {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let _level = Level::enter()
                    .ok_or_else(|| D::Error::custom(format!("nested more than {DEEPEST} deep")))?;
                <$node>::deserialize(deserializer)
            }
        }
    )*};
}

nested!(Condition, Plural, Term, Type, Value);
