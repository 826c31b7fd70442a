//! What is left of accounts that have gone: which of it is due now, and what next.

use serde::Serialize;

use super::evaluator::Evaluator;
use super::verdict::{Plan, PlanItem};
use crate::facts::{Id, Rest};
use crate::ir::{
    ACCOUNT, ACCOUNT_ID, DisposalKind, Placed, Policy, Program, ProgramHash, Provenance, ShownNames,
    Timestamp, Zone,
};

/// What becomes of a rest.
#[derive(Clone, Serialize)]
pub struct Due {
    /// The account's id.
    #[serde(skip)]
    pub id: Id,
    /// The policy that it left by.
    pub policy: String,
    /// When it left.
    pub left: Timestamp,
    /// The instant of the judgement.
    pub now: Timestamp,
    /// What people are shown instead of names.
    #[serde(skip)]
    #[doc(hidden)]
    pub names: ShownNames,
    /// The zone of the policy.
    pub zone: Zone,
    /// The program that its plan was made by, if that is known.
    pub planned_by: Option<ProgramHash>,
    /// What it was judged by.
    pub provenance: Provenance,
    /// Each item that is left.
    pub items: Vec<DueItem>,
    /// What goes next if no fact changes.
    pub next: Option<Next>,
}

/// Something that is left of an account.
#[derive(Clone, Serialize)]
pub struct DueItem {
    /// The item, as in a plan.
    #[serde(flatten)]
    pub item: PlanItem,
    /// Whether it is to go now.
    #[serde(rename = "due")]
    pub is_due: bool,
    /// The end by the plan that it was kept by, where that is another one now; null if there was none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until_kept: Option<Option<Timestamp>>,
}

/// What goes next.
#[derive(Clone, Serialize)]
pub struct Next {
    /// The first instant at which it is due.
    pub at: Timestamp,
    /// The paths of the items.
    pub items: Vec<String>,
}

/// No path is shown: it may hold a key.
impl std::fmt::Debug for Due {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Due")
            .field("policy", &self.policy)
            .field("left", &self.left)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for DueItem {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("DueItem")
            .field("item", &self.item)
            .field("is_due", &self.is_due)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Next {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Next").field("at", &self.at).finish_non_exhaustive()
    }
}

/// Judges what is left of an account by the policy that it left by. Whether it might leave is not asked: it has.
#[must_use]
pub fn due(program: &Program, rest: &Rest, now: Timestamp) -> Due {
    let policy = &program.policies[rest.policy];
    let evaluator = Evaluator::new(program, rest.policy, &program.services, now.as_micros());
    let env = super::env_of(program, rest.policy, &rest.facts);
    let is_there = |placed: &Placed| match placed.path.is_empty() {
        // Who is told was told when it left.
        _ if placed.tells() => false,
        // Whatever else its rules say was done when it left.
        true => placed.retains(),
        // Of elements that may be in several collections one that is not given is unknown.
        false => placed.is_shared || rest.given.contains(&placed.collection()),
    };
    let plan = evaluator.plan_of(rest.policy, &env, Some(rest.left), &is_there);
    let items = plan.map(|Plan { items, .. }| items).unwrap_or_default();
    let mut items: Vec<PlanItem> = items.into_iter().filter(|item| is_left(item, rest, policy)).collect();
    if !items.iter().any(|item| item.collection == ACCOUNT_ID || item.collection == ACCOUNT) {
        items.push(super::plan::id_of_rest(&items));
    }
    let items: Vec<DueItem> = items.into_iter().map(|item| due_item(item, rest)).collect();
    let ends = items.iter().filter(|it| !it.is_due).filter_map(|it| it.item.until);
    let next = ends.min().map(|until| Next {
        at: Timestamp::from_micros(until.as_micros().saturating_add(1)),
        items: items
            .iter()
            .filter(|it| !it.is_due && it.item.until == Some(until))
            .map(|it| it.item.path.clone())
            .collect(),
    });
    Due {
        id: rest.id.clone(),
        policy: program.policy_name(rest.policy),
        left: rest.left,
        now,
        names: program.names(rest.policy),
        zone: program.packages[policy.package].zone,
        planned_by: rest.program,
        provenance: program.provenance(rest.policy),
        items,
        next,
    }
}

fn is_left(item: &PlanItem, rest: &Rest, policy: &Policy) -> bool {
    let is_own = item.collection == ACCOUNT || item.collection == ACCOUNT_ID && item.clauses.is_empty();
    let is_placed = policy.data.iter().any(|placed| placed.collection() == item.collection);
    is_own || is_placed && rest.given.contains(&item.collection)
}

fn due_item(item: PlanItem, rest: &Rest) -> DueItem {
    let is_due = match item.disposal {
        DisposalKind::Erase | DisposalKind::Forfeit | DisposalKind::Anonymise => true,
        DisposalKind::Retain
        | DisposalKind::Keep
        | DisposalKind::Held
        | DisposalKind::Inform
        | DisposalKind::Undetermined => false,
    };
    let over = item.due_since.map(|due| Timestamp::from_micros(due.as_micros() - 1));
    let end = item.until.or(over);
    let kept = rest.kept.iter().find(|kept| kept.path == item.path || kept.path == item.place);
    let until_kept = kept.map(|kept| kept.until).filter(|until| *until != end);
    DueItem { item, is_due, until_kept }
}
