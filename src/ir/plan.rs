//! The plan of a policy: what becomes of the account's data, as lines in order. Whatever reads the lines of a `data` block
//! asks here which terms they have.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    Condition, Length, LengthKind, Origin, Place, PolicyId, Program, Record, RecordId, Term, Type, Value,
};

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

/// What the clauses of those who are told begin with; the name of a collection has no space in it.
const TELL: &str = "tell ";

/// Whether a row with these clauses says who is told, rather than what becomes of data.
#[must_use]
pub(crate) fn is_of_those_told(clauses: &[String]) -> bool {
    clauses.first().is_some_and(|clause| clause.starts_with(TELL))
}

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

/// The collection of an item that has this path: `account.orders` of `account.orders[3]`.
fn collection_at(path: &str) -> String {
    steps_of(path).map(collection_of).collect::<Vec<_>>().join(".")
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

    /// The record of an item of a plan that has this path, or of the elements that it stands for.
    pub(crate) fn record_of_item(&self, policy: PolicyId, path: &str) -> Option<RecordId> {
        let policy = &self.policies[policy];
        let collection = collection_at(path);
        let placed = policy.data.iter().find(|placed| placed.collection() == collection)?;
        self.elements_within(self.packages[policy.package].account, &placed.path)
    }

    /// Of each collection whose data are placed whether its elements have a key and may be in another one as well.
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
    /// How long after the data go copies of them are gone, in backups for example, if that is said.
    pub copies: Option<Length>,
    /// The citation.
    pub law: Option<String>,
    /// Where it is written.
    pub origin: Origin,
}

/// What becomes of data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::large_enum_variant, reason = "a plan has one a line, and most are small")]
pub enum Disposal {
    /// Erased.
    Erase,
    /// Kept until the end of a period, then erased.
    Retain(Retention),
    /// The holder loses it.
    Forfeit,
    /// Kept without the person.
    Anonymise(Method),
    /// Kept as it is, of an account that does not leave.
    Keep,
    /// Kept as long as anything of these collections is, then erased: what holds on them read is asked again.
    KeepWith(Vec<String>),
    // Programs are written with the number of a form, so a new one comes last.
    /// They are told, beside what becomes of the data: all lines of a list are so, or none.
    Inform,
}

/// How long data are kept before they are erased.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// The last instant at which they are kept, of [`Root::Element`](super::Root::Element) 0. Where it is absent the period has
    /// not begun, so there is no end yet.
    pub end: Term,
    /// The last instant of what lacks the start of its period, where another one is declared for that: it counts where `end`
    /// is absent.
    pub without_start: Option<Term>,
    /// The length of a period that begins when the account leaves, of the last of the two: as long as the account has not left, that
    /// end is absent.
    pub after_leaving: Option<Term>,
    /// How they are then kept without the person; they are erased, if that is not said.
    pub then: Option<Method>,
}

/// What becomes of the fields of data that are kept without the person, by their names. The link to the account and what the
/// record holds go always, and what is named nowhere is left.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct Method {
    /// The fields that are emptied.
    pub remove: BTreeSet<String>,
    /// The fields that get another value, with it: a text, or the name of a value of an enumeration.
    #[serde(with = "pairs")]
    pub replace: BTreeMap<String, String>,
}

/// Fields with their values as built programs have them: what is data is no key there.
pub(super) mod pairs {
    use std::collections::BTreeMap;

    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(in crate::ir) fn serialize<S: Serializer>(
        pairs: &BTreeMap<String, String>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(pairs)
    }

    pub(in crate::ir) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<String, String>, D::Error> {
        let pairs: Vec<(String, String)> = Vec::deserialize(deserializer)?;
        let count = pairs.len();
        let pairs: BTreeMap<String, String> = pairs.into_iter().collect();
        if pairs.len() == count { Ok(pairs) } else { Err(D::Error::custom("a field twice")) }
    }
}

/// The same of pairs that may be missing.
pub(super) mod pairs_if_any {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    struct Pairs(#[serde(with = "super::pairs")] BTreeMap<String, String>);

    pub(in crate::ir) fn serialize<S: Serializer>(
        pairs: &Option<BTreeMap<String, String>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        pairs.clone().map(Pairs).serialize(serializer)
    }

    pub(in crate::ir) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<BTreeMap<String, String>>, D::Error> {
        let pairs: Option<Pairs> = Option::deserialize(deserializer)?;
        Ok(pairs.map(|Pairs(pairs)| pairs))
    }
}

impl Method {
    /// As results have it, with what goes always: `{"remove": […], "replace": {…}, "sever": true}`.
    #[must_use]
    pub fn result(&self) -> MethodResult<'_> {
        MethodResult { remove: &self.remove, replace: &self.replace, sever: true }
    }

