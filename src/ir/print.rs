//! A program as text for people: what the author's words came to, with every index replaced by what it points at.
//!
//! An element is called `it`, the one around it `it^1`; a definition is followed by its number, as in `open#3(it)`.

mod condition;
mod policy;
mod value;

use std::fmt::{self, Write};

use super::InvalidProgram;
use super::{
    Body, Definition, DefinitionId, FORMAT, LocalisedText, Package, Program, Record, RecordId, Scope, verify,
};
use crate::diagnostic::messages::programs;

/// The widest line; conditions that would be wider are broken at their parts.
const WIDTH: usize = 110;
/// One level further in.
const INDENT: &str = "  ";

impl Program {
    /// The whole program as text.
    ///
    /// # Errors
    /// If the program is not sound: the text of such a one would mislead.
    pub fn to_text(&self) -> Result<String, InvalidProgram> {
        verify(self)?;
        let mut printer = Printer { program: self, out: String::new() };
        printer.program().map_err(|_| InvalidProgram::new(programs::cannot_be_written_as_text()))?;
        Ok(printer.out)
    }
}

impl Program {
    /// A line of a plan, on one line of text.
    pub(crate) fn line_text(
        &self,
        policy: &super::Policy,
        placed: &super::Placed,
        rule: &super::DataRule,
    ) -> String {
        let scope = Scope::of_policy(self, policy);
        Printer { program: self, out: String::new() }.data_line(placed, rule, &scope)
    }
}

impl Program {
    /// A hold on a collection, on one line of text.
    pub(crate) fn hold_text(
        &self,
        policy: &super::Policy,
        placed: &super::Placed,
        held: &super::Held,
    ) -> String {
        let scope = Scope::of_policy(self, policy);
        let hold = policy.holds.get(held.hold as usize);
        let printer = Printer { program: self, out: String::new() };
        hold.map(|hold| printer.hold_line(placed, hold, held, &scope)).unwrap_or_default()
    }
}

/// Parts of a program as text, for tests of what is derived from them.
#[cfg(test)]
impl Program {
    pub(crate) fn term_text<'p>(&'p self, term: &'p super::Term, scope: &Scope<'p>) -> String {
        Printer { program: self, out: String::new() }.term(term, scope)
    }

    pub(crate) fn condition_text<'p>(&'p self, condition: &'p super::Condition, scope: &Scope<'p>) -> String {
        Printer { program: self, out: String::new() }.inline(condition, scope)
    }

    pub(crate) fn select_text<'p>(&'p self, select: &'p super::Select, scope: &Scope<'p>) -> String {
        Printer { program: self, out: String::new() }.select(select, scope)
    }
}

/// What people are shown instead of a name, behind it.
fn words(words: &[LocalisedText]) -> String {
    words.iter().map(|words| format!(" {} {:?}", words.language, words.text)).collect()
}

struct Printer<'p> {
    program: &'p Program,
    out: String,
}

impl<'p> Printer<'p> {
    fn line(&mut self, depth: usize, text: impl fmt::Display) -> fmt::Result {
        writeln!(self.out, "{}{text}", INDENT.repeat(depth))
    }

    /// A condition or clause of several lines, each further in by `depth`.
    fn lines(&mut self, depth: usize, text: &str) -> fmt::Result {
        text.lines().try_for_each(|line| self.line(depth, line))
    }

    fn program(&mut self) -> fmt::Result {
        self.line(0, format_args!("program, format {FORMAT}"))?;
        for package in &self.program.packages {
            self.package(package)?;
        }
        for (id, record) in self.program.records.iter_enumerated() {
            self.record(id, record)?;
        }
        for (id, definition) in self.program.definitions.iter_enumerated() {
            self.definition(id, definition)?;
        }
        for (id, policy) in self.program.policies.iter_enumerated() {
            self.policy(id, policy)?;
        }
        for (id, lifecycle) in self.program.lifecycles.iter_enumerated() {
            self.lifecycle(id, lifecycle)?;
        }
        self.program.tests.iter().try_for_each(|test| self.test(test))
    }

    fn package(&mut self, package: &Package) -> fmt::Result {
        self.line(0, format_args!("\npackage {}", package.name))?;
        self.line(1, format_args!("languages {}", package.languages.join(", ")))?;
        self.line(1, format_args!("zone {}", package.zone))?;
        for outcome in &package.outcomes {
            self.line(1, format_args!("outcome {}{}", outcome.name, words(&outcome.words)))?;
        }
        self.line(1, format_args!("account {}", self.record_name(package.account)))?;
        for (word, root) in [("request", package.request), ("service", package.service)] {
            root.map_or(Ok(()), |root| self.line(1, format_args!("{word} {}", self.record_name(root))))?;
        }
        Ok(())
    }

    /// `trade#3`
    fn record_name(&self, id: RecordId) -> String {
        format!("{}#{id}", self.program.records[id].name)
    }

    fn record(&mut self, id: RecordId, record: &Record) -> fmt::Result {
        self.line(0, format_args!("\nrecord {}", self.record_name(id)))?;
        for field in &record.fields {
            let optional = if field.optional { "?" } else { "" };
            let ty = self.type_name(&field.ty);
            let key = if field.key == field.name { String::new() } else { format!(" as {:?}", field.key) };
            let apart = if record.key_field() == Some(field) { " key" } else { "" };
            let words = words(&field.words);
            self.line(1, format_args!("{}: {ty}{optional}{apart}{key}{words}", field.name))?;
        }
        if record.fields.is_empty() { self.line(1, "nothing") } else { Ok(()) }
    }

    fn definition(&mut self, id: DefinitionId, definition: &'p Definition) -> fmt::Result {
        let on = match definition.element {
            Some(element) => format!("it: {}", self.record_name(element)),
            None => format!("account: {}", self.record_name(definition.account)),
        };
        let scope = Scope::of_definition(self.program, definition);
        self.line(0, format_args!("\ndefinition {}#{id}({on})", definition.name))?;
        let body = match &definition.body {
            Body::Condition(condition) => self.condition(condition, &scope, 1),
            Body::Term(term) => self.term(term, &scope),
        };
        self.lines(1, &body)
    }
}
