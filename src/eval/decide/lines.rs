//! Judging accounts that come one a line.

use std::borrow::Cow;

use super::batch::Batch;
use super::decisions::{Decision, Decisions};
use super::read::{FirstLine, Reader};
use super::stop::Stops;
use super::{Decider, Moment};
use crate::diagnostic::{Code, Diagnostic};
use crate::eval::{Evaluation, Verdict, evaluate};
use crate::facts::{self, Facts, Id};
use crate::ir::{PolicyId, Program, Status};
use crate::source::{FileId, Span};

/// How many lines are judged together.
const MOST_LINES: usize = 256;

/// What lines are judged by.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'p> {
    /// The program.
    pub program: &'p Program,
    /// The policy.
    pub policy: PolicyId,
    /// The instant, in microseconds since 1970-01-01T00:00Z.
    pub now: i64,
    /// Whether that holds for lines that name an instant of their own, too.
    pub now_is_given: bool,
    /// The path of the declared fact that identifies an account, instead of the envelope's `id`: `account.number`.
    pub id: Option<&'p str>,
}

impl Terms<'_> {
    /// Reads a line and evaluates it completely.
    ///
    /// # Errors
    ///
    /// What is wrong with the line.
    pub fn explain(&self, line: &str) -> Result<(Option<Id>, Verdict), Vec<Diagnostic>> {
        let (id, facts, now) = self.read(line)?;
        Ok((id, evaluate(self.program, self.policy, &facts, now)))
    }

    /// What identifies the account, its facts, and when it is to be judged.
    fn read(&self, line: &str) -> Result<(Option<Id>, Facts, i64), Vec<Diagnostic>> {
        let read = facts::read(self.program, Some(self.policy), FileId(0), line);
        let Some(envelope) = read.envelope else { return Err(read.diagnostics) };
        let id = match self.id.map(|path| facts::id_at(self.program, &envelope, path)) {
            Some(Ok(id)) => Some(id),
            Some(Err(why)) => return Err(vec![no_id(&why, line.len())]),
            None => envelope.id,
        };
        let now = envelope.now.filter(|_| !self.now_is_given).unwrap_or(self.now);
        Ok((id, envelope.facts, now))
    }
}

/// A line and what came of it.
#[derive(Debug)]
pub struct Line<'l> {
    /// How many lines of the text precede it.
    pub number: usize,
    /// The line, without its end.
    pub text: &'l [u8],
    /// What came of it.
    pub found: Found<'l>,
    /// Where in a batch its facts stand, if they do.
    held: Option<(&'l Batch, usize)>,
}

impl Line<'_> {
    /// From when on its account is eligible if one only waits. `terms` are those that it was judged by.
    #[must_use]
    pub fn eligible_after(&self, terms: &Terms<'_>) -> Option<i64> {
        let (facts, now) = match self.held {
            Some((batch, row)) => (batch.facts(terms.program, terms.policy, row), terms.now),
            None => {
                let (_, facts, now) = terms.read(std::str::from_utf8(self.text).ok()?).ok()?;
                (facts, now)
            }
        };
        Evaluation::new(terms.program, terms.policy, &facts, now).eligible_after()
    }
}

/// What came of a line.
#[derive(Debug)]
pub enum Found<'l> {
    /// It was judged.
    Judged {
        /// What identifies the account, as JSON.
        id: Option<Cow<'l, [u8]>>,
        /// What it comes to.
        decision: Decision<'l>,
    },
    /// It cannot be read. The spans count from the line's start.
    Refused(Vec<Diagnostic>),
}

/// Judges lines by one policy at one instant. It gives what [`facts::read`] and [`evaluate`] give, and hands over to them
/// whatever its own forms do not hold.
#[derive(Debug)]
pub struct Judge<'m> {
    terms: Terms<'m>,
    fast: Option<Fast<'m>>,
    /// The decisions of the complete evaluation, in the order of their lines.
    complete: Decisions,
    entries: Vec<Entry>,
}

/// What is wanted of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// The status and the truth of every requirement.
    Requirements,
    /// The status alone: no requirement is named, and a line may be left as soon as its account is blocked.
    Status,
}

/// The parts that hold the policy's plain lines.
#[derive(Debug)]
struct Fast<'m> {
    moment: &'m Moment<'m>,
    reader: Reader,
    batch: Batch,
    wanted: Wanted,
    /// What ends the reading of a line.
    stops: Option<Stops<'m>>,
    decisions: Decisions,
}

impl Fast<'_> {
    /// Decides the accounts of the batch.
    fn decide(&mut self) {
        match self.wanted {
            Wanted::Requirements => self.moment.decide(&self.batch, &mut self.decisions),
            Wanted::Status => self.moment.decide_statuses(&self.batch, &mut self.decisions),
        }
    }
}

/// A line that waits to be handed out.
#[derive(Debug)]
struct Entry {
    number: usize,
    start: usize,
    end: usize,
    id: Written,
    outcome: Outcome,
}

/// What identifies an account.
#[derive(Debug)]
enum Written {
    None,
    /// In these bytes of the text.
    Here(usize, usize),
    /// As JSON.
    Apart(String),
}

#[derive(Debug)]
enum Outcome {
    /// At this place of the batch.
    Batched(usize),
    /// Blocked, by what was read of it.
    Blocked,
    /// At this place of the complete evaluation's decisions.
    Complete(usize),
    Refused(Vec<Diagnostic>),
}

