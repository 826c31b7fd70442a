//! What the service has to do by a certain time.

use crate::enumeration::enumeration;
use serde::{Deserialize, Serialize};

use super::{CaseRow, Condition, ConditionKind, GroupId, Term, Truth};

/// What the service has to do, and by when. It blocks nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// Its name.
    pub name: String,
    /// The group that it is in.
    pub group: Option<GroupId>,
    /// Whether it runs at all: the time that it runs from is present.
    pub begun: Condition,
    /// Whether what is due was done, no later than at the last instant.
    pub met: Condition,
    /// Whether the last instant has passed.
    pub over: Condition,
    /// The last instant, which `met` and `over` compare with.
    pub due: Term,
    /// The citation.
    pub law: Option<String>,
}

impl Deadline {
    /// The same with another last instant.
    #[must_use]
    pub fn with_due(&self, due: Term) -> Self {
        Self {
            met: compared_with(&self.met, &self.due, &due),
            over: compared_with(&self.over, &self.due, &due),
            due,
            ..self.clone()
        }
    }
}

/// A condition whose comparisons are with another value; a case is followed row by row.
pub(crate) fn compared_with(condition: &Condition, old: &Term, new: &Term) -> Condition {
    let other = |term: &Term| if term == old { new.clone() } else { term.clone() };
    let kind = match &condition.kind {
        ConditionKind::Compare(how, left, right) => ConditionKind::Compare(*how, other(left), other(right)),
        ConditionKind::Case(rows) => ConditionKind::Case(rows_compared_with(rows, old, new)),
        ConditionKind::Constant(_)
        | ConditionKind::Holds(_)
        | ConditionKind::Not(_)
        | ConditionKind::All(_)
        | ConditionKind::Any(_)
        | ConditionKind::Member(..)
        | ConditionKind::StartsWith(..)
        | ConditionKind::Present(_)
        | ConditionKind::Quantified(..)
        | ConditionKind::Satisfies(..)
        | ConditionKind::Call(..) => condition.kind.clone(),
    };
    Condition { kind, origin: condition.origin }
}

fn rows_compared_with(rows: &[CaseRow<Condition>], old: &Term, new: &Term) -> Vec<CaseRow<Condition>> {
    if let (Term::Case(was), Term::Case(is)) = (old, new)
        && was.len() == rows.len()
        && is.len() == rows.len()
        && rows.iter().zip(was).all(|(row, was)| row.guard == was.guard)
    {
        let each = rows.iter().zip(was).zip(is);
        return each
            .map(|((row, was), is)| CaseRow {
                guard: is.guard.clone(),
                value: compared_with(&row.value, &was.value, &is.value),
                law: row.law.clone(),
            })
            .collect();
    }
    let within =
        |row: &CaseRow<Condition>| CaseRow { value: compared_with(&row.value, old, new), ..row.clone() };
    rows.iter().map(within).collect()
}

enumeration! {
    /// The state of a deadline for an account at an instant.
    ///
    /// Treat a state that you do not know like [`DeadlineState::Unknown`]: a minor version may add one.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    #[cfg_attr(not(feature = "internals"), non_exhaustive)]
    pub enum DeadlineState {
        /// It does not concern the account: the policy does not apply to it, or the deadline is in a group that does not.
        NotAsked,
        /// The time that it runs from is absent.
        NotBegun,
        /// It runs, and what is due was not done yet.
        Open,
        /// What is due was done in time.
        Met,
        /// The last instant has passed, and what is due was not done by then; it may have been done later.
        Overdue,
        /// Facts are missing to say which of these it is.
        Unknown,
    }
}

impl DeadlineState {
    /// The state, from whether the deadline concerns the account, has begun, was met and is over.
    #[must_use]
    pub fn of(asked: Truth, begun: Truth, met: Truth, over: Truth) -> Self {
        match (asked, begun, met, over) {
            (Truth::False, ..) => Self::NotAsked,
            (Truth::Unknown, ..) => Self::Unknown,
            (Truth::True, Truth::False, ..) => Self::NotBegun,
            (Truth::True, Truth::Unknown, ..) => Self::Unknown,
            (Truth::True, Truth::True, Truth::True, _) => Self::Met,
            (Truth::True, Truth::True, Truth::False, Truth::True) => Self::Overdue,
            (Truth::True, Truth::True, Truth::False, Truth::False) => Self::Open,
            (Truth::True, Truth::True, Truth::False, Truth::Unknown)
            | (Truth::True, Truth::True, Truth::Unknown, _) => Self::Unknown,
        }
    }

    /// Its name in JSON: `not_begun`.
    #[must_use]
    pub fn json_name(self) -> &'static str {
        match self {
            Self::NotAsked => "not_asked",
            Self::NotBegun => "not_begun",
            Self::Open => "open",
            Self::Met => "met",
            Self::Overdue => "overdue",
            Self::Unknown => "unknown",
        }
    }

    /// Its words in the language: `not begun`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::NotAsked => "not asked",
            Self::NotBegun => "not begun",
            Self::Open => "open",
            Self::Met => "met",
            Self::Overdue => "overdue",
            Self::Unknown => "unknown",
        }
    }
}
