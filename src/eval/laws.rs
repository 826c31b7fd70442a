//! The laws that rows of cases cite: of the rows that were used, or of all that are still possible.

use std::rc::Rc;

use super::case::possible_rows;
use super::evaluator::Evaluator;
use super::reasons::Seen;
use super::record::{Element, Evaluated, Evidence, Node, Parts, PolicyNode, Selection};
use super::status_timeline::StatusTimeline;
use crate::ir::{ConditionKind, Status, Truth};

/// Collects the laws of everything that a verdict looked at, each once.
pub(super) struct Laws<'j, 'a> {
    evaluator: &'j Evaluator<'a>,
    found: Vec<&'a str>,
    seen: Seen,
}

impl<'j, 'a> Laws<'j, 'a> {
    /// The laws behind a status: of `when`, of groups, of the requirements that are asked, and of the grace period.
    pub(super) fn of_course(evaluator: &'j Evaluator<'a>, course: &StatusTimeline<'a>) -> Vec<String> {
        if !evaluator.program.cites_laws_in_rows(course.policy.policy) {
            return Vec::new();
        }
        let mut laws = Self { evaluator, found: Vec::new(), seen: Seen::default() };
        if course.status.now() == Status::Inapplicable {
            laws.judgement(&course.policy.when, &course.policy);
        } else {
            laws.policy(&course.policy);
            course.grace.iter().for_each(|grace| laws.evidence(&grace.evidence));
        }
        let cancelled = course.grace.iter().filter_map(|grace| grace.cancelled.as_ref());
        cancelled.for_each(|(selection, _)| laws.selection(selection));
        laws.into_texts()
    }

    /// The laws behind some conditions of a policy.
    pub(super) fn of_conditions(
        evaluator: &'j Evaluator<'a>,
        policy: &PolicyNode<'a>,
        conditions: &[&Evaluated<'a>],
    ) -> Vec<String> {
        if !evaluator.program.cites_laws_in_rows(policy.policy) {
            return Vec::new();
        }
        let mut laws = Self { evaluator, found: Vec::new(), seen: Seen::default() };
        conditions.iter().for_each(|judged| laws.judgement(judged, policy));
        laws.into_texts()
    }

    /// The laws behind a condition, and behind a value.
    pub(super) fn of(
        evaluator: &'j Evaluator<'a>,
        condition: Option<&Rc<Node<'a>>>,
        evidence: &Evidence<'a>,
    ) -> Vec<String> {
        let mut laws = Self { evaluator, found: Vec::new(), seen: Seen::default() };
        condition.iter().for_each(|node| laws.node(node));
        laws.evidence(evidence);
        laws.into_texts()
    }

    /// The laws behind a value.
    pub(super) fn of_evidence(evaluator: &'j Evaluator<'a>, evidence: &Evidence<'a>) -> Vec<String> {
        let mut laws = Self { evaluator, found: Vec::new(), seen: Seen::default() };
        laws.evidence(evidence);
        laws.into_texts()
    }

    fn into_texts(self) -> Vec<String> {
        self.found.into_iter().map(str::to_owned).collect()
    }

    fn add(&mut self, law: &'a str) {
        if !self.found.contains(&law) {
            self.found.push(law);
        }
    }

    /// A policy that does not apply asks nothing.
    fn policy(&mut self, policy: &PolicyNode<'a>) {
        self.judgement(&policy.when, policy);
        if policy.when.truth.now() == Truth::False {
            return;
        }
        policy.groups.iter().for_each(|group| self.judgement(&group.own, policy));
        for required in &policy.requirements {
            if policy.concerns(required.group) != Truth::False {
                self.judgement(&required.own, policy);
            }
        }
    }

    fn judgement(&mut self, judgement: &Evaluated<'a>, policy: &PolicyNode<'a>) {
        self.node(self.evaluator.record(judgement, &policy.env));
    }

    fn node(&mut self, node: &Rc<Node<'a>>) {
        if !self.seen.is_first(node) {
            return;
        }
        self.evidence(&node.evidence);
        match &node.parts {
            Parts::None => {}
            Parts::Conditions(parts) if matches!(node.condition.kind, ConditionKind::Case(_)) => {
                for (guard, value, law) in possible_rows(node, parts) {
                    law.into_iter().for_each(|law| self.add(law));
                    self.node(guard);
                    self.node(value);
                }
            }
            Parts::Conditions(parts) => parts.iter().for_each(|part| self.node(part)),
            Parts::Selection(selection) => self.selection(selection),
            Parts::Policy(policy) => {
                if self.seen.is_first(policy) {
                    self.policy(policy);
                }
            }
        }
    }

    fn evidence(&mut self, evidence: &Evidence<'a>) {
        evidence.laws.iter().for_each(|law| self.add(law));
        evidence.guards.iter().for_each(|guard| self.node(guard));
        evidence.selections.iter().for_each(|selection| self.selection(selection));
        for call in &evidence.calls {
            if self.seen.is_first(call) {
                self.evidence(&call.evidence);
            }
        }
    }

    /// Of elements, those count that are selected, or may be.
    fn selection(&mut self, selection: &Selection<'a>) {
        let may_be = |it: &&Element<'_>| it.filter.truth.now() != Truth::False;
        for element in selection.elements.iter().chain(&selection.any).filter(may_be) {
            self.node(&element.filter);
            element.evidence.iter().for_each(|evidence| self.evidence(evidence));
        }
    }
}