    /// The same as the text of JSON, as rows have it.
    #[doc(hidden)]
    #[must_use]
    pub fn json(&self) -> String {
        serde_json::json!(self.result()).to_string()
    }

    /// As a policy has it, without what is left: ` removing author replacing title "…"`.
    #[must_use]
    pub(crate) fn words(&self) -> String {
        let mut words = String::new();
        if !self.remove.is_empty() {
            let names: Vec<&str> = self.remove.iter().map(String::as_str).collect();
            words.push_str(&format!(" removing {}", names.join(", ")));
        }
        if !self.replace.is_empty() {
            let each = self.replace.iter().map(|(field, by)| format!("{field} {by:?}"));
            words.push_str(&format!(" replacing {}", each.collect::<Vec<_>>().join(", ")));
        }
        words
    }
}

/// How something is kept without the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct MethodResult<'m> {
    /// The fields that are emptied.
    pub remove: &'m BTreeSet<String>,
    /// The fields that get another value.
    pub replace: &'m BTreeMap<String, String>,
    /// That the link to the account and what the record holds go, as they always do.
    pub sever: bool,
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
            collection_named(&name.join("."))
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
            | Disposal::Anonymise(_)
            | Disposal::Keep
            | Disposal::Inform => None,
        })
    }

    /// The collections of [`Self::kept_with`] as results call them.
    #[must_use]
    pub fn kept_with_collections(&self) -> Option<Vec<String>> {
        Some(self.kept_with()?.iter().map(|name| collection_named(name)).collect())
    }

    /// Whether a line keeps it for a time.
    #[must_use]
    pub fn retains(&self) -> bool {
        self.rules.iter().any(|rule| rule.disposal.retention().is_some())
    }

    /// Whether its lines say who is told, rather than what becomes of the data.
    #[must_use]
    pub fn tells(&self) -> bool {
        self.rules.first().is_some_and(|rule| rule.disposal == Disposal::Inform)
    }

    /// How a line is called in results, by its place: `images#2`, `tell shares#1`.
    #[must_use]
    pub fn clause(&self, rule: usize) -> String {
        let tell = if self.tells() { TELL } else { "" };
        [tell, &self.name, "#", &(rule + 1).to_string()].concat()
    }
}

impl DataRule {
    /// Whether a length can be one within which copies are gone: one that no calendar counts.
    #[must_use]
    pub(crate) fn can_be_within(length: &Length) -> bool {
        match length.kind {
            LengthKind::Elapsed | LengthKind::FullDays => length.is_sound(),
            LengthKind::WorkingDays(_) => false,
        }
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
            Self::Anonymise(_) => DisposalKind::Anonymise,
            Self::Keep => DisposalKind::Keep,
            Self::Inform => DisposalKind::Inform,
        }
    }

    /// The end of the period for which data are kept.
    #[must_use]
    pub fn end(&self) -> Option<&Term> {
        self.retention().map(|retention| &retention.end)
    }

    /// The length of a period that begins when the account leaves.
    #[must_use]
    pub fn after_leaving(&self) -> Option<&Term> {
        self.retention()?.after_leaving.as_ref()
    }

    /// For how long it is kept.
    #[must_use]
    pub fn retention(&self) -> Option<&Retention> {
        match self {
            Self::Retain(retention) => Some(retention),
            Self::Erase | Self::Forfeit | Self::Anonymise(_) => None,
            Self::Keep | Self::KeepWith(_) | Self::Inform => None,
        }
    }

    /// How it is kept without the person, at once or later.
    #[must_use]
    pub fn method(&self) -> Option<&Method> {
        match self {
            Self::Anonymise(method) => Some(method),
            Self::Retain(retention) => retention.then.as_ref(),
            Self::Erase | Self::Forfeit | Self::Keep | Self::KeepWith(_) | Self::Inform => None,
        }
    }

    /// The same, to be changed.
    pub(crate) fn method_mut(&mut self) -> Option<&mut Method> {
        match self {
            Self::Anonymise(method) => Some(method),
            Self::Retain(retention) => retention.then.as_mut(),
            Self::Erase | Self::Forfeit | Self::Keep | Self::KeepWith(_) | Self::Inform => None,
        }
    }

    /// Whether data go by it, at once or when a period is over, so that copies of them may have to go as well.
    #[must_use]
    pub(crate) fn lets_go(&self) -> bool {
        match self {
            Self::Erase | Self::Retain(_) | Self::Forfeit | Self::Anonymise(_) => true,
            Self::Keep | Self::KeepWith(_) | Self::Inform => false,
        }
    }

    /// Every term.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        let retention = self.retention().into_iter();
        retention.flat_map(|it| std::iter::once(&it.end).chain(&it.without_start).chain(&it.after_leaving))
    }

    /// Every term, to be changed.
    pub(crate) fn terms_mut(&mut self) -> impl Iterator<Item = &mut Term> {
        let retention = match self {
            Self::Retain(retention) => Some(retention),
            Self::Erase | Self::Forfeit | Self::Anonymise(_) => None,
            Self::Keep | Self::KeepWith(_) | Self::Inform => None,
        };
        retention.into_iter().flat_map(|it| {
            std::iter::once(&mut it.end).chain(&mut it.without_start).chain(&mut it.after_leaving)
        })
    }
}

