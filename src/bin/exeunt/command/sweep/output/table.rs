//! Verdicts in a table of a database. Each batch and the manifest that counts it are written in one transaction, in which
//! the manifest is first compared with what this sweep wrote last.

use exeunt::sql::Dialect;
use serde_json::{Value as Json, json};

use super::earlier::{EachId, changed};
use crate::command::sweep::address::Address;
use crate::command::sweep::client::Client;
use crate::command::sweep::digest::Digest;
use crate::command::sweep::manifest::{Manifest, Written};
use crate::command::sweep::verdict::{Line, Verdict};
use crate::messages::{sweeping, usage, why};
use crate::outcome::Failure;

const DUCKDB: &str = concat!(include_str!("../duckdb.py"), include_str!("write_table.py"));
/// The columns of a verdict, for DuckDB's reader of JSON.
fn shape(manifest: &Manifest) -> String {
    let value = if manifest.has_outcome_values() { r#""outcome_value":"VARCHAR","# } else { "" };
    format!(
        r#"{{"id":"VARCHAR","status":"VARCHAR","failed":["VARCHAR"],"unknown":["VARCHAR"],"outcome":"VARCHAR",{value}"eligible_after":"TIMESTAMPTZ"}}"#
    )
}

const MOST_BYTES: usize = 54;
/// The first half of the keys of advisory locks: `exeu`.
const LOCK: i32 = 0x6578_6575;

/// A table of verdicts.
pub(in crate::command::sweep) struct Table {
    dialect: Dialect,
    client: Client,
    /// A plain name, which needs no quotes in any engine.
    name: String,
    /// The manifest as this sweep wrote or read it last.
    last: Option<Manifest>,
}

impl Table {
    /// A table of PostgreSQL, in a session of its own: the one that reads cannot write.
    pub(super) fn postgres(address: &Address, name: &str) -> Result<Self, Failure> {
        let name = plain(name)?;
        Ok(Self { dialect: Dialect::Postgres, client: Client::psql(address)?, name, last: None })
    }

    /// A table in a file of DuckDB.
    pub(super) fn duckdb(file: &str, name: &str) -> Result<Self, Failure> {
        let name = plain(name)?;
        Ok(Self { dialect: Dialect::DuckDb, client: Client::duckdb(DUCKDB, file)?, name, last: None })
    }

    /// Makes the tables, which must not be there, with the manifest in them.
    pub(super) fn begin(&mut self, manifest: &mut Manifest) -> Result<(), Failure> {
        let name = &self.name;
        let (text, moment, kept) = match self.dialect {
            Dialect::Postgres => ("text", "timestamptz", "jsonb"),
            Dialect::DuckDb | Dialect::Spark => ("VARCHAR", "TIMESTAMPTZ", "VARCHAR"),
        };
        let value =
            if manifest.has_outcome_values() { format!(", outcome_value {text}") } else { String::new() };
        let verdicts = format!(
            "CREATE TABLE \"{name}\" (id {text} NOT NULL PRIMARY KEY, status {text} NOT NULL, failed {text}[] NOT NULL, \
             unknown {text}[] NOT NULL, outcome {text}{value}, eligible_after {moment})"
        );
        let manifests = format!("CREATE TABLE \"{name}_manifest\" (manifest {kept} NOT NULL)");
        manifest.output = Written::Rows(Digest::default());
        let line = manifest.line()?;
        match self.dialect {
            Dialect::Postgres => {
                let first = format!("INSERT INTO \"{name}_manifest\" SELECT line FROM \"Lines\"");
                let (copied, lock) = (copied(&[(true, &line)]), self.lock());
                let made = format!("BEGIN;\n{verdicts};\n{manifests};\n{copied}{first};\n{lock};\nCOMMIT;");
                self.check_lock(&made)?;
            }
            Dialect::DuckDb | Dialect::Spark => {
                let first = format!("INSERT INTO \"{name}_manifest\" VALUES (?)");
                self.run(&json!([[verdicts, [], null], [manifests, [], null], [first, [line], 1]]))?;
            }
        }
        self.last = Some(manifest.clone());
        Ok(())
    }

    /// Takes up tables that stand there as the manifest in them says.
    pub(super) fn take_up(&mut self, manifest: &mut Manifest, each: &mut EachId<'_>) -> Result<(), Failure> {
        if self.dialect == Dialect::Postgres {
            // A file of DuckDB is open for writing in one process at a time anyhow.
            self.check_lock(&format!("{};", self.lock()))?;
        }
        let name = self.name.clone();
        let earlier = match self.dialect {
            Dialect::Postgres => {
                self.client.ask_psql(&format!("SELECT manifest FROM \"{name}_manifest\";"))?
            }
            Dialect::DuckDb | Dialect::Spark => {
                self.run(&json!([[format!("SELECT manifest FROM \"{name}_manifest\""), [], null]]))?
            }
        };
        manifest.take_up(Manifest::read(&earlier.concat())?)?;
        let Written::Rows(rows) = manifest.output else {
            return Err(Failure::Input(sweeping::no_manifest_table()));
        };
        if self.rows(each)? != (manifest.accounts, rows) {
            return Err(changed(sweeping::the_table(&name)));
        }
        self.last = Some(manifest.clone());
        Ok(())
    }

    /// How many rows there are, and their digest.
    fn rows(&mut self, each: &mut EachId<'_>) -> Result<(u64, Digest), Failure> {
        let (mut count, mut digest) = (0, Digest::default());
        let mut row = |line: &str| {
            let read = serde_json::from_str::<Verdict<'_>>(line);
            let read =
                read.map_err(|error| Failure::Input(usage::cannot_read(usage::the_answer(), why(&error))))?;
            let line = read.read_back()?.line()?;
            digest.add(&line.json);
            count += 1;
            each(&line.id)
        };
        let name = &self.name;
        match self.dialect {
            Dialect::Postgres => {
                let rows = format!(
                    "\\set FETCH_COUNT 10000\nSELECT row_to_json(verdict) FROM \"{name}\" AS verdict;\n\\unset FETCH_COUNT"
                );
                self.client.each_of_psql(&rows, &mut row)?;
            }
            Dialect::DuckDb | Dialect::Spark => {
                let rows = format!(
                    "SELECT CAST(to_json(verdict) AS VARCHAR) FROM (SELECT * REPLACE \
                     (strftime(eligible_after, '%Y-%m-%dT%H:%M:%S.%fZ') AS eligible_after) FROM \"{name}\") AS verdict"
                );
                self.client.each_of_script(&json!([[rows, [], null]]).to_string(), &mut row)?;
            }
        }
        Ok((count, digest))
    }

    /// Writes verdicts and the manifest that counts them, both or neither.
    pub(super) fn write(&mut self, lines: &[Line], manifest: &mut Manifest) -> Result<(), Failure> {
        if let Written::Rows(rows) = &mut manifest.output {
            lines.iter().for_each(|line| rows.add(&line.json));
        }
        match self.dialect {
            Dialect::Postgres => self.write_postgres(lines, manifest)?,
            Dialect::DuckDb | Dialect::Spark => self.write_duckdb(lines, manifest)?,
        }
        self.last = Some(manifest.clone());
        Ok(())
    }

    /// Writes the last manifest, unless an earlier run did, and ends the session.
    pub(super) fn close(mut self, manifest: &mut Manifest) -> Result<(), Failure> {
        if !manifest.complete {
            manifest.complete = manifest.adds_up();
            self.write(&[], manifest)?;
        }
        self.client.end()
    }

    fn write_duckdb(&mut self, lines: &[Line], manifest: &Manifest) -> Result<(), Failure> {
        let (name, shape, manifest) = (&self.name, shape(manifest), manifest.line()?);
        let verdicts: Vec<&str> = lines.iter().map(|line| line.json.as_str()).collect();
        let last = self.last.as_ref().map(Manifest::line).transpose()?;
        let rows = format!(
            "INSERT INTO \"{name}\" SELECT unnest(from_json(verdict, ?)) FROM unnest(?::VARCHAR[]) AS verdicts (verdict)"
        );
        let updated = format!("UPDATE \"{name}_manifest\" SET manifest = ? WHERE manifest = ?");
        let statements = json!([[updated, [manifest, last], 1], [rows, [shape, verdicts], null]]);
        self.client.each_of_script(&statements.to_string(), |_| Ok(()))
    }

    fn write_postgres(&mut self, lines: &[Line], manifest: &Manifest) -> Result<(), Failure> {
        let value = if manifest.has_outcome_values() { "line ->> 'outcome_value', " } else { "" };
        let manifest = manifest.line()?;
        let name = self.name.clone();
        let locked = format!("BEGIN;\nSELECT manifest FROM \"{name}_manifest\" FOR UPDATE NOWAIT;");
        let there = self.client.ask_psql(&locked)?.concat();
        if Manifest::read(&there).ok() != self.last {
            return Err(Failure::Input(sweeping::sweep_has_written()));
        }
        let written: Vec<(bool, &str)> =
            lines.iter().map(|line| (false, line.json.as_str())).chain([(true, manifest.as_str())]).collect();
        let names = |column: &str| format!("ARRAY(SELECT jsonb_array_elements_text(line -> '{column}'))");
        let statements = format!(
            "{}INSERT INTO \"{name}\" SELECT line ->> 'id', line ->> 'status', {}, {}, line ->> 'outcome', {value}\
             CAST(line ->> 'eligible_after' AS timestamptz) FROM \"Lines\" WHERE NOT is_manifest;\n\
             UPDATE \"{name}_manifest\" SET manifest = (SELECT line FROM \"Lines\" WHERE is_manifest);\nCOMMIT;",
            copied(&written),
            names("failed"),
            names("unknown"),
        );
        self.client.ask_psql(&statements).map(drop)
    }

    /// A query that takes the lock on the manifest for this session, if no other has it.
    fn lock(&self) -> String {
        format!(
            "SELECT pg_try_advisory_lock({LOCK}, CAST(CAST(CAST('{}_manifest' AS regclass) AS oid) AS bigint)::bit(32)::integer)",
            self.name
        )
    }

    fn check_lock(&mut self, statements: &str) -> Result<(), Failure> {
        match self.client.ask_psql(statements)?.concat().as_str() {
            "t" => Ok(()),
            _ => Err(Failure::Input(sweeping::sweep_writes_table(&self.name))),
        }
    }

    fn run(&mut self, statements: &Json) -> Result<Vec<String>, Failure> {
        let mut lines = Vec::new();
        self.client.each_of_script(&statements.to_string(), |line| {
            lines.push(line.to_owned());
            Ok(())
        })?;
        Ok(lines)
    }
}

/// A name of a table that needs no quotes in any engine.
fn plain(name: &str) -> Result<String, Failure> {
    let is_plain = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '_';
    let begins = name.starts_with(|sign: char| sign.is_ascii_lowercase() || sign == '_');
    if begins && name.chars().all(is_plain) && name.len() <= MOST_BYTES {
        return Ok(name.to_owned());
    }
    Err(Failure::Input(sweeping::table_name(name, MOST_BYTES)))
}

/// Lines of JSON into a table of this transaction, of a name that no table of verdicts has. A backslash is their only sign that means something to COPY.
fn copied(lines: &[(bool, &str)]) -> String {
    let line =
        |(is_manifest, line): &(bool, &str)| format!("{is_manifest}\t{}\n", line.replace('\\', "\\\\"));
    let lines: String = lines.iter().map(line).collect();
    format!(
        "CREATE TEMPORARY TABLE \"Lines\" (is_manifest boolean, line jsonb) ON COMMIT DROP;\n\
         COPY \"Lines\" FROM STDIN;\n{lines}\\.\n"
    )
}
