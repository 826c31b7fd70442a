//! What follows from what, as far as the forms of two conditions show it. Conservative: `false` means "not shown".
//! All of it holds in Kleene's logic where both conditions are decided.

mod range;

use std::cell::Cell;

use self::range::{range_entails, range_excludes};
use super::{Comparison, Condition, ConditionKind, Duration, Quantifier, Select, Shift, Term};

/// How many steps one question may take: alternatives of alternatives can be compared in exponentially many ways.
const MOST_STEPS: u64 = 200_000;

/// Whether `conclusion` is shown to hold wherever `premise` does.
pub(crate) fn entails(premise: &Condition, conclusion: &Condition) -> bool {
    Prover::new(MOST_STEPS).entails(premise, conclusion)
}

/// The truth of a condition, where its form alone decides it.
pub(crate) fn constant(condition: &Condition) -> Option<bool> {
    Prover::new(MOST_STEPS).constant(condition)
}

/// Answers questions within a number of steps; behind the last of them nothing more is shown.
#[derive(Debug)]
pub(crate) struct Prover {
    left: Cell<u64>,
}

impl Prover {
    /// A prover that takes so many steps.
    pub(crate) fn new(steps: u64) -> Self {
        Self { left: Cell::new(steps) }
    }

    /// Takes a step, if one is left.
    fn may_step(&self) -> bool {
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        left > 0
    }

    /// Whether `conclusion` is shown to hold wherever `premise` does.
    pub(crate) fn entails(&self, premise: &Condition, conclusion: &Condition) -> bool {
        if !self.may_step() {
            return false;
        }
        if premise == conclusion {
            return true;
        }
        match (&premise.kind, &conclusion.kind) {
            (ConditionKind::Constant(false), _) | (_, ConditionKind::Constant(true)) => true,
            (_, ConditionKind::All(parts)) => parts.iter().all(|part| self.entails(premise, part)),
            (ConditionKind::Any(parts), _) => parts.iter().all(|part| self.entails(part, conclusion)),
            (ConditionKind::All(parts), ConditionKind::Any(options)) => {
                parts.iter().any(|part| self.entails(part, conclusion))
                    || options.iter().any(|option| self.entails(premise, option))
            }
            (ConditionKind::All(parts), _) => parts.iter().any(|part| self.entails(part, conclusion)),
            (_, ConditionKind::Any(options)) => options.iter().any(|option| self.entails(premise, option)),
            (ConditionKind::Not(premise), ConditionKind::Not(conclusion)) => {
                self.entails(conclusion, premise)
            }
            (ConditionKind::Quantified(most, of), ConditionKind::Quantified(also, among)) => {
                self.entails_count((*most, of), (*also, among))
            }
            (ConditionKind::Compare(one, ..), ConditionKind::Compare(other, ..)) => {
                range_entails(premise, conclusion)
                    || one == other && window_entails(*one, premise, conclusion)
            }
            (
                ConditionKind::Constant(_)
                | ConditionKind::Holds(_)
                | ConditionKind::Not(_)
                | ConditionKind::Compare(..)
                | ConditionKind::Member(..)
                | ConditionKind::StartsWith(..)
                | ConditionKind::Present(_)
                | ConditionKind::Quantified(..)
                | ConditionKind::Satisfies(..)
                | ConditionKind::Call(..)
                | ConditionKind::Case(_),
                _,
            ) => false,
        }
    }

    /// Whether two conditions are shown never to hold together.
    fn excludes(&self, one: &Condition, other: &Condition) -> bool {
        if let ConditionKind::Not(inner) = &other.kind {
            return self.entails(one, inner);
        }
        if let ConditionKind::Not(inner) = &one.kind {
            return self.entails(other, inner);
        }
        range_excludes(one, other)
    }

    fn entails_count(&self, premise: (Quantifier, &Select), conclusion: (Quantifier, &Select)) -> bool {
        let ((bound, select), (other, among)) = (premise, conclusion);
        if select.collection != among.collection {
            return false;
        }
        let fewer = || self.entails(&among.filter, &select.filter);
        let more = || self.entails(&select.filter, &among.filter);
        match (bound, other) {
            (Quantifier::AtMost(n) | Quantifier::Exactly(n), Quantifier::AtMost(m)) => n <= m && fewer(),
            (Quantifier::AtLeast(n) | Quantifier::Exactly(n), Quantifier::AtLeast(m)) => n >= m && more(),
            (Quantifier::AtMost(_), Quantifier::AtLeast(_) | Quantifier::Exactly(_))
            | (Quantifier::AtLeast(_), Quantifier::AtMost(_) | Quantifier::Exactly(_))
            | (Quantifier::Exactly(_), Quantifier::Exactly(_)) => false,
        }
    }

