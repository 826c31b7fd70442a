//! An account's status over time. The verdict reports its value at `now`, the timeline the rest.

use std::rc::Rc;

use super::case::Agreement;
use super::evaluator::Evaluator;
use super::piecewise::{Count, Piecewise};
use super::place::Env;
use super::record::PolicyNode;
use super::record::{Evaluated, Evidence, Selection};
use super::recorder::NoRecord;
use super::recording::Recording;
use super::scalar::Scalar;
use super::verdict::Period;
use crate::flat::status;
use crate::ir::{
    Comparison, Deadline, DeadlineState, Grace, PolicyId, Quantifier, Status, Term, Timestamp, Truth,
};

/// A policy judged over time.
pub(super) struct StatusTimeline<'a> {
    pub(super) policy: Rc<PolicyNode<'a>>,
    pub(super) grace: Option<GraceNode<'a>>,
    pub(super) status: Piecewise<Status>,
    /// Whether the policy applies to the account at the instant: its `when` holds, and the request was not cancelled.
    pub(super) applies: Truth,
}

/// A grace judged over time.
pub(super) struct GraceNode<'a> {
    /// Its last instant.
    pub(super) until: Piecewise<Scalar<'a>>,
    /// What the last instant hangs on.
    pub(super) evidence: Evidence<'a>,
    /// What may cancel the request, and whether it has.
    pub(super) cancelled: Option<(Selection<'a>, Piecewise<Truth>)>,
    over: Piecewise<Truth>,
}

/// The conditions of a deadline, judged.
pub(super) struct DeadlineNode<'a> {
    /// Whether it concerns the account.
    pub(super) asked: Truth,
    pub(super) begun: Evaluated<'a>,
    pub(super) met: Evaluated<'a>,
    pub(super) over: Evaluated<'a>,
}

impl DeadlineNode<'_> {
    /// The state at the instant.
    pub(super) fn state(&self) -> DeadlineState {
        let now = |judged: &Evaluated<'_>| judged.truth.now();
        DeadlineState::of(self.asked, now(&self.begun), now(&self.met), now(&self.over))
    }
}

impl GraceNode<'_> {
    /// Whether it is unknown at the instant if the grace is over, or if the request was cancelled.
    pub(super) fn is_unknown(&self) -> bool {
        let cancelled = self.cancelled.as_ref().map_or(Truth::False, |(_, cancelled)| cancelled.now());
        self.over.now() == Truth::Unknown || cancelled == Truth::Unknown
    }
}

