//! The result of evaluating an account.

mod debug;
mod plan;

pub use plan::{AfterLeaving, ElementKey, HeldBy, OpenReason, Plan, PlanItem, PlanStep};

use serde::Serialize;
use serde::ser::SerializeStruct as _;

use crate::diagnostic::Message;
use crate::ir::words::deadline_words;
use crate::ir::{
    DeadlineState, LocalisedText, NoticeState, Provenance, ShownNames, Status, Timestamp, Truth, Zone,
    calendar,
};

/// The result of evaluating an account by a policy at an instant: the status, and every reason for it.
///
/// It quotes facts: messages, [`Witness::facts`] and the JSON form hold them. [`Debug`] shows none. Instants are inclusive: the
/// account is not yet eligible *at* [`eligible_after`](Self::eligible_after), and is one microsecond later.
///
/// Its JSON form, which [`Serialize`] and [`Verdict::to_json`] write, is described by `docs/verdict.schema.json`; instants in
/// it are RFC 3339 in UTC.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct Verdict {
    /// The policy: `package.policy`.
    pub policy: String,
    /// What it was computed by: the hash of the policy, and the versions of exeunt and of the time zones.
    pub provenance: Provenance,
    /// What people are shown instead of its names.
    #[serde(skip)]
    #[doc(hidden)]
    pub names: ShownNames,
    /// The instant that it is for.
    pub now: Timestamp,
    /// The zone in which the policy counts days, and in which instants are shown to people.
    pub zone: Zone,
    /// Whether the account is eligible, and if not, what kind of reason there is.
    pub status: Status,
    /// Why the policy does not apply to the account; `None` unless the status is [`Status::Inapplicable`].
    pub inapplicable: Option<InapplicableReason>,
    /// Every requirement with its truth at [`now`](Self::now), in the order of the policy.
    pub requirements: Vec<RequirementTruth>,
    /// The laws that rows of cases cite, of all that the status rests on: `when`, the requirements that are asked, with their
    /// groups and other policies, and the grace period. Of each case the law of the row that was used, or of all rows that are
    /// still possible.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub row_laws: Vec<String>,
    /// What the service is to do now, as a word that the policy declares, such as `close`: the outcome of the policy if
    /// the account is eligible; if it is blocked, the `otherwise` of the first failed requirement that has one.
    pub outcome: Option<String>,
    /// The value that the policy's outcome carries, of an account that is eligible: a length or an amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome_value: Option<OutcomeValue>,
    /// The time of the account that whoever carries the outcome out sets to that instant, of an account that is eligible:
    /// `account.suspended_at`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sets: Option<String>,
    /// The requirements that are false, in the order of the policy. None if the policy does not apply.
    pub failed: Vec<FailedRequirement>,
    /// The unknown facts that an undetermined verdict depends on, or the value of the outcome.
    pub missing: Vec<MissingFact>,
    /// The warnings of the policy that apply or may apply, for an account that is eligible or cooling.
    pub warnings: Vec<AppliedWarning>,
    /// What the service has to do in time, and how it stands, in the order of the policy. It blocks nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deadlines: Vec<DeadlineStanding>,
    /// What the holder is told before the outcome, and how it stands, in the order of the policy; whatever the status is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<NoticeStanding>,
    /// When the account becomes eligible, if no fact changes but that the notices go out on time. `None` of a policy without
    /// notices, if it does not, or if facts are missing to know it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acts_at: Option<Timestamp>,
    /// The last instant of the grace period, if the status is [`Status::Cooling`].
    pub cooling_until: Option<Timestamp>,
    /// The statuses from [`now`](Self::now) on, if no fact changes: at least one period, of which neighbours differ.
    pub timeline: Vec<Period>,
    /// The last instant before the account is eligible, if no fact changes. `None` if it is eligible now, or waiting alone
    /// does not make it eligible.
    pub eligible_after: Option<Timestamp>,
    /// What is to be done with the data, in the order in which it is done. Only an account that is eligible has a plan, and only
    /// of a policy that says what becomes of the data.
    pub plan: Option<Plan>,
    /// What would be done if the account were eligible; only if that is asked for, and only of an account that is not. Nothing in it is to be carried out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub would_be: Option<Plan>,
    /// How many elements are not listed, because there are too many.
    pub left_out: Omitted,
}

/// How many elements there are beyond the first thousand that a verdict lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct Omitted {
    /// Elements of [`Verdict::inapplicable`].
    pub inapplicable: usize,
    /// Elements that facts of [`Verdict::missing`] belong to.
    pub missing: usize,
}

impl Verdict {
    /// Whether the account is not eligible now or at any later instant, whatever the missing facts are, unless a fact
    /// changes.
    #[must_use]
    pub fn is_never_eligible(&self) -> bool {
        self.timeline.iter().all(|period| match period.status {
            Status::Blocked | Status::Inapplicable | Status::Cooling => true,
            Status::Undetermined | Status::Eligible => false,
        })
    }
}

