//! `exeunt sql`: a policy as SQL, for accounts that live in a database.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use exeunt::diagnostic::Message;
use exeunt::facts::TimestampError;
use exeunt::ir::{ProgramHash, Timestamp};
use exeunt::source::Sources;
use exeunt::sql::{Dialect, Emit, Mapping, Options, Written, to_sql};

use crate::console::Console;
use crate::files::{self, Kind};
use crate::messages::judging;
use crate::outcome::{Ended, Failure, Outcome};
use crate::policies;

/// What to write, and for which engine.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The policy, such as `taobao.close`.
    policy: String,

    /// The engine that runs the query.
    #[arg(long, value_parser = dialects())]
    dialect: Dialect,

    /// Policy files, folders with policies, or one built program [default: the current folder].
    #[arg(long, value_name = "PATH", num_args = 1..)]
    policies: Vec<PathBuf>,

    /// A program written by `exeunt build`.
    #[arg(long, value_name = "FILE", conflicts_with = "policies")]
    program: Option<PathBuf>,

    /// Refuse any program without this hash (see `exeunt build --print-hash`).
    #[arg(long, value_name = "HASH")]
    expect_program: Option<ProgramHash>,

    /// The instant of the evaluation: `param` for a parameter of the query, or a time as RFC 3339.
    #[arg(long, value_name = "param|TIME", value_parser = now, default_value = "param")]
    now: Now,

    /// A TOML file that maps the facts to tables, if they are not in the default layout (docs/sql.md).
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,

    /// What to write.
    #[arg(long, value_enum, default_value_t)]
    emit: Form,

    /// Count verdicts instead of returning one row each.
    #[arg(long)]
    summary: bool,

    /// The name of the view.
    #[arg(long, value_name = "NAME")]
    view: Option<String>,
}

/// The engines by their words.
fn dialects() -> impl TypedValueParser<Value = Dialect> {
    let words = Dialect::ALL.map(|dialect| {
        let help = format!("{}, {} or newer", dialect.name(), dialect.oldest_version());
        PossibleValue::new(dialect.word()).help(help)
    });
    let named = |word: String| Dialect::ALL.into_iter().find(|dialect| dialect.word() == word);
    PossibleValuesParser::new(words).try_map(move |word| named(word).ok_or("not a dialect"))
}

/// The forms.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A query that returns the verdict of each account.
    #[default]
    Query,
    /// The same as a view.
    View,
    /// The tables of the default layout.
    Ddl,
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
    let loaded = policies::load(&args.policies, args.program.as_deref(), console)?;
    let policy = policies::policy_named(&loaded.program, &args.policy)?;
    policies::check_expected(&loaded.program, policy, args.expect_program)?;
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

/// Reads a mapping, if there is one, whose texts nobody else needs.
pub(super) fn mapping_of(
    file: Option<&Path>,
    sources: &Sources,
    console: &Console,
) -> Result<Option<Mapping>, Failure> {
    mapping(file, &mut sources.clone(), console)
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
        (Form::View, false) if args.now.0.is_none() => refused(judging::view_without_now()),
        (Form::View, false) => {
            let name = args.view.clone().unwrap_or_else(|| format!("{}_verdicts", policy.replace('.', "_")));
            Ok(Emit::View(name))
        }
    }
}