impl<'a> Evaluator<'a> {
    /// Judges a policy from the instant on.
    pub(super) fn course(&self, policy: PolicyId, env: &Env<'a, 'a>) -> StatusTimeline<'a> {
        let node = self.policy(policy, env);
        let grace = self.program.policies[policy].grace.as_ref().map(|grace| self.grace(grace, env));
        let required: Count = node.requirements.iter().map(|it| &it.truth).collect();
        let required = required.read(|tally| tally.all());
        let applies = self.applies(&node, grace.as_ref());
        let asked = applies.zip(&required, |applies, required| (applies, required));
        let status = match &grace {
            Some(grace) => {
                asked.zip(&grace.over, |(applies, required), over| status(applies, required, over))
            }
            None => asked.map(|(applies, required)| status(applies, required, Truth::True)),
        };
        StatusTimeline { policy: node, grace, status, applies: applies.now() }
    }

    /// Whether all that a policy asks for holds but its notices, and each of its requirements, from the instant on.
    pub(super) fn apart_from_notices(
        &self,
        policy: PolicyId,
        env: &Env<'a, 'a>,
    ) -> (Rc<PolicyNode<'a>>, Option<GraceNode<'a>>, Piecewise<Truth>) {
        let declared = &self.program.policies[policy];
        let node = self.policy(policy, env);
        let grace = declared.grace.as_ref().map(|grace| self.grace(grace, env));
        let mut asked = Count::default();
        asked.add(&self.applies(&node, grace.as_ref()));
        let required = node.requirements.iter().zip(&declared.requirements);
        required.filter(|(_, it)| it.notice.is_none()).for_each(|(required, _)| asked.add(&required.truth));
        grace.iter().for_each(|grace| asked.add(&grace.over));
        (node, grace, asked.read(|tally| tally.all()))
    }

    /// Judges a deadline of a policy. No status depends on it.
    pub(super) fn deadline(
        &self,
        declared: &'a Deadline,
        course: &StatusTimeline<'a>,
        env: &Env<'_, 'a>,
    ) -> DeadlineNode<'a> {
        DeadlineNode {
            asked: course.applies.min(course.policy.concerns(declared.group)),
            begun: self.judgement(&declared.begun, env),
            met: self.judgement(&declared.met, env),
            over: self.judgement(&declared.over, env),
        }
    }

    fn grace(&self, grace: &'a Grace, env: &Env<'_, 'a>) -> GraceNode<'a> {
        let mut evidence = Evidence::default();
        let until = self.term::<Recording>(&grace.until, env, &mut evidence);
        let over = self.ended(&grace.until, env);
        let some = Quantifier::AtLeast(1);
        let cancelled =
            grace.cancelled_by.as_ref().map(|select| self.counted::<Recording>(some, select, env));
        GraceNode { until, evidence, cancelled, over }
    }

    /// Whether a period is over: of several ends that are possible, all have to be past.
    fn ended(&self, until: &'a Term, env: &Env<'_, 'a>) -> Piecewise<Truth> {
        if let Term::Case(rows) = until {
            let rows = rows.iter().map(|row| {
                let guard = self.condition::<NoRecord>(&row.guard, env);
                guard.zip(&self.ended(&row.value, env), |guard, over| (guard, over))
            });
            let sum = rows.fold(Piecewise::constant(Agreement::START), |sum, row| {
                sum.zip(&row, |sum, (guard, over)| sum.with(guard, over))
            });
            return sum.map(Agreement::truth);
        }
        let until = self.term::<NoRecord>(until, env, &mut ());
        let over = self.compare_now(Comparison::Greater, &until);
        // Of a grace period that never began it is unknown whether it is over.
        over.zip(&until, |over, until| over.given(until.is_present()))
    }

    /// Whether the policy speaks of the account: its `when` holds, and the request was not cancelled.
    fn applies(&self, policy: &PolicyNode<'a>, grace: Option<&GraceNode<'a>>) -> Piecewise<Truth> {
        match grace.and_then(|grace| grace.cancelled.as_ref()) {
            Some((_, cancelled)) => {
                policy.when.truth.zip(cancelled, |when, cancelled| when.min(cancelled.negated()))
            }
            None => policy.when.truth.clone(),
        }
    }

    /// The statuses from the instant on, with the requirements that are false in each period. Of an account to which the
    /// policy does not apply it asks nothing.
    pub(super) fn timeline(&self, course: &StatusTimeline<'a>) -> Vec<Period> {
        let requirements = &course.policy.requirements;
        let mut instants: Vec<i64> = course.status.changes().iter().map(|&(at, _)| at).collect();
        instants.extend(requirements.iter().flat_map(|it| it.truth.changes()).map(|&(at, _)| at));
        instants.sort_unstable();
        instants.dedup();
        let mut periods: Vec<Period> = Vec::new();
        let mut status = Cursor::new(&course.status);
        let mut truths: Vec<_> = requirements.iter().map(|it| Cursor::new(&it.truth)).collect();
        for from in std::iter::once(self.now).chain(instants) {
            let status = status.at(from);
            let named = &self.program.policies[course.policy.policy].requirements;
            let failed: Vec<String> = truths
                .iter_mut()
                .zip(named)
                .filter_map(|(truth, named)| {
                    let fails = truth.at(from) == Truth::False && status != Status::Inapplicable;
                    fails.then(|| named.name.clone())
                })
                .collect();
            if periods.last().is_none_or(|last| last.status != status || last.failed != failed) {
                periods.push(Period { from: Timestamp::from_micros(from), status, failed });
            }
        }
        periods
    }
}

/// Reads a step function at ascending instants.
struct Cursor<'s, T> {
    value: T,
    later: &'s [(i64, T)],
}

impl<'s, T: Copy + PartialEq> Cursor<'s, T> {
    fn new(steps: &'s Piecewise<T>) -> Self {
        Self { value: steps.now(), later: steps.changes() }
    }

    fn at(&mut self, instant: i64) -> T {
        while let Some((&(from, value), rest)) = self.later.split_first()
            && from <= instant
        {
            (self.value, self.later) = (value, rest);
        }
        self.value
    }
}
