//! The disposal of an item as a step function of `now`, over all time: what its lines say at each instant, the steps in
//! order, and the result at the instant of the judgement.

use crate::eval::piecewise::Piecewise;
use crate::eval::scalar::Scalar;
use crate::ir::{Condition, Disposal, DisposalKind, Hold, Length, Method, Placed, Truth, calendar};

/// A line, judged for an item.
pub(super) struct Line<'a> {
    pub(super) disposal: &'a Disposal,
    /// Whether it speaks of the item, over all time.
    pub(super) holds: Piecewise<Truth>,
    /// The end of its period, over all time.
    pub(super) end: Option<Piecewise<Scalar<'a>>>,
    /// The length of a period that begins when the account leaves, over all time.
    pub(super) after_leaving: Option<Piecewise<Scalar<'a>>>,
    /// How long after the item goes copies of it are gone, if that is said.
    pub(super) copies: Option<Length>,
}

/// A hold on an item, judged for it.
pub(super) struct OnHold<'a> {
    pub(super) hold: &'a Hold,
    /// Of which elements it speaks, so many further out; none where these are unknown.
    pub(super) filter: Option<(&'a Condition, u32)>,
    /// Whether it is on the item, over all time.
    pub(super) holds: Piecewise<Truth>,
}

impl OnHold<'_> {
    /// Whether it keeps the item at an instant: until it is known to have ended.
    pub(super) fn keeps(&self, at: i64) -> bool {
        self.holds.at(at) != Truth::False
    }
}

/// What becomes of an item at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State<'a> {
    /// It is kept.
    Kept(DisposalKind),
    /// It is retained for so long after the account leaves, which has no instant yet.
    AfterLeaving(Length),
    /// It goes, or is done away with as far as it is a person's.
    Goes(Gone<'a>),
    /// It is not known which, and whether it may go by then.
    Open { may_go: bool },
}

/// How an item goes: by a method, if it is kept without the person.
pub(super) type Gone<'a> = (DisposalKind, Option<&'a Method>);

impl<'a> State<'a> {
    /// What a disposal without a period says, whatever the facts and the instant are.
    fn of(disposal: &'a Disposal) -> Option<Self> {
        match disposal {
            Disposal::Erase | Disposal::Forfeit => Some(Self::Goes((disposal.kind(), None))),
            Disposal::Anonymise(method) => Some(Self::Goes((disposal.kind(), Some(method)))),
            Disposal::Keep => Some(Self::Kept(DisposalKind::Keep)),
            // Who is told is judged at one instant.
            Disposal::Inform => Some(Self::Kept(DisposalKind::Inform)),
            // How long that is, is said by what becomes of the others.
            Disposal::KeepWith(_) => Some(Self::Kept(DisposalKind::Retain)),
            Disposal::Retain(_) => None,
        }
    }

    /// What one of several possible lines says, together with what the others do.
    fn or(self, other: Self) -> Self {
        match (self, other) {
            (one, other) if one == other => one,
            (one, other) => Self::Open { may_go: one.may_go() || other.may_go() },
        }
    }

    /// What becomes of the item while a hold is on it.
    fn held(self) -> Self {
        match self {
            Self::Kept(kind) => Self::Kept(kind),
            Self::AfterLeaving(_) => Self::Kept(DisposalKind::Retain),
            Self::Goes(_) => Self::Kept(DisposalKind::Held),
            Self::Open { .. } => Self::Open { may_go: false },
        }
    }

    /// What becomes of one thing that two lists of lines speak of: it goes only if it goes by both.
    fn together(self, other: Self) -> Self {
        use DisposalKind::{Anonymise, Forfeit, Held, Keep, Retain};
        match (self, other) {
            // Which of two is longer is known once the account has left.
            (Self::AfterLeaving(one), Self::AfterLeaving(other)) if one == other => Self::AfterLeaving(one),
            (Self::AfterLeaving(_), Self::AfterLeaving(_) | Self::Kept(Held))
            | (Self::Kept(Held), Self::AfterLeaving(_)) => Self::Kept(Retain),
            (Self::Kept(one), Self::Kept(other)) => match (one, other) {
                (Keep, _) | (_, Keep) => Self::Kept(Keep),
                // One that would go but for a hold would not go for the other.
                (Held, kind) | (kind, _) => Self::Kept(kind),
            },
            (kept @ Self::Kept(_), _) | (_, kept @ Self::Kept(_)) => kept,
            (kept @ Self::AfterLeaving(_), _) | (_, kept @ Self::AfterLeaving(_)) => kept,
            (Self::Open { may_go }, other) | (other, Self::Open { may_go }) => {
                Self::Open { may_go: may_go && other.may_go() }
            }
            // Without the person it is kept; and who loses it loses more than the data.
            (Self::Goes(one), Self::Goes(other)) => match (one, other) {
                // All lines for elements that may be in two collections have one method.
                (gone @ (Anonymise, _), _) | (_, gone @ (Anonymise, _)) => Self::Goes(gone),
                (gone @ (Forfeit, _), _) | (_, gone @ (Forfeit, _)) => Self::Goes(gone),
                (gone, _) => Self::Goes(gone),
            },
        }
    }

