//! Policies and their clauses.

use std::fmt::Write as _;

use super::Generator;
use super::case::{MOST_OF_NAMED, MOST_ROWS};
use super::condition::Condition;
use super::messages::Context;
use super::scope::{Access, Root, Scope};
use super::words;
use super::world::{Kind, Policy, Ty};

/// What the lines of a data block place, and after which time a line retains it.
fn placed(data: &str) -> Vec<(String, Option<String>)> {
    let before = |text: &str, ends: &[&str]| {
        let end = ends.iter().filter_map(|end| text.find(end)).min().unwrap_or(text.len());
        text[..end].to_owned()
    };
    let lines = data.lines().filter_map(|line| line.trim().split_once(' '));
    let lines = lines.filter(|(head, _)| !matches!(*head, "data" | "hold" | "tell"));
    lines
        .flat_map(|(head, rest)| {
            let names = before(rest, &[" for ", " anonymised", " law ", " copies ", " where "]);
            let period = before(rest, &[" without it ", " then ", " law ", " copies ", " where "]);
            let start =
                period.rsplit_once(" after ").filter(|_| head == "retain").map(|(_, it)| it.to_owned());
            let names: Vec<_> =
                names.split(", ").map(|name| (name.trim().to_owned(), start.clone())).collect();
            names
        })
        .collect()
}

/// What a policy is as a stage of a lifecycle.
struct Stage {
    /// The time that it sets.
    sets: String,
    /// That the stage before it is carried out since the restart.
    after: Option<String>,
}

impl Generator {
    /// The text of one to three policies.
    pub(super) fn policies(&mut self, package: usize) -> String {
        let mut text = String::new();
        let names = self.some_of(words::POLICIES, 1, 3);
        let stages = self.stages(package, &names);
        let chain = names[..stages.len()].join(" then ");
        let lifecycle = format!("\nlifecycle dormancy: {chain} restarted by {}\n", words::RESTART);
        let (is_before, has_lifecycle) = (self.dice.chance(50), !stages.is_empty());
        if is_before && has_lifecycle {
            text.push_str(&lifecycle);
        }
        for (at, name) in names.into_iter().enumerate() {
            let (written, policy) = self.policy(package, name, stages.get(at));
            text.push_str(&written);
            self.world.packages[package].policies.push(policy);
        }
        if !is_before && has_lifecycle {
            text.push_str(&lifecycle);
        }
        text
    }

    /// The stages that the first of the policies are, sometimes. What an earlier one sets is no time of leaving.
    fn stages(&mut self, package: usize, names: &[&str]) -> Vec<Stage> {
        let account = &self.world.records[self.world.packages[package].account];
        let named = |name: &str| account.fields.iter().position(|field| field.name == name);
        let Some(restart) = named(words::RESTART) else { return Vec::new() };
        let may_be_absent = account.fields[restart].optional;
        let leaves = |name: &str| named(name).is_some_and(|at| account.left_by.contains(&at));
        let stays = words::STAGES.iter().copied().filter(|name| !leaves(name)).collect::<Vec<_>>();
        let leaving = words::STAGES.iter().copied().rfind(|name| leaves(name));
        let count = names.len().min(stays.len() + usize::from(leaving.is_some()));
        if count < 2 || self.dice.chance(20) {
            return Vec::new();
        }
        let mut times: Vec<&str> = stays.into_iter().take(count).collect();
        if let Some(leaving) = leaving {
            times.truncate(count - 1);
            times.push(leaving);
        }
        let restart = words::RESTART;
        let after = |time: &str| match may_be_absent {
            true => format!("{time} is present and ({restart} is absent or {time} after {restart})"),
            false => format!("{time} after {restart}"),
        };
        let before = times.iter().scan(None, |last, time| Some(last.replace(*time)));
        let before: Vec<Option<String>> = before.map(|it| it.map(after)).collect();
        let stages = times.iter().zip(before);
        stages.map(|(time, after)| Stage { sets: (*time).to_owned(), after }).collect()
    }

