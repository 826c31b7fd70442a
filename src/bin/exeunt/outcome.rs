//! The result of a command.

use exeunt::diagnostic::Message;

/// How a command that ran to its end came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing to complain of: exit code 0.
    Fine,
    /// What the command looks for was found: an error in a policy for `check`, a failed test, a verdict that was to fail:
    /// exit code 1.
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
    /// The policies to work with have errors, which have been reported: exit code 2.
    Policies,
    /// Wrong usage or input, or I/O: exit code 2, with what is wrong.
    Input(Message),
    /// The facts have errors, which have been reported: exit code 2.
    Facts,
    /// A result was not read to its end: exit code 141, as shells have it of SIGPIPE. There is nobody to tell.
    ClosedPipe,
    /// The program is at fault: exit code 2, with what is wrong.
    Internal(Message),
    /// What was asked for cannot be done with this input, which has been reported: exit code 2.
    Refused,
    /// The user stopped it, which has been reported: exit code 130, as shells have it.
    Interrupted,
}

/// What a subcommand returns.
pub(crate) type Ended = Result<Outcome, Failure>;
