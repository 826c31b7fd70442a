//! What tests exercise of the policies: each requirement held, failed and undecided; each condition true and false;
//! each window on both sides of its boundary; each message, in each language, expected word for word; each line of a plan, by an
//! expectation of an item that it places.
//!
//! Nothing is worked out by rules of its own: it reads the evaluator's trace.

mod points;
mod report;

pub use report::{Coverage, Kind, Point, PolicyCoverage, Share, Side};

use std::collections::HashMap;

use super::expectation::speaks_of;
use crate::eval::{
    Evaluation, FailedRequirement, Plan, PlanItem, Trace, Traced, TracedDeadline, TracedItem, Truth,
};
use crate::facts::Facts;
use crate::ir::{
    Condition, DisposalKind, ExpectationKind, ExpectedDisposal, ExpectedItem, PolicyId, Program, Status,
    Test, Timestamp,
};
use crate::source::Sources;

/// Collects what judgements exercise.
#[derive(Debug)]
pub struct Recorder<'p> {
    program: &'p Program,
    coverage: Coverage,
    /// Where the points of each condition are: policy and index.
    spots: HashMap<*const Condition, Vec<(PolicyId, usize)>>,
}

impl<'p> Recorder<'p> {
    /// Nothing exercised yet. `sources` are the texts of the program; for a built one they are empty.
    #[must_use]
    pub fn new(program: &'p Program, sources: &Sources) -> Self {
        let (coverage, spots) = points::list(program, sources);
        Self { program, coverage, spots }
    }

    /// Records a test of the program.
    pub fn test(&mut self, test: &Test) {
        let facts = Facts::of_test(self.program, test);
        let expected = test.expectations.iter().map(|expectation| &expectation.kind);
        self.judgement(test.policy, &facts, test.now, expected);
    }