impl Retention {
    /// Whether its only period begins when the account leaves.
    #[must_use]
    pub fn is_after_leaving(&self) -> bool {
        self.without_start.is_none() && self.after_leaving.is_some()
    }

    /// What becomes of what it keeps when that is over.
    #[must_use]
    pub fn then_kind(&self) -> DisposalKind {
        if self.then.is_some() { DisposalKind::Anonymise } else { DisposalKind::Erase }
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
    /// They are told that the data go, beside what becomes of these.
    Inform,
    /// It is unknown what is to be done; until it is known, nothing is.
    Undetermined,
}

impl DisposalKind {
    /// Every kind.
    #[doc(hidden)]
    pub const ALL: [Self; 8] = [
        Self::Erase,
        Self::Retain,
        Self::Forfeit,
        Self::Anonymise,
        Self::Keep,
        Self::Held,
        Self::Inform,
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
            Self::Inform => "inform",
            Self::Undetermined => "undetermined",
        }
    }
}

impl Program {
    /// Whether each field that a method names is a given field of the record that can be treated so.
    #[must_use]
    pub(crate) fn is_method_of(&self, method: &Method, record: &Record) -> bool {
        let named = |name: &String| record.fields.iter().position(|field| field.name == *name);
        let is_removed = |name: &String| named(name).is_some_and(|at| record.fields[at].ty.is_of_values());
        let is_replaced = |(name, by): (&String, &String)| {
            let Some(at) = named(name) else { return false };
            let is_key = record.key.is_some_and(|key| key as usize == at);
            !is_key && !method.remove.contains(name) && can_be_replaced(&record.fields[at].ty, by)
        };
        method.remove.iter().all(is_removed) && method.replace.iter().all(is_replaced)
    }

    /// Whether elements that may be in several collections lose the same in each.
    #[must_use]
    pub(crate) fn has_one_method_each(&self, account: RecordId, data: &[Placed]) -> bool {
        let mut known: Vec<(RecordId, &Method)> = Vec::new();
        data.iter().filter(|placed| placed.is_shared).all(|placed| {
            let record = self.elements_within(account, &placed.path);
            let mut methods = placed.rules.iter().filter_map(|rule| rule.disposal.method());
            record.is_none_or(|record| {
                methods.all(|method| match known.iter().find(|(of, _)| *of == record) {
                    Some((_, first)) => *first == method,
                    None => {
                        known.push((record, method));
                        true
                    }
                })
            })
        })
    }
}

/// Whether a field may get a value that is written so: a text, or the name of a value of an enumeration.
fn can_be_replaced(ty: &Type, by: &str) -> bool {
    match ty {
        Type::Text => true,
        Type::OneOf(choices) => choices.index_of(by).is_some(),
        Type::Bool | Type::Number(_) | Type::Time | Type::Date | Type::Length => false,
        Type::Set(_) | Type::Many(_) | Type::Record(_) => false,
    }
}
