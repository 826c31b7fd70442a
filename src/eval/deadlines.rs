//! How the deadlines of the service stand. Nothing of it decides a status, so it is worked out for verdicts alone.

use super::Evaluation;
use super::laws::Laws;
use super::reasons::MissingWalk;
use super::recorder::NoRecord;
use super::status_timeline::DeadlineNode;
use super::verdict::DeadlineStanding;
use crate::ir::{Deadline, DeadlineState, Timestamp, Truth};

impl<'a> Evaluation<'a> {
    pub(super) fn deadlines(&self) -> Vec<DeadlineStanding> {
        self.declared().deadlines.iter().map(|deadline| self.deadline(deadline)).collect()
    }

    fn deadline(&self, declared: &'a Deadline) -> DeadlineStanding {
        let judged = self.evaluator.deadline(declared, &self.course, &self.env);
        let runs = judged.asked == Truth::True && judged.begun.truth.now() == Truth::True;
        let due = runs.then(|| self.evaluator.term::<NoRecord>(&declared.due, &self.env, &mut ()).now());
        DeadlineStanding {
            deadline: declared.name.clone(),
            state: judged.state(),
            due: due.and_then(|due| due.instant()).map(Timestamp::from_micros),
            law: declared.law.clone(),
            row_laws: if runs { self.laws_of_deadline(&judged) } else { Vec::new() },
            missing: self.missing_for_deadline(declared, &judged),
        }
    }

    fn laws_of_deadline(&self, judged: &DeadlineNode<'a>) -> Vec<String> {
        Laws::of_conditions(&self.evaluator, &self.course.policy, &[&judged.met, &judged.over])
    }

    /// The facts that would say how a deadline stands. While it is unknown whether the policy applies, that comes first.
    fn missing_for_deadline(&self, declared: &'a Deadline, judged: &DeadlineNode<'a>) -> Vec<String> {
        if judged.state() != DeadlineState::Unknown || self.course.applies != Truth::True {
            return Vec::new();
        }
        let policy = &*self.course.policy;
        let mut walk = MissingWalk::new(&self.evaluator);
        for (id, _) in self.declared().groups_around(declared.group) {
            walk.judgement(&policy.groups[id].own, policy);
        }
        for condition in [&judged.begun, &judged.met, &judged.over] {
            walk.judgement(condition, policy);
        }
        walk.words()
    }
}
