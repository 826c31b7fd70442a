//! Conditions: what is true, false or unknown of an account.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::{DefinitionId, Origin, Place, PolicyId, Subject, Term};

/// A condition with the text that it came from. Two conditions are equal wherever they are written.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Condition {
    /// What it says.
    pub kind: ConditionKind,
    /// Where it is written.
    pub origin: Origin,
}

impl PartialEq for Condition {
    fn eq(&self, other: &Self) -> bool {
        let (Self { kind, origin: _ }, Self { kind: other, origin: _ }) = (self, other);
        kind == other
    }
}

/// The conditions. All have Kleene's three values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConditionKind {
    /// Always so.
    Constant(bool),
    /// A boolean fact.
    Holds(Term),
    /// Negation.
    Not(Box<Condition>),
    /// Every one of them; true if there is none.
    All(Vec<Condition>),
    /// At least one of them; false if there is none.
    Any(Vec<Condition>),
    /// A comparison of two terms of one type. False where an operand is absent: a window does not contain what did
    /// not happen. [`Term::Now`] stands only directly in a comparison.
    Compare(Comparison, Term, Term),
    /// Whether the first is an element of the second, a set.
    Member(Term, Term),
    /// Whether a text begins with this one, by code points. False where it is absent.
    StartsWith(Term, String),
    /// Whether an optional value is present.
    Present(Term),
    /// How many of a selection there are.
    Quantified(Quantifier, Box<Select>),
    /// Whether the requirements of an earlier policy (and its `when`) hold of the account at `Place`.
    Satisfies(PolicyId, Place),
    /// A definition whose body is a condition.
    Call(DefinitionId, Subject),
    /// What all rows agree on that are still possible, and otherwise unknown. A row is possible if its guard is not
    /// false and no guard before it is true.
    Case(Vec<CaseRow<Condition>>),
}

/// A row of a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseRow<T> {
    /// Whether the row is the one for the facts, unless one before it is.
    pub guard: Condition,
    /// What stands in it.
    pub value: T,
    /// The law that it cites.
    pub law: Option<String>,
}

/// How two terms are compared. Enumerations and texts only for equality.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// equal
    Equal,
    /// not equal
    NotEqual,
    /// less, or earlier
    Less,
    /// less or equal, or not later
    LessOrEqual,
    /// greater, or later
    Greater,
    /// greater or equal, or not earlier
    GreaterOrEqual,
}

impl Comparison {
    /// How the language writes it.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Equal => "is",
            Self::NotEqual => "is not",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }

    /// The same of the operands exchanged.
    #[must_use]
    pub fn flipped(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::LessOrEqual => Self::GreaterOrEqual,
            Self::Greater => Self::Less,
            Self::GreaterOrEqual => Self::LessOrEqual,
            same @ (Self::Equal | Self::NotEqual) => same,
        }
    }

    /// What holds of two values where this does not.
    #[must_use]
    pub fn denied(self) -> Self {
        match self {
            Self::Equal => Self::NotEqual,
            Self::NotEqual => Self::Equal,
            Self::Less => Self::GreaterOrEqual,
            Self::LessOrEqual => Self::Greater,
            Self::Greater => Self::LessOrEqual,
            Self::GreaterOrEqual => Self::Less,
        }
    }

    /// Whether two values in that order compare so.
    #[must_use]
    #[inline]
    pub fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
        }
    }
}

/// A bound on how many elements a selection has. `no` is `at_most 0`, `some` `at_least 1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quantifier {
    /// this many or more
    AtLeast(u64),
    /// this many or fewer
    AtMost(u64),
    /// this many
    Exactly(u64),
}

/// The elements of a collection of which a condition is true.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Select {
    /// The collection.
    pub collection: Place,
    /// What must be true; here [`Root::Element`](super::Root::Element) 0 is the element.
    pub filter: Condition,
}
