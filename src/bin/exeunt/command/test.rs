//! `exeunt test`: runs the tests of policies.

use std::path::PathBuf;

use clap::ValueEnum;
use exeunt::suite::{self, Report};

use crate::console::Console;
use crate::outcome::{Ended, Failure, Outcome};
use crate::policies::{self, Loaded};

/// Which tests to run, and how to say what came out.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Policy files, folders of them, or one built program; the current folder if there is none.
    paths: Vec<PathBuf>,

    /// A program that `exeunt build` wrote.
    #[arg(long, value_name = "FILE", conflicts_with = "paths")]
    program: Option<PathBuf>,

    /// Run only the tests with this text in their title, their policy (`taobao.close`) or their file.
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,

    /// How to say what came out.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// The forms of a report.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Format {
    /// For people.
    #[default]
    Human,
    /// One JSON object.
    Json,
    /// JUnit's XML.
    Junit,
}

/// Runs the tests; a failed one is a finding.
pub(crate) fn run(args: &Args, console: &Console) -> Ended {
    let loaded = policies::load(&args.paths, args.program.as_deref(), console)?;
    let report = report(args.filter.as_deref(), &loaded)?;
    if report.tests.is_empty() {
        console.warning("the policies have no tests");
    }
    console.result(&shown(args.format, &loaded, &report, console)?)?;
    Ok(Outcome::of(report.failed().next().is_some()))
}

fn report(filter: Option<&str>, loaded: &Loaded) -> Result<Report, Failure> {
    let program = &loaded.program;
    let Some(text) = filter else { return Ok(suite::run(program)) };
    let report = suite::run_where(program, |test| {
        let file = program.files.get(test.origin.file as usize);
        test.title.contains(text)
            || program.policy_name(test.policy).contains(text)
            || file.is_some_and(|file| file.contains(text))
    });
    if report.tests.is_empty() {
        return Err(Failure::Input(format!(
            "no test of {} has `{text}` in its title, policy or file",
            report.left_out
        )));
    }
    Ok(report)
}

fn shown(format: Format, loaded: &Loaded, report: &Report, console: &Console) -> Result<String, Failure> {
    match format {
        Format::Human => Ok(exeunt::render::report(&loaded.sources, report, console.result_colour())),
        Format::Json => serde_json::to_string_pretty(report)
            .map(|text| text + "\n")
            .map_err(|error| Failure::Input(format!("cannot write the report: {error}"))),
        Format::Junit => exeunt::render::junit(report)
            .ok_or_else(|| Failure::Input("the report holds text that XML cannot".to_owned())),
    }
}
