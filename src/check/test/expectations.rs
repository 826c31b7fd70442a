//! What the expectations of a test name: clauses of the policy, its outcomes, the languages of the package.

use std::rc::Rc;

use crate::check::build::Built;
use crate::check::checker::Checker;
use crate::check::state::{NamedPart, PartNames, Scope};
use crate::check::suggest::nearest::{Candidate, of_the_language, unknown};
use crate::diagnostic::Message;
use crate::diagnostic::messages::nouns;
use crate::ir::{Constant, DecidingClause, PackageId, PolicyId, Status, Term};
use crate::syntax::ast::{Clause, Name, OutcomeValue};

impl<'a> Checker<'a> {
    /// What `by` names behind a status: requirements, and the clauses by which an account may be undetermined.
    pub(in crate::check) fn check_deciding(&mut self, name: &'a Name, status: Status, policy: PolicyId) {
        let known = self.part_names(NamedPart::Requirement, policy);
        if status != Status::Undetermined || known.declared_at.contains_key(name.text.as_str()) {
            self.requirement_name(name, policy);
            return;
        }
        let written = self.written_clauses(policy);
        let clauses = || DecidingClause::ALL.into_iter().filter(|it| is_written(*it, written));
        if clauses().any(|clause| clause.word() == name.text) {
            return;
        }
        let also = of_the_language(clauses().map(|clause| clause.word()));
        let near = self.near(&name.text, known.in_order.iter().copied().chain(also));
        self.report(unknown(name, nouns::requirement_or_clause(), near));
    }

    /// The requirement of that name.
    pub(in crate::check) fn requirement_name(&mut self, name: &'a Name, policy: PolicyId) -> String {
        self.link_known(name, NamedPart::Requirement, policy, nouns::requirement);
        name.text.clone()
    }

    /// The warning of that name.
    pub(in crate::check) fn warning_name(&mut self, name: &'a Name, policy: PolicyId) -> String {
        self.link_known(name, NamedPart::Warning, policy, nouns::warning);
        name.text.clone()
    }

    /// The deadline of that name.
    pub(in crate::check) fn deadline_name(&mut self, name: &'a Name, policy: PolicyId) -> String {
        self.link_known(name, NamedPart::Deadline, policy, nouns::deadline);
        name.text.clone()
    }

    /// The hold of that name.
    pub(in crate::check) fn hold_name(&mut self, name: &'a Name, policy: PolicyId) -> String {
        if !self.is_plan_lost(policy) {
            self.link_known(name, NamedPart::Hold, policy, nouns::hold);
        }
        name.text.clone()
    }

    /// Whether something of the policy comes to that outcome; if so, it names its declaration.
    pub(in crate::check) fn check_outcome(&mut self, name: &Name, policy: PolicyId) {
        let of_the_policy = self.program.policies[policy].outcome.clone();
        let known = self.part_names(NamedPart::Outcome, policy);
        if !known.declared_at.contains_key(name.text.as_str()) && of_the_policy != name.text {
            let also = of_the_language([of_the_policy.as_str()]);
            let near = self.near(&name.text, known.in_order.iter().copied().chain(also));
            self.report(unknown(name, nouns::outcome(), near));
        }
        let package = self.program.policies[policy].package;
        if let Some(to) = self.outcome_declared_at(package, &name.text) {
            self.link(name.span, to);
        }
    }

    /// The value that an outcome is expected to carry.
    pub(in crate::check) fn expected_value(
        &mut self,
        value: &'a OutcomeValue,
        scope: &Scope,
    ) -> Built<Constant> {
        let lowered = self.outcome_value(value, scope)?;
        let Term::Constant(constant) = lowered.term() else {
            return Err(self.lost(value.expr().span, nouns::a_literal()));
        };
        Ok(constant.clone())
    }

    /// Whether the package declares that language.
    pub(in crate::check) fn check_language(&mut self, name: &Name, package: PackageId) {
        let declared = self.packages[package].languages.clone();
        let known: Vec<Candidate<'_>> = declared.iter().map(|it| (it.text.as_str(), Some(it.span))).collect();
        if !known.iter().any(|(text, _)| *text == name.text) {
            let near = self.near(&name.text, known.iter().copied());
            let wrong = self.unknown_language(name, near, package);
            self.report(wrong);
        }
    }

    fn part_names(&mut self, part: NamedPart, policy: PolicyId) -> Rc<PartNames<'a>> {
        if let Some(known) = self.part_names.get(&(policy, part)) {
            return Rc::clone(known);
        }
        let names = Rc::new(PartNames::of(part, self.written_clauses(policy)));
        self.part_names.insert((policy, part), Rc::clone(&names));
        names
    }

    fn link_known(&mut self, name: &Name, part: NamedPart, policy: PolicyId, what: fn() -> Message) {
        let known = self.part_names(part, policy);
        match known.declared_at.get(name.text.as_str()) {
            Some(&at) => self.link(name.span, at),
            None => {
                let near = self.near(&name.text, known.in_order.iter().copied());
                self.report(unknown(name, what(), near));
            }
        }
    }
}

/// Whether a policy of these clauses has such a clause.
fn is_written(clause: DecidingClause, clauses: &[Clause]) -> bool {
    clauses.iter().any(|written| match clause {
        DecidingClause::When => matches!(written, Clause::When(_)),
        DecidingClause::Grace => matches!(written, Clause::Grace(_)),
    })
}
