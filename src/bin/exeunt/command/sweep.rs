//! `exeunt sweep`: judges every account of a database or folder, and shows later what was decided. It decides; it
//! deletes nothing.

mod client;
mod engine;
mod folder;
mod manifest;
mod output;
mod place;

use std::path::{Path, PathBuf};

use exeunt::facts::instant;
use exeunt::ir::{PolicyId, Program, ProgramHash, Zone, calendar};
use exeunt::sql::{Emit, Keys, Mapping, Options, next_keys, to_sql};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::Value as Json;

use crate::console::Console;
use crate::files::{self, Kind};
use crate::outcome::{Ended, Failure, Outcome};
use crate::policies::{self, Loaded};
use engine::Engine;
use manifest::Manifest;
use output::Output;
use place::{Place, place};

/// What to judge, where, and where to write what came out.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The policy, such as `taobao.close`.
    policy: String,

    /// Where the accounts are: `postgres://…` (by psql), `duckdb:FILE` (by Python's duckdb), or a folder of
    /// `*.ndjson` files of facts.
    #[arg(long, value_name = "SOURCE")]
    source: String,

    /// Where to write verdicts: a file `.ndjson` or `.parquet` (by Python's duckdb), with its manifest in
    /// `FILE.manifest.json`; or a table in `postgres://…` or `duckdb:FILE`, with its manifest in `TABLE_manifest`.
    #[arg(long, value_name = "FILE|DATABASE")]
    to: String,

    /// The table to write verdicts to, where they go to a database.
    #[arg(long, value_name = "NAME", default_value = "verdicts")]
    table: String,

    /// The instant to judge at, as RFC 3339.
    #[arg(long, value_name = "TIME", value_parser = instant)]
    now: i64,

    /// Policy files, folders of them, or one built program; the current folder if there is none.
    #[arg(long, value_name = "PATH", num_args = 1..)]
    policies: Vec<PathBuf>,

    /// A program that `exeunt build` wrote.
    #[arg(long, value_name = "FILE", conflicts_with = "policies")]
    program: Option<PathBuf>,

    /// Refuse any other program than the one of this hash, which `exeunt build --print-hash` prints.
    #[arg(long, value_name = "HASH")]
    expect_program: Option<ProgramHash>,

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
    policies::check_expected(&loaded.program, policy, args.expect_program)?;
    match place(&args.source)? {
        Place::Path(folder) => {
            let files = folder::files(Path::new(folder))?;
            let mut sweep = Sweep::start(args, &loaded, policy, folder::version(), None)?;
            folder::sweep(&loaded, policy, args, files, &mut sweep, console)?;
            sweep.end(console)
        }
        Place::Database(dialect, address) => {
            let Some(mapping) = super::sql::mapping_of(args.mapping.as_deref(), &loaded.sources, console)?
            else {
                return Ok(Outcome::Findings);
            };
            let mut engine = Engine::start(dialect, address)?;
            let text =
                args.mapping.as_deref().map(|file| files::read_text(file, Kind::Mapping)).transpose()?;
            let mut sweep = Sweep::start(args, &loaded, policy, engine.version()?, text.as_deref())?;
            database(&loaded, policy, args, mapping.as_ref(), &mut engine, &mut sweep)?;
            sweep.end(console)
        }
    }
}

/// A sweep under way.
struct Sweep {
    manifest: Manifest,
    output: Output,
    bar: ProgressBar,
}

impl Sweep {
    fn start(
        args: &Args,
        loaded: &Loaded,
        policy: PolicyId,
        engine: String,
        mapping: Option<&str>,
    ) -> Result<Self, Failure> {
        let mut manifest = Manifest::new(&loaded.program, policy, args, engine, mapping)?;
        let open = if args.resume { Output::take_up } else { Output::begin };
        let output = open(&args.to, &args.table, &mut manifest)?;
        Ok(Self { manifest, output, bar: progress() })
    }

    /// How many accounts there are.
    fn expect(&mut self, accounts: u64) {
        self.manifest.expected = accounts;
        self.bar.set_length(accounts);
    }

    /// Writes a batch that ends with the key `last`.
    fn write(&mut self, verdicts: &[Json], last: &str) -> Result<(), Failure> {
        self.manifest.add(verdicts, last);
        self.output.write(verdicts, &mut self.manifest)?;
        self.bar.set_position(self.manifest.accounts);
        Ok(())
    }

    fn end(mut self, console: &Console) -> Ended {
        self.bar.finish_and_clear();
        self.manifest.finish();
        self.output.close(&self.manifest)?;
        console.result(&self.manifest.summary())?;
        Ok(Outcome::of(!self.manifest.adds_up()))
    }
}

fn database(
    loaded: &Loaded,
    policy: PolicyId,
    args: &Args,
    mapping: Option<&Mapping>,
    engine: &mut Engine,
    sweep: &mut Sweep,
) -> Result<(), Failure> {
    let dialect = engine.dialect;
    let (_, all) = batch_end(engine, &next_keys(dialect, mapping, None, u64::MAX >> 1))?;
    sweep.expect(all);
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
        let query = query.trim_end().trim_end_matches(';');
        let in_order = format!("SELECT * FROM (\n{query}\n) AS judged ORDER BY id");
        let verdicts = engine.ask(&in_order)?.into_iter().map(verdict).collect::<Vec<_>>();
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

/// The names of requirements as arrays, and the instant as it is written everywhere.
fn verdict(mut row: Json) -> Json {
    if let Some(at) = row.get("eligible_after").and_then(Json::as_str).and_then(|at| instant(at).ok()) {
        row["eligible_after"] = calendar::rfc3339(at, Zone::utc()).into();
    }

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
