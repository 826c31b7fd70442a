//! The arguments: what holds for every subcommand, and the list of them. Each subcommand's own arguments stand in its
//! file.

use clap::{ColorChoice, Parser, Subcommand};

use crate::command;
use crate::console::UiLang;

/// A language, compiler and evaluator for the terms under which an account may leave.
#[derive(Debug, Parser)]
#[command(name = "exeunt", version, max_term_width = 100, after_help = AFTER_HELP)]
pub(crate) struct Args {
    /// When to colour what is printed; `auto` colours on a terminal unless NO_COLOR is set.
    #[arg(long, global = true, value_name = "WHEN", default_value_t)]
    pub(crate) color: ColorChoice,

    /// The language of diagnostics: `en` or `zh`; without it the terminal's, if it is one of them.
    #[arg(long, global = true, value_name = "LANG")]
    pub(crate) ui_lang: Option<UiLang>,

    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

const AFTER_HELP: &str = "\
Exit codes: 0 fine; 1 findings, such as an error in a policy or a failed test; 2 wrong usage, wrong input or I/O.
Results go to standard output, errors to standard error.";

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a package to start from, with tests that pass.
    New(command::new::Args),
    /// Report every error and doubt in policies.
    Check(command::check::Args),
    /// Put policies into the one style.
    Fmt(command::fmt::Args),
    /// Judge an account by a policy.
    Eval(command::eval::Args),
    /// Run the tests of policies; if there are none, that is an error.
    Test(command::test::Args),
    /// Compile policies into one file, which runs without their sources.
    Build(command::build::Args),
    /// Write the JSON Schema of the facts that a policy is judged on.
    Schema(command::schema::Args),
    /// Write a policy as SQL that judges every account of a database.
    Sql(command::sql::Args),
    /// Judge every account of a database or folder, and keep what was decided.
    Sweep(command::sweep::Args),
    /// Serve an editor: the language server, over standard input and output.
    #[cfg(feature = "lsp")]
    Lsp(command::lsp::Args),
    /// Show what changed in meaning between two versions, and for whom.
    Diff(command::diff::Args),
    /// Write the terms of packages as pages for those whom they concern.
    Doc(command::doc::Args),
    /// Show what a diagnostic means, with an example.
    Explain(command::explain::Args),
    /// Write the completions of a shell to standard output.
    Completions(command::completions::Args),
    /// Write the manual pages into a folder.
    Man(command::completions::ManArgs),
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_arguments_of_all_subcommands_are_consistent() {
        super::Args::command().debug_assert();
    }
}
