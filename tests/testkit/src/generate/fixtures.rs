//! Fixtures and tests, with facts in the language's own literals.

use std::fmt::Write as _;

use super::Generator;
use super::world::{Policy, Ty};

/// How deep nested facts are written out.
const MOST_NESTED: usize = 3;

impl Generator {
    /// Fixtures and the tests that stand on them, and one of a policy of another package.
    pub(super) fn tests(&mut self, package: usize) -> String {
        if self.dice.chance(40) {
            return String::new();
        }
        let (account, request) = (self.world.packages[package].account, self.world.packages[package].request);
        let mut text = format!("\nfixture plain: account {}\n", self.facts(account, 0));
        let _ = writeln!(text, "\nfixture changed: account plain with {}", self.facts(account, 1));
        if let Some(request) = request {
            let _ = writeln!(text, "\nfixture asked: request {}", self.facts(request, 0));
        }
        let service = self.world.packages[package].service;
        if let Some(service) = service {
            let _ = writeln!(text, "\nfixture run: service {}", self.facts(service, 0));
        }
        for _ in 0..2 {
            let Some(policy) = self.dice.pick_from(self.world.packages[package].policies.clone()) else {
                continue;
            };
            let account = self.stated(account, &["plain", "changed"]);
            let request = request.map(|request| self.stated(request, &["asked"]));
            let service =
                service.filter(|_| self.dice.chance(80)).map(|service| self.stated(service, &["run"]));
            let others = [("request", request), ("service", service)];
            text.push_str(&self.test(package, "", &policy, &account, &others));
        }
        let used = self.world.packages[package].uses.clone();
        if let Some(other) = self.dice.pick_from(used)
            && let Some(policy) = self.dice.pick_from(self.world.packages[other].policies.clone())
        {
            let (name, account) =
                (self.world.packages[other].name.clone(), self.world.packages[other].account);
            let account = self.facts(account, 0);
            text.push_str(&self.test(package, &format!("{name}."), &policy, &account, &[]));
        }
        text
    }

    /// Facts as a test gives them: written out, or by one of some fixtures.
    fn stated(&mut self, record: usize, fixtures: &[&str]) -> String {
        if self.dice.chance(30) {
            return self.facts(record, 0);
        }
        let fixture = *self.dice.pick(fixtures);
        if self.dice.chance(60) {
            return format!("{fixture} with {}", self.facts(record, 1));
        }
        fixture.to_owned()
    }

    fn test(
        &mut self,
        package: usize,
        owner: &str,
        policy: &Policy,
        account: &str,
        others: &[(&str, Option<String>)],
    ) -> String {
        let (name, time) = (&policy.name, self.time());
        let mut text = format!("\ntest \"what it comes to\" for {owner}{name} at {time} {{\n");
        let _ = writeln!(text, "  account {account}");
        for (root, facts) in others.iter().filter_map(|(root, facts)| Some((root, facts.as_ref()?))) {
            let _ = writeln!(text, "  {root} {facts}");
        }
        for _ in 0..=self.dice.below(4) {
            let expected = self.expectation(package, policy);
            let _ = writeln!(text, "  expect {expected}");
        }
        text.push_str("}\n");
        text
    }

    /// Something to expect of a policy, met or not.
    fn expectation(&mut self, package: usize, policy: &Policy) -> String {
        let named = |dice: &mut crate::Dice, what: &str, known: &[String]| {
            dice.pick_from(known.to_vec()).map(|name| format!("{what} {name}"))
        };
        let expected = match self.dice.below(16) {
            0 => Some("never".to_owned()),
            1 => Some(format!("eligible after {}", self.time())),
            2 => named(&mut self.dice, "warn", &policy.warnings),
            3 => named(&mut self.dice, "no warn", &policy.warnings),
            4 => named(&mut self.dice, "final", &policy.requirements),
            5 => named(&mut self.dice, "outcome", &policy.outcomes),
            6 => {
                let languages = &self.world.packages[package].languages;
                let known = policy.messages.iter().filter(|(language, _)| languages.contains(language));
                self.dice
                    .pick_from(known.cloned().collect())
                    .map(|(language, messages)| format!("message {language} \"{messages}\""))
            }
            7 => {
                let field = self.dice.pick(&self.world.records[policy.account].fields);
                Some(format!("unknown account.{}", field.name))
            }
            8 => Some(format!(
                "{} by {}",
                self.dice.pick(&["blocked", "undetermined"]),
                self.some_of(&policy.requirements, 1, 3).join(", ")
            )),
            9 if policy.has_grace => {
                let mut names = self.some_of(&policy.requirements, 0, 2);
                names.push("grace".to_owned());
                Some(format!("undetermined by {}", names.join(", ")))
            }
            10 | 11 => {
                let states = ["open", "met", "overdue", "not begun", "not asked", "unknown"];
                let state = match self.dice.chance(80) {
                    true => (*self.dice.pick(&states)).to_owned(),
                    false => format!("due {}", self.time()),
                };
                let known = policy.deadlines.clone();
                self.dice.pick_from(known).map(|name| format!("deadline {name} {state}"))
            }
            12..=14 => Some(self.expected_item(policy)),
            _ => None,
        };
        expected.unwrap_or_else(|| {
            (*self.dice.pick(&["blocked", "eligible", "cooling", "undetermined", "inapplicable"])).to_owned()
        })
    }

