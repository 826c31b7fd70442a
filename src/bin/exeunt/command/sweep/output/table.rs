//! What is written to tables of a database. Each batch and the manifest that counts it are written in one transaction, in
//! which the manifest is first compared with what this sweep wrote last.

use exeunt::sql::Dialect;
use serde_json::{Value as Json, json};

use super::earlier::{EachId, changed};
use crate::command::sweep::address::Address;
use crate::command::sweep::client::Client;
use crate::command::sweep::digest::Digest;
use crate::command::sweep::form::{Column, Form, Holds};
use crate::command::sweep::manifest::{Manifest, Written};
use crate::command::sweep::verdict::Line;
use crate::messages::sweeping;
use crate::outcome::Failure;

const DUCKDB: &str = concat!(include_str!("../duckdb.py"), include_str!("write_table.py"));
const MOST_BYTES: usize = 54;
/// The first half of the keys of advisory locks: `exeu`.
const LOCK: i32 = 0x6578_6575;

/// The tables of a sweep.
pub(in crate::command::sweep) struct Tables {
    dialect: Dialect,
    client: Client,
    /// The name of the first, a plain name, which needs no quotes in any engine.
    name: String,
    tables: Vec<Table>,
    /// The manifest as this sweep wrote or read it last.
    last: Option<Manifest>,
}

/// A table.
#[derive(Debug)]
struct Table {
    name: String,
    form: Form,
}

impl Table {
    fn created(&self, dialect: Dialect) -> String {
        let columns = self.form.columns();
        let columns = columns.iter().map(|Column { name, holds }| {
            format!("\"{name}\" {}{}", holds.type_in(dialect), holds.constraint())
        });
        format!("CREATE TABLE \"{}\" ({})", self.name, columns.collect::<Vec<_>>().join(", "))
    }

    /// A statement that takes the rows of lines of this kind over from the lines that were copied.
    fn copied(&self, kind: usize) -> String {
        let columns = self.form.columns();
        let columns = columns.iter().map(|Column { name, holds }| match holds {
            Holds::Key | Holds::Text | Holds::TextOrNull => format!("line ->> '{name}'"),
            Holds::Texts => format!("ARRAY(SELECT jsonb_array_elements_text(line -> '{name}'))"),
            Holds::Instant => format!("CAST(line ->> '{name}' AS timestamptz)"),
        });
        let columns = columns.collect::<Vec<_>>().join(", ");
        format!("INSERT INTO \"{}\" SELECT {columns} FROM \"Lines\" WHERE kind = {kind}", self.name)
    }

    /// Its columns, for DuckDB's reader of JSON.
    fn shape(&self) -> String {
        let columns = self.form.columns().into_iter().map(|Column { name, holds }| {
            let shape = match holds {
                Holds::Key | Holds::Text | Holds::TextOrNull | Holds::Instant => {
                    json!(holds.type_in(Dialect::DuckDb))
                }
                Holds::Texts => json!(["VARCHAR"]),
            };
            (name.to_owned(), shape)
        });
        // The order of the columns is that of the table.
        let columns = columns.map(|(name, shape)| format!("\"{name}\":{shape}")).collect::<Vec<_>>();
        format!("{{{}}}", columns.join(","))
    }
}

impl Tables {
    /// Tables of PostgreSQL, in a session of its own: the one that reads cannot write.
    pub(super) fn postgres(address: &Address, name: &str, forms: &[Form]) -> Result<Self, Failure> {
        let tables = tables(name, forms)?;
        let (dialect, client, name) = (Dialect::Postgres, Client::psql(address)?, name.to_owned());
        Ok(Self { dialect, client, name, tables, last: None })
    }

    /// Tables in a file of DuckDB.
    pub(super) fn duckdb(file: &str, name: &str, forms: &[Form]) -> Result<Self, Failure> {
        let tables = tables(name, forms)?;
        let (dialect, client, name) = (Dialect::DuckDb, Client::duckdb(DUCKDB, file)?, name.to_owned());
        Ok(Self { dialect, client, name, tables, last: None })
    }

