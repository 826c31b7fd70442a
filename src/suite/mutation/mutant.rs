//! A change of a program.

use crate::diagnostic::Message;
use crate::ir::{Definition, DefinitionId, Hashes, Origin, Policy, PolicyId, Program};

/// A change of a program.
#[derive(Debug, Clone)]
pub(in crate::suite) struct Mutant {
    pub(super) altered: Altered,
    /// The policy, or the package of a definition, and what of it.
    pub(super) owner: String,
    pub(super) package: String,
    pub(super) origin: Origin,
    pub(super) edit: Message,
    /// Whether only plans can tell it.
    pub(super) is_of_plan: bool,
}

/// What a mutant has instead of the program's own.
#[derive(Debug, Clone)]
pub(super) enum Altered {
    Policy(PolicyId, Box<Policy>),
    Definition(DefinitionId, Box<Definition>),
}

impl Altered {
    /// Puts itself into a program and takes what was there: done twice, nothing is changed.
    pub(super) fn swap(&mut self, program: &mut Program) {
        match self {
            Self::Policy(id, policy) => std::mem::swap(&mut program.policies[*id], policy),
            Self::Definition(id, definition) => std::mem::swap(&mut program.definitions[*id], definition),
        }
        program.hashes = Hashes::default();
    }
}
