//! The command line of exeunt: the only place that reads files and the clock. Each subcommand is one file in
//! `command/`; it prints through [`console`] and returns an [`outcome`], which [`exit`] maps to an exit code.

mod args;
mod clock;
mod command;
mod console;
mod exit;
mod facts_file;
mod files;
mod git;
mod help;
#[cfg(feature = "lsp")]
mod lsp;
mod messages;
mod outcome;
mod output_file;
mod package_closure;
mod policies;
mod policy_paths;
mod portable;
mod project;
mod service_file;
mod unified;
mod watch;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};
use exeunt::diagnostic::Language;

use crate::args::{Args, Command};
use crate::console::Console;

fn main() -> ExitCode {
    let arguments: Vec<String> =
        std::env::args_os().skip(1).map(|it| it.to_string_lossy().into_owned()).collect();
    let asked = help::asked_language(&arguments);
    let ui_language = asked.or_else(|| project::settings_here().ui_language);
    help::set_language(ui_language.unwrap_or_else(console::of_terminal));
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return exit::of_arguments(&error, Args::command(), &arguments, ui_language),
    };
    let console = Console::new(args.color, args.ui_lang.or(ui_language), args.quiet);
    let ended = match &args.command {
        Command::New(args) => command::new::run(args, &console),
        Command::Init(args) => command::new::init(args, &console),
        Command::Check(args) => command::check::run(args, &console),
        Command::Eval(args) => command::eval::run(args, &console),
        Command::Test(args) => command::test::run(args, &console),
        Command::Build(args) => command::build::run(args, &console),
        Command::Schema(args) => command::schema::run(args, &console),
        Command::Sql(args) => command::sql::run(args, &console),
        Command::Sweep(args) => command::sweep::run(args, &console),
        #[cfg(feature = "lsp")]
        Command::Lsp(args) => command::lsp::run(args, &console),
        Command::Diff(args) => command::diff::run(args, &console),
        Command::Due(args) => command::due::run(args, &console),
        Command::Doc(args) => command::doc::run(args, &console),
        Command::Explain(args) => command::explain::run(args, &console),
        Command::Fmt(args) => command::fmt::run(args, &console),
        Command::Completions(args) => command::completions::run(args, Args::command(), &console),
        Command::Man(args) => {
            // The headings of manual pages are those of a library: a page is in one language.
            help::set_language(Language::English);
            command::completions::man(args, Args::command())
        }
    };
    exit::exit_code(ended, &console)
}