    /// Records what a judgement exercises, and which messages are expected of it.
    pub fn judgement<'e>(
        &mut self,
        policy: PolicyId,
        facts: &Facts,
        now: Timestamp,
        expected: impl Iterator<Item = &'e ExpectationKind>,
    ) {
        self.coverage.policies[policy].tests += 1;
        let evaluation = Evaluation::new(self.program, policy, facts, now);
        self.trace(policy, &evaluation.trace(), evaluation.status());
        let mut verdict = None;
        let mut looked_at = None;
        for kind in expected {
            if let ExpectationKind::Item(item) | ExpectationKind::WouldBe(item) = kind {
                let verdict = verdict.get_or_insert_with(|| evaluation.verdict_with_would_be());
                let is_carried_out = matches!(kind, ExpectationKind::Item(_));
                let plan = if is_carried_out { &verdict.plan } else { &verdict.would_be };
                let looked_at = looked_at.get_or_insert_with(|| evaluation.traced_plan());
                plan.iter().for_each(|plan| self.item(policy, item, plan, looked_at, now));
            }
            if let ExpectationKind::Message(language, text) = kind {
                let verdict = verdict.get_or_insert_with(|| evaluation.verdict_with_would_be());
                let name = verdict.policy.clone();
                for failure in &verdict.failed {
                    self.said(&name, failure, language, text);
                }
                for warned in &verdict.warnings {
                    if warned.messages.iter().any(|it| it.language == *language && it.text == *text) {
                        self.message(&name, &warned.warning, language);
                    }
                }
            }
        }
    }

    /// What was recorded.
    #[must_use]
    pub fn finish(self) -> Coverage {
        self.coverage
    }

    fn trace(&mut self, policy: PolicyId, trace: &Trace<'_>, status: Status) {
        self.node(&trace.when);
        let warnings =
            if matches!(status, Status::Eligible | Status::Cooling) { &*trace.warnings } else { &[] };
        trace.groups.iter().for_each(|group| self.node(group));
        // What is not asked is not exercised.
        for clause in trace.requirements.iter().chain(warnings).filter(|it| it.asked != Truth::False) {
            self.node(&clause.condition);
        }
        if status == Status::Eligible {
            trace.outcome.iter().for_each(|guard| self.node(guard));
        }
        trace.deadlines.iter().for_each(|deadline| self.deadline(policy, deadline));
        let Some(grace) = &trace.grace else { return };
        for node in grace.cancelled_by.iter().chain(&grace.chosen_by) {
            self.node(node);
        }
        let is_cancelled = grace.cancelled_by.iter().any(|node| node.truth == Truth::True);
        let points = &mut self.coverage.policies[policy].points;
        let Some(point) = points.iter_mut().find(|point| point.kind == Kind::Grace) else { return };
        match grace.margin {
            Some(0) => point.hit(points::GRACE_LAST),
            Some(1) => point.hit(points::GRACE_OVER),
            _ => {}
        }
        if is_cancelled {
            point.hit(points::GRACE_CANCELLED);
        }
    }

    fn deadline(&mut self, policy: PolicyId, deadline: &TracedDeadline<'_>) {
        if deadline.asked != Truth::False {
            [&deadline.begun, &deadline.met, &deadline.over].into_iter().for_each(|node| self.node(node));
        }
        let state = deadline.state();
        let is_its = |point: &&mut Point| point.kind == Kind::Deadline && point.owner == deadline.name;
        let Some(point) = self.coverage.policies[policy].points.iter_mut().find(is_its) else { return };
        for side in &mut point.sides {
            side.hits += usize::from(side.name == state.word());
        }
    }

    /// What an expectation of an item exercises of the plan, if it is met. What nobody expects anything of is not exercised.
    fn item(
        &mut self,
        policy: PolicyId,
        expected: &ExpectedItem,
        plan: &Plan,
        looked_at: &[TracedItem<'_>],
        now: Timestamp,
    ) {
        let items: Vec<&PlanItem> = plan.items.iter().filter(|item| speaks_of(expected, item)).collect();
        if !items.iter().all(|item| expected.disposal.is_met_by(item)) {
            return;
        }
        // What is not told has no item.
        if expected.disposal == ExpectedDisposal::NotInformed {
            let of_it = looked_at.iter().filter(|it| expected.speaks_of(&it.by_key, &it.path, it.tells));
            of_it.flat_map(|it| &it.conditions).for_each(|it| self.node(it));
        }
        for item in items {
            looked_at
                .iter()
                .filter(|it| it.path == item.place && it.tells == item.tells())
                .flat_map(|it| &it.conditions)
                .for_each(|it| self.node(it));
            for by in item.held_by.iter().filter(|by| !by.is_unknown && item.disposal == DisposalKind::Held) {
                let is_its = |point: &&mut Point| point.kind == Kind::Plan && point.owner == by.hold;
                let point = self.coverage.policies[policy].points.iter_mut().find(is_its);
                point.into_iter().for_each(|point| point.hit(0));
            }
            // Several lines are possible where none is known to decide.
            let [clause] = item.clauses.as_slice() else { continue };
            if let ExpectedDisposal::CopiesGone(_) = expected.disposal {
                let owner = points::copies_of(clause);
                let is_its = |point: &&mut Point| point.kind == Kind::Plan && point.owner == owner;
                let point = self.coverage.policies[policy].points.iter_mut().find(is_its);
                point.into_iter().for_each(|point| point.hit(0));
            }
            if item.disposal == DisposalKind::Held {
                continue;
            }
            let is_its = |point: &&mut Point| point.kind == Kind::Plan && point.owner == *clause;
            let Some(point) = self.coverage.policies[policy].points.iter_mut().find(is_its) else { continue };
            if point.sides.len() == 1 {
                point.hit(0);
            } else if item.until == Some(now) {
                point.hit(points::LAST_KEPT);
            } else if item.due_since == Some(now) {
                point.hit(points::FIRST_OVER);
            }
        }
    }

    fn node(&mut self, node: &Traced<'_>) {
        let spots = self.spots.get(&std::ptr::from_ref(node.condition)).cloned().unwrap_or_default();
        for (policy, at) in spots {
            let point = &mut self.coverage.policies[policy].points[at];
            if point.kind == Kind::Boundary {
                if let Some(side) = points::boundary_side(node) {
                    point.hit(side);
                }
            } else {
                point.hit(points::truth_side(node.truth));
            }
        }
        for child in &node.children {
            self.node(child);
        }
    }

    fn said(&mut self, policy: &str, failure: &FailedRequirement, language: &str, text: &str) {
        if failure.messages.iter().any(|it| it.language == *language && it.text == *text) {
            self.message(policy, &failure.requirement, language);
        }
        for refusal in &failure.through {
            for failure in &refusal.failed {
                self.said(&refusal.policy, failure, language, text);
            }
        }
    }

    fn message(&mut self, policy: &str, owner: &str, language: &str) {
        let Some(covered) = self.coverage.policies.iter_mut().find(|it| it.policy == policy) else { return };
        let of_owner = |point: &&mut Point| point.kind == Kind::Message && point.owner == owner;
        let Some(point) = covered.points.iter_mut().find(of_owner) else { return };
        for side in &mut point.sides {
            side.hits += usize::from(side.name == language);
        }
    }
}
