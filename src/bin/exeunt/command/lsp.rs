//! `exeunt lsp`: the language server, over standard input and output.

use crate::console::Console;
use crate::help::text;
use crate::lsp;
use crate::messages::{help, usage, why};
use crate::outcome::{Ended, Failure, Outcome};

/// The server takes no arguments: what it needs, the editor tells it.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(long, help = text(help::stdio()))]
    stdio: bool,
}

/// Serves until the editor leaves.
pub(crate) fn run(args: &Args, console: &Console) -> Ended {
    let _ = args.stdio;
    lsp::serve(console.language())
        .map(|()| Outcome::Fine)
        .map_err(|error| Failure::Input(usage::server_cannot_go_on(why(&*error))))
}
