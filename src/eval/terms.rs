//! What terms come to over time, and how they compare.

use std::cmp::Ordering;

use super::evaluator::{Evaluator, Mode};
use super::piecewise::Piecewise;
use super::place::Env;
use super::scalar::Scalar;
use super::shift::{anniversary, moved, moved_by};
use crate::ir::{Arithmetic, Comparison, Term, Truth, calendar};

impl<'a> Evaluator<'a> {
    /// Two terms compared, of which each may be `now`.
    pub(super) fn comparison<K: Mode<'a>>(
        &self,
        comparison: Comparison,
        (left, right): (&'a Term, &'a Term),
        env: &Env<'_, 'a>,
        evidence: &mut K::Evidence,
    ) -> Piecewise<Truth> {
        let truth = self.compared::<K>(comparison, (left, right), env, evidence);
        if self.is_apart(left) || self.is_apart(right) {
            return self.compared_by_operands(comparison, (left, right), env);
        }
        truth
    }

    /// Two terms compared as values.
    fn compared<K: Mode<'a>>(
        &self,
        comparison: Comparison,
        (left, right): (&'a Term, &'a Term),
        env: &Env<'_, 'a>,
        evidence: &mut K::Evidence,
    ) -> Piecewise<Truth> {
        let now = Piecewise::constant(Scalar::Time(self.now));
        match (left, right) {
            (Term::Now, Term::Now) => {
                K::on_margin(evidence, Some(0));
                Piecewise::constant(comparison.holds(Ordering::Equal).into())
            }
            (Term::Now, bound) => {
                let bound = self.term::<K>(bound, env, evidence);
                K::on_margin(evidence, margin(&now, &bound));
                self.compare_now(comparison, &bound)
            }
            (bound, Term::Now) => {
                let bound = self.term::<K>(bound, env, evidence);
                K::on_margin(evidence, margin(&bound, &now));
                self.compare_now(comparison.flipped(), &bound)
            }
            (left, right) => {
                let left = self.term::<K>(left, env, evidence);
                let right = self.term::<K>(right, env, evidence);
                K::on_margin(evidence, margin(&left, &right));
                left.zip(&right, |left, right| left.compare(comparison, right))
            }
        }
    }

    /// What a term comes to, over time.
    pub(super) fn term<K: Mode<'a>>(
        &self,
        term: &'a Term,
        env: &Env<'_, 'a>,
        evidence: &mut K::Evidence,
    ) -> Piecewise<Scalar<'a>> {
        match term {
            Term::Constant(value) => Piecewise::constant(value.into()),
            Term::Now => unreachable!("a verified program has `now` only directly in a comparison"),
            Term::Field(place) => {
                let read = self.read(place, env);
                K::on_read(evidence, read);
                Piecewise::constant(read.scalar())
            }
            Term::Aggregate { kind, select, of } => {
                self.aggregate::<K>(*kind, (select, of.as_deref()), env, evidence)
            }
            Term::Distinct(distinct) => {
                self.distinct::<K>(distinct, env, evidence).map(|bounds| match bounds {
                    Some((least, most)) if least == most => Scalar::Number(least),
                    Some(_) | None => Scalar::Unknown,
                })
            }
            Term::Arithmetic(how, left, right) => self.arithmetic::<K>(*how, (left, right), env, evidence),
            Term::Shift(of, shift) => {
                let value = self.term::<K>(of, env, evidence);
                let arrived = if self.is_apart(of) {
                    self.moved_by_operands(term, env)
                } else {
                    value.map(moved(shift))
                };
                // What was between bounds before is shown where it was moved first.
                if K::RECORDS
                    && let Scalar::Date(day) = value.now()
                    && let (low, high) = shift.bounds(day.into())
                    && low != high
                    && let Some(uncovered) = shift.uncovered(day.into())
                {
                    K::on_uncovered(evidence, uncovered);
                }
                arrived
            }
            Term::Anniversary(of, after) => {
                let of = self.term::<K>(of, env, evidence);
                let after = self.term::<K>(after, env, evidence);
                of.zip(&after, anniversary)
            }
            Term::Moved(of, by, how) => {
                let of = self.term::<K>(of, env, evidence);
                let by = self.term::<K>(by, env, evidence);
                of.zip(&by, |of, by| moved_by(of, by, *how))
            }
            Term::Case(rows) => self.case_term::<K>(rows, env, evidence),
            Term::Call(definition, subject) => {
                let call = self.called_term::<K>(*definition, subject, env);
                let value = K::value(&call).clone();
                K::on_call(evidence, call);
                value
            }
        }
    }

    fn arithmetic<K: Mode<'a>>(
        &self,
        how: Arithmetic,
        (left, right): (&'a Term, &'a Term),
        env: &Env<'_, 'a>,
        evidence: &mut K::Evidence,
    ) -> Piecewise<Scalar<'a>> {
        let left = self.term::<K>(left, env, evidence);
        let right = self.term::<K>(right, env, evidence);
        if let Some(end) = how.extreme() {
            return left.zip(&right, |left, right| left.extreme(end, right));
        }
        left.zip(&right, |left, right| match (left, right) {
            (Scalar::Absent, _) | (_, Scalar::Absent) => Scalar::Absent,
            (Scalar::Number(left), Scalar::Number(right)) => {
                how.apply(left, right).map_or(Scalar::Unknown, Scalar::Number)
            }
            _ => Scalar::Unknown,
        })
    }

    /// `now` compared with a bound: the truth changes at the bound, or one microsecond after it. No `now` is beyond the
    /// calendar, so nothing changes there.
    pub(super) fn compare_now(
        &self,
        comparison: Comparison,
        bound: &Piecewise<Scalar<'a>>,
    ) -> Piecewise<Truth> {
        // Most bounds are past, absent or unknown at all times: nothing changes then.
        if let Some(value) = bound.always()
            && !value.instants().into_iter().flatten().any(|at| at >= self.now)
        {
            return Piecewise::constant(Scalar::Time(self.now).compare(comparison, value));
        }
        let mut pieces = bound.pieces(self.now);
        let Some(first) = pieces.next() else { return Piecewise::constant(Truth::Unknown) };
        let mut truth = Piecewise::constant(Scalar::Time(first.0).compare(comparison, first.2));
        for (from, end, value) in std::iter::once(first).chain(pieces) {
            let at = |now: i64| Scalar::Time(now).compare(comparison, value);
            truth.push(from, at(from));
            let within =
                |step: &i64| *step > from && *step <= calendar::LAST && end.is_none_or(|end| *step < end);
            // The bounds ascend, and the instant after one is not after the next.
            let steps = value.instants().into_iter().flatten().flat_map(|at| [at, at.saturating_add(1)]);
            steps.filter(within).for_each(|step| truth.push(step, at(step)));
        }
        truth
    }
}

/// By how much the left exceeds the right at the instant, where both are known and of an ordered type.
fn margin(left: &Piecewise<Scalar<'_>>, right: &Piecewise<Scalar<'_>>) -> Option<i128> {
    left.now().key()?.checked_sub(right.now().key()?)
}
