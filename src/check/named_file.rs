//! Files that policies name: `from "accounts/42.json"`, `from "holidays/prc.toml"`. Which paths they may name, and what is
//! said of a file that is not read.

use crate::check::build::Built;
use crate::check::checker::Checker;
use crate::diagnostic::messages::{check_calendars, check_tests};
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::source::{FactsUnread, FileId};
use crate::syntax::ast::Text;

/// What a policy expects in a file that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NamedFile {
    /// The facts of a test or a fixture.
    Facts,
    /// The days of a calendar.
    Calendar,
}

impl NamedFile {
    /// How the name of such a file ends.
    fn ending(self) -> &'static str {
        match self {
            Self::Facts => ".json",
            Self::Calendar => ".toml",
        }
    }
}

impl Checker<'_> {
    /// The file that a policy names; it is reported if it may not be named, or is not read.
    pub(in crate::check) fn file_named(&mut self, from: &Text, kind: NamedFile) -> Built<FileId> {
        if let Some(wrong) = wrong_path(&from.value, kind) {
            return Err(self.report(refused(from, wrong, kind)));
        }
        let found = self.sources.facts(from.span.file, &from.value);
        found.unwrap_or(Err(FactsUnread::NotThere)).map_err(|why| self.report(unread(from, why, kind)))
    }
}

/// Why a policy must not name a path, whatever lies there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WrongPath {
    Absolute,
    Outside,
    /// Its name does not end as those of such files do.
    Ending,
}

/// Whether a policy must not name that path, so that nobody reads it. What tests name is shown when it is wrong, and who
/// checks policies need not trust them: they reach only JSON and TOML in or below their own folder.
pub(crate) fn is_refused(path: &str, kind: NamedFile) -> bool {
    wrong_path(path, kind).is_some()
}

/// Paths are written with `/`; what other systems take for a separator or a drive is read as one everywhere.
fn wrong_path(path: &str, kind: NamedFile) -> Option<WrongPath> {
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
    let ending = kind.ending();
    let is_such = path.len() > ending.len() && path.to_ascii_lowercase().ends_with(ending);
    (!is_such).then_some(WrongPath::Ending)
}

fn refused(from: &Text, wrong: WrongPath, kind: NamedFile) -> Diagnostic {
    let path = &from.value;
    let (message, label, help) = match wrong {
        WrongPath::Absolute => (
            check_tests::absolute_path(path),
            check_tests::not_relative(),
            check_tests::write_path_from_folder(),
        ),
        WrongPath::Outside => return outside(from),
        WrongPath::Ending => {
            let (label, help) = of_ending(kind);
            (check_tests::does_not_end_with(path, kind.ending()), label, help)
        }
    };
    Diagnostic::new(Code::FactsOutside, from.span, message)
        .label(label)
        .note(check_tests::only_files_within())
        .help(help)
}

fn of_ending(kind: NamedFile) -> (Message, Message) {
    match kind {
        NamedFile::Facts => (check_tests::not_the_name_of_facts(), check_tests::name_file_of("JSON")),
        NamedFile::Calendar => {
            (check_calendars::not_the_name_of_calendar(), check_tests::name_file_of("TOML"))
        }
    }
}

fn outside(from: &Text) -> Diagnostic {
    let message = check_tests::leads_out(&from.value);
    Diagnostic::new(Code::FactsOutside, from.span, message)
        .label(check_tests::outside())
        .note(check_tests::only_files_within())
        .help(check_tests::put_file_below())
}

fn unread(from: &Text, why: FactsUnread, kind: NamedFile) -> Diagnostic {
    let path = &from.value;
    let message = match why {
        FactsUnread::Outside => return outside(from),
        FactsUnread::NotThere => check_tests::no_file(path),
        FactsUnread::NotRegular => check_tests::not_regular(path),
        FactsUnread::TooLarge(most) => check_tests::larger_than(path, most),
        FactsUnread::NotText => check_tests::not_utf8(path),
        FactsUnread::NotReadable => check_tests::cannot_read(path),
    };
    let (label, help) = match kind {
        NamedFile::Facts => (check_tests::no_facts_here(), check_tests::name_facts_or_braces()),
        NamedFile::Calendar => {
            (check_calendars::no_calendar_here(), check_calendars::name_calendar_or_braces())
        }
    };
    Diagnostic::new(Code::NoFacts, from.span, message)
        .label(label)
        .note(check_tests::counts_from_folder())
        .help(help)
}

#[cfg(test)]
mod tests {
    use super::{NamedFile, WrongPath, wrong_path};

    #[test]
    fn a_policy_names_only_files_of_its_kind_in_or_below_its_own_folder() {
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
            ("", Some(WrongPath::Ending)),
            (".json", Some(WrongPath::Ending)),
            ("accounts", Some(WrongPath::Ending)),
            ("notes.txt", Some(WrongPath::Ending)),
            ("42.json/", Some(WrongPath::Ending)),
        ] {
            assert_eq!(wrong_path(path, NamedFile::Facts), expected, "{path}");
            let path = path.replace(".json", ".toml").replace(".JSON", ".TOML");
            assert_eq!(wrong_path(&path, NamedFile::Calendar), expected, "{path}");
        }
    }
}
