//! `--watch`: runs again whenever a file below the paths changes, until it is interrupted.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use crate::console::Console;
use crate::exit::exit_code;
use crate::messages::judging;
use crate::outcome::Ended;
use crate::project::Project;

/// How often the files are looked at. Polling needs nothing of the host, network folders included.
const PAUSE: Duration = Duration::from_millis(250);

/// Runs, waits for a change, runs again. What goes wrong is told and does not end it.
pub(super) fn run(paths: &[PathBuf], console: &Console, once: impl Fn() -> Ended) -> Ended {
    loop {
        let seen = stamps(paths);
        exit_code(once(), console);
        console.report(&format!("{}\n", console.text(judging::watching())));
        while stamps(paths) == seen {
            sleep(PAUSE);
        }
    }
}

/// When each policy and each file of facts was last changed.
fn stamps(paths: &[PathBuf]) -> BTreeMap<PathBuf, (Option<SystemTime>, u64)> {
    let watched = Project::read(paths, None).map(|project| project.watched()).unwrap_or_default();
    let files = watched.into_iter().filter_map(|file| {
        let facts = std::fs::metadata(&file).ok()?;
        Some((file, (facts.modified().ok(), facts.len())))
    });
    files.collect()
}
