//! What is known to be sound already, where a program differs little from one that was verified.

use super::size::Size;
use crate::ir::{DefinitionId, PolicyId};

/// The items of a program that are sound, by their numbers: definitions and policies with their sizes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Proven {
    pub(super) definitions: Vec<Option<Size>>,
    pub(super) policies: Vec<Option<Size>>,
    pub(super) tests: Vec<bool>,
}

/// That an item is sound, whatever its number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Proof(Size);

impl Proven {
    /// Nothing is proven.
    pub(super) const fn nothing() -> Self {
        Self { definitions: Vec::new(), policies: Vec::new(), tests: Vec::new() }
    }

    pub(super) fn definition(&self, id: DefinitionId) -> Option<Size> {
        self.definitions.get(id).copied().flatten()
    }

    pub(super) fn policy(&self, id: PolicyId) -> Option<Size> {
        self.policies.get(id).copied().flatten()
    }

    pub(super) fn test(&self, at: usize) -> bool {
        self.tests.get(at) == Some(&true)
    }

    /// The proof of a definition, if it is proven.
    pub(crate) fn of_definition(&self, id: DefinitionId) -> Option<Proof> {
        self.definition(id).map(Proof)
    }

    /// The proof of a policy.
    pub(crate) fn of_policy(&self, id: PolicyId) -> Option<Proof> {
        self.policy(id).map(Proof)
    }

    /// The proof of a test.
    pub(crate) fn of_test(&self, at: usize) -> Option<Proof> {
        self.test(at).then(|| Proof(Size::default()))
    }

    /// Takes in the proof of the definition of that number.
    pub(crate) fn prove_definition(&mut self, id: DefinitionId, Proof(size): Proof) {
        put(&mut self.definitions, id, Some(size));
    }

    /// Takes in the proof of a policy.
    pub(crate) fn prove_policy(&mut self, id: PolicyId, Proof(size): Proof) {
        put(&mut self.policies, id, Some(size));
    }

    /// Takes in the proof of a test.
    pub(crate) fn prove_test(&mut self, at: usize, Proof(_): Proof) {
        put(&mut self.tests, at, true);
    }
}

/// Puts a value at an index, with nothing in between.
fn put<T: Clone + Default>(values: &mut Vec<T>, at: usize, value: T) {
    if values.len() <= at {
        values.resize(at + 1, T::default());
    }
    values[at] = value;
}
