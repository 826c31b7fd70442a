//! The statuses of many accounts.

use std::fmt;
use std::sync::Arc;

use super::account::Account;
use super::errors::AccountMismatch;
use crate::decide::CompiledPolicy;
use crate::eval::Evaluation;
use crate::facts::Facts;
use crate::ir::{PolicyId, Program, Status, Timestamp};

/// How many accounts are decided together.
const BATCH: usize = 1024;

/// A policy compiled for many accounts: gives their statuses, which are those of [`Policy::evaluate`](super::Policy::evaluate), some
/// hundred times faster.
///
/// ```
/// # use exeunt::{Account, Compiler, FactsError, Policies, Status, Timestamp};
/// # let policies = Compiler::new().source("demo.policy", r#"
/// #     package demo languages en zone UTC
/// #     account { balance: money CNY }
/// #     policy close on request {
/// #       require empty: balance is 0 CNY en "{balance} is left" fix "Withdraw it"
/// #     }"#).compile()?;
/// let close = policies.policy("demo.close")?;
/// let accounts = [r#"{ "account": { "balance": "0 CNY" } }"#, r#"{ "account": {} }"#]
///     .map(|json| close.account_from_json(json))
///     .into_iter()
///     .collect::<Result<Vec<Account>, FactsError>>()?;
/// let statuses = close.decider().statuses(&accounts, Timestamp::parse("2026-06-01T12:00Z")?)?;
/// assert_eq!(statuses, [Status::Eligible, Status::Undetermined]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Decider {
    program: Arc<Program>,
    policy: PolicyId,
    /// `None` for a policy that is too large; its accounts are evaluated.
    compiled: Option<CompiledPolicy>,
}

impl Decider {
    pub(super) fn new(program: Arc<Program>, policy: PolicyId) -> Self {
        let compiled = CompiledPolicy::compile(&program, policy).ok();
        Self { program, policy, compiled }
    }

    /// The status of each account at an instant, in the order of the accounts.
    ///
    /// # Errors
    /// If an account does not have the facts of the policy, as for [`Policy::evaluate`](super::Policy::evaluate).
    pub fn statuses(&self, accounts: &[Account], now: Timestamp) -> Result<Vec<Status>, AccountMismatch> {
        self.check(accounts)?;
        let mut statuses = Vec::with_capacity(accounts.len());
        for chunk in accounts.chunks(BATCH) {
            self.decide(chunk, now, &mut statuses);
        }
        Ok(statuses)
    }

    /// Whether all have the facts of the policy. Programs are compared once for neighbours that were read alike.
    fn check(&self, accounts: &[Account]) -> Result<(), AccountMismatch> {
        accounts
            .chunk_by(Account::is_read_like)
            .filter_map(<[Account]>::first)
            .try_for_each(|first| first.facts_for(&self.program, self.policy).map(|_| ()))
    }

    fn decide(&self, accounts: &[Account], now: Timestamp, statuses: &mut Vec<Status>) {
        let facts = accounts.iter().map(|account| &account.facts);
        let Some(decider) = &self.compiled else {
            return statuses.extend(facts.map(|facts| self.evaluated(facts, now)));
        };
        let mut batch = decider.batch();
        // What the batch does not hold is evaluated.
        let held: Vec<(&Facts, bool)> = facts.map(|facts| (facts, batch.push(facts).is_ok())).collect();
        let mut decided = Vec::new();
        decider.at(now).statuses(&batch, &mut decided);
        let mut decided = decided.into_iter();
        statuses.extend(held.into_iter().map(|(facts, is_held)| {
            let status = if is_held { decided.next() } else { None };
            status.unwrap_or_else(|| self.evaluated(facts, now))
        }));
    }

    fn evaluated(&self, facts: &Facts, now: Timestamp) -> Status {
        Evaluation::new(&self.program, self.policy, facts, now).status()
    }
}

impl fmt::Debug for Decider {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Decider").field(&self.program.policy_name(self.policy)).finish()
    }
}
