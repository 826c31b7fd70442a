//! The plan of a policy: what becomes of the account's data, as lines in order. Whatever reads the lines of a `data` block
//! asks here which terms they have.

use serde::{Deserialize, Serialize};

use super::{Condition, Origin, Place, Term};

/// What becomes of one collection, or of the account itself: lines in order, of which the first whose condition holds decides
/// about an element.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Placed {
    /// The place of the collection, and of each further one within the elements of the one before; none for the account
    /// itself.
    pub path: Vec<Place>,
    /// Its name, as it is written: `orders`, `profile.pictures`.
    pub name: String,
    /// Its lines. Each but the last has a condition.
    pub rules: Vec<DataRule>,
    /// What may hold it back, of the policy's holds.
    pub holds: Vec<Held>,
}

/// What stops data from going while it is true or unknown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hold {
    /// Its name.
    pub name: String,
    /// While it is false, and only then, nothing is held.
    pub condition: Condition,
    /// Whether it is on everything, rather than on collections that it names.
    pub on_everything: bool,
    /// The citation.
    pub law: Option<String>,
    /// Where it is written.
    pub origin: Origin,
}

/// A hold on a collection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Held {
    /// Index in [`Policy::holds`](super::Policy::holds).
    pub hold: u32,
    /// How many elements further out the collection is that the hold names: an element is held with what it holds.
    pub outwards: u32,
    /// Of which elements of that collection it speaks, [`Root::Element`](super::Root::Element) 0; of all, if there is none.
    pub filter: Option<Condition>,
}

/// A line of a plan, for one collection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataRule {
    /// Of which elements it speaks, [`Root::Element`](super::Root::Element) 0; of all that are left, if there is none.
    pub condition: Option<Condition>,
    /// What is done.
    pub disposal: Disposal,
    /// What the data are kept for, and for nothing else.
    pub purpose: Option<String>,
    /// The citation.
    pub law: Option<String>,
    /// Where it is written.
    pub origin: Origin,
}

/// What becomes of data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disposal {
    /// Erased.
    Erase,
    /// Kept until the end of a period, then erased.
    Retain(Retention),
    /// The holder loses it.
    Forfeit,
    /// Kept without the person.
    Anonymise,
    /// Kept as it is, of an account that does not leave.
    Keep,
    /// Kept as long as anything of these collections is, then erased: what holds on them read is asked again.
    KeepWith(Vec<String>),
}

/// How long data are kept before they are erased.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// The last instant at which they are kept, of [`Root::Element`](super::Root::Element) 0. Where it is absent the period has
    /// not begun, so there is no end yet.
    pub end: Term,
    /// The length of a period that begins when the account leaves: as long as it has not left, `end` is absent.
    pub after_leaving: Option<Term>,
}

impl Placed {
    /// What it names: `account`, `account.orders`.
    #[must_use]
    pub fn collection(&self) -> String {
        if self.path.is_empty() { "account".to_owned() } else { format!("account.{}", self.name) }
    }

    /// The collection and those of the elements that hold it, outermost first: `account.orders`, `account.orders.items`.
    #[must_use]
    pub fn collections(&self) -> Vec<String> {
        let mut fields = 0;
        let ends = self.path.iter().map(|place| {
            fields += place.fields.len();
            let name: Vec<&str> = self.name.split('.').take(fields).collect();
            format!("account.{}", name.join("."))
        });
        ends.collect()
    }

    /// The collections whose rows decide how long this one is kept, if it is kept for those alone.
    #[must_use]
    pub fn kept_with(&self) -> Option<&[String]> {
        self.rules.iter().find_map(|rule| match &rule.disposal {
            Disposal::KeepWith(others) => Some(others.as_slice()),
            Disposal::Erase
            | Disposal::Retain(_)
            | Disposal::Forfeit
            | Disposal::Anonymise
            | Disposal::Keep => None,
        })
    }

    /// How a line is called in results, by its place: `images#2`.
    #[must_use]
    pub fn clause(&self, rule: usize) -> String {
        format!("{}#{}", self.name, rule + 1)
    }
}

impl Disposal {
    /// Which kind it is.
    #[must_use]
    pub fn kind(&self) -> DisposalKind {
        match self {
            Self::Erase => DisposalKind::Erase,
            Self::Retain(_) | Self::KeepWith(_) => DisposalKind::Retain,
            Self::Forfeit => DisposalKind::Forfeit,
            Self::Anonymise => DisposalKind::Anonymise,
            Self::Keep => DisposalKind::Keep,
        }
    }

    /// The end of the period for which data are kept.
    #[must_use]
    pub fn end(&self) -> Option<&Term> {
        match self {
            Self::Retain(retention) => Some(&retention.end),
            Self::Erase | Self::Forfeit | Self::Anonymise | Self::Keep | Self::KeepWith(_) => None,
        }
    }

    /// The length of a period that begins when the account leaves.
    #[must_use]
    pub fn after_leaving(&self) -> Option<&Term> {
        match self {
            Self::Retain(retention) => retention.after_leaving.as_ref(),
            Self::Erase | Self::Forfeit | Self::Anonymise | Self::Keep | Self::KeepWith(_) => None,
        }
    }

    /// Every term.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.end().into_iter().chain(self.after_leaving())
    }

    /// Every term, to be changed.
    pub(crate) fn terms_mut(&mut self) -> impl Iterator<Item = &mut Term> {
        let retention = match self {
            Self::Retain(retention) => Some(retention),
            Self::Erase | Self::Forfeit | Self::Anonymise | Self::Keep | Self::KeepWith(_) => None,
        };
        retention.into_iter().flat_map(|it| std::iter::once(&mut it.end).chain(&mut it.after_leaving))
    }
}

/// What is done with an item of a plan. Serialised as its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub enum DisposalKind {
    /// The data are erased.
    Erase,
    /// They are kept for a time and then erased.
    Retain,
    /// The holder loses them.
    Forfeit,
    /// They are kept without anything that identifies the person.
    Anonymise,
    /// They are kept as they are, of an account that does not leave.
    Keep,
    /// They would go, and a hold keeps them.
    Held,
    /// It is unknown what is to be done; until it is known, nothing is.
    Undetermined,
}

impl DisposalKind {
    /// Every kind.
    #[doc(hidden)]
    pub const ALL: [Self; 7] = [
        Self::Erase,
        Self::Retain,
        Self::Forfeit,
        Self::Anonymise,
        Self::Keep,
        Self::Held,
        Self::Undetermined,
    ];

    /// Its word in JSON: `erase`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Erase => "erase",
            Self::Retain => "retain",
            Self::Forfeit => "forfeit",
            Self::Anonymise => "anonymise",
            Self::Keep => "keep",
            Self::Held => "held",
            Self::Undetermined => "undetermined",
        }
    }
}
