//! Compiled policies, and one of them.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use super::account::Account;
use super::decider::Decider;
use super::errors::{AccountMismatch, Diagnostics, FactsError, UnknownPolicy};
use crate::eval::{Evaluation, Verdict};
use crate::facts::{self, Options, UnknownKeys};
use crate::ir::{PolicyId, Program, Provenance, Refused, Timestamp};
use crate::source::Sources;

/// Policies that were compiled together, or loaded from a built program. Cheap to clone.
#[derive(Clone)]
pub struct Policies {
    program: Arc<Program>,
    warnings: Arc<Diagnostics>,
}

impl Policies {
    #[cfg_attr(not(feature = "compile"), expect(dead_code, reason = "only the compiler has warnings"))]
    pub(super) fn new(program: Program, warnings: Diagnostics) -> Self {
        Self { program: Arc::new(program), warnings: Arc::new(warnings) }
    }

    fn loaded(program: Program) -> Self {
        Self { program: Arc::new(program), warnings: Arc::new(Diagnostics::none()) }
    }

    /// The policies of a built program in its binary form, which `exeunt build` and [`Policies::to_bytes`] write.
    ///
    /// # Errors
    /// If the bytes are not a built program of this version's format, are damaged, or hold an invalid program.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Refused> {
        Program::from_bytes(bytes).map(Self::loaded)
    }

    /// The policies of a built program in its JSON form.
    ///
    /// # Errors
    /// As [`Policies::from_bytes`].
    pub fn from_json(json: &str) -> Result<Self, Refused> {
        Program::from_json(json).map(Self::loaded)
    }

    /// The built program in its binary form.
    ///
    /// # Errors
    /// If it cannot be written, which no program causes.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Refused> {
        self.program.to_bytes()
    }

    /// The built program in its JSON form.
    ///
    /// # Errors
    /// If it cannot be written, which no program causes.
    pub fn to_json(&self) -> Result<String, Refused> {
        self.program.to_json()
    }

    /// The policy of that name: `package.policy`, or the bare name if only one policy has it.
    ///
    /// # Errors
    /// If there is none. The error suggests a name.
    pub fn policy(&self, name: &str) -> Result<Policy, UnknownPolicy> {
        let found = self.program.policy(name).map(|id| self.handle(id));
        found.ok_or_else(|| {
            let known = self.program.policies.ids().map(|id| self.program.policy_name(id));
            UnknownPolicy::new(name, known.collect())
        })
    }

    /// All policies.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Policy> + '_ {
        self.program.policies.ids().map(|id| self.handle(id))
    }

    fn handle(&self, id: PolicyId) -> Policy {
        Policy { program: Arc::clone(&self.program), id, reading: Options::default() }
    }

    /// The warnings of the compiler; none for a built program.
    #[must_use]
    pub fn warnings(&self) -> &Diagnostics {
        &self.warnings
    }

    /// The program, for the modules that compile, compare and translate it.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.program
    }
}

impl fmt::Debug for Policies {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_list().entries(self.iter().map(|policy| policy.name())).finish()
    }
}

/// One policy. Cheap to clone, and independent of the [`Policies`] that it is from.
#[derive(Clone)]
pub struct Policy {
    program: Arc<Program>,
    id: PolicyId,
    reading: Options,
}

impl Policy {
    /// `package.policy`.
    #[must_use]
    pub fn name(&self) -> String {
        self.program.policy_name(self.id)
    }

    /// The names of its requirements, in order.
    pub fn requirements(&self) -> impl ExactSizeIterator<Item = &str> {
        self.program.policies[self.id].requirements.iter().map(|requirement| requirement.name.as_str())
    }

    /// The languages of its messages; the first is the default.
    #[must_use]
    pub fn languages(&self) -> &[String] {
        &self.program.packages[self.program.policies[self.id].package].languages
    }

    /// What its verdicts are reached by: the hash of what it means, and the versions of exeunt and of the time zones.
    #[must_use]
    pub fn provenance(&self) -> Provenance {
        self.program.provenance(self.id)
    }

    /// JSON Schema (2020-12) of the facts that it reads.
    #[must_use]
    pub fn schema(&self) -> serde_json::Value {
        facts::schema(&self.program, self.id, facts::Extent::Read)
    }

    /// The same policy, reading accounts with another treatment of keys that nothing declares. The default is to refuse them.
    #[must_use]
    pub fn unknown_keys(mut self, unknown_keys: UnknownKeys) -> Self {
        self.reading.unknown_keys = unknown_keys;
        self
    }

    /// Reads an account from JSON: `{"account": {…}, "request": {…}, "id": …, "now": …}`, of which only `account` is
    /// required. docs/facts.md has the forms of values.
    ///
    /// # Errors
    /// If the text is not JSON, a value is not of its declared type, or a key is not declared (see
    /// [`Policy::unknown_keys`]).
    pub fn account_from_json(&self, json: &str) -> Result<Account, FactsError> {
        let mut sources = Sources::new();
        let file = sources.add("account.json", json);
        let read = facts::read_with(self.reading, &self.program, Some(self.id), file, json);
        match read.envelope {
            Some(envelope) => Ok(Account::new(&self.program, self.id, envelope, read.unknown_keys)),
            None => Err(FactsError::new(sources, read.diagnostics)),
        }
    }

    /// Reads an account from a value of your own that serialises to an object with the keys of the declared account.
    ///
    /// # Errors
    /// As [`Policy::account_from_json`], or if it cannot be serialised to JSON.
    pub fn account_from<A: Serialize + ?Sized>(&self, account: &A) -> Result<Account, FactsError> {
        self.account_of(account, None::<&()>)
    }

    /// The same, with the request of its holder.
    ///
    /// # Errors
    /// As [`Policy::account_from`].
    pub fn account_with_request<A: Serialize + ?Sized, R: Serialize + ?Sized>(
        &self,
        account: &A,
        request: &R,
    ) -> Result<Account, FactsError> {
        self.account_of(account, Some(request))
    }

    fn account_of<A: Serialize + ?Sized, R: Serialize + ?Sized>(
        &self,
        account: &A,
        request: Option<&R>,
    ) -> Result<Account, FactsError> {
        let json = facts::envelope_json(account, request)
            .map_err(|refused| FactsError::new(refused.sources, refused.diagnostics))?;
        self.account_from_json(&json)
    }

    /// Whether an account has the facts of this policy: it was read for it, or for one whose package declares the same.
    #[must_use]
    pub fn accepts(&self, account: &Account) -> bool {
        account.fits(&self.program, self.id)
    }

    /// Judges an account at an instant.
    ///
    /// # Errors
    /// If the account does not have the facts of this policy, because it was read for a policy of a package that declares
    /// others.
    pub fn evaluate(&self, account: &Account, now: Timestamp) -> Result<Verdict, AccountMismatch> {
        let facts = account.facts_for(&self.program, self.id)?;
        Ok(Evaluation::new(&self.program, self.id, facts, now).verdict())
    }

    /// Compiles the policy for deciding only the statuses of many accounts.
    #[must_use]
    pub fn decider(&self) -> Decider {
        Decider::new(Arc::clone(&self.program), self.id)
    }

    /// The number of the policy in [`Policies::program`].
    #[must_use]
    pub fn id(&self) -> PolicyId {
        self.id
    }
}

impl fmt::Debug for Policy {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Policy").field(&self.name()).finish()
    }
}
