//! A case: one or more policy files in a text, and below each line the diagnostics expected there.
//!
//! ```text
//!   require empty: balanse == 0 CNY
//! //               ^^^^^^^ E0201 `balance`?
//! //                       ^^ E0103 `is`
//! ```
//!
//! Carets mark the primary place as displayed: a wide character takes two of them. There may be several such comments
//! below each other. `|` instead of carets is an empty place, `…` after the carets a place that continues on the next line,
//! and `//<` a place that begins in the first column, under the slashes of the comment itself. The text in backticks
//! after the code is the replacement of the edit that the diagnostic carries, with `?` if the edit is offered rather than
//! certain; a line break is written `\n`, and a quote that would close a text of the case `\u{22}`. A line
//! `//- name.policy` begins another file, and one that ends with `.json` or `.toml` a file of facts or of a calendar. A last line `//= snapshot`
//! asks for a snapshot of the rendered diagnostics.

use exeunt::diagnostic::Diagnostic;
use exeunt::source::{FileId, Sources};
use exeunt_testkit::policies::files_of_case;
use unicode_width::UnicodeWidthChar as _;

/// What asks for a snapshot.
const SNAPSHOT: &str = "//= snapshot\n";

/// A diagnostic that is expected: its place, its code and its edit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Expected {
    file: u32,
    /// From 1.
    line: usize,
    /// The columns on that line, in bytes; `usize::MAX` ends a place that goes on on the next.
    columns: (usize, usize),
    code: String,
    /// The replacement in backticks, and `?` if it is only offered.
    edit: Option<String>,
}

impl std::fmt::Display for Expected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (start, end) = self.columns;
        let end = if end == usize::MAX { "…".to_owned() } else { (end + 1).to_string() };
        let edit =
            self.edit.as_ref().map_or("without an edit".to_owned(), |edit| format!("with the edit {edit}"));
        write!(f, "{} at {}:{}..{end} of file {}, {edit}", self.code, self.line, start + 1, self.file + 1)
    }
}

impl Expected {
    /// A diagnostic in the form of expected ones.
    pub(super) fn of(sources: &Sources, found: &Diagnostic) -> Option<Self> {
        let span = found.primary.span;
        let file = sources.get(span.file)?;
        let line = file.line_of(span.start);
        let start = file.line_start(line)?;
        let goes_on = file.line_of(span.end) > line;
        let end = if goes_on { usize::MAX } else { (span.end - start) as usize };
        let columns = ((span.start - start) as usize, end);
        let edit = found.fix.as_ref().map(|fix| {
            let mark = if fix.certain { "" } else { "?" };
            format!("`{}`{mark}", fix.replacement.replace('\n', "\\n"))
        });
        let code = found.code.slug().to_owned();
        Some(Self { file: span.file.0, line: line + 1, columns, code, edit })
    }
}

/// The text of a case without the line that asks for a snapshot, and whether it has that line.
pub(super) fn wants_snapshot(text: &str) -> (&str, bool) {
    text.strip_suffix(SNAPSHOT).map_or((text, false), |text| (text, true))
}

/// The files of a case, of which the first is called `name`, and the diagnostics that its comments expect, by file and
/// place. Files of facts and calendars are in the folder of the first.
pub(super) fn files(name: &str, text: &str) -> (Sources, Vec<Expected>) {
    let (mut sources, mut expected) = (Sources::new(), Vec::new());
    for (name, text) in files_of_case(name, text) {
        let id = match name.ends_with(".json") || name.ends_with(".toml") {
            true => sources.add_facts(FileId(0), name.clone(), name, without_comments(&text)),
            false => sources.add(name, text.as_str()),
        };
        expected.extend(of_file(id, &text));
    }
    expected.sort();
    (sources, expected)
}

/// JSON has no comments, and those of TOML begin otherwise: spaces replace them.
fn without_comments(text: &str) -> String {
    let blank = |line: &str| match line.starts_with("//") {
        true => line.chars().map(|c| if c == '\n' { c } else { ' ' }).collect(),
        false => line.to_owned(),
    };
    text.split_inclusive('\n').map(blank).collect()
}

fn of_file(id: FileId, text: &str) -> Vec<Expected> {
    let mut found = Vec::new();
    let mut above = (0, "");
    for (at, line) in text.lines().enumerate() {
        match annotation(line) {
            Some((marks, code, edit)) => found.push(Expected {
                file: id.0,
                line: above.0 + 1,
                columns: marks.below(above.1),
                code: code.to_owned(),
                edit: edit.map(|edit| edit.replace("\\u{22}", "\"")),
            }),
            None => above = (at, line),
        }
    }
    found
}

/// The columns that carets cover, as displayed.
struct Marks {
    start: usize,
    end: usize,
    goes_on: bool,
}

impl Marks {
    /// The columns in bytes of the line above.
    fn below(&self, line: &str) -> (usize, usize) {
        let byte = |column: usize| {
            let mut seen = 0;
            for (at, c) in line.char_indices() {
                if seen >= column {
                    return at;
                }
                seen += c.width().unwrap_or(0);
            }
            line.len() + column.saturating_sub(seen)
        };
        (byte(self.start), if self.goes_on { usize::MAX } else { byte(self.end) })
    }
}

fn annotation(line: &str) -> Option<(Marks, &str, Option<&str>)> {
    let body = line.strip_prefix("//")?;
    let from_first = body.starts_with('<');
    let body = body.strip_prefix('<').unwrap_or(body);
    let indent = body.len() - body.trim_start_matches(' ').len();
    let (marks, code) = body.trim().split_once(' ')?;
    let (code, edit) =
        code.trim().split_once(' ').map_or((code.trim(), None), |(code, edit)| (code, Some(edit)));
    let is_code =
        code.len() == 5 && code.starts_with(['E', 'W']) && code[1..].bytes().all(|b| b.is_ascii_digit());
    let carets = marks.trim_end_matches('…');
    if !is_code || !(carets == "|" || !carets.is_empty() && carets.bytes().all(|b| b == b'^')) {
        return None;
    }
    let before = 2 + usize::from(from_first) + indent;
    let start = if from_first { 0 } else { before };
    let end = if carets == "|" { start } else { before + carets.len() };
    Some((Marks { start, end, goes_on: marks.ends_with('…') }, code, edit))
}
