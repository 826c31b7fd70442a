//! A verdict as JSON, as `docs/verdict.schema.json` describes it.

use serde::Serialize;

use crate::eval::Verdict;
use crate::facts::Id;

/// The version of the JSON form. It is raised by every change that a reader of the earlier form would notice.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    id: Option<&'a Id>,
    #[serde(flatten)]
    verdict: &'a Verdict,
}

/// The verdict on the account of that id as one line of JSON, its end included. Instants are RFC 3339 in UTC.
///
/// # Errors
/// None that is known of: every part of a verdict has a JSON form.
pub fn verdict_json(id: Option<&Id>, verdict: &Verdict) -> serde_json::Result<String> {
    let document = Document { version: VERSION, id, verdict };
    serde_json::to_string(&document).map(|line| line + "\n")
}
