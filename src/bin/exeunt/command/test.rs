//! `exeunt test`: runs the tests of policies, and says what they exercise and what they would notice. Where there is no test
//! to run it fails.

mod fixtures;
mod mutate;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::ValueEnum;
use exeunt::diagnostic::Message;
use exeunt::ir::Test;
use exeunt::render::{CoverageColumns, Look};
use exeunt::suite::coverage::{Coverage, Recorder};
use exeunt::suite::mutation::Mutation;
use exeunt::suite::{self, Ran, Report};

use crate::console::Console;
use crate::files;
use crate::help::text;
use crate::messages::{help, judging, usage, why};
use crate::outcome::{Ended, Failure, Outcome};
use crate::output_file::OutputFile;
use crate::policies::{self, Loaded};
use crate::policy_paths::PolicyPaths;
use crate::project::Project;
use crate::watch;

/// Which tests to run, and how to say what came out.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    policies: PolicyPaths,

    #[arg(long, value_name = "FILE", conflicts_with_all = ["paths", "policies"], help = text(help::program_with_tests()))]
    program: Option<PathBuf>,

    #[arg(long, value_name = "TEXT", help = text(help::filter()))]
    filter: Option<String>,

    #[arg(long, help = text(help::coverage()))]
    coverage: bool,

    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100), help = text(help::least_coverage()))]
    least_coverage: Option<u8>,

    #[arg(long, value_name = "FILE", help = text(help::lcov()))]
    lcov: Option<PathBuf>,

    #[arg(long, conflicts_with = "filter", help = text(help::mutate()))]
    mutate: bool,

    #[arg(long, conflicts_with = "program", help = text(help::watch()))]
    watch: bool,

    #[arg(short, long, help = text(help::verbose_tests()))]
    verbose: bool,

    #[arg(long, value_enum, default_value_t, help = text(help::format()))]
    format: Format,

    #[command(flatten)]
    output: OutputFile,
}

/// The forms of a report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    #[default]
    #[value(help = text(help::for_people()))]
    Human,
    #[value(help = text(help::one_json_object()))]
    Json,
    #[value(help = text(help::junit()))]
    Junit,
    #[value(help = text(help::github()))]
    Github,
}

/// Runs the tests; a failed one is a finding.
pub(crate) fn run(args: &Args, console: &Console) -> Ended {
    let console = &console.with_errors_as_json(args.format == Format::Json);
    let paths = args.policies.all();
    let once = || args.output.collect(&paths, console, |console| run_once(args, &paths, console));
    if args.watch {
        watch::run(&paths, &[args.output.file(), args.lcov.as_deref()], console, once)
    } else {
        once()
    }
}

fn run_once(args: &Args, paths: &[PathBuf], console: &Console) -> Ended {
    let mut loaded = policies::load(paths, args.program.as_deref(), console)?;
    // A built program stands alone: it has no fixtures and no list of mutants.
    let project = if loaded.is_built() { None } else { Some(Project::of(paths, console)?) };
    if let Some(project) = &project {
        fixtures::add(project, &mut loaded, console)?;
    }
    if loaded.program.tests().is_empty() {
        return Err(nothing_to_run(&loaded));
    }
    let tests = wanted(args.filter.as_deref(), &loaded)?;
    for test in tests.iter().filter(|test| test.expectations.is_empty()) {
        console.warning(judging::expects_nothing(&test.title));
    }
    let (report, times) = timed(&loaded, &tests);
    let coverage = exercised(&loaded, &tests);
    if let Some(file) = &args.lcov {
        if file == Path::new("-") {
            return Err(Failure::Input(usage::cannot_write(
                Message::code("-"),
                usage::output_holds_report(),
            )));
        }
        let inputs = loaded.sources.iter().map(|(_, source)| Path::new(&source.name));
        let inputs = inputs.chain(args.program.as_deref());
        files::write(file, exeunt::render::coverage_lcov(&coverage).as_bytes(), inputs)?;
    }
    let has_failed = report.failed().next().is_some();
    let mutation = match args.mutate && !has_failed {
        true => Some(mutate::mutate(project.as_ref(), &loaded, &tests, console)?),
        false => None,
    };
    let found = Found { report, times, coverage, mutation };
    show(args, &loaded, &found, console)?;
    if args.mutate && has_failed {
        console.warning(judging::changes_not_tried());
    }
    Ok(Outcome::of(has_failed | is_too_little(args, &found, console)))
}

