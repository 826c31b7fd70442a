//! Policies: their clauses, and what every refusal owes its reader.

mod address;
pub(in crate::check) mod clauses;
mod data;
mod deadline;
mod groups;
mod holds;
pub(in crate::check) mod leaving;
mod message;
mod methods;
mod notice;
mod parts;
mod sets;
mod shared;
mod ways;

use crate::check::build::Built;
use crate::check::build::made;
use crate::check::checker::Checker;
use crate::check::expression::time_compare::edge;
use crate::check::flow::agree::{is_chosen_by_now, lifted};
use crate::check::policy::groups::Inside;
use crate::check::policy::leaving::{Leaves, outcome_of};
use crate::check::policy::message::Context;
use crate::check::reports::{self_reference, words};
use crate::check::state::{DependencyKey, Lowered, Progress, Scope, Summary, Typed};
use crate::diagnostic::messages::{check_cases, check_policies, nouns};
use crate::diagnostic::{Code, Diagnostic, Reported, Severity};
use crate::ir::{self, ConditionKind, Edge, Term, Type};
use crate::source::Span;
use crate::syntax::ast::{self, Clause};

impl<'a> Checker<'a> {
    /// A policy that another one refers to.
    pub(super) fn referenced_policy(
        &mut self,
        package: ir::PackageId,
        name: &'a ast::Name,
    ) -> Built<ir::PolicyId> {
        if !self.packages[package].policies.contains_key(name.text.as_str()) {
            let wrong = self.unknown_policy(package, name);
            return Err(self.report(wrong));
        }
        if let Some(Progress::Started) = self.policies.get(&(package, name.text.as_str())) {
            return Err(self.report(self_reference(name.span, &name.text)));
        }
        let declared = self.packages[package].policies[name.text.as_str()].name.span;
        self.link(name.span, declared);
        self.depend_on(DependencyKey::Policy(package, name.text.clone()), name.span);
        self.policy(package, &name.text)
    }

    /// The policy of that name, lowered when it is first asked for: each refers only to earlier ones.
    pub(super) fn policy(&mut self, package: ir::PackageId, name: &'a str) -> Built<ir::PolicyId> {
        if let Some(Progress::Done(found)) = self.policies.get(&(package, name)) {
            return *found;
        }
        let written = self.packages[package].policies[name];
        self.policies.insert((package, name), Progress::Started);
        let span = written.name.span;
        let lowered = self.within(span, |checker| {
            checker.check_item(span, |checker| {
                let policy = checker.lower_policy(package, written);
                Ok(Lowered::Policy(checker.add_policy(policy, span)))
            })
        });
        let policy = match lowered {
            Ok(Lowered::Policy(id)) => Ok(id),
            Ok(Lowered::Definition(..) | Lowered::Test(_)) => Err(self.lost(span, nouns::a_policy())),
            Err(reported) => Err(reported),
        };
        self.policies.insert((package, name), Progress::Done(policy));
        policy
    }

    /// Takes in a lowered policy, with what those that refer to it need to know of it.
    pub(super) fn add_policy(&mut self, policy: ir::Policy, at: Span) -> ir::PolicyId {
        let mut known = self.policy_summary(&policy);
        if known.is_first_too_large() {
            self.report_too_deep(at);
            known.reported = true;
        }
        self.policy_summaries.push(known);
        self.program.policies.push(policy)
    }

    /// What satisfying a policy takes: its `when` and all its requirements.
    fn policy_summary(&self, policy: &ir::Policy) -> Summary {
        let requirements =
            policy.requirements.iter().map(|requirement| self.summaries().condition(&requirement.condition));
        // Where the condition of a group is false, nothing in it is asked.
        let groups = policy.groups.iter().map(|group| self.summaries().condition(&group.condition).negated());
        let asked = groups.chain(requirements);
        asked.fold(self.summaries().condition(&policy.when), Summary::and).deeper()
    }

