//! What a change of a plan does to data: the lines of a collection, compared as functions of the element. For each old and each new
//! line that some element can reach together, what is done and for how long.

use std::collections::BTreeSet;

use serde::Serialize;

use super::canonical::{CanonicalHold, CanonicalPlaced, CanonicalRule};
use crate::ir::entailment::{constant, entails};
use crate::ir::{
    Condition, ConditionKind, DisposalKind, Duration, Edge, Length, Method, Origin, Period, Shift, Term, Zone,
};

/// What a change does to data. What is not shown to be otherwise counts, so that several may apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Something is erased that was not.
    ErasesMore,
    /// Something is no longer erased.
    ErasesLess,
    /// Something is kept for longer.
    KeepsLonger,
    /// Something is kept for less long.
    KeepsShorter,
    /// Something is held that was not.
    HoldsMore,
    /// Something is no longer held.
    HoldsLess,
    /// Someone is told who was not.
    InformsMore,
    /// Someone who was told is not.
    InformsLess,
}

impl Direction {
    /// Every direction.
    pub const ALL: [Self; 8] = [
        Self::ErasesMore,
        Self::ErasesLess,
        Self::KeepsLonger,
        Self::KeepsShorter,
        Self::HoldsMore,
        Self::HoldsLess,
        Self::InformsMore,
        Self::InformsLess,
    ];
}

/// The directions of a change, in their order; `None` if both lists do the same to every element.
pub(super) fn directions(old: &[CanonicalRule], new: &[CanonicalRule]) -> Option<Vec<Direction>> {
    let (mut differs, mut found) = (false, BTreeSet::new());
    for (at_old, was) in old.iter().enumerate() {
        for (at_new, is) in new.iter().enumerate() {
            let above = old[..at_old].iter().chain(&new[..at_new]);
            if !was.does_the_same(is) && can_reach_both(was, is, above) {
                differs = true;
                found.extend(of_lines(was, is));
                found.extend(of_copies(was.copies.as_ref(), is.copies.as_ref()));
            }
        }
    }
    differs.then(|| found.into_iter().collect())
}

/// The directions of a change of the holds on a collection, in their order; `None` if they hold the same by the same laws.
pub(super) fn of_holds(old: &[CanonicalHold], new: &[CanonicalHold]) -> Option<Vec<Direction>> {
    let any = |holds: &[CanonicalHold]| {
        let kind = ConditionKind::Any(holds.iter().map(|hold| hold.condition.clone()).collect());
        Condition { kind, origin: NOWHERE }
    };
    let (was, is) = (any(old), any(new));
    let more = (!entails(&is, &was)).then_some(Direction::HoldsMore);
    let less = (!entails(&was, &is)).then_some(Direction::HoldsLess);
    let same = |one: &CanonicalHold, other: &CanonicalHold| {
        (&one.condition, &one.law) == (&other.condition, &other.law)
    };
    let is_in = |hold: &CanonicalHold, others: &[CanonicalHold]| others.iter().any(|it| same(hold, it));
    let differs = !old.iter().all(|hold| is_in(hold, new)) || !new.iter().all(|hold| is_in(hold, old));
    differs.then(|| more.into_iter().chain(less).collect())
}

/// The directions of a change of who is told, in their order; `None` if the same are told by the same laws.
pub(super) fn of_told(old: &[CanonicalRule], new: &[CanonicalRule]) -> Option<Vec<Direction>> {
    let of = |kind| Condition { kind, origin: NOWHERE };
    let any = |rules: &[CanonicalRule]| {
        let everyone = || of(ConditionKind::Constant(true));
        let each = rules.iter().map(|rule| rule.condition.clone().unwrap_or_else(everyone));
        of(ConditionKind::Any(each.collect()))
    };
    let (was, is) = (any(old), any(new));
    let more = (!entails(&is, &was)).then_some(Direction::InformsMore);
    let less = (!entails(&was, &is)).then_some(Direction::InformsLess);
    let is_same = |(one, other): (&CanonicalRule, &CanonicalRule)| {
        one.condition == other.condition && one.does_the_same(other)
    };
    let is_same = old.len() == new.len() && old.iter().zip(new).all(is_same);
    (!is_same).then(|| more.into_iter().chain(less).collect())
}

