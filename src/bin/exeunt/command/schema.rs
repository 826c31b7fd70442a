//! `exeunt schema`: the JSON Schema of the facts that a policy is judged on.

use std::path::PathBuf;

use exeunt::facts::{Extent, schema};

use crate::console::Console;
use crate::messages::{usage, why};
use crate::outcome::{Ended, Failure, Outcome};
use crate::policies;

/// Of which policy, and how much.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The policy, such as `taobao.close`.
    policy: String,

    /// Policy files, folders with policies, or one built program [default: the current folder].
    #[arg(long, value_name = "PATH", num_args = 1..)]
    policies: Vec<PathBuf>,

    /// A program written by `exeunt build`.
    #[arg(long, value_name = "FILE", conflicts_with = "policies")]
    program: Option<PathBuf>,

    /// Include only the facts that the policy reads, instead of all declared facts.
    #[arg(long)]
    pruned: bool,
}

/// Writes the schema to standard output.
pub(crate) fn run(args: &Args, console: &Console) -> Ended {
    let loaded = policies::load(&args.policies, args.program.as_deref(), console)?;
    let policy = policies::policy_named(&loaded.program, &args.policy)?;
    let extent = if args.pruned { Extent::Read } else { Extent::Whole };
    let written = serde_json::to_string_pretty(&schema(&loaded.program, policy, extent));
    let written =
        written.map_err(|error| Failure::Input(usage::cannot_write(usage::the_schema(), why(&error))))?;
    console.json(&(written + "\n"))?;
    Ok(Outcome::Fine)
}
