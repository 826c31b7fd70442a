//! `exeunt eval` of many accounts, one a line.

pub(in crate::command) mod input;
mod interrupt;
mod line;
mod lines;
mod manifest;
mod order;
mod progress;
mod report;
mod summary;
#[cfg_attr(not(feature = "parquet"), path = "population/no_tables.rs")]
mod tables;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use exeunt::decide::{Detail, LineOptions, Unreadable};
use exeunt::ir::Status;

use crate::console::Console;
use crate::facts_file::is_of_lines;
use crate::messages::judging;
use crate::outcome::{Ended, Failure, Outcome};
use line::Errors;
pub(in crate::command) use order::{Source, in_order};
use report::Report;
use summary::Summary;

/// What holds for many accounts only.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Many accounts")]
pub(super) struct Options {
    /// Read each file as NDJSON, one account per line. This is the default for `*.ndjson` and `*.jsonl` (also `.gz`,
    /// `.zst`), and for several files unless a `*.json` continues beyond its first line.
    #[arg(long)]
    lines: bool,

    /// Print counts instead of one line per account: the statuses, what blocks, and on which of the next 400 days accounts
    /// become eligible by waiting.
    #[arg(long)]
    summary: bool,

    /// Print the complete verdict in each line.
    #[arg(long, conflicts_with = "summary")]
    explain: bool,

    /// Print only the id and the status in each line. With `--now`, a line of facts is read only until its account is known
    /// to be blocked; errors after that are not reported.
    #[arg(long, conflicts_with_all = ["summary", "explain"])]
    only_status: bool,

    /// Write a JSON file with the provenance of all verdicts (policy, program, versions, instant), their number, and the hash
    /// of the output.
    #[arg(long, value_name = "FILE", conflicts_with = "summary")]
    manifest: Option<PathBuf>,

    /// Stop at the first line that cannot be read, instead of reporting it and continuing.
    #[arg(long)]
    strict: bool,

    /// The number of threads [default: the number of cores].
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
}

impl Options {
    fn wanted(&self) -> Detail {
        if self.only_status { Detail::Status } else { Detail::Requirements }
    }

    /// Whether the files hold many accounts.
    pub(super) fn are_many(&self, files: &[PathBuf]) -> bool {
        let forms = self.summary || self.explain || self.only_status || self.manifest.is_some();
        let asked = self.lines || forms || self.strict || self.threads.is_some();
        asked || files.len() > 1 || files.iter().any(|file| is_of_lines(file) || file.is_dir())
    }
}

/// What is asked of a population.
pub(super) struct Asked<'a> {
    pub(super) terms: LineOptions<'a>,
    pub(super) files: &'a [PathBuf],
    pub(super) options: &'a Options,
    pub(super) as_json: bool,
    pub(super) fail_on: &'a [Status],
}

/// Judges every account. A refused line, or a status of `--fail-on`, is a finding.
pub(super) fn run(asked: &Asked<'_>, console: &Console) -> Ended {
    match asked.files {
        [folder] if folder.is_dir() => tables::run(asked, folder, console),
        files => lines::run(asked, files, console),
    }
}

/// Ends a run: what it came to, once it is said how far it came.
fn ended(
    asked: &Asked<'_>,
    report: &Report<'_>,
    summary: &Summary<'_>,
    is_interrupted: bool,
    console: &Console,
) -> Ended {
    if asked.options.summary && !report.is_strictly_over() {
        let counts = report.counts();
        if summary.judged() != counts.judged && !is_interrupted {
            let what = judging::judged_and_summed(counts.judged, summary.judged());
            return Err(Failure::Internal(what));
        }
        if asked.as_json {
            console.json(&summary.json(counts)?)
        } else {
            console.result(&summary.text(counts))
        }?;
    }
    if let Some(file) = &asked.options.manifest {
        manifest::write(file, asked, report, is_interrupted)?;
    }
    match (is_interrupted, report.is_strictly_over()) {
        (true, _) => Err(Failure::Interrupted),
        (_, true) => Err(Failure::Facts),
        _ => Ok(Outcome::of(report.has_findings())),
    }
}

/// The errors of a line, each with its column, and how many there are besides.
pub(in crate::command) fn refusals(line: &[u8], unreadable: &Unreadable) -> (Vec<String>, u64) {
    let worded = |(column, message): (Option<usize>, String)| match column {
        Some(column) => format!("{column}: {message}"),
        None => format!(" {message}"),
    };
    let Errors { shown, left_out } = Errors::of(line, unreadable);
    (shown.into_iter().map(worded).collect(), left_out)
}

impl Asked<'_> {
    /// How many threads judge.
    fn threads(&self) -> usize {
        let threads = self.options.threads.or_else(|| std::thread::available_parallelism().ok());
        threads.map_or(1, NonZeroUsize::get)
    }
}
