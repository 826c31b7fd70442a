//! `exeunt doc`: the terms of packages as pages that can be read by those whom they concern.

use std::path::PathBuf;

use crate::console::Console;
use crate::files::{self, Staged};
use crate::help::text;
use crate::messages::help;
use crate::outcome::{Ended, Failure, Outcome};
use crate::policies;
use crate::policy_paths::PolicyPaths;

/// Of which policies, and where to.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    policies: PolicyPaths,

    #[arg(short, long, value_name = "FOLDER", default_value = "terms", help = text(help::out()))]
    out: PathBuf,
}

/// Writes a page for each package that has policies.
pub(crate) fn run(args: &Args, console: &Console) -> Ended {
    let analysis = policies::compile(&args.policies.all(), console)?;
    let Some(program) = &analysis.program else { return Err(Failure::Policies) };
    files::make_folder(&args.out)?;
    let (mut pages, mut written) = (Vec::new(), String::new());
    for (id, package) in program.packages().iter_enumerated() {
        if !program.policies().iter().any(|policy| policy.package == id) {
            continue;
        }
        if let Some(page) = exeunt::render::terms_html(&analysis, &package.name) {
            let file = args.out.join(format!("{}.html", package.name));
            pages.push(Staged::result(&file, page.as_bytes())?);
            written.push_str(&format!("{}\n", files::shown(&file)));
        }
    }
    files::commit(pages)?;
    if !console.is_quiet() {
        console.result(&written)?;
    }
    Ok(Outcome::Fine)
}
