//! Tests of policies, their facts resolved.

use std::collections::{BTreeMap, BTreeSet};

use crate::enumeration::enumeration;
use serde::{Deserialize, Serialize};

use super::plan::{collection_of, steps_of};
use super::{
    ACCOUNT, ACCOUNT_ID, ConditionKind, Constant, DeadlineState, Length, Origin, Placed, Policy, PolicyId,
    Status, Timestamp, Value,
};

/// A test of a policy, its facts resolved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Test {
    /// What it shows.
    pub title: String,
    /// Where it is written.
    pub origin: Origin,
    /// The policy under test.
    pub policy: PolicyId,
    /// The instant that it judges at.
    #[serde(with = "super::timestamp::as_micros")]
    pub now: Timestamp,
    /// A [`Value::Record`] of the package's account.
    pub account: Value,
    /// A [`Value::Record`] of the package's request, if it declares one; unknown fields where the test gives none.
    pub request: Option<Value>,
    /// A [`Value::Record`] of the package's service, likewise.
    pub service: Option<Value>,
    /// What must come out.
    pub expectations: Vec<Expectation>,
}

/// An expectation with its place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Expectation {
    /// What is expected.
    pub kind: ExpectationKind,
    /// Where it is written.
    pub origin: Origin,
}

enumeration! {
    /// A clause whose facts may be missing, which `undetermined by` names as it names requirements.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub(crate) enum DecidingClause {
        /// `when`: whether the policy applies is unknown.
        When,
        /// `grace`: whether it is over, or whether the request was cancelled, is unknown.
        Grace,
    }
}

impl DecidingClause {
    /// What `by` calls it. A requirement of the same name takes precedence.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::When => "when",
            Self::Grace => "grace",
        }
    }

    /// Whether the policy has such a clause.
    pub(crate) fn is_of(self, policy: &Policy) -> bool {
        match self {
            Self::When => policy.when.kind != ConditionKind::Constant(true),
            Self::Grace => policy.grace.is_some(),
        }
    }
}

/// The forms of an expectation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExpectationKind {
    /// This status, and where any are named, by exactly these: the false requirements of a blocked account, the unknown
    /// requirements and clauses (`when`, `grace`) of an undetermined one.
    Status(Status, Vec<String>),
    /// The last instant before eligibility.
    EligibleAfter(#[serde(with = "super::timestamp::as_micros")] Timestamp),
    /// Not eligible at the test's instant or at any later one, whatever the missing facts are.
    Never,
    /// This warning applies.
    Warn(String),
    /// This warning does not apply.
    NoWarn(String),
    /// This requirement has failed, and nothing clears it.
    Final(String),
    /// Some failed requirement or warning says this, in this language.
    Message(String, String),
    /// This path is among the missing facts: `account.trades`.
    Unknown(String),
    /// This is what is done, and where a value is given, with this one.
    Outcome(String, Option<Constant>),
    // Programs are written with the number of a form, so a new one comes last.
    /// The first instant of eligibility, which is later than the test's.
    EligibleFrom(#[serde(with = "super::timestamp::as_micros")] Timestamp),
    /// The deadline stands so, and where an instant is given, that is its last; one of the two is given.
    Deadline(
        String,
        Option<DeadlineState>,
        #[serde(with = "super::timestamp::as_micros_if_any")] Option<Timestamp>,
    ),
    /// There is no plan to carry out.
    NoPlan,
    /// The plan says this of an item, or of each element of a collection, of which there is at least one.
    Item(ExpectedItem),
    /// The same of what would be done with an account that may not leave yet.
    WouldBe(ExpectedItem),
}

/// What is expected of an item of a plan, or of each element of a collection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedItem {
    /// As in verdicts, where a collection without a place or key stands for each of its elements: `account.orders`,
    /// `account.orders[0]`, `account.orders[number=17]`.
    pub path: String,
    /// What is done with it.
    pub disposal: ExpectedDisposal,
}

