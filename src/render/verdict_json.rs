//! A verdict as JSON, as `docs/verdict.schema.json` describes it.

use serde::Serialize;

use crate::eval::{Due, Trace, Verdict};
use crate::facts::Id;

/// The version of the JSON form. It is raised by every change that a reader of the earlier form would notice.
const VERSION: u32 = 3;

/// A verdict with what surrounds it.
#[derive(Serialize)]
pub(super) struct Document<'a> {
    version: u32,
    id: Option<&'a Id>,
    #[serde(flatten)]
    verdict: &'a Verdict,
    #[serde(skip_serializing_if = "Option::is_none")]
    trace: Option<&'a Trace<'a>>,
}

impl<'a> Document<'a> {
    pub(super) fn new(id: Option<&'a Id>, verdict: &'a Verdict, trace: Option<&'a Trace<'a>>) -> Self {
        Self { version: VERSION, id, verdict, trace }
    }
}

impl Verdict {
    /// The verdict on the account of that id as one line of JSON, its end included, in the form of docs/verdict.schema.json.
    /// Instants are RFC 3339 in UTC. It quotes facts.
    ///
    /// # Errors
    /// None that is known of: every part of a verdict has a JSON form.
    pub fn to_json(&self, id: Option<&Id>) -> serde_json::Result<String> {
        verdict_json(id, self, None)
    }
}

/// The verdict on the account of that id as one line of JSON, its end included, with the trace if there is one. Instants are RFC 3339 in UTC.
///
/// # Errors
/// None that is known of: every part of a verdict has a JSON form.
pub fn verdict_json(
    id: Option<&Id>,
    verdict: &Verdict,
    trace: Option<&Trace<'_>>,
) -> serde_json::Result<String> {
    serde_json::to_string(&Document::new(id, verdict, trace)).map(|line| line + "\n")
}

/// The version of the JSON form of what is due, likewise.
const DUE_VERSION: u32 = 1;

/// What is due, with what surrounds it.
#[derive(Serialize)]
struct DueDocument<'a> {
    version: u32,
    id: &'a Id,
    #[serde(flatten)]
    due: &'a Due,
}

/// What is left of an account and due as one line of JSON, its end included, in the form of docs/due.schema.json. It quotes facts.
///
/// # Errors
/// None that is known of: every part of it has a JSON form.
pub fn due_json(due: &Due) -> serde_json::Result<String> {
    serde_json::to_string(&DueDocument { version: DUE_VERSION, id: &due.id, due }).map(|line| line + "\n")
}
