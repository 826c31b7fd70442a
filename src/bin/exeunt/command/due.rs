//! `exeunt due`: judges what is left of accounts that have gone.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use exeunt::diagnostic::{Diagnostic, Severity};
use exeunt::eval::{Due, DueItem, due};
use exeunt::facts::{self, ReadRest, Rest};
use exeunt::ir::{DisposalKind, Program, Timestamp};
use exeunt::render;
use exeunt::source::Sources;
use serde::de::IgnoredAny;

use crate::clock;
use crate::command::eval::language;
use crate::console::Console;
use crate::facts_file::{self, MOST_OF_ONE, Reading};
use crate::help::text;
use crate::messages::{help, usage, why};
use crate::outcome::{Ended, Failure, Outcome};
use crate::policies::JudgedBy;
use crate::service_file::ServiceFile;

/// What is left, and how to say what is due.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = "FILE", required = true, help = text(help::rests()))]
    rests: Vec<PathBuf>,

    #[command(flatten)]
    judged_by: JudgedBy,

    #[arg(long, value_name = "TIME", value_parser = Timestamp::parse, help = text(help::now_of_due()))]
    now: Option<Timestamp>,

    #[arg(long, value_name = "LANGUAGE", help = text(help::lang()))]
    lang: Option<String>,

    #[arg(long, value_enum, default_value_t, help = text(help::format()))]
    format: Format,

    #[arg(long, value_enum, value_delimiter = ',', help = text(help::fail_on_due()))]
    fail_on: Vec<Finding>,

    #[command(flatten)]
    service: ServiceFile,

    #[command(flatten)]
    reading: Reading,
}

/// The forms of a result.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    #[default]
    #[value(help = text(help::page_for_terminal()))]
    Human,
    #[value(help = text(help::json_per_rest()))]
    Json,
}

/// What may be a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Finding {
    #[value(help = text(help::something_is_due()))]
    Due,
    #[value(help = text(help::something_is_held()))]
    Held,
    #[value(help = text(help::something_is_undetermined()))]
    Undetermined,
}

impl Finding {
    fn is_of(self, it: &DueItem) -> bool {
        match self {
            Self::Due => it.is_due,
            Self::Held => it.item.disposal == DisposalKind::Held,
            Self::Undetermined => it.item.disposal == DisposalKind::Undetermined,
        }
    }
}

/// Judges every rest. Where one cannot be read, nothing is said of any.
pub(crate) fn run(args: &Args, console: &Console) -> Ended {
    let console = &console.with_errors_as_json(args.format == Format::Json);
    let policies = args.judged_by.read(console)?;
    let loaded = args.service.told(policies.load(console)?, console)?;
    let program = &loaded.program;
    let rests = read(args, program, console)?;
    for rest in &rests {
        args.judged_by.check(program, rest.policy)?;
    }
    let present = || clock::now().ok_or_else(|| Failure::Input(usage::clock_out_of_range()));
    let now = args.now.map_or_else(present, Ok)?;
    let judged: Vec<Due> = rests.iter().map(|rest| due(program, rest, now)).collect();
    match args.format {
        Format::Human => {
            let mut pages = Vec::with_capacity(judged.len());
            for (rest, due) in rests.iter().zip(&judged) {
                let language = language::choose(program, rest.policy, args.lang.as_deref())?;
                pages.push(render::due(due, &language, console.result_colour()));
            }
            console.result(&pages.join("\n\n"))?;
        }
        Format::Json => {
            let lines: serde_json::Result<String> = judged.iter().map(render::due_json).collect();
            let lines = lines
                .map_err(|error| Failure::Input(usage::cannot_write(usage::the_verdict(), why(&error))))?;
            console.json(&lines)?;
        }
    }
    let fails = |it: &DueItem| args.fail_on.iter().any(|finding| finding.is_of(it));
    Ok(Outcome::of(judged.iter().flat_map(|due| &due.items).any(fails)))
}

/// The rests of all files, in their order.
fn read(args: &Args, program: &Program, console: &Console) -> Result<Vec<Rest>, Failure> {
    let (mut sources, mut found) = (Sources::new(), Vec::new());
    let (mut rests, mut left_out) = (Vec::new(), 0);
    for path in &args.rests {
        let file = sources.add(facts_file::shown(path), facts_file::read_text(path, MOST_OF_ONE)?);
        let text = sources.get(file).map_or("", |source| source.text.as_str());
        let options = args.reading.options();
        let mut take = |read: ReadRest| {
            left_out += read.left_out as u64;
            found.extend(read.diagnostics);
            rests.extend(read.rest);
        };
        match is_of_lines(path, text) {
            true => facts::read_rests(options, program, file, text).for_each(|(_, read)| take(read)),
            false => take(facts::read_rest(options, program, file, text)),
        }
    }
    let is_error = |found: &Diagnostic| found.severity() == Severity::Error;
    if found.iter().any(is_error) {
        console.errors(&sources, &found)?;
        facts_file::report_left_out(left_out, console);
        return Err(Failure::Facts);
    }
    console.report(&console.drawn(&sources, &found));
    facts_file::report_left_out(left_out, console);
    Ok(rests)
}

/// Whether a text holds a rest a line: by its name, or because its first line is whole.
fn is_of_lines(path: &Path, text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty());
    let is_whole = |line: &str| serde_json::from_str::<IgnoredAny>(line).is_ok();
    facts_file::is_of_lines(path) || first.is_some_and(is_whole)
}
