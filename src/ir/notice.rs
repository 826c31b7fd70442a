//! Notices: what the holder is told before the outcome, and how long before.

use serde::{Deserialize, Serialize};

use super::{
    Comparison, Condition, ConditionKind, Constant, Length, Move, Moved, Origin, Place, Quantifier, Root,
    Select, Shift, Term, Truth, Zone,
};
use crate::enumeration::enumeration;

/// What the holder is told before the outcome. It is a requirement, whose condition is [`Notice::condition`], and says besides
/// when it is due.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// The collection whose elements show that it was sent.
    pub shown_by: Place,
    /// Which elements show it; here [`Root::Element`] 0 is the element. All of them, if there is none.
    pub filter: Option<Condition>,
    /// The field of an element that says when it was sent.
    pub sent: u32,
    /// It has to be sent after this instant.
    pub since: Term,
    /// So long before the outcome at the latest.
    pub before: Term,
    /// So long before the outcome at the earliest, if that is limited.
    pub at_most: Option<Term>,
    /// The zone in which the lengths are counted.
    pub zone: Zone,
    /// Where it is written.
    pub origins: NoticeOrigins,
}

/// Where the parts of a notice are written.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeOrigins {
    /// The lengths.
    pub before: Origin,
    /// The time after which it has to be sent.
    pub since: Origin,
    /// What shows that it was sent.
    pub shown_by: Origin,
}

/// Two notices are equal wherever they are written.
impl PartialEq for NoticeOrigins {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Notice {
    /// Whether some element shows that it was sent after `since`, and long enough ago, but not too long.
    #[must_use]
    pub fn condition(&self) -> Condition {
        let NoticeOrigins { before, since, shown_by } = self.origins;
        let compared =
            |how, left, right, origin| Condition { kind: ConditionKind::Compare(how, left, right), origin };
        let mut parts: Vec<Condition> = self.filter.iter().cloned().collect();
        parts.push(compared(Comparison::Greater, self.sent(), self.since.clone(), since));
        parts.push(compared(Comparison::GreaterOrEqual, Term::Now, self.moved(&self.before), before));
        if let Some(at_most) = &self.at_most {
            parts.push(compared(Comparison::LessOrEqual, Term::Now, self.moved(at_most), before));
        }
        let filter = Condition { kind: ConditionKind::All(parts), origin: shown_by };
        let select = Select { collection: self.shown_by.clone(), filter };
        let kind = ConditionKind::Quantified(Quantifier::AtLeast(1), Box::new(select));
        Condition { kind, origin: shown_by }
    }

    /// When an element was sent; here [`Root::Element`] 0 is the element.
    #[must_use]
    pub fn sent(&self) -> Term {
        Term::Field(Place { root: Root::Element(0), fields: vec![self.sent] })
    }

    /// The first instant at which so much time has passed since an element was sent.
    fn moved(&self, by: &Term) -> Term {
        if let Term::Constant(Constant::Length(length)) = by {
            let steps = self.steps(length).into_iter();
            return steps.fold(self.sent(), |moved, step| Term::Shift(Box::new(moved), step));
        }
        let how = Move { of: Moved::Time, backwards: false, zone: self.zone };
        Term::Moved(Box::new(self.sent()), Box::new(by.clone()), how)
    }

    /// The steps that lead from the instant at which it is sent to the first at which a length has passed.
    #[must_use]
    pub fn steps(&self, length: &Length) -> Vec<Shift> {
        length.steps(false, false, self.zone)
    }
}

enumeration! {
    /// How a notice stands for an account at an instant.
    ///
    /// Treat a state that you do not know like [`NoticeState::Unknown`]: a minor version may add one.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    #[cfg_attr(not(feature = "internals"), non_exhaustive)]
    pub enum NoticeState {
        /// It was sent long enough ago, and not too long.
        Counts,
        /// It was sent, but not long enough ago.
        Young,
        /// It was sent longer ago than it may be.
        Old,
        /// It was sent, but not after the time that it is counted since.
        BeforeCountedSince,
        /// It was not sent.
        Missing,
        /// Facts are missing to say which of these it is.
        Unknown,
    }
}

impl NoticeState {
    /// Whether a notice that stands so lets the outcome happen.
    #[must_use]
    pub fn counts(self) -> Truth {
        match self {
            Self::Counts => Truth::True,
            Self::Young | Self::Old | Self::BeforeCountedSince | Self::Missing => Truth::False,
            Self::Unknown => Truth::Unknown,
        }
    }
}
