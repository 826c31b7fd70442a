//! `from "accounts/42.json"`: facts that stand in a file of their own, in the form that is given to be judged.

use crate::check::build::Built;
use crate::check::checker::Checker;
use crate::diagnostic::messages::{check_tests, nouns};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::facts;
use crate::ir::{RecordId, Value};
use crate::source::FactsUnread;
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
        if let Some(wrong) = wrong_path(&from.value) {
            return Err(self.report(refused(from, wrong)));
        }
        let file = match self.sources.facts(from.span.file, &from.value).unwrap_or(Err(FactsUnread::NotThere))
        {
            Ok(file) => file,
            Err(why) => {
                return Err(self.report(unread(from, why)));
            }
        };
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

/// Why a policy must not name a path, whatever lies there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WrongPath {
    Absolute,
    Outside,
    NotJson,
}

/// Whether a policy must not name that path, so that nobody reads it. What tests name is shown when it is wrong, and who
/// checks policies need not trust them: they reach only JSON in or below their own folder.
pub(crate) fn is_refused(path: &str) -> bool {
    wrong_path(path).is_some()
}

/// Paths are written with `/`; what other systems take for a separator or a drive is read as one everywhere.
fn wrong_path(path: &str) -> Option<WrongPath> {
    let has_drive = path.chars().nth(1) == Some(':');
    if path.starts_with(['/', '\\']) || has_drive {
        return Some(WrongPath::Absolute);
    }
    let mut depth = 0_usize;
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => match depth.checked_sub(1) {
                Some(above) => depth = above,
                None => return Some(WrongPath::Outside),
            },
            _ => depth += 1,
        }
    }
    let is_json = path.len() > 5 && path.to_ascii_lowercase().ends_with(".json");
    (!is_json).then_some(WrongPath::NotJson)
}

fn refused(from: &Text, wrong: WrongPath) -> Diagnostic {
    let path = &from.value;
    let (message, label, help) = match wrong {
        WrongPath::Absolute => (
            check_tests::absolute_path(path),
            check_tests::not_relative(),
            check_tests::write_path_from_folder(),
        ),
        WrongPath::Outside => return outside(from),
        WrongPath::NotJson => (
            check_tests::does_not_end_json(path),
            check_tests::not_the_name_of_facts(),
            check_tests::name_file_of_json(),
        ),
    };
    Diagnostic::new(Code::FactsOutside, from.span, message)
        .label(label)
        .note(check_tests::only_files_within())
        .help(help)
}

fn outside(from: &Text) -> Diagnostic {
    let message = check_tests::leads_out(&from.value);
    Diagnostic::new(Code::FactsOutside, from.span, message)
        .label(check_tests::outside())
        .note(check_tests::only_files_within())
        .help(check_tests::put_file_below())
}

fn unread(from: &Text, why: FactsUnread) -> Diagnostic {
    let path = &from.value;
    let message = match why {
        FactsUnread::Outside => return outside(from),
        FactsUnread::NotThere => check_tests::no_file(path),
        FactsUnread::NotRegular => check_tests::not_regular(path),
        FactsUnread::TooLarge(most) => check_tests::larger_than(path, most),
        FactsUnread::NotText => check_tests::not_utf8(path),
        FactsUnread::NotReadable => check_tests::cannot_read(path),
    };
    Diagnostic::new(Code::NoFacts, from.span, message)
        .label(check_tests::no_facts_here())
        .note(check_tests::counts_from_folder())
        .help(check_tests::name_facts_or_braces())
}

#[cfg(test)]
mod tests {
    use super::{WrongPath, wrong_path};

    #[test]
    fn a_policy_names_only_json_in_or_below_its_own_folder() {
        for (path, expected) in [
            ("42.json", None),
            ("accounts/42.JSON", None),
            ("./accounts//42.json", None),
            ("accounts/../other/42.json", None),
            ("a..b/..c.json", None),
            ("/etc/shadow", Some(WrongPath::Absolute)),
            ("//host/share.json", Some(WrongPath::Absolute)),
            ("\\\\host\\share.json", Some(WrongPath::Absolute)),
            ("C:/secret.json", Some(WrongPath::Absolute)),
            ("c:secret.json", Some(WrongPath::Absolute)),
            ("../secret.json", Some(WrongPath::Outside)),
            ("a/../../secret.json", Some(WrongPath::Outside)),
            ("a\\..\\..\\secret.json", Some(WrongPath::Outside)),
            ("./../secret.json", Some(WrongPath::Outside)),
            ("..", Some(WrongPath::Outside)),
            ("", Some(WrongPath::NotJson)),
            (".json", Some(WrongPath::NotJson)),
            ("accounts", Some(WrongPath::NotJson)),
            ("notes.txt", Some(WrongPath::NotJson)),
            ("42.json/", Some(WrongPath::NotJson)),
        ] {
            assert_eq!(wrong_path(path), expected, "{path}");
        }
    }
}
