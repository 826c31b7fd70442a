//! `exeunt test --mutate`: tries changed policies against the tests, with a progress bar on a terminal.

use exeunt::ir::Test;
use exeunt::suite::mutation::{Known, Mutants, Mutation};
use indicatif::{ProgressBar, ProgressStyle};

use crate::console::Console;
use crate::files::{self, Kind};
use crate::messages::judging;
use crate::outcome::Failure;
use crate::policies::Loaded;
use crate::project::Project;

/// The list of mutants that are known to survive, next to the policies.
const KNOWN: &str = "surviving_mutants.json";

/// Tries every mutant of the policies against these tests.
pub(super) fn mutate(
    project: Option<&Project>,
    loaded: &Loaded,
    tests: &[&Test],
    console: &Console,
) -> Result<Mutation, Failure> {
    let mut known: Vec<Known> = Vec::new();
    for file in project.map_or(Ok(Vec::new()), |project| project.named(KNOWN))? {
        let listed: Vec<Known> =
            serde_json::from_str(&files::read_text(&file, Kind::Survivors)?).map_err(|error| {
                let file = files::shown(&file);
                Failure::Input(judging::no_survivors_list(&file, &error.to_string()))
            })?;
        known.extend(listed);
    }
    let mutants = Mutants::of(&loaded.program, &loaded.sources);
    let bar = console.progress(ProgressBar::new(mutants.count() as u64));
    let all = console.text(judging::mutants_done("{len}"));
    let progress = console.text(judging::progress_of("{pos}", &all, "{per_sec}", "{eta}"));
    if let Ok(style) = ProgressStyle::with_template(&format!("{{bar:40}} {progress}")) {
        bar.set_style(style);
    }
    let mutation = mutants.run(tests, &known, &|| bar.inc(1));
    bar.finish_and_clear();
    Ok(mutation)
}
