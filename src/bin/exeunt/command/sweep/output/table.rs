//! Verdicts in a table of a database. Each batch and the manifest that tells of it are written in one transaction.

use exeunt::sql::Dialect;
use serde_json::{Value as Json, json};

use crate::command::sweep::client::Client;
use crate::command::sweep::manifest::Manifest;
use crate::outcome::Failure;

const DUCKDB: &str = include_str!("write_table.py");
/// The columns of a verdict, for DuckDB's reader of JSON.
const SHAPE: &str = r#"{"id":"VARCHAR","status":"VARCHAR","failed":["VARCHAR"],"unknown":["VARCHAR"],"outcome":"VARCHAR","eligible_after":"TIMESTAMPTZ"}"#;
const MOST_BYTES: usize = 54;

/// A table of verdicts.
pub(in crate::command::sweep) struct Table {
    dialect: Dialect,
    client: Client,
    /// A plain name, which needs no quotes in any engine.
    name: String,
}

impl Table {
    /// Connects, in a session of its own: the one that reads cannot write.
    pub(super) fn connect(dialect: Dialect, place: &str, name: &str) -> Result<Self, Failure> {
        let is_plain = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '_';
        let begins = name.starts_with(|sign: char| sign.is_ascii_lowercase() || sign == '_');
        if !begins || !name.chars().all(is_plain) || name.len() > MOST_BYTES {
            return Err(Failure::Input(format!(
                "`{name}` is no plain name of a table: small letters, digits and `_`, {MOST_BYTES} at most"
            )));
        }
        let client = match dialect {
            Dialect::Postgres => Client::psql(place)?,
            _ => Client::duckdb(DUCKDB, &[place])?,
        };
        Ok(Self { dialect, client, name: name.to_owned() })
    }

    /// Makes the tables, which must not be there.
    pub(super) fn begin(&mut self, manifest: &Manifest) -> Result<(), Failure> {
        let name = &self.name;
        let (text, moment, kept) = match self.dialect {
            Dialect::Postgres => ("text", "timestamptz", "jsonb"),
            _ => ("VARCHAR", "TIMESTAMPTZ", "VARCHAR"),
        };
        let verdicts = format!(
            "CREATE TABLE \"{name}\" (id {text} NOT NULL, status {text} NOT NULL, failed {text}[] NOT NULL, \
             unknown {text}[] NOT NULL, outcome {text}, eligible_after {moment})"
        );
        let manifests = format!("CREATE TABLE \"{name}_manifest\" (manifest {kept} NOT NULL)");
        match self.dialect {
            Dialect::Postgres => {
                self.client.ask_psql(&format!("BEGIN;\n{verdicts};\n{manifests};\nCOMMIT;"))?;
            }
            _ => {
                self.client.ask_script(&json!([[verdicts, []], [manifests, []]]).to_string())?;
            }
        }
        self.write(&[], manifest)
    }

    /// The manifest of what was written earlier.
    pub(super) fn manifest(&mut self) -> Result<String, Failure> {
        let query = format!("SELECT manifest FROM \"{}_manifest\"", self.name);
        let lines = match self.dialect {
            Dialect::Postgres => self.client.ask_psql(&format!("{query};")),
            _ => self.client.ask_script(&json!([[query, []]]).to_string()),
        };
        Ok(lines?.concat())
    }

    /// Writes verdicts and the manifest that tells of them, both or neither.
    pub(super) fn write(&mut self, verdicts: &[Json], manifest: &Manifest) -> Result<(), Failure> {
        match self.dialect {
            Dialect::Postgres => self.write_postgres(verdicts, manifest),
            _ => self.write_duckdb(verdicts, manifest),
        }
    }

    fn write_duckdb(&mut self, verdicts: &[Json], manifest: &Manifest) -> Result<(), Failure> {
        let name = &self.name;
        let verdicts: Vec<String> = verdicts.iter().map(Json::to_string).collect();
        let rows = format!(
            "INSERT INTO \"{name}\" SELECT unnest(from_json(verdict, ?)) FROM unnest(?::VARCHAR[]) AS verdicts (verdict)"
        );
        let statements = json!([
            [rows, [SHAPE, verdicts]],
            [format!("DELETE FROM \"{name}_manifest\""), []],
            [format!("INSERT INTO \"{name}_manifest\" VALUES (?)"), [manifest.line()]],
        ]);
        self.client.ask_script(&statements.to_string()).map(drop)
    }

    fn write_postgres(&mut self, verdicts: &[Json], manifest: &Manifest) -> Result<(), Failure> {
        let name = &self.name;
        // A backslash is the only sign of a line of JSON that means something to COPY.
        let line = |is_manifest: bool, line: &str| format!("{is_manifest}\t{}\n", line.replace('\\', "\\\\"));
        let lines: String = verdicts.iter().map(|verdict| line(false, &verdict.to_string())).collect();
        let names = |column: &str| format!("ARRAY(SELECT jsonb_array_elements_text(line -> '{column}'))");
        let statements = format!(
            "BEGIN;\nCREATE TEMPORARY TABLE lines (is_manifest boolean, line jsonb) ON COMMIT DROP;\n\
             COPY lines FROM STDIN;\n{lines}{}\\.\n\
             INSERT INTO \"{name}\" SELECT line ->> 'id', line ->> 'status', {}, {}, line ->> 'outcome', \
             CAST(line ->> 'eligible_after' AS timestamptz) FROM lines WHERE NOT is_manifest;\n\
             DELETE FROM \"{name}_manifest\";\n\
             INSERT INTO \"{name}_manifest\" SELECT line FROM lines WHERE is_manifest;\nCOMMIT;",
            line(true, &manifest.line()),
            names("failed"),
            names("unknown"),
        );
        self.client.ask_psql(&statements).map(drop)
    }
}