/// Why a policy does not apply to an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub enum InapplicableReason {
    /// Its `when` is false, by these facts.
    When(Vec<Witness>),
    /// The request was cancelled, by these elements of a collection.
    Cancelled(Vec<Witness>),
    /// The account has left, since this time.
    Left(Vec<Witness>),
    /// What the outcome does is done already, since this time.
    Done(Vec<Witness>),
}

impl InapplicableReason {
    /// The facts that show it.
    #[must_use]
    pub fn witnesses(&self) -> &[Witness] {
        match self {
            Self::When(witnesses)
            | Self::Cancelled(witnesses)
            | Self::Left(witnesses)
            | Self::Done(witnesses) => witnesses,
        }
    }
}

/// A requirement and its truth.
///
/// In JSON, the truth of a requirement that is not asked is `not_asked`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct RequirementTruth {
    /// Its name.
    pub requirement: String,
    /// Its truth at the instant of the verdict; true if it is not asked.
    pub truth: Truth,
    /// Whether it is asked of the account: [`Truth::False`] if it is in a group that does not concern it.
    pub asked: Truth,
}

impl RequirementTruth {
    /// How it stands.
    #[must_use]
    pub fn standing(&self) -> Standing {
        match (self.asked, self.truth) {
            (Truth::False, _) => Standing::NotAsked,
            (Truth::True | Truth::Unknown, Truth::True) => Standing::True,
            (Truth::True | Truth::Unknown, Truth::False) => Standing::False,
            (Truth::True | Truth::Unknown, Truth::Unknown) => Standing::Unknown,
        }
    }
}

impl Serialize for RequirementTruth {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut written = serializer.serialize_struct("RequirementTruth", 2)?;
        written.serialize_field("requirement", &self.requirement)?;
        written.serialize_field("truth", &self.standing())?;
        written.end()
    }
}

/// How a requirement stands for an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub enum Standing {
    /// It is asked, and does not hold.
    False,
    /// It is unknown whether it holds.
    Unknown,
    /// It holds.
    True,
    /// It is in a group that does not concern the account.
    NotAsked,
}

/// A part of a timeline: a status that begins at an instant, and lasts until the next period begins.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct Period {
    /// Its first instant.
    pub from: Timestamp,
    /// The status.
    pub status: Status,
    /// The names of the requirements that are false; none while the policy does not apply.
    pub failed: Vec<String>,
}

/// A requirement that is false.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct FailedRequirement {
    /// Its name.
    pub requirement: String,
    /// Its message, one for each language of the package, the default language first.
    pub messages: Vec<MessageText>,
    /// The facts that make it false: elements of collections, at most a thousand for each phrase, and single values.
    pub witnesses: Vec<Witness>,
    /// How many more elements make it false.
    pub left_out: usize,
    /// What makes it true.
    pub clears: Remedy,
    /// The law that it cites.
    pub law: Option<String>,
    /// The laws that rows of its cases cite: of the row that was used, or of all that are still possible.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub row_laws: Vec<String>,
    /// What the service is to do while it is false, as a word that the policy declares.
    pub otherwise: Option<String>,
    /// The failures of other policies, if it requires that these are satisfied.
    pub through: Vec<PolicyFailure>,
    /// The ways of `any of`, none of which holds: by the first instant at which waiting is enough, then those of which that
    /// depends on missing facts, then the others. Empty for any other requirement.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ways: Vec<FailedWay>,
}

/// A way to satisfy a requirement that does not hold.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct FailedWay {
    /// Its name.
    pub way: String,
    /// What makes it hold.
    pub clears: Remedy,
    /// Its requirements that are false, in its order; each is named `requirement.way.name`.
    pub failed: Vec<FailedRequirement>,
    /// The names of its requirements of which it is unknown whether they hold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<String>,
}

/// The failures of another policy that a requirement asks to be satisfied.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct PolicyFailure {
    /// `package.policy`.
    pub policy: String,
    /// The path of the account that it is evaluated for: `account`, `account.roles[2]`.
    pub account: String,
    /// Its requirements that are false, in its order.
    pub failed: Vec<FailedRequirement>,
}

/// What makes a failed requirement true.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct Remedy {
    /// Waiting, if no fact changes: it is false until this instant inclusive, and true one microsecond later.
    pub waits: Option<Timestamp>,
    /// Something that the holder of the account can do.
    pub act: bool,
    /// Nothing: neither waiting nor an act.
    #[serde(rename = "final")]
    pub is_final: bool,
}

/// A message of the policy in one language, with its facts filled in.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct MessageText {
    /// The tag of the language: `zh`, `en`.
    pub language: String,
    /// What the holder reads.
    pub text: String,
    /// What the holder can do.
    pub fix: Option<String>,
    /// Where: a web or mail address.
    pub link: Option<String>,
}

