//! Where accounts are, and where verdicts go.

use exeunt::sql::Dialect;

use crate::outcome::Failure;

/// A place, as the command line names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place<'a> {
    /// A file or folder.
    Path(&'a str),
    /// A database: of PostgreSQL its address, of DuckDB its file.
    Database(Dialect, &'a str),
}

/// Reads the name of a place.
pub(super) fn place(text: &str) -> Result<Place<'_>, Failure> {
    if text.starts_with("postgres://") || text.starts_with("postgresql://") {
        return Ok(Place::Database(Dialect::Postgres, text));
    }
    match (text.strip_prefix("duckdb:"), text.split_once("://")) {
        (Some(""), _) => Err(Failure::Input("`duckdb:` wants a file behind it".to_owned())),
        (Some(file), _) => Ok(Place::Database(Dialect::DuckDb, file)),
        (None, Some((scheme, _))) => Err(Failure::Input(format!(
            "`{scheme}://` leads nowhere that exeunt knows: `postgres://…`, `duckdb:FILE`, or a path"
        ))),
        (None, None) => Ok(Place::Path(text)),
    }
}