impl<'m> Judge<'m> {
    /// A judge; `moment` is that of the terms, or `None` where the policy is not held by a [`Decider`].
    #[must_use]
    pub fn new(terms: Terms<'m>, moment: Option<&'m Moment<'m>>, wanted: Wanted) -> Self {
        let fast = moment.and_then(|moment| {
            let decider: &Decider = moment.decider;
            let reader = Reader::new(&terms, decider).ok()?;
            // A line that may name its own instant has to be read to its end.
            let may_stop = wanted == Wanted::Status && terms.now_is_given;
            Some(Fast {
                moment,
                reader,
                batch: decider.batch(),
                wanted,
                stops: if may_stop { Stops::new(moment) } else { None },
                decisions: Decisions::default(),
            })
        });
        let words = terms.program.policies[terms.policy].requirements.len();
        Self { terms, fast, complete: Decisions::new(words), entries: Vec::new() }
    }

    /// Judges every line of a text, and hands them out in order. Lines of nothing but space are passed over. Gives how
    /// many lines there are.
    pub fn judge(&mut self, text: &[u8], mut each: impl FnMut(Line<'_>)) -> usize {
        let (mut start, mut number) = (0, 0);
        while start < text.len() {
            start = self.read(text, start, number);
            number += 1;
            if self.entries.len() >= MOST_LINES {
                self.hand_out(text, &mut each);
            }
        }
        self.hand_out(text, &mut each);
        number
    }

    /// The keys that were passed over because nothing declares them, as paths: a misspelt one reads as absent.
    #[must_use]
    pub fn undeclared(&self) -> Vec<String> {
        self.fast.as_ref().map(|fast| fast.reader.undeclared()).unwrap_or_default()
    }

    /// Reads the line at `start`; gives where the next one starts.
    fn read(&mut self, text: &[u8], start: usize, number: usize) -> usize {
        if let Some(fast) = &mut self.fast
            && let Ok(FirstLine { id, length, is_blocked }) =
                fast.reader.read(&text[start..], &mut fast.batch, fast.stops.as_ref())
        {
            let id = id.map_or(Written::None, |id| Written::Here(start + id.start, start + id.end));
            let outcome = if is_blocked { Outcome::Blocked } else { Outcome::Batched(fast.batch.len() - 1) };
            self.entries.push(Entry { number, start, end: start + length, id, outcome });
            return start + length + 1;
        }
        let end = memchr::memchr(b'\n', &text[start..]).map_or(text.len(), |at| start + at);
        if !text[start..end].trim_ascii().is_empty() {
            let (id, outcome) = self.read_precisely(&text[start..end]);
            self.entries.push(Entry { number, start, end, id, outcome });
        }
        end + 1
    }

    fn read_precisely(&mut self, line: &[u8]) -> (Written, Outcome) {
        let text = match std::str::from_utf8(line) {
            Ok(text) => text,
            Err(error) => return (Written::None, Outcome::Refused(vec![not_utf8(error.valid_up_to())])),
        };
        let (id, facts, now) = match self.terms.read(text) {
            Ok(read) => read,
            Err(diagnostics) => return (Written::None, Outcome::Refused(diagnostics)),
        };
        let id = id.map_or(Written::None, |id| Written::Apart(as_json(&id)));
        if let Some(fast) = &mut self.fast
            && now == self.terms.now
            && fast.batch.push(&facts).is_ok()
        {
            return (id, Outcome::Batched(fast.batch.len() - 1));
        }
        let verdict = evaluate(self.terms.program, self.terms.policy, &facts, now);
        let truths = verdict.requirements.iter().map(|judged| judged.truth);
        (id, Outcome::Complete(self.complete.push(verdict.status, truths)))
    }

    fn hand_out(&mut self, text: &[u8], each: &mut impl FnMut(Line<'_>)) {
        if let Some(fast) = &mut self.fast {
            fast.decide();
        }
        for Entry { number, start, end, id, outcome } in self.entries.drain(..) {
            let text_of = &text[start..end];
            let mut held = None;
            let decision = match outcome {
                Outcome::Batched(at) => {
                    held = self.fast.as_ref().map(|fast| (&fast.batch, at));
                    self.fast.as_ref().and_then(|fast| fast.decisions.get(at))
                }
                Outcome::Blocked => Some(Decision::of_status(Status::Blocked)),
                Outcome::Complete(at) => self.complete.get(at),
                Outcome::Refused(diagnostics) => {
                    each(Line { number, text: text_of, found: Found::Refused(diagnostics), held });
                    continue;
                }
            };
            let Some(decision) = decision else { continue };
            let id = match id {
                Written::None => None,
                Written::Here(from, to) => Some(Cow::Borrowed(&text[from..to])),
                Written::Apart(json) => Some(Cow::Owned(json.into_bytes())),
            };
            each(Line { number, text: text_of, found: Found::Judged { id, decision }, held });
        }
        if let Some(fast) = &mut self.fast {
            fast.batch.clear();
        }
        self.complete.clear();
    }
}

fn as_json(id: &Id) -> String {
    match id {
        Id::Text(text) => serde_json::Value::from(text.as_str()).to_string(),
        Id::Integer(integer) => integer.to_string(),
    }
}

fn not_utf8(at: usize) -> Diagnostic {
    let span = Span::new(FileId(0), at as u32, at as u32);
    Diagnostic::new(Code::FactSyntax, span, "this line is not UTF-8").label("no character of UTF-8")
}

fn no_id(why: &str, length: usize) -> Diagnostic {
    Diagnostic::new(Code::FactMissing, Span::new(FileId(0), 0, length as u32), why)
        .label("no id is found in it")
}
