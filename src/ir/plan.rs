//! The plan of a policy: what becomes of the account's data, as lines in order. Whatever reads the lines of a `data` block
//! asks here which terms they have.

use serde::{Deserialize, Serialize};

use super::{Condition, Origin, Place, Program, RecordId, Term, Value};

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
    /// Whether its elements have a key and may be in another collection as well: each is then judged together with those of
    /// its key.
    pub is_shared: bool,
}

/// The account, as lines and results call it.
pub(crate) const ACCOUNT: &str = "account";

/// The account's own id, which outlives the account while something is kept that belongs to it.
pub(crate) const ACCOUNT_ID: &str = "account.id";

/// How results call what lines call so: `account.orders` of `orders`.
fn collection_named(name: &str) -> String {
    if name == ACCOUNT { name.to_owned() } else { [ACCOUNT, ".", name].concat() }
}

/// The path of an item, step by step: a point within the text of a key is none between steps.
pub(crate) fn steps_of(path: &str) -> impl Iterator<Item = &str> {
    let (mut is_text, mut is_escaped) = (false, false);
    path.split(move |sign: char| {
        let was_escaped = std::mem::replace(&mut is_escaped, false);
        match sign {
            '\\' if is_text => is_escaped = !was_escaped,
            '"' if !was_escaped => is_text = !is_text,
            _ => {}
        }
        sign == '.' && !is_text
    })
}

/// A step of a path without what tells an element apart.
pub(crate) fn collection_of(step: &str) -> &str {
    step.split('[').next().unwrap_or(step)
}

/// The value of a key, which tells an element of a collection apart from the others.
#[derive(Clone, PartialEq, Eq, Hash)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub enum KeyValue {
    /// A text.
    Text(String),
    /// A whole number.
    Number(i128),
}

impl KeyValue {
    /// The value of the field that is the key; `None` where that is unknown.
    pub(crate) fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Text(text) => Some(Self::Text(text.clone())),
            Value::Number(number) => Some(Self::Number(*number)),
            Value::Unknown
            | Value::Absent
            | Value::Bool(_)
            | Value::Time(_)
            | Value::Date(_)
            | Value::Length(_)
            | Value::Choice(_)
            | Value::Set(_)
            | Value::Many(_)
            | Value::Record(_) => None,
        }
    }

    /// The element in a path: `[number="R-17"]`.
    pub(crate) fn step(&self, field: &str) -> String {
        match self {
            Self::Text(text) => {
                let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
                let escaped = escaped.replace('\n', "\\n").replace('\t', "\\t");
                format!("[{field}=\"{escaped}\"]")
            }
            Self::Number(number) => format!("[{field}={number}]"),
        }
    }
}

/// As JSON has it.
impl Serialize for KeyValue {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => match i64::try_from(*number) {
                Ok(number) => serializer.serialize_i64(number),
                Err(_) => serializer.collect_str(number),
            },
        }
    }
}

/// Neither is shown: a key is a fact.
impl std::fmt::Debug for KeyValue {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(_) => out.write_str("Text(..)"),
            Self::Number(_) => out.write_str("Number(..)"),
        }
    }
}

impl std::fmt::Display for KeyValue {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => out.write_str(text),
            Self::Number(number) => number.fmt(out),
        }
    }
}

impl Program {
    /// The record of the elements of a collection that is reached from the account.
    #[must_use]
    pub fn elements_within(&self, account: RecordId, path: &[Place]) -> Option<RecordId> {
        path.iter().try_fold(account, |record, place| self.field_at(record, &place.fields)?.ty.elements())
    }

    /// Of each collection whether its elements have a key and may be in another one as well.
    #[must_use]
    pub(crate) fn shared(&self, account: RecordId, paths: &[&[Place]]) -> Vec<bool> {
        let keyed = paths.iter().map(|path| {
            let record = self.elements_within(account, path).filter(|_| !path.is_empty())?;
            self.records[record].key.map(|_| record)
        });
        let keyed: Vec<Option<RecordId>> = keyed.collect();
        let is_shared = |record: &Option<RecordId>| {
            record.is_some() && keyed.iter().filter(|other| *other == record).count() > 1
        };
        keyed.iter().map(is_shared).collect()
    }
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
        if self.path.is_empty() { ACCOUNT.to_owned() } else { collection_named(&self.name) }
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

    /// The names of the collections whose rows decide how long this one is kept, if it is kept for those alone.
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

    /// The collections of [`Self::kept_with`] as results call them.
    #[must_use]
    pub fn kept_with_collections(&self) -> Option<Vec<String>> {
        Some(self.kept_with()?.iter().map(|name| collection_named(name)).collect())
    }

    /// How a line is called in results, by its place: `images#2`.
    #[must_use]
    pub fn clause(&self, rule: usize) -> String {
        [&self.name, "#", &(rule + 1).to_string()].concat()
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