    fn policy(&mut self, package: usize, name: &str, stage: Option<&Stage>) -> (String, Policy) {
        let on_request = self.dice.chance(70);
        let mut policy = Policy {
            name: name.to_owned(),
            account: self.world.packages[package].account,
            reads_request: on_request,
            requirements: Vec::new(),
            has_grace: false,
            warnings: Vec::new(),
            deadlines: Vec::new(),
            outcomes: Vec::new(),
            messages: Vec::new(),
            placed: Vec::new(),
            told: Vec::new(),
            holds: Vec::new(),
        };
        let scope = Scope { package, request: on_request, elements: Vec::new(), present: Vec::new() };
        let trigger = if on_request { "request" } else { "sweep" };
        let mut text = format!("\n/// When it may go.\npolicy {name} on {trigger} {{\n");
        if self.dice.chance(20) {
            let _ = writeln!(text, "  title{}", self.said(package, "a title"));
        }
        let own = self.dice.chance(40).then(|| self.condition(&scope, 2).text);
        let when = match (stage.and_then(|stage| stage.after.clone()), own) {
            (Some(after), Some(own)) => Some(format!("{after} and ({own})")),
            (after, own) => after.or(own),
        };
        let has_when = when.is_some();
        if let Some(when) = when {
            let _ = writeln!(text, "  when {when}\n");
        }
        let mut names = self.some_of(words::CLAUSES, 3, 9);
        for at in 0..1 + self.dice.below(4) {
            let Some(name) = names.pop() else { break };
            if at > 0 && self.dice.chance(20) {
                text.push_str("  // The next is read with the one before.\n");
            }
            text.push_str(&self.requirement(&scope, name, &mut policy));
        }
        if self.dice.chance(40) {
            text.push_str(&self.group(&scope, &mut names, &mut policy, 2));
        }
        while self.dice.chance(60)
            && let Some(name) = names.pop()
        {
            text.push_str(&self.warning(&scope, name, &mut policy));
        }
        if let Some(name) = names.pop() {
            let messages = self.messages(&scope, Context::default(), false, &mut Vec::new());
            let _ = writeln!(text, "  step {name}:\n{messages}");
        }
        if self.dice.chance(40)
            && let Some(name) = names.pop()
        {
            text.push_str(&self.deadline(&scope, name, &mut policy));
        }
        if !on_request && self.dice.chance(60) {
            text.push_str(&self.notices(&scope, &mut names, &mut policy));
        }
        if self.dice.chance(35)
            && let Some(grace) = self.grace(&scope)
        {
            text.push_str(&grace);
            policy.has_grace = true;
        }
        let leaves = self.dice.chance(70);
        if !leaves || stage.is_some() || self.dice.chance(40) {
            let outcome = *self.dice.pick(if leaves { words::LEAVING } else { words::STAYING });
            let (value, until) = (self.outcome_value(&scope), self.until(&scope));
            let sets = match stage {
                Some(stage) => format!(" sets {}", stage.sets),
                None => self.sets(&scope),
            };
            let value_of = value.as_deref().unwrap_or_default();
            let _ = writeln!(text, "  outcome {outcome}{value_of}{until}{sets}\n");
            policy.outcomes.push(outcome.to_owned());
            policy.outcomes.extend(value.map(|value| format!("{outcome}{}", self.expected_value(&value))));
        } else {
            policy.outcomes.push("close".to_owned());
        }
        if leaves || self.dice.chance(40) {
            let data = self.data(&scope, leaves, has_when);
            // A time that is given to the elements may be another for each; one that is derived may be the same for all.
            let collections = self.collections(policy.account);
            let is_given = |name: &str, start: &str| {
                let record = collections.iter().find(|(collection, _)| collection == name);
                let fields = record.map(|(_, record)| &self.world.records[*record].fields);
                fields.is_some_and(|fields| fields.iter().any(|field| field.name == start))
            };
            let placed = placed(&data).into_iter();
            policy.placed = placed
                .map(|(name, start)| {
                    let looks = start.is_some_and(|start| is_given(&name, &start));
                    (name, looks)
                })
                .collect();
            let told = data.lines().filter_map(|line| line.trim().strip_prefix("tell "));
            let told = told.filter_map(|line| line.split(' ').next());
            policy.told = told.map(str::to_owned).collect();
            let holds = data.lines().filter_map(|line| line.trim().strip_prefix("hold "));
            policy.holds = holds.filter_map(|hold| Some(hold.split_once(':')?.0.to_owned())).collect();
            text.push_str(&data);
        }
        text.push_str("}\n");
        (text, policy)
    }

