//! A policy as back ends compile it.

use super::expr::{Condition, Value};
use super::plan::{FlatPlaced, Leaving};
use super::schema::Schema;
use crate::ir::{Origin, PolicyId, RecordId};

/// A policy with everything resolved. Its status follows from the three truths of [`super::STATUSES`].
#[derive(Debug, Clone, PartialEq)]
pub struct FlatPolicy {
    /// The policy.
    pub policy: PolicyId,
    /// `package.policy`.
    pub name: String,
    /// The record of the account.
    pub account: RecordId,
    /// The record of the request, if there is one.
    pub request: Option<RecordId>,
    /// The facts that the conditions read.
    pub schema: Schema,
    /// The policy applies if all of these hold: its `when`, and that the request was not cancelled.
    pub applies: Vec<Named>,
    /// The requirements, in the order of the policy.
    pub requirements: Vec<Named>,
    /// Whether the grace period is over; `None` if there is none.
    pub grace_over: Option<Named>,
    /// The value that the outcome of an eligible account carries, if it carries one.
    pub outcome_value: Option<Value>,
    /// Whether each deadline of the service is overdue, if the policy applies; none if it was lowered for its status alone.
    pub overdue: Vec<Named>,
    /// What becomes of the data of an eligible account, or of what is left of one that has left; none if it was lowered for
    /// neither.
    pub plan: Vec<FlatPlaced>,
    /// What is known of an account that has left, if it was lowered for what is left of those.
    pub leaving: Option<Leaving>,
}

/// A condition of a policy, with the name that a reader knows it by and where it is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    /// `applies`, `not cancelled`, `grace over`, or the name of a requirement or a deadline.
    pub name: String,
    /// Where it is written; for a grace period, where the policy's `when` is.
    pub origin: Origin,
    /// The condition.
    pub condition: Condition,
}
