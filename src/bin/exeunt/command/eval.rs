//! `exeunt eval`: judges an account by a policy.

mod account;
pub(in crate::command) mod language;
mod output;
pub(in crate::command) mod population;

use std::path::{Path, PathBuf};

use exeunt::decide::LineOptions;
use exeunt::diagnostic::Message;
use exeunt::eval::Evaluation;
use exeunt::facts::Envelope;
use exeunt::ir::{PolicyId, Program, Status, Timestamp};

use self::account::Given;
use self::output::{Format, Judgement, View};
use crate::clock;
use crate::console::Console;
use crate::facts_file::Reading;
use crate::help::text;
use crate::messages::{help, judging, usage};
use crate::outcome::{Ended, Failure, Outcome};
use crate::policies::{self, JudgedBy, Loaded, Policies};
use crate::service_file::ServiceFile;

/// What to judge, and how to say what came out.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(help = text(help::policy_or_of_facts()))]
    policy: Option<String>,

    #[arg(long, value_name = "FILE", num_args = 1.., required = true, help = text(help::facts()))]
    facts: Vec<PathBuf>,

    #[command(flatten)]
    judged_by: JudgedBy,

    #[arg(long, value_name = "TIME", value_parser = Timestamp::parse, help = text(help::now_or_of_facts()))]
    now: Option<Timestamp>,

    #[arg(long, value_name = "TIME,…", value_parser = Timestamp::parse, value_delimiter = ',', conflicts_with = "now", help = text(help::at()))]
    at: Vec<Timestamp>,

    #[arg(long, value_name = "PATH = VALUE", help = text(help::assume()))]
    assume: Vec<String>,

    #[arg(long, help = text(help::trace()))]
    trace: bool,

    #[arg(long, help = text(help::plan()))]
    plan: bool,

    #[arg(long, value_name = "PATH", help = text(help::id()))]
    id: Option<String>,

    #[arg(long, value_name = "LANGUAGE", help = text(help::lang()))]
    lang: Option<String>,

    #[arg(long, value_enum, default_value_t, help = text(help::format()))]
    format: Format,

    #[arg(long, value_name = "STATUS,…", value_parser = status, value_delimiter = ',', help = text(help::fail_on()))]
    fail_on: Vec<Status>,

    #[command(flatten)]
    service: ServiceFile,

    #[command(flatten)]
    reading: Reading,

    #[command(flatten)]
    population: population::Options,
}

/// Judges the account; a status of `--fail-on` is a finding.
pub(crate) fn run(args: &Args, console: &Console) -> Ended {
    check_usage(args)?;
    let console = &console.with_errors_as_json(args.format == Format::Json);
    let policies = args.judged_by.read(console)?;
    match args.facts.as_slice() {
        [file] if !args.population.are_many(&args.facts) => {
            let (loaded, account) = account_and_policies(args, policies, file, console)?;
            judge_one(args, &loaded, account, console)
        }
        files => {
            let loaded = args.service.told(policies.load(console)?, console)?;
            let policy = asked_for(args, &loaded.program)?;
            judge_many(args, &loaded.program, policy, files, console)
        }
    }
}

fn asked_for(args: &Args, program: &Program) -> Result<Option<PolicyId>, Failure> {
    args.policy.as_deref().map(|name| policies::policy_named(program, name)).transpose()
}

/// The account, and the policies to judge it by: no more than the one that was asked for can need, where nothing is wrong
/// with either. What is wrong is said of all policies.
fn account_and_policies(
    args: &Args,
    policies: Policies,
    file: &Path,
    console: &Console,
) -> Result<(Loaded, Envelope), Failure> {
    let mut given = None;
    // What is said of services may be of packages that this policy does not need.
    let name = args.policy.as_deref().filter(|_| !args.service.is_given());
    if let Some(few) = name.and_then(|name| policies.load_needed(name)) {
        let policy = asked_for(args, &few.program)?;
        let opened = given.insert(Given::open(file)?);
        if let Some(account) = opened.read_if_sound(args.reading, &few, policy, console) {
            return Ok((few, account));
        }
    }
    let loaded = args.service.told(policies.load(console)?, console)?;
    let policy = asked_for(args, &loaded.program)?;
    let given = given.map_or_else(|| Given::open(file), Ok)?;
    let account = given.read(args.reading, &loaded, policy, console)?;
    Ok((loaded, account))
}

