//! How a command ends, and the exit code of it.

use std::process::ExitCode;

use crate::console::Console;

/// How a command that ran to its end came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing to complain of: exit code 0.
    Fine,
    /// A failed test, an error in a policy, a verdict that was to fail: exit code 1.
    Findings,
}

impl Outcome {
    /// [`Outcome::Findings`] if there are any.
    pub(crate) fn of(findings: bool) -> Self {
        if findings { Self::Findings } else { Self::Fine }
    }
}

/// Why a command ended before its result.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The policies have errors, which have been reported: exit code 1.
    Policies,
    /// Wrong usage or input, or I/O: exit code 2, with what is wrong.
    Input(String),
    /// The facts have errors, which have been reported: exit code 2.
    Facts,
    /// A result was not read to its end: exit code 141, as shells have it of SIGPIPE. There is nobody to tell.
    ClosedPipe,
    /// The program is at fault: exit code 2, with what is wrong.
    Internal(String),
    /// What was asked for cannot be done with this input, which has been reported: exit code 2.
    Refused,
    /// The user stopped it, which has been reported: exit code 130, as shells have it.
    Interrupted,
}

/// What a subcommand returns.
pub(crate) type Ended = Result<Outcome, Failure>;

/// Answers arguments that ask for no command: with help, or with what is wrong with them.
pub(crate) fn of_arguments(error: &clap::Error) -> ExitCode {
    let console = Console::new(clap::ColorChoice::Auto, None);
    let text = |colour: bool| match colour {
        true => error.render().ansi().to_string(),
        false => error.render().to_string(),
    };
    if error.use_stderr() {
        console.report(&text(console.report_colour()));
    } else if console.result(&text(console.result_colour())).is_err() {
        return ExitCode::from(2);
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

/// Reports a failure and gives the exit code.
pub(crate) fn exit_code(ended: Ended, console: &Console) -> ExitCode {
    match ended {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) | Err(Failure::Policies) => ExitCode::from(1),
        Err(Failure::Facts | Failure::Refused) => ExitCode::from(2),
        Err(Failure::Interrupted) => ExitCode::from(130),
        Err(Failure::ClosedPipe) => ExitCode::from(141),
        Err(Failure::Internal(what)) => {
            console.error(&format!("{what}; this is a bug of exeunt, and the output must not be used"));
            ExitCode::from(2)
        }
        Err(Failure::Input(message)) => {
            console.error(&message);
            ExitCode::from(2)
        }
    }
}
