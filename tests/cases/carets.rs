//! A case: one or more policy files in a text, and below their lines what is to be reported there.
//!
//! ```text
//!   require empty: balanse is 0 CNY
//! //               ^^^^^^^ E0201
//! ```
//!
//! Carets stand below what they speak of, as one sees it: a wide character takes two of them. They may stand in
//! several comments below each other. `|` instead of carets is an empty place, `…` behind them one that goes on on the next
//! line, and `//<` one that begins in the first column, under the comment's own slashes. A line `//- name.policy` begins
//! another file, and one that ends with `.json` a file of facts.

use exeunt::source::{FileId, Sources, Span};
use unicode_width::UnicodeWidthChar as _;

/// A place and the code that is to be reported there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Expected {
    file: u32,
    /// From 1.
    line: usize,
    /// The columns on that line, in bytes; `usize::MAX` ends a place that goes on on the next.
    columns: (usize, usize),
    code: String,
}

impl std::fmt::Display for Expected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (start, end) = self.columns;
        let end = if end == usize::MAX { "…".to_owned() } else { (end + 1).to_string() };
        write!(f, "{} at {}:{}..{end} of file {}", self.code, self.line, start + 1, self.file + 1)
    }
}

impl Expected {
    /// What a diagnostic with that code and place would have been expected as.
    pub(super) fn of(sources: &Sources, span: Span, code: &str) -> Option<Self> {
        let file = sources.get(span.file)?;
        let line = file.line_of(span.start);
        let start = file.line_start(line)?;
        let goes_on = file.line_of(span.end) > line;
        let end = if goes_on { usize::MAX } else { (span.end - start) as usize };
        let columns = ((span.start - start) as usize, end);
        Some(Self { file: span.file.0, line: line + 1, columns, code: code.to_owned() })
    }
}

/// The files of a case, of which the first is called `name`, and what its comments say is to be reported, by file and
/// place. A file of facts is beside the first.
pub(super) fn files(name: &str, text: &str) -> (Sources, Vec<Expected>) {
    let mut written = vec![(name.to_owned(), String::new())];
    for line in text.split_inclusive('\n') {
        match (line.strip_prefix("//- "), written.last_mut()) {
            (Some(next), _) => written.push((next.trim().to_owned(), String::new())),
            (None, Some((_, text))) => text.push_str(line),
            (None, None) => {}
        }
    }
    let (mut sources, mut expected) = (Sources::new(), Vec::new());
    for (name, text) in written {
        let id = match name.ends_with(".json") {
            true => sources.add_facts(FileId(0), name.clone(), name, without_comments(&text)),
            false => sources.add(name, text.as_str()),
        };
        expected.extend(of_file(id, &text));
    }
    expected.sort();
    (sources, expected)
}

/// JSON has no comments: space stands in their place.
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
            Some((marks, code)) => found.push(Expected {
                file: id.0,
                line: above.0 + 1,
                columns: marks.below(above.1),
                code: code.to_owned(),
            }),
            None => above = (at, line),
        }
    }
    found
}

/// The columns that carets cover, as seen.
struct Marks {
    start: usize,
    end: usize,
    goes_on: bool,
}

impl Marks {
    /// The same in bytes of the line above.
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

fn annotation(line: &str) -> Option<(Marks, &str)> {
    let body = line.strip_prefix("//")?;
    let from_first = body.starts_with('<');
    let body = body.strip_prefix('<').unwrap_or(body);
    let indent = body.len() - body.trim_start_matches(' ').len();
    let (marks, code) = body.trim().split_once(' ')?;
    let code = code.trim();
    let is_code =
        code.len() == 5 && code.starts_with(['E', 'W']) && code[1..].bytes().all(|b| b.is_ascii_digit());
    let carets = marks.trim_end_matches('…');
    if !is_code || !(carets == "|" || !carets.is_empty() && carets.bytes().all(|b| b == b'^')) {
        return None;
    }
    let before = 2 + usize::from(from_first) + indent;
    let start = if from_first { 0 } else { before };
    let end = if carets == "|" { start } else { before + carets.len() };
    Some((Marks { start, end, goes_on: marks.ends_with('…') }, code))
}
