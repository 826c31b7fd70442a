//! Doubts about a policy that is well typed: requirements that never decide anything, or that say the same.

mod outcomes;
mod shadowed;
mod unused;

use std::collections::HashMap;

use crate::check::checker::Checker;
use crate::check::state::Scope;
use crate::diagnostic::messages::check_policies;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::entailment::{Prover, constant};
use crate::ir::{Choices, Condition, Policy, Root};
use crate::source::{FileId, Span};
use crate::syntax::ast::{self, Clause};

/// With how many requirements before it each is compared: more are not written by hand.
pub(super) const MOST_COMPARED: usize = 128;
/// How many steps that may take for all requirements of a policy.
pub(super) const MOST_STEPS: u64 = 4_000_000;

impl<'a> Checker<'a> {
    /// Warns of what the requirements of a policy show; `lowered` stands in the order of the clauses. A condition that
    /// is wrong stands as a constant, so doubts are not told beside an error.
    pub(super) fn warn_policy(&mut self, written: &'a ast::Policy, policy: &Policy) {
        let clauses: Vec<&ast::Require> = written.all_clauses().filter_map(Clause::required).collect();
        for requirement in &policy.requirements {
            self.warn_constant(&requirement.condition);
        }
        for (clause, requirement) in clauses.iter().zip(&policy.requirements) {
            self.warn_final(clause, &requirement.condition);
        }
        let lowered: Vec<Condition> = policy.requirements.iter().map(|it| policy.asked(it)).collect();
        self.warn_otherwise(&clauses, &lowered);
        self.warn_implied(&clauses, &lowered);
        self.warn_messages(&clauses);
    }

    /// Warns of a word that is read as a value though a field of the same enumeration has that name.
    pub(super) fn warn_value_or_field(&mut self, name: &ast::Name, values: &Choices, scope: &Scope) {
        if values.index_of(&name.text).is_none() {
            return;
        }
        let Some((root, record)) = scope.roots().find(|&(_, record)| self.has_field(record, &name.text))
        else {
            return;
        };
        let Some(&index) = self.shapes[record].given.get(name.text.as_str()) else { return };
        let field = &self.program.records[record].fields[index as usize];
        if field.ty.choices() != Some(values) {
            return;
        }
        let declared = self.shapes[record].declared().find(|(known, _)| *known == name.text);
        let doubt = check_policies::value_and_field(&name.text);
        let doubt = Diagnostic::new(Code::ValueOrField, name.span, doubt)
            .label(check_policies::read_as_value(&name.text))
            .help(match root {
                Root::Account => check_policies::if_field_meant(&name.text),
                Root::Request | Root::Service(_) | Root::Element(_) => {
                    check_policies::rename_field_or_value()
                }
            });
        self.warn(match declared.and_then(|(_, at)| at) {
            Some(at) => doubt.because(at, check_policies::field_of_that_name()),
            None => doubt,
        });
    }

    /// Warns of a condition whose truth no fact changes.
    pub(super) fn warn_constant(&mut self, condition: &Condition) {
        let Some(value) = constant(condition) else { return };
        let origin = condition.origin;
        let span = Span::new(FileId(origin.file), origin.start, origin.end);
        self.warn(
            Diagnostic::new(
                Code::AlwaysSame,
                span,
                check_policies::always(if value { "true" } else { "false" }),
            )
            .label(check_policies::no_fact_changes_it())
            .note(check_policies::protects_nothing()),
        );
    }

    /// Warns of each requirement that another one implies, once. Each is compared with so many before it.
    fn warn_implied(&mut self, clauses: &[&'a ast::Require], lowered: &[Condition]) {
        let varies = |at: &usize| constant(&lowered[*at]).is_none();
        let candidates: Vec<usize> = (0..clauses.len().min(lowered.len())).filter(varies).collect();
        let mut implied = vec![false; clauses.len()];
        let prover = Prover::new(MOST_STEPS);
        for (nth, &later) in candidates.iter().enumerate() {
            for &earlier in &candidates[nth.saturating_sub(MOST_COMPARED)..nth] {
                let implies = |premise: usize, conclusion: usize| {
                    prover.entails(&lowered[premise], &lowered[conclusion])
                };
                let (weaker, stronger) = if !implied[later] && implies(earlier, later) {
                    (later, earlier)
                } else if !implied[earlier] && !implied[later] && implies(later, earlier) {
                    (earlier, later)
                } else {
                    continue;
                };
                implied[weaker] = true;
                self.warn(never_decides(&clauses[weaker].name, &clauses[stronger].name));
            }
        }
    }

    /// Warns of each requirement that says what an earlier one says, once.
    fn warn_messages(&mut self, clauses: &[&'a ast::Require]) {
        let mut said: HashMap<&str, (&ast::Name, Span)> = HashMap::new();
        for clause in clauses.iter().copied().flat_map(|clause| std::iter::once(clause).chain(clause.parts()))
        {
            let known = clause.messages.iter().find_map(|message| {
                said.get(message.text.value.as_str()).map(|&(name, span)| (name, span, message.text.span))
            });
            if let Some((name, span, again)) = known {
                self.warn(
                    Diagnostic::new(Code::SameMessage, again, check_policies::two_same_messages())
                        .label(check_policies::says_this(&clause.name.text))
                        .because(span, check_policies::says_it_too(&name.text))
                        .help(check_policies::tell_which()),
                );
            }
            for message in &clause.messages {
                said.entry(&message.text.value).or_insert((&clause.name, message.text.span));
            }
        }
    }
}

fn never_decides(weaker: &ast::Name, stronger: &ast::Name) -> Diagnostic {
    Diagnostic::new(Code::Implied, weaker.span, check_policies::holds_wherever(&weaker.text, &stronger.text))
        .label(check_policies::never_decides())
        .because(stronger.span, check_policies::this_is_stricter())
        .help(check_policies::remove_unless_wanted())
}
