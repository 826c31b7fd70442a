//! Policies: their clauses, and what every refusal owes its reader.

use super::checker::{Checker, Progress, self_reference};
use super::expression::made;
use super::memory::Lowered;
use super::message::Context;
use super::moment::edge;
use super::notes::Needed;
use super::scope::Scope;
use super::traits::Traits;
use super::value::{Typed, words};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{self, ConditionKind, Edge, Term, Type};
use crate::source::Span;
use crate::syntax::ast::{self, Clause};

impl<'a> Checker<'a> {
    /// A policy that another one refers to.
    pub(super) fn referenced_policy(
        &mut self,
        package: ir::PackageId,
        name: &'a ast::Name,
    ) -> Option<ir::PolicyId> {
        if !self.packages[package].policies.contains_key(name.text.as_str()) {
            let wrong = self.unknown_policy(package, name);
            self.report(wrong);
            return None;
        }
        if let Some(Progress::Started) = self.policies.get(&(package, name.text.as_str())) {
            self.report(self_reference(name.span, &name.text));
            return None;
        }
        let declared = self.packages[package].policies[name.text.as_str()].name.span;
        self.link(name.span, declared);
        self.ask(Needed::Policy(package, name.text.clone()), name.span);
        self.policy(package, &name.text)
    }

    /// The policy of that name, lowered when it is first asked for: each refers only to earlier ones.
    pub(super) fn policy(&mut self, package: ir::PackageId, name: &'a str) -> Option<ir::PolicyId> {
        if let Some(Progress::Done(found)) = self.policies.get(&(package, name)) {
            return *found;
        }
        let written = *self.packages[package].policies.get(name)?;
        self.policies.insert((package, name), Progress::Started);
        let span = written.name.span;
        let lowered = self.within(span, |checker| {
            checker.item(span, |checker| {
                let policy = checker.lower_policy(package, written);
                Some(Lowered::Policy(checker.add_policy(policy, span)))
            })
        });
        let Some(Lowered::Policy(id)) = lowered else { return None };
        self.policies.insert((package, name), Progress::Done(Some(id)));
        Some(id)
    }

    /// Takes in a lowered policy, with what those that refer to it need to know of it.
    pub(super) fn add_policy(&mut self, policy: ir::Policy, at: Span) -> ir::PolicyId {
        let mut known = self.policy_traits(&policy);
        if known.is_first_too_large() {
            self.tell_too_deep(at);
            known.told = true;
        }
        self.known_policies.push(known);
        self.program.policies.push(policy)
    }

    /// What satisfying a policy takes: its `when` and all its requirements.
    fn policy_traits(&self, policy: &ir::Policy) -> Traits {
        let requirements = policy.requirements.iter().map(|requirement| self.traits(&requirement.condition));
        requirements.fold(self.traits(&policy.when), Traits::and).deeper()
    }

    fn lower_policy(&mut self, package: ir::PackageId, written: &'a ast::Policy) -> ir::Policy {
        let (trigger, request) = match written.trigger {
            ast::Trigger::Request => (ir::Trigger::Request, self.request_of(package)),
            ast::Trigger::Sweep => (ir::Trigger::Sweep, None),
        };
        let scope = Scope::new(package, self.account_of(package), request);
        let mut policy = ir::Policy {
            package,
            name: written.name.text.clone(),
            trigger,
            when: made(ConditionKind::Constant(true), written.name.span),
            requirements: Vec::new(),
            warnings: Vec::new(),
            steps: Vec::new(),
            grace: None,
            outcome: ir::DEFAULT_OUTCOME.to_owned(),
            until: None,
            data: Vec::new(),
        };
        self.check_clauses(written);
        let scope = self.lower_when(written, &mut policy, scope);
        for clause in &written.clauses {
            self.clause(clause, &mut policy, &scope);
        }
        self.check_requires_something(written);
        self.doubt_policy(written, &policy.requirements);
        policy.requirements.shrink_to_fit();
        policy.warnings.shrink_to_fit();
        policy.steps.shrink_to_fit();
        policy
    }

    /// Lowers `when` first: the policy speaks only of accounts of which it is true, so what it shows to be present is
    /// so in every other clause.
    fn lower_when(&mut self, written: &'a ast::Policy, policy: &mut ir::Policy, scope: Scope) -> Scope {
        let when = written.clauses.iter().find_map(|clause| match clause {
            Clause::When(condition) => Some(condition),
            Clause::Require(_)
            | Clause::Warn(_)
            | Clause::Step(_)
            | Clause::Grace(_)
            | Clause::Outcome(_)
            | Clause::Data(_) => None,
        });
        let Some(when) = when else { return scope };
        policy.when = self.condition(when, &scope);
        self.doubt_constant(&policy.when);
        scope.with_present(self.shown_present(&policy.when, true))
    }

