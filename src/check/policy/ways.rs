//! `any of { … }`: ways to satisfy a requirement. They are lowered to one condition, with what is needed to explain it.

use std::collections::HashMap;

use crate::check::build::made;
use crate::check::checker::Checker;
use crate::check::policy::groups::Inside;
use crate::check::policy::message::Context;
use crate::check::reports::duplicate;
use crate::check::state::Scope;
use crate::diagnostic::messages::check_policies;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{self, Condition, ConditionKind};
use crate::source::Span;
use crate::syntax::ast::{self, Clause};

/// The parts of a way, with their conditions.
#[derive(Default)]
struct Lowered {
    parts: Vec<ir::WayPart>,
    conditions: Vec<Condition>,
}

/// Where a part of a way stands.
#[derive(Clone, Copy)]
struct InWay<'s> {
    scope: &'s Scope,
    /// The negations of the conditions of the groups around it.
    groups: &'s [Condition],
    /// Whether the passing of time may end that the requirement is asked.
    ends: bool,
    /// Whether something besides the part itself may clear the requirement.
    clears: bool,
}

impl<'a> Checker<'a> {
    pub(super) fn any_of(
        &mut self,
        written: &'a ast::Require,
        policy: &ir::Policy,
        inside: Inside<'_>,
    ) -> ir::Requirement {
        self.check_ways(written);
        let clears = written.otherwise.is_some() || self.group_may_clear(policy, inside.group);
        let ends = self.group_may_end(policy, inside.group);
        let within = InWay { scope: inside.scope, groups: &[], ends, clears };
        let (mut ways, mut conditions) = (Vec::new(), Vec::new());
        for way in &written.ways {
            let mut lowered = Lowered::default();
            self.way_clauses(&way.clauses, within, &mut lowered);
            conditions.push(made(ConditionKind::All(lowered.conditions), way.span));
            ways.push(ir::Way { name: way.name.text.clone(), parts: lowered.parts });
        }
        ir::Requirement {
            name: written.name.text.clone(),
            group: inside.group,
            condition: made(ConditionKind::Any(conditions), written.condition.span),
            messages: Vec::new(),
            is_final: false,
            law: written.law.as_ref().map(|law| law.value.clone()),
            otherwise: written.otherwise.as_ref().map(|otherwise| otherwise.text.clone()),
            ways,
            notice: None,
        }
    }

    /// Reports names that stand twice, what the requirement says itself, and ways that require nothing.
    fn check_ways(&mut self, written: &'a ast::Require) {
        self.check_names_once(written.ways.iter().map(|way| &way.name));
        for way in &written.ways {
            let requires = ast::in_groups(&way.clauses).filter_map(Clause::required);
            self.check_names_once(requires.map(|part| &part.name));
            if way.whole && !way.clauses.iter().any(|clause| clause.required().is_some()) {
                self.report(
                    Diagnostic::new(
                        Code::NotAWay,
                        way.name.span,
                        check_policies::way_requires_nothing(&way.name.text),
                    )
                    .label(check_policies::way_would_hold())
                    .help(check_policies::require_outside_groups()),
                );
            }
        }
        if written.whole && written.ways.len() == 1 {
            let wrong = Diagnostic::new(Code::NotAWay, written.name.span, check_policies::one_way_only());
            self.report(wrong.help(check_policies::write_second_way()));
        }
        let own = written.messages.iter().map(|message| message.language.span).chain(written.is_final);
        if let Some(own) = own.min_by_key(|span| span.start) {
            self.report(
                Diagnostic::new(Code::NotAWay, own, check_policies::any_of_says_nothing())
                    .note(check_policies::ways_say_it())
                    .help(check_policies::move_into_way()),
            );
        }
    }

    fn check_names_once(&mut self, names: impl Iterator<Item = &'a ast::Name>) {
        let mut seen: HashMap<&str, Span> = HashMap::new();
        for name in names {
            match seen.get(name.text.as_str()) {
                Some(&first) => {
                    self.report(duplicate(first, name));
                }
                None => {
                    seen.insert(&name.text, name.span);
                }
            }
        }
    }

