//! Policies and their tests.

use std::fmt;

use super::{Printer, words};
use crate::ir::walk::Node;
use crate::ir::{
    Condition, DataRule, Disposal, Grace, GroupId, Held, Hold, Lifecycle, LifecycleId, Message, Piece,
    Placed, Plural, PluralForm, Policy, PolicyId, RecordId, Retention, Root, Roots, Scope, Test, Trigger,
    Value, Zone, calendar,
};

impl<'p> Printer<'p> {
    pub(super) fn policy(&mut self, id: PolicyId, policy: &'p Policy) -> fmt::Result {
        let scope = Scope::of_policy(self.program, policy);
        let trigger = match policy.trigger {
            Trigger::Request => "request",
            Trigger::Sweep => "sweep",
        };
        self.line(0, format_args!("\npolicy {} on {trigger}", self.program.policy_name(id)))?;
        if !policy.title.is_empty() {
            self.line(1, format_args!("title{}", words(&policy.title)))?;
        }
        self.clause(1, "when", &policy.when, &scope)?;
        for (id, group) in policy.groups.iter_enumerated() {
            let within = in_group(group.within);
            self.clause(1, &format!("group {id}{within} when"), &group.condition, &scope)?;
        }
        for requirement in &policy.requirements {
            let group = in_group(requirement.group);
            let is_final = if requirement.is_final { ", final" } else { "" };
            let otherwise = requirement.otherwise.as_ref().map(|name| format!(", otherwise {name}"));
            let otherwise = otherwise.unwrap_or_default();
            self.clause(
                1,
                &format!("require {}{group}{is_final}{otherwise}:", requirement.name),
                &requirement.condition,
                &scope,
            )?;
            self.messages(&requirement.messages, Some(&requirement.condition), &scope)?;
            self.law(requirement.law.as_deref())?;
            if let Some(notice) = &requirement.notice {
                let before = self.term(&notice.before, &scope);
                let at_most = notice.at_most.as_ref().map(|it| format!(" to {}", self.term(it, &scope)));
                let since = self.term(&notice.since, &scope);
                let at_most = at_most.unwrap_or_default();
                self.line(2, format_args!("notice {before}{at_most} before, counted since {since}"))?;
            }
            for (way, _, conditions) in requirement.ways() {
                self.line(2, format_args!("way {}", way.name))?;
                for (part, condition) in way.parts.iter().zip(conditions) {
                    let is_final = if part.is_final { ", final" } else { "" };
                    self.line(2, format_args!("part {}{is_final}", part.name))?;
                    self.messages(&part.messages, part.split(condition).map(|(_, own)| own), &scope)?;
                    self.law(part.law.as_deref())?;
                }
            }
        }
        for warning in &policy.warnings {
            self.clause(
                1,
                &format!("warn {}{} when", warning.name, in_group(warning.group)),
                &warning.condition,
                &scope,
            )?;
            self.messages(&warning.messages, Some(&warning.condition), &scope)?;
            self.law(warning.law.as_deref())?;
        }
        for step in &policy.steps {
            self.line(1, format_args!("step {}{}", step.name, in_group(step.group)))?;
            self.messages(&step.messages, None, &scope)?;
        }
        for deadline in &policy.deadlines {
            let head = format!("deadline {}{}", deadline.name, in_group(deadline.group));
            self.line(1, format_args!("{head} due {}", self.term(&deadline.due, &scope)))?;
            self.clause(2, "begun", &deadline.begun, &scope)?;
            self.clause(2, "met", &deadline.met, &scope)?;
            self.clause(2, "over", &deadline.over, &scope)?;
            self.law(deadline.law.as_deref())?;
        }
        if let Some(grace) = &policy.grace {
            self.grace(grace, &scope)?;
        }
        let until = policy.until.as_ref().map(|name| format!(" until {name}")).unwrap_or_default();
        let value = policy.outcome_value.as_ref();
        let value = value.map(|value| format!(" {} {}", value.word(), self.term(value.term(), &scope)));
        let leaves = if policy.leaves { " leaves" } else { "" };
        let sets = self.program.time_set_by(policy);
        let sets = sets.map(|field| format!(" sets {}", field.name)).unwrap_or_default();
        let value = value.unwrap_or_default();
        self.line(1, format_args!("outcome {}{leaves}{value}{until}{sets}", policy.outcome))?;
        for hold in &policy.holds {
            self.clause(1, &format!("hold {}:", hold.name), &hold.condition, &scope)?;
            self.law(hold.law.as_deref())?;
        }
        policy.data.iter().try_for_each(|placed| self.placed(policy, placed, &scope))
    }