    fn lower_policy(&mut self, package: ir::PackageId, written: &'a ast::Policy) -> ir::Policy {
        let (trigger, request) = match written.trigger {
            ast::Trigger::Request => (ir::Trigger::Request, self.request_of(package)),
            ast::Trigger::Sweep => (ir::Trigger::Sweep, None),
        };
        let scope = self.scope_of(package, request);
        let mut policy = ir::Policy {
            package,
            name: written.name.text.clone(),
            title: Vec::new(),
            trigger,
            when: made(ConditionKind::Constant(true), written.name.span),
            preconditions: Vec::new(),
            groups: ir::IndexVec::new(),
            requirements: Vec::new(),
            warnings: Vec::new(),
            steps: Vec::new(),
            deadlines: Vec::new(),
            grace: None,
            outcome: ir::DEFAULT_OUTCOME.to_owned(),
            leaves: self.leaves(package, outcome_of(written).0) != Leaves::No,
            outcome_value: None,
            until: None,
            sets: None,
            holds: Vec::new(),
            data: Vec::new(),
        };
        self.check_clauses(written);
        if let Some(title) = written.clauses.iter().find_map(Clause::title) {
            policy.title = self.words_for(&written.name, &title.said, package);
        }
        self.check_leaving(package, written);
        let scope = self.lower_when(written, &mut policy, scope);
        let outside = Inside { scope: &scope, group: None };
        let mut is_plan_lost =
            written.all_clauses().all(|clause| clause.data().is_none()) && (policy.leaves || !written.whole);
        for clause in &written.clauses {
            let before = (self.current.found.len(), self.current.poisoned.len());
            self.clause(clause, &mut policy, outside);
            is_plan_lost |= clause.data().is_some_and(|data| !data.whole || self.has_erred_since(before));
        }
        if is_plan_lost {
            self.lost_plans.insert((package, &written.name.text));
        }
        self.check_requires_something(written);
        self.check_groups(written, &policy);
        self.check_notices(written, &policy);
        self.warn_policy(written, &policy);
        self.ask_whether_left(package, &mut policy, &scope);
        self.ask_whether_done(written, &mut policy, &scope);
        policy.requirements.shrink_to_fit();
        policy.warnings.shrink_to_fit();
        policy.steps.shrink_to_fit();
        policy.deadlines.shrink_to_fit();
        policy
    }

    /// Lowers `when` first: the policy speaks only of accounts of which it is true, so what it shows to be present is
    /// so in every other clause.
    fn lower_when(&mut self, written: &'a ast::Policy, policy: &mut ir::Policy, scope: Scope) -> Scope {
        let when = written.clauses.iter().find_map(Clause::when);
        let Some(when) = when else { return scope };
        let before = (self.current.found.len(), self.current.poisoned.len());
        policy.when = self.condition(when, &scope);
        if self.has_erred_since(before) {
            self.lost_whens.insert((policy.package, &written.name.text));
        }
        self.warn_constant(&policy.when);
        scope.with_present(self.refinements_if(&policy.when, true))
    }

    fn clause(&mut self, clause: &'a Clause, policy: &mut ir::Policy, inside: Inside<'_>) {
        let scope = inside.scope;
        match clause {
            Clause::Title(_) | Clause::When(_) | Clause::AsksNothing(_) => {}
            Clause::Group(group) => self.group(group, policy, inside),
            Clause::Require(require) => {
                let requirement = self.requirement(require, policy, inside);
                policy.requirements.push(requirement);
            }
            Clause::Warn(warn) => policy.warnings.push(self.warning(warn, inside)),
            Clause::Step(step) => {
                let context = Context {
                    witnesses: None,
                    clears: false,
                    is_notice: false,
                    whole: step.whole,
                    poisoned: None,
                };
                let messages = self.messages(&step.name, &step.messages, context, scope);
                let name = step.name.text.clone();
                policy.steps.push(ir::Step { name, group: inside.group, messages });
            }
            Clause::Deadline(deadline) => policy.deadlines.extend(self.deadline(deadline, inside)),
            Clause::Notify(notify) => policy.requirements.extend(self.notice(notify, policy, scope)),
            Clause::Grace(grace) => policy.grace = self.grace(grace, scope).ok(),
            Clause::Outcome(outcome) => {
                policy.outcome.clone_from(&outcome.name.text);
                policy.sets = outcome.sets.as_ref().and_then(|time| self.time_to_set(time, scope).ok());
                policy.outcome_value =
                    outcome.value.as_ref().and_then(|value| self.outcome_value(value, scope).ok());
                policy.until = outcome.until.as_ref().map(|until| until.text.clone());
                outcome.until.iter().for_each(|until| self.check_until(until, scope));
            }
            Clause::Data(data) => (policy.holds, policy.data) = self.data(data, policy.leaves, scope),
        }
    }