/// What is expected to be done with an item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExpectedDisposal {
    /// It is erased, and where an instant is given, was due for it since then.
    Erased(#[serde(with = "super::timestamp::as_micros_if_any")] Option<Timestamp>),
    /// It is kept as it is; where no end is given, for however long.
    Kept(Option<ExpectedEnd>),
    /// It would go, and is kept by the hold of that name.
    Held(String),
    /// It is kept without the person; the fields that are said to be removed and replaced are so, and no others.
    Anonymised {
        /// The fields that are emptied, if that is said.
        remove: Option<BTreeSet<String>>,
        /// The fields that get another value, if that is said.
        #[serde(with = "super::plan::pairs_if_any")]
        replace: Option<BTreeMap<String, String>>,
    },
    /// The holder loses it.
    Forfeited,
    /// Facts are missing.
    Undetermined,
    // Programs are written with the number of a form, so a new one comes last.
    /// They are told.
    Informed,
    /// It is certain that they are not told.
    NotInformed,
    /// Copies of it are gone by this instant.
    CopiesGone(#[serde(with = "super::timestamp::as_micros")] Timestamp),
}

impl ExpectedDisposal {
    /// One of each, without instants.
    pub(crate) const ALL: [Self; 9] = [
        Self::Erased(None),
        Self::Kept(None),
        Self::Held(String::new()),
        Self::Anonymised { remove: None, replace: None },
        Self::Forfeited,
        Self::Undetermined,
        Self::Informed,
        Self::NotInformed,
        Self::CopiesGone(Timestamp::MAX),
    ];

    /// Its word in policies and in the JSON of fixtures: `kept`.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Erased(_) => "erased",
            Self::Kept(_) => "kept",
            Self::Held(_) => "held",
            Self::Anonymised { .. } => "anonymised",
            Self::Forfeited => "forfeited",
            Self::Undetermined => "undetermined",
            Self::Informed => "informed",
            Self::NotInformed => "not informed",
            Self::CopiesGone(_) => "copies gone",
        }
    }

    /// Whether it expects something of those who are told, rather than of the data; `None` if it may be either.
    pub(crate) fn tells(&self) -> Option<bool> {
        match self {
            Self::Informed | Self::NotInformed => Some(true),
            Self::Undetermined => None,
            Self::Erased(_) | Self::Kept(_) | Self::Held(_) | Self::Anonymised { .. } => Some(false),
            Self::Forfeited | Self::CopiesGone(_) => Some(false),
        }
    }
}

/// How long an item is expected to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExpectedEnd {
    /// Until this instant, inclusive.
    Until(#[serde(with = "super::timestamp::as_micros")] Timestamp),
    /// Nothing ends it.
    Without,
    /// For so long after the account has left, which it has not.
    AfterLeaving(Length),
}

/// What a path that is expected to be an item of a plan is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotAnItem<'p> {
    /// The plan does not place it by itself.
    NotPlaced {
        /// The collection that it is a part of, and which takes it along.
        whole: Option<&'p str>,
    },
    /// An element of a collection that the plan has one row for.
    InOneRow(&'p str),
}

impl ExpectedItem {
    /// Whether it speaks of the item of that path, which may tell elements apart by keys, and of that place, perhaps among
    /// others; and which says who is told, or what becomes of data.
    #[must_use]
    pub fn speaks_of(&self, path: &str, place: &str, tells: bool) -> bool {
        if self.disposal.tells().is_some_and(|own| own != tells) {
            return false;
        }
        let is_not_told = self.disposal == ExpectedDisposal::NotInformed;
        let own: Vec<&str> = steps_of(&self.path).collect();
        let (by_key, by_place) = (steps_of(path).collect::<Vec<_>>(), steps_of(place).collect::<Vec<_>>());
        own.len() == by_key.len()
            && own.iter().zip(by_key).zip(by_place).all(|((own, by_key), by_place)| {
                let is_any = !own.contains('[') && collection_of(by_key) == *own;
                // Of elements that are unknown it is not known of any that it is not told.
                let is_any = is_any || is_not_told && !by_key.contains('[') && collection_of(own) == by_key;
                *own == by_key || *own == by_place || is_any
            })
    }

    /// Why no verdict of the policy can have an item of that path; `None` if one can.
    pub(crate) fn is_no_item<'p>(
        path: &str,
        tells: Option<bool>,
        policy: &'p Policy,
    ) -> Option<NotAnItem<'p>> {
        let without_places = steps_of(path).map(collection_of);
        let name = without_places.skip(1).collect::<Vec<_>>().join(".");
        let is_of_account = path == ACCOUNT || path == ACCOUNT_ID;
        let name = if is_of_account { ACCOUNT } else { &name };
        let all = || policy.data.iter().filter(|placed| tells.is_none_or(|tells| placed.tells() == tells));
        let own: Vec<&Placed> = all().filter(|placed| placed.name == name).collect();
        match own.first() {
            Some(placed) if path.contains('[') && !own.iter().any(|it| it.looks_at_elements()) => {
                Some(NotAnItem::InOneRow(&placed.name))
            }
            Some(_) => None,
            // What is not named of an account that stays is kept, and has no row.
            None => {
                let is_whole =
                    |whole: &&str| name.strip_prefix(*whole).is_some_and(|rest| rest.starts_with('.'));
                let names = all().filter(|it| !it.tells()).map(|placed| placed.name.as_str());
                Some(NotAnItem::NotPlaced { whole: names.filter(is_whole).max_by_key(|whole| whole.len()) })
            }
        }
    }
}
