//! A folder of facts, judged by the library, in the memory and time of `exeunt eval`.

mod files;
mod read;

use std::collections::HashSet;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use exeunt::decide::{
    self, AtInstant, CompiledPolicy, Decision, Detail, LineDecider, LineOptions, LineOutcome, Unreadable,
};
use exeunt::diagnostic::Message;
use exeunt::eval::{ElementKey, PlanItem};
use exeunt::ir::{Constant, Policy, PolicyId, Program, Status, Timestamp};
use foldhash::fast::FixedState;
use memchr::memchr_iter;

use super::args::Args;
use super::confirm::{GivenPlan, ItemNow};
use super::manifest::{FileRead, Judged, Manifest};
use super::plan::PlanRow;
use super::run::{Sweep, grown};
use super::verdict::{IdHash, Line, Verdict, hashed, written};
use crate::command::eval::population::{Refusals, in_order, refusals};
use crate::console::Console;
use crate::facts_file;
use crate::messages::{judging, sweeping};
use crate::outcome::Failure;
use files::Files;
use read::{Part, Reader};

/// What judges here.
pub(super) fn version() -> String {
    format!("exeunt {}", env!("CARGO_PKG_VERSION"))
}

/// What a sweep that begins has judged.
pub(super) fn judged_nothing() -> Judged {
    Judged::Files { files: Vec::new() }
}

/// A folder with its files, and a policy to judge them by.
pub(super) struct Population<'a> {
    program: &'a Program,
    terms: LineOptions<'a>,
    files: Files,
    asked: Asked<'a>,
    /// The ids of the accounts that were judged.
    ids: HashSet<IdHash, FixedState>,
}

/// What is wanted of accounts.
#[derive(Clone, Copy)]
enum Asked<'a> {
    Verdicts,
    /// The plans of eligible ones as well.
    Plans,
    /// Which rows of a plan still hold, of the accounts that it is of.
    Confirmation(&'a GivenPlan),
}

/// What came of a part of a file.
struct Made {
    lines: Vec<Line>,
    /// Of each line.
    ids: Vec<IdHash>,
    /// What is wrong with the first line that cannot be read.
    refused: Option<(u64, Refusals, u64)>,
    file: usize,
    after: FileRead,
}

impl<'a> Population<'a> {
    /// Finds the files of a folder. What is passed over is named.
    pub(super) fn found(
        program: &'a Program,
        policy: PolicyId,
        args: &Args,
        plan: Option<&'a GivenPlan>,
        folder: &Path,
        console: &Console,
    ) -> Result<Self, Failure> {
        let files = Files::of(folder, args.targets().places())?;
        for name in &files.passed_over {
            console.warning(sweeping::skipped_name(name));
        }
        let terms = LineOptions {
            program,
            policy,
            now: args.now,
            now_is_given: true,
            id: None,
            reading: args.reading.options(),
        };
        let asked = match plan {
            Some(plan) => Asked::Confirmation(plan),
            None if args.plan.is_some() => Asked::Plans,
            None => Asked::Verdicts,
        };
        Ok(Self { program, terms, files, asked, ids: HashSet::default() })
    }

    /// The folder, as the manifest names it.
    pub(super) fn source(&self) -> String {
        self.files.folder.display().to_string()
    }

    /// Notes an account that an earlier run judged; an id is of one account. One of a plan has several rows.
    pub(super) fn note(&mut self, id: &str) -> Result<(), Failure> {
        match self.asked {
            Asked::Verdicts | Asked::Plans => self.note_hashed(hashed(id), id),
            Asked::Confirmation(_) => {
                self.ids.insert(hashed(id));
                Ok(())
            }
        }
    }

    fn note_hashed(&mut self, hash: IdHash, id: &str) -> Result<(), Failure> {
        if self.ids.insert(hash) {
            return Ok(());
        }
        Err(Failure::Input(sweeping::same_id(id)))
    }