    /// Clauses in a group, perhaps with another group among them; what the group's condition shows to be present is so there.
    fn group(
        &mut self,
        scope: &Scope,
        names: &mut Vec<&'static str>,
        policy: &mut Policy,
        depth: usize,
    ) -> String {
        let condition = self.condition(scope, 2);
        let mut text = format!("  when {} {{\n", condition.text);
        for _ in 0..1 + self.dice.below(2) {
            let Some(name) = names.pop() else { break };
            text.push_str(&self.requirement(scope, name, policy));
        }
        if self.dice.chance(40)
            && let Some(name) = names.pop()
        {
            text.push_str(&self.warning(scope, name, policy));
        }
        if self.dice.chance(25)
            && let Some(name) = names.pop()
        {
            text.push_str(&self.deadline(scope, name, policy));
        }
        if depth > 1 && self.dice.chance(40) {
            text.push_str(&self.group(scope, names, policy, depth - 1));
        }
        if text.ends_with("{\n") {
            return String::new();
        }
        text.push_str("  }\n\n");
        text
    }

    /// The optional time of the account that the outcome sets, sometimes.
    fn sets(&mut self, scope: &Scope) -> String {
        let account = self.world.packages[scope.package].account;
        let fields = &self.world.records[account].fields;
        let times = fields.iter().filter(|field| field.ty == Ty::Time && field.optional);
        let times: Vec<String> = times.map(|field| field.name.clone()).collect();
        let time = if self.dice.chance(40) { self.dice.pick_from(times) } else { None };
        time.map(|time| format!(" sets {time}")).unwrap_or_default()
    }

    /// A length or an amount that the outcome carries, sometimes.
    fn outcome_value(&mut self, scope: &Scope) -> Option<String> {
        self.rows_left = MOST_OF_NAMED;
        match self.dice.below(6) {
            0 | 1 => Some(format!(" for {}", self.length_value(scope))),
            2 => Some(format!(" for {}", self.case_value(scope, &Ty::Length, 2)?.text)),
            3 => {
                let (currency, _) = *self.dice.pick(&self.world.packages[scope.package].currencies);
                Some(format!(" of ({})", self.value(scope, &Ty::Money(currency), 2)?.text))
            }
            _ => None,
        }
    }

    /// What a test may expect of a value: the same, if it is written out.
    fn expected_value(&mut self, value: &str) -> String {
        let is_literal =
            value.strip_prefix(" for ").is_some_and(|it| it.starts_with(|c: char| c.is_ascii_digit()));
        match (is_literal, value.starts_with(" of ")) {
            (true, _) => value.to_owned(),
            (false, true) => " of 1 EUR".to_owned(),
            (false, false) => format!(" for {}", self.duration()),
        }
    }

    /// The condition of the package that ends an outcome, sometimes.
    fn until(&mut self, scope: &Scope) -> String {
        let known = self.world.packages[scope.package].conditions.iter();
        let known = known.filter(|it| scope.request || !it.reads_request).map(|it| it.name.clone()).collect();
        match self.dice.chance(50) {
            true => self.dice.pick_from(known).map(|name| format!(" until {name}")).unwrap_or_default(),
            false => String::new(),
        }
    }

