//! Tests of policies, their facts resolved.

use serde::{Deserialize, Serialize};

use super::{ConditionKind, Constant, DeadlineState, Origin, Policy, PolicyId, Status, Timestamp, Value};

/// A test of a policy, its facts resolved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Test {
    /// What it shows.
    pub title: String,
    /// Where it is written.
    pub origin: Origin,
    /// The policy under test.
    pub policy: PolicyId,
    /// The instant that it judges at.
    #[serde(with = "super::timestamp::as_micros")]
    pub now: Timestamp,
    /// A [`Value::Record`] of the package's account.
    pub account: Value,
    /// A [`Value::Record`] of the package's request, if it declares one; unknown fields where the test gives none.
    pub request: Option<Value>,
    /// A [`Value::Record`] of the package's service, likewise.
    pub service: Option<Value>,
    /// What must come out.
    pub expectations: Vec<Expectation>,
}

/// An expectation with its place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Expectation {
    /// What is expected.
    pub kind: ExpectationKind,
    /// Where it is written.
    pub origin: Origin,
}

/// A clause whose facts may be missing, which `undetermined by` names as it names requirements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DecidingClause {
    /// `when`: whether the policy applies is unknown.
    When,
    /// `grace`: whether it is over, or whether the request was cancelled, is unknown.
    Grace,
}

impl DecidingClause {
    /// Every such clause.
    pub(crate) const ALL: [Self; 2] = [Self::When, Self::Grace];

    /// What `by` calls it. A requirement of the same name takes precedence.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::When => "when",
            Self::Grace => "grace",
        }
    }

    /// Whether the policy has such a clause.
    pub(crate) fn is_of(self, policy: &Policy) -> bool {
        match self {
            Self::When => policy.when.kind != ConditionKind::Constant(true),
            Self::Grace => policy.grace.is_some(),
        }
    }
}

/// The forms of an expectation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExpectationKind {
    /// This status, and where any are named, by exactly these: the false requirements of a blocked account, the unknown
    /// requirements and clauses (`when`, `grace`) of an undetermined one.
    Status(Status, Vec<String>),
    /// The last instant before eligibility.
    EligibleAfter(#[serde(with = "super::timestamp::as_micros")] Timestamp),
    /// Not eligible at the test's instant or at any later one, whatever the missing facts are.
    Never,
    /// This warning applies.
    Warn(String),
    /// This warning does not apply.
    NoWarn(String),
    /// This requirement has failed, and nothing clears it.
    Final(String),
    /// Some failed requirement or warning says this, in this language.
    Message(String, String),
    /// This path is among the missing facts: `account.trades`.
    Unknown(String),
    /// This is what is done, and where a value is given, with this one.
    Outcome(String, Option<Constant>),
    // Programs are written with the number of a form, so a new one comes last.
    /// The first instant of eligibility, which is later than the test's.
    EligibleFrom(#[serde(with = "super::timestamp::as_micros")] Timestamp),
    /// The deadline stands so, and where an instant is given, that is its last; one of the two is given.
    Deadline(
        String,
        Option<DeadlineState>,
        #[serde(with = "super::timestamp::as_micros_if_any")] Option<Timestamp>,
    ),
}
