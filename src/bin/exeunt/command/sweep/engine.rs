//! Databases that accounts are read from. Nothing is written to them.

use std::io::Read as _;
use std::path::Path;

use exeunt::diagnostic::Message;
use exeunt::sql::{Accounts, Dialect};
use serde_json::Value as Json;

use super::address::Address;
use super::client::Client;
use crate::messages::{Reason, sweeping, usage, why};
use crate::outcome::Failure;

const DUCKDB: &str = concat!(include_str!("duckdb.py"), include_str!("ask_duckdb.py"));
/// How much of a file of DuckDB says which state it is in: its head, and two headers that are written in turn, each with
/// the count of its checkpoints.
const HEADERS: u64 = 3 * 4096;

/// A database.
pub(super) struct Engine {
    pub(super) dialect: Dialect,
    client: Client,
    /// Of DuckDB, the file.
    file: Option<String>,
    /// A hash of the options for the server: settings of extensions and applications are in no list of its own.
    options: String,
}

impl Engine {
    /// Connects to PostgreSQL, which shows one state of the data throughout, in a transaction that cannot write.
    pub(super) fn postgres(address: &Address) -> Result<Self, Failure> {
        let mut client = Client::psql(address)?;
        client.say("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;\n")?;
        let variable = std::env::var("PGOPTIONS").ok();
        let options = address.options().map(str::to_owned).or(variable).filter(|options| !options.is_empty());
        let options = options.map(|options| blake3::hash(options.as_bytes()).to_hex().to_string());
        Ok(Self { dialect: Dialect::Postgres, client, file: None, options: options.unwrap_or_default() })
    }

    /// Opens a file of DuckDB for reading alone, which keeps others from writing to it.
    pub(super) fn duckdb(file: &str) -> Result<Self, Failure> {
        let client = Client::duckdb(DUCKDB, file)?;
        Ok(Self { dialect: Dialect::DuckDb, client, file: Some(file.to_owned()), options: String::new() })
    }

    /// The engine and its version.
    pub(super) fn version(&mut self) -> Result<String, Failure> {
        let query = match &self.file {
            None => "SELECT current_setting('server_version') AS version",
            Some(_) => "SELECT version() AS version",
        };
        let version = self.word(query, "version")?;
        Ok(format!("{} {version}", self.dialect.name()))
    }

    /// Which database this is and how it is read, as the engine itself says it: without a password, and with everything
    /// that decides which rows of the accounts' table are seen.
    pub(super) fn source(&mut self, accounts: &Accounts) -> Result<String, Failure> {
        if let Some(file) = &self.file {
            let whole = std::fs::canonicalize(file);
            let whole = whole
                .map_err(|error| Failure::Input(usage::cannot_read(Message::code(file), error.reason())))?;
            return Ok(format!("duckdb:{}", whole.display()));
        }
        let table = accounts.table_literal();
        let query = format!(
            "SELECT concat('postgres://', :'USER', '@', :'HOST', ':', :'PORT', '/', :'DBNAME', ' table ', class.relnamespace::regnamespace, \
             '.', class.relname, ' role ', current_user, ' settings ', (SELECT encode(sha256(convert_to(string_agg(concat(name, '=', setting), ',' ORDER BY name), 'UTF8')), 'hex') \
             FROM pg_settings WHERE name IN ('search_path', 'row_security') OR source IN ('client', 'session') AND name NOT IN \
             ('application_name', 'client_min_messages', 'client_encoding', 'DateStyle', 'TimeZone'))) AS source \
             FROM pg_class AS class WHERE class.oid = CAST({table} AS regclass)"
        );
        let source = self.word(&query, "source")?;
        Ok(if self.options.is_empty() { source } else { format!("{source} options {}", self.options) })
    }

    /// The state of the data that is read, as far as the engine can name it.
    pub(super) fn snapshot(&mut self) -> Result<String, Failure> {
        match self.file.as_deref() {
            None => self.word("SELECT CAST(txid_current_snapshot() AS text) AS snapshot", "snapshot"),
            Some(file) => headers(Path::new(file))
                .map_err(|error| Failure::Input(usage::cannot_read(Message::code(file), error.reason()))),
        }
    }

    /// The names and types of a query's columns. It is not run.
    pub(super) fn described(&mut self, query: &str) -> Result<Vec<(String, String)>, Failure> {
        let mut columns = Vec::new();
        if self.file.is_none() {
            for line in self.client.ask_psql(&format!("{query} \\gdesc"))? {
                columns.extend(line.rsplit_once('|').map(|(name, ty)| (name.to_owned(), ty.to_owned())));
            }
            return Ok(columns);
        }
        for row in
            self.ask(&format!("SELECT column_name AS name, column_type AS type FROM (DESCRIBE {query})"))?
        {
            let word = |key: &str| row.get(key).and_then(Json::as_str).unwrap_or_default().to_owned();
            columns.push((word("name"), word("type")));
        }
        Ok(columns)
    }

    fn word(&mut self, query: &str, name: &str) -> Result<String, Failure> {
        let rows = self.ask(query)?;
        let word = rows.first().and_then(|row| row.get(name)).and_then(Json::as_str);
        word.map(str::to_owned)
            .ok_or_else(|| Failure::Input(sweeping::does_not_tell(self.dialect.name(), name)))
    }

    /// The rows of a query without a semicolon, as JSON objects.
    pub(super) fn ask(&mut self, query: &str) -> Result<Vec<Json>, Failure> {
        let mut rows = Vec::new();
        self.each(query, |row| {
            rows.push(row);
            Ok(())
        })?;
        Ok(rows)
    }

    /// Gives each row of a query without a semicolon to `each`, as a JSON object.
    pub(super) fn each(
        &mut self,
        query: &str,
        mut each: impl FnMut(Json) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let row = |line: &str| {
            let row = serde_json::from_str(line);
            each(row.map_err(|error| Failure::Input(usage::cannot_read(usage::the_answer(), why(&error))))?)
        };
        match &self.file {
            None => {
                let query = format!("SELECT row_to_json(answer) FROM (\n{query}\n) AS answer;");
                self.client.each_of_psql(&query, row)
            }
            Some(_) => self.client.each_of_script(&Json::from(query).to_string(), row),
        }
    }

    /// As [`Self::each`] of so many rows that psql should not hold them all.
    pub(super) fn each_of_many(
        &mut self,
        query: &str,
        each: impl FnMut(Json) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        if self.file.is_some() {
            return self.each(query, each);
        }
        self.client.say("\\set FETCH_COUNT 10000\n")?;
        self.each(query, each)?;
        self.client.say("\\unset FETCH_COUNT\n")
    }
}

/// A hash of the headers of a file of DuckDB, its length, and what stands in its log.
fn headers(file: &Path) -> std::io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    let opened = std::fs::File::open(file)?;
    hasher.update(&opened.metadata()?.len().to_le_bytes());
    hasher.update_reader(opened.take(HEADERS))?;
    let mut log = file.as_os_str().to_owned();
    log.push(".wal");
    match std::fs::File::open(&log) {
        Ok(log) => {
            hasher.update_reader(log)?;
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    Ok(hasher.finalize().to_hex().to_string())
}
