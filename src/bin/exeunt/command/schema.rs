//! `exeunt schema`: the JSON Schema of the facts that a policy is judged on.

use std::path::PathBuf;

use exeunt::facts::{Extent, schema, services_schema};

use crate::console::Console;
use crate::help::text;
use crate::messages::{help, usage, why};
use crate::outcome::{Ended, Failure, Outcome};
use crate::output_file::OutputFile;
use crate::policies;

/// Of which policy, and how much.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(help = text(help::policy()))]
    policy: String,

    #[arg(long, value_name = "PATH", num_args = 1.., help = text(help::paths_or_program()))]
    policies: Vec<PathBuf>,

    #[arg(long, value_name = "FILE", conflicts_with = "policies", help = text(help::program()))]
    program: Option<PathBuf>,

    #[arg(long, help = text(help::pruned()))]
    pruned: bool,

    #[arg(long, conflicts_with = "pruned", help = text(help::of_services()))]
    service: bool,

    #[command(flatten)]
    output: OutputFile,
}

/// Writes the schema to standard output.
pub(crate) fn run(args: &Args, console: &Console) -> Ended {
    args.output.collect(&args.policies, console, |console| write(args, console))
}

fn write(args: &Args, console: &Console) -> Ended {
    let loaded = policies::load(&args.policies, args.program.as_deref(), console)?;
    let policy = policies::policy_named(&loaded.program, &args.policy)?;
    let extent = if args.pruned { Extent::Read } else { Extent::Whole };
    let schema = match args.service {
        true => services_schema(&loaded.program),
        false => schema(&loaded.program, policy, extent),
    };
    let written = serde_json::to_string_pretty(&schema);
    let written =
        written.map_err(|error| Failure::Input(usage::cannot_write(usage::the_schema(), why(&error))))?;
    console.json(&(written + "\n"))?;
    Ok(Outcome::Fine)
}