    /// A condition after its heading, on the same line where both fit.
    fn clause(
        &mut self,
        depth: usize,
        head: &str,
        condition: &'p Condition,
        scope: &Scope<'p>,
    ) -> fmt::Result {
        let beside = self.condition(condition, scope, depth + head.chars().count().div_ceil(2) + 1);
        if !beside.contains('\n') {
            return self.line(depth, format_args!("{head} {beside}"));
        }
        let below = self.condition(condition, scope, depth + 1);
        self.line(depth, head)?;
        self.lines(depth + 1, &below)
    }

    fn messages(
        &mut self,
        messages: &'p [Message],
        condition: Option<&'p Condition>,
        scope: &Scope<'p>,
    ) -> fmt::Result {
        let roots = Roots {
            account: scope.record_of(Root::Account),
            request: scope.record_of(Root::Request),
            element: None,
        };
        let witnesses = condition.and_then(|it| self.program.witnesses(Node::Condition(it), roots));
        for Message { language, text, fix, link } in messages {
            let text = self.pieces(text, witnesses, scope);
            let fix = fix.as_ref().map(|fix| format!("  fix {}", self.pieces(fix, witnesses, scope)));
            let link = link.as_ref().map(|link| format!("  link {link:?}"));
            self.line(
                2,
                format_args!("{language} {text}{}{}", fix.unwrap_or_default(), link.unwrap_or_default()),
            )?;
        }
        Ok(())
    }

    fn law(&mut self, law: Option<&str>) -> fmt::Result {
        law.map_or(Ok(()), |law| self.line(2, format_args!("law {law:?}")))
    }

    fn pieces(&self, pieces: &'p [Piece], witnesses: Option<RecordId>, scope: &Scope<'p>) -> String {
        let mut text = String::new();
        for piece in pieces {
            text.push_str(&match piece {
                Piece::Text(plain) => escaped(plain),
                Piece::Value(term, _) => format!("{{{}}}", self.term(term, scope)),
                Piece::Count => "{count}".to_owned(),
                Piece::Each(fields, _) => {
                    format!("{{each {}}}", self.program.field_names(witnesses, fields).join("."))
                }
                Piece::Clears => "{clears}".to_owned(),
                Piece::Now => "{now}".to_owned(),
                Piece::Due => "{due}".to_owned(),
                Piece::Plural(plural) => self.plural(plural, witnesses, scope),
            });
        }
        format!("\"{text}\"")
    }

