//! `exeunt eval` of many accounts, one a line.

mod ending;
pub(in crate::command) mod input;
mod interrupt;
mod items;
mod line;
mod lines;
mod manifest;
mod options;
mod order;
mod progress;
mod report;
mod summary;
#[cfg_attr(not(feature = "parquet"), path = "population/no_tables.rs")]
mod tables;
mod values;
mod written;

use exeunt::decide::Unreadable;
use exeunt::diagnostic::Message;

use crate::console::Console;
use crate::outcome::Ended;
use line::Errors;
pub(super) use options::{Asked, Options};
pub(in crate::command) use order::{Source, in_order};

/// Judges every account. A refused line, or a status of `--fail-on`, is a finding.
pub(super) fn run(asked: &Asked<'_>, console: &Console) -> Ended {
    match asked.files {
        [folder] if folder.is_dir() => tables::run(asked, folder, console),
        files => lines::run(asked, files, console),
    }
}

/// Errors, each with its column if it is known.
pub(in crate::command) type Refusals = Vec<(Option<usize>, Message)>;

/// The errors of a line, each with its column, and how many there are besides.
pub(in crate::command) fn refusals(line: &[u8], unreadable: &Unreadable) -> (Refusals, u64) {
    let Errors { shown, left_out } = Errors::of(line, unreadable);
    (shown, left_out)
}