    /// Judges every file, in the order of their names, after what an earlier run judged. A line with an error in it stops
    /// the sweep after the batches that precede it.
    pub(super) fn sweep(&mut self, batch: u64, sweep: &mut Sweep, console: &Console) -> Result<(), Failure> {
        let earlier = match &sweep.manifest.judged {
            Judged::Files { files } => files.clone(),
            Judged::Keys { .. } => Vec::new(),
        };
        let terms = self.terms;
        match self.asked {
            Asked::Verdicts | Asked::Plans => {}
            Asked::Confirmation(plan) => sweep.expect(plan.len() as u64, console),
        }
        let decider = CompiledPolicy::compile(self.program, terms.policy).ok();
        let moment = decider.as_ref().map(|decider| decider.at(terms.now));
        let asked = self.asked;
        let worker = || Worker::new(terms, moment.as_ref(), asked);
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
        let workers = std::iter::repeat_with(worker).take(threads).collect();
        let reader = Reader::new(&self.files, earlier)?;
        let names = self.files.names.clone();
        let mut batches =
            Batches { population: self, sweep, most: batch as usize, lines: Vec::new(), is_grown: false };
        let work = |worker: &mut Worker<'_>, part: &Part, put: &mut dyn FnMut(Made) -> bool| {
            put(worker.judge(part, &names[part.block.file])?);
            Ok(true)
        };
        let worked =
            in_order(reader, workers, &AtomicBool::new(false), work, |made| batches.take(made, console));
        let workers = worked?;
        batches.end()?;
        let ignored = workers.iter().flat_map(|worker| worker.judge.unknown_keys());
        for path in ignored.collect::<std::collections::BTreeSet<_>>() {
            console.warning(judging::ignored_key(&path));
        }
        Ok(())
    }
}

/// Collects verdicts into batches and writes them.
struct Batches<'b, 'a> {
    population: &'b mut Population<'a>,
    sweep: &'b mut Sweep,
    most: usize,
    lines: Vec<Line>,
    /// Whether there is anything that a sweep which was complete did not judge.
    is_grown: bool,
}

impl Batches<'_, '_> {
    fn take(&mut self, made: Made, console: &Console) -> Result<bool, Failure> {
        if let Some((line, errors, left_out)) = made.refused {
            self.write()?;
            let name = &self.population.files.names[made.file];
            let placed = |(column, message): &(Option<usize>, Message)| {
                let column = column.map(|column| format!("{column}:")).unwrap_or_default();
                format!("{name}:{line}:{column} {}\n", message.text(console.language()))
            };
            let report: String = errors.iter().map(placed).collect();
            console.report(&report);
            facts_file::report_left_out(left_out, console);
            return Err(Failure::Input(sweeping::line_not_read(line, name)));
        }
        self.is_grown |= !made.lines.is_empty();
        if self.is_grown && self.sweep.manifest.complete {
            return Err(grown());
        }
        for (line, hash) in made.lines.iter().zip(&made.ids) {
            self.population.note_hashed(*hash, &line.id)?;
        }
        self.lines.extend(made.lines);
        note_read(&mut self.sweep.manifest, &self.population.files.names, made.file, Some(made.after));
        if self.lines.len() >= self.most {
            self.write()?;
        }
        Ok(true)
    }

    fn write(&mut self) -> Result<(), Failure> {
        if self.lines.is_empty() {
            return Ok(());
        }
        let lines = std::mem::take(&mut self.lines);
        match self.population.asked {
            Asked::Verdicts | Asked::Plans => self.sweep.manifest.expected += lines.len() as u64,
            Asked::Confirmation(_) => {}
        }
        self.sweep.write(&lines)
    }

    /// All files were read to their ends. Accounts of a plan that were in none of them are gone.
    fn end(&mut self) -> Result<(), Failure> {
        let names = &self.population.files.names;
        note_read(&mut self.sweep.manifest, names, names.len(), None);
        match self.population.asked {
            Asked::Verdicts | Asked::Plans => {}
            Asked::Confirmation(plan) => {
                for (at, id) in plan.ids().enumerate() {
                    if !self.population.ids.contains(&id) {
                        self.lines.push(plan.at(at)?.judged(None, Vec::new())?);
                    }
                    if self.lines.len() >= self.most {
                        self.write()?;
                    }
                }
            }
        }
        self.write()
    }
}