    fn requirement(&mut self, scope: &Scope, name: &str, policy: &mut Policy) -> String {
        if self.dice.chance(15) {
            return self.any_of(scope, name, policy);
        }
        policy.requirements.push(name.to_owned());
        self.one_requirement(scope, name, policy, true)
    }

    /// A requirement with two or three ways, some of which have a group.
    fn any_of(&mut self, scope: &Scope, name: &str, policy: &mut Policy) -> String {
        policy.requirements.push(name.to_owned());
        let mut text = format!("  require {name}: any of {{\n");
        for way in self.some_of(words::CLAUSES, 2, 3) {
            let _ = writeln!(text, "    {way}: {{");
            let mut parts = self.some_of(words::CLAUSES, 2, 3);
            let first = parts.pop().unwrap_or("first");
            text.push_str(&self.one_requirement(scope, first, policy, false));
            for part in parts {
                let required = self.one_requirement(scope, part, policy, false);
                if self.dice.chance(30) {
                    let _ = writeln!(text, "  when {} {{\n{required}  }}", self.condition(scope, 1).text);
                } else {
                    text.push_str(&required);
                }
            }
            text.push_str("    }\n");
        }
        text.push_str("  }\n");
        if self.dice.chance(30) {
            let outcome = *self.dice.pick(words::STAYING);
            policy.outcomes.push(outcome.to_owned());
            let _ = writeln!(text, "    otherwise {outcome}");
        }
        text
    }

    fn one_requirement(
        &mut self,
        scope: &Scope,
        name: &str,
        policy: &mut Policy,
        may_divert: bool,
    ) -> String {
        let condition = self.condition(scope, 3);
        let context = Context::of(&condition);
        let has_fix = self.dice.chance(60);
        let messages = self.messages(scope, context, has_fix, &mut policy.messages);
        let mut text = format!("  require {name}: {}\n{messages}", condition.text);
        match self.dice.below(3) {
            _ if has_fix => {}
            0 if may_divert => {
                let outcome = *self.dice.pick(words::STAYING);
                policy.outcomes.push(outcome.to_owned());
                let _ = writeln!(text, "    otherwise {outcome}");
            }
            _ => text.push_str("    final\n"),
        }
        if self.dice.chance(15) {
            text.push_str("    law \"《网络安全法》第四十三条\"\n");
        }
        text.push('\n');
        text
    }

    fn warning(&mut self, scope: &Scope, name: &str, policy: &mut Policy) -> String {
        policy.warnings.push(name.to_owned());
        let condition: Option<Condition> = self.dice.chance(70).then(|| self.condition(scope, 2));
        let witnesses = condition.as_ref().and_then(|condition| condition.witnesses);
        let when = condition.map(|condition| format!(" when {}", condition.text)).unwrap_or_default();
        let context = Context { witnesses, clears: false };
        let messages = self.messages(scope, context, false, &mut policy.messages);
        let law = *self.dice.pick(&["", "", "    law \"GDPR art. 17\"\n"]);
        format!("  warn {name}{when}:\n{messages}{law}\n")
    }

    /// A deadline, if two times can be had that are not the same.
    fn deadline(&mut self, scope: &Scope, name: &str, policy: &mut Policy) -> String {
        self.rows_left = MOST_ROWS;
        let (Some(start), Some(done)) = (self.moment(scope), self.moment(scope)) else {
            return String::new();
        };
        let length = match self.dice.chance(20) {
            true => self.case_value(scope, &Ty::Length, 2).map(|length| length.text),
            false => Some(self.period(scope)),
        };
        let Some(length) = length.filter(|length| !self.is_by_now(length)) else { return String::new() };
        let same = |text: &str| text.trim_start_matches("account.").to_owned();
        if same(&start) == same(&done) {
            return String::new();
        }
        policy.deadlines.push(name.to_owned());
        let law = *self.dice.pick(&["", " law \"GDPR art. 12(3)\"", "\n    law \"PIPL art. 50\""]);
        format!("  deadline {name}: {length} after {start} met by {done}{law}\n\n")
    }