    /// Makes the tables, which must not be there, with the manifest in one of them.
    pub(super) fn begin(&mut self, manifest: &mut Manifest) -> Result<(), Failure> {
        let name = &self.name;
        let kept = match self.dialect {
            Dialect::Postgres => "jsonb",
            Dialect::DuckDb | Dialect::Spark => "VARCHAR",
        };
        let created: Vec<String> = self.tables.iter().map(|table| table.created(self.dialect)).collect();
        let manifests = format!("CREATE TABLE \"{name}_manifest\" (manifest {kept} NOT NULL)");
        for at in 0..self.tables.len() {
            if let Some(written) = manifest.written_mut(at) {
                *written = Written::Rows(Digest::default());
            }
        }
        let line = manifest.line()?;
        match self.dialect {
            Dialect::Postgres => {
                let first = format!("INSERT INTO \"{name}_manifest\" SELECT line FROM \"Lines\"");
                let (copied, lock) = (copied([(self.tables.len(), line.as_str())]), self.lock());
                let created = created.join(";\n");
                let made = format!("BEGIN;\n{created};\n{manifests};\n{copied}{first};\n{lock};\nCOMMIT;");
                self.check_lock(&made)?;
            }
            Dialect::DuckDb | Dialect::Spark => {
                let first = format!("INSERT INTO \"{name}_manifest\" VALUES (?)");
                let mut statements: Vec<Json> = created.iter().map(|made| json!([made, [], null])).collect();
                statements.extend([json!([manifests, [], null]), json!([first, [line], 1])]);
                self.run(&Json::from(statements))?;
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
        for at in 0..self.tables.len() {
            let Some(&Written::Rows(rows)) = manifest.written(at) else {
                return Err(Failure::Input(sweeping::no_manifest_table()));
            };
            let found = self.rows(at, each)?;
            if found != (manifest.rows(at), rows) {
                return Err(changed(sweeping::the_table(&self.tables[at].name)));
            }
        }
        self.last = Some(manifest.clone());
        Ok(())
    }

    /// How many rows a table has, and their digest.
    fn rows(&mut self, at: usize, each: &mut EachId<'_>) -> Result<(u64, Digest), Failure> {
        let Table { name, form } = &self.tables[at];
        let (mut count, mut digest) = (0, Digest::default());
        let mut row = |line: &str| {
            let known = form.read_back(line)?;
            digest.add(&known.json);
            count += 1;
            if form.says_who_was_judged() { each(&known.id) } else { Ok(()) }
        };
        match self.dialect {
            Dialect::Postgres => {
                let rows = format!(
                    "\\set FETCH_COUNT 10000\nSELECT row_to_json(written) FROM \"{name}\" AS written;\n\\unset FETCH_COUNT"
                );
                self.client.each_of_psql(&rows, &mut row)?;
            }
            Dialect::DuckDb | Dialect::Spark => {
                let instants = form.columns().into_iter().filter(|it| it.holds == Holds::Instant);
                let instants = instants.map(|Column { name, .. }| {
                    format!("strftime(\"{name}\", '%Y-%m-%dT%H:%M:%S.%fZ') AS \"{name}\"")
                });
                let instants = instants.collect::<Vec<_>>().join(", ");
                let rows = format!(
                    "SELECT CAST(to_json(written) AS VARCHAR) FROM (SELECT * REPLACE ({instants}) FROM \"{name}\") AS written"
                );
                self.client.each_of_script(&json!([[rows, [], null]]).to_string(), &mut row)?;
            }
        }
        Ok((count, digest))
    }

    /// Writes lines and the manifest that counts them, all or nothing.
    pub(super) fn write(&mut self, lines: &[Line], manifest: &mut Manifest) -> Result<(), Failure> {
        for at in 0..self.tables.len() {
            if let Some(Written::Rows(rows)) = manifest.written_mut(at) {
                lines.iter().flat_map(|line| &line.written[at]).for_each(|row| rows.add(row));
            }
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
        let (name, manifest) = (&self.name, manifest.line()?);
        let last = self.last.as_ref().map(Manifest::line).transpose()?;
        let updated = format!("UPDATE \"{name}_manifest\" SET manifest = ? WHERE manifest = ?");
        let mut statements = vec![json!([updated, [manifest, last], 1])];
        for (at, table) in self.tables.iter().enumerate() {
            let rows: Vec<&String> = lines.iter().flat_map(|line| &line.written[at]).collect();
            let inserted = format!(
                "INSERT INTO \"{}\" SELECT unnest(from_json(line, ?)) FROM unnest(?::VARCHAR[]) AS lines (line)",
                table.name
            );
            statements.push(json!([inserted, [table.shape(), rows], null]));
        }
        self.client.each_of_script(&Json::from(statements).to_string(), |_| Ok(()))
    }

    fn write_postgres(&mut self, lines: &[Line], manifest: &Manifest) -> Result<(), Failure> {
        let manifest = manifest.line()?;
        let name = self.name.clone();
        let locked = format!("BEGIN;\nSELECT manifest FROM \"{name}_manifest\" FOR UPDATE NOWAIT;");
        let there = self.client.ask_psql(&locked)?.concat();
        if Manifest::read(&there).ok() != self.last {
            return Err(Failure::Input(sweeping::sweep_has_written()));
        }
        let kinds = self.tables.len();
        let rows = (0..kinds).flat_map(|kind| {
            lines.iter().flat_map(move |line| line.written[kind].iter().map(move |row| (kind, row.as_str())))
        });
        let copied = copied(rows.chain([(kinds, manifest.as_str())]));
        let inserted = self.tables.iter().enumerate().map(|(kind, table)| table.copied(kind) + ";\n");
        let statements = format!(
            "{copied}{}UPDATE \"{name}_manifest\" SET manifest = (SELECT line FROM \"Lines\" WHERE kind = {kinds});\nCOMMIT;",
            inserted.collect::<String>()
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
pub(in crate::command::sweep) fn plain(name: &str) -> Result<String, Failure> {
    let is_plain = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '_';
    let begins = name.starts_with(|sign: char| sign.is_ascii_lowercase() || sign == '_');
    if begins && name.chars().all(is_plain) && name.len() <= MOST_BYTES {
        return Ok(name.to_owned());
    }
    Err(Failure::Input(sweeping::table_name(name, MOST_BYTES)))
}

/// The tables of these forms: the first has the name, the others that of the first with what they hold.
fn tables(name: &str, forms: &[Form]) -> Result<Vec<Table>, Failure> {
    let name = plain(name)?;
    Ok(forms.iter().map(|&form| Table { name: format!("{name}{}", form.suffix()), form }).collect())
}

/// Lines of JSON, each with the number of its table, into a table of this transaction, of a name that no table of a sweep has.
/// A backslash is their only sign that means something to COPY.
fn copied<'l>(lines: impl IntoIterator<Item = (usize, &'l str)>) -> String {
    let line = |(kind, line): (usize, &str)| format!("{kind}\t{}\n", line.replace('\\', "\\\\"));
    let lines: String = lines.into_iter().map(line).collect();
    format!(
        "CREATE TEMPORARY TABLE \"Lines\" (kind integer, line jsonb) ON COMMIT DROP;\n\
         COPY \"Lines\" FROM STDIN;\n{lines}\\.\n"
    )
}