    fn clause(&mut self, clause: &'a Clause, policy: &mut ir::Policy, scope: &Scope) {
        match clause {
            Clause::When(_) => {}
            Clause::Require(require) => policy.requirements.push(self.requirement(require, scope)),
            Clause::Warn(warn) => policy.warnings.push(self.warning(warn, scope)),
            Clause::Step(step) => {
                let context = Context { witnesses: None, clears: false, whole: step.whole, sound: true };
                let messages = self.messages(&step.name, &step.messages, context, scope);
                policy.steps.push(ir::Step { name: step.name.text.clone(), messages });
            }
            Clause::Grace(grace) => policy.grace = self.grace(grace, scope),
            Clause::Outcome(outcome) => {
                policy.outcome.clone_from(&outcome.name.text);
                policy.until = outcome.until.as_ref().map(|until| until.text.clone());
                outcome.until.iter().for_each(|until| self.check_until(until, scope));
            }
            Clause::Data(data) => policy.data = self.data(data, scope),
        }
    }

    fn requirement(&mut self, written: &'a ast::Require, scope: &Scope) -> ir::Requirement {
        let holes = self.notes.holes;
        let condition = self.condition(&written.condition, scope);
        let traits = self.traits(&condition);
        let context = Context {
            witnesses: self.witness_record(&condition, scope),
            clears: traits.rises,
            whole: written.whole,
            sound: self.notes.holes == holes,
        };
        let messages = self.messages(&written.name, &written.messages, context, scope);
        if context.sound && written.whole {
            self.check_way_out(written, traits.rises || traits.refuses);
        }
        ir::Requirement {
            name: written.name.text.clone(),
            condition,
            messages,
            is_final: written.is_final.is_some(),
            law: written.law.as_ref().map(|law| law.value.clone()),
            otherwise: written.otherwise.as_ref().map(|otherwise| otherwise.text.clone()),
        }
    }

    fn check_way_out(&mut self, written: &ast::Require, clears: bool) {
        let says_how =
            !written.messages.is_empty() && written.messages.iter().all(|message| message.fix.is_some());
        if clears || says_how || written.is_final.is_some() || written.otherwise.is_some() {
            return;
        }
        let without = written.messages.iter().filter(|message| message.fix.is_none());
        let mut missing = Diagnostic::new(
            Code::NoWayOut,
            written.name.span,
            format!("`{}` refuses without a way out", written.name.text),
        )
        .label("waiting does not clear this")
        .note("a refused holder always learns the way out, or that there is none")
        .help("add `fix \"…\"` to the message in each language, or the word `final`");
        for message in without {
            missing = missing.because(message.text.span, "no `fix` follows this message");
        }
        self.report(missing);
    }

    fn warning(&mut self, written: &'a ast::Warn, scope: &Scope) -> ir::Warning {
        let holes = self.notes.holes;
        let condition = match &written.condition {
            Some(condition) => self.condition(condition, scope),
            None => made(ConditionKind::Constant(true), written.name.span),
        };
        let context = Context {
            witnesses: self.witness_record(&condition, scope),
            clears: false,
            whole: written.whole,
            sound: self.notes.holes == holes,
        };
        if written.condition.is_some() {
            self.doubt_constant(&condition);
        }
        let messages = self.messages(&written.name, &written.messages, context, scope);
        let law = written.law.as_ref().map(|law| law.value.clone());
        ir::Warning { name: written.name.text.clone(), condition, messages, law }
    }

    fn grace(&mut self, written: &'a ast::Grace, scope: &Scope) -> Option<ir::Grace> {
        let start = self.present(&written.after, scope, Some(&Type::Time))?;
        if matches!(start.term, Term::Now) {
            self.now_moved(written.after.span);
            return None;
        }
        let until = self.period(&start, &written.duration, written.after.span, scope)?;
        let cancelled_by = match &written.cancelled_by {
            Some(phrase) => Some(self.selection(phrase, scope)?.select),
            None => None,
        };
        Some(ir::Grace { until, cancelled_by })
    }

    /// The last instant of a period that begins with a moment.
    pub(super) fn period(
        &mut self,
        start: &Typed,
        length: &ast::Duration,
        span: Span,
        scope: &Scope,
    ) -> Option<Term> {
        if !start.ty.is_moment() {
            self.wrong_type(span, "a time", &words(&start.ty));
            return None;
        }
        self.doubt_days(length);
        let end = self.moved(start, length, false, scope);
        let zone = self.zone_of(scope.package);
        Some(if end.ty == Type::Date { edge(end.term, Edge::End, zone) } else { end.term })
    }
}