/// The directions of a change of what tells elements apart; `None` if nothing else does. What has no key of its own is not erased,
/// and what may be in another collection stays as long as it does there.
pub(super) fn of_keys(old: &CanonicalPlaced, new: &CanonicalPlaced) -> Option<Vec<Direction>> {
    use Direction::{ErasesLess, ErasesMore, KeepsLonger, KeepsShorter};
    let gains = new.keys.iter().any(|key| !old.keys.contains(key)) || new.is_shared && !old.is_shared;
    let loses = old.keys.iter().any(|key| !new.keys.contains(key)) || old.is_shared && !new.is_shared;
    let less = [ErasesLess, KeepsLonger].into_iter().filter(|_| gains);
    let more = [ErasesMore, KeepsShorter].into_iter().filter(|_| loses);
    (gains || loses).then(|| less.chain(more).collect())
}

/// Whether it is not shown that no element reaches both lines, past those above them.
fn can_reach_both<'r>(
    was: &CanonicalRule,
    is: &CanonicalRule,
    above: impl Iterator<Item = &'r CanonicalRule>,
) -> bool {
    let of = |kind| Condition { kind, origin: NOWHERE };
    let mut parts: Vec<Condition> = [&was.condition, &is.condition].into_iter().flatten().cloned().collect();
    let both = of(ConditionKind::All(parts.clone()));
    for above in above.filter_map(|rule| rule.condition.as_ref()) {
        if entails(&both, above) {
            return false;
        }
        parts.push(of(ConditionKind::Not(Box::new(above.clone()))));
    }
    constant(&of(ConditionKind::All(parts))) != Some(false)
}

const NOWHERE: Origin = Origin { file: 0, start: 0, end: 0 };

fn of_lines(was: &CanonicalRule, is: &CanonicalRule) -> Vec<Direction> {
    use Direction::{ErasesLess, ErasesMore, KeepsLonger, KeepsShorter};
    use DisposalKind::{Anonymise, Erase, Forfeit, Held, Inform, Keep, Retain, Undetermined};
    match (was.disposal, is.disposal) {
        (Erase | Forfeit, Erase | Forfeit) | (Keep, Keep) => Vec::new(),
        (Anonymise, Anonymise) => of_methods(was.method.as_ref(), is.method.as_ref()),
        (Anonymise, Erase | Forfeit) => vec![ErasesMore],
        (Erase | Forfeit, Anonymise) => vec![ErasesLess],
        (Retain | Keep, Erase | Forfeit) | (Keep, Retain | Anonymise) => vec![ErasesMore, KeepsShorter],
        (Erase | Forfeit, Retain | Keep) | (Retain | Anonymise, Keep) => vec![ErasesLess, KeepsLonger],
        // What was kept as it is for a time and then erased stays, without the person.
        (Retain, Anonymise) => vec![ErasesLess, KeepsShorter],
        (Anonymise, Retain) => vec![ErasesMore, KeepsLonger],
        (Retain, Retain) => {
            let mut found = match (&was.until, &is.until) {
                (Some(was), Some(is)) => of_ends(was, is),
                (None, _) | (_, None) => vec![KeepsLonger, KeepsShorter],
            };
            found.extend(match (&was.without_start, &is.without_start) {
                (None, None) => Vec::new(),
                (Some(was), Some(is)) => of_ends(was, is),
                (None, Some(_)) => vec![KeepsShorter],
                (Some(_), None) => vec![KeepsLonger],
            });
            found.extend(of_methods(was.method.as_ref(), is.method.as_ref()));
            found
        }
        // No line says so.
        (Undetermined | Held | Inform, _) | (_, Undetermined | Held | Inform) => {
            vec![ErasesMore, ErasesLess, KeepsLonger, KeepsShorter]
        }
    }
}

