//! A verdict as a line of JSON.

use exeunt::diagnostic::{Diagnostic, Severity};
use exeunt::eval::decide::{Decision, Terms, Wanted};
use exeunt::ir::Status;
use exeunt::render::for_json;

/// What came of a block of lines.
pub(super) struct Verdicts {
    /// Index of the file.
    pub(super) file: usize,
    /// How many lines the block has, blank ones included.
    pub(super) lines: usize,
    pub(super) judged: u64,
    /// Whether a status is one of `--fail-on`.
    pub(super) has_findings: bool,
    pub(super) refused: Vec<Refused>,
    pub(super) text: Text,
}

/// A line that cannot be read.
pub(super) struct Refused {
    /// Its place in the block.
    pub(super) line: usize,
    /// For each error: its column, or `None` if what it says begins with a place of its own; and what it says.
    pub(super) errors: Vec<(Option<usize>, String)>,
    /// How much had been printed before it.
    pub(super) printed: usize,
    /// How many had been judged before it.
    pub(super) judged: u64,
}

/// Text in which the places of lines are still to be filled in.
#[derive(Default)]
pub(super) struct Text {
    pub(super) bytes: Vec<u8>,
    /// Where in the text, and which line of the block.
    pub(super) places: Vec<(usize, usize)>,
}

impl Verdicts {
    pub(super) fn of(file: usize) -> Self {
        Self { file, lines: 0, judged: 0, has_findings: false, refused: Vec::new(), text: Text::default() }
    }

    /// Counts an account that was judged.
    pub(super) fn judge(&mut self, decision: Decision<'_>, fail_on: &[Status]) {
        self.judged += 1;
        self.has_findings |= fail_on.contains(&decision.status);
    }

    /// Counts an account that cannot be read.
    pub(super) fn refuse(&mut self, line: usize, errors: Vec<(Option<usize>, String)>) {
        let (printed, judged) = (self.text.bytes.len(), self.judged);
        self.refused.push(Refused { line, errors, printed, judged });
    }
}

/// The errors of a line.
pub(super) fn errors(line: &[u8], diagnostics: &[Diagnostic]) -> Vec<(Option<usize>, String)> {
    diagnostics.iter().map(|found| (Some(column(line, found)), said(found))).collect()
}

/// The column of an error, in characters from 1.
fn column(line: &[u8], found: &Diagnostic) -> usize {
    let before = line.get(..found.primary.span.start as usize).unwrap_or(line);
    String::from_utf8_lossy(before).chars().count() + 1
}

fn said(found: &Diagnostic) -> String {
    let help = found.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
    let severity = match found.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    format!("{severity}[{}]: {}{help}", found.code.slug(), found.message)
}

/// Prints verdicts of one policy.
pub(super) struct Printer<'a> {
    terms: Terms<'a>,
    wanted: Wanted,
    /// The requirements' names as JSON.
    names: Vec<String>,
    /// What is done while each fails, as JSON.
    otherwise: Vec<Option<String>>,
    /// What is done to an eligible account, as JSON.
    outcome: String,
}

/// An id as JSON. Plain ones, which most are, are not looked at twice.
fn print_id(id: &[u8], out: &mut Vec<u8>) {
    match std::str::from_utf8(id) {
        Ok(text) if !id.is_ascii() || id.contains(&b'#') => out.extend_from_slice(for_json(text).as_bytes()),
        Ok(_) | Err(_) => out.extend_from_slice(id),
    }
}

/// What names an account.
pub(super) enum Name<'a> {
    /// Its id, as JSON.
    Id(&'a [u8]),
    /// The place of its line in the block.
    Line(usize),
}

impl<'a> Printer<'a> {
    pub(super) fn new(terms: Terms<'a>, wanted: Wanted) -> Self {
        let policy = &terms.program.policies[terms.policy];
        let json = |text: &String| serde_json::Value::from(text.as_str()).to_string();
        Self {
            terms,
            wanted,
            names: policy.requirements.iter().map(|it| json(&it.name)).collect(),
            otherwise: policy.requirements.iter().map(|it| it.otherwise.as_ref().map(json)).collect(),
            outcome: json(&policy.outcome),
        }
    }

    /// `{"id":…,"status":…,"failed":[…],"unknown":[…],"outcome":…}`; what has no id is named by its line.
    pub(super) fn print(&self, name: Name<'_>, decision: Decision<'_>, to: &mut Text) {
        let out = &mut to.bytes;
        out.push(b'{');
        match name {
            Name::Id(id) => {
                out.extend_from_slice(b"\"id\":");
                print_id(id, out);
            }
            Name::Line(number) => to.places.push((out.len(), number)),
        }
        out.extend_from_slice(b",\"status\":\"");
        out.extend_from_slice(decision.status.word().as_bytes());
        if self.wanted == Wanted::Status {
            return out.extend_from_slice(b"\"}\n");
        }
        // A policy that does not speak of an account refuses nothing.
        let speaks = decision.status != Status::Inapplicable;
        out.extend_from_slice(b"\",\"failed\":");
        self.list(decision.failed().filter(|_| speaks), out);
        out.extend_from_slice(b",\"unknown\":");
        self.list(decision.unknown().filter(|_| speaks), out);
        out.extend_from_slice(b",\"outcome\":");
        out.extend_from_slice(self.outcome(decision).unwrap_or("null").as_bytes());
        out.extend_from_slice(b"}\n");
    }

    /// The whole verdict of a line.
    pub(super) fn print_whole(&self, line: &[u8], to: &mut Text) {
        let explained = std::str::from_utf8(line).ok().and_then(|text| self.terms.explain(text).ok());
        let written = explained
            .and_then(|(id, verdict)| exeunt::render::verdict_json(id.as_ref(), &verdict, None).ok());
        to.bytes.extend_from_slice(for_json(&written.unwrap_or_default()).as_bytes());
    }

    fn list(&self, requirements: impl Iterator<Item = usize>, out: &mut Vec<u8>) {
        out.push(b'[');
        for (at, requirement) in requirements.enumerate() {
            if at > 0 {
                out.push(b',');
            }
            out.extend_from_slice(self.names[requirement].as_bytes());
        }
        out.push(b']');
    }

    fn outcome(&self, decision: Decision<'_>) -> Option<&str> {
        match decision.status {
            Status::Eligible => Some(&self.outcome),
            Status::Blocked => decision.failed().find_map(|at| self.otherwise[at].as_deref()),
            _ => None,
        }
    }
}
