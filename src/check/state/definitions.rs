//! Definitions: what identifies one, what it means, and how far its lowering has come.

use crate::diagnostic::Reported;
use crate::ir::{self, DefinitionId, PolicyId, Proof, Proven, Type};

/// What identifies a definition: a record's derived field, or a package's condition (no record).
pub(in crate::check) type DefinitionKey<'a> = (ir::PackageId, Option<ir::RecordId>, &'a str);

/// What a definition means to its callers.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::check) enum Meaning {
    /// A condition.
    Condition,
    /// A value of the type; whether it may be absent.
    Value(Type, bool),
}

/// How far the lowering of something that may refer to others has come.
#[derive(Debug, Clone)]
pub(in crate::check) enum Progress<T> {
    /// Under way: a reference to it closes a circle.
    Started,
    /// Done, or wrong and reported.
    Done(Result<T, Reported>),
}

/// The item of a program that an item of a text was lowered to.
#[derive(Debug, Clone)]
pub(in crate::check) enum Lowered {
    Definition(DefinitionId, Meaning),
    Policy(PolicyId),
    Test(usize),
}

impl Lowered {
    /// Its proof, if it is among what is proven.
    pub(in crate::check) fn proof(&self, proven: &Proven) -> Option<Proof> {
        match self {
            Self::Definition(id, _) => proven.of_definition(*id),
            Self::Policy(id) => proven.of_policy(*id),
            Self::Test(at) => proven.of_test(*at),
        }
    }
}
