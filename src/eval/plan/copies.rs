//! When copies of what goes are gone as well.

use super::steps::{Line, possible};
use crate::eval::verdict::PlanItem;
use crate::ir::{DataRule, DisposalKind, Length, Timestamp, Zone, calendar};

/// What the lines say of the copies of an item: from each instant on how long they remain by each line that is possible, and
/// nothing where one of these has no bound. What no line bounds has no instants.
#[derive(Debug, Clone, Default)]
pub(super) struct Copies(Vec<(i64, Option<Vec<Length>>)>);

impl Copies {
    /// The bound of the only line for an item, which always applies.
    pub(super) fn of_one(rule: &DataRule) -> Self {
        Self(rule.copies.iter().map(|&within| (calendar::FIRST, Some(vec![within]))).collect())
    }

    /// What lines say that are judged for an item.
    pub(super) fn of(lines: &[Line<'_>]) -> Self {
        if lines.iter().all(|line| line.copies.is_none()) {
            return Self::default();
        }
        let mut instants = vec![calendar::FIRST];
        for line in lines {
            instants.extend(line.holds.changes().iter().map(|&(from, _)| from));
        }
        instants.sort_unstable();
        instants.dedup();
        let at = |at| (at, possible(lines, at).map(|(_, line)| line.copies).collect());
        Self(instants.into_iter().map(at).collect())
    }

    fn at(&self, at: i64) -> Option<&[Length]> {
        let here = self.0.partition_point(|&(from, _)| from <= at).checked_sub(1)?;
        self.0[here].1.as_deref()
    }
}

/// When what goes is gone: the instant of the judgement, or of what is left of an account the one at which it was due.
#[derive(Debug, Clone, Copy)]
pub(super) struct Going {
    pub(super) now: i64,
    /// When the account left, of what is left of it.
    pub(super) left: Option<i64>,
    pub(super) zone: Zone,
}

impl Going {
    /// The instant by which copies of an item are gone, by all lists of lines that speak of it: the latest that its lines leave possible.
    pub(super) fn gone_by(self, item: &PlanItem, copies: &[Copies]) -> Option<Timestamp> {
        let goes = self.goes(item)?;
        let each = copies.iter().map(|copies| copies.at(goes)).collect::<Option<Vec<_>>>()?;
        let moved = |within: &Length| {
            within.steps(false, false, self.zone).iter().fold(goes, |at, step| step.apply(at))
        };
        let last = each.into_iter().flatten().map(moved).max()?;
        calendar::held(last).map(Timestamp::from_micros)
    }

    /// The instant at which an item goes, if it is known to go.
    fn goes(self, item: &PlanItem) -> Option<i64> {
        match item.disposal {
            DisposalKind::Erase | DisposalKind::Forfeit | DisposalKind::Anonymise => {
                // Nothing of an account goes before it leaves.
                let due = self.left.zip(item.due_since).map(|(left, due)| due.as_micros().max(left));
                Some(due.unwrap_or(self.now))
            }
            DisposalKind::Retain | DisposalKind::Keep | DisposalKind::Held => {
                item.until.map(|until| until.as_micros().saturating_add(1))
            }
            DisposalKind::Inform | DisposalKind::Undetermined => None,
        }
    }
}
