//! `exeunt eval` of many accounts, one a line.

mod input;
mod interrupt;
mod line;
mod order;
mod progress;
mod report;
mod summary;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use exeunt::eval::decide::{Decider, Judge, Terms};
use exeunt::ir::Status;

use crate::console::Console;
use crate::outcome::{Ended, Failure, Outcome};
use input::{Block, Input};
use line::{Printer, Verdicts};
use order::in_order;
use report::Report;
use summary::Summary;

/// What holds for many accounts only.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Many accounts")]
pub(super) struct Options {
    /// One account a line in each file. So it is anyway with several files, unless a `*.json` goes on beyond its first
    /// line, and with names such as accounts.ndjson, accounts.jsonl.gz and accounts.ndjson.zst.
    #[arg(long)]
    lines: bool,

    /// Instead of a line for each account: how many come to which status, what blocks them, and on which of the next
    /// 400 days they become eligible by waiting.
    #[arg(long)]
    summary: bool,

    /// The full verdict in each line.
    #[arg(long, conflicts_with = "summary")]
    explain: bool,

    /// Stop at the first line that cannot be read, instead of reporting it and going on.
    #[arg(long)]
    strict: bool,

    /// How many threads judge; as many as there are cores if it is not said.
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
}

impl Options {
    /// Whether the files hold many accounts.
    pub(super) fn are_many(&self, files: &[PathBuf]) -> bool {
        let asked = self.lines || self.summary || self.explain || self.strict || self.threads.is_some();
        asked || files.len() > 1 || files.iter().any(|file| is_of_lines(file))
    }
}

fn is_of_lines(file: &Path) -> bool {
    let name = file.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let name = [".gz", ".zst"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name);
    name.ends_with(".ndjson") || name.ends_with(".jsonl")
}

/// What is asked of a population.
pub(super) struct Asked<'a> {
    pub(super) terms: Terms<'a>,
    pub(super) files: &'a [PathBuf],
    pub(super) options: &'a Options,
    pub(super) as_json: bool,
    pub(super) fail_on: &'a [Status],
}

/// Judges every account. A refused line, or a status of `--fail-on`, is a finding.
pub(super) fn run(asked: &Asked<'_>, console: &Console) -> Ended {
    let Asked { terms, files, options, fail_on, .. } = *asked;
    let decider = Decider::compile(terms.program, terms.policy).ok();
    let moment = decider.as_ref().map(|decider| decider.at(terms.now));
    let printer = Printer::new(terms, options.explain);
    let threads = options.threads.or_else(|| std::thread::available_parallelism().ok());
    let workers = (0..threads.map_or(1, NonZeroUsize::get))
        .map(|_| Worker {
            judge: Judge::new(terms, moment.as_ref()),
            summary: Summary::new(terms, moment.as_ref()),
        })
        .collect();

    let input = Input::new(files.to_vec(), asked.options.lines);
    let bar = progress::bar(input.size());
    let interrupted = interrupt::watch()?;
    let mut report = Report::new(files, options.strict, console, (&bar, input.progress()));
    let work =
        |worker: &mut Worker<'_>, block: &Block| worker.judge(block, options.summary, &printer, fail_on);
    let ended = in_order(input, workers, interrupted.flag(), work, |made: Verdicts| report.take(&made));
    bar.finish_and_clear();
    let workers = ended?;
    report.finish(interrupted.is_set(), workers.iter().flat_map(|worker| worker.judge.undeclared()))?;
    if options.summary && !report.is_strictly_over() {
        let mut summary = Summary::new(terms, moment.as_ref());
        workers.iter().for_each(|worker| summary.add(&worker.summary));
        let counts = report.counts();
        console.result(&if asked.as_json { summary.json(counts)? } else { summary.text(counts) })?;
    }
    match (interrupted.is_set(), report.is_strictly_over()) {
        (true, _) => Err(Failure::Interrupted),
        (_, true) => Err(Failure::Facts),
        _ => Ok(Outcome::of(report.has_findings())),
    }
}

/// One of the threads.
struct Worker<'a> {
    judge: Judge<'a>,
    summary: Summary<'a>,
}

impl Worker<'_> {
    fn judge(
        &mut self,
        block: &Block,
        only_summary: bool,
        printer: &Printer<'_>,
        fail_on: &[Status],
    ) -> Verdicts {
        let mut verdicts = Verdicts::of(block.file);
        let summary = &mut self.summary;
        verdicts.lines = self.judge.judge(&block.text, |line| {
            verdicts.take(&line, fail_on, |id, decision, to| {
                if only_summary {
                    summary.count(&line, decision);
                } else {
                    printer.print(&line, id, decision, to);
                }
            });
        });
        verdicts
    }
}
