//! Where accounts are, and where verdicts go.

use super::address::Address;
use crate::messages::sweeping;
use crate::outcome::Failure;
use exeunt::diagnostic::Message;

/// A place, as the command line names it.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Place<'a> {
    /// A file or folder.
    Path(&'a str),
    /// A database of PostgreSQL.
    Postgres(Address),
    /// A file of DuckDB.
    DuckDb(&'a str),
}

impl Place<'_> {
    /// Whether a password is written in it.
    pub(super) fn has_password(&self) -> bool {
        match self {
            Self::Postgres(address) => address.password().is_some(),
            Self::Path(_) | Self::DuckDb(_) => false,
        }
    }
}

/// Reads the name of a place.
pub(super) fn place(text: &str) -> Result<Place<'_>, Failure> {
    let refused = |why: Message| Err(Failure::Input(why));
    match (text.strip_prefix("duckdb:"), text.split_once("://")) {
        (Some(""), _) => refused(sweeping::duckdb_wants_file()),
        (Some(file), _) => Ok(Place::DuckDb(file)),
        (None, Some(("postgres" | "postgresql", _))) => Ok(Place::Postgres(Address::read(text)?)),
        (None, Some((scheme, _))) => Err(Failure::Input(sweeping::leads_nowhere(&format!("{scheme}://")))),
        (None, None) if looks_like_an_address(text) => refused(sweeping::postgres_begins()),
        (None, None) => Ok(Place::Path(text)),
    }
}

/// Whether a path is rather an address that was not written as one, and may hold a password.
fn looks_like_an_address(text: &str) -> bool {
    let has_name = text.split_once('@').is_some_and(|(name, _)| name.contains(':'));
    (has_name || text.contains("password=")) && std::fs::symlink_metadata(text).is_err()
}