    /// `{count: one "…" other "…"}`
    fn plural(&self, plural: &'p Plural, witnesses: Option<RecordId>, scope: &Scope<'p>) -> String {
        let of = self.pieces(std::slice::from_ref(&plural.of), witnesses, scope);
        let of = of.trim_matches(|sign| matches!(sign, '"' | '{' | '}'));
        let form = |form: &'p PluralForm| {
            format!(" {} {}", form.category, self.pieces(&form.pieces, witnesses, scope))
        };
        format!("{{{of}:{}}}", plural.forms.iter().map(form).collect::<String>())
    }

    fn grace(&mut self, grace: &'p Grace, scope: &Scope<'p>) -> fmt::Result {
        let until = self.term(&grace.until, scope);
        let cancelled = grace.cancelled_by.as_ref();
        let cancelled = cancelled.map(|select| format!(", cancelled by {}", self.select(select, scope)));
        self.line(1, format_args!("grace until {until}{}", cancelled.unwrap_or_default()))
    }

    fn placed(&mut self, policy: &'p Policy, placed: &'p Placed, scope: &Scope<'p>) -> fmt::Result {
        let place = placed.collection();
        let inner = scope.inside_placed(placed);
        for held in &placed.holds {
            let by = policy.holds.get(held.hold as usize).map_or("", |hold| hold.name.as_str());
            let around = scope.around_placed(placed, held.outwards);
            let head = format!("hold {by} on {place}");
            match &held.filter {
                Some(filter) => self.clause(1, &format!("{head} where"), filter, &around)?,
                None => self.line(1, head)?,
            }
        }
        for rule in &placed.rules {
            let head = format!("data {}", self.done(rule, &place, &inner));
            match &rule.condition {
                Some(condition) => self.clause(1, &format!("{head} where"), condition, &inner)?,
                None => self.line(1, head)?,
            }
        }
        Ok(())
    }

    /// What a line does, without its condition.
    fn done(&self, rule: &'p DataRule, place: &str, scope: &Scope<'p>) -> String {
        let until = match &rule.disposal {
            Disposal::KeepWith(others) => format!(" with {}", others.join(", ")),
            Disposal::Retain(retention) => self.retained(retention, scope),
            Disposal::Anonymise(method) => method.words(),
            Disposal::Erase | Disposal::Forfeit | Disposal::Keep | Disposal::Inform => String::new(),
        };
        let purpose = rule.purpose.as_ref().map(|purpose| format!("  only for {purpose:?}"));
        let copies = rule.copies.as_ref().map(|within| format!("  copies gone within {within}"));
        let law = rule.law.as_ref().map(|law| format!("  law {law:?}")).unwrap_or_default();
        let word = if rule.disposal == Disposal::Inform { "tell" } else { rule.disposal.kind().word() };
        let (purpose, copies) = (purpose.unwrap_or_default(), copies.unwrap_or_default());
        format!("{word} {place}{until}{purpose}{copies}{law}")
    }

    fn retained(&self, retention: &'p Retention, scope: &Scope<'p>) -> String {
        let mut text = format!(" until {}", self.term(&retention.end, scope));
        if let Some(end) = &retention.without_start {
            text.push_str(&format!(" without it until {}", self.term(end, scope)));
        }
        if let Some(length) = &retention.after_leaving {
            text.push_str(&format!(" for {} after leaving", self.term(length, scope)));
        }
        if let Some(method) = &retention.then {
            text.push_str(&format!(" then anonymised{}", method.words()));
        }
        text
    }

    /// A hold on a collection, on one line.
    pub(super) fn hold_line(
        &self,
        placed: &'p Placed,
        hold: &'p Hold,
        held: &'p Held,
        scope: &Scope<'p>,
    ) -> String {
        let condition = self.inline(&hold.condition, scope);
        let law = hold.law.as_ref().map(|law| format!("  law {law:?}")).unwrap_or_default();
        let around = scope.around_placed(placed, held.outwards);
        let filter = held.filter.as_ref().map(|filter| format!(" where {}", self.inline(filter, &around)));
        format!("hold {}: {condition} on {}{}{law}", hold.name, placed.name, filter.unwrap_or_default())
    }

    /// A line of a plan, on one line.
    pub(super) fn data_line(&self, placed: &'p Placed, rule: &'p DataRule, scope: &Scope<'p>) -> String {
        let inner = scope.inside_placed(placed);
        let done = self.done(rule, &placed.name, &inner);
        match &rule.condition {
            Some(condition) => format!("{done} where {}", self.inline(condition, &inner)),
            None => done,
        }
    }

    pub(super) fn lifecycle(&mut self, id: LifecycleId, lifecycle: &Lifecycle) -> fmt::Result {
        let stages = lifecycle.stages.iter().map(|&stage| self.program.policies[stage].name.as_str());
        let stages: Vec<&str> = stages.collect();
        let restart = self.program.restart_of(lifecycle).map_or("?", |field| field.name.as_str());
        let name = self.program.lifecycle_name(id);
        self.line(0, format_args!("\nlifecycle {name}: {} restarted by {restart}", stages.join(" then ")))
    }

    pub(super) fn test(&mut self, test: &Test) -> fmt::Result {
        let (policy, now) = (self.program.policy_name(test.policy), calendar::rfc3339(test.now, Zone::utc()));
        self.line(0, format_args!("\ntest {:?} for {policy} at {now}", test.title))?;
        let package = &self.program.packages[self.program.policies[test.policy].package];
        self.root("account", &test.account, package.account)?;
        if let (Some(value), Some(record)) = (&test.request, package.request) {
            self.root("request", value, record)?;
        }
        if let (Some(value), Some(record)) = (&test.service, package.service) {
            self.root("service", value, record)?;
        }
        test.expectations
            .iter()
            .try_for_each(|it| self.line(1, format_args!("expect {}", it.kind.words(Zone::utc()))))
    }

    fn root(&mut self, name: &str, value: &Value, record: RecordId) -> fmt::Result {
        let Value::Record(values) = value else { return Ok(()) };
        self.line(1, name)?;
        for (field, value) in self.program.records[record].fields.iter().zip(values) {
            let value = self.value(value, Some(&field.ty));
            self.line(2, format_args!("{}: {value}", field.name))?;
        }
        Ok(())
    }
}

/// The group that a clause is in, if it is in one.
fn in_group(group: Option<GroupId>) -> String {
    group.map(|id| format!(" in group {id}")).unwrap_or_default()
}

/// A text as it stands between double quotes.
fn escaped(text: &str) -> String {
    let quoted = format!("{text:?}");
    quoted[1..quoted.len() - 1].to_owned()
}
