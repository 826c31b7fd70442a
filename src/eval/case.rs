//! Cases: which rows are possible over time, and what they agree on.

use super::evaluator::{Evaluator, Mode};
use super::piecewise::Piecewise;
use super::place::Env;
use super::record::Node;
use super::recorder::NoRecord;
use super::scalar::Scalar;
use crate::ir::{CaseRow, Condition, ConditionKind, Term, Truth};
use std::rc::Rc;

/// The result of the rows so far at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Agreement {
    /// Whether no guard was true yet, so that later rows are possible.
    open: bool,
    /// What all possible rows have in common; `None` if there was none.
    agreed: Option<Truth>,
}

impl Agreement {
    /// Before the first row.
    pub(super) const START: Self = Self { open: true, agreed: None };

    /// Whether the next row is possible, by its guard.
    pub(super) fn admits(self, guard: Truth) -> bool {
        self.open && guard != Truth::False
    }

    /// With one row more.
    pub(super) fn with(self, guard: Truth, value: Truth) -> Self {
        let agreed = match self.agreed {
            _ if !self.admits(guard) => self.agreed,
            None => Some(value),
            Some(known) if known == value => Some(known),
            Some(_) => Some(Truth::Unknown),
        };
        Self { open: self.open && guard != Truth::True, agreed }
    }

    /// The truth of the whole.
    pub(super) fn truth(self) -> Truth {
        self.agreed.unwrap_or(Truth::Unknown)
    }
}

impl<'a> Evaluator<'a> {
    /// What the rows that are possible agree on. The parts are the guard and the value of each row, in turn.
    pub(super) fn case<K: Mode<'a>>(
        &self,
        rows: &'a [CaseRow<Condition>],
        env: &Env<'_, 'a>,
    ) -> (Piecewise<Truth>, K::Parts) {
        let (mut sum, mut parts) = (Piecewise::constant(Agreement::START), K::Parts::default());
        for row in rows {
            let guard = self.condition::<K>(&row.guard, env);
            let guard_truth = K::truth(&guard).clone();
            if !K::RECORDS && guard_truth.always() == Some(Truth::False) {
                continue;
            }
            let value = self.condition::<K>(&row.value, env);
            let pair = guard_truth.zip(K::truth(&value), |guard, value| (guard, value));
            sum = sum.zip(&pair, |sum, (guard, value)| sum.with(guard, value));
            K::add_part(&mut parts, guard);
            K::add_part(&mut parts, value);
            if !K::RECORDS && sum.always().is_some_and(|sum| !sum.open) {
                break;
            }
        }
        (sum.map(Agreement::truth), parts)
    }

    /// The value of the row that is known to be the one.
    pub(super) fn case_term<K: Mode<'a>>(
        &self,
        rows: &'a [CaseRow<Term>],
        env: &Env<'_, 'a>,
        evidence: &mut K::Evidence,
    ) -> Piecewise<Scalar<'a>> {
        let mut found: Piecewise<Option<Scalar<'a>>> = Piecewise::constant(None);
        let mut sum = Agreement::START;
        let mut rows = rows.iter();
        for row in rows.by_ref() {
            let guard = self.condition::<K>(&row.guard, env);
            let truth = K::truth(&guard).clone();
            K::on_guard(evidence, guard);
            if truth.always() == Some(Truth::False) {
                continue;
            }
            let is_possible = sum.admits(truth.now());
            if let Some(law) = row.law.as_deref().filter(|_| is_possible) {
                K::on_law(evidence, law);
            }
            // Only whether later rows are possible is asked of it.
            sum = sum.with(truth.now(), Truth::Unknown);
            let mut read = K::Evidence::default();
            let value = self.term::<K>(&row.value, env, &mut read);
            K::on_row(evidence, read, is_possible);
            let row = truth.zip(&value, |truth, value| match truth {
                Truth::False => None,
                Truth::Unknown => Some(Scalar::Unknown),
                Truth::True => Some(value),
            });
            found = found.zip(&row, |found, row| found.or(row));
            if truth.always().is_some() {
                break;
            }
        }
        if K::RECORDS {
            self.laws_of_later_rows::<K>(rows.as_slice(), sum, env, evidence);
        }
        found.map(|found| found.unwrap_or(Scalar::Unknown))
    }

    /// The laws of rows behind one of which it is unknown whether it is the one: nothing else of them matters.
    fn laws_of_later_rows<K: Mode<'a>>(
        &self,
        rows: &'a [CaseRow<Term>],
        mut sum: Agreement,
        env: &Env<'_, 'a>,
        evidence: &mut K::Evidence,
    ) {
        for row in rows {
            let guard = self.condition::<NoRecord>(&row.guard, env).now();
            if let Some(law) = row.law.as_deref().filter(|_| sum.admits(guard)) {
                K::on_law(evidence, law);
            }
            sum = sum.with(guard, Truth::Unknown);
        }
    }
}

/// The rows of a case that are possible at the instant of the judgement: guard, value and law.
pub(super) fn possible_rows<'n, 'a>(
    node: &Node<'a>,
    parts: &'n [Rc<Node<'a>>],
) -> Vec<(&'n Rc<Node<'a>>, &'n Rc<Node<'a>>, Option<&'a str>)> {
    let ConditionKind::Case(rows) = &node.condition.kind else { return Vec::new() };
    let mut sum = Agreement::START;
    let mut found = Vec::new();
    for (row, pair) in rows.iter().zip(parts.chunks(2)) {
        let [guard, value] = pair else { break };
        if sum.admits(guard.truth.now()) {
            found.push((guard, value, row.law.as_deref()));
        }
        sum = sum.with(guard.truth.now(), value.truth.now());
    }
    found
}
