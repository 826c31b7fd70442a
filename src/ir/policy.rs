//! Policies: what they require, say and do.

use serde::{Deserialize, Serialize};

use super::{
    Condition, ConditionKind, Constant, Currency, Deadline, GroupId, Hold, IndexVec, LocalisedText, Notice,
    PackageId, Placed, PluralCategory, Select, Term, Type, Unit, Value,
};

/// The outcome of a policy that names none.
pub const DEFAULT_OUTCOME: &str = "close";

/// A policy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Index in [`Program::packages`](super::Program::packages).
    pub package: PackageId,
    /// Its name in the package.
    pub name: String,
    /// What people are shown instead of its name.
    pub title: Vec<LocalisedText>,
    /// Whether it is judged on request or by sweep.
    pub trigger: Trigger,
    /// Whether it speaks of the account at all.
    pub when: Condition,
    /// What is asked of the account before the policy's own condition. `when` is then [`ConditionKind::All`] of a condition each, in
    /// this order, and the policy's own.
    pub preconditions: Vec<Precondition>,
    /// The groups that its clauses are in, each after the one that it is in.
    pub groups: IndexVec<GroupId, Group>,
    /// All must hold.
    pub requirements: Vec<Requirement>,
    /// What the holder loses.
    pub warnings: Vec<Warning>,
    /// What the holder must do, in order.
    pub steps: Vec<Step>,
    /// What the service has to do in time.
    pub deadlines: Vec<Deadline>,
    /// The time to think again.
    pub grace: Option<Grace>,
    /// What is done to an eligible account: `close` unless the policy says otherwise.
    pub outcome: String,
    /// Whether the account is gone after the outcome.
    pub leaves: bool,
    /// For how long, or of which amount.
    pub outcome_value: Option<OutcomeValue>,
    /// `outcome suspend until NAME`.
    pub until: Option<String>,
    /// The optional time of the account that becomes the instant at which the outcome is carried out: the index of its field.
    pub sets: Option<u32>,
    /// What stops data from going.
    pub holds: Vec<Hold>,
    /// What becomes of the data, each collection once; empty if the policy does not say. Of an account that does not leave, what
    /// is not named is kept.
    pub data: Vec<Placed>,
}

/// What must hold of an account for a policy to apply to it, besides the policy's own `when`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precondition {
    /// It has not left: no time of `left by` is present.
    NotLeft,
    /// What the outcome does is not done yet: the time that it sets is absent or, in a lifecycle, not after the one that
    /// restarts it.
    NotDone,
}

/// What sets a policy going.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    /// The holder asks.
    Request,
    /// The service looks through its accounts.
    Sweep,
}

/// Clauses that concern the accounts of which a condition is true.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Of which accounts.
    pub condition: Condition,
    /// The group that it is in, whose condition must be true as well.
    pub within: Option<GroupId>,
}

impl Policy {
    /// A group and those around it, the innermost first; none for what is in no group.
    pub fn groups_around(&self, group: Option<GroupId>) -> impl Iterator<Item = (GroupId, &Group)> {
        let found = move |id: GroupId| self.groups.get(id).map(|group| (id, group));
        std::iter::successors(group.and_then(found), move |(_, group)| group.within.and_then(found))
    }
}

impl Policy {
    /// The preconditions with their conditions, and the policy's own `when` where it has one.
    #[must_use]
    pub fn parts_of_when(&self) -> (Vec<(Precondition, &Condition)>, Option<&Condition>) {
        let own =
            |condition| Some(condition).filter(|it: &&Condition| it.kind != ConditionKind::Constant(true));
        if let ConditionKind::All(parts) = &self.when.kind
            && !self.preconditions.is_empty()
        {
            let preconditions = self.preconditions.iter().copied().zip(parts);
            return (preconditions.collect(), parts.get(self.preconditions.len()).and_then(own));
        }
        (Vec::new(), own(&self.when))
    }

    /// Asks this of the account before the policy's own condition.
    pub(crate) fn ask_first(&mut self, precondition: Precondition, condition: Condition) {
        let origin = self.when.origin;
        if self.preconditions.is_empty() {
            let own = std::mem::replace(&mut self.when.kind, ConditionKind::All(Vec::new()));
            self.when.kind = ConditionKind::All(vec![Condition { kind: own, origin }]);
        }
        let at = self.preconditions.partition_point(|it| *it < precondition);
        self.preconditions.insert(at, precondition);
        if let ConditionKind::All(parts) = &mut self.when.kind {
            parts.insert(at, condition);
        }
    }