    fn way_clauses(&mut self, clauses: &'a [Clause], within: InWay<'_>, lowered: &mut Lowered) {
        for clause in clauses {
            match clause {
                Clause::Group(group) => self.group_of_way(group, within, lowered),
                Clause::Require(part) if part.ways.is_empty() => self.part(part, within, lowered),
                Clause::Require(part) => self.refuse_in_way("any of", part.name.span),
                Clause::Title(title) => self.refuse_in_way("title", title.span),
                Clause::When(condition) => self.refuse_in_way("when", condition.span),
                Clause::Warn(warn) => self.refuse_in_way("warn", warn.name.span),
                Clause::Step(step) => self.refuse_in_way("step", step.name.span),
                Clause::AsksNothing(span) => self.refuse_in_way("otherwise nothing is asked", *span),
                Clause::Deadline(deadline) => self.refuse_in_way("deadline", deadline.name.span),
                Clause::Notify(notify) => self.refuse_in_way("notify", notify.name.span),
                Clause::Grace(grace) => self.refuse_in_way("grace", grace.span),
                Clause::Outcome(outcome) => self.refuse_in_way("outcome", outcome.name.span),
                Clause::Data(data) => self.refuse_in_way("data", data.span),
            }
        }
    }

    fn refuse_in_way(&mut self, word: &str, at: Span) {
        self.report(
            Diagnostic::new(Code::NotAWay, at, check_policies::not_in_way(word))
                .note(check_policies::ways_hold())
                .help(check_policies::move_out_of_any_of()),
        );
    }

    /// A group of a way: of an account that it does not concern, its requirements hold.
    fn group_of_way(&mut self, written: &'a ast::Group, within: InWay<'_>, lowered: &mut Lowered) {
        let condition = self.condition(&written.condition, within.scope);
        self.warn_constant(&condition);
        let scope = within.scope.with_present(self.refinements_if(&condition, true));
        let mut groups = within.groups.to_vec();
        groups.push(made(ConditionKind::Not(Box::new(condition)), written.condition.span));
        let inner = InWay { scope: &scope, groups: &groups, ..within };
        self.way_clauses(&written.clauses, inner, lowered);
    }

    fn part(&mut self, written: &'a ast::Require, within: InWay<'_>, lowered: &mut Lowered) {
        let before = self.current.poisoned.len();
        let own = self.condition(&written.condition, within.scope);
        self.warn_constant(&own);
        let whole = guarded(within.groups, own.clone());
        self.warn_final(written, &whole);
        let traits = self.summaries().condition(&whole);
        let context = Context {
            witnesses: self.witness_record(&own, within.scope),
            clears: traits.trend.rises || within.ends,
            is_notice: false,
            whole: written.whole,
            poisoned: self.current.poisoned.get(before).copied(),
        };
        let messages = self.messages(&written.name, &written.messages, context, within.scope);
        if context.poisoned.is_none() && written.whole {
            self.check_way_out(written, traits.trend.rises || traits.refuses || within.clears);
        }
        if let Some(otherwise) = &written.otherwise {
            self.refuse_in_way("otherwise", otherwise.span);
        }
        lowered.conditions.push(whole);
        lowered.parts.push(ir::WayPart {
            name: written.name.text.clone(),
            groups: within.groups.len() as u32,
            messages,
            is_final: written.is_final.is_some(),
            law: written.law.as_ref().map(|law| law.value.clone()),
        });
    }
}

/// A condition that is asked in groups, of which the negations are given.
fn guarded(groups: &[Condition], own: Condition) -> Condition {
    if groups.is_empty() {
        return own;
    }
    let origin = own.origin;
    let parts = groups.iter().cloned().chain([own]).collect();
    Condition { kind: ConditionKind::Any(parts), origin }
}
