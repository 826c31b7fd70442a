//! `from "accounts/42.json"`: facts that stand in a file of their own, in the form that is given to be judged.

use crate::check::build::Built;
use crate::check::checker::Checker;
use crate::check::named_file::NamedFile;
use crate::diagnostic::Severity;
use crate::diagnostic::messages::nouns;
use crate::facts;
use crate::ir::{RecordId, Value};
use crate::syntax::ast::{RecordKind, Text};

impl Checker<'_> {
    /// What a file says of the account or the request; errors point into that file.
    pub(in crate::check) fn facts_of_file(
        &mut self,
        from: &Text,
        record: RecordId,
        kind: RecordKind,
    ) -> Built<Value> {
        self.current.reads_files = true;
        let file = self.file_named(from, NamedFile::Facts)?;
        if let Some(reported) = self.uncertainty(record) {
            return Err(reported);
        }
        if let Some(known) = self.facts_read.get(&(file, record)) {
            return known.clone();
        }
        let text = self.sources.get(file).map_or("", |source| &source.text);
        let (value, found) = match kind {
            RecordKind::Account | RecordKind::Record => {
                facts::read_root(&self.program, "account", record, file, text)
            }
            RecordKind::Request => facts::read_root(&self.program, "request", record, file, text),
            RecordKind::Service => {
                let package = self.shapes[record].package;
                facts::read_service(&self.program, package, file, text)
            }
        };
        let mut error = None;
        for found in found {
            match found.severity() {
                Severity::Error => error = Some(self.report(found)),
                Severity::Warning => self.report_warning(found),
            }
        }
        let value = match (value, error) {
            (Some(value), _) => Ok(value),
            (None, Some(reported)) => Err(reported),
            (None, None) => Err(self.lost(from.span, nouns::a_file_of_facts())),
        };
        self.facts_read.insert((file, record), value.clone());
        value
    }
}
