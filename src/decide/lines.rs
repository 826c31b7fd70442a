//! Judging accounts that come one a line.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::batch::Batch;
use super::decisions::{Decision, Decisions};
use super::early_exit::EarlyExit;
use super::options::{Given, LineOptions, Unreadable};
use super::policy::{AtInstant, CompiledPolicy};
use super::read::{FirstLine, Reader};
use crate::eval::{Evaluation, OutcomeValue, evaluate};
use crate::facts::Id;
use crate::ir::{Constant, Status, Timestamp};

/// How many lines are judged together.
const MAX_LINES: usize = 256;

/// A line and its outcome.
pub struct Line<'l> {
    /// How many lines of the text precede it.
    pub number: usize,
    /// The line, without its end.
    pub text: &'l [u8],
    /// Its outcome.
    pub found: LineOutcome<'l>,
    /// The batch and row of its facts, if they are in one.
    held: Option<(&'l Batch, usize)>,
}

/// Its text is not shown: it is the facts of an account.
impl std::fmt::Debug for Line<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Line").field("number", &self.number).finish_non_exhaustive()
    }
}

impl Line<'_> {
    /// From when on its account is eligible if one only waits. `options` are those that it was judged by.
    #[must_use]
    pub fn eligible_after(&self, options: &LineOptions<'_>) -> Option<Timestamp> {
        self.evaluated(options, |evaluation| evaluation.eligible_after())
    }

    /// The value that the outcome of its account carries, if that is eligible. `options` are those that it was judged by.
    #[must_use]
    pub fn outcome_value(&self, options: &LineOptions<'_>) -> Option<OutcomeValue> {
        self.evaluated(options, |evaluation| evaluation.outcome_value())
    }

    /// The same as a literal, if it is known.
    #[must_use]
    pub fn carried(&self, options: &LineOptions<'_>) -> Option<Constant> {
        self.evaluated(options, |evaluation| evaluation.carried())
    }

    fn evaluated<T>(
        &self,
        options: &LineOptions<'_>,
        ask: impl FnOnce(&Evaluation<'_>) -> Option<T>,
    ) -> Option<T> {
        let (facts, now) = match self.held {
            Some((batch, row)) => (batch.facts(options.program, options.policy, row), options.now),
            None => {
                let Given { facts, now, .. } = options.read(self.text).ok()?;
                (facts, now)
            }
        };
        ask(&Evaluation::new(options.program, options.policy, &facts, now))
    }
}

/// The outcome of a line.
#[derive(Debug)]
pub enum LineOutcome<'l> {
    /// It was judged.
    Judged {
        /// What identifies the account, as JSON.
        id: Option<Cow<'l, [u8]>>,
        /// Its decision.
        decision: Decision<'l>,
        /// The instant that it was judged at.
        now: Timestamp,
    },
    /// It cannot be read.
    Refused(Unreadable),
}

/// How many lines a text has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Lines {
    /// All of them.
    pub total: usize,
    /// Those of nothing but space, which hold no account.
    pub blank: usize,
}

/// How many names of unknown keys are kept.
const MAX_NAMES: usize = 1000;

/// Judges lines by one policy at one instant. It gives what [`facts::read`](crate::facts::read) and [`evaluate`] give, and hands over to them
/// whatever its own forms do not hold.
#[derive(Debug)]
pub struct LineDecider<'m> {
    options: LineOptions<'m>,
    fast: Option<Fast<'m>>,
    /// The decisions of the complete evaluation, in the order of their lines.
    complete: Decisions,
    entries: Vec<Entry>,
    /// The paths of keys that nothing declares.
    unknown_keys: BTreeSet<String>,
}

/// What is detail of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// The status and the truth of every requirement.
    Requirements,
    /// The status alone: no requirement is named, and a line may be left as soon as its account is blocked.
    Status,
}

/// The parts that hold the policy's plain lines.
#[derive(Debug)]
struct Fast<'m> {
    instant: &'m AtInstant<'m>,
    reader: Reader,
    batch: Batch,
    detail: Detail,
    /// What ends the reading of a line.
    stops: Option<EarlyExit<'m>>,
    decisions: Decisions,
}