    fn may_go(self) -> bool {
        match self {
            Self::Kept(_) | Self::AfterLeaving(_) => false,
            Self::Goes(_) => true,
            Self::Open { may_go } => may_go,
        }
    }

    /// What is done, if that is known.
    fn done(self) -> Option<Gone<'a>> {
        match self {
            Self::Kept(kind) => Some((kind, None)),
            Self::Goes(gone) => Some(gone),
            Self::AfterLeaving(_) => Some((DisposalKind::Retain, None)),
            Self::Open { .. } => None,
        }
    }
}

/// The result of the lines at the instant of the judgement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome<'a> {
    /// It is decided.
    Decided {
        /// What is done.
        disposal: DisposalKind,
        /// What becomes of the fields of what is kept without the person.
        method: Option<&'a Method>,
        /// The last instant at which it is kept.
        until: Option<i64>,
        /// How long it is kept after the account leaves.
        after_leaving: Option<Length>,
        /// The instant from which on it goes.
        due_since: Option<i64>,
        /// What is done later, each from an instant on, unless that is to erase what was kept.
        then: Vec<(i64, Gone<'a>)>,
    },
    /// It is not, for want of facts that are needed at an instant.
    Undetermined {
        /// The instant.
        at: i64,
        /// Before it, it does not go, whatever the facts are.
        not_before: Option<i64>,
    },
}

/// The possible lines at an instant: those that may speak of the item, up to the first that does.
pub(super) fn possible<'l, 'a>(
    lines: &'l [Line<'a>],
    at: i64,
) -> impl Iterator<Item = (usize, &'l Line<'a>)> {
    let mut is_open = true;
    let lines = lines.iter().enumerate().map(move |(index, line)| (index, line, line.holds.at(at)));
    lines.filter_map(move |(index, line, holds)| {
        let is_possible = is_open && holds != Truth::False;
        is_open &= holds != Truth::True;
        is_possible.then_some((index, line))
    })
}

/// What the lines and the holds say at each instant, as the instants at which that changes, in order.
pub(super) fn steps<'a>(lines: &[Line<'a>], holds: &[OnHold<'a>]) -> Vec<(i64, State<'a>)> {
    let mut instants = vec![calendar::FIRST];
    for line in lines {
        instants.extend(line.holds.changes().iter().map(|&(from, _)| from));
        if let Some(length) = &line.after_leaving {
            instants.extend(length.changes().iter().map(|&(from, _)| from));
        }
        for (from, _, end) in line.end.iter().flat_map(|end| end.pieces(calendar::FIRST)) {
            instants.push(from);
            instants.extend(end.instants().into_iter().flatten().map(|last| last.saturating_add(1)));
        }
    }
    for hold in holds {
        instants.extend(hold.holds.changes().iter().map(|&(from, _)| from));
    }
    instants.retain(|&at| calendar::held(at).is_some());
    changes(instants, |at| state(lines, holds, at))
}