/// Runs the tests one by one, with the time that each takes.
fn timed(loaded: &Loaded, tests: &[&Test]) -> (Report, Vec<Duration>) {
    let run = |test: &&Test| {
        let start = Instant::now();
        (suite::run_test(&loaded.program, test), start.elapsed())
    };
    let (ran, times): (Vec<Ran>, Vec<Duration>) = tests.iter().map(run).unzip();
    (Report::of(&loaded.program, ran), times)
}

/// Where nothing is run nothing is shown, so that it is not a success.
fn nothing_to_run(loaded: &Loaded) -> Failure {
    let message = if loaded.is_built() { judging::built_without_tests() } else { judging::no_tests() };
    Failure::Input(message)
}

/// What was found.
struct Found {
    report: Report,
    /// How long each test took.
    times: Vec<Duration>,
    coverage: Coverage,
    mutation: Option<Mutation>,
}

/// Whether the tests exercise, or would notice, less than they must.
fn is_too_little(args: &Args, found: &Found, console: &Console) -> bool {
    let percent = found.coverage.share().percent();
    let is_short = args.least_coverage.is_some_and(|least| percent < usize::from(least));
    if is_short {
        console.error(judging::exercised_only(percent));
    }
    let survived =
        found.mutation.as_ref().is_some_and(|it| it.survivors().next().is_some() || !it.stale.is_empty());
    is_short || survived
}

/// What tests exercise.
fn exercised(loaded: &Loaded, tests: &[&Test]) -> Coverage {
    let mut recorder = Recorder::new(&loaded.program, &loaded.sources);
    tests.iter().for_each(|test| recorder.test(test));
    recorder.finish()
}

/// The tests to run.
fn wanted<'p>(filter: Option<&str>, loaded: &'p Loaded) -> Result<Vec<&'p Test>, Failure> {
    let program = &loaded.program;
    let Some(text) = filter else { return Ok(program.tests().iter().collect()) };
    let is_wanted = |test: &&Test| {
        let file = program.files().get(test.origin.file as usize);
        test.title.contains(text)
            || program.policy_name(test.policy).contains(text)
            || file.is_some_and(|file| file.contains(text))
    };
    let tests: Vec<&Test> = program.tests().iter().filter(is_wanted).collect();
    if tests.is_empty() {
        let all = program.tests().len();
        return Err(Failure::Input(judging::no_test_has(all, text)));
    }
    Ok(tests)
}

/// Everything that was found, as JSON.
#[derive(serde::Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    report: &'a Report,
    coverage: Option<&'a Coverage>,
    mutation: Option<&'a Mutation>,
}

fn show(args: &Args, loaded: &Loaded, found: &Found, console: &Console) -> Result<(), Failure> {
    let Found { report, times, coverage, mutation } = found;
    match args.format {
        Format::Human => console.result(&page(args, loaded, found, console)),
        Format::Json => {
            let coverage = args.coverage.then_some(coverage);
            let whole = Whole { report, coverage, mutation: mutation.as_ref() };
            let text = serde_json::to_string_pretty(&whole)
                .map_err(|error| Failure::Input(usage::cannot_write(usage::the_report(), why(&error))))?;
            console.json(&(text + "\n"))
        }
        Format::Junit => console.result(&exeunt::render::junit(report, times)),
        Format::Github => {
            let commands = exeunt::render::github_tests(&loaded.sources, report, console.language());
            console.data(commands.as_bytes())
        }
    }
}

fn page(args: &Args, loaded: &Loaded, found: &Found, console: &Console) -> String {
    let language = console.language();
    let look = Look { colour: console.result_colour(), language, ..Look::default() };
    let columns = if args.coverage { CoverageColumns::EachKind } else { CoverageColumns::Total };
    let report = &found.report;
    let mut parts = Vec::new();
    if args.verbose {
        parts.push(exeunt::render::listed(report, &found.times, look));
    }
    // Passed tests are not reported.
    if !console.is_quiet() || report.failed().next().is_some() {
        parts.push(exeunt::render::report(&loaded.sources, report, look));
    }
    if !console.is_quiet() || args.coverage {
        parts.push(exeunt::render::coverage_table(&found.coverage, columns, language));
    }
    if args.coverage {
        parts.push(exeunt::render::coverage_gaps(&found.coverage, language));
    }
    if let Some(mutation) = &found.mutation {
        parts.push(exeunt::render::mutation_table(mutation, language));
        parts.push(exeunt::render::mutation_survivors(mutation, language));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}
