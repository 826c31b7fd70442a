//! What is asked of a run over many accounts.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use exeunt::decide::{Detail, LineOptions};
use exeunt::ir::Status;

use crate::facts_file::is_of_lines;

/// What holds for many accounts only.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Many accounts")]
pub(in crate::command::eval) struct Options {
    /// Read each file as NDJSON, one account per line. This is the default for `*.ndjson` and `*.jsonl` (also `.gz`,
    /// `.zst`), and for several files unless a `*.json` continues beyond its first line.
    #[arg(long)]
    pub(super) lines: bool,

    /// Print counts instead of one line per account: the statuses, what blocks, and on which of the next 400 days accounts
    /// become eligible by waiting.
    #[arg(long)]
    pub(super) summary: bool,

    /// Print the complete verdict in each line.
    #[arg(long, conflicts_with = "summary")]
    pub(super) explain: bool,

    /// Print only the id and the status in each line. With `--now`, a line of facts is read only until its account is known
    /// to be blocked; errors after that are not reported.
    #[arg(long, conflicts_with_all = ["summary", "explain"])]
    pub(super) only_status: bool,

    /// Write a JSON file with the provenance of all verdicts (policy, program, versions, instant), their number, and the hash
    /// of the output.
    #[arg(long, value_name = "FILE", conflicts_with = "summary")]
    pub(super) manifest: Option<PathBuf>,

    /// Stop at the first line that cannot be read, instead of reporting it and continuing.
    #[arg(long)]
    pub(super) strict: bool,

    /// The number of threads [default: the number of cores].
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<NonZeroUsize>,
}

impl Options {
    pub(super) fn wanted(&self) -> Detail {
        if self.only_status { Detail::Status } else { Detail::Requirements }
    }

    /// Where the manifest is written.
    pub(in crate::command::eval) fn manifest(&self) -> Option<&Path> {
        self.manifest.as_deref()
    }

    /// Whether the files hold many accounts.
    pub(in crate::command::eval) fn are_many(&self, files: &[PathBuf]) -> bool {
        let forms = self.summary || self.explain || self.only_status || self.manifest.is_some();
        let asked = self.lines || forms || self.strict || self.threads.is_some();
        asked || files.len() > 1 || files.iter().any(|file| is_of_lines(file) || file.is_dir())
    }
}

/// What is asked of a population.
pub(in crate::command::eval) struct Asked<'a> {
    pub(in crate::command::eval) terms: LineOptions<'a>,
    pub(in crate::command::eval) files: &'a [PathBuf],
    pub(in crate::command::eval) options: &'a Options,
    pub(in crate::command::eval) as_json: bool,
    pub(in crate::command::eval) fail_on: &'a [Status],
}

impl Asked<'_> {
    /// How many threads judge.
    pub(super) fn threads(&self) -> usize {
        let threads = self.options.threads.or_else(|| std::thread::available_parallelism().ok());
        threads.map_or(1, NonZeroUsize::get)
    }
}