/// The instants at which a state changes, of those at which it may, and the state from each on.
fn changes<'a>(mut instants: Vec<i64>, state: impl Fn(i64) -> State<'a>) -> Vec<(i64, State<'a>)> {
    instants.sort_unstable();
    instants.dedup();
    let mut steps: Vec<(i64, State<'a>)> = Vec::with_capacity(instants.len());
    for at in instants {
        let state = state(at);
        if steps.last().is_none_or(|&(_, before)| before != state) {
            steps.push((at, state));
        }
    }
    steps
}

/// The steps of one thing that several lists of lines speak of.
pub(super) fn together<'a>(all: &[&[(i64, State<'a>)]]) -> Vec<(i64, State<'a>)> {
    let instants = all.iter().flat_map(|steps| steps.iter().map(|&(from, _)| from)).collect();
    let at = |steps: &[(i64, State<'a>)], at: i64| {
        steps.partition_point(|&(from, _)| from <= at).checked_sub(1).map(|here| steps[here].1)
    };
    changes(instants, |instant| {
        let said = all.iter().filter_map(|steps| at(steps, instant)).reduce(State::together);
        said.unwrap_or(State::Open { may_go: false })
    })
}

fn state<'a>(lines: &[Line<'a>], holds: &[OnHold<'a>], at: i64) -> State<'a> {
    let is_held = holds.iter().any(|hold| hold.keeps(at));
    let said = possible(lines, at).map(|(_, line)| match is_held {
        true => line.state(at, true).held(),
        false => line.state(at, false),
    });
    // A sound program has a line for every item.
    said.reduce(State::or).unwrap_or(State::Open { may_go: false })
}

impl<'a> Line<'a> {
    /// What becomes of what it keeps for a time when that is over.
    fn gone(&self) -> Gone<'a> {
        match self.disposal.retention() {
            Some(retention) => (retention.then_kind(), retention.then.as_ref()),
            None => (DisposalKind::Erase, None),
        }
    }

    /// What it says of an item of which it speaks. Of what is held it is not looked at between which instants its period ends.
    fn state(&self, at: i64, is_held: bool) -> State<'a> {
        if let Some(state) = State::of(self.disposal) {
            return state;
        }
        let end = self.end.as_ref().map_or(Scalar::Unknown, |end| end.at(at));
        let (kept, goes) = (State::Kept(DisposalKind::Retain), State::Goes(self.gone()));
        match end {
            // The period has not begun.
            Scalar::Absent => match &self.after_leaving {
                Some(length) if !is_held => match length.at(at) {
                    Scalar::Length(length) => State::AfterLeaving(length),
                    Scalar::Absent => kept,
                    Scalar::Unknown
                    | Scalar::Between { .. }
                    | Scalar::Bool(_)
                    | Scalar::Number(_)
                    | Scalar::Text(_)
                    | Scalar::Time(_)
                    | Scalar::Date(_)
                    | Scalar::Choice(_)
                    | Scalar::Set(_)
                    | Scalar::Many(_)
                    | Scalar::Record(_) => State::Open { may_go: false },
                },
                Some(_) | None => kept,
            },
            Scalar::Time(end) if at <= end => kept,
            Scalar::Time(_) => goes,
            Scalar::Between { low, high, is_date: false } if !is_held => match at {
                at if at <= low => kept,
                at if at > high => goes,
                _ => State::Open { may_go: true },
            },
            Scalar::Between { .. }
            | Scalar::Unknown
            | Scalar::Bool(_)
            | Scalar::Number(_)
            | Scalar::Text(_)
            | Scalar::Date(_)
            | Scalar::Length(_)
            | Scalar::Choice(_)
            | Scalar::Set(_)
            | Scalar::Many(_)
            | Scalar::Record(_) => State::Open { may_go: true },
        }
    }
}

/// What the lines for a collection say of each item at every instant, where no fact can change that: the one line has neither a
/// condition nor a period, and there is no hold.
pub(super) fn fixed(placed: &Placed) -> Option<State<'_>> {
    match placed.rules.as_slice() {
        [rule] if rule.condition.is_none() && placed.holds.is_empty() => State::of(&rule.disposal),
        _ => None,
    }
}

/// The result of steps at an instant. An item is decided if it is so at every instant up to the one from which it goes: what is
/// kept until an unknown instant is undetermined, like what is due since one.
pub(super) fn outcome<'a>(steps: &[(i64, State<'a>)], now: i64) -> Outcome<'a> {
    let here = steps.partition_point(|&(from, _)| from <= now).saturating_sub(1);
    let undetermined = |at: i64| {
        let first = steps.iter().find(|(_, state)| state.may_go()).map(|&(from, _)| from);
        Outcome::Undetermined { at, not_before: first.filter(|&at| at > calendar::FIRST) }
    };
    let then = |from: usize| -> Vec<(i64, Gone<'a>)> {
        steps.iter().skip(from).map_while(|&(from, state)| Some((from, state.done()?))).collect()
    };
    match steps.get(here).map(|&(_, state)| state) {
        Some(State::Goes((disposal, method))) => match here.checked_sub(1).map(|before| steps[before]) {
            Some((from, State::Open { may_go: true })) => undetermined(from),
            before => Outcome::Decided {
                disposal,
                method,
                until: None,
                after_leaving: None,
                due_since: before.map(|_| steps[here].0),
                then: then(here + 1),
            },
        },
        Some(state @ (State::Kept(_) | State::AfterLeaving(_))) => {
            let (disposal, method) = state.done().unwrap_or((DisposalKind::Retain, None));
            let after_leaving = if let State::AfterLeaving(length) = state { Some(length) } else { None };
            let is_kept = |state: &State| matches!(state, State::Kept(_) | State::AfterLeaving(_));
            let next = steps[here + 1..].iter().find(|(_, state)| !is_kept(state));
            match next {
                Some(&(from, State::Open { .. })) => undetermined(from),
                Some(&(from, State::Goes(_) | State::Kept(_) | State::AfterLeaving(_))) => {
                    let mut then = then(here + 1);
                    if then == [(from, (DisposalKind::Erase, None))] {
                        then.clear();
                    }
                    let until = Some(from - 1);
                    Outcome::Decided { disposal, method, until, after_leaving, due_since: None, then }
                }
                None => {
                    let then = then(here + 1);
                    Outcome::Decided { disposal, method, until: None, after_leaving, due_since: None, then }
                }
            }
        }
        Some(State::Open { .. }) | None => undetermined(now),
    }
}
