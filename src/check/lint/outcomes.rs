//! Doubts about what a refusal comes to: a `final` that time alone would clear, an `otherwise` that is never reached.

use crate::check::checker::Checker;
use crate::check::lint::{MOST_COMPARED, MOST_STEPS};
use crate::diagnostic::messages::check_policies;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::Condition;
use crate::ir::entailment::Prover;
use crate::syntax::ast;

impl<'a> Checker<'a> {
    /// Warns of a requirement that says nothing clears it, while time may.
    pub(in crate::check) fn warn_final(&mut self, written: &'a ast::Require, condition: &Condition) {
        let Some(says_so) = written.is_final else { return };
        if !self.summaries().condition(condition).trend.rises {
            return;
        }
        self.warn(
            Diagnostic::new(
                Code::FinalThatClears,
                says_so,
                check_policies::final_may_clear(&written.name.text),
            )
            .label(check_policies::says_nothing_clears())
            .because(written.condition.span, check_policies::may_become_true())
            .note(check_policies::told_never())
            .help(check_policies::leave_final_out()),
        );
    }

    /// Warns of an `otherwise` behind a stricter requirement that has one: of those that fail, the first one's is done.
    pub(in crate::check) fn warn_otherwise(&mut self, clauses: &[&'a ast::Require], lowered: &[Condition]) {
        let prover = Prover::new(MOST_STEPS);
        let mut reached: Vec<(&ast::Require, &Condition, &ast::Name)> = Vec::new();
        for (clause, requirement) in clauses.iter().zip(lowered) {
            let Some(dead) = &clause.otherwise else { continue };
            let recent = &reached[reached.len().saturating_sub(MOST_COMPARED)..];
            let before = recent.iter().find(|(_, first, _)| prover.entails(first, requirement));
            if let Some((earlier, _, done)) = before {
                self.warn(never_reached(clause, dead, earlier, done));
            }
            reached.push((clause, requirement, dead));
        }
    }
}

fn never_reached(
    clause: &ast::Require,
    dead: &ast::Name,
    earlier: &ast::Require,
    done: &ast::Name,
) -> Diagnostic {
    Diagnostic::new(Code::DeadOtherwise, dead.span, check_policies::otherwise_never_reached(&dead.text))
        .label(check_policies::fails_before(&clause.name.text, &earlier.name.text))
        .because(done.span, check_policies::done_instead())
        .note(check_policies::first_otherwise())
        .help(check_policies::stricter_behind())
}
