//! Holds the program against the trees that it was made from: what was written and is not in it was lost. Lowering
//! reports what is wrong with a clause; this finds a clause that lowering passed over without a word.

use crate::check::checker::Checker;
use crate::check::state::DefinitionKey;
use crate::check::state::Progress;
use crate::ir;
use crate::source::Span;
use crate::syntax::ast::{self, Clause, FieldKind, Item};

/// How many of each part a policy has.
#[derive(Debug, Default, PartialEq, Eq)]
struct Parts {
    groups: usize,
    ways: usize,
    requirements: usize,
    warnings: usize,
    steps: usize,
    deadlines: usize,
    graces: usize,
    /// Holds, and the collections that they name.
    holds: usize,
    /// Lines of the data block, by collection.
    placed: usize,
    messages: usize,
    /// Words of the title.
    titles: usize,
    /// `fix`, `link`, `law`, `final`, `otherwise`, `until`, `where` and `only for` of a line.
    endings: usize,
}

impl Checker<'_> {
    /// The first item of which the program lacks a part, in a run without errors.
    pub(super) fn first_incomplete(&self) -> Option<Span> {
        let tests = self.packages.iter().flat_map(|package| &package.items);
        let tests = tests.filter_map(|item| match item {
            Item::Test(test) => Some(test),
            Item::Outcomes(_)
            | Item::Words(_)
            | Item::Record(_)
            | Item::Calendar(_)
            | Item::Condition(_)
            | Item::Let(_)
            | Item::Policy(_)
            | Item::Lifecycle(_)
            | Item::Fixture(_) => None,
        });
        let incomplete = self.packages.ids().find_map(|package| self.incomplete_in(package));
        incomplete.or_else(|| self.incomplete_test(&tests.collect::<Vec<_>>()))
    }

    fn incomplete_in(&self, package: ir::PackageId) -> Option<Span> {
        self.packages[package].items.iter().find_map(|item| match item {
            Item::Record(record) => self.incomplete_record(package, record),
            Item::Condition(condition) => {
                let key = (package, None, condition.name.text.as_str());
                self.definition_is_lost(&key).then_some(condition.name.span)
            }
            Item::Let(value) => {
                let key = (package, None, value.name.text.as_str());
                self.definition_is_lost(&key).then_some(value.name.span)
            }
            Item::Policy(policy) => self.incomplete_policy(package, policy),
            Item::Lifecycle(lifecycle) => self.incomplete_lifecycle(package, lifecycle),
            // A calendar is in the program where it is used.
            Item::Calendar(_) => None,
            // Outcomes are names that policies use, and a fixture is a part of the tests that name it.
            Item::Outcomes(_) | Item::Words(_) | Item::Fixture(_) | Item::Test(_) => None,
        })
    }

    fn incomplete_record(&self, package: ir::PackageId, written: &ast::Record) -> Option<Span> {
        let id =
            *self.packages[package].shapes.iter().find(|&&id| self.shapes[id].record.span == written.span)?;
        let is_given = |field: &&ast::Field| matches!(field.kind, FieldKind::Given { .. });
        let given = written.fields.iter().filter(is_given).count();
        if self.program.records[id].fields.len() != given {
            return Some(written.name.span);
        }
        let derived = written.fields.iter().filter(|field| !is_given(field));
        let lost = derived
            .map(|field| &field.name)
            .find(|name| self.definition_is_lost(&(package, Some(id), name.text.as_str())));
        lost.map(|name| name.span)
    }

    fn definition_is_lost(&self, key: &DefinitionKey<'_>) -> bool {
        !matches!(self.definitions.get(key), Some(Progress::Done(Ok(_))))
    }

    fn incomplete_policy(&self, package: ir::PackageId, written: &ast::Policy) -> Option<Span> {
        let lowered = match self.policies.get(&(package, written.name.text.as_str())) {
            Some(Progress::Done(Ok(id))) => self.program.policies.get(*id),
            Some(Progress::Done(Err(_)) | Progress::Started) | None => None,
        };
        let account = self.packages[package].account;
        let may_have_left = account.is_some_and(|account| !account.left_by.is_empty());
        let is_whole = lowered.is_some_and(|lowered| {
            parts_written(written) == parts_lowered(lowered) && lowered.may_have_left() == may_have_left
        });
        (!is_whole).then_some(written.name.span)
    }

    fn incomplete_lifecycle(&self, package: ir::PackageId, written: &ast::Lifecycle) -> Option<Span> {
        let is_it = |it: &&ir::Lifecycle| it.package == package && it.name == written.name.text;
        let lowered = self.program.lifecycles.iter().find(is_it);
        let is_whole = lowered.is_some_and(|lowered| lowered.stages.len() == written.stages.len());
        (!is_whole).then_some(written.name.span)
    }

    /// Tests are lowered in the order of the packages' items.
    fn incomplete_test(&self, written: &[&ast::Test]) -> Option<Span> {
        let lowered = &self.program.tests;
        let lost = written.iter().enumerate().find(|(at, written)| {
            lowered.get(*at).is_none_or(|test| test.expectations.len() != written.expectations.len())
        });
        lost.map(|(_, test)| test.title.span)
    }
}

