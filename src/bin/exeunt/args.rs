//! The arguments: what holds for every subcommand, and the list of them. Each subcommand's own arguments stand in its
//! file.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ColorChoice, Parser, Subcommand};
use exeunt::diagnostic::Language;

use crate::command;

/// A language, compiler and evaluator for the terms under which an account may be deleted.
#[derive(Debug, Parser)]
#[command(name = "exeunt", version, max_term_width = 100, after_help = AFTER_HELP)]
pub(crate) struct Args {
    /// When to use colours; `auto` uses them on a terminal unless NO_COLOR is set.
    #[arg(long, global = true, value_name = "WHEN", default_value_t)]
    pub(crate) color: ColorChoice,

    /// The language of diagnostics and errors [default: that of the terminal, or `en`].
    #[arg(long, global = true, value_name = "LANG", value_parser = languages())]
    pub(crate) ui_lang: Option<Language>,

    /// The command to run.
    #[command(subcommand)]
    pub(crate) command: Command,
}

const AFTER_HELP: &str = "\
Exit codes: 0 success; 1 findings, such as an error in a policy or a failed test; 2 invalid usage, invalid input or an I/O error.
Results go to standard output, errors to standard error.";

/// The languages of the interface, by their tags.
fn languages() -> impl TypedValueParser<Value = Language> {
    let tags = PossibleValuesParser::new(Language::ALL.map(Language::tag));
    tags.map(|tag| Language::of_tag(&tag).unwrap_or_default())
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Create a package with passing tests to start from.
    New(command::new::Args),
    /// Report all errors and warnings.
    Check(command::check::Args),
    /// Format policies.
    Fmt(command::fmt::Args),
    /// Evaluate a policy for an account, or for many accounts.
    Eval(command::eval::Args),
    /// Run the tests of policies; it is an error if there are none.
    Test(command::test::Args),
    /// Compile policies into one file that runs without their sources.
    Build(command::build::Args),
    /// Write the JSON Schema of the facts of a policy.
    Schema(command::schema::Args),
    /// Write a policy as a SQL query that evaluates every account of a database.
    Sql(command::sql::Args),
    /// Evaluate every account of a database or folder, and store the verdicts.
    Sweep(command::sweep::Args),
    /// Run the language server on standard input and output.
    #[cfg(feature = "lsp")]
    Lsp(command::lsp::Args),
    /// Compare the meaning of two versions, and show which accounts are affected.
    Diff(command::diff::Args),
    /// Write the terms of packages as HTML pages for account holders.
    Doc(command::doc::Args),
    /// Explain a diagnostic, with an example.
    Explain(command::explain::Args),
    /// Write shell completions to standard output.
    Completions(command::completions::Args),
    /// Write the manual pages to a folder.
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
