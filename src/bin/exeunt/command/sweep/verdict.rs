//! A verdict as it is written: the same from each source, and the same when it is read back.

use std::borrow::Cow;

use exeunt::ir::{Status, Timestamp};
use serde::{Deserialize, Serialize};

use crate::messages::{sweeping, usage, why};
use crate::outcome::Failure;

/// A verdict of one account.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Verdict<'a> {
    /// The account's key or id, as text.
    pub(super) id: Cow<'a, str>,
    /// The word of the status.
    pub(super) status: Cow<'a, str>,
    /// The requirements that fail.
    pub(super) failed: Vec<Cow<'a, str>>,
    /// The requirements that are unknown.
    pub(super) unknown: Vec<Cow<'a, str>>,
    /// What is to be done.
    pub(super) outcome: Option<Cow<'a, str>>,
    /// The value that it carries, as a policy writes it; left out where there is none, or it is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) outcome_value: Option<Cow<'a, str>>,
    /// The last instant before it is eligible, by waiting alone.
    pub(super) eligible_after: Option<String>,
}

/// What is written of one account, as lines of JSON.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) id: String,
    /// Its status; `None` if the source has no such account.
    pub(super) status: Option<Status>,
    /// What is written to the target, and to the one beside it.
    pub(super) written: [Vec<String>; 2],
}

/// What a query gives for an account: names with commas between them, an instant in the engine's words.
#[derive(Debug, Deserialize)]
pub(super) struct Row {
    id: String,
    status: String,
    failed: Option<String>,
    unknown: Option<String>,
    outcome: Option<String>,
    #[serde(default)]
    outcome_value: Option<String>,
    eligible_after: Option<String>,
}

impl Row {
    /// The verdict of the row.
    pub(super) fn verdict(self) -> Result<Verdict<'static>, Failure> {
        let names = |text| names(text).into_iter().map(Cow::Owned).collect();
        let verdict = Verdict {
            id: self.id.into(),
            status: self.status.into(),
            failed: names(self.failed),
            unknown: names(self.unknown),
            outcome: self.outcome.map(Cow::Owned),
            outcome_value: self.outcome_value.map(Cow::Owned),
            eligible_after: self.eligible_after,
        };
        verdict.read_back()
    }
}

impl Verdict<'_> {
    /// The verdict with its instant as it is written everywhere, however the engine writes it.
    pub(super) fn read_back(self) -> Result<Self, Failure> {
        let eligible_after = instant(self.eligible_after)?;
        Ok(Self { eligible_after, ..self })
    }

    /// Its line, with nothing beside it.
    pub(super) fn line(&self) -> Result<Line, Failure> {
        let written = [vec![self.json()?], Vec::new()];
        Ok(Line { id: self.id.clone().into_owned(), status: Some(self.known_status()?), written })
    }

    /// Its status.
    pub(super) fn known_status(&self) -> Result<Status, Failure> {
        let status = Status::ALL.into_iter().find(|status| status.word() == self.status);
        status.ok_or_else(|| {
            Failure::Input(usage::cannot_read(usage::the_answer(), sweeping::no_status(&self.status)))
        })
    }

    /// It as JSON.
    pub(super) fn json(&self) -> Result<String, Failure> {
        serde_json::to_string(self)
            .map_err(|error| Failure::Input(usage::cannot_write(usage::a_verdict(), why(&error))))
    }
}

/// The first half of an id's BLAKE3 hash, which is kept instead of the id.
pub(super) type IdHash = [u8; 16];

/// The hash of an id.
pub(super) fn hashed(id: &str) -> IdHash {
    let mut start = [0; 16];
    start.copy_from_slice(&blake3::hash(id.as_bytes()).as_bytes()[..16]);
    start
}

/// An instant as it is written everywhere.
pub(super) fn written(at: Timestamp) -> String {
    at.to_string()
}

/// An instant of a query's answer as it is written everywhere, however the engine writes it.
pub(super) fn instant(text: Option<String>) -> Result<Option<String>, Failure> {
    let Some(text) = text else { return Ok(None) };
    let at = Timestamp::parse(&text)
        .map_err(|why| Failure::Input(usage::cannot_read(usage::the_answer(), why.message())))?;
    Ok(Some(written(at)))
}

/// The names that a query gives with commas between them.
pub(super) fn names(text: Option<String>) -> Vec<String> {
    let text = text.unwrap_or_default();
    text.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect()
}
