//! For whom a change matters: accounts whose status is another under the new version, and which requirements did it.

use serde::Serialize;

use crate::eval::evaluate;
use crate::facts::Facts;
use crate::ir::{PolicyId, Program, Status, Timestamp};

/// An account whose status changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// What it was.
    pub from: Status,
    /// What it is.
    pub to: Status,
    /// The requirements that failed and no longer do.
    pub no_longer: Vec<String>,
    /// The requirements that fail and did not.
    pub newly: Vec<String>,
}

/// Judges one account under both versions, the facts as each reads them; `None` if the status is the same.
#[must_use]
pub fn moved(
    (old, before, facts_before): (&Program, PolicyId, &Facts),
    (new, after, facts_after): (&Program, PolicyId, &Facts),
    now: Timestamp,
) -> Option<Moved> {
    let was = evaluate(old, before, facts_before, now);
    let is = evaluate(new, after, facts_after, now);
    if was.status == is.status {
        return None;
    }
    let failed = |verdict: &crate::eval::Verdict| -> Vec<String> {
        verdict.failed.iter().map(|failure| failure.requirement.clone()).collect()
    };
    let (failed_then, failed_now) = (failed(&was), failed(&is));
    let without = |one: &[String], other: &[String]| -> Vec<String> {
        one.iter().filter(|name| !other.contains(name)).cloned().collect()
    };
    Some(Moved {
        from: was.status,
        to: is.status,
        no_longer: without(&failed_then, &failed_now),
        newly: without(&failed_now, &failed_then),
    })
}
