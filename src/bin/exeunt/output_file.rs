//! A result in a file instead of standard output.

use std::path::{Path, PathBuf};

use crate::console::Console;
use crate::files;
use crate::help::text;
use crate::messages::help;
use crate::outcome::Ended;

/// The file of a result.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct OutputFile {
    #[arg(short, long, value_name = "FILE", help = text(help::output_file()))]
    output_file: Option<PathBuf>,
}

impl OutputFile {
    /// The file, if one is named.
    pub(crate) fn file(&self) -> Option<&Path> {
        self.output_file.as_deref()
    }

    /// Runs a command whose result goes to the file, if one is named. The file is written as a whole once the command has
    /// ended; one that ended without a result leaves it as it was.
    pub(crate) fn collect(
        &self,
        inputs: &[PathBuf],
        console: &Console,
        run: impl FnOnce(&Console) -> Ended,
    ) -> Ended {
        let Some(file) = self.output_file.as_deref().filter(|file| *file != Path::new("-")) else {
            return run(console);
        };
        // A report may be in a folder that is named, unless it takes the place of a file that is read.
        let inputs: Vec<&PathBuf> = inputs.iter().filter(|path| path.is_file()).collect();
        files::refuse_inputs(file, &inputs)?;
        let collecting = console.collecting();
        let ended = run(&collecting);
        let result = collecting.collected().unwrap_or_default();
        // Errors as JSON are the result of a command that could not do its work.
        if ended.is_ok() || !result.is_empty() {
            files::refuse_what_was_read(file)?;
            files::write(file, &result, inputs)?;
        }
        ended
    }
}
