//! The arguments of `exeunt sweep`.

use std::path::PathBuf;

use exeunt::ir::{ProgramHash, Timestamp};

use crate::facts_file::Reading;
use crate::help::text;
use crate::messages::help;
use crate::service_file::ServiceFile;

/// What to judge, where, and where to write what came out.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(help = text(help::policy()))]
    pub(super) policy: String,

    #[arg(long, value_name = "SOURCE", help = text(help::source()))]
    pub(super) source: String,

    #[arg(long, value_name = "FILE|DATABASE", help = text(help::to()))]
    pub(super) to: String,

    #[arg(long, value_name = "NAME", default_value = "verdicts", help = text(help::table()))]
    pub(super) table: String,

    #[arg(long, value_name = "TIME", value_parser = Timestamp::parse, help = text(help::now()))]
    pub(super) now: Timestamp,

    #[arg(long, value_name = "PATH", num_args = 1.., help = text(help::paths_or_program()))]
    pub(super) policies: Vec<PathBuf>,

    #[arg(long, value_name = "FILE", conflicts_with = "policies", help = text(help::program()))]
    pub(super) program: Option<PathBuf>,

    #[command(flatten)]
    pub(super) service: ServiceFile,

    #[arg(long, value_name = "FILE", help = text(help::mapping()))]
    pub(super) mapping: Option<PathBuf>,

    #[arg(long, value_name = "COUNT", default_value_t = 100_000, value_parser = clap::value_parser!(u64).range(1..), help = text(help::batch()))]
    pub(super) batch: u64,

    #[arg(long, help = text(help::resume()))]
    pub(super) resume: bool,

    /// How the facts of a folder are read.
    #[command(flatten)]
    pub(super) reading: Reading,

    #[arg(long, value_name = "HASH", help = text(help::expect_program()))]
    pub(super) expect_program: Option<ProgramHash>,
}
