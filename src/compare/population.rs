//! For whom a change matters: accounts whose status is another under the new version, and which requirements did it.

use serde::Serialize;

use crate::eval::{AfterLeaving, Plan, PlanItem, evaluate};
use crate::facts::Facts;
use crate::ir::{DisposalKind, PolicyId, Program, Status, Timestamp};

/// An account whose status changed, or of whose data something else becomes.
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
    /// The items of its plan of which something else becomes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<ItemMoved>,
}

/// An item of a plan of which something else becomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemMoved {
    /// Its path.
    pub path: String,
    /// What became of it; `None` if the old plan did not have it.
    pub before: Option<ItemState>,
    /// What becomes of it, likewise.
    pub after: Option<ItemState>,
}

/// What becomes of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ItemState {
    /// What is done.
    pub disposal: DisposalKind,
    /// The last instant for which it is kept.
    pub until: Option<Timestamp>,
    /// How long after leaving.
    #[serde(rename = "for", skip_serializing_if = "Option::is_none")]
    pub after_leaving: Option<AfterLeaving>,
    /// From when on it is due.
    pub due_since: Option<Timestamp>,
    /// By when copies of it are gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gone_by: Option<Timestamp>,
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
    let items = items_moved(was.plan.as_ref(), is.plan.as_ref());
    if was.status == is.status && items.is_empty() {
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
        items,
    })
}

/// The items that two plans treat differently; where one account has no plan to carry out, its status says so.
fn items_moved(old: Option<&Plan>, new: Option<&Plan>) -> Vec<ItemMoved> {
    let (Some(old), Some(new)) = (old, new) else { return Vec::new() };
    let state = |item: &PlanItem| ItemState {
        disposal: item.disposal,
        until: item.until,
        after_leaving: item.after_leaving,
        due_since: item.due_since,
        gone_by: item.gone_by,
    };
    let of = |plan: &Plan, path: &str| plan.items.iter().find(|item| item.path == path).map(state);
    let gone = old.items.iter().filter(|item| of(new, &item.path).is_none());
    let paths = new.items.iter().chain(gone).map(|item| &item.path);
    let moved =
        paths.map(|path| ItemMoved { path: path.clone(), before: of(old, path), after: of(new, path) });
    moved.filter(|item| item.before != item.after).collect()
}
