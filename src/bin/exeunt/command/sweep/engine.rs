//! Databases that accounts are read from. Nothing is written to them.

use exeunt::sql::Dialect;
use serde_json::Value as Json;

use super::client::Client;
use crate::outcome::Failure;

const DUCKDB: &str = include_str!("ask_duckdb.py");

/// A database.
pub(super) struct Engine {
    pub(super) dialect: Dialect,
    client: Client,
}

impl Engine {
    /// Connects. PostgreSQL shows one state of the data throughout, in a transaction that cannot write; DuckDB's file is
    /// opened for reading alone.
    pub(super) fn start(dialect: Dialect, place: &str) -> Result<Self, Failure> {
        let client = match dialect {
            Dialect::Postgres => {
                let mut client = Client::psql(place)?;
                client.say("SET TIME ZONE 'UTC';\nBEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;\n")?;
                client
            }
            _ => Client::duckdb(DUCKDB, &[place])?,
        };
        Ok(Self { dialect, client })
    }

    /// The engine and its version.
    pub(super) fn version(&mut self) -> Result<String, Failure> {
        let query = match self.dialect {
            Dialect::Postgres => "SELECT current_setting('server_version') AS version",
            _ => "SELECT version() AS version",
        };
        let rows = self.ask(query)?;
        let version = rows.first().and_then(|row| row.get("version")).and_then(Json::as_str);
        Ok(format!("{} {}", self.dialect.name(), version.unwrap_or("unknown")))
    }

    /// The rows of a query without a semicolon, as JSON objects.
    pub(super) fn ask(&mut self, query: &str) -> Result<Vec<Json>, Failure> {
        let lines = match self.dialect {
            Dialect::Postgres => {
                self.client.ask_psql(&format!("SELECT row_to_json(answer) FROM (\n{query}\n) AS answer;"))
            }
            _ => self.client.ask_script(&Json::from(query).to_string()),
        };
        let read = |line: String| {
            serde_json::from_str(&line)
                .map_err(|error| Failure::Input(format!("cannot read the answer: {error}")))
        };
        lines?.into_iter().map(read).collect()
    }
}
