//! A verdict as a line of JSON.

use exeunt::decide::{Decision, Detail, LineOptions, Lines, Unreadable};
use exeunt::diagnostic::{Diagnostic, Message};
use exeunt::eval::{DeadlineStanding, OutcomeValue, Plan};
use exeunt::ir::Status;
use exeunt::render::for_json;

use crate::messages::judging;

/// The results of a block of lines.
pub(super) struct Verdicts {
    /// Index of the file.
    pub(super) file: usize,
    /// How many lines the block has.
    pub(super) lines: Lines,
    pub(super) judged: u64,
    pub(super) refused: u64,
    /// Whether a status is one of `--fail-on`.
    pub(super) has_findings: bool,
    /// The refused lines whose errors may be shown: as many as there are errors to be shown in all.
    pub(super) shown: Vec<Refused>,
    /// How many errors the other ones have.
    pub(super) not_shown: u64,
    pub(super) text: Text,
    limit: usize,
}

/// A line that cannot be read.
pub(super) struct Refused {
    /// Its place in the block.
    pub(super) line: usize,
    pub(super) errors: Errors,
    /// How much had been printed before it.
    pub(super) printed: usize,
    /// How many had been judged before it.
    pub(super) judged: u64,
}

/// What is wrong with a line.
#[derive(Default)]
pub(super) struct Errors {
    /// For each error: its column, or `None` if the message begins with a place of its own; and the message.
    pub(super) shown: Vec<(Option<usize>, Message)>,
    /// How many there are besides.
    pub(super) left_out: u64,
}

/// Text in which the places of lines are still to be filled in.
#[derive(Default)]
pub(super) struct Text {
    pub(super) bytes: Vec<u8>,
    /// Where in the text, and which line of the block.
    pub(super) places: Vec<(usize, usize)>,
}

impl Verdicts {
    /// Those of a block of which at most `limit` errors are shown.
    pub(super) fn of(file: usize, limit: usize) -> Self {
        Self {
            file,
            lines: Lines::default(),
            judged: 0,
            refused: 0,
            has_findings: false,
            shown: Vec::new(),
            not_shown: 0,
            text: Text::default(),
            limit,
        }
    }

    /// Counts an account that was judged.
    pub(super) fn judge(&mut self, status: Status, fail_on: &[Status]) {
        self.judged += 1;
        self.has_findings |= fail_on.contains(&status);
    }

    /// Counts an account that cannot be read, with that many errors; they are worked out if they may be shown.
    pub(super) fn refuse(&mut self, line: usize, count: u64, errors: impl FnOnce() -> Errors) {
        self.refused += 1;
        if self.shown.len() >= self.limit {
            self.not_shown += count;
            return;
        }
        let (printed, judged) = (self.text.bytes.len(), self.judged);
        self.shown.push(Refused { line, errors: errors(), printed, judged });
    }
}

impl Errors {
    /// How many errors a line has.
    pub(super) fn count(unreadable: &Unreadable) -> u64 {
        (unreadable.diagnostics.len() + unreadable.left_out) as u64
    }

    /// The errors of a line.
    pub(super) fn of(line: &[u8], unreadable: &Unreadable) -> Self {
        let (mut at, mut column) = (0, 1);
        let shown = unreadable.diagnostics.iter().map(|found| {
            // They come by place, so that the line is gone over once.
            let start = (found.primary.span.start as usize).min(line.len()).max(at);
            column += characters(&line[at..start]);
            at = start;
            (Some(column), in_line(found))
        });
        Self { shown: shown.collect(), left_out: unreadable.left_out as u64 }
    }
}

/// How many characters of UTF-8 begin in these bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

/// An error in one line.
fn in_line(found: &Diagnostic) -> Message {
    let error = judging::in_line(found.severity().message(), found.code.slug(), &found.message);
    match &found.help {
        Some(help) => judging::with_help(error, help),
        None => error,
    }
}

/// Prints verdicts of one policy.
pub(super) struct Printer<'a> {
    terms: LineOptions<'a>,
    wanted: Detail,
    /// The requirements' names as JSON.
    names: Vec<String>,
    /// What is done while each fails, as JSON.
    otherwise: Vec<Option<String>>,
    /// What is done to an eligible account, as JSON.
    outcome: String,
    /// Whether that carries a value.
    carries_value: bool,
    has_deadlines: bool,
    has_plan: bool,
}

