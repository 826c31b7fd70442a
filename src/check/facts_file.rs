//! `from "accounts/42.json"`: facts that stand in a file of their own, in the form that is given to be judged.

use super::checker::Checker;
use crate::diagnostic::{Code, Diagnostic};
use crate::facts;
use crate::ir::{RecordId, Value};
use crate::syntax::ast::{RecordKind, Text};

impl Checker<'_> {
    /// What a file says of the account or the request; errors point into that file.
    pub(super) fn facts_of_file(&mut self, from: &Text, record: RecordId, kind: RecordKind) -> Option<Value> {
        self.notes.reads_files = true;
        let Some(file) = self.sources.facts(from.span.file, &from.value) else {
            self.report(not_there(from));
            return None;
        };
        if self.is_uncertain(record) {
            return None;
        }
        if let Some(known) = self.facts_read.get(&(file, record)) {
            return known.clone();
        }
        let text = self.sources.get(file).map_or("", |source| &source.text);
        let root = if kind == RecordKind::Request { "request" } else { "account" };
        let (value, found) = facts::read_root(&self.program, root, record, file, text);
        found.into_iter().for_each(|found| self.report(found));
        self.facts_read.insert((file, record), value.clone());
        value
    }
}

fn not_there(from: &Text) -> Diagnostic {
    Diagnostic::new(Code::NoFacts, from.span, format!("there is no file `{}` that can be read", from.value))
        .label("no facts are found here")
        .note("the path counts from the folder of this file")
        .help("name a file of facts such as `exeunt eval` reads, or write the facts in braces")
}
