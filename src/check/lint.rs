//! Doubts about a policy that is well typed: requirements that never decide anything, or that say the same.

use super::checker::Checker;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::entailment::{constant, entails};
use crate::ir::{Condition, Requirement};
use crate::source::{FileId, Span};
use crate::syntax::ast::{self, Clause};

impl<'a> Checker<'a> {
    /// Warns of what the requirements of a policy show; `lowered` stands in the order of the clauses. A condition that
    /// is wrong stands as a constant, so nothing is said beside an error.
    pub(super) fn doubt(&mut self, written: &'a ast::Policy, lowered: &[Requirement]) {
        if !self.is_sound() {
            return;
        }
        let clauses: Vec<&ast::Require> = written
            .clauses
            .iter()
            .filter_map(|clause| match clause {
                Clause::Require(require) => Some(require),
                _ => None,
            })
            .collect();
        for (at, (clause, requirement)) in clauses.iter().zip(lowered).enumerate() {
            self.doubt_constant(&requirement.condition);
            for (earlier, other) in clauses[..at].iter().zip(lowered) {
                self.doubt_pair((earlier, other), (clause, requirement));
            }
        }
    }

    /// Warns of a condition whose truth no fact changes.
    pub(super) fn doubt_constant(&mut self, condition: &Condition) {
        if !self.is_sound() {
            return;
        }
        let Some(value) = constant(condition) else { return };
        let origin = condition.origin;
        let span = Span::new(FileId(origin.file), origin.start, origin.end);
        self.report(
            Diagnostic::new(Code::AlwaysSame, span, format!("this condition is always {value}"))
                .label("no fact changes it")
                .note(
                    "a requirement that always holds protects nothing; one that never does refuses everybody",
                ),
        );
    }

    fn doubt_pair(
        &mut self,
        (earlier, first): (&ast::Require, &Requirement),
        (later, second): (&ast::Require, &Requirement),
    ) {
        let implied = if constant(&first.condition).or(constant(&second.condition)).is_some() {
            None
        } else if entails(&first.condition, &second.condition) {
            Some((later, earlier))
        } else if entails(&second.condition, &first.condition) {
            Some((earlier, later))
        } else {
            None
        };
        if let Some((weaker, stronger)) = implied {
            self.report(
                Diagnostic::new(
                    Code::Implied,
                    weaker.name.span,
                    format!("`{}` holds wherever `{}` does", weaker.name.text, stronger.name.text),
                )
                .label("never decides anything")
                .because(stronger.name.span, "this one is stricter")
                .help("remove it, unless its own message is wanted"),
            );
        }
        let repeated = later.messages.iter().find_map(|message| {
            earlier
                .messages
                .iter()
                .find(|known| known.text.value == message.text.value)
                .map(|known| (known, message))
        });
        if let Some((known, message)) = repeated {
            self.report(
                Diagnostic::new(Code::SameMessage, message.text.span, "two requirements say the same")
                    .label(format!("`{}` says this", later.name.text))
                    .because(known.text.span, format!("`{}` says it too", earlier.name.text))
                    .help("tell the holder which of the two stands in the way"),
            );
        }
    }
}