    /// The condition of a precondition, if it is one of the policy's.
    #[must_use]
    pub fn precondition(&self, precondition: Precondition) -> Option<&Condition> {
        self.parts_of_when().0.into_iter().find(|(it, _)| *it == precondition).map(|(_, condition)| condition)
    }

    /// Whether its accounts may have left.
    #[must_use]
    pub fn may_have_left(&self) -> bool {
        self.preconditions.contains(&Precondition::NotLeft)
    }

    /// What a requirement comes to for every account: `if X then r`, of all groups that it is in.
    #[must_use]
    pub fn asked(&self, requirement: &Requirement) -> Condition {
        let origin = requirement.condition.origin;
        let not = |group: &Group| Condition {
            kind: ConditionKind::Not(Box::new(group.condition.clone())),
            origin: group.condition.origin,
        };
        let mut parts: Vec<Condition> =
            self.groups_around(requirement.group).map(|(_, group)| not(group)).collect();
        if parts.is_empty() {
            return requirement.condition.clone();
        }
        parts.push(requirement.condition.clone());
        Condition { kind: ConditionKind::Any(parts), origin }
    }
}

/// A requirement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// Its name.
    pub name: String,
    /// The group that it is in: it is asked of an account only if the group's condition is true.
    pub group: Option<GroupId>,
    /// What must hold where it is asked.
    pub condition: Condition,
    /// One a language, in the package's order.
    pub messages: Vec<Message>,
    /// Nothing clears it.
    pub is_final: bool,
    /// The citation.
    pub law: Option<String>,
    /// What is done while it fails.
    pub otherwise: Option<String>,
    /// The ways of `any of { … }`, one of which satisfies it; none of any other requirement. The condition is then
    /// [`ConditionKind::Any`] of a [`ConditionKind::All`] a way, which holds one condition a part.
    pub ways: Vec<Way>,
    /// The notice that it asks for, which its condition then is [`Notice::condition`] of.
    pub notice: Option<Notice>,
}

/// A way to satisfy a requirement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Way {
    /// Its name.
    pub name: String,
    /// What it requires; all must hold.
    pub parts: Vec<WayPart>,
}

/// What a way requires: how a condition within the requirement's is explained.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WayPart {
    /// Its name in the way.
    pub name: String,
    /// How many groups of the way it is in. Its condition is then [`ConditionKind::Any`]: the negations of their
    /// conditions, then what must hold where all of them are true.
    pub groups: u32,
    /// One a language, in the package's order.
    pub messages: Vec<Message>,
    /// Nothing clears it.
    pub is_final: bool,
    /// The citation.
    pub law: Option<String>,
}

impl WayPart {
    /// The negations of the conditions of its groups, and what must hold where these are true; `None` if the condition has
    /// another form than the part says.
    #[must_use]
    pub fn split<'c>(&self, condition: &'c Condition) -> Option<(&'c [Condition], &'c Condition)> {
        if self.groups == 0 {
            return Some((&[], condition));
        }
        let ConditionKind::Any(parts) = &condition.kind else { return None };
        let (own, groups) = parts.split_last()?;
        (groups.len() == self.groups as usize).then_some((groups, own))
    }
}

impl Requirement {
    /// The ways with their conditions, and of each the parts with theirs.
    pub fn ways(&self) -> impl Iterator<Item = (&Way, &Condition, &[Condition])> {
        let conditions: &[Condition] =
            if let ConditionKind::Any(ways) = &self.condition.kind { ways } else { &[] };
        self.ways.iter().zip(conditions).map(|(way, condition)| {
            let parts: &[Condition] =
                if let ConditionKind::All(parts) = &condition.kind { parts } else { &[] };
            (way, condition, parts)
        })
    }

    /// What a part of one of its ways is called in verdicts: `removable.quiet.few`.
    #[must_use]
    pub fn name_of_part(&self, way: &Way, part: &WayPart) -> String {
        format!("{}.{}.{}", self.name, way.name, part.name)
    }

    /// Its messages and those of the parts of its ways.
    pub fn all_messages(&self) -> impl Iterator<Item = &Message> {
        let parts = self.ways.iter().flat_map(|way| &way.parts);
        self.messages.iter().chain(parts.flat_map(|part| &part.messages))
    }
}