/// A fact that a verdict rests on: an element of a collection, or a single value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct Witness {
    /// Its path, in the names of the policy: `account.trades[3]`, `account.auction_deposit`.
    pub path: String,
    /// The fields of it that the condition reads; for a single value one entry, under its own name.
    pub facts: Vec<WitnessFact>,
}

/// A fact in words, for the holder.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct WitnessFact {
    /// The field's name in the policy.
    pub field: String,
    /// Its value, one for each language of the package, the default language first: `12.50 CNY`, `2026-06-01 12:00` in the
    /// zone of the policy.
    pub values: Vec<LocalisedText>,
}

/// The value that an outcome carries.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct OutcomeValue {
    /// What it is.
    pub kind: OutcomeValueKind,
    /// The value as a policy writes it: `30d`, `10.00 EUR`. `None` if it is unknown; [`Verdict::missing`] then lists the facts
    /// that decide it.
    pub value: Option<String>,
    /// The value in words, one for each language of the package, the default language first.
    pub words: Vec<LocalisedText>,
    /// The laws that rows of its cases cite: of the row that was used, or of all that are still possible.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub row_laws: Vec<String>,
}

/// The kinds of values of outcomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub enum OutcomeValueKind {
    /// How long the outcome lasts: `suspend for 30d`.
    Length,
    /// Its amount: `charge of 10 EUR`.
    Amount,
}

impl OutcomeValue {
    /// As the language writes it behind the name of the outcome: `for 30d`, `of 10.00 EUR`.
    #[must_use]
    pub fn written(&self) -> String {
        format!("{} {}", self.kind.word(), self.value.as_deref().unwrap_or("unknown"))
    }
}

impl OutcomeValueKind {
    fn word(self) -> &'static str {
        match self {
            Self::Length => "for",
            Self::Amount => "of",
        }
    }
}

/// An unknown fact that a verdict depends on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct MissingFact {
    /// Whether it is a fact of the account, or a calendar that ends too early.
    pub kind: MissingKind,
    /// Its path, in the names of the policy: `account.trades`; of a calendar `calendar prc after 2026-12-31`.
    pub path: String,
    /// What it would decide; never empty.
    pub needed_for: Vec<NeededFor>,
}

/// What kind of thing is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub enum MissingKind {
    /// A fact.
    Fact,
    /// What a calendar of working days does not cover.
    Calendar,
}

/// What a missing fact would decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub enum NeededFor {
    /// Whether the policy applies: its `when`.
    When,
    /// Whether the request was cancelled.
    Cancellation,
    /// When the grace period ends.
    Grace,
    /// The value of the outcome.
    Outcome,
    /// The requirement of that name; of one with ways, the requirement of a way: `removable.quiet.few`.
    Requirement(String),
}

/// A warning that applies.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct AppliedWarning {
    /// Its name.
    pub warning: String,
    /// Whether it applies; if not, it may: it is unknown whether its group concerns the account.
    #[serde(rename = "certain")]
    pub is_certain: bool,
    /// Its message, one for each language of the package, the default language first.
    pub messages: Vec<MessageText>,
    /// The law that it cites.
    pub law: Option<String>,
    /// The laws that rows of its cases cite: of the row that was used, or of all that are still possible.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub row_laws: Vec<String>,
}

/// How a deadline of the service stands.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct DeadlineStanding {
    /// Its name.
    pub deadline: String,
    /// The state at the instant of the verdict.
    pub state: DeadlineState,
    /// Its last instant. `None` if it does not run, if facts are missing to say when it ends, or if that is after
    /// [`Timestamp::MAX`].
    pub due: Option<Timestamp>,
    /// The law that it cites.
    pub law: Option<String>,
    /// The laws that rows of its cases cite: of the row that was used, or of all that are still possible.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub row_laws: Vec<String>,
    /// The paths of the facts that are missing, if it is unknown how it stands although the policy applies; like those of
    /// [`MissingFact`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
}

/// How a notice stands.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct NoticeStanding {
    /// Its name.
    pub notice: String,
    /// The state at the instant of the verdict.
    pub state: NoticeState,
    /// The last instant at which it has to be sent so that it does not delay the outcome; it may be past. `None` if no outcome
    /// comes that it would be of, or if facts are missing to know when.
    pub due: Option<Timestamp>,
    /// When it was sent: the first time that counts, or will count; or else the last time before it is counted.
    pub sent: Option<Timestamp>,
    /// What the holder is told, one for each language of the package, the default language first.
    pub messages: Vec<MessageText>,
    /// The law that it cites.
    pub law: Option<String>,
    /// The paths of the facts that are missing to know its state, or when it is due; like those of [`MissingFact`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
}

impl DeadlineStanding {
    /// How it stands, with its last instant, in words.
    pub(crate) fn in_words(&self, zone: Zone) -> Message {
        let due = self.due.map(|due| calendar::rfc3339(due, zone));
        deadline_words(Some(self.state), due.as_deref())
    }
}
