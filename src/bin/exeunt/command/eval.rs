//! `exeunt eval`: judges an account by a policy.

mod account;
mod language;
mod population;

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use exeunt::eval::decide::Terms;
use exeunt::eval::{Verdict, evaluate};
use exeunt::facts::{Envelope, instant};
use exeunt::ir::{PolicyId, Program, Status};

use crate::clock;
use crate::console::Console;
use crate::outcome::{Ended, Failure, Outcome};
use crate::policies::{self, Loaded};

/// What to judge, and how to say what came out.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The policy, such as `taobao.close`.
    policy: String,

    /// The facts of the account, as JSON: {"now"?, "id"?, "account", "request"?}; `-` for standard input. Or those
    /// of many accounts, one a line, also compressed by gzip or zstd.
    #[arg(long, value_name = "FILE", num_args = 1.., required = true)]
    facts: Vec<PathBuf>,

    /// Policy files, folders of them, or one built program; the current folder if there is none.
    #[arg(long, value_name = "PATH", num_args = 1..)]
    policies: Vec<PathBuf>,

    /// A program that `exeunt build` wrote.
    #[arg(long, value_name = "FILE", conflicts_with = "policies")]
    program: Option<PathBuf>,

    /// The instant to judge at, as RFC 3339, instead of the facts' own; without either, the present.
    #[arg(long, value_name = "TIME", value_parser = instant)]
    now: Option<i64>,

    /// Judge at each of these instants.
    #[arg(long, value_name = "TIME,…", value_parser = instant, value_delimiter = ',', conflicts_with = "now")]
    at: Vec<i64>,

    /// Take the account's id from this fact, such as `account.id`.
    #[arg(long, value_name = "PATH")]
    id: Option<String>,

    /// The language of messages and of the page: the terminal's if the policy speaks it, else the policy's first.
    #[arg(long, value_name = "LANGUAGE")]
    lang: Option<String>,

    /// How to say what came out.
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// Exit with 1 if the status is one of these.
    #[arg(long, value_name = "STATUS,…", value_parser = status, value_delimiter = ',')]
    fail_on: Vec<Status>,

    #[command(flatten)]
    population: population::Options,
}

/// The forms of a verdict.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Format {
    /// A page for a terminal.
    #[default]
    Human,
    /// JSON, as docs/verdict.schema.json describes it.
    Json,
}

/// Judges the account; a status of `--fail-on` is a finding.
pub(crate) fn run(args: &Args, console: &Console) -> Ended {
    let loaded = policies::load(&args.policies, args.program.as_deref(), console)?;
    let policy = policies::policy_named(&loaded.program, &args.policy)?;
    match args.facts.as_slice() {
        [file] if !args.population.are_many(&args.facts) => judge_one(args, &loaded, policy, file, console),
        files => judge_many(args, &loaded.program, policy, files, console),
    }
}

fn judge_one(args: &Args, loaded: &Loaded, policy: PolicyId, file: &Path, console: &Console) -> Ended {
    let language = language::choose(&loaded.program, policy, args.lang.as_deref())?;
    let mut account = account::read(loaded, policy, file, console)?;
    if let Some(path) = &args.id {
        account.id = Some(account::id_at(&loaded.program, &account, path)?);
    }
    let verdicts: Vec<Verdict> = instants(args, &account)?
        .into_iter()
        .map(|now| evaluate(&loaded.program, policy, &account.facts, now))
        .collect();
    console.result(&shown(args.format, &account, &verdicts, &language, console)?)?;
    Ok(Outcome::of(verdicts.iter().any(|verdict| args.fail_on.contains(&verdict.status))))
}

fn judge_many(
    args: &Args,
    program: &Program,
    policy: PolicyId,
    files: &[PathBuf],
    console: &Console,
) -> Ended {
    if !args.at.is_empty() {
        return Err(Failure::Input("`--at` is for one account; give many accounts one `--now`".to_owned()));
    }
    let now = args.now.map_or_else(present, Ok)?;
    let terms = Terms { program, policy, now, now_is_given: args.now.is_some(), id: args.id.as_deref() };
    let as_json = matches!(args.format, Format::Json);
    let asked =
        population::Asked { terms, files, options: &args.population, as_json, fail_on: &args.fail_on };
    population::run(&asked, console)
}

/// The instants to judge at: those asked for, else the facts' own, else the present.
fn instants(args: &Args, account: &Envelope) -> Result<Vec<i64>, Failure> {
    if !args.at.is_empty() {
        return Ok(args.at.clone());
    }
    match args.now.or(account.now) {
        Some(now) => Ok(vec![now]),
        None => present().map(|now| vec![now]),
    }
}

fn present() -> Result<i64, Failure> {
    clock::now().ok_or_else(|| Failure::Input("the clock is out of range; use `--now`".to_owned()))
}

fn shown(
    format: Format,
    account: &Envelope,
    verdicts: &[Verdict],
    language: &str,
    console: &Console,
) -> Result<String, Failure> {
    match format {
        Format::Human => {
            let pages = verdicts.iter().map(|verdict| {
                exeunt::render::verdict_of(account.id.as_ref(), verdict, language, console.result_colour())
            });
            Ok(pages.collect::<Vec<_>>().join("\n\n"))
        }
        Format::Json => verdicts
            .iter()
            .map(|verdict| exeunt::render::verdict_json(account.id.as_ref(), verdict))
            .collect::<Result<String, _>>()
            .map_err(|error| Failure::Input(format!("cannot write the verdict: {error}"))),
    }
}

fn status(word: &str) -> Result<Status, String> {
    Status::ALL.into_iter().find(|status| status.word() == word).ok_or_else(|| {
        let words: Vec<&str> = Status::ALL.iter().map(|status| status.word()).collect();
        format!("the statuses are {}", words.join(", "))
    })
}
