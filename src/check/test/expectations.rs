//! What the expectations of a test name: clauses of the policy, its outcomes, the languages of the package.

use crate::check::checker::Checker;
use crate::check::suggest::nearest::{Candidate, of_the_language, unknown};
use crate::diagnostic::Message;
use crate::diagnostic::messages::nouns;
use crate::ir::{PackageId, PolicyId};
use crate::syntax::ast::{Clause, Name};

impl<'a> Checker<'a> {
    /// The requirement of that name.
    pub(in crate::check) fn requirement_name(&mut self, name: &'a Name, policy: PolicyId) -> String {
        let known = self.declared_clauses(policy, |clause| match clause {
            Clause::Require(require) => Some(&require.name),
            Clause::When(_)
            | Clause::Warn(_)
            | Clause::Step(_)
            | Clause::Grace(_)
            | Clause::Outcome(_)
            | Clause::Data(_) => None,
        });
        self.link_known(name, &known, nouns::requirement);
        name.text.clone()
    }

    /// The warning of that name.
    pub(in crate::check) fn warning_name(&mut self, name: &'a Name, policy: PolicyId) -> String {
        let known = self.declared_clauses(policy, |clause| match clause {
            Clause::Warn(warn) => Some(&warn.name),
            Clause::When(_)
            | Clause::Require(_)
            | Clause::Step(_)
            | Clause::Grace(_)
            | Clause::Outcome(_)
            | Clause::Data(_) => None,
        });
        self.link_known(name, &known, nouns::warning);
        name.text.clone()
    }

    /// Whether something of the policy comes to that outcome; if so, it names its declaration.
    pub(in crate::check) fn check_outcome(&mut self, name: &Name, policy: PolicyId) {
        let mut known = self.declared_clauses(policy, |clause| match clause {
            Clause::Require(require) => require.otherwise.as_ref(),
            Clause::Outcome(outcome) => Some(&outcome.name),
            Clause::When(_) | Clause::Warn(_) | Clause::Step(_) | Clause::Grace(_) | Clause::Data(_) => None,
        });
        let of_the_policy = self.program.policies[policy].outcome.clone();
        known.extend(of_the_language([of_the_policy.as_str()]));
        self.check_known(name, &known, nouns::outcome);
        let package = self.program.policies[policy].package;
        if let Some(to) = self.outcome_declared_at(package, &name.text) {
            self.link(name.span, to);
        }
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

    fn declared_clauses(
        &self,
        policy: PolicyId,
        name: impl Fn(&'a Clause) -> Option<&'a Name>,
    ) -> Vec<Candidate<'a>> {
        let named = self.written_clauses(policy).iter().filter_map(name);
        named.map(|name| (name.text.as_str(), Some(name.span))).collect()
    }

    fn link_known(&mut self, name: &Name, known: &[Candidate<'_>], what: fn() -> Message) {
        self.check_known(name, known, what);
        if let Some((_, Some(at))) = known.iter().find(|(text, _)| *text == name.text) {
            self.link(name.span, *at);
        }
    }

    fn check_known(&mut self, name: &Name, known: &[Candidate<'_>], what: fn() -> Message) {
        if !known.iter().any(|(text, _)| *text == name.text) {
            self.report(unknown(name, what(), self.near(&name.text, known.iter().copied())));
        }
    }
}
