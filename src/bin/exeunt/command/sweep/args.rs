//! The arguments of `exeunt sweep`.

use std::path::PathBuf;

use exeunt::ir::Timestamp;

use super::form::Form;
use super::output::Targets;
use crate::facts_file::Reading;
use crate::help::text;
use crate::messages::help;
use crate::policies::JudgedBy;
use crate::service_file::ServiceFile;

/// The table of verdicts, …
const VERDICTS: &str = "verdicts";
/// … and that of the items of a plan that still hold.
const CONFIRMED: &str = "confirmed";
/// How many accounts are in a batch, …
const MOST_ACCOUNTS: u64 = 100_000;
/// … and how many whose items are written as well.
const MOST_PLANS: u64 = 10_000;

/// What to judge, where, and where to write what came out.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(help = text(help::policy()))]
    pub(super) policy: String,

    #[arg(long, value_name = "SOURCE", help = text(help::source()))]
    pub(super) source: String,

    #[arg(long, value_name = "FILE|DATABASE", help = text(help::to()))]
    pub(super) to: String,

    #[arg(long, value_name = "NAME", help = text(help::table(VERDICTS, CONFIRMED)))]
    table: Option<String>,

    #[arg(long, value_name = "TIME", value_parser = Timestamp::parse, help = text(help::now()))]
    pub(super) now: Timestamp,

    #[command(flatten)]
    pub(super) judged_by: JudgedBy,

    #[command(flatten)]
    pub(super) service: ServiceFile,

    #[arg(long, value_name = "FILE", help = text(help::mapping()))]
    pub(super) mapping: Option<PathBuf>,

    #[arg(long, value_name = "FILE|DATABASE", help = text(help::plan_beside()))]
    pub(super) plan: Option<String>,

    #[arg(long, value_name = "FILE|DATABASE", conflicts_with = "plan", requires = "refused", help = text(help::confirm()))]
    pub(super) confirm: Option<String>,

    #[arg(long, value_name = "NAME", default_value = "verdicts_plan", requires = "confirm", help = text(help::plan_table()))]
    pub(super) plan_table: String,

    #[arg(long, value_name = "FILE|DATABASE", requires = "confirm", help = text(help::refused()))]
    pub(super) refused: Option<String>,

    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u64).range(1..), help = text(help::batch(MOST_ACCOUNTS, MOST_PLANS)))]
    batch: Option<u64>,

    #[arg(long, help = text(help::resume()))]
    pub(super) resume: bool,

    /// How the facts of a folder are read.
    #[command(flatten)]
    pub(super) reading: Reading,
}

impl Args {
    /// What is written, and where.
    pub(super) fn targets(&self) -> Targets<'_> {
        let plan = self.plan.as_deref().map(|plan| (Form::Plan, plan));
        let refused = self.refused.as_deref().map(|refused| (Form::Refused, refused));
        let default = if self.confirm.is_some() { CONFIRMED } else { VERDICTS };
        let table = self.table.as_deref().unwrap_or(default);
        Targets { to: &self.to, table, beside: plan.or(refused) }
    }

    /// Whether items of plans are wanted.
    pub(super) fn reads_plans(&self) -> bool {
        self.plan.is_some() || self.confirm.is_some()
    }

    /// How many accounts are judged together.
    pub(super) fn batch(&self) -> u64 {
        self.batch.unwrap_or(if self.reads_plans() { MOST_PLANS } else { MOST_ACCOUNTS })
    }
}