    /// The truth of a condition, where its form alone decides it.
    fn constant(&self, condition: &Condition) -> Option<bool> {
        match &condition.kind {
            ConditionKind::Constant(value) => Some(*value),
            ConditionKind::Not(inner) => self.constant(inner).map(|value| !value),
            ConditionKind::All(parts) => self.junction(parts, false, |one, other| self.excludes(one, other)),
            ConditionKind::Any(parts) => self.junction(parts, true, complement),
            ConditionKind::Quantified(bound, select) => {
                counted(*bound, self.constant(&select.filter) == Some(false))
            }
            ConditionKind::Holds(_)
            | ConditionKind::Compare(..)
            | ConditionKind::Member(..)
            | ConditionKind::StartsWith(..)
            | ConditionKind::Present(_)
            | ConditionKind::Satisfies(..)
            | ConditionKind::Case(_)
            | ConditionKind::Call(..) => None,
        }
    }

    /// `All` is false (`deciding`) by one false part or two that exclude each other; `Any` likewise true.
    fn junction(
        &self,
        parts: &[Condition],
        deciding: bool,
        decides: impl Fn(&Condition, &Condition) -> bool,
    ) -> Option<bool> {
        let known: Vec<Option<bool>> = parts.iter().map(|part| self.constant(part)).collect();
        if known.contains(&Some(deciding)) {
            return Some(deciding);
        }
        let first = &parts[..parts.len().min(MOST_COMPARED)];
        let mut pairs =
            first.iter().enumerate().flat_map(|(at, one)| first[at + 1..].iter().map(move |b| (one, b)));
        if pairs.any(|(one, other)| self.may_step() && decides(one, other)) {
            return Some(deciding);
        }
        (!parts.is_empty() && known.iter().all(|value| *value == Some(!deciding))).then_some(!deciding)
    }
}

/// So many parts are compared with each other: more are not written by hand, and a doubt is no proof.
const MOST_COMPARED: usize = 256;

/// `within 15d` entails `within 90d`; `more than 90d ago` entails `more than 15d ago`.
fn window_entails(comparison: Comparison, premise: &Condition, conclusion: &Condition) -> bool {
    let (ConditionKind::Compare(_, Term::Now, one), ConditionKind::Compare(_, Term::Now, other)) =
        (&premise.kind, &conclusion.kind)
    else {
        return false;
    };
    let (Term::Shift(time, by), Term::Shift(also, further)) = (one, other) else { return false };
    if time != also {
        return false;
    }
    match comparison {
        Comparison::Less | Comparison::LessOrEqual => not_longer(by, further),
        Comparison::Greater | Comparison::GreaterOrEqual => not_longer(further, by),
        Comparison::Equal | Comparison::NotEqual => false,
    }
}

fn not_longer(one: &Shift, other: &Shift) -> bool {
    match (one, other) {
        (Shift::Time(one), Shift::Time(other)) | (Shift::Date(one), Shift::Date(other)) => {
            is_at_most(one, other)
        }
        (
            Shift::Time(_)
            | Shift::Date(_)
            | Shift::DayEdge(..)
            | Shift::DateOf(_)
            | Shift::PeriodEdge(..)
            | Shift::Next(_)
            | Shift::WorkingDays(..)
            | Shift::ToWorkingDay(_),
            _,
        ) => false,
    }
}

fn is_at_most(one: &Duration, other: &Duration) -> bool {
    one.zone == other.zone
        && one.full_days == other.full_days
        && one.months <= other.months
        && one.days <= other.days
        && one.micros <= other.micros
}

/// Whether one of two conditions always holds.
fn complement(one: &Condition, other: &Condition) -> bool {
    let is_not = |one: &Condition, other: &Condition| matches!(&one.kind, ConditionKind::Not(inner) if **inner == *other);
    is_not(one, other) || is_not(other, one)
}

fn counted(bound: Quantifier, none: bool) -> Option<bool> {
    match bound {
        Quantifier::AtLeast(0) => Some(true),
        Quantifier::AtLeast(_) if none => Some(false),
        Quantifier::AtMost(_) if none => Some(true),
        Quantifier::Exactly(n) if none => Some(n == 0),
        Quantifier::AtLeast(_) | Quantifier::AtMost(_) | Quantifier::Exactly(_) => None,
    }
}
