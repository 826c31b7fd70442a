//! The arguments of `exeunt sweep`.

use std::path::PathBuf;

use exeunt::ir::{ProgramHash, Timestamp};

use crate::facts_file::Reading;

/// What to judge, where, and where to write what came out.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The policy, such as `taobao.close`.
    pub(super) policy: String,

    /// The accounts: `postgres://…` (read by psql), `duckdb:FILE` (read by Python's duckdb), or a folder of fact files in
    /// the form of `exeunt eval`.
    #[arg(long, value_name = "SOURCE")]
    pub(super) source: String,

    /// The target of the verdicts: a file `.ndjson` or `.parquet` (written by Python's duckdb), with a manifest in
    /// `FILE.manifest.json`; or a table in `postgres://…` or `duckdb:FILE`, with a manifest in `TABLE_manifest`.
    #[arg(long, value_name = "FILE|DATABASE")]
    pub(super) to: String,

    /// The table for the verdicts, if the target is a database.
    #[arg(long, value_name = "NAME", default_value = "verdicts")]
    pub(super) table: String,

    /// The instant of the evaluation, as RFC 3339.
    #[arg(long, value_name = "TIME", value_parser = Timestamp::parse)]
    pub(super) now: Timestamp,

    /// Policy files, folders with policies, or one built program [default: the current folder].
    #[arg(long, value_name = "PATH", num_args = 1..)]
    pub(super) policies: Vec<PathBuf>,

    /// A program written by `exeunt build`.
    #[arg(long, value_name = "FILE", conflicts_with = "policies")]
    pub(super) program: Option<PathBuf>,

    /// A TOML file that maps the facts to tables, if they are not in the default layout.
    #[arg(long, value_name = "FILE")]
    pub(super) mapping: Option<PathBuf>,

    /// The number of accounts in a batch.
    #[arg(long, value_name = "COUNT", default_value_t = 100_000, value_parser = clap::value_parser!(u64).range(1..))]
    pub(super) batch: u64,

    /// Continue after the last batch in the manifest, if source and verdicts are unchanged.
    #[arg(long)]
    pub(super) resume: bool,

    /// How the facts of a folder are read.
    #[command(flatten)]
    pub(super) reading: Reading,

    /// Refuse any program without this hash (see `exeunt build --print-hash`).
    #[arg(long, value_name = "HASH")]
    pub(super) expect_program: Option<ProgramHash>,
}
