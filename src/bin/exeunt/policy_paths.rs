//! Where the policies of a command are, in the same words for all commands that work on policies.

use std::path::PathBuf;

use crate::help::text;
use crate::messages::help;

/// Paths of policies, as arguments or after `--policies`, as commands that take the name of a policy have it.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct PolicyPaths {
    #[arg(help = text(help::policy_paths()))]
    paths: Vec<PathBuf>,

    #[arg(long = "policies", value_name = "PATH", num_args = 1.., help = text(help::policies_option()))]
    policies: Vec<PathBuf>,
}

impl PolicyPaths {
    /// All of them, in the order given; none if those of the project are meant.
    pub(crate) fn all(&self) -> Vec<PathBuf> {
        self.paths.iter().chain(&self.policies).cloned().collect()
    }
}
