//! Compiled policies, and one of them.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use super::account::Account;
use super::decider::Decider;
use super::errors::{AccountMismatch, Diagnostics, FactsError, UnknownPolicy};
use crate::eval::{Evaluation, Verdict};
use crate::facts::{self, Options, UnknownKeys};
use crate::ir::{InvalidProgram, PolicyId, Program, Provenance, Timestamp};
use crate::source::Sources;

/// Policies that were compiled together, or loaded from a built program. Verified: evaluating one of them cannot fail.
///
/// Cheap to clone, and shared between threads.
///
/// ```
/// # use exeunt::{Account, Compiler, FactsError, Policies, Status, Timestamp};
/// # let policies = Compiler::new().source("demo.policy", r#"
/// #     package demo languages en zone UTC
/// #     account { balance: money CNY }
/// #     policy close on request {
/// #       require empty: balance is 0 CNY en "{balance} is left" fix "Withdraw it"
/// #     }"#).compile()?;
/// let built: Vec<u8> = policies.to_bytes()?; // or the file that `exeunt build` writes
/// let policies = Policies::from_bytes(&built)?;
/// for policy in policies.iter() {
///     println!("{} {}", policy.name(), policy.provenance().program_hash);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
    /// If the bytes are not a built program, have the format of another version of exeunt, are damaged, or hold a program that
    /// the compiler could not have written.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, InvalidProgram> {
        Program::from_bytes(bytes).map(Self::loaded)
    }

    /// The policies of a built program in its JSON form.
    ///
    /// # Errors
    /// As [`Policies::from_bytes`].
    pub fn from_json(json: &str) -> Result<Self, InvalidProgram> {
        Program::from_json(json).map(Self::loaded)
    }

    /// The built program in its binary form.
    ///
    /// # Errors
    /// If it cannot be written, which no program causes.
    pub fn to_bytes(&self) -> Result<Vec<u8>, InvalidProgram> {
        self.program.to_bytes()
    }

    /// The built program in its JSON form.
    ///
    /// # Errors
    /// If it cannot be written, which no program causes.
    pub fn to_json(&self) -> Result<String, InvalidProgram> {
        self.program.to_json()
    }

    /// The same policies, with the facts of the services that they declare: an object a package, `{"package": {…}, …}`. They hold for
    /// every account that is judged by policies that are taken from these. What is missing is unknown.
    ///
    /// # Errors
    /// If the text is not JSON, a value is not of its declared type, or a package or key is not declared.
    pub fn with_services(&self, json: &str) -> Result<Self, FactsError> {
        let mut sources = Sources::new();
        let file = sources.add("service.json", json);
        match facts::read_services(&self.program, file, json) {
            (Some(services), _) => {
                let program = Program::clone(&self.program).with_services(services);
                Ok(Self { program: Arc::new(program), warnings: Arc::clone(&self.warnings) })
            }
            (None, found) => Err(FactsError::new(sources, found)),
        }
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

    /// All policies, those that others refer to first.
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
    #[cfg(feature = "internals")]
    #[doc(hidden)]
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

/// One policy: reads accounts and judges them.
///
/// Cheap to clone, shared between threads, and independent of the [`Policies`] that it is from.
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

    /// The tags of the languages of its messages, such as `en`; the first is the default.
    #[must_use]
    pub fn languages(&self) -> &[String] {
        &self.program.packages[self.program.policies[self.id].package].languages
    }

    /// What its verdicts are computed by: the hash of its meaning, and the versions of exeunt and of the time zones.
    #[must_use]
    pub fn provenance(&self) -> Provenance {
        self.program.provenance(self.id)
    }

    /// A JSON Schema (2020-12) of the facts that it reads, as [`Policy::account_from_json`] takes them.
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
    /// required.
    ///
    /// Amounts are texts with a currency (`"12.50 CNY"`), times are texts in RFC 3339 with an offset, at most to the
    /// microsecond; `docs/facts.md` has the form of every type. A field that is missing or null is absent if the policy marks
    /// it as optional, and unknown otherwise.
    ///
    /// # Errors
    /// If the text is not JSON, a value is not of its declared type, or a key is not declared (see
    /// [`Policy::unknown_keys`]). [`FactsError`] lists everything that is wrong, up to a hundred errors.
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
    /// ```
    /// # use exeunt::{Compiler, Status, Timestamp};
    /// # let policies = Compiler::new().source("demo.policy", r#"
    /// #     package demo languages en zone UTC
    /// #     account { balance: money CNY }
    /// #     policy close on request {
    /// #       require empty: balance is 0 CNY en "{balance} is left" fix "Withdraw it"
    /// #     }"#).compile()?;
    /// # let close = policies.policy("demo.close")?;
    /// #[derive(serde::Serialize)]
    /// struct Account {
    ///     balance: String,
    /// }
    ///
    /// let account = close.account_from(&Account { balance: "0.00 CNY".to_owned() })?;
    /// let verdict = close.evaluate(&account, Timestamp::parse("2026-06-01T12:00Z")?)?;
    /// assert_eq!(verdict.status, Status::Eligible);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`Policy::account_from_json`], or if it cannot be serialised to JSON.
    pub fn account_from<A: Serialize + ?Sized>(&self, account: &A) -> Result<Account, FactsError> {
        self.account_of(account, None::<&()>)
    }

    /// The same, with the request of the holder, which serialises to an object with the keys of the declared request.
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

    /// Judges an account at an instant. An account that was read for one policy of a package can be judged by all of them,
    /// and by those of other packages that declare the same facts.
    ///
    /// # Errors
    /// If the account was read for a policy whose package declares other facts.
    pub fn evaluate(&self, account: &Account, now: Timestamp) -> Result<Verdict, AccountMismatch> {
        let facts = account.facts_for(&self.program, self.id)?;
        Ok(Evaluation::new(&self.program, self.id, facts, now).verdict())
    }

    /// The same, with [`Verdict::would_be`] of an account that is not eligible: what would be done with its data if it were, such as
    /// what a holder is shown before asking. Nothing of it is to be carried out.
    ///
    /// ```
    /// # use exeunt::{Compiler, Timestamp};
    /// # let policies = Compiler::new().source("demo.policy", r#"
    /// #     package demo languages en zone UTC
    /// #     account { balance: money CNY }
    /// #     policy close on request {
    /// #       require empty: balance is 0 CNY en "{balance} is left" fix "Withdraw it"
    /// #       data { erase account }
    /// #     }"#).compile()?;
    /// # let close = policies.policy("demo.close")?;
    /// let account = close.account_from_json(r#"{ "account": { "balance": "3.20 CNY" } }"#)?;
    /// let verdict = close.evaluate_with_would_be(&account, Timestamp::parse("2026-06-01T12:00Z")?)?;
    /// assert_eq!(verdict.plan, None);
    /// assert_eq!(verdict.would_be.unwrap().items[0].path, "account");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`Policy::evaluate`].
    pub fn evaluate_with_would_be(
        &self,
        account: &Account,
        now: Timestamp,
    ) -> Result<Verdict, AccountMismatch> {
        let facts = account.facts_for(&self.program, self.id)?;
        Ok(Evaluation::new(&self.program, self.id, facts, now).verdict_with_would_be())
    }

    /// Compiles the policy for many accounts, of which only the status is of interest.
    #[must_use]
    pub fn decider(&self) -> Decider {
        Decider::new(Arc::clone(&self.program), self.id)
    }

    /// The number of the policy in [`Policies::program`].
    #[cfg(feature = "internals")]
    #[doc(hidden)]
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
