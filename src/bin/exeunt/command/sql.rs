//! `exeunt sql`: a policy as SQL, for accounts that live in a database.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use exeunt::diagnostic::Message;
use exeunt::facts::TimestampError;
use exeunt::ir::Timestamp;
use exeunt::source::Sources;
use exeunt::sql::{Dialect, Emit, Mapping, Options, Written, to_sql};

use crate::console::Console;
use crate::files::{self, Kind};
use crate::help::text;
use crate::messages::{help, judging};
use crate::outcome::{Ended, Failure, Outcome};
use crate::output_file::OutputFile;
use crate::policies::{self, JudgedBy};
use crate::service_file::ServiceFile;

/// What to write, and for which engine.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(help = text(help::policy()))]
    policy: String,

    #[arg(long, value_parser = dialects(), help = text(help::dialect()))]
    dialect: Dialect,

    #[command(flatten)]
    judged_by: JudgedBy,

    #[arg(long, value_name = "param|TIME", value_parser = now, default_value = "param", help = text(help::now_or_param()))]
    now: Now,

    #[command(flatten)]
    service: ServiceFile,

    #[arg(long, value_name = "FILE", help = text(help::mapping_of_query()))]
    mapping: Option<PathBuf>,

    #[arg(long, value_enum, default_value_t, help = text(help::emit()))]
    emit: Form,

    #[arg(long, help = text(help::count_verdicts()))]
    summary: bool,

    #[arg(long, value_name = "NAME", help = text(help::view()))]
    view: Option<String>,

    #[command(flatten)]
    output: OutputFile,
}

/// The engines by their words.
fn dialects() -> impl TypedValueParser<Value = Dialect> {
    let words = Dialect::ALL.map(|dialect| {
        let engine = help::or_newer(dialect.name(), dialect.oldest_version());
        PossibleValue::new(dialect.word()).help(text(engine))
    });
    let named = |word: String| Dialect::ALL.into_iter().find(|dialect| dialect.word() == word);
    PossibleValuesParser::new(words).try_map(move |word| named(word).ok_or("not a dialect"))
}

/// The forms.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Form {
    #[default]
    #[value(help = text(help::query()))]
    Query,
    #[value(help = text(help::as_view()))]
    View,
    #[value(help = text(help::plan_of_query()))]
    Plan,
    #[value(help = text(help::due_of_query()))]
    Due,
    #[value(help = text(help::ddl()))]
    Ddl,
    #[value(help = text(help::mapping_to_start_from()))]
    Mapping,
}

/// The instant to judge at, if it is known.
#[derive(Debug, Clone, Copy)]
struct Now(Option<Timestamp>);

fn now(text: &str) -> Result<Now, TimestampError> {
    match text {
        "param" => Ok(Now(None)),
        time => Timestamp::parse(time).map(|now| Now(Some(now))),
    }
}

/// Writes the statements to standard output; what a query cannot say is reported.
pub(crate) fn run(args: &Args, console: &Console) -> Ended {
    let inputs: Vec<PathBuf> = args.judged_by.files().chain(&args.mapping).cloned().collect();
    args.output.collect(&inputs, console, |console| write(args, console))
}

fn write(args: &Args, console: &Console) -> Ended {
    let loaded = args.judged_by.load(console)?;
    let loaded = args.service.told(loaded, console)?;
    let policy = policies::policy_named(&loaded.program, &args.policy)?;
    args.judged_by.check(&loaded.program, policy)?;
    let mut sources = loaded.sources.clone();
    let mapping = mapping(args.mapping.as_deref(), &mut sources, console)?;
    let options = Options {
        dialect: args.dialect,
        now: args.now.0,
        emit: emit(args, &loaded.program.policy_name(policy))?,
        mapping: mapping.as_ref(),
        texts: Some(&loaded.sources),
        keys: None,
    };
    let Written { text, diagnostics } = to_sql(&loaded.program, policy, &options);
    console.report(&console.drawn(&sources, &diagnostics));
    console.data(text.ok_or(Failure::Refused)?.as_bytes())?;
    Ok(Outcome::Fine)
}

/// Reads a mapping of accounts that have not left, if there is one, whose texts nobody else needs.
pub(super) fn mapping_of(
    file: Option<&Path>,
    sources: &Sources,
    console: &Console,
) -> Result<Option<Mapping>, Failure> {
    let mut sources = sources.clone();
    let mapping = mapping(file, &mut sources, console)?;
    if let Some(wrong) = mapping.as_ref().and_then(Mapping::without_accounts) {
        console.report(&console.drawn(&sources, &[wrong]));
        return Err(Failure::Refused);
    }
    Ok(mapping)
}

/// Reads a mapping, if there is one; a wrong one is reported.
fn mapping(
    file: Option<&Path>,
    sources: &mut Sources,
    console: &Console,
) -> Result<Option<Mapping>, Failure> {
    let Some(file) = file else { return Ok(None) };
    let text = files::read_text(file, Kind::Mapping)?;
    let id = sources.add(files::shown(file), text.clone());
    let read = Mapping::read(id, &text).map_err(|found| {
        console.report(&console.drawn(sources, &found));
        Failure::Refused
    });
    read.map(Some)
}

fn emit(args: &Args, policy: &str) -> Result<Emit, Failure> {
    let refused = |why: Message| Err(Failure::Input(why));
    match (args.emit, args.summary) {
        (Form::Query, false) => Ok(Emit::Query),
        (Form::Query, true) => Ok(Emit::Summary),
        (_, true) => refused(judging::summary_needs_no_emit()),
        (Form::Ddl, false) => Ok(Emit::Tables),
        (Form::Mapping, false) => Ok(Emit::Mapping),
        (Form::Plan, false) => Ok(Emit::Plan),
        (Form::Due, false) => Ok(Emit::Due),
        (Form::View, false) if args.now.0.is_none() => refused(judging::view_without_now()),
        (Form::View, false) => {
            let name = args.view.clone().unwrap_or_else(|| format!("{}_verdicts", policy.replace('.', "_")));
            Ok(Emit::View(name))
        }
    }
}
