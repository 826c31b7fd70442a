//! `--watch`: runs again whenever a file below the paths changes, until it is interrupted.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use crate::console::Console;
use crate::exit::exit_code;
use crate::files::is_standard_input;
use crate::messages::{judging, usage};
use crate::outcome::{Ended, Failure};
use crate::project::Project;

/// How often the files are looked at. Polling needs nothing of the host, network folders included.
const PAUSE: Duration = Duration::from_millis(250);

/// Runs, waits for a change, runs again. What goes wrong is reported and does not end it.
pub(crate) fn run(
    paths: &[PathBuf],
    written: &[Option<&Path>],
    console: &Console,
    once: impl Fn() -> Ended,
) -> Ended {
    if paths.iter().any(|path| is_standard_input(path)) {
        return Err(Failure::Input(usage::input_is_read_once()));
    }
    loop {
        let seen = stamps(paths, written);
        exit_code(once(), console);
        console.note(judging::watching());
        while stamps(paths, written) == seen {
            sleep(PAUSE);
        }
    }
}

/// When each policy and each file of facts was last changed; not what each run writes.
fn stamps(paths: &[PathBuf], written: &[Option<&Path>]) -> BTreeMap<PathBuf, (Option<SystemTime>, u64)> {
    let written: Vec<PathBuf> =
        written.iter().flatten().filter_map(|file| file.canonicalize().ok()).collect();
    let watched = Project::read(paths, None).map(|project| project.watched()).unwrap_or_default();
    let is_written = |file: &PathBuf| file.canonicalize().is_ok_and(|real| written.contains(&real));
    let watched = watched.into_iter().filter(|file| !is_written(file));
    let files = watched.filter_map(|file| {
        let facts = std::fs::metadata(&file).ok()?;
        Some((file, (facts.modified().ok(), facts.len())))
    });
    files.collect()
}
