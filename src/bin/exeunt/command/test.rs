//! `exeunt test`: runs the tests of policies.

use std::path::PathBuf;

use clap::ValueEnum;
use exeunt::ir::Test;
use exeunt::suite::coverage::{Coverage, Recorder};
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

    /// Say what the tests exercise of each policy, and what of it they do not.
    #[arg(long)]
    coverage: bool,

    /// Fail if the tests exercise less than this share of it.
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    least_coverage: Option<u8>,

    /// Write what the tests exercise to a file, as an lcov tracefile on the sources.
    #[arg(long, value_name = "FILE")]
    lcov: Option<PathBuf>,

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
    let coverage = exercised(&loaded, &report);
    if let Some(file) = &args.lcov {
        policies::write_text(file, &exeunt::render::coverage_lcov(&coverage))?;
    }
    console.result(&shown(args, &loaded, &report, &coverage, console)?)?;
    let percent = coverage.share().percent();
    let too_little = args.least_coverage.is_some_and(|least| percent < usize::from(least));
    if too_little {
        console.error(&format!("the tests exercise {percent} % of the policies only"));
    }
    Ok(Outcome::of(report.failed().next().is_some() || too_little))
}

/// What the tests of a report exercise.
fn exercised(loaded: &Loaded, report: &Report) -> Coverage {
    let mut recorder = Recorder::new(&loaded.program, &loaded.sources);
    let is_run = |test: &&Test| report.tests.iter().any(|ran| ran.origin == test.origin);
    loaded.program.tests.iter().filter(is_run).for_each(|test| recorder.test(test));
    recorder.finish()
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

/// Everything that was found, as JSON.
#[derive(serde::Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    report: &'a Report,
    coverage: Option<&'a Coverage>,
}

fn shown(
    args: &Args,
    loaded: &Loaded,
    report: &Report,
    coverage: &Coverage,
    console: &Console,
) -> Result<String, Failure> {
    match args.format {
        Format::Human => {
            let mut text = exeunt::render::report(&loaded.sources, report, console.result_colour());
            text.push('\n');
            text.push_str(&exeunt::render::coverage_table(coverage, args.coverage));
            if args.coverage {
                text.push('\n');
                text.push_str(&exeunt::render::coverage_gaps(coverage));
            }
            Ok(text)
        }
        Format::Json => {
            serde_json::to_string_pretty(&Whole { report, coverage: args.coverage.then_some(coverage) })
                .map(|text| text + "\n")
                .map_err(|error| Failure::Input(format!("cannot write the report: {error}")))
        }
        Format::Junit => exeunt::render::junit(report)
            .ok_or_else(|| Failure::Input("the report holds text that XML cannot".to_owned())),
    }
}