/// What another bound for copies does: copies are the data as well, and without a bound they may be there for ever.
fn of_copies(was: Option<&Length>, is: Option<&Length>) -> Vec<Direction> {
    let moved = |by: &Length| by.steps(false, false, Zone::utc());
    match (was, is) {
        (None, None) => Vec::new(),
        (None, Some(_)) => vec![Direction::KeepsShorter],
        (Some(_), None) => vec![Direction::KeepsLonger],
        (Some(was), Some(is)) => of_moves(&moved(was), &moved(is)),
    }
}

/// What another treatment of fields does: a field that is no longer removed or replaced is kept, and a value by which it was
/// replaced is no one's. What was erased and is kept without the person is erased less.
fn of_methods(was: Option<&Method>, is: Option<&Method>) -> Vec<Direction> {
    let (was, is) = match (was, is) {
        (None, None) => return Vec::new(),
        (Some(_), None) => return vec![Direction::ErasesMore],
        (None, Some(_)) => return vec![Direction::ErasesLess],
        (Some(was), Some(is)) => (was, is),
    };
    let gone = |method: &Method| -> BTreeSet<String> {
        method.remove.iter().chain(method.replace.keys()).cloned().collect()
    };
    let (old, new) = (gone(was), gone(is));
    let more = (!new.is_subset(&old)).then_some(Direction::ErasesMore);
    more.into_iter().chain((!old.is_subset(&new)).then_some(Direction::ErasesLess)).collect()
}

/// What another end does; tables are compared row by row where they have the same rows.
fn of_ends(was: &Term, is: &Term) -> Vec<Direction> {
    let (old, new) = (rows(was), rows(is));
    let same_rows = old.len() == new.len() && old.iter().zip(&new).all(|((one, _), (other, _))| one == other);
    let mut found = BTreeSet::new();
    for (at_old, (_, was)) in old.iter().enumerate() {
        for (at_new, (_, is)) in new.iter().enumerate() {
            if !same_rows || at_old == at_new {
                found.extend(of_instants(was, is));
            }
        }
    }
    found.into_iter().collect()
}

/// The values that a term may have, each with the guard of its row; moves of a table are those of each of its rows.
fn rows(term: &Term) -> Vec<(Vec<Condition>, Term)> {
    match term {
        Term::Case(cases) => cases
            .iter()
            .flat_map(|row| {
                let with = |(guards, value): (Vec<Condition>, Term)| {
                    (std::iter::once(row.guard.clone()).chain(guards).collect(), value)
                };
                rows(&row.value).into_iter().map(with).collect::<Vec<_>>()
            })
            .collect(),
        Term::Shift(of, shift) => {
            let moved = |(guards, of)| (guards, Term::Shift(Box::new(of), *shift));
            rows(of).into_iter().map(moved).collect()
        }
        Term::Now
        | Term::Constant(_)
        | Term::Field(_)
        | Term::Aggregate { .. }
        | Term::Distinct(_)
        | Term::Arithmetic(..)
        | Term::Moved(..)
        | Term::Anniversary(..)
        | Term::Call(..) => vec![(Vec::new(), term.clone())],
    }
}

/// What another instant does, from the same start by the least and the greatest length of both moves.
fn of_instants(was: &Term, is: &Term) -> Vec<Direction> {
    use Direction::{KeepsLonger, KeepsShorter};
    if was == is {
        return Vec::new();
    }
    let ((from, old), (start, new)) = (moves(was), moves(is));
    if from != start {
        return vec![KeepsLonger, KeepsShorter];
    }
    // What both have in common at their start leads to the same instant, and what they have at their end keeps the order.
    let before = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let (old, new) = (&old[before..], &new[before..]);
    let behind = old.iter().rev().zip(new.iter().rev()).take_while(|(one, other)| one == other).count();
    of_moves(&old[..old.len() - behind], &new[..new.len() - behind])
}