/// Notes how far files were read: those before the one at `file` to their ends.
fn note_read(manifest: &mut Manifest, names: &[String], file: usize, after: Option<FileRead>) {
    let Judged::Files { files } = &mut manifest.judged else { return };
    for name in names.iter().take(file).skip(files.len()) {
        files.push(FileRead::none(name));
    }
    files.iter_mut().take(file).for_each(|read| read.whole = true);
    if let Some(after) = after {
        files.truncate(file);
        files.push(after);
    }
}

/// One of the threads.
struct Worker<'m> {
    judge: LineDecider<'m>,
    writer: Writer<'m>,
}

/// What writes of accounts that were judged.
#[derive(Clone, Copy)]
struct Writer<'m> {
    terms: LineOptions<'m>,
    moment: Option<&'m AtInstant<'m>>,
    policy: &'m Policy,
    asked: Asked<'m>,
}

/// Why nothing is written of a line.
enum Unwritten {
    Unreadable(Unreadable),
    Failed(Failure),
}

impl From<Failure> for Unwritten {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl<'m> Worker<'m> {
    fn new(terms: LineOptions<'m>, moment: Option<&'m AtInstant<'m>>, asked: Asked<'m>) -> Self {
        let judge = LineDecider::new(terms, moment, Detail::Requirements);
        let policy = &terms.program.policies()[terms.policy];
        Self { judge, writer: Writer { terms, moment, policy, asked } }
    }

    fn judge(&mut self, part: &Part, name: &str) -> Result<Made, Failure> {
        let text = &part.block.text;
        let mut made = Made {
            lines: Vec::new(),
            ids: Vec::new(),
            refused: None,
            file: part.block.file,
            after: part.after.clone(),
        };
        let (mut failed, mut judged) = (None, 0);
        let Self { judge, writer } = self;
        judge.judge(text, |line| {
            let number = part.first_line + line.number as u64 + 1;
            let written = match &line.found {
                _ if made.refused.is_some() || failed.is_some() => return,
                LineOutcome::Refused(found) => Err(Unwritten::Unreadable(found.clone())),
                LineOutcome::Judged { id, decision, now: _ } => {
                    writer.written(&line, id.as_deref(), *decision, (name, number))
                }
            };
            judged += 1;
            match written {
                Ok(Some(line)) => {
                    made.ids.push(hashed(&line.id));
                    made.lines.push(line);
                }
                Ok(None) => {}
                Err(Unwritten::Unreadable(found)) => {
                    let (errors, left_out) = refusals(line.text, &found);
                    made.refused = Some((number, errors, left_out));
                }
                Err(Unwritten::Failed(failure)) => failed = Some(failure),
            }
        });
        match failed {
            Some(failure) => Err(failure),
            None if made.refused.is_none() && judged != accounts_in(text) => {
                Err(Failure::Input(sweeping::not_one_verdict_a_line(name)))
            }
            None => Ok(made),
        }
    }
}

impl Writer<'_> {
    /// What is written of an account; nothing of one that a plan which is judged again is not of.
    fn written(
        &self,
        line: &decide::Line<'_>,
        id: Option<&[u8]>,
        decision: Decision<'_>,
        place: (&str, u64),
    ) -> Result<Option<Line>, Unwritten> {
        let given = id.map(id_as_text).transpose()?;
        match self.asked {
            Asked::Verdicts => Ok(Some(self.verdict(line, given.as_deref(), decision, place)?)),
            Asked::Plans => {
                let mut verdict = self.verdict(line, given.as_deref(), decision, place)?;
                if decision.status == Status::Eligible {
                    // Whoever carries the plan out could not find an account without an id.
                    let (name, number) = place;
                    let no_id = || Failure::Input(sweeping::plan_without_id(number, name));
                    let items = self.plan(line, given.as_deref().ok_or_else(no_id)?)?;
                    verdict.written[1] =
                        items.iter().map(|item| item.row.json()).collect::<Result<_, Failure>>()?;
                }
                Ok(Some(verdict))
            }
            Asked::Confirmation(plan) => {
                let Some(id) = given else { return Ok(None) };
                let Some(planned) = plan.of(&id)? else { return Ok(None) };
                let items =
                    if decision.status == Status::Eligible { self.plan(line, &id)? } else { Vec::new() };
                Ok(Some(planned.judged(Some(decision.status), items)?))
            }
        }
    }

