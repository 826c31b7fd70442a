//! Fixtures and tests, with facts in the language's own literals.

use std::fmt::Write as _;

use super::Generator;
use super::world::Ty;

/// How deep nested facts are written out.
const MOST_NESTED: usize = 3;

impl Generator {
    /// A fixture of the account and a test of one policy that stands on it.
    pub(super) fn tests(&mut self, package: usize) -> String {
        if self.dice.chance(40) {
            return String::new();
        }
        let (account, request) = (self.world.packages[package].account, self.world.packages[package].request);
        let Some(policy) = self.dice.pick_from(self.world.packages[package].policies.clone()) else {
            return String::new();
        };
        let mut text = format!("\nfixture plain: account {}\n", self.facts(account, 0));
        let over =
            if self.dice.chance(60) { format!(" with {}", self.facts(account, 1)) } else { String::new() };
        let time = self.time();
        let _ =
            writeln!(text, "\ntest \"what it comes to\" for {policy} at {time} {{\n  account plain{over}");
        if let Some(request) = request {
            let _ = writeln!(text, "  request {}", self.facts(request, 0));
        }
        let status = *self.dice.pick(&["blocked", "eligible", "cooling", "undetermined", "inapplicable"]);
        let _ = writeln!(text, "  expect {status}");
        match self.dice.below(4) {
            0 => text.push_str("  expect never\n"),
            1 => {
                let _ = writeln!(text, "  expect eligible after {}", self.time());
            }
            _ => {
                let field = &self.world.records[account].fields[0].name;
                let _ = writeln!(text, "  expect unknown account.{field}");
            }
        }
        text.push_str("}\n");
        text
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
            ty => self.literal(ty).unwrap_or_else(|| "unknown".to_owned()),
        }
    }
}