fn parts_written(policy: &ast::Policy) -> Parts {
    let mut parts = Parts::default();
    for clause in policy.all_clauses() {
        match clause {
            Clause::Title(title) => parts.titles += title.said.len(),
            Clause::When(_) | Clause::AsksNothing(_) => {}
            Clause::Group(_) => parts.groups += 1,
            Clause::Require(require) => {
                parts.ways += require.ways.len();
                for require in std::iter::once(require).chain(require.parts()) {
                    parts.requirements += 1;
                    parts.count_messages(&require.messages);
                    parts.endings += usize::from(require.is_final.is_some())
                        + usize::from(require.law.is_some())
                        + usize::from(require.otherwise.is_some());
                }
            }
            Clause::Warn(warn) => {
                parts.warnings += 1;
                parts.count_messages(&warn.messages);
                parts.endings += usize::from(warn.law.is_some());
            }
            Clause::Step(step) => {
                parts.steps += 1;
                parts.count_messages(&step.messages);
            }
            Clause::Deadline(deadline) => {
                parts.deadlines += 1;
                parts.endings += usize::from(deadline.law.is_some());
            }
            Clause::Notify(notify) => {
                parts.requirements += 1;
                parts.count_messages(&notify.messages);
                parts.endings += usize::from(notify.law.is_some())
                    + usize::from(notify.at_most.is_some())
                    + usize::from(notify.filter.is_some());
            }
            Clause::Grace(_) => parts.graces += 1,
            Clause::Outcome(outcome) => {
                parts.endings += usize::from(outcome.until.is_some())
                    + usize::from(outcome.value.is_some())
                    + usize::from(outcome.sets.is_some());
            }
            Clause::Data(data) => {
                for rule in &data.rules {
                    let endings = usize::from(rule.law.is_some())
                        + usize::from(rule.purpose.is_some())
                        + usize::from(rule.copies.is_some())
                        + usize::from(rule.condition.is_some())
                        + parts_of(&rule.disposal);
                    parts.placed += rule.targets.len();
                    parts.endings += rule.targets.len() * endings;
                }
                for hold in &data.holds {
                    parts.holds += 1 + hold.targets.as_ref().map_or(0, Vec::len);
                    parts.endings += usize::from(hold.law.is_some()) + usize::from(hold.filter.is_some());
                }
            }
        }
    }
    parts
}

