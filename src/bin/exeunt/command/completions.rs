//! `exeunt completions` and `exeunt man`: what a shell and its reader need to know of the arguments.

use std::path::{Path, PathBuf};

use clap_complete::Shell;
use clap_mangen::Man;

use crate::console::Console;
use crate::files::{self, Staged};
use crate::help::text;
use crate::messages::{help, usage, why};
use crate::outcome::{Ended, Failure, Outcome};

/// For which shell.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(help = text(help::shell()))]
    shell: Shell,
}

/// Writes the shell's script to standard output.
pub(crate) fn run(args: &Args, mut command: clap::Command, console: &Console) -> Ended {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "exeunt", &mut script);
    console.data(&script)?;
    Ok(Outcome::Fine)
}

/// Where to.
#[derive(Debug, clap::Args)]
pub(crate) struct ManArgs {
    #[arg(help = text(help::man_folder()))]
    folder: PathBuf,
}

/// Writes the manual pages, one a subcommand.
pub(crate) fn man(args: &ManArgs, command: clap::Command) -> Ended {
    let mut command = command.disable_help_subcommand(true);
    command.build();
    files::make_folder(&args.folder)?;
    let mut pages = Vec::new();
    stage(command, &args.folder, &mut pages)?;
    files::commit(pages)?;
    Ok(Outcome::Fine)
}

/// The page of a command and those of its subcommands.
fn stage(command: clap::Command, folder: &Path, pages: &mut Vec<Staged>) -> Result<(), Failure> {
    let subcommands = command.get_subcommands().filter(|it| !it.is_hide_set()).cloned();
    subcommands.into_iter().try_for_each(|it| stage(it, folder, pages))?;
    let (page, mut text) = (Man::new(command), Vec::new());
    let written = page.render(&mut text);
    written.map_err(|error| Failure::Input(usage::cannot_write(usage::the_manual_page(), why(&error))))?;
    pages.push(Staged::result(&folder.join(page.get_filename()), &text)?);
    Ok(())
}
