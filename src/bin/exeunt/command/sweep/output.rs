//! Where verdicts are written: a file, or a table of a database.

mod file;
mod table;

use std::path::PathBuf;

use serde_json::Value as Json;

use super::manifest::Manifest;
use super::place::{Place, place};
use crate::outcome::Failure;
use file::Lines;
use table::Table;

/// What verdicts are written to.
pub(super) enum Output {
    File(Lines),
    Table(Box<Table>),
}

impl Output {
    /// Begins it; it must not be there yet.
    pub(super) fn begin(to: &str, table: &str, manifest: &mut Manifest) -> Result<Self, Failure> {
        match place(to)? {
            Place::Path(file) => {
                let mut lines = Lines::begin(&PathBuf::from(file))?;
                lines.write(&[], manifest)?;
                Ok(Self::File(lines))
            }
            Place::Database(dialect, address) => {
                let mut table = Table::connect(dialect, address, table)?;
                table.begin(manifest)?;
                Ok(Self::Table(Box::new(table)))
            }
        }
    }

    /// Takes up what an earlier sweep wrote, which must have been the same.
    pub(super) fn take_up(to: &str, table: &str, manifest: &mut Manifest) -> Result<Self, Failure> {
        match place(to)? {
            Place::Path(file) => {
                let file = PathBuf::from(file);
                manifest.take_up(&Lines::manifest(&file)?)?;
                Ok(Self::File(Lines::take_up(&file, manifest.bytes)?))
            }
            Place::Database(dialect, address) => {
                let mut table = Table::connect(dialect, address, table)?;
                manifest.take_up(&table.manifest()?)?;
                Ok(Self::Table(Box::new(table)))
            }
        }
    }

    /// Writes a batch, then what the manifest says of it.
    pub(super) fn write(&mut self, verdicts: &[Json], manifest: &mut Manifest) -> Result<(), Failure> {
        match self {
            Self::File(lines) => lines.write(verdicts, manifest),
            Self::Table(table) => table.write(verdicts, manifest),
        }
    }

    /// Ends it with the last word of the manifest.
    pub(super) fn close(self, manifest: &Manifest) -> Result<(), Failure> {
        match self {
            Self::File(lines) => lines.close(manifest),
            Self::Table(mut table) => table.write(&[], manifest),
        }
    }
}