    /// One notice, or two that an enumeration of the elements tells apart, if a collection with a time can be had.
    fn notices(&mut self, scope: &Scope, names: &mut Vec<&'static str>, policy: &mut Policy) -> String {
        let collections = self.collections(policy.account).into_iter();
        let fitting = collections.filter_map(|(name, record)| {
            let fields = &self.world.records[record].fields;
            let sent = fields.iter().find(|field| field.ty == Ty::Time)?.name.clone();
            let kinds = fields.iter().find_map(|field| match &field.ty {
                Ty::OneOf(values) if !field.optional && values.len() > 1 => {
                    Some((field.name.clone(), values[0], values[1]))
                }
                _ => None,
            });
            Some((self.collection_access(scope, &name)?, sent, kinds))
        });
        let Some((shown_by, sent, kinds)) = self.dice.pick_from(fitting.collect()) else {
            return String::new();
        };
        let filters = match kinds {
            Some((field, one, other)) => {
                vec![format!(" where {field} is {one}"), format!(" where {field} is {other}")]
            }
            None => vec![String::new()],
        };
        let mut text = String::new();
        for filter in filters {
            let is_plain = |text: &str| !text.contains("case ") && !text.contains('(');
            let since = self.value(scope, &Ty::Time, 1).map(|since| since.text);
            let since = since.filter(|it| is_plain(it) && !self.is_by_now(it) && self.rows_of(it) == 1);
            let (Some(since), Some(name)) = (since, names.pop()) else { break };
            let length = self.window_length();
            let at_most = match self.dice.chance(25) {
                true => format!(" to {}y", 5 + self.dice.below(5)),
                false => String::new(),
            };
            let law = *self.dice.pick(&["", "", "    law \"GDPR art. 17\"\n"]);
            policy.requirements.push(name.to_owned());
            let messages = self.messages(scope, Context::default(), false, &mut Vec::new());
            let _ = writeln!(
                text,
                "  notify {name}: {length}{at_most} before counted since {since} shown by {shown_by} at {sent}{filter}\n\
                 {messages}{law}"
            );
        }
        text
    }

    /// A time or date that may be absent, and is not chosen by `now`.
    fn moment(&mut self, scope: &Scope) -> Option<String> {
        if self.dice.chance(65) {
            let is_moment = |access: &super::scope::Access| {
                access.ty.as_ref().is_some_and(Ty::is_moment) && !access.timed && access.place.is_some()
            };
            let paths = scope.reach(&self.world).into_iter().filter(is_moment).map(|access| access.text);
            if let Some(path) = self.dice.pick_from(paths.collect()) {
                return Some(path);
            }
        }
        let value = self.value(scope, &Ty::Time, 1)?;
        (!self.is_by_now(&value.text)).then_some(value.text)
    }

    fn grace(&mut self, scope: &Scope) -> Option<String> {
        let start = self.value(scope, &Ty::Time, 1).filter(|start| !self.is_by_now(&start.text))?;
        let length = self.period(scope);
        let cancelled = match self.dice.chance(50) {
            true => self.phrase(scope, 1).map(|phrase| format!(" cancelled by {}", phrase.text)),
            false => None,
        };
        Some(format!("  grace {length} after {}{}\n\n", start.text, cancelled.unwrap_or_default()))
    }

    /// A length that does not depend on `now`, as that of a period must not.
    fn period(&mut self, scope: &Scope) -> String {
        let length = self.length_value(scope);
        if self.is_by_now(&length) { self.window_length() } else { length }
    }

