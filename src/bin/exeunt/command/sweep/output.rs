//! Where verdicts are written: a file, or a table of a database.

mod earlier;
mod file;
mod staged;
mod table;

use std::path::Path;

use super::manifest::Manifest;
use super::place::{Place, place};
use super::verdict::Line;
use crate::outcome::Failure;
pub(super) use earlier::EachId;
use file::Lines;
use table::Table;

/// What verdicts are written to.
pub(super) enum Output {
    File(Box<Lines>),
    Table(Box<Table>),
}

impl Output {
    /// Begins it; it must not be there yet.
    pub(super) fn begin(to: &str, table: &str, manifest: &mut Manifest) -> Result<Self, Failure> {
        match place(to)? {
            Place::Path(file) => Ok(Self::File(Box::new(Lines::begin(Path::new(file), manifest)?))),
            Place::Postgres(address) => Self::begin_table(Table::postgres(&address, table)?, manifest),
            Place::DuckDb(file) => Self::begin_table(Table::duckdb(file, table)?, manifest),
        }
    }

    /// Takes up what an earlier run of the same sweep wrote, which must be there as it was written.
    pub(super) fn take_up(
        to: &str,
        table: &str,
        manifest: &mut Manifest,
        each: &mut EachId<'_>,
    ) -> Result<Self, Failure> {
        match place(to)? {
            Place::Path(file) => Ok(Self::File(Box::new(Lines::take_up(Path::new(file), manifest, each)?))),
            Place::Postgres(address) => {
                Self::take_up_table(Table::postgres(&address, table)?, manifest, each)
            }
            Place::DuckDb(file) => Self::take_up_table(Table::duckdb(file, table)?, manifest, each),
        }
    }

    fn begin_table(mut table: Table, manifest: &mut Manifest) -> Result<Self, Failure> {
        table.begin(manifest)?;
        Ok(Self::Table(Box::new(table)))
    }

    fn take_up_table(
        mut table: Table,
        manifest: &mut Manifest,
        each: &mut EachId<'_>,
    ) -> Result<Self, Failure> {
        table.take_up(manifest, each)?;
        Ok(Self::Table(Box::new(table)))
    }

    /// Writes a batch, and the manifest that counts it.
    pub(super) fn write(&mut self, lines: &[Line], manifest: &mut Manifest) -> Result<(), Failure> {
        match self {
            Self::File(file) => file.write(lines, manifest),
            Self::Table(table) => table.write(lines, manifest),
        }
    }

    /// Ends it with the manifest that says so. It may have been ended before.
    pub(super) fn close(self, manifest: &mut Manifest) -> Result<(), Failure> {
        match self {
            Self::File(file) => file.close(manifest),
            Self::Table(table) => table.close(manifest),
        }
    }
}
