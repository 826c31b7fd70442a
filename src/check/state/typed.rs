//! A lowered value with its type, and what a path refers to.

use crate::ir::{ConditionKind, Term, Type};

/// A lowered value with what is known of it.
#[derive(Debug, Clone)]
pub(in crate::check) struct Typed {
    pub(in crate::check) term: Term,
    pub(in crate::check) ty: Type,
    /// Whether it may be absent here.
    pub(in crate::check) optional: bool,
    /// Whether it may be absent where nothing has been shown of it.
    pub(in crate::check) ever_absent: bool,
}

impl Typed {
    /// A value that is always there.
    pub(in crate::check) fn sure(term: Term, ty: Type) -> Self {
        Self { term, ty, optional: false, ever_absent: false }
    }
}

/// What a path names.
#[derive(Debug)]
pub(in crate::check) enum Reference {
    Value(Typed),
    Condition(ConditionKind),
}
