//! `exeunt sweep`: judges every account of a database or folder, and shows later what was decided. It decides; it
//! deletes nothing.

mod engine;
mod folder;
mod manifest;
mod output;

use std::path::{Path, PathBuf};

use exeunt::facts::instant;
use exeunt::ir::{PolicyId, Program};
use exeunt::sql::{Dialect, Emit, Keys, Mapping, Options, next_keys, to_sql};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::Value as Json;

use crate::console::Console;
use crate::outcome::{Ended, Failure, Outcome};
use crate::policies::{self, Loaded};
use engine::Engine;
use manifest::Manifest;
use output::Output;

/// What to judge, where, and where to write what came out.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The policy, such as `taobao.close`.
    policy: String,

    /// Where the accounts are: `postgres://…` (by psql), `duckdb:FILE` (by Python's duckdb), or a folder of
    /// `*.ndjson` files of facts.
    #[arg(long, value_name = "SOURCE")]
    source: String,

    /// The file to write verdicts to: `.ndjson`, or `.parquet` (by Python's duckdb). Its manifest is
    /// `FILE.manifest.json`.
    #[arg(long, value_name = "FILE")]
    to: PathBuf,

    /// The instant to judge at, as RFC 3339.
    #[arg(long, value_name = "TIME", value_parser = instant)]
    now: i64,

    /// Policy files, folders of them, or one built program; the current folder if there is none.
    #[arg(long, value_name = "PATH", num_args = 1..)]
    policies: Vec<PathBuf>,

    /// A program that `exeunt build` wrote.
    #[arg(long, value_name = "FILE", conflicts_with = "policies")]
    program: Option<PathBuf>,

    /// Where the facts stand, as TOML, if not in the tables of the default layout.
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,

    /// How many accounts to judge at a time.
    #[arg(long, value_name = "COUNT", default_value_t = 100_000, value_parser = clap::value_parser!(u64).range(1..))]
    batch: u64,

    /// Go on after the last batch that the manifest tells of.
    #[arg(long)]
    resume: bool,
}

/// Judges batch by batch, in the order of the keys; each is written before the manifest tells of it.
pub(crate) fn run(args: &Args, console: &Console) -> Ended {
    let loaded = policies::load(&args.policies, args.program.as_deref(), console)?;
    let policy = policies::policy_named(&loaded.program, &args.policy)?;
    let mut manifest = Manifest::new(&loaded.program, policy, args)?;
    let mut output = Output::open(&args.to, args.resume.then_some(&mut manifest))?;
    let source = Source::of(&args.source);
    let bar = progress();
    match source {
        Source::Folder(folder) => {
            folder::sweep(
                &loaded,
                policy,
                args,
                folder,
                &mut Sweep { manifest: &mut manifest, output: &mut output, bar: &bar },
                console,
            )?;
        }
        Source::Database(dialect, place) => {
            let Some(mapping) = super::sql::mapping_of(args.mapping.as_deref(), &loaded.sources, console)?
            else {
                return Ok(Outcome::Findings);
            };
            let mut engine = Engine::start(dialect, place)?;
            let mut sweep = Sweep { manifest: &mut manifest, output: &mut output, bar: &bar };
            database(&loaded, policy, args, mapping.as_ref(), &mut engine, &mut sweep)?;
        }
    }
    bar.finish_and_clear();
    output.close()?;
    manifest.finish(&args.to)?;
    console.result(&manifest.summary())?;
    Ok(Outcome::of(!manifest.adds_up()))
}

/// Where accounts are.
enum Source<'a> {
    Folder(&'a Path),
    Database(Dialect, &'a str),
}

impl<'a> Source<'a> {
    fn of(text: &'a str) -> Self {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Self::Database(Dialect::Postgres, text);
        }
        match text.strip_prefix("duckdb:") {
            Some(file) => Self::Database(Dialect::DuckDb, file),
            None => Self::Folder(Path::new(text)),
        }
    }
}

/// What a sweep writes to.
struct Sweep<'s> {
    manifest: &'s mut Manifest,
    output: &'s mut Output,
    bar: &'s ProgressBar,
}

impl Sweep<'_> {
    /// Writes a batch, then tells of it in the manifest.
    fn write(&mut self, verdicts: &[Json], last: &str) -> Result<(), Failure> {
        let bytes = self.output.write(verdicts)?;
        self.manifest.add(verdicts, last, bytes);
        self.manifest.save(self.output.file())?;
        self.bar.set_position(self.manifest.accounts);
        Ok(())
    }
}

fn database(
    loaded: &Loaded,
    policy: PolicyId,
    args: &Args,
    mapping: Option<&Mapping>,
    engine: &mut Engine,
    sweep: &mut Sweep<'_>,
) -> Result<(), Failure> {
    let dialect = engine.dialect;
    let (_, all) = batch_end(engine, &next_keys(dialect, mapping, None, u64::MAX >> 1))?;
    sweep.manifest.expected = all;
    sweep.bar.set_length(all);
    loop {
        let after = sweep.manifest.last_key.clone();
        let (last, count) = batch_end(engine, &next_keys(dialect, mapping, after.as_deref(), args.batch))?;
        let Some(last) = last else { return Ok(()) };
        let keys = Keys { after, until: last.clone() };
        let query = written(
            &loaded.program,
            policy,
            &Options {
                dialect,
                now: Some(args.now),
                emit: Emit::Query,
                mapping,
                texts: None,
                keys: Some(keys),
            },
        )?;
        let verdicts = engine.ask(&query)?.into_iter().map(verdict).collect::<Vec<_>>();
        if verdicts.len() as u64 != count {
            return Err(Failure::Input(format!(
                "{count} accounts up to `{last}` gave {} verdicts: are the keys of the accounts unique?",
                verdicts.len()
            )));
        }
        sweep.write(&verdicts, &last)?;
    }
}

/// The last key of the next batch, and how many accounts it has.
fn batch_end(engine: &mut Engine, query: &str) -> Result<(Option<String>, u64), Failure> {
    let rows = engine.ask(query)?;
    let row = rows.into_iter().next().unwrap_or_default();
    let last = match row.get("last") {
        None | Some(Json::Null) => None,
        Some(Json::String(key)) => Some(key.clone()),
        Some(other) => Some(other.to_string()),
    };
    Ok((last, row.get("accounts").and_then(Json::as_u64).unwrap_or(0)))
}

/// The names of requirements as arrays.
fn verdict(mut row: Json) -> Json {
    for name in ["failed", "unknown"] {
        let names: Json = match row.get(name).and_then(Json::as_str) {
            None | Some("") => Json::Array(Vec::new()),
            Some(names) => names.split(',').map(Json::from).collect(),
        };
        row[name] = names;
    }
    row
}

fn written(program: &Program, policy: PolicyId, options: &Options<'_>) -> Result<String, Failure> {
    let written = to_sql(program, policy, options);
    written.text.ok_or_else(|| {
        let said: Vec<&str> = written.diagnostics.iter().map(|found| found.message.as_str()).collect();
        Failure::Input(format!("`exeunt sql` refuses this policy: {}", said.join("; ")))
    })
}

fn progress() -> ProgressBar {
    let bar = ProgressBar::new(0);
    let style = ProgressStyle::with_template("{bar:40} {pos} of {len} accounts, {per_sec}, {eta} left");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    bar
}
