//! The arguments: what holds for every subcommand, and the list of them. Each subcommand's own arguments stand in its
//! file.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ColorChoice, Parser, Subcommand};
use exeunt::diagnostic::Language;

use crate::command;
use crate::help::text;
use crate::messages::help;

// Not a doc comment: clap would show it.
#[derive(Debug, Parser)]
#[command(name = "exeunt", version, max_term_width = 100)]
#[command(about = text(help::about()), after_help = text(help::exit_codes()))]
pub(crate) struct Args {
    #[arg(long, global = true, value_name = "WHEN", default_value_t, help = text(help::color()))]
    pub(crate) color: ColorChoice,

    #[arg(long, global = true, value_name = "LANG", value_parser = languages(), help = text(help::ui_lang()))]
    pub(crate) ui_lang: Option<Language>,

    #[arg(short, long, global = true, help = text(help::quiet()))]
    pub(crate) quiet: bool,

    /// The command to run.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The languages of the interface, by their tags.
fn languages() -> impl TypedValueParser<Value = Language> {
    let tags = PossibleValuesParser::new(Language::ALL.map(Language::tag));
    tags.map(|tag| Language::of_tag(&tag).unwrap_or_default())
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    #[command(about = text(help::new()))]
    New(command::new::Args),
    #[command(about = text(help::init()))]
    Init(command::new::InitArgs),
    #[command(alias = "lint", about = text(help::check()))]
    Check(command::check::Args),
    #[command(alias = "format", about = text(help::fmt()))]
    Fmt(command::fmt::Args),
    #[command(about = text(help::eval()))]
    Eval(command::eval::Args),
    #[command(about = text(help::test()))]
    Test(command::test::Args),
    #[command(about = text(help::build()))]
    Build(command::build::Args),
    #[command(about = text(help::schema()))]
    Schema(command::schema::Args),
    #[command(about = text(help::sql()))]
    Sql(command::sql::Args),
    #[command(about = text(help::sweep()))]
    Sweep(command::sweep::Args),
    #[cfg(feature = "lsp")]
    #[command(about = text(help::lsp()))]
    Lsp(command::lsp::Args),
    #[command(about = text(help::diff()))]
    Diff(command::diff::Args),
    #[command(about = text(help::doc()))]
    Doc(command::doc::Args),
    #[command(about = text(help::due()))]
    Due(command::due::Args),
    #[command(about = text(help::explain()))]
    Explain(command::explain::Args),
    #[command(about = text(help::completions()))]
    Completions(command::completions::Args),
    #[command(about = text(help::man()))]
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