/// An id as JSON. Plain ones, which most are, are not looked at twice.
fn print_id(id: &[u8], out: &mut Vec<u8>) {
    match std::str::from_utf8(id) {
        Ok(text) if !id.is_ascii() || id.contains(&b'#') => out.extend_from_slice(for_json(text).as_bytes()),
        Ok(_) | Err(_) => out.extend_from_slice(id),
    }
}

/// A plan under the key that it has in a verdict: what is not to be carried out never has that of a plan.
fn print_plan(plan: Option<&Plan>, status: Status, out: &mut Vec<u8>) {
    let json = plan.and_then(|plan| serde_json::to_string(plan).ok());
    let json = json.as_deref().map_or("null".into(), for_json);
    match (status, plan) {
        (Status::Eligible, _) => {
            out.extend_from_slice(b",\"plan\":");
            out.extend_from_slice(json.as_bytes());
        }
        (Status::Inapplicable | Status::Undetermined | Status::Blocked | Status::Cooling, None) => {
            out.extend_from_slice(b",\"plan\":null");
        }
        (Status::Inapplicable | Status::Undetermined | Status::Blocked | Status::Cooling, Some(_)) => {
            out.extend_from_slice(b",\"plan\":null,\"would_be\":");
            out.extend_from_slice(json.as_bytes());
        }
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
    pub(super) fn new(terms: LineOptions<'a>, wanted: Detail) -> Self {
        let policy = &terms.program.policies()[terms.policy];
        let json = |text: &String| serde_json::Value::from(text.as_str()).to_string();
        Self {
            terms,
            wanted,
            names: policy.requirements.iter().map(|it| json(&it.name)).collect(),
            otherwise: policy.requirements.iter().map(|it| it.otherwise.as_ref().map(json)).collect(),
            outcome: json(&policy.outcome),
            carries_value: policy.outcome_value.is_some(),
            has_deadlines: !policy.deadlines.is_empty(),
            has_plan: !policy.data.is_empty(),
        }
    }

    /// `{"id":…,"status":…,"failed":[…],"unknown":[…],"outcome":…}`; what has no id is named by its line.
    ///
    /// Of an account that is eligible, `value` gives the value of the outcome, if the outcome carries one; `plan` is printed if
    /// there is one to print, as what would be done of any other account.
    pub(super) fn print(
        &self,
        name: Name<'_>,
        decision: Decision<'_>,
        value: impl FnOnce() -> Option<OutcomeValue>,
        plan: Option<&Option<Plan>>,
        to: &mut Text,
    ) {
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
        if self.wanted == Detail::Status {
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
        if self.carries_value && decision.status == Status::Eligible {
            out.extend_from_slice(b",\"outcome_value\":");
            let value = value().and_then(|value| serde_json::to_string(&value).ok());
            out.extend_from_slice(
                value.map_or("null".into(), |json| for_json(&json).into_owned()).as_bytes(),
            );
        }
        if let Some(plan) = plan {
            print_plan(plan.as_ref(), decision.status, out);
        }
        out.extend_from_slice(b"}\n");
    }

    /// How the deadlines of a line stand, if the policy has any.
    pub(super) fn deadlines(&self, line: &[u8]) -> Option<Vec<DeadlineStanding>> {
        let (_, verdict) = self.has_deadlines.then(|| self.terms.explain(line).ok())??;
        Some(verdict.deadlines)
    }

    /// What is to be done with the data of the account of a line, or would be, if the policy says so.
    ///
    /// # Errors
    /// What is wrong with the line.
    pub(super) fn plan(&self, line: &[u8]) -> Result<Option<Plan>, Unreadable> {
        if self.has_plan { self.terms.plan(line) } else { Ok(None) }
    }

    /// The whole verdict of a line; gives its status.
    ///
    /// # Errors
    /// What is wrong with the line. Nothing is printed then.
    pub(super) fn print_whole(
        &self,
        line: &[u8],
        with_plan: bool,
        to: &mut Text,
    ) -> Result<Status, Unreadable> {
        let (id, verdict) = match with_plan {
            true => self.terms.explain_with_would_be(line)?,
            false => self.terms.explain(line)?,
        };
        // A verdict that could not be written would be missed when what was written is counted.
        let written = exeunt::render::verdict_json(id.as_ref(), &verdict, None).unwrap_or_default();
        to.bytes.extend_from_slice(for_json(&written).as_bytes());
        Ok(verdict.status)
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
            Status::Inapplicable | Status::Undetermined | Status::Cooling => None,
        }
    }
}
