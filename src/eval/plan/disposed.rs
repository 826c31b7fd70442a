//! An item of a plan while it is decided: its row, and what it lacks.

use super::copies::Copies;
use super::steps::{Gone, Outcome, State};
use crate::eval::reasons::add_new;
use crate::eval::verdict::{AfterLeaving, PlanItem, PlanStep};
use crate::ir::{DisposalKind, KeyValue, RecordId, Timestamp};

/// An item, and the facts for want of which it is not decided.
pub(super) struct Disposed<'a> {
    pub(super) item: PlanItem,
    /// Those that its lines lack.
    pub(super) lines: Lacking,
    /// Those that the holds on it lack.
    pub(super) holds: Lacking,
    /// Of an element that may be in another collection as well, how it is found there.
    pub(super) shared: Option<Shared<'a>>,
    /// What each list of lines that speaks of it says of copies.
    pub(super) copies: Vec<Copies>,
}

/// Facts that are missing.
#[derive(Debug, Clone, Default)]
pub(super) struct Lacking {
    pub(super) missing: Vec<String>,
    /// Those of the account rather than of an element.
    pub(super) of_account: Vec<String>,
}

impl Lacking {
    pub(super) fn add(&mut self, other: &Self) {
        add_new(&mut self.missing, other.missing.iter().cloned());
        add_new(&mut self.of_account, other.of_account.iter().cloned());
    }
}

impl From<PlanItem> for Disposed<'_> {
    fn from(item: PlanItem) -> Self {
        Self { item, lines: Lacking::default(), holds: Lacking::default(), shared: None, copies: Vec::new() }
    }
}

impl Disposed<'_> {
    /// The item with all that it lacks, and of that the facts of the account.
    pub(super) fn finished(self) -> (PlanItem, Vec<String>) {
        let mut lacking = self.lines;
        lacking.add(&self.holds);
        let Lacking { missing, of_account } = lacking;
        (PlanItem { missing, ..self.item }, of_account)
    }
}

/// Which elements an item that may be in another collection as well stands for there.
#[derive(Debug)]
pub(super) struct Shared<'a> {
    pub(super) record: RecordId,
    /// Those of this key; any, where it is unknown which.
    pub(super) key: Option<KeyValue>,
    pub(super) steps: Vec<(i64, State<'a>)>,
}

/// An item with the result of its lines.
pub(super) fn with_outcome(item: PlanItem, outcome: Outcome<'_>) -> PlanItem {
    match outcome {
        Outcome::Decided { disposal, method, until, after_leaving, due_since, then } => {
            let step = |(from, (disposal, method)): (i64, Gone<'_>)| PlanStep {
                from: Timestamp::from_micros(from),
                disposal,
                method: method.cloned(),
            };
            PlanItem {
                disposal,
                method: method.cloned(),
                until: until.map(Timestamp::from_micros),
                after_leaving: after_leaving.map(|length| AfterLeaving { length: Some(length) }),
                due_since: due_since.map(Timestamp::from_micros),
                then: then.into_iter().map(step).collect(),
                not_before: None,
                ..item
            }
        }
        Outcome::Undetermined { at: _, not_before } => PlanItem {
            disposal: DisposalKind::Undetermined,
            method: None,
            until: None,
            after_leaving: None,
            due_since: None,
            then: Vec::new(),
            not_before: not_before.map(Timestamp::from_micros),
            ..item
        },
    }
}
