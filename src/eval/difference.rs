//! What differs between two verdicts on one account under one policy.

use serde::Serialize;

use super::{DeadlineStanding, OutcomeValue, Standing, Verdict};
use crate::ir::{DeadlineState, Status, Timestamp};

/// What differs; everything is empty if nothing does.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Difference {
    /// The statuses, if they are two.
    pub status: Option<Change<Status>>,
    /// The requirements that stand otherwise, in the policy's order.
    pub requirements: Vec<Turned>,
    /// The last instants before eligibility, if they are two.
    pub eligible_after: Option<Change<Option<Timestamp>>>,
    /// What is to be done, if it is another.
    pub outcome: Option<Change<Option<String>>>,
    /// The values of the outcomes as the language writes them, if they are two: `for 30d`, `of unknown`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome_value: Option<Change<Option<String>>>,
    /// The deadlines that stand otherwise, or end at another instant, in the policy's order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deadlines: Vec<DeadlineTurned>,
    /// The paths of facts that are missing now and were not.
    pub missing: Vec<String>,
    /// The paths of facts that are no longer missing.
    pub no_longer_missing: Vec<String>,
    /// The warnings that apply now and did not.
    pub warnings: Vec<String>,
    /// The warnings that no longer apply.
    pub no_longer_warned: Vec<String>,
}

/// One thing, before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change<T> {
    /// As it was.
    pub before: T,
    /// As it is.
    pub after: T,
}

/// A requirement that stands otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Turned {
    /// Its name.
    pub requirement: String,
    /// How it stood.
    pub before: Standing,
    /// How it stands.
    pub after: Standing,
}

/// A deadline that stands otherwise, or ends at another instant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeadlineTurned {
    /// Its name.
    pub deadline: String,
    /// How it stood, with its last instant.
    pub before: DeadlineEnd,
    /// How it stands, likewise.
    pub after: DeadlineEnd,
}

/// How a deadline stands, and its last instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct DeadlineEnd {
    /// How it stands.
    pub state: DeadlineState,
    /// Its last instant, where that is known.
    pub due: Option<Timestamp>,
}

impl DeadlineEnd {
    fn of(standing: &DeadlineStanding) -> Self {
        Self { state: standing.state, due: standing.due }
    }
}

/// What differs in `after` from `before`; both are verdicts of one policy.
#[must_use]
pub fn difference(before: &Verdict, after: &Verdict) -> Difference {
    let both = before.requirements.iter().zip(&after.requirements);
    let turned = both.filter(|(old, new)| old.standing() != new.standing());
    let turned = turned.map(|(old, new)| Turned {
        requirement: new.requirement.clone(),
        before: old.standing(),
        after: new.standing(),
    });
    let ends = before.deadlines.iter().zip(&after.deadlines);
    let ends = ends.map(|(old, new)| DeadlineTurned {
        deadline: new.deadline.clone(),
        before: DeadlineEnd::of(old),
        after: DeadlineEnd::of(new),
    });
    let paths =
        |verdict: &Verdict| -> Vec<String> { verdict.missing.iter().map(|it| it.path.clone()).collect() };
    let warned =
        |verdict: &Verdict| -> Vec<String> { verdict.warnings.iter().map(|it| it.warning.clone()).collect() };
    let value = |verdict: &Verdict| verdict.outcome_value.as_ref().map(OutcomeValue::written);
    let instant = |verdict: &Verdict| verdict.eligible_after;
    Difference {
        status: change(before.status, after.status),
        requirements: turned.collect(),
        eligible_after: change(instant(before), instant(after)),
        outcome: change(before.outcome.clone(), after.outcome.clone()),
        outcome_value: change(value(before), value(after)),
        deadlines: ends.filter(|it| it.before != it.after).collect(),
        missing: only(paths(after), &paths(before)),
        no_longer_missing: only(paths(before), &paths(after)),
        warnings: only(warned(after), &warned(before)),
        no_longer_warned: only(warned(before), &warned(after)),
    }
}

fn change<T: PartialEq>(before: T, after: T) -> Option<Change<T>> {
    (before != after).then_some(Change { before, after })
}

fn only(these: Vec<String>, without: &[String]) -> Vec<String> {
    these.into_iter().filter(|it| !without.contains(it)).collect()
}