impl Fast<'_> {
    /// Decides the accounts of the batch.
    fn decide(&mut self) {
        match self.detail {
            Detail::Requirements => self.instant.decide(&self.batch, &mut self.decisions),
            Detail::Status => self.instant.decide_statuses(&self.batch, &mut self.decisions),
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
    Complete(usize, Timestamp),
    Refused(Unreadable),
}

impl<'m> LineDecider<'m> {
    /// A judge; `instant` is that of the options, or `None` where the policy is not held by a [`CompiledPolicy`].
    #[must_use]
    pub fn new(options: LineOptions<'m>, instant: Option<&'m AtInstant<'m>>, detail: Detail) -> Self {
        let fast = instant.and_then(|instant| {
            let policy: &CompiledPolicy = instant.policy;
            let reader = Reader::new(&options, policy).ok()?;
            // A line that may name its own instant has to be read to its end.
            let may_stop = detail == Detail::Status && options.now_is_given;
            Some(Fast {
                instant,
                reader,
                batch: policy.batch(),
                detail,
                stops: if may_stop { EarlyExit::new(instant) } else { None },
                decisions: Decisions::default(),
            })
        });
        let words = options.program.policies[options.policy].requirements.len();
        let unknown_keys = BTreeSet::new();
        Self { options, fast, complete: Decisions::new(words), entries: Vec::new(), unknown_keys }
    }

    /// Judges every line of a text, and hands them out in order; lines of nothing but space hold no account. Gives how
    /// many lines there are.
    pub fn judge(&mut self, text: &[u8], mut each: impl FnMut(Line<'_>)) -> Lines {
        let (mut start, mut lines) = (0, Lines::default());
        while start < text.len() {
            let is_blank;
            (start, is_blank) = self.read(text, start, lines.total);
            lines.total += 1;
            lines.blank += usize::from(is_blank);
            if self.entries.len() >= MAX_LINES {
                self.hand_out(text, &mut each);
            }
        }
        self.hand_out(text, &mut each);
        lines
    }

    /// The paths of the keys that were ignored because nothing declares them: the first thousand that were found.
    #[must_use]
    pub fn unknown_keys(&self) -> BTreeSet<String> {
        let mut paths = self.unknown_keys.clone();
        let fast = self.fast.iter().flat_map(|fast| fast.reader.unknown_keys());
        paths.extend(fast.cloned());
        paths
    }

    /// Reads the line at `start`; gives where the next one starts, and whether the line is blank.
    fn read(&mut self, text: &[u8], start: usize, number: usize) -> (usize, bool) {
        if text[start] == b'\n' {
            return (start + 1, true);
        }
        if let Some(fast) = &mut self.fast
            && let Ok(FirstLine { id, length, is_blocked }) =
                fast.reader.read(&text[start..], &mut fast.batch, fast.stops.as_ref())
        {
            let id = id.map_or(Written::None, |id| Written::Here(start + id.start, start + id.end));
            let outcome = if is_blocked { Outcome::Blocked } else { Outcome::Batched(fast.batch.len() - 1) };
            self.entries.push(Entry { number, start, end: start + length, id, outcome });
            return (start + length + 1, false);
        }
        let end = memchr::memchr(b'\n', &text[start..]).map_or(text.len(), |at| start + at);
        let is_blank = text[start..end].trim_ascii().is_empty();
        if !is_blank {
            let (id, outcome) = self.read_precisely(&text[start..end]);
            self.entries.push(Entry { number, start, end, id, outcome });
        }
        (end + 1, is_blank)
    }

    fn read_precisely(&mut self, line: &[u8]) -> (Written, Outcome) {
        let Given { id, facts, now, unknown_keys } = match self.options.read(line) {
            Ok(read) => read,
            Err(unreadable) => return (Written::None, Outcome::Refused(unreadable)),
        };
        self.name(unknown_keys);
        let id = id.map_or(Written::None, |id| Written::Apart(as_json(&id)));
        if let Some(fast) = &mut self.fast
            && now == self.options.now
            && fast.batch.push(&facts).is_ok()
        {
            return (id, Outcome::Batched(fast.batch.len() - 1));
        }
        let verdict = evaluate(self.options.program, self.options.policy, &facts, now);
        let truths = verdict.requirements.iter().map(|judged| judged.truth);
        (id, Outcome::Complete(self.complete.push(verdict.status, truths), now))
    }

    /// Notes the unknown keys of a line.
    fn name(&mut self, unknown_keys: Vec<String>) {
        for path in unknown_keys {
            if self.unknown_keys.len() < MAX_NAMES {
                self.unknown_keys.insert(path);
            }
        }
    }

    fn hand_out(&mut self, text: &[u8], each: &mut impl FnMut(Line<'_>)) {
        if let Some(fast) = &mut self.fast {
            fast.decide();
        }
        for Entry { number, start, end, id, outcome } in self.entries.drain(..) {
            let text_of = &text[start..end];
            let (mut held, mut now) = (None, self.options.now);
            let decision = match outcome {
                Outcome::Batched(at) => {
                    held = self.fast.as_ref().map(|fast| (&fast.batch, at));
                    self.fast.as_ref().and_then(|fast| fast.decisions.get(at))
                }
                Outcome::Blocked => Some(Decision::of_status(Status::Blocked)),
                Outcome::Complete(at, own) => {
                    now = own;
                    self.complete.get(at)
                }
                Outcome::Refused(unreadable) => {
                    each(Line { number, text: text_of, found: LineOutcome::Refused(unreadable), held });
                    continue;
                }
            };
            let Some(decision) = decision else { continue };
            let id = match id {
                Written::None => None,
                Written::Here(from, to) => Some(Cow::Borrowed(&text[from..to])),
                Written::Apart(json) => Some(Cow::Owned(json.into_bytes())),
            };
            each(Line { number, text: text_of, found: LineOutcome::Judged { id, decision, now }, held });
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