fn parts_lowered(policy: &ir::Policy) -> Parts {
    let mut parts = Parts {
        groups: policy.groups.len(),
        ways: 0,
        requirements: policy.requirements.len(),
        warnings: policy.warnings.len(),
        steps: policy.steps.len(),
        deadlines: policy.deadlines.len(),
        graces: usize::from(policy.grace.is_some()),
        holds: policy.holds.len(),
        placed: 0,
        messages: 0,
        titles: policy.title.len(),
        endings: usize::from(policy.until.is_some())
            + usize::from(policy.outcome_value.is_some())
            + usize::from(policy.sets.is_some()),
    };
    for requirement in &policy.requirements {
        parts.count_lowered(&requirement.messages);
        parts.endings += usize::from(requirement.is_final)
            + usize::from(requirement.law.is_some())
            + usize::from(requirement.otherwise.is_some());
        if let Some(notice) = &requirement.notice {
            parts.endings += usize::from(notice.at_most.is_some()) + usize::from(notice.filter.is_some());
        }
        parts.ways += requirement.ways.len();
        for (way, _, conditions) in requirement.ways() {
            parts.requirements += conditions.len();
            for part in &way.parts {
                parts.count_lowered(&part.messages);
                parts.endings += usize::from(part.is_final) + usize::from(part.law.is_some());
            }
        }
    }
    for warning in &policy.warnings {
        parts.count_lowered(&warning.messages);
        parts.endings += usize::from(warning.law.is_some());
    }
    parts.endings += policy.deadlines.iter().filter(|deadline| deadline.law.is_some()).count();
    policy.steps.iter().for_each(|step| parts.count_lowered(&step.messages));
    parts.endings += policy.holds.iter().filter(|hold| hold.law.is_some()).count();
    for held in policy.data.iter().flat_map(|placed| &placed.holds) {
        let is_named = policy.holds.get(held.hold as usize).is_some_and(|hold| !hold.on_everything);
        if is_named && held.outwards == 0 {
            parts.holds += 1;
            parts.endings += usize::from(held.filter.is_some());
        }
    }
    let written = policy.data.iter().filter(|placed| placed.kept_with().is_none());
    for rule in written.flat_map(|placed| &placed.rules) {
        parts.placed += 1;
        parts.endings += usize::from(rule.law.is_some())
            + usize::from(rule.purpose.is_some())
            + usize::from(rule.copies.is_some())
            + usize::from(rule.condition.is_some());
        let retention = rule.disposal.retention();
        parts.endings +=
            usize::from(retention.is_some_and(|it| it.without_start.is_some())) + fields_of(&rule.disposal);
    }
    parts
}

/// What is written of a disposal besides its word: a second period, and the fields of a method.
fn parts_of(disposal: &ast::Disposal) -> usize {
    let fields = |method: &ast::Anonymised| 1 + method.removing.len() + method.replacing.len();
    match disposal {
        ast::Disposal::Erase | ast::Disposal::Forfeit | ast::Disposal::Keep | ast::Disposal::Tell => 0,
        ast::Disposal::Anonymise(method) => fields(method),
        ast::Disposal::Retain(retained) => {
            let second = match &retained.without {
                Some(ast::WithoutStart::For(..)) => 1,
                Some(ast::WithoutStart::NoEnd(_)) | None => 0,
            };
            second + retained.then.as_ref().map_or(0, fields)
        }
    }
}

fn fields_of(disposal: &ir::Disposal) -> usize {
    disposal.method().map_or(0, |method| 1 + method.remove.len() + method.replace.len())
}

impl Parts {
    fn count_messages(&mut self, messages: &[ast::Message]) {
        self.messages += messages.len();
        self.endings += messages.iter().filter(|message| message.fix.is_some()).count();
        self.endings += messages.iter().filter(|message| message.link.is_some()).count();
    }

    fn count_lowered(&mut self, messages: &[ir::Message]) {
        self.messages += messages.len();
        self.endings += messages.iter().filter(|message| message.fix.is_some()).count();
        self.endings += messages.iter().filter(|message| message.link.is_some()).count();
    }
}
