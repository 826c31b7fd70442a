//! What is known to be sound already, where a program differs little from one that was verified.

use super::size::Size;
use crate::ir::{DefinitionId, Id, IndexVec, PolicyId};

/// The items of a program that are sound, by their numbers: definitions and policies with their sizes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Proven {
    pub(super) definitions: IndexVec<DefinitionId, Option<Size>>,
    pub(super) policies: IndexVec<PolicyId, Option<Size>>,
    pub(super) tests: Vec<bool>,
}

/// That an item is sound, whatever its number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Proof(Size);

impl Proven {
    /// Nothing is proven.
    pub(super) const fn nothing() -> Self {
        Self { definitions: IndexVec::new(), policies: IndexVec::new(), tests: Vec::new() }
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
        put_at(&mut self.definitions, id, size);
    }

    /// Takes in the proof of a policy.
    pub(crate) fn prove_policy(&mut self, id: PolicyId, Proof(size): Proof) {
        put_at(&mut self.policies, id, size);
    }

    /// Takes in the proof of a test.
    pub(crate) fn prove_test(&mut self, at: usize, Proof(_): Proof) {
        if self.tests.len() <= at {
            self.tests.resize(at + 1, false);
        }
        self.tests[at] = true;
    }
}

/// Puts the size of an item at its number, with nothing in between.
fn put_at<I: Id>(sizes: &mut IndexVec<I, Option<Size>>, id: I, size: Size) {
    while sizes.get(id).is_none() {
        sizes.push(None);
    }
    sizes[id] = Some(size);
}
