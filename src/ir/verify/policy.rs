//! Policies and their tests.

use super::condition::Checked;
use super::message::Speech;
use super::order::nodes;
use super::shape::{name, unique, words};
use super::size::Size;
use super::{InvalidProgram, Verified, Verifier, each, refuse};
use crate::diagnostic::messages::verify;
use crate::ir::walk::Node;
use crate::ir::{
    Condition, ConditionKind, DataRule, Disposal, Field, Grace, GroupId, Message, Place, Placed, Policy,
    PolicyId, Precondition, Program, RecordId, Requirement, Root, Roots, Test, Trigger, Type, Value,
    calendar,
};

/// A group comes before all that is in it.
fn in_group(group: Option<GroupId>, before: GroupId) -> Verified {
    match group {
        Some(id) if id >= before => refuse(verify::no_group(&id.to_string())),
        Some(_) | None => Ok(()),
    }
}

/// The condition of a requirement with ways has the form that they say.
fn as_ways(requirement: &Requirement) -> Verified {
    let ways: Vec<_> = requirement.ways().collect();
    let ConditionKind::Any(conditions) = &requirement.condition.kind else {
        return refuse(verify::not_as_ways()).map_err(within("ways"));
    };
    let says_nothing = requirement.messages.is_empty() && !requirement.is_final;
    let is_so = says_nothing
        && conditions.len() == requirement.ways.len()
        && ways.len() == conditions.len()
        && ways.iter().all(|(way, _, parts)| {
            !parts.is_empty()
                && parts.len() == way.parts.len()
                && way.parts.iter().zip(*parts).all(|(part, condition)| part.split(condition).is_some())
        });
    if is_so { Ok(()) } else { refuse(verify::not_as_ways()).map_err(within("ways")) }
}

/// No hold stands twice.
fn unique_by_number(holds: impl Iterator<Item = u32>) -> Verified {
    let mut seen = Vec::new();
    for hold in holds {
        if seen.contains(&hold) {
            return refuse(verify::name_is_taken());
        }
        seen.push(hold);
    }
    Ok(())
}

fn within(step: impl std::fmt::Display) -> impl FnOnce(InvalidProgram) -> InvalidProgram {
    move |error| error.at(step)
}