    fn data(&mut self, scope: &Scope, leaves: bool, has_when: bool) -> String {
        let account = self.world.packages[scope.package].account;
        let mut text = String::from("  data {\n");
        let mut erased = Vec::new();
        let mut lines = vec![("account".to_owned(), None)];
        let mut collections = self.collections(account);
        // Elements of one key in several collections need a line for each, also in those of other elements.
        let has_key = |record: usize| self.world.records[record].key.is_some();
        let of_elements = collections.iter().flat_map(|(_, record)| self.collections(*record));
        let of_elements: Vec<usize> = of_elements.map(|(_, part)| part).collect();
        let count = |record: usize| {
            let all = collections.iter().map(|(_, other)| other).chain(&of_elements);
            all.filter(|other| **other == record).count()
        };
        let is_shared = |(_, record): &&(String, usize)| has_key(*record) && count(*record) > 1;
        let shared: Vec<String> =
            collections.iter().filter(is_shared).map(|(name, _)| name.clone()).collect();
        // A hold may read a collection that then has no line of its own.
        let shared_records: Vec<usize> =
            collections.iter().filter(is_shared).map(|(_, record)| *record).collect();
        let read = if self.dice.chance(40) { self.dice.pick_from(collections.clone()) } else { None };
        let read = read.filter(|(name, _)| !shared.contains(name));
        let read =
            read.and_then(|(name, record)| Some((self.collection_access(scope, &name)?, name, record)));
        collections.retain(|(name, _)| read.as_ref().is_none_or(|(_, read, _)| read != name));
        let mut named: Vec<(String, Option<usize>)> = Vec::new();
        lines.extend(collections.into_iter().map(|(name, record)| (name, Some(record))));
        for (name, record) in lines {
            let inner = record.map_or(scope.clone(), |record| scope.with_element(record));
            let line = (name.clone(), record);
            let law = *self.dice.pick(&["", "", " law \"E-Commerce Law of the PRC, art. 31\""]);
            if !leaves && !shared.contains(&name) && (name == "account" || self.dice.chance(30)) {
                // What is not named is kept.
                if self.dice.chance(60) {
                    let _ = writeln!(text, "    keep {name}{law}");
                    named.push(line);
                }
                continue;
            }
            named.push(line);
            // What an element holds goes with it, or before. Parts with a key may be in other collections too.
            let mut parts = record.map(|record| self.collections(record)).unwrap_or_default();
            let is_shared = |part: &usize| shared_records.contains(part);
            parts.retain(|(_, part)| self.world.records[*part].key.is_none() || is_shared(part));
            let parts = parts
                .into_iter()
                .filter(|(_, part)| self.dice.chance(30) || is_shared(part))
                .map(|(part, _)| format!("{name}.{part}"));
            for part in parts.collect::<Vec<_>>() {
                match self.dice.chance(50) {
                    true => erased.push(part),
                    false => drop(writeln!(text, "    forfeit {part}{law}")),
                }
            }
            // One condition at most, which never holds at all times: it may leave nothing for another line.
            let has_condition = self.dice.chance(50);
            if has_condition {
                let (condition, dated) = (self.condition(&inner, 1).text, self.dated().text);
                let line = self.disposed(&name, &inner, leaves, false);
                let is_kept = ["retain", "keep"].iter().any(|word| line.starts_with(word));
                let purpose = if is_kept && self.dice.chance(30) { " only for \"tax\"" } else { "" };
                let copies = self.copies();
                let _ = writeln!(text, "    {line} where ({condition}) and ({dated}){purpose}{copies}{law}");
            }
            match self.dice.chance(30) {
                true => erased.push(name),
                false => {
                    // What `when` or another line shows to be present is never absent here.
                    let line = self.disposed(&name, &inner, leaves, !has_when && !has_condition);
                    let copies = self.copies();
                    let _ = writeln!(text, "    {line}{copies}{law}");
                }
            }
        }
        let read_by_hold = read.iter().map(|(_, name, record)| (name.clone(), Some(*record)));
        for (name, record) in named.iter().cloned().chain(read_by_hold).collect::<Vec<_>>() {
            let Some(record) = record.filter(|_| self.dice.chance(25)) else { continue };
            let (inner, law) = (scope.with_element(record), *self.dice.pick(&["", " law \"GDPR, art. 19\""]));
            match self.dice.chance(70) {
                true => {
                    let (condition, dated) = (self.condition(&inner, 1).text, self.dated().text);
                    let _ = writeln!(text, "    tell {name} where ({condition}) and ({dated}){law}");
                }
                false => drop(writeln!(text, "    tell {name}{law}")),
            }
        }
        if !erased.is_empty() {
            let copies = self.copies();
            let _ = writeln!(text, "    erase {}{copies}", erased.join(", "));
        }
        if self.dice.chance(60) && !named.is_empty() {
            for name in self.some_of(words::HOLDS, 1, 2) {
                let hold = self.hold_line(scope, read.as_ref().map(|(access, ..)| access.as_str()), &named);
                let _ = writeln!(text, "    hold {name}: {hold}");
            }
        } else if let Some((_, name, _)) = read.filter(|_| leaves) {
            let _ = writeln!(text, "    erase {name}");
        }
        text.push_str("  }\n");
        text
    }

