//! `exeunt check`: every error and doubt in policies, at once.

use std::path::PathBuf;

use exeunt::analysis::{Analysis, analyse};
use exeunt::diagnostic::Severity;

use crate::console::Console;
use crate::outcome::{Ended, Outcome};
use crate::policies;

/// What to check.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Policy files, and folders of them; the current folder if there is none.
    paths: Vec<PathBuf>,
}

/// Checks policies that are compiled together.
pub(crate) fn run(args: &Args, console: &Console) -> Ended {
    let analysis = analyse(policies::read(&args.paths)?);
    let shown =
        exeunt::render::diagnostics(&analysis.sources, &analysis.diagnostics, console.report_colour());
    console.report(&shown);
    console.result(&summary(&analysis))?;
    Ok(Outcome::of(analysis.has_errors()))
}

fn summary(analysis: &Analysis) -> String {
    let count = |severity| analysis.diagnostics.iter().filter(|found| found.severity() == severity).count();
    let found = match (count(Severity::Error), count(Severity::Warning)) {
        (0, 0) => "no errors".to_owned(),
        (0, warnings) => counted(warnings, "warning"),
        (errors, 0) => counted(errors, "error"),
        (errors, warnings) => format!("{}, {}", counted(errors, "error"), counted(warnings, "warning")),
    };
    format!("{}: {found}\n", counted(analysis.sources.iter().count(), "file"))
}

fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
