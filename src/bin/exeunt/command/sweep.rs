//! `exeunt sweep`: judges every account of a database or folder, and shows later what was decided. It decides; it
//! deletes nothing.

mod address;
mod client;
mod database;
mod digest;
mod engine;
mod folder;
mod manifest;
mod output;
mod place;
mod verdict;

use std::path::{Path, PathBuf};

use exeunt::ir::{PolicyId, ProgramHash, Timestamp};
use indicatif::{ProgressBar, ProgressStyle};

use crate::console::Console;
use crate::facts_file::Reading;
use crate::files::{self, Kind};
use crate::messages::sweeping;
use crate::outcome::{Ended, Failure, Outcome};
use crate::policies::{self, Loaded};
use engine::Engine;
use manifest::{Judged, Manifest, Terms};
use output::{EachId, Output};
use place::{Place, place};
use verdict::Line;

/// What to judge, where, and where to write what came out.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The policy, such as `taobao.close`.
    policy: String,

    /// The accounts: `postgres://…` (read by psql), `duckdb:FILE` (read by Python's duckdb), or a folder of fact files in
    /// the form of `exeunt eval`.
    #[arg(long, value_name = "SOURCE")]
    source: String,

    /// The target of the verdicts: a file `.ndjson` or `.parquet` (written by Python's duckdb), with a manifest in
    /// `FILE.manifest.json`; or a table in `postgres://…` or `duckdb:FILE`, with a manifest in `TABLE_manifest`.
    #[arg(long, value_name = "FILE|DATABASE")]
    to: String,

    /// The table for the verdicts, if the target is a database.
    #[arg(long, value_name = "NAME", default_value = "verdicts")]
    table: String,

    /// The instant of the evaluation, as RFC 3339.
    #[arg(long, value_name = "TIME", value_parser = Timestamp::parse)]
    now: Timestamp,

    /// Policy files, folders with policies, or one built program [default: the current folder].
    #[arg(long, value_name = "PATH", num_args = 1..)]
    policies: Vec<PathBuf>,

    /// A program written by `exeunt build`.
    #[arg(long, value_name = "FILE", conflicts_with = "policies")]
    program: Option<PathBuf>,

    /// A TOML file that maps the facts to tables, if they are not in the default layout.
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,

    /// The number of accounts in a batch.
    #[arg(long, value_name = "COUNT", default_value_t = 100_000, value_parser = clap::value_parser!(u64).range(1..))]
    batch: u64,

    /// Continue after the last batch in the manifest, if source and verdicts are unchanged.
    #[arg(long)]
    resume: bool,

    /// How the facts of a folder are read.
    #[command(flatten)]
    reading: Reading,

    /// Refuse any program without this hash (see `exeunt build --print-hash`).
    #[arg(long, value_name = "HASH")]
    expect_program: Option<ProgramHash>,
}

/// Judges batch by batch; the manifest counts a batch once it is written.
pub(crate) fn run(args: &Args, console: &Console) -> Ended {
    let loaded = policies::load(&args.policies, args.program.as_deref(), console)?;
    let policy = policies::policy_named(&loaded.program, &args.policy)?;
    policies::check_expected(&loaded.program, policy, args.expect_program)?;
    let source = place(&args.source)?;
    if [&source, &place(&args.to)?].into_iter().any(Place::has_password) {
        console.warning(sweeping::password_in_address());
    }
    match source {
        Place::Path(folder) => of_folder(args, &loaded, policy, Path::new(folder), console),
        Place::Postgres(address) => {
            of_database(args, &loaded, policy, console, || Engine::postgres(&address))
        }
        Place::DuckDb(file) => of_database(args, &loaded, policy, console, || Engine::duckdb(file)),
    }
}

fn of_folder(args: &Args, loaded: &Loaded, policy: PolicyId, folder: &Path, console: &Console) -> Ended {
    let mut population = folder::Population::found(&loaded.program, policy, args, folder, console)?;
    let terms = Terms::new(&loaded.program, policy, args, (population.source(), folder::version()), None)?;
    let mut sweep = Sweep::start(args, terms, folder::judged_nothing(), &mut |id| population.note(id))?;
    population.sweep(args.batch, &mut sweep, console)?;
    sweep.end(console)
}

fn of_database(
    args: &Args,
    loaded: &Loaded,
    policy: PolicyId,
    console: &Console,
    start: impl FnOnce() -> Result<Engine, Failure>,
) -> Ended {
    let mapping = super::sql::mapping_of(args.mapping.as_deref(), &loaded.sources, console)?;
    let mut engine = start()?;
    let mapping = mapping.as_ref();
    let population = database::Population::checked(&loaded.program, policy, args, mapping, &mut engine)?;
    let text = args.mapping.as_deref().map(|file| files::read_text(file, Kind::Mapping)).transpose()?;
    let names = (engine.source(population.accounts())?, engine.version()?);
    let terms = Terms::new(&loaded.program, policy, args, names, text.as_deref())?;
    let mut sweep = Sweep::start(args, terms, population.judged_nothing(), &mut |_| Ok(()))?;
    if args.resume {
        population.take_up(&mut engine, &mut sweep, console)?;
    }
    if !sweep.manifest.complete {
        population.sweep(args.batch, &mut engine, &mut sweep)?;
    }
    sweep.end(console)
}

/// A sweep under way.
struct Sweep {
    manifest: Manifest,
    output: Output,
    bar: ProgressBar,
}

impl Sweep {
    /// Begins a sweep, or takes it up; `each` is given the ids that were judged then.
    fn start(args: &Args, terms: Terms, judged: Judged, each: &mut EachId<'_>) -> Result<Self, Failure> {
        let mut manifest = Manifest::new(terms, judged);
        let output = match args.resume {
            true => Output::take_up(&args.to, &args.table, &mut manifest, each)?,
            false => Output::begin(&args.to, &args.table, &mut manifest)?,
        };
        Ok(Self { manifest, output, bar: progress() })
    }

    /// How many accounts there are.
    fn expect(&mut self, accounts: u64) {
        self.manifest.expected = accounts;
        self.bar.set_length(accounts);
        styled(&self.bar, "{bar:40} {pos} of {len} accounts, {per_sec}, {eta} left");
    }

    /// Writes a batch; the manifest says already how far the source was read for it.
    fn write(&mut self, lines: &[Line]) -> Result<(), Failure> {
        self.manifest.add(lines);
        self.output.write(lines, &mut self.manifest)?;
        self.bar.set_position(self.manifest.accounts);
        Ok(())
    }

    fn end(mut self, console: &Console) -> Ended {
        self.bar.finish_and_clear();
        self.output.close(&mut self.manifest)?;
        console.result(&format!("{}\n", console.text(self.manifest.summary())))?;
        Ok(Outcome::of(!self.manifest.adds_up()))
    }
}

/// The failure where a sweep was complete and its source has more accounts now.
fn grown() -> Failure {
    Failure::Input(sweeping::sweep_was_complete())
}

fn progress() -> ProgressBar {
    let bar = ProgressBar::no_length();
    styled(&bar, "{spinner} {pos} accounts, {per_sec}");
    bar
}

fn styled(bar: &ProgressBar, template: &str) {
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
}