/// What other moves from the same start do, by the least and the greatest length of both.
fn of_moves(old: &[Shift], new: &[Shift]) -> Vec<Direction> {
    use Direction::{KeepsLonger, KeepsShorter};
    if let Some(found) = one_length(old, new) {
        return found;
    }
    let (Some((least_old, most_old)), Some((least_new, most_new))) = (extent(old), extent(new)) else {
        return vec![KeepsLonger, KeepsShorter];
    };
    let longer = (most_new > least_old).then_some(KeepsLonger);
    longer.into_iter().chain((least_new < most_old).then_some(KeepsShorter)).collect()
}

/// What a term starts from, and by what it is moved, in order.
fn moves(term: &Term) -> (&Term, Vec<Shift>) {
    let (mut start, mut moves) = (term, Vec::new());
    while let Term::Shift(of, shift) = start {
        moves.push(*shift);
        start = of;
    }
    moves.reverse();
    (start, moves)
}

/// Two lengths of which one is in no unit less than the other: that one is longer from every start.
fn one_length(old: &[Shift], new: &[Shift]) -> Option<Vec<Direction>> {
    let (was, is) = match (old, new) {
        ([Shift::Time(was)], [Shift::Time(is)]) | ([Shift::Date(was)], [Shift::Date(is)]) => (was, is),
        (_, _) => return None,
    };
    if was.zone != is.zone {
        return None;
    }
    let units =
        |by: &Duration| [i64::from(by.months), i64::from(by.days), by.micros, i64::from(by.full_days)];
    let (was, is) = (units(was), units(is));
    let is_no_less = |one: [i64; 4], other: [i64; 4]| one.iter().zip(other).all(|(one, other)| *one >= other);
    match (is_no_less(is, was), is_no_less(was, is)) {
        (true, true) => Some(Vec::new()),
        (true, false) => Some(vec![Direction::KeepsLonger]),
        (false, true) => Some(vec![Direction::KeepsShorter]),
        (false, false) => None,
    }
}

const DAY: i64 = 24 * 3600 * 1_000_000;
/// By how much a day may differ from 24 hours where clocks change.
const CLOCKS: i64 = 3 * 3600 * 1_000_000;

/// The least and the greatest length of moves one after the other, in microseconds; `None` if that is not bounded.
fn extent(moves: &[Shift]) -> Option<(i64, i64)> {
    let mut sum = (0_i64, 0_i64);
    for shift in moves {
        let (least, most) = match shift {
            Shift::Time(by) | Shift::Date(by) => of_length(by),
            Shift::DateOf(_) => (-DAY, DAY),
            Shift::DayEdge(Edge::Start, _) => (-DAY, 0),
            Shift::DayEdge(Edge::End, _) => (0, DAY),
            Shift::PeriodEdge(Edge::Start, period) => (-of_period(*period), 0),
            Shift::PeriodEdge(Edge::End, period) => (0, of_period(*period)),
            Shift::Next(_) => (0, 366 * DAY),
            Shift::WorkingDays(..) | Shift::ToWorkingDay(_) => return None,
        };
        sum = (sum.0.saturating_add(least), sum.1.saturating_add(most));
    }
    Some(sum)
}

fn of_period(period: Period) -> i64 {
    match period {
        Period::Month => 31 * DAY,
        Period::Quarter => 92 * DAY,
        Period::Year => 366 * DAY,
    }
}

/// A year has 365 or 366 days, a month 28 to 31.
fn of_length(by: &Duration) -> (i64, i64) {
    let (years, months) = (i64::from(by.months / 12), i64::from(by.months % 12));
    let ends = [years * 365 + months * 28, years * 366 + months * 31].map(|days| days + i64::from(by.days));
    let ends = ends.map(|days| days.saturating_mul(DAY).saturating_add(by.micros));
    let slack = if by.micros != 0 { CLOCKS } else { 0 };
    let to_the_end_of_day = if by.full_days { DAY } else { 0 };
    (ends[0].min(ends[1]) - slack, ends[0].max(ends[1]) + slack + to_the_end_of_day)
}
