//! Where a sweep writes: files, or tables of a database. It has one target, or two that are written together.

mod earlier;
mod file;
mod staged;
mod table;

use std::path::PathBuf;

use super::form::Form;
use super::manifest::Manifest;
use super::place::{Place, place};
use super::verdict::Line;
use crate::messages::sweeping;
use crate::outcome::Failure;
pub(super) use earlier::EachId;
use file::Files;
use table::Tables;
pub(super) use table::plain;

/// The targets, as the command line names them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Targets<'a> {
    pub(super) to: &'a str,
    /// The table of the first, if it is in a database.
    pub(super) table: &'a str,
    /// What is written beside it, and where.
    pub(super) beside: Option<(Form, &'a str)>,
}

/// What is written to.
pub(super) enum Output {
    Files(Box<Files>),
    Tables(Box<Tables>),
}

impl Targets<'_> {
    /// Where they are.
    pub(super) fn places(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.to).chain(self.beside.map(|(_, beside)| beside))
    }

    /// How a manifest names what is written beside the first target.
    pub(super) fn named_beside(&self) -> Result<Option<(Form, String)>, Failure> {
        let Some((form, beside)) = self.beside else { return Ok(None) };
        let to = match place(beside)? {
            Place::Path(file) => file::named(&PathBuf::from(file)),
            Place::Postgres(_) | Place::DuckDb(_) => format!("{}{}", self.table, form.suffix()),
        };
        Ok(Some((form, to)))
    }

    /// Where they are. Both are files, or tables of one database: what is written together is there together or not at all.
    fn stores(&self) -> Result<Stores<'_>, Failure> {
        let beside = self.beside.map(|(_, beside)| place(beside)).transpose()?;
        let to = place(self.to)?;
        match (to, beside) {
            (Place::Path(file), None) => Ok(Stores::Files(vec![file.into()])),
            (Place::Path(file), Some(Place::Path(beside))) => {
                Ok(Stores::Files(vec![file.into(), beside.into()]))
            }
            (to @ (Place::Postgres(_) | Place::DuckDb(_)), beside)
                if beside.as_ref().is_none_or(|it| *it == to) =>
            {
                Ok(Stores::Tables(to))
            }
            (Place::Path(_) | Place::Postgres(_) | Place::DuckDb(_), _) => {
                Err(Failure::Input(sweeping::targets_apart()))
            }
        }
    }

    fn tables(&self, place: &Place<'_>, manifest: &Manifest) -> Result<Tables, Failure> {
        match place {
            Place::Postgres(address) => Tables::postgres(address, self.table, &manifest.forms()),
            Place::DuckDb(file) | Place::Path(file) => Tables::duckdb(file, self.table, &manifest.forms()),
        }
    }
}

/// Where targets are.
enum Stores<'a> {
    Files(Vec<PathBuf>),
    /// Tables of this database.
    Tables(Place<'a>),
}

impl Output {
    /// Begins it; it must not be there yet.
    pub(super) fn begin(targets: &Targets<'_>, manifest: &mut Manifest) -> Result<Self, Failure> {
        match targets.stores()? {
            Stores::Files(files) => Ok(Self::Files(Box::new(Files::begin(&files, manifest)?))),
            Stores::Tables(place) => {
                let mut tables = targets.tables(&place, manifest)?;
                tables.begin(manifest)?;
                Ok(Self::Tables(Box::new(tables)))
            }
        }
    }

    /// Takes up what an earlier run of the same sweep wrote, which must be there as it was written.
    pub(super) fn take_up(
        targets: &Targets<'_>,
        manifest: &mut Manifest,
        each: &mut EachId<'_>,
    ) -> Result<Self, Failure> {
        match targets.stores()? {
            Stores::Files(files) => Ok(Self::Files(Box::new(Files::take_up(&files, manifest, each)?))),
            Stores::Tables(place) => {
                let mut tables = targets.tables(&place, manifest)?;
                tables.take_up(manifest, each)?;
                Ok(Self::Tables(Box::new(tables)))
            }
        }
    }

    /// Writes a batch, and the manifest that counts it.
    pub(super) fn write(&mut self, lines: &[Line], manifest: &mut Manifest) -> Result<(), Failure> {
        match self {
            Self::Files(files) => files.write(lines, manifest),
            Self::Tables(tables) => tables.write(lines, manifest),
        }
    }

    /// Ends it with the manifest that says so. It may have been ended before.
    pub(super) fn close(self, manifest: &mut Manifest) -> Result<(), Failure> {
        match self {
            Self::Files(files) => files.close(manifest),
            Self::Tables(tables) => tables.close(manifest),
        }
    }
}