    /// A hold behind its name; at least one of a block reads the collection that has no line.
    fn hold_line(&mut self, scope: &Scope, read: Option<&str>, named: &[(String, Option<usize>)]) -> String {
        let condition = match read {
            Some(collection) => {
                let bound = *self.dice.pick(&["some", "no", "at least 2"]);
                format!("{bound} {collection}")
            }
            None => format!("({})", self.condition_without_collections(scope)),
        };
        let law = *self.dice.pick(&["", " law \"ZPO, art. 142\""]);
        let on = match self.dice.below(3) {
            0 => "everything".to_owned(),
            1 => {
                let some = self.some_of(named, 1, 3);
                some.into_iter().map(|(name, _)| name).collect::<Vec<_>>().join(", ")
            }
            _ => {
                let (name, record) = self.dice.pick(named).clone();
                let inner = record.map_or(scope.clone(), |record| scope.with_element(record));
                format!("{name} where ({})", self.condition(&inner, 1).text)
            }
        };
        format!("{condition} on {on}{law}")
    }

    /// A condition that selects from no collection, as one that holds read has no line of its own.
    fn condition_without_collections(&mut self, scope: &Scope) -> String {
        let may_select = [words::COLLECTIONS, words::RECORDS, words::LETS, words::CONDITIONS, words::DERIVED];
        for _ in 0..10 {
            let text = self.condition(scope, 1).text;
            let mut tokens = text.split(|sign: char| !sign.is_alphanumeric() && sign != '_');
            if !tokens.any(|token| may_select.iter().any(|words| words.contains(&token))) {
                return text;
            }
        }
        self.dated().text
    }

    /// How a collection of the account is called in a condition.
    fn collection_access(&self, scope: &Scope, name: &str) -> Option<String> {
        let is_it = |access: &Access| {
            access.root == Root::Account
                && access.place.is_some()
                && !access.optional
                && (access.text == name || access.text.strip_prefix("account.") == Some(name))
        };
        scope.reach(&self.world).into_iter().find(is_it).map(|access| access.text)
    }

    /// How long copies of what goes remain, perhaps.
    fn copies(&mut self) -> String {
        if !self.dice.chance(35) {
            return String::new();
        }
        let within = self.dice.pick(&["35d", "1mo", "6mo", "1y", "90 full days", "12h", "1mo1d"]);
        format!(" copies gone within {within}")
    }

