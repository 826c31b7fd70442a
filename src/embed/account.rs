//! An account.

use std::fmt;
use std::sync::Arc;

use super::errors::AccountMismatch;
use super::same::same_facts;
use crate::facts::{Envelope, Facts, Id};
use crate::ir::{PolicyId, Program, Timestamp};

/// The facts of one account, read and checked for a policy.
///
/// [`Policy::account_from_json`](super::Policy::account_from_json) and its kin make one. [`Debug`] shows no facts.
#[derive(Clone)]
pub struct Account {
    /// The policy that it was read for.
    program: Arc<Program>,
    policy: PolicyId,
    pub(super) facts: Facts,
    id: Option<Id>,
    now: Option<Timestamp>,
    unknown_keys: Vec<String>,
}

impl Account {
    pub(super) fn new(
        program: &Arc<Program>,
        policy: PolicyId,
        envelope: Envelope,
        unknown_keys: Vec<String>,
    ) -> Self {
        let Envelope { facts, id, now, .. } = envelope;
        Self { program: Arc::clone(program), policy, facts, id, now, unknown_keys }
    }

    /// Its `id`, if the JSON gives one. Verdicts do not depend on it.
    #[must_use]
    pub fn id(&self) -> Option<&Id> {
        self.id.as_ref()
    }

    /// Its `now`, the instant to judge it at, if the JSON gives one. [`Policy::evaluate`](super::Policy::evaluate) does not read
    /// it.
    #[must_use]
    pub fn now(&self) -> Option<Timestamp> {
        self.now
    }

    /// The paths of the keys that nothing declares and that were ignored; `[]` stands for any element:
    /// `account.trades[].stat`. Empty unless [`UnknownKeys::Allow`](crate::UnknownKeys::Allow) was chosen.
    #[must_use]
    pub fn unknown_keys(&self) -> &[String] {
        &self.unknown_keys
    }

    /// Its facts, for the modules that evaluate them.
    #[cfg(feature = "internals")]
    #[doc(hidden)]
    #[must_use]
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Whether the package of a policy declares the same facts as that of the policy that it was read for.
    pub(super) fn fits(&self, program: &Arc<Program>, policy: PolicyId) -> bool {
        let own = self.program.policies[self.policy].package;
        let other = program.policies[policy].package;
        Arc::ptr_eq(&self.program, program) && own == other
            || same_facts((&self.program, own), (program, other))
    }

    /// The facts, for a policy whose facts they are.
    pub(super) fn facts_for(
        &self,
        program: &Arc<Program>,
        policy: PolicyId,
    ) -> Result<&Facts, AccountMismatch> {
        if self.fits(program, policy) {
            return Ok(&self.facts);
        }
        let (read_for, policy) = (self.program.policy_name(self.policy), program.policy_name(policy));
        Err(AccountMismatch::new(read_for, policy))
    }

    /// Whether it was read for a policy of the same package of the same program as another account.
    pub(super) fn is_read_like(&self, other: &Self) -> bool {
        let package = |account: &Self| account.program.policies[account.policy].package;
        Arc::ptr_eq(&self.program, &other.program) && package(self) == package(other)
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.program.policy_name(self.policy);
        out.debug_struct("Account").field("read_for", &name).finish_non_exhaustive()
    }
}
