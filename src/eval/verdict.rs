//! What a judgement says.

mod debug;

use serde::Serialize;

use crate::ir::{DisposalKind, Provenance, Status, Timestamp, Truth};

/// The whole answer about one account under one policy at one instant.
/// Instants are RFC 3339 in the JSON form.
#[derive(Clone, PartialEq, Serialize)]
pub struct Verdict {
    /// `package.policy`.
    pub policy: String,
    /// What it was reached by: the program, and the versions of what ran it.
    pub provenance: Provenance,
    /// The instant judged at.
    pub now: Timestamp,
    /// The zone that instants are shown in.
    pub zone: crate::ir::Zone,
    /// What it comes to.
    pub status: Status,
    /// Why an inapplicable policy does not speak of the account.
    pub inapplicable: Option<Inapplicable>,
    /// Each requirement, in the policy's order, with its truth.
    pub requirements: Vec<Judged>,
    /// What is to be done now: the policy's outcome when eligible; when blocked, the `otherwise` of the first failed
    /// requirement that has one.
    pub outcome: Option<String>,
    /// The failed requirements, in the policy's order.
    pub failed: Vec<Failure>,
    /// The missing facts, with what each would decide.
    pub missing: Vec<Missing>,
    /// The warnings that apply.
    pub warnings: Vec<Warned>,
    /// The last instant of the grace, while it runs.
    pub cooling_until: Option<Timestamp>,
    /// The statuses from `now` on if no fact changes; neighbours differ.
    pub timeline: Vec<Period>,
    /// The last instant before eligibility: the account is eligible one microsecond later. `None` if it is eligible
    /// now, or never will be by waiting.
    pub eligible_after: Option<Timestamp>,
    /// What becomes of the data of an eligible account.
    pub data: Vec<Disposed>,
    /// How much is not listed.
    pub left_out: LeftOut,
}

/// How many there are beyond the first thousand that are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct LeftOut {
    /// Elements that make the policy inapplicable.
    pub inapplicable: usize,
    /// Elements of which facts are missing.
    pub missing: usize,
}

impl Verdict {
    /// Whether the account is not eligible at `now` or later, whatever the missing facts are.
    #[must_use]
    pub fn is_never_eligible(&self) -> bool {
        self.timeline.iter().all(|period| match period.status {
            Status::Blocked | Status::Inapplicable | Status::Cooling => true,
            Status::Undetermined | Status::Eligible => false,
        })
    }
}

/// Why a policy does not speak of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Inapplicable {
    /// Its `when` is false, by these facts.
    When(Vec<Witness>),
    /// The request was cancelled, by these elements.
    Cancelled(Vec<Witness>),
}

/// A requirement with its truth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Judged {
    /// Its name.
    pub requirement: String,
    /// `true`, `false` or `unknown`.
    pub truth: Truth,
}

/// A status that begins at an instant.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Period {
    /// Its first instant.
    pub from: Timestamp,
    /// What holds from then on.
    pub status: Status,
    /// The requirements that are false then; none while the policy does not apply.
    pub failed: Vec<String>,
}

/// A requirement that is false.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Failure {
    /// Its name.
    pub requirement: String,
    /// What it says, one a language, the default first.
    pub messages: Vec<Said>,
    /// The elements that block, the first thousand of each phrase.
    pub witnesses: Vec<Witness>,
    /// How many more block.
    pub left_out: usize,
    /// How it clears.
    pub clears: Clears,
    /// The citation.
    pub law: Option<String>,
    /// What is done while it fails.
    pub otherwise: Option<String>,
    /// The refusals of the policies that it asks to be satisfied.
    pub through: Vec<Refusal>,
}

/// What another policy, which a requirement asks to be satisfied, refuses.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Refusal {
    /// `package.policy`.
    pub policy: String,
    /// The account that it refuses: `account`, `account.roles[2]`.
    pub account: String,
    /// Its failed requirements, in its order.
    pub failed: Vec<Failure>,
}

/// How a failed requirement clears.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Clears {
    /// Waiting is enough: it still fails at this instant and holds one microsecond later.
    pub waits: Option<Timestamp>,
    /// The holder can do something.
    pub act: bool,
    /// Nothing clears it, waiting neither.
    #[serde(rename = "final")]
    pub is_final: bool,
}

/// A message, filled.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// `zh`, `en`, …
    pub language: String,
    /// What the holder reads.
    pub text: String,
    /// The way out.
    pub fix: Option<String>,
    /// Where to go.
    pub link: Option<String>,
}

/// A fact that blocks: an element of a collection, or a single value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Witness {
    /// `account.trades[3]`, `account.auction_deposit`
    pub path: String,
    /// What the condition read of it, for the reader; a single value has one entry, under its own name.
    pub facts: Vec<Shown>,
}

/// A fact in words.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// The field's name in the policy.
    pub field: String,
    /// Its value as a reader writes it, one a language, the default first: `12.50 CNY`, `2026-06-01 12:00`.
    pub values: Vec<InWords>,
}

/// A value in the words of a language.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct InWords {
    /// `zh`, `en`, …
    pub language: String,
    /// What the reader sees.
    pub text: String,
}

/// A fact that is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// `account.trades`
    pub path: String,
    /// What it would decide.
    pub needed_for: Vec<NeededFor>,
}

/// What a missing fact would decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum NeededFor {
    /// Whether the policy applies: its `when`.
    When,
    /// Whether the request was cancelled.
    Cancellation,
    /// When the grace is over.
    Grace,
    /// The requirement of that name.
    Requirement(String),
}

/// A warning that applies.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Warned {
    /// Its name.
    pub warning: String,
    /// What it says.
    pub messages: Vec<Said>,
    /// The citation.
    pub law: Option<String>,
}

/// What becomes of a collection, or of one element where instants differ.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Disposed {
    /// `account` or `account.trades[3]`
    pub path: String,
    /// What is done with it.
    pub disposal: DisposalKind,
    /// The last instant of retention. `None` where there is no end, or none that is known: the start of the period is
    /// absent or unknown, the collection is unknown, or the calendar ends before the period.
    pub until: Option<Timestamp>,
    /// The citation.
    pub law: Option<String>,
}
