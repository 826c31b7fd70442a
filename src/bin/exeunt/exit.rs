//! Reports how a command ended, and maps it to an exit code.

use std::process::ExitCode;

use clap::error::ErrorKind;
use exeunt::diagnostic::Language;
use exeunt::render::Colour;

use crate::console::Console;
use crate::help;
use crate::messages::usage;
use crate::outcome::{Ended, Failure, Outcome};

/// Prints the help, or what is wrong with the arguments.
pub(crate) fn of_arguments(
    error: &clap::Error,
    command: clap::Command,
    arguments: &[String],
    language: Option<Language>,
) -> ExitCode {
    let console = Console::new(clap::ColorChoice::Auto, language, false);
    if console.language() != Language::English && error.kind() != ErrorKind::DisplayVersion {
        return of_arguments_in_words(error, command, arguments, &console);
    }
    let text = |colour: Colour| match colour {
        Colour::Ansi => error.render().ansi().to_string(),
        Colour::Plain => error.render().to_string(),
    };
    if error.use_stderr() {
        console.report(&text(console.report_colour()));
    } else if console.result(&text(console.result_colour())).is_err() {
        return ExitCode::from(2);
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

/// The same in a language that clap does not have.
#[expect(clippy::wildcard_enum_match_arm, reason = "the errors are those of clap")]
fn of_arguments_in_words(
    error: &clap::Error,
    command: clap::Command,
    arguments: &[String],
    console: &Console,
) -> ExitCode {
    let page = || help::page(command, arguments);
    let written = match error.kind() {
        ErrorKind::DisplayHelp => match console.result_colour() {
            Colour::Ansi => console.result(&page().ansi().to_string()),
            Colour::Plain => console.result(&page().to_string()),
        },
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            console.report(&page().to_string());
            Ok(())
        }
        _ => {
            console.error(help::error(error));
            let advice = help::advice(error).into_iter().map(|line| format!("\n{}\n", console.text(line)));
            console.report(&advice.collect::<String>());
            Ok(())
        }
    };
    let code = if written.is_ok() { error.exit_code() } else { 2 };
    ExitCode::from(u8::try_from(code).unwrap_or(2))
}

/// Reports a failure and returns the exit code.
pub(crate) fn exit_code(ended: Ended, console: &Console) -> ExitCode {
    match ended {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(Failure::Policies | Failure::Facts | Failure::Refused) => ExitCode::from(2),
        Err(Failure::Interrupted) => ExitCode::from(130),
        Err(Failure::ClosedPipe) => ExitCode::from(141),
        Err(Failure::Internal(what)) => {
            console.error(usage::bug(what));
            ExitCode::from(2)
        }
        Err(Failure::Input(message)) => {
            console.error(message);
            ExitCode::from(2)
        }
    }
}