impl<'p> Verifier<'p> {
    pub(super) fn policy(&mut self, id: PolicyId) -> Verified {
        let policy = &self.program.policies[id];
        let Some(package) = self.program.packages.get(policy.package) else {
            return refuse(verify::no_package(&policy.package.to_string())).map_err(within("package"));
        };
        name(&policy.name).map_err(within("name"))?;
        words(&policy.title).map_err(within("title"))?;
        if !self.policies.insert((policy.package, policy.name.as_str())) {
            return refuse(verify::name_is_taken()).map_err(within("name"));
        }
        if let Some(size) = self.proven.policy(id) {
            self.sizes.policies.push(size);
            return Ok(());
        }
        name(&policy.outcome).map_err(within("outcome"))?;
        if let Some(value) = &policy.outcome_value {
            let scope = Checked::new(self, package.account, package.request);
            scope.takes(value.term(), &value.ty()).map_err(within("outcome_value"))?;
        }
        policy.until.as_deref().map_or(Ok(()), name).map_err(within("until"))?;
        let scope = Checked::new(self, package.account, package.request);
        scope.condition(&policy.when).map_err(within("when"))?;
        let is_set = |field: &Field| field.optional && field.ty == Type::Time;
        if policy.sets.is_some() && !self.program.time_set_by(policy).is_some_and(is_set) {
            return refuse(verify::not_an_optional_time()).map_err(within("sets"));
        }
        // Otherwise the outcome would be due anew every day.
        let asks = |time| Program::asks_whether_absent(policy, time);
        if policy.sets.map_or(policy.preconditions.contains(&Precondition::NotDone), |time| !asks(time)) {
            return refuse(verify::not_the_preconditions()).map_err(within("preconditions"));
        }
        // In ascending order, each once, with a condition each and the policy's own.
        let parts = if let ConditionKind::All(parts) = &policy.when.kind { parts.len() } else { 0 };
        let asked = &policy.preconditions;
        if !asked.is_empty() && parts != asked.len() + 1 || !asked.is_sorted_by(|one, next| one < next) {
            return refuse(verify::not_the_preconditions()).map_err(within("preconditions"));
        }
        let roots = Roots { account: Some(package.account), request: package.request, element: None };
        let said =
            |clause: &'p str, condition: Option<&'p Condition>, messages: &'p [Message], is_notice: bool| {
                name(clause).map_err(within("name"))?;
                let mut witnesses = None;
                if let Some(condition) = condition {
                    scope.condition(condition).map_err(within("condition"))?;
                    witnesses = self.program.witnesses(Node::Condition(condition), roots);
                }
                self.messages(messages, &Speech { scope: &scope, package, witnesses, is_notice })
            };
        let clause = |clause: &'p str, condition: Option<&'p Condition>, messages: &'p [Message]| {
            said(clause, condition, messages, false)
        };
        for (id, group) in policy.groups.iter_enumerated() {
            let at = |error: InvalidProgram| error.at(format!("groups[{id}]"));
            scope.condition(&group.condition).map_err(within("condition")).map_err(at)?;
            in_group(group.within, id).map_err(within("within")).map_err(at)?;
        }
        let grouped = |group| in_group(group, policy.groups.next_id()).map_err(within("group"));
        each(&policy.requirements, "requirements", |it| {
            grouped(it.group)?;
            if let Some(notice) = &it.notice {
                let is_so = it.condition == notice.condition()
                    && it.ways.is_empty()
                    && it.group.is_none()
                    && policy.trigger == Trigger::Sweep;
                if !is_so {
                    return refuse(verify::not_as_notice()).map_err(within("notice"));
                }
                scope.takes(&notice.since, &Type::Time).map_err(within("since"))?;
                for length in std::iter::once(&notice.before).chain(&notice.at_most) {
                    scope.takes(length, &Type::Length).map_err(within("before"))?;
                }
            }
            if it.ways.is_empty() {
                return said(&it.name, Some(&it.condition), &it.messages, it.notice.is_some());
            }
            name(&it.name).map_err(within("name"))?;
            scope.condition(&it.condition).map_err(within("condition"))?;
            as_ways(it)?;
            unique(it.ways.iter().map(|way| way.name.as_str())).map_err(within("ways"))?;
            for (way, _, conditions) in it.ways() {
                name(&way.name).map_err(within("ways"))?;
                unique(way.parts.iter().map(|part| part.name.as_str())).map_err(within(&way.name))?;
                for (part, condition) in way.parts.iter().zip(conditions) {
                    let own = part.split(condition).map(|(_, own)| own);
                    clause(&part.name, own, &part.messages).map_err(within(&way.name))?;
                }
            }
            Ok(())
        })?;
        each(&policy.warnings, "warnings", |it| {
            grouped(it.group)?;
            clause(&it.name, Some(&it.condition), &it.messages)
        })?;
        each(&policy.steps, "steps", |it| {
            grouped(it.group)?;
            clause(&it.name, None, &it.messages)
        })?;
        each(&policy.deadlines, "deadlines", |it| {
            grouped(it.group)?;
            name(&it.name).map_err(within("name"))?;
            scope.condition(&it.begun).map_err(within("begun"))?;
            scope.condition(&it.met).map_err(within("met"))?;
            scope.condition(&it.over).map_err(within("over"))?;
            scope.takes(&it.due, &Type::Time).map_err(within("due"))
        })?;
        policy.grace.as_ref().map_or(Ok(()), |it| self.grace(it, &scope)).map_err(within("grace"))?;
        each(&policy.holds, "holds", |it| {
            name(&it.name).map_err(within("name"))?;
            scope.condition(&it.condition).map_err(within("condition"))
        })?;
        each(&policy.data, "data", |placed| self.placed(placed, policy, &scope))?;
        let account = self.program.packages[policy.package].account;
        let is_first = |placed: &Placed| !placed.tells();
        if !policy.data.is_sorted_by_key(is_first) {
            return refuse(verify::not_told_first()).map_err(within("data"));
        }
        let (told, placed): (Vec<&Placed>, Vec<&Placed>) = policy.data.iter().partition(|it| it.tells());
        let paths: Vec<&[Place]> = placed.iter().map(|placed| placed.path.as_slice()).collect();
        let shared = self.program.shared(account, &paths);
        if told.iter().any(|it| it.is_shared) || placed.iter().map(|placed| placed.is_shared).ne(shared) {
            return refuse(verify::not_shared()).map_err(within("data"));
        }
        if !self.program.has_one_method_each(account, &policy.data) {
            return refuse(verify::several_methods()).map_err(within("data"));
        }
        for list in [told, placed] {
            unique(list.iter().map(|placed| placed.name.as_str())).map_err(within("data"))?;
        }
        let requirements = policy.requirements.iter().map(|it| it.name.as_str());
        let warnings = policy.warnings.iter().map(|it| it.name.as_str());
        let others = policy.steps.iter().map(|it| it.name.as_str());
        let others = others.chain(policy.deadlines.iter().map(|it| it.name.as_str()));
        let others = others.chain(policy.holds.iter().map(|it| it.name.as_str()));
        unique(requirements.chain(warnings).chain(others))?;
        let mut size = Size::default();
        for node in nodes(policy) {
            size = size.beside(self.sizes.of(node)?);
        }
        self.sizes.policies.push(size);
        Ok(())
    }

    fn grace(&self, grace: &'p Grace, scope: &Checked<'_, 'p>) -> Verified {
        scope.takes(&grace.until, &Type::Time).map_err(within("until"))?;
        match &grace.cancelled_by {
            Some(select) => scope.select(select).map(|_| ()).map_err(within("cancelled_by")),
            None => Ok(()),
        }
    }

    /// What becomes of a collection: the last of its lines, and no other, speaks of all that are left.
    fn placed(&self, placed: &'p Placed, policy: &'p Policy, scope: &Checked<'_, 'p>) -> Verified {
        let leaves = policy.leaves;
        placed.name.split('.').try_for_each(name).map_err(within("name"))?;
        let mut scopes = vec![scope.clone()];
        let mut scope = scope.clone();
        for (at, place) in placed.path.iter().enumerate() {
            let root = if at == 0 { Root::Account } else { Root::Element(0) };
            if place.root != root {
                return refuse(verify::not_of_the_account()).map_err(within("path"));
            }
            scope = scope.inside(scope.collection(place).map_err(within("path"))?);
            scopes.push(scope.clone());
        }
        each(&placed.holds, "holds", |held| {
            if held.hold as usize >= policy.holds.len() {
                return refuse(verify::no_hold(&held.hold.to_string())).map_err(within("hold"));
            }
            // At the account itself there is no element to speak of.
            let outwards = (held.outwards as usize).checked_add(1);
            let around = outwards.and_then(|outwards| scopes.len().checked_sub(outwards));
            let is_within = |at: &usize| *at > 0 || placed.path.is_empty() && held.outwards == 0;
            let Some(around) = around.filter(is_within) else {
                return refuse(verify::not_around()).map_err(within("outwards"));
            };
            held.filter.as_ref().map_or(Ok(()), |it| scopes[around].condition(it)).map_err(within("filter"))
        })?;
        unique_by_number(placed.holds.iter().map(|held| held.hold)).map_err(within("holds"))?;
        if let Some(others) = placed.kept_with() {
            let is_so =
                leaves && placed.path.len() == 1 && placed.rules.len() == 1 && placed.holds.is_empty();
            let is_placed = |name: &String| {
                policy
                    .data
                    .iter()
                    .any(|other| other.name == *name && other.kept_with().is_none() && !other.tells())
            };
            if !is_so || !others.iter().all(is_placed) {
                return refuse(verify::not_kept_with()).map_err(within("rules"));
            }
        }
        let is_told = |rule: &DataRule| rule.disposal == Disposal::Inform;
        let is_one_list = placed.rules.iter().all(|rule| is_told(rule) == placed.tells());
        if !is_one_list || placed.tells() && (placed.path.is_empty() || !placed.holds.is_empty()) {
            return refuse(verify::not_those_told()).map_err(within("rules"));
        }
        let takes_all = placed.rules.iter().any(|rule| rule.condition.is_none());
        if !takes_all && !placed.tells()
            || placed.rules.iter().rev().skip(1).any(|rule| rule.condition.is_none())
        {
            return refuse(verify::not_for_all_elements()).map_err(within("rules"));
        }
        each(&placed.rules, "rules", |rule| {
            let is_kept = rule.disposal == Disposal::Keep;
            if leaves && is_kept || !leaves && placed.path.is_empty() && !is_kept {
                return refuse(verify::not_of_the_outcome()).map_err(within("disposal"));
            }
            let condition = rule.condition.as_ref();
            condition.map_or(Ok(()), |it| scope.condition(it)).map_err(within("condition"))?;
            let end = rule.disposal.end();
            end.map_or(Ok(()), |end| scope.takes(end, &Type::Time)).map_err(within("retain"))?;
            let other = rule.disposal.retention().and_then(|it| it.without_start.as_ref());
            other.map_or(Ok(()), |end| scope.takes(end, &Type::Time)).map_err(within("without_start"))?;
            if let Some(length) = &rule.copies
                && !(rule.disposal.lets_go() && DataRule::can_be_within(length))
            {
                return refuse(verify::no_copies()).map_err(within("copies"));
            }
            let account = self.program.packages[policy.package].account;
            if let Some(method) = rule.disposal.method() {
                let record = self.program.elements_within(account, &placed.path);
                let record = record.map(|record| &self.program.records[record]);
                if !record.is_some_and(|record| self.program.is_method_of(method, record)) {
                    return refuse(verify::not_a_method()).map_err(within("method"));
                }
            }
            let Some(length) = rule.disposal.after_leaving() else { return Ok(()) };
            if !policy.may_have_left() || !leaves {
                return refuse(verify::never_left()).map_err(within("after_leaving"));
            }
            scope.takes(length, &Type::Length).map_err(within("after_leaving"))
        })
    }

    pub(super) fn test(&self, test: &Test) -> Verified {
        let Some(policy) = self.program.policies.get(test.policy) else {
            return refuse(verify::no_policy(&test.policy.to_string())).map_err(within("policy"));
        };
        if !(calendar::FIRST..=calendar::LAST).contains(&test.now.as_micros()) {
            return refuse(verify::out_of_range()).map_err(within("now"));
        }
        let package = &self.program.packages[policy.package];
        self.root(&test.account, package.account).map_err(within("account"))?;
        let request = self.root_if_declared(test.request.as_ref(), package.request);
        request.unwrap_or_else(|| refuse(verify::request_not_as_declared())).map_err(within("request"))?;
        let service = self.root_if_declared(test.service.as_ref(), package.service);
        service.unwrap_or_else(|| refuse(verify::service_not_as_declared())).map_err(within("service"))
    }

    /// The record of a root that need not be declared; `None` if there is one without the other.
    fn root_if_declared(&self, value: Option<&Value>, record: Option<RecordId>) -> Option<Verified> {
        match (value, record) {
            (None, None) => Some(Ok(())),
            (Some(value), Some(record)) => Some(self.root(value, record)),
            (Some(_), None) | (None, Some(_)) => None,
        }
    }

    fn root(&self, value: &Value, record: RecordId) -> Verified {
        match value.fields() {
            Some(_) => self.value(value, &Type::Record(record), false),
            None => refuse(verify::not_a_record()),
        }
    }
}
