//! Lifecycles: `lifecycle dormancy: suspend then delete restarted by last_used`. Policies follow each other, and begin anew
//! once the account is used again: each stage but the first has to show that the one before it is carried out *since then*.
//! Without that, a holder who came back would be deleted on the old clock.

use std::collections::{HashMap, HashSet};

use crate::check::build::{Built, made};
use crate::check::checker::Checker;
use crate::check::policy::clauses::behind_brace;
use crate::check::reports::words;
use crate::check::state::Restart;
use crate::check::suggest::nearest::unknown;
use crate::diagnostic::messages::{check_names, check_stages, check_types, common, nouns};
use crate::diagnostic::{Code, Diagnostic, Reported};
use crate::ir::entailment::{Prover, constant};
use crate::ir::{
    self, Body, Comparison, Condition, ConditionKind, DefinitionId, PolicyId, Subject, Type, time_of_account,
};
use crate::source::Span;
use crate::syntax::ast::{self, Clause, ExprKind};

/// The fewest policies that follow each other.
const FEWEST: usize = 2;
/// How many conditions and terms a `when` may have for its definitions to be written out, and how many steps a proof may take.
const MOST_NODES: u64 = 20_000;
const MOST_STEPS: u64 = 1_000_000;

/// A stage with what is known of it.
#[derive(Clone, Copy)]
struct Stage<'a> {
    name: &'a ast::Name,
    written: &'a ast::Policy,
    id: PolicyId,
    /// The time that it sets, and where it says so.
    sets: (u32, &'a ast::Name),
}