    /// What becomes of a collection, or of the account.
    fn disposed(&mut self, name: &str, inner: &Scope, leaves: bool, may_lack: bool) -> String {
        let account = self.world.packages[inner.package].account;
        let record = inner.elements.last().copied().unwrap_or(account);
        let may_leave = leaves && !self.world.records[account].left_by.is_empty();
        let then =
            if self.dice.chance(25) { format!(" then {}", self.anonymised(record)) } else { String::new() };
        if may_leave && self.dice.chance(30) {
            return format!("retain {name} for {} after leaving{then}", self.period(inner));
        }
        match self.dice.below(5) {
            0 => format!("erase {name}"),
            1 => format!("forfeit {name}"),
            2 => format!("keep {name} {}", self.anonymised(record)),
            _ => match self.retained_after(inner) {
                Some((field, is_optional)) => {
                    let period = self.period(inner);
                    let without = match is_optional && may_lack && self.dice.chance(60) {
                        true => self.without_start(inner, may_leave),
                        false => String::new(),
                    };
                    format!("retain {name} for {period} after {field}{without}{then}")
                }
                None => format!("erase {name}"),
            },
        }
    }

    /// What is said of elements that lack the start of their period.
    fn without_start(&mut self, inner: &Scope, may_leave: bool) -> String {
        let start = match may_leave && self.dice.chance(50) {
            true => Some("leaving".to_owned()),
            false => self.retained_after(inner).map(|(field, _)| field),
        };
        match start.filter(|_| self.dice.chance(80)) {
            Some(start) => format!(" without it for {} after {start}", self.period(inner)),
            None => " without it no end".to_owned(),
        }
    }

    /// What becomes of each field of a record. Elements with a key may be in two collections, which have to agree.
    pub(super) fn anonymised(&mut self, record: usize) -> String {
        let shape = &self.world.records[record];
        let (key, has_key) = (shape.key, shape.key.is_some());
        let fields: Vec<(String, Ty)> =
            shape.fields.iter().map(|it| (it.name.clone(), it.ty.clone())).collect();
        let (mut removing, mut replacing, mut leaving) = (Vec::new(), Vec::new(), Vec::new());
        for (at, (name, ty)) in fields.into_iter().enumerate() {
            let how = if has_key { at % 3 } else { self.dice.below(3) };
            match (how, ty) {
                (_, Ty::Many(_) | Ty::Record(_)) => {}
                (0, _) => removing.push(name),
                (1, Ty::Text) if key != Some(at) => replacing.push(format!("{name} \"…\"")),
                (1, Ty::OneOf(values)) => {
                    replacing.extend(values.first().map(|value| format!("{name} {value}")));
                }
                (_, _) => leaving.push(name),
            }
        }
        let parts = [("removing", removing), ("replacing", replacing), ("leaving", leaving)];
        let parts = parts.iter().filter(|(_, fields)| !fields.is_empty());
        let parts: Vec<String> =
            parts.map(|(word, fields)| format!(" {word} {}", fields.join(", "))).collect();
        format!("anonymised{}", parts.concat())
    }

    /// The collections of a record and of the single records in it, by their paths, with the records of their elements; but not
    /// those of other accounts.
    pub(super) fn collections(&self, record: usize) -> Vec<(String, usize)> {
        let mut found = Vec::new();
        let is_part = |inner: usize| self.world.records[inner].kind == Kind::Plain;
        for field in &self.world.records[record].fields {
            if let Ty::Many(inner) = field.ty
                && is_part(inner)
            {
                found.push((field.name.clone(), inner));
            } else if let Ty::Record(inner) = field.ty
                && is_part(inner)
            {
                let within = self.collections(inner).into_iter();
                found.extend(within.map(|(name, record)| (format!("{}.{name}", field.name), record)));
            }
        }
        found
    }

    /// A time of the element, or of the account for the account itself.
    fn retained_after(&mut self, inner: &Scope) -> Option<(String, bool)> {
        let known = match inner.elements.is_empty() {
            true => inner.reach(&self.world),
            false => inner.reach_element(&self.world),
        };
        let is_time = |access: &super::scope::Access| {
            access.ty == Some(Ty::Time) && access.root != super::scope::Root::Request && !access.timed
        };
        let times = known.into_iter().filter(is_time).map(|access| (access.text, access.optional)).collect();
        self.dice.pick_from(times)
    }
}