/// A message in one language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// `zh`, `en`, …
    pub language: String,
    /// What the holder reads.
    pub text: Vec<Piece>,
    /// The way out.
    pub fix: Option<Vec<Piece>>,
    /// Where to go.
    pub link: Option<String>,
}

/// A piece of a message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    /// As it stands.
    Text(String),
    /// A fact, shown as its type is.
    Value(Term, Type),
    /// How many witnesses there are.
    Count,
    /// A given field of each witness, as field indices from the element, with the last one's type.
    Each(Vec<u32>, Type),
    /// The last instant at which waiting is not yet enough.
    Clears,
    /// The instant of the judgement.
    Now,
    /// The instant of the act that a notice is of, if all notices go out on time.
    Due,
    /// The form that goes with a number.
    Plural(Box<Plural>),
}

/// What is said of a number, by the plural forms of the language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct Plural {
    /// The number: [`Piece::Count`], or a [`Piece::Value`] that is a whole number.
    pub of: Piece,
    /// Each form once: all that the language has for whole numbers.
    pub forms: Vec<PluralForm>,
}

/// A form of a [`Plural`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PluralForm {
    /// Of which numbers.
    pub category: PluralCategory,
    /// What is said of them; no further [`Piece::Plural`].
    pub pieces: Vec<Piece>,
}

impl Plural {
    /// The form of a category, or else that of any number.
    pub(crate) fn form(&self, category: PluralCategory) -> Option<&PluralForm> {
        let of = |category| self.forms.iter().find(|form| form.category == category);
        of(category).or_else(|| of(PluralCategory::Other)).or(self.forms.last())
    }
}

impl Piece {
    /// A piece, with those that it is made of.
    pub(crate) fn with_inner(&self) -> Vec<&Self> {
        let Self::Plural(plural) = self else { return vec![self] };
        let forms = plural.forms.iter().flat_map(|form| &form.pieces);
        [self, &plural.of].into_iter().chain(forms).collect()
    }

    /// A piece, or those that it is made of, to be changed.
    pub(crate) fn inner_mut(&mut self) -> Vec<&mut Self> {
        let Self::Plural(plural) = self else { return vec![self] };
        let Plural { of, forms } = &mut **plural;
        std::iter::once(of).chain(forms.iter_mut().flat_map(|form| &mut form.pieces)).collect()
    }
}

/// A warning.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Warning {
    /// Its name.
    pub name: String,
    /// The group that it is in.
    pub group: Option<GroupId>,
    /// When it applies, in its group.
    pub condition: Condition,
    /// One a language.
    pub messages: Vec<Message>,
    /// The citation.
    pub law: Option<String>,
}

/// A step of the procedure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// The group that it is in.
    pub group: Option<GroupId>,
    /// One a language.
    pub messages: Vec<Message>,
}

/// The time between an accepted request and the act.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grace {
    /// The last instant of it: the start moved by its length.
    pub until: Term,
    /// What ends the request.
    pub cancelled_by: Option<Select>,
}

/// The value that an outcome carries.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeValue {
    /// A length: `suspend for 30d`.
    For(Term),
    /// An amount: `charge of 10 EUR`.
    Of(Term, Currency),
}

impl OutcomeValue {
    /// The value.
    #[must_use]
    pub fn term(&self) -> &Term {
        match self {
            Self::For(term) | Self::Of(term, _) => term,
        }
    }

    /// With another value.
    #[must_use]
    pub fn with(&self, term: Term) -> Self {
        match self {
            Self::For(_) => Self::For(term),
            Self::Of(_, currency) => Self::Of(term, *currency),
        }
    }

    /// The type of the value.
    #[must_use]
    pub fn ty(&self) -> Type {
        match self {
            Self::For(_) => Type::Length,
            Self::Of(_, currency) => Type::Number(Unit::Money(*currency)),
        }
    }

    /// A fact as the value, if it is of its kind.
    #[must_use]
    pub fn constant(&self, value: &Value) -> Option<Constant> {
        match (self, value) {
            (Self::For(_), Value::Length(length)) => Some(Constant::Length(*length)),
            (Self::Of(_, currency), Value::Number(units)) => {
                Some(Constant::Number(*units, Unit::Money(*currency)))
            }
            (Self::For(_) | Self::Of(..), _) => None,
        }
    }

    /// The word between the outcome and the value.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::For(_) => "for",
            Self::Of(..) => "of",
        }
    }
}