    /// Something to expect of the plan.
    fn expected_item(&mut self, policy: &Policy) -> String {
        let Some((name, looks_at_elements)) = self.dice.pick_from(policy.placed.clone()) else {
            return "no plan".to_owned();
        };
        let mut path = if name == "account" { name.clone() } else { format!("account.{name}") };
        if looks_at_elements && !path["account".len()..].is_empty() && self.dice.chance(40) {
            let _ = write!(path, "[{}]", self.dice.below(3));
        }
        let told = self.dice.pick_from(policy.told.clone());
        if let Some(name) = told.filter(|_| self.dice.chance(30)) {
            return format!("{} account.{name}", self.dice.pick(&["informed", "not informed"]));
        }
        let held_by = self.dice.pick_from(policy.holds.clone());
        let item = match self.dice.below(9) {
            0 => format!("erased {path}"),
            1 => format!("erased {path} due since {}", self.time()),
            2 => format!("kept {path}"),
            3 => format!("kept {path} until {}", self.time()),
            4 => format!("kept {path} without end"),
            5 if self.dice.chance(40) => format!("forfeited {path}"),
            5 => format!("anonymised {path}{}", self.expected_method(policy.account, &name)),
            7 => format!("copies gone {path} by {}", self.time()),
            6 if held_by.is_some() => format!("held {path} by {}", held_by.unwrap_or_default()),
            _ => format!("undetermined {path}"),
        };
        if self.dice.chance(40) { format!("would be {item}") } else { item }
    }

    /// The fields that are expected to be removed and replaced, perhaps as a rule says it.
    fn expected_method(&mut self, account: usize, name: &str) -> String {
        let collections = self.collections(account).into_iter();
        let record = match name {
            "account" => Some(account),
            name => collections.filter(|(collection, _)| collection == name).map(|(_, record)| record).next(),
        };
        let Some(record) = record.filter(|_| self.dice.chance(70)) else { return String::new() };
        let method = self.anonymised(record);
        let method = method.split(" leaving ").next().unwrap_or_default();
        method.trim_start_matches("anonymised").to_owned()
    }

    fn facts(&mut self, record: usize, depth: usize) -> String {
        let mut members = Vec::new();
        for at in 0..self.world.records[record].fields.len() {
            if self.dice.chance(20) {
                continue;
            }
            let field = &self.world.records[record].fields[at];
            let (name, ty, optional) = (field.name.clone(), field.ty.clone(), field.optional);
            let value = match self.dice.below(10) {
                0 => "unknown".to_owned(),
                1 | 2 if optional => "absent".to_owned(),
                _ => self.fact(&ty, depth),
            };
            members.push(format!("{name}: {value}"));
        }
        if members.is_empty() {
            return "{}".to_owned();
        }
        let between = *self.dice.pick(&["  ", ", ", "\n    "]);
        format!("{{ {} }}", members.join(between))
    }

    fn fact(&mut self, ty: &Ty, depth: usize) -> String {
        match ty {
            Ty::Many(_) | Ty::Record(_) if depth >= MOST_NESTED => "unknown".to_owned(),
            Ty::Many(record) => {
                let count = self.dice.below(3);
                let elements: Vec<String> = (0..count).map(|_| self.facts(*record, depth + 1)).collect();
                format!("[{}]", elements.join(", "))
            }
            Ty::Record(record) => self.facts(*record, depth + 1),
            Ty::Set(of) => {
                let count = self.dice.below(3);
                let members: Vec<String> = (0..count).filter_map(|_| self.literal(of)).collect();
                format!("[{}]", members.join(", "))
            }
            Ty::Time if self.dice.chance(40) => {
                let length = self.duration();
                if self.dice.chance(50) { format!("{length} ago") } else { format!("in {length}") }
            }
            ty @ (Ty::Bool
            | Ty::Int
            | Ty::Decimal
            | Ty::Text
            | Ty::Money(_)
            | Ty::Time
            | Ty::Date
            | Ty::Length
            | Ty::OneOf(_)) => self.literal(ty).unwrap_or_else(|| "unknown".to_owned()),
        }
    }
}
