//! `exeunt completions` and `exeunt man`: what a shell and its reader need to know of the arguments.

use std::path::PathBuf;

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::console::Console;
use crate::outcome::{Ended, Failure, Outcome};

/// For which shell.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The shell.
    shell: Shell,
}

/// Writes the shell's script to standard output.
pub(crate) fn run(args: &Args, console: &Console) -> Ended {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut crate::args::Args::command(), "exeunt", &mut script);
    console.result(&script)?;
    Ok(Outcome::Fine)
}

/// Where to.
#[derive(Debug, clap::Args)]
pub(crate) struct ManArgs {
    /// The folder for `exeunt.1`, `exeunt-check.1` and so on; it is made if it is not there.
    folder: PathBuf,
}

/// Writes the manual pages, one a subcommand.
pub(crate) fn man(args: &ManArgs) -> Ended {
    let folder = &args.folder;
    let cannot =
        |error: std::io::Error| Failure::Input(format!("cannot write to `{}`: {error}", folder.display()));
    std::fs::create_dir_all(folder).map_err(cannot)?;
    clap_mangen::generate_to(crate::args::Args::command(), folder).map_err(cannot)?;
    Ok(Outcome::Fine)
}