fn judge_one(args: &Args, loaded: &Loaded, mut account: Envelope, console: &Console) -> Ended {
    args.judged_by.check(&loaded.program, account.policy)?;
    if let Some(path) = &args.id {
        account.id = Some(account::id_at(&loaded.program, &account, path)?);
    }
    let language = language::choose(&loaded.program, account.policy, args.lang.as_deref())?;
    let instants = instants(args, &account)?;
    let assumed = match instants.first() {
        Some(&now) if !args.assume.is_empty() => {
            Some(account::assume(&loaded.program, &account, &args.assume, now, console)?)
        }
        _ => None,
    };
    let judge = |now| judge(args, loaded, &account, assumed.as_ref(), now);
    let judgements: Vec<Judgement<'_>> = instants.into_iter().map(judge).collect();
    let view = View { loaded, id: account.id.as_ref(), assumptions: &args.assume, language: &language };
    output::show(args.format, &view, &judgements, console)?;
    let fails = |judgement: &Judgement<'_>| args.fail_on.contains(&judgement.last().status);
    Ok(Outcome::of(judgements.iter().any(fails)))
}

/// A page is of one verdict.
fn check_usage(args: &Args) -> Result<(), Failure> {
    if args.format == Format::Html && (args.at.len() > 1 || !args.assume.is_empty() || args.trace) {
        let message = judging::page_of_one_verdict();
        return Err(Failure::Input(message));
    }
    if args.trace && !args.assume.is_empty() {
        return Err(Failure::Input(judging::trace_of_one_verdict()));
    }
    Ok(())
}

fn judge<'a>(
    args: &Args,
    loaded: &'a Loaded,
    account: &'a Envelope,
    assumed: Option<&Envelope>,
    now: Timestamp,
) -> Judgement<'a> {
    let evaluation = Evaluation::new(&loaded.program, account.policy, &account.facts, now);
    let verdict = |evaluation: &Evaluation<'_>| match args.plan {
        true => evaluation.verdict_with_would_be(),
        false => evaluation.verdict(),
    };
    let of_assumed = |it: &Envelope| verdict(&Evaluation::new(&loaded.program, it.policy, &it.facts, now));
    Judgement {
        verdict: verdict(&evaluation),
        assumed: assumed.map(of_assumed),
        trace: args.trace.then(|| evaluation.trace()),
    }
}

fn judge_many(
    args: &Args,
    program: &Program,
    policy: Option<PolicyId>,
    facts: &[PathBuf],
    console: &Console,
) -> Ended {
    let is_of_one =
        !args.at.is_empty() || !args.assume.is_empty() || args.trace || args.format == Format::Html;
    let Some(policy) = policy.filter(|_| !is_of_one) else {
        let message = judging::many_by_one_policy();
        return Err(Failure::Input(message));
    };
    args.judged_by.check(program, policy)?;
    if let Some(manifest) = args.population.manifest() {
        crate::files::refuse_inputs(manifest, facts.iter().chain(args.judged_by.files()))?;
    }
    let now = args.now.map_or_else(present, Ok)?;
    let terms = LineOptions {
        program,
        policy,
        now,
        now_is_given: args.now.is_some(),
        id: args.id.as_deref(),
        reading: args.reading.options(),
    };
    let as_json = matches!(args.format, Format::Json);
    let asked = population::Asked {
        terms,
        files: facts,
        options: &args.population,
        as_json,
        with_plan: args.plan,
        fail_on: &args.fail_on,
    };
    population::run(&asked, console)
}

/// The instants to judge at: those asked for, else the facts' own, else the present.
fn instants(args: &Args, account: &Envelope) -> Result<Vec<Timestamp>, Failure> {
    if !args.at.is_empty() {
        return Ok(args.at.clone());
    }
    match args.now.or(account.now) {
        Some(now) => Ok(vec![now]),
        None => present().map(|now| vec![now]),
    }
}

fn present() -> Result<Timestamp, Failure> {
    clock::now().ok_or_else(|| Failure::Input(usage::clock_out_of_range()))
}

fn status(word: &str) -> Result<Status, Message> {
    Status::ALL.into_iter().find(|status| status.word() == word).ok_or_else(|| {
        let words: Vec<&str> = Status::ALL.iter().map(|status| status.word()).collect();
        judging::statuses_are(&words.join(", "))
    })
}