impl<'a> Checker<'a> {
    /// Says of each policy which time restarts it, before any is lowered: it asks whether it is done since then.
    pub(in crate::check) fn declare_lifecycles(&mut self) {
        let mut first: HashMap<(ir::PackageId, &'a str), Span> = HashMap::new();
        for package in self.packages.ids() {
            for item in self.packages[package].items.clone() {
                let ast::Item::Lifecycle(written) = item else { continue };
                let restarted_by = self.time_that_restarts(package, &written.restarted_by);
                let mut wrong = restarted_by.as_ref().err().copied();
                for stage in &written.stages {
                    wrong = self.declare_stage(package, stage, &mut first).err().or(wrong);
                }
                if written.stages.len() < FEWEST {
                    let few = self.report_too_few(written);
                    wrong = wrong.or(Some(few));
                }
                let by = written.restart;
                for stage in &written.stages {
                    let restart = Restart { field: restarted_by.as_ref().ok().copied(), by };
                    self.restarts.entry((package, &stage.text)).or_insert(restart);
                }
                if let (None, Ok(restarted_by)) = (wrong, restarted_by) {
                    self.lifecycles.push((package, written, restarted_by));
                }
            }
        }
    }

    fn declare_stage(
        &mut self,
        package: ir::PackageId,
        stage: &'a ast::Name,
        first: &mut HashMap<(ir::PackageId, &'a str), Span>,
    ) -> Built<()> {
        let Some(policy) = self.packages[package].policies.get(stage.text.as_str()).copied() else {
            let wrong = self.unknown_policy(package, stage);
            return Err(self.report(wrong));
        };
        let declared = policy.name.span;
        self.link(stage.span, declared);
        match first.get(&(package, stage.text.as_str())) {
            Some(&first) => Err(self.report(
                Diagnostic::new(Code::StageTwice, stage.span, check_stages::stage_twice(&stage.text))
                    .label(check_stages::a_stage_again())
                    .because(first, check_stages::a_stage_first())
                    .note(check_stages::one_place_in_one_lifecycle())
                    .help(common::leave_it_out()),
            )),
            None => {
                first.insert((package, &stage.text), stage.span);
                Ok(())
            }
        }
    }

    fn report_too_few(&mut self, written: &'a ast::Lifecycle) -> Reported {
        let at = written.stages.first().map_or(written.name.span, |stage| stage.span);
        self.report(
            Diagnostic::new(Code::FewStages, at, check_stages::too_few_stages(&written.name.text))
                .label(check_stages::nothing_follows())
                .help(check_stages::name_the_next()),
        )
    }

    /// The time of the account after which a lifecycle begins anew: the index of its field.
    fn time_that_restarts(&mut self, package: ir::PackageId, name: &'a ast::Name) -> Built<u32> {
        let refused = |label| {
            Diagnostic::new(Code::NotARestart, name.span, check_stages::does_not_restart(&name.text))
                .label(label)
                .note(check_stages::restarts_when_used())
        };
        let Some(account) = self.account_of(package) else {
            return Err(self.report(refused(check_stages::no_account_to_set())));
        };
        let shape = &self.shapes[account];
        if let Some(derived) = shape.derived.get(name.text.as_str()) {
            self.link(name.span, derived.name.span);
            let wrong = refused(check_stages::is_derived()).help(check_stages::restart_by_given_time());
            return Err(self.report(wrong));
        }
        let Some(&index) = shape.given.get(name.text.as_str()) else {
            let fields = &self.program.records[account].fields;
            let is_time = |at: &u32| fields[*at as usize].ty == Type::Time;
            let times = shape.given.iter().filter(|(_, at)| is_time(at));
            let times = times.map(|(name, at)| (*name, Some(shape.given_at[*at as usize])));
            let near = self.near(&name.text, times);
            return Err(
                self.report(unknown(name, nouns::time(), near).note(check_stages::restarts_when_used()))
            );
        };
        self.link_field(name.span, account, index);
        if let Some(reported) = self.untyped.get(&(account, index)) {
            return Err(*reported);
        }
        let ty = &self.program.records[account].fields[index as usize].ty;
        if *ty == Type::Time {
            return Ok(index);
        }
        let label = check_types::this_is(words(ty));
        let declared = self.shapes[account].given_at[index as usize];
        Err(self.report(
            refused(label)
                .because(declared, check_names::declared_here(&name.text))
                .help(check_stages::restart_by_given_time()),
        ))
    }

    /// Checks each lifecycle once its policies are lowered, and takes in those without errors.
    pub(in crate::check) fn check_lifecycles(&mut self) {
        // Where each time is set.
        let mut set: HashMap<(ir::PackageId, u32), (Span, &'a str)> = HashMap::new();
        for (package, written, restarted_by) in std::mem::take(&mut self.lifecycles) {
            let stages: Vec<_> =
                written.stages.iter().map(|stage| self.stage(package, stage, &mut set)).collect();
            let mut is_whole = stages.iter().all(Option::is_some);
            for stage in stages.iter().flatten().filter(|stage| stage.sets.0 == restarted_by) {
                is_whole = false;
                self.report_sets_restart(&written.restarted_by, stage);
            }
            if !is_whole {
                continue;
            }
            let stages: Vec<Stage<'a>> = stages.into_iter().flatten().collect();
            for pair in stages.windows(2) {
                self.check_order(package, pair[0], pair[1], restarted_by);
            }
            for stage in &stages {
                self.warn_unreachable(package, *stage, restarted_by);
                self.warn_unread(package, *stage);
            }
            self.program.lifecycles.push(ir::Lifecycle {
                package,
                name: written.name.text.clone(),
                stages: stages.iter().map(|stage| stage.id).collect(),
                restarted_by,
            });
        }
    }

    /// A stage with the time that it sets, which no other one sets.
    fn stage(
        &mut self,
        package: ir::PackageId,
        name: &'a ast::Name,
        set: &mut HashMap<(ir::PackageId, u32), (Span, &'a str)>,
    ) -> Option<Stage<'a>> {
        let id = self.policy(package, &name.text).ok()?;
        let written = self.packages[package].policies[name.text.as_str()];
        let clause = written.clauses.iter().find_map(|clause| clause.outcome()?.sets.as_ref());
        let sets = self.program.policies[id].sets.zip(clause);
        let Some((time, at)) = sets else {
            // What could not be read of the policy, or is not a time, is reported there.
            if clause.is_none() && written.whole {
                self.report(
                    Diagnostic::new(
                        Code::StageSetsNothing,
                        name.span,
                        check_stages::sets_nothing(&name.text),
                    )
                    .label(check_stages::no_time_of_it())
                    .because(written.name.span, check_names::declared_here(&name.text))
                    .note(check_stages::next_asks_for_time())
                    .help(check_stages::add_sets()),
                );
            }
            return None;
        };
        if let Some((first, other)) = set.get(&(package, time)) {
            self.report(
                Diagnostic::new(Code::SetTwice, at.span, check_stages::set_by_two(&at.text))
                    .label(check_stages::set_by_this_stage(&name.text))
                    .because(*first, check_stages::set_by_other_stage(other))
                    .note(check_stages::next_asks_for_time())
                    .help(check_stages::set_one_of_its_own()),
            );
            return None;
        }
        set.insert((package, time), (at.span, &name.text));
        Some(Stage { name, written, id, sets: (time, at) })
    }

    fn report_sets_restart(&mut self, restarted_by: &'a ast::Name, stage: &Stage<'a>) {
        let time = &restarted_by.text;
        self.report(
            Diagnostic::new(Code::NotARestart, restarted_by.span, check_stages::does_not_restart(time))
                .label(check_stages::a_stage_sets_it())
                .because(stage.sets.1.span, check_stages::set_by_this_stage(&stage.name.text))
                .note(check_stages::restarts_when_used())
                .help(check_stages::restart_by_given_time()),
        );
    }

    /// Refuses a stage that does not show that the one before it is carried out since the account was used.
    fn check_order(
        &mut self,
        package: ir::PackageId,
        before: Stage<'a>,
        stage: Stage<'a>,
        restarted_by: u32,
    ) {
        let key = (package, stage.name.text.as_str());
        let own = self.program.policies[stage.id].parts_of_when().1.cloned();
        if self.lost_whens.contains(&key) || own.is_none() && !stage.written.whole {
            return;
        }
        if own.as_ref().is_some_and(|own| self.shows_since(package, own, before.sets.0, restarted_by)) {
            return;
        }
        let (time, restart) = (before.sets.1.text.as_str(), self.name_of_time(package, restarted_by));
        let conjunct = match self.may_be_absent(package, restarted_by) {
            false => format!("{time} after {restart}"),
            true => format!("{time} is present and ({restart} is absent or {time} after {restart})"),
        };
        let when = stage.written.clauses.iter().find_map(Clause::when);
        let at = when.map_or(stage.written.name.span, |when| when.span);
        let wrong = check_stages::not_after_the_one_before(&stage.name.text, &before.name.text);
        let wrong = Diagnostic::new(Code::OldClock, at, wrong)
            .label(check_stages::true_of_who_came_back(time, &restart))
            .because(stage.name.span, check_stages::follows(&before.name.text))
            .note(check_stages::came_back());
        let wrong = match when {
            Some(when) => {
                let is_single = |kind: &ExprKind| !matches!(kind, ExprKind::Or(_) | ExprKind::IfThen(..));
                let text = self.sources.slice(when.span);
                let help = wrong.help(common::write_this(&format!("{conjunct} and …")));
                match is_single(&when.kind) {
                    true => {
                        let start = Span::new(when.span.file, when.span.start, when.span.start);
                        help.fix(start, format!("{conjunct} and "))
                    }
                    false => help.fix(when.span, format!("{conjunct} and ({text})")),
                }
            }
            None => {
                let policy = stage.written.span;
                let help = wrong.help(common::write_this(&format!("when {conjunct}")));
                match behind_brace(self.sources.slice(policy)) {
                    Some(brace) => {
                        let at = policy.start + brace as u32;
                        help.fix(Span::new(policy.file, at, at), format!("\n  when {conjunct}\n"))
                    }
                    None => help,
                }
            }
        };
        self.report(wrong);
    }

    /// Whether a condition is true only where a time of the account is present, and after the one that restarts it.
    fn shows_since(&self, package: ir::PackageId, own: &Condition, time: u32, restarted_by: u32) -> bool {
        let (set, restart) = (time_of_account(time), time_of_account(restarted_by));
        let scope = self.scope_of(package, None).with_present(self.refinements_if(own, true));
        if !scope.is_present(&set) {
            return false;
        }
        let at = own.origin.span();
        let mut after = vec![
            made(ConditionKind::Compare(Comparison::Greater, set.clone(), restart.clone()), at),
            made(ConditionKind::Compare(Comparison::Less, restart.clone(), set), at),
        ];
        if self.may_be_absent(package, restarted_by) {
            let present = made(ConditionKind::Present(restart), at);
            after.push(made(ConditionKind::Not(Box::new(present)), at));
        }
        let prover = Prover::new(MOST_STEPS);
        prover.entails(&self.spelt_out(own), &made(ConditionKind::Any(after), at))
    }

    /// Warns of a stage of which no account that has not left can be eligible, or that is done where it applies.
    fn warn_unreachable(&mut self, package: ir::PackageId, stage: Stage<'a>, restarted_by: u32) {
        let policy = &self.program.policies[stage.id];
        let (asked, own) = policy.parts_of_when();
        let Some(own) = own.filter(|own| constant(own).is_none()).cloned() else { return };
        let mut parts = Vec::new();
        asked.iter().for_each(|(_, condition)| flatten(&self.spelt_out(condition), &mut parts));
        flatten(&self.spelt_out(&own), &mut parts);
        let all = Condition { kind: ConditionKind::All(parts), origin: own.origin };
        let is_done = || self.shows_since(package, &own, stage.sets.0, restarted_by);
        if constant(&all) != Some(false) && !is_done() {
            return;
        }
        self.warn(
            Diagnostic::new(
                Code::UnreachableStage,
                own.origin.span(),
                check_stages::unreachable(&stage.name.text),
            )
            .label(check_stages::true_of_no_such_account())
            .because(stage.name.span, check_stages::a_stage_first())
            .note(check_stages::asked_before_when())
            .help(check_stages::ask_for_the_stage_before()),
        );
    }

    /// Warns of a time that a stage sets and nothing reads: neither a condition, nor `left by`.
    fn warn_unread(&mut self, package: ir::PackageId, stage: Stage<'a>) {
        let Some(account) = self.account_of(package) else { return };
        let declared = self.shapes[account].given_at[stage.sets.0 as usize];
        let policies = self.packages[package].policies.values();
        let outcomes = policies.flat_map(|policy| &policy.clauses).filter_map(Clause::outcome);
        let setting: HashSet<Span> =
            outcomes.filter_map(|outcome| Some(outcome.sets.as_ref()?.span)).collect();
        let links = self.links.uses.iter().chain(&self.current.links.uses);
        let mut reading = links.filter(|link| link.to == declared && !setting.contains(&link.at));
        if reading.next().is_some() {
            return;
        }
        let time = &stage.sets.1.text;
        self.warn(
            Diagnostic::new(Code::SetUnread, stage.sets.1.span, check_stages::set_and_unread(time))
                .label(check_stages::only_set_here())
                .because(declared, check_names::declared_here(time))
                .help(match self.program.policies[stage.id].leaves {
                    true => check_stages::leave_by(time),
                    false => check_stages::read_it(time),
                }),
        );
    }

    /// A condition with the conditions that it calls of the same account written out, unless it would be too large.
    fn spelt_out(&self, condition: &Condition) -> Condition {
        match self.summaries().condition(condition).nodes <= MOST_NODES {
            true => self.with_definitions(condition),
            false => condition.clone(),
        }
    }

    fn with_definitions(&self, condition: &Condition) -> Condition {
        let all = |parts: &[Condition]| parts.iter().map(|part| self.with_definitions(part)).collect();
        let kind = match &condition.kind {
            ConditionKind::Call(id, Subject::Same) => match self.body_of_condition(*id) {
                Some(body) => return self.with_definitions(body),
                None => condition.kind.clone(),
            },
            ConditionKind::Not(inner) => ConditionKind::Not(Box::new(self.with_definitions(inner))),
            ConditionKind::All(parts) => ConditionKind::All(all(parts)),
            ConditionKind::Any(parts) => ConditionKind::Any(all(parts)),
            ConditionKind::Constant(_)
            | ConditionKind::Holds(_)
            | ConditionKind::Compare(..)
            | ConditionKind::Member(..)
            | ConditionKind::StartsWith(..)
            | ConditionKind::Present(_)
            | ConditionKind::Quantified(..)
            | ConditionKind::Satisfies(..)
            | ConditionKind::Call(..)
            | ConditionKind::Case(_) => condition.kind.clone(),
        };
        Condition { kind, origin: condition.origin }
    }

    /// The body of a definition that is a condition of the account.
    fn body_of_condition(&self, id: DefinitionId) -> Option<&Condition> {
        let definition = &self.program.definitions[id];
        match &definition.body {
            Body::Condition(body) if definition.element.is_none() => Some(body),
            Body::Condition(_) | Body::Term(_) => None,
        }
    }

    fn may_be_absent(&self, package: ir::PackageId, time: u32) -> bool {
        let field = self.program.field(self.program.packages[package].account, time);
        field.is_some_and(|field| field.optional)
    }

    fn name_of_time(&self, package: ir::PackageId, time: u32) -> String {
        let field = self.program.field(self.program.packages[package].account, time);
        field.map(|field| field.name.clone()).unwrap_or_default()
    }
}

/// The parts of a conjunction, those of the conjunctions in it included.
fn flatten(condition: &Condition, parts: &mut Vec<Condition>) {
    match &condition.kind {
        ConditionKind::All(inner) => inner.iter().for_each(|part| flatten(part, parts)),
        ConditionKind::Constant(_)
        | ConditionKind::Holds(_)
        | ConditionKind::Not(_)
        | ConditionKind::Any(_)
        | ConditionKind::Compare(..)
        | ConditionKind::Member(..)
        | ConditionKind::StartsWith(..)
        | ConditionKind::Present(_)
        | ConditionKind::Quantified(..)
        | ConditionKind::Satisfies(..)
        | ConditionKind::Call(..)
        | ConditionKind::Case(_) => parts.push(condition.clone()),
    }
}