    fn verdict(
        &self,
        line: &decide::Line<'_>,
        id: Option<&str>,
        decision: Decision<'_>,
        (name, number): (&str, u64),
    ) -> Result<Line, Failure> {
        let may_clear = self.moment.is_none_or(|moment| moment.may_clear(decision));
        let may_open = may_clear && decision.status != Status::Eligible;
        let after = if may_open { line.eligible_after(&self.terms) } else { None };
        let value = self.policy.outcome_value.as_ref().and_then(|_| line.carried(&self.terms));
        let id = id.map_or_else(|| format!("{name}:{number}"), str::to_owned);
        verdict(self.policy, decision, &id, value, after)
    }

    /// The items of the plan of an account that is eligible. The line is read again: what no condition reads was not.
    fn plan(&self, line: &decide::Line<'_>, id: &str) -> Result<Vec<ItemNow>, Unwritten> {
        let plan = self.terms.plan(line.text).map_err(Unwritten::Unreadable)?;
        let plan = plan.ok_or_else(|| Failure::Input(sweeping::plan_does_not_fit(id)))?;
        let item = |item: &PlanItem| {
            let is_by_place = item.around.iter().chain(&item.key).any(|key| match key {
                ElementKey::Place(_) => true,
                ElementKey::Key(_) | ElementKey::Unknown => false,
            });
            ItemNow { row: PlanRow::of(id, item), is_by_place }
        };
        Ok(plan.items.iter().map(item).collect())
    }
}

/// How many lines are not blank.
fn accounts_in(text: &[u8]) -> usize {
    let ends = memchr_iter(b'\n', text).chain([text.len()]);
    let lines = ends.scan(0, |start, end| Some(&text[std::mem::replace(start, end + 1)..end]));
    lines.filter(|line| !line.trim_ascii().is_empty()).count()
}

/// An id, which is JSON, as text: a whole number in its digits.
fn id_as_text(json: &[u8]) -> Result<String, Failure> {
    let unread = || Failure::Input(sweeping::id_not_read(&String::from_utf8_lossy(json)));
    match json {
        [b'"', ..] => serde_json::from_slice(json).map_err(|_| unread()),
        digits => {
            let number = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse::<i128>().ok());
            number.map(|number| number.to_string()).ok_or_else(unread)
        }
    }
}

/// A verdict as a query gives it.
fn verdict(
    policy: &Policy,
    decision: Decision<'_>,
    id: &str,
    value: Option<Constant>,
    after: Option<Timestamp>,
) -> Result<Line, Failure> {
    // A policy that does not speak of an account refuses nothing.
    let speaks = decision.status != Status::Inapplicable;
    let name = |at: usize| policy.requirements[at].name.as_str().into();
    let outcome = match decision.status {
        Status::Eligible => Some(policy.outcome.as_str()),
        Status::Blocked => decision.failed().find_map(|at| policy.requirements[at].otherwise.as_deref()),
        Status::Cooling | Status::Undetermined | Status::Inapplicable => None,
    };
    let verdict = Verdict {
        id: id.into(),
        status: decision.status.word().into(),
        failed: decision.failed().filter(|_| speaks).map(name).collect(),
        unknown: decision.unknown().filter(|_| speaks).map(name).collect(),
        outcome: outcome.map(Into::into),
        outcome_value: value.map(|value| value.outcome_literal().into()),
        eligible_after: after.map(written),
    };
    verdict.line()
}
