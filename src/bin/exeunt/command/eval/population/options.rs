//! What is asked of a run over many accounts.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use exeunt::decide::{Detail, LineOptions};
use exeunt::ir::Status;

use crate::facts_file::is_of_lines;
use crate::help::{heading, text};
use crate::messages::help;

/// What holds for many accounts only.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = heading(&help::many_accounts()))]
pub(in crate::command::eval) struct Options {
    #[arg(long, help = text(help::lines()))]
    pub(super) lines: bool,

    #[arg(long, help = text(help::summary()))]
    pub(super) summary: bool,

    #[arg(long, conflicts_with = "summary", help = text(help::explain_lines()))]
    pub(super) explain: bool,

    #[arg(long, conflicts_with_all = ["summary", "explain", "plan"], help = text(help::only_status()))]
    pub(super) only_status: bool,

    #[arg(long, value_name = "FILE", conflicts_with = "summary", help = text(help::manifest()))]
    pub(super) manifest: Option<PathBuf>,

    #[arg(long, help = text(help::strict()))]
    pub(super) strict: bool,

    #[arg(long, value_name = "N", help = text(help::threads()))]
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
    /// Whether it is asked for what is to be done with the data.
    pub(in crate::command::eval) with_plan: bool,
    pub(in crate::command::eval) fail_on: &'a [Status],
}

impl Asked<'_> {
    /// How many threads judge.
    pub(super) fn threads(&self) -> usize {
        let threads = self.options.threads.or_else(|| std::thread::available_parallelism().ok());
        threads.map_or(1, NonZeroUsize::get)
    }
}
