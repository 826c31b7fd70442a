//! The plan of a verdict: what is to be done with each part of an account.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::ir::{DisposalKind, KeyValue, Length, Method, Timestamp, is_of_those_told};

/// That something is kept for some time after the account has left. Serialised as in a policy: `90d after leaving`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct AfterLeaving {
    #[doc(hidden)]
    /// How long; `None` of what is kept as long as several items that are not all kept for one length.
    pub length: Option<Length>,
}

impl fmt::Display for AfterLeaving {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length {
            Some(length) => write!(out, "{length} after leaving"),
            None => out.write_str("after leaving"),
        }
    }
}

impl Serialize for AfterLeaving {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What is to be done with the data of an account.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct Plan {
    /// Whether everything is decided: no item is undetermined, and none is held by what is unknown.
    #[serde(rename = "complete")]
    pub is_complete: bool,
    /// What is done with each item, in the order in which it is done: elements first, the account last, and behind it its id,
    /// if that is kept for something that is kept longer.
    pub items: Vec<PlanItem>,
}

/// What is done with the account, with a collection, or with one element of a collection. A line that looks at elements has an
/// item for each of them, any other has one for the whole collection: that is decided by the text, never by the facts.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct PlanItem {
    /// Its path, in the names of the policy: `account`, `account.trades`, `account.trades[3]`; of an element with a key by that:
    /// `account.invoices[number="R-17"]`.
    pub path: String,
    /// The same by places alone, as facts are named: `account.invoices[3]`.
    #[serde(skip)]
    pub place: String,
    /// The collection that it belongs to, as a policy calls it: `account.trades` of `account.trades[3]`; its path if it belongs to
    /// none.
    #[serde(skip)]
    pub collection: String,
    /// What tells the elements apart that hold it, outermost first.
    #[serde(skip)]
    pub around: Vec<ElementKey>,
    /// What tells it apart from the other elements of its collection, if it is one.
    #[serde(skip_serializing_if = "ElementKey::is_undeclared")]
    pub key: Option<ElementKey>,
    /// What is done with it.
    pub disposal: DisposalKind,
    /// Of what is kept without the person what becomes of its fields.
    #[serde(serialize_with = "result", skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// The last instant at which it is kept. `None` if it is not, or if there is no end: the start of the period is absent, or the
    /// period ends after [`Timestamp::MAX`].
    pub until: Option<Timestamp>,
    /// How long it is kept where that begins when the account leaves, which has no instant before. Of what is kept for others
    /// until the last of them goes, that they are kept so.
    #[serde(rename = "for", skip_serializing_if = "Option::is_none")]
    pub after_leaving: Option<AfterLeaving>,
    /// From when on data are to go that were kept before.
    pub due_since: Option<Timestamp>,
    /// The instant by which copies of it are gone, in backups for example, if that is said and known when it goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gone_by: Option<Timestamp>,
    /// What is done with it later if no fact changes; empty where it is erased once its period is over.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub then: Vec<PlanStep>,
    /// Why it is undetermined whatever its lines say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<OpenReason>,
    /// Of an item that is undetermined the earliest instant at which it may be erased, if that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_before: Option<Timestamp>,
    /// What holds it back at the instant, or may do so: an item that would otherwise go is held, any other is kept for as long
    /// as well.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub held_by: Vec<HeldBy>,
    /// Of an item that is undetermined the facts that decide it, of one with a hold that is unknown those that decide that, and calendars that end too early, as in
    /// [`MissingFact::path`](super::MissingFact::path).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// Of an item that is not erased now the facts outside of it that its lines read, which are kept as long as it is:
    /// `account.region`. What a hold reads is asked again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub carried: Vec<String>,
    /// What it is kept for, and for nothing else, if every line that may decide says the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// The law that it cites.
    pub law: Option<String>,
    /// The laws that rows of its cases cite: of the row that was used, or of all that are still possible. Where several lines are
    /// possible that cite different laws, those too.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub row_laws: Vec<String>,
    /// The line that decides, as the collection and its place among the lines for it: `images#2`; of an item that is
    /// undetermined all that are possible.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub clauses: Vec<String>,
}

impl PlanItem {
    /// Whether it says who is told, rather than what becomes of the data: such a row stands beside the others.
    #[must_use]
    pub fn tells(&self) -> bool {
        is_of_those_told(&self.clauses)
    }
}

/// A hold on an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct HeldBy {
    /// Its name.
    pub hold: String,
    /// The law that it cites.
    pub law: Option<String>,
    /// Whether it is not known to hold. It keeps data all the same: nothing goes on doubt.
    #[serde(rename = "unknown", skip_serializing_if = "std::ops::Not::not")]
    pub is_unknown: bool,
}

/// A method as results have it.
fn result<S: Serializer>(method: &Option<Method>, serializer: S) -> Result<S::Ok, S::Error> {
    method.as_ref().map(Method::result).serialize(serializer)
}

/// What is done with an item from an instant on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct PlanStep {
    /// The first instant.
    pub from: Timestamp,
    /// What is done.
    pub disposal: DisposalKind,
    /// Of what is kept without the person what becomes of its fields.
    #[serde(serialize_with = "result", skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
}

/// Why an item is undetermined whatever its lines say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub enum OpenReason {
    /// A key is unknown, or two elements of a collection have it: nobody could tell which of them is meant.
    Key,
}

/// What tells an element of a collection apart from the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub enum ElementKey {
    /// Its place among them, which is another element's once one before it is gone.
    Place(usize),
    /// The value of the key that its record declares.
    Key(KeyValue),
    /// That value is unknown.
    Unknown,
}

impl ElementKey {
    /// The key as text; `None` where it is unknown.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        match self {
            Self::Place(place) => Some(place.to_string()),
            Self::Key(value) => Some(value.to_string()),
            Self::Unknown => None,
        }
    }

    /// Whether no key is declared, or there is no element.
    fn is_undeclared(key: &Option<Self>) -> bool {
        match key {
            Some(Self::Key(_) | Self::Unknown) => false,
            Some(Self::Place(_)) | None => true,
        }
    }
}
