//! A bound on how deep a program that is read may be nested: hostile nesting is an error, never an overflow of the
//! stack. Both forms of a program, JSON and binary, are read through the same types, and so through this.

use std::cell::Cell;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use super::{Condition, Term, Type, Value};

/// How many conditions, terms, values and types may stand in each other, calls followed.
pub(crate) const DEEPEST: u32 = 128;
/// The most nodes of one definition or policy, calls written out.
pub(crate) const LARGEST: u64 = 10_000_000;

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

nested!(Condition, Term, Type, Value);
