//! `exeunt check`: every error and doubt in policies, at once.

mod fix;
mod levels;

use std::path::PathBuf;

use clap::ValueEnum;
use exeunt::analysis::Analysis;
use exeunt::diagnostic::{Diagnostic, Message, Severity};
use exeunt::render;
use exeunt::source::Sources;

use crate::console::{Console, MOST_DRAWN};
use crate::files::Trees;
use crate::help::text;
use crate::messages::{help, usage};
use crate::outcome::{Ended, Failure, Outcome};
use crate::output_file::OutputFile;
use crate::policies;
use crate::policy_paths::PolicyPaths;
use crate::project::Project;
use crate::watch;

/// What to check.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    policies: PolicyPaths,

    #[arg(long, value_name = "FORMAT", default_value = "human", help = text(help::format()))]
    format: Format,

    #[arg(long, value_name = "N", default_value_t = MOST_DRAWN, help = text(help::limit_of_diagnostics()))]
    limit: usize,

    #[arg(long, help = text(help::fix()))]
    fix: bool,

    #[arg(long, help = text(help::diff_of_fix()))]
    diff: bool,

    #[arg(long, conflicts_with_all = ["fix", "diff"], help = text(help::statistics()))]
    statistics: bool,

    #[arg(long, conflicts_with_all = ["fix", "diff"], help = text(help::watch()))]
    watch: bool,

    #[command(flatten)]
    output: OutputFile,

    #[command(flatten)]
    levels: levels::Args,
}

/// The formats of what is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    #[value(help = text(help::with_source()))]
    Human,
    #[value(help = text(help::one_line_each()))]
    Short,
    #[value(help = text(help::one_json_per_line()))]
    Json,
    #[value(help = text(help::sarif()))]
    Sarif,
    #[value(help = text(help::github()))]
    Github,
}

/// Checks policies that are compiled together.
pub(crate) fn run(args: &Args, console: &Console) -> Ended {
    let paths = args.policies.all();
    let once = || args.output.collect(&paths, console, |console| run_once(args, &paths, console));
    if args.watch { watch::run(&paths, &[args.output.file()], console, once) } else { once() }
}

fn run_once(args: &Args, paths: &[PathBuf], console: &Console) -> Ended {
    let project = Project::read(paths, args.levels.config())?;
    let levels = levels::read(&args.levels, &project)?;
    let mut sources = match policies::read_to_compile(&project, console) {
        Ok(sources) => sources,
        // The settings may be why there is nothing to check.
        Err(failure) => return project.check_settings(console).and(Err(failure)),
    };
    if args.fix || args.diff {
        let fixed = fix::fix(sources, &levels);
        if args.diff {
            console.result(&fixed.diff())?;
            return Ok(Outcome::of(!fixed.changed.is_empty()));
        }
        fixed.write(&Trees::of(project.paths()), console)?;
        console.note(fixed.summary());
        sources = fixed.sources;
    }
    let mut analysis = policies::analysed(sources);
    levels.apply(&mut analysis);
    let has_wrong_settings = add_settings(&project, &mut analysis);
    // The text of standard input with its fixes is alone on standard output.
    let is_text_written = args.fix && project.reads_input();
    if is_text_written {
        let most = (args.limit > 0).then_some(args.limit);
        console.report(&console.drawn_up_to(most, &analysis.sources, &analysis.diagnostics));
    } else if args.statistics {
        let found = &analysis.diagnostics;
        match args.format {
            Format::Json => console.json(&render::statistics_json(found))?,
            Format::Human | Format::Short | Format::Sarif | Format::Github => {
                console.result(&render::statistics(found, console.language()))?;
            }
        }
    } else {
        show(&analysis.sources, &analysis.diagnostics, args, console)?;
    }
    if matches!(args.format, Format::Human | Format::Short) && !is_text_written && !console.is_quiet() {
        console.result(&summary(&analysis, has_wrong_settings, console))?;
    }
    // By settings that are not understood nothing is checked as its author means it.
    if has_wrong_settings { Err(Failure::Refused) } else { Ok(Outcome::of(analysis.has_errors())) }
}

/// Adds what is wrong with the settings to what is found in the policies; whether anything is.
fn add_settings(project: &Project, analysis: &mut Analysis) -> bool {
    let Some((source, found)) = project.wrong() else { return false };
    let file = analysis.sources.add(source.name.clone(), source.text.clone());
    let moved = found.iter().cloned().map(|mut one| {
        one.primary.span.file = file;
        one
    });
    analysis.diagnostics.extend(moved);
    true
}

fn show(sources: &Sources, found: &[Diagnostic], args: &Args, console: &Console) -> Result<(), Failure> {
    match args.format {
        Format::Human => {
            let most = (args.limit > 0).then_some(args.limit);
            console.finding(&console.drawn_up_to(most, sources, found))
        }
        Format::Short => console.result(&render::short(sources, found, console.language())),
        Format::Json => console.json(&render::diagnostics_json(sources, found, console.language())),
        Format::Sarif => console.json(&render::sarif(sources, found, console.language())),
        Format::Github => console.data(render::github(sources, found, console.language()).as_bytes()),
    }
}

fn summary(analysis: &Analysis, with_settings: bool, console: &Console) -> String {
    let count = |severity| analysis.diagnostics.iter().filter(|found| found.severity() == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let mut found: Vec<Message> = Vec::new();
    found.extend((errors > 0).then(|| usage::errors(errors)));
    found.extend((warnings > 0).then(|| usage::warnings(warnings)));
    if found.is_empty() {
        found.push(usage::no_errors());
    }
    let files = analysis.sources.policies().count() - usize::from(with_settings);
    let found = found.into_iter().reduce(usage::and).unwrap_or_else(Message::empty);
    format!("{}\n", console.text(usage::summary(usage::files(files), found)))
}
