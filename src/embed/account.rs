//! An account.

use std::fmt;
use std::sync::Arc;

use super::same::same_facts;
use crate::facts::{Envelope, Facts, Id};
use crate::ir::{PolicyId, Program, Timestamp};

/// What is known of one account. Its [`Debug`] shows no fact.
#[derive(Clone)]
pub struct Account {
    /// The policy that it was read for.
    program: Arc<Program>,
    policy: PolicyId,
    facts: Facts,
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

    /// Its id, if the JSON gives one.
    #[must_use]
    pub fn id(&self) -> Option<&Id> {
        self.id.as_ref()
    }

    /// The instant to judge at, if the JSON gives one.
    #[must_use]
    pub fn now(&self) -> Option<Timestamp> {
        self.now
    }

    /// The paths of the keys that nothing declares and that were ignored; `[]` is any element: `account.trades[].stat`.
    #[must_use]
    pub fn unknown_keys(&self) -> &[String] {
        &self.unknown_keys
    }

    /// Its facts.
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
    pub(super) fn facts_for(&self, program: &Arc<Program>, policy: PolicyId) -> &Facts {
        assert!(
            self.fits(program, policy),
            "an account that was read for `{}` does not have the facts of `{}`",
            self.program.policy_name(self.policy),
            program.policy_name(policy)
        );
        &self.facts
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.program.policy_name(self.policy);
        out.debug_struct("Account").field("read_for", &name).finish_non_exhaustive()
    }
}
