//! The items of a plan as rows, with the columns of `exeunt sql --emit plan`.

use exeunt::eval::{ElementKey, PlanItem};
use exeunt::ir::{DisposalKind, Method};
use serde::{Deserialize, Serialize};

use super::verdict::{instant, names, written};
use crate::messages::{sweeping, usage, why};
use crate::outcome::Failure;

/// An item of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlanRow {
    /// The account's key or id, as text.
    pub(super) id: String,
    /// The collection that it belongs to.
    pub(super) collection: String,
    /// What tells the elements apart that hold it, outermost first; an unknown key is none.
    pub(super) path_keys: Vec<Option<String>>,
    /// What tells it apart from the other elements.
    pub(super) key: Option<String>,
    /// The word of what is done with it.
    pub(super) disposal: String,
    /// What becomes of the fields of what is kept without the person, as JSON.
    pub(super) method: Option<String>,
    /// The last instant at which it is kept.
    pub(super) until: Option<String>,
    /// Why there is one or not.
    pub(super) until_state: Option<String>,
    /// From when on it goes.
    pub(super) due_since: Option<String>,
    /// The holds that keep it.
    pub(super) held_by: Vec<String>,
    /// The facts for want of which it is undetermined.
    pub(super) missing: Vec<String>,
    /// The lines that decide, or may.
    pub(super) clause: Vec<String>,
    /// For what alone it is kept.
    pub(super) purpose: Option<String>,
    /// By when copies are gone of what goes.
    pub(super) gone_by: Option<String>,
}

/// An item of a plan that no longer holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct RefusedRow {
    /// The item as it was planned.
    #[serde(flatten)]
    pub(super) row: PlanRow,
    /// The word of why it does not hold.
    pub(super) why: String,
    /// The word of the account's status now.
    pub(super) status: Option<String>,
    /// The word of what would be done with it now.
    pub(super) disposal_now: Option<String>,
    /// Until when it would be kept now.
    pub(super) until_now: Option<String>,
}

/// What a query gives for an item: names with commas between them, instants in the engine's words.
#[derive(Debug, Deserialize)]
pub(super) struct QueryRow {
    id: String,
    collection: String,
    path_keys: String,
    key: Option<String>,
    disposal: String,
    method: Option<String>,
    until: Option<String>,
    until_state: Option<String>,
    due_since: Option<String>,
    held_by: Option<String>,
    missing: Option<String>,
    clause: Option<String>,
    purpose: Option<String>,
    gone_by: Option<String>,
}

/// What an item is known by among those of its account.
pub(super) type ItemName = (bool, String, Vec<Option<String>>, Option<String>);

impl PlanRow {
    /// The row of an item of an account's plan.
    pub(super) fn of(id: &str, item: &PlanItem) -> Self {
        let keys = item.around.iter().map(ElementKey::text);
        Self {
            id: id.to_owned(),
            collection: item.collection.clone(),
            path_keys: keys.collect(),
            key: item.key.as_ref().and_then(ElementKey::text),
            disposal: item.disposal.word().to_owned(),
            method: item.method.as_ref().map(Method::json),
            until: item.until.map(written),
            until_state: until_state(item).map(str::to_owned),
            due_since: item.due_since.map(written),
            held_by: item.held_by.iter().map(|by| by.hold.clone()).collect(),
            missing: item.missing.clone(),
            clause: item.clauses.clone(),
            purpose: item.purpose.clone(),
            gone_by: item.gone_by.map(written),
        }
    }

    /// The row with its instants as they are written everywhere, if it is one of a plan.
    pub(super) fn read_back(self) -> Result<Self, Failure> {
        if self.kind().is_none() {
            let what = sweeping::no_disposal(&self.disposal);
            return Err(Failure::Input(usage::cannot_read(usage::the_answer(), what)));
        }
        let (until, due_since, gone_by) =
            (instant(self.until)?, instant(self.due_since)?, instant(self.gone_by)?);
        Ok(Self { until, due_since, gone_by, ..self })
    }

    /// What is done with it; `None` if its word is not one of a plan.
    pub(super) fn kind(&self) -> Option<DisposalKind> {
        DisposalKind::ALL.into_iter().find(|kind| kind.word() == self.disposal)
    }

    /// Whether it says who is told, rather than what becomes of the data.
    pub(super) fn tells(&self) -> bool {
        self.clause.first().is_some_and(|clause| clause.starts_with("tell "))
    }

    /// Its line.
    pub(super) fn json(&self) -> Result<String, Failure> {
        json(self)
    }

    /// What tells it apart from the other items of its account.
    pub(super) fn name(&self) -> ItemName {
        (!self.tells(), self.collection.clone(), self.path_keys.clone(), self.key.clone())
    }
}

impl RefusedRow {
    /// As [`PlanRow::read_back`].
    pub(super) fn read_back(self) -> Result<Self, Failure> {
        let (row, until_now) = (self.row.read_back()?, instant(self.until_now)?);
        Ok(Self { row, until_now, ..self })
    }

    /// Its line.
    pub(super) fn json(&self) -> Result<String, Failure> {
        json(self)
    }
}

impl QueryRow {
    /// The row of the plan.
    pub(super) fn row(self) -> Result<PlanRow, Failure> {
        let path_keys = serde_json::from_str(&self.path_keys);
        let path_keys = path_keys
            .map_err(|error| Failure::Input(usage::cannot_read(usage::the_answer(), why(&error))))?;
        let row = PlanRow {
            id: self.id,
            collection: self.collection,
            path_keys,
            key: self.key,
            disposal: self.disposal,
            method: self.method,
            until: self.until,
            until_state: self.until_state,
            due_since: self.due_since,
            held_by: names(self.held_by),
            missing: names(self.missing),
            clause: names(self.clause),
            purpose: self.purpose,
            gone_by: self.gone_by,
        };
        row.read_back()
    }
}

/// Why `until` is there or not.
fn until_state(item: &PlanItem) -> Option<&'static str> {
    match item.disposal {
        DisposalKind::Retain | DisposalKind::Keep | DisposalKind::Held if item.until.is_some() => {
            Some("instant")
        }
        DisposalKind::Retain if item.after_leaving.is_some() => Some("leaving"),
        DisposalKind::Retain | DisposalKind::Keep | DisposalKind::Held => Some("none"),
        DisposalKind::Undetermined => Some("unknown"),
        DisposalKind::Erase | DisposalKind::Forfeit | DisposalKind::Anonymise | DisposalKind::Inform => None,
    }
}

fn json(row: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(row)
        .map_err(|error| Failure::Input(usage::cannot_write(usage::a_row_of_a_plan(), why(&error))))
}
