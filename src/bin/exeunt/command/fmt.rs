//! `exeunt fmt`: policies in the one style.

use std::path::Path;

use exeunt::render::escaped;
use exeunt::source::{FileId, Source, Sources};
use exeunt::syntax;

use crate::console::Console;
use crate::files::{self, Staged, Trees};
use crate::help::text;
use crate::messages::{help, usage};
use crate::outcome::{Ended, Failure, Outcome};
use crate::policies;
use crate::policy_paths::PolicyPaths;
use crate::project::Project;
use crate::unified::unified;

/// What to format.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    policies: PolicyPaths,

    #[arg(long, help = text(help::check_format()))]
    check: bool,

    #[arg(long, help = text(help::diff_of_format()))]
    diff: bool,
}

/// A file that is not in the style.
struct Changed<'a> {
    source: &'a Source,
    formatted: String,
}

/// Formats policies, or says which are not in the style. A file that does not parse is reported and left as it is.
pub(crate) fn run(args: &Args, console: &Console) -> Ended {
    let paths = args.policies.all();
    let from_input = paths.iter().any(|path| files::is_standard_input(path));
    if from_input && paths.len() > 1 {
        return Err(Failure::Input(usage::dash_alone()));
    }
    // What is on standard input is formatted whatever settings are above the current folder.
    let project = if from_input { Project::read(&paths, None)? } else { Project::of(&paths, console)? };
    let sources = policies::read(&project, console)?;
    let trees = Trees::of(project.paths());
    let mut refused = false;
    let mut changed = Vec::new();
    for (file, source) in sources.iter() {
        match formatted(file, source, &sources, console) {
            Some(formatted) if from_input && !args.check && !args.diff => {
                console.data(formatted.as_bytes())?
            }
            Some(formatted) if formatted != source.text => changed.push(Changed { source, formatted }),
            Some(_) => {}
            None => refused = true,
        }
    }
    if refused {
        finish(args, &changed, &trees, console)?;
        return Err(Failure::Policies);
    }
    finish(args, &changed, &trees, console)
}

/// A file in the style; `None`, reported, where it does not parse.
fn formatted(file: FileId, source: &Source, sources: &Sources, console: &Console) -> Option<String> {
    match syntax::format(file, &source.text) {
        Ok(formatted) => Some(formatted),
        Err(errors) => {
            let errors = errors.into_sorted();
            console.report(&console.drawn(sources, &errors));
            console.warning(usage::not_formatted(&source.name));
            None
        }
    }
}

/// Writes what has changed and names it, or only tells of it.
fn finish(args: &Args, changed: &[Changed<'_>], trees: &Trees, console: &Console) -> Ended {
    if !args.diff && !args.check {
        let staged =
            changed.iter().map(|it| Staged::rewritten(Path::new(&it.source.name), &it.formatted, trees));
        files::commit(staged.collect::<Result<_, _>>()?)?;
    }
    for file in changed {
        let name = &file.source.name;
        if args.diff {
            console.result(&unified(&file.source.text, &file.formatted, [name, name]))?;
        } else if args.check {
            console.result(&format!("{}\n", escaped(name)))?;
        } else {
            console.note(usage::reformatted(&escaped(name)));
        }
    }
    Ok(Outcome::of((args.check || args.diff) && !changed.is_empty()))
}
