//! The conditions of a policy: the truth of each, and when waiting makes it hold.

use super::eligible_after::Comes;
use super::state::Translator;
use crate::diagnostic::messages::sql;
use crate::diagnostic::{Code, Diagnostic};
use crate::flat::{Condition, Named, Phase};
use crate::sql::tree::Expr;

/// In how many phases a condition is translated.
const MAX_PHASES: usize = 32;

/// A condition of a policy.
pub(super) struct Judged {
    pub(super) truth: Expr,
    pub(super) eligible_after: EligibleAfter,
}

/// When waiting makes a condition hold.
#[derive(Clone)]
pub(super) enum EligibleAfter {
    /// Time changes nothing.
    Never,
    /// After this instant.
    After(Expr),
    /// After an instant in each phase: dates of the policy make it turn back.
    InPhases(Vec<Expr>),
    /// It may turn back, so that no query says when.
    Unsaid,
}

impl Translator<'_> {
    /// The phases that there are, from `now` on if that is known: dates only matter to conditions that may turn back.
    pub(super) fn phases(&self) -> Vec<Phase> {
        let policy = self.policy;
        let all = policy.applies.iter().chain(&policy.requirements).chain(&policy.grace_over);
        let turns_back = |it: &&Condition| Comes::True.may_turn_back(it.trend());
        let mut phases = Phase::of(all.map(|it| &it.condition).filter(turns_back));
        phases.retain(|phase| self.now.is_none_or(|now| now <= phase.last));
        phases
    }

    /// Translates a condition; `called` is what a reader knows it as.
    pub(super) fn judged(&mut self, named: &Named, called: &str, phases: &[Phase]) -> Judged {
        named.name.clone_into(&mut self.context);
        self.place = named.origin.span();
        let truth = self.condition(&named.condition);
        let truth = self.bounded(truth);
        let eligible_after = self.when_waiting_is_enough(&named.condition, phases);
        if matches!(eligible_after, EligibleAfter::Unsaid) {
            self.warn_without_eligible_after(called);
        }
        Judged { truth, eligible_after }
    }

    /// The truth of a condition for which nobody waits.
    pub(super) fn truth(&mut self, named: &Named) -> Expr {
        named.name.clone_into(&mut self.context);
        self.place = named.origin.span();
        let truth = self.condition(&named.condition);
        self.bounded(truth)
    }

    fn when_waiting_is_enough(&mut self, condition: &Condition, phases: &[Phase]) -> EligibleAfter {
        let trend = condition.trend();
        if !trend.varies() {
            return EligibleAfter::Never;
        }
        if !Comes::True.may_turn_back(trend) {
            let after = self.eligible_after(condition, Comes::True);
            return after.map_or(EligibleAfter::Unsaid, |it| EligibleAfter::After(self.bounded(it)));
        }
        if phases.len() > MAX_PHASES {
            return EligibleAfter::Unsaid;
        }
        let within = phases.iter().map(|&phase| self.eligible_after(&condition.within(phase), Comes::True));
        let within: Option<Vec<Expr>> = within.collect();
        within.map_or(EligibleAfter::Unsaid, |all| {
            EligibleAfter::InPhases(all.into_iter().map(|it| self.bounded(it)).collect())
        })
    }

    fn warn_without_eligible_after(&mut self, called: &str) {
        self.diagnostics.push(
            Diagnostic::new(Code::NoOpening, self.place, sql::no_first_instant())
                .label(sql::may_change_again(called))
                .note(sql::eligible_after_null())
                .help(sql::nothing_to_do()),
        );
    }
}