    /// Whether an error was found since so many findings and lost parts of the item.
    fn has_erred_since(&self, (found, poisoned): (usize, usize)) -> bool {
        let mut found = self.current.found.iter().skip(found);
        self.current.poisoned.len() > poisoned || found.any(|it| it.severity() == Severity::Error)
    }

    fn requirement(
        &mut self,
        written: &'a ast::Require,
        policy: &ir::Policy,
        inside: Inside<'_>,
    ) -> ir::Requirement {
        if !written.ways.is_empty() {
            return self.any_of(written, policy, inside);
        }
        let Inside { scope, group } = inside;
        let before = self.current.poisoned.len();
        let condition = self.condition(&written.condition, scope);
        let traits = self.summaries().condition(&condition);
        let context = Context {
            witnesses: self.witness_record(&condition, scope),
            clears: traits.trend.rises || self.group_may_end(policy, group),
            is_notice: false,
            whole: written.whole,
            poisoned: self.current.poisoned.get(before).copied(),
        };
        let messages = self.messages(&written.name, &written.messages, context, scope);
        if context.poisoned.is_none() && written.whole {
            let clears = traits.trend.rises || traits.refuses || self.group_may_clear(policy, group);
            self.check_way_out(written, clears);
        }
        ir::Requirement {
            name: written.name.text.clone(),
            group,
            condition,
            messages,
            is_final: written.is_final.is_some(),
            law: written.law.as_ref().map(|law| law.value.clone()),
            otherwise: written.otherwise.as_ref().map(|otherwise| otherwise.text.clone()),
            ways: Vec::new(),
            notice: None,
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
            check_policies::refuses_without_way_out(&written.name.text),
        )
        .label(check_policies::waiting_does_not_clear())
        .note(check_policies::always_learns_way_out())
        .help(check_policies::add_fix_or_final());
        for message in without {
            missing = missing.because(message.text.span, check_policies::no_fix_follows());
        }
        self.report(missing);
    }

    fn warning(&mut self, written: &'a ast::Warn, Inside { scope, group }: Inside<'_>) -> ir::Warning {
        let before = self.current.poisoned.len();
        let condition = match &written.condition {
            Some(condition) => self.condition(condition, scope),
            None => made(ConditionKind::Constant(true), written.name.span),
        };
        let context = Context {
            witnesses: self.witness_record(&condition, scope),
            clears: false,
            is_notice: false,
            whole: written.whole,
            poisoned: self.current.poisoned.get(before).copied(),
        };
        if written.condition.is_some() {
            self.warn_constant(&condition);
        }
        let messages = self.messages(&written.name, &written.messages, context, scope);
        let law = written.law.as_ref().map(|law| law.value.clone());
        ir::Warning { name: written.name.text.clone(), group, condition, messages, law }
    }

    fn grace(&mut self, written: &'a ast::Grace, scope: &Scope) -> Built<ir::Grace> {
        let start = self.present(&written.after, scope, Some(&Type::Time))?;
        if matches!(start.term, Term::Now) {
            return Err(self.now_moved(written.after.span));
        }
        let until = self.period(&start, &written.length, written.after.span, scope)?;
        let cancelled_by = match &written.cancelled_by {
            Some(phrase) => Some(self.selection(phrase, scope)?.select),
            None => None,
        };
        Ok(ir::Grace { until, cancelled_by })
    }

    /// The last instant of a period that begins with a moment.
    pub(super) fn period(
        &mut self,
        start: &Typed,
        length: &'a ast::Expr,
        span: Span,
        scope: &Scope,
    ) -> Built<Term> {
        if !start.ty.is_moment() {
            return Err(self.wrong_type(span, nouns::a_time(), words(&start.ty)));
        }
        self.check_one_move(start, span)?;
        let by = self.length(length, scope)?;
        let end = self.moved(start, &by, false, scope, span)?;
        let zone = self.zone_of(scope.package);
        let end = if end.ty == Type::Date { edge(end.term, Edge::End, zone) } else { end.term };
        if is_chosen_by_now(&end) {
            return Err(self.period_by_now(span));
        }
        lifted(end).ok_or_else(|| self.too_many_combinations(span))
    }

    /// Refuses a period of which an end is chosen by `now`.
    fn period_by_now(&mut self, span: Span) -> Reported {
        self.report(
            Diagnostic::new(Code::PeriodByNow, span, check_cases::period_by_now())
                .label(check_cases::chosen_by_now())
                .note(check_cases::period_would_change())
                .help(check_cases::choose_by_start()),
        )
    }
}
