//! Databases, asked through their own clients: psql, and Python's duckdb. Both only read.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use exeunt::sql::Dialect;
use serde_json::Value as Json;

use crate::outcome::Failure;

/// What stands after the rows of an answer.
const END: &str = "exeunt: end";
const DUCKDB: &str = include_str!("ask_duckdb.py");

/// A client at work.
pub(super) struct Engine {
    pub(super) dialect: Dialect,
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Engine {
    /// Connects. PostgreSQL shows one state of the data throughout, in a transaction that cannot write; DuckDB's file is
    /// opened for reading alone.
    pub(super) fn start(dialect: Dialect, place: &str) -> Result<Self, Failure> {
        let mut command = match dialect {
            Dialect::Postgres => {
                let mut psql = Command::new("psql");
                psql.args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1"])
                    .arg(place);
                psql
            }
            _ => {
                let mut python = Command::new("python3");
                python.args(["-c", DUCKDB, place]);
                python
            }
        };
        let client = if dialect == Dialect::Postgres { "psql" } else { "python3" };
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child =
            piped.spawn().map_err(|error| Failure::Input(format!("cannot start `{client}`: {error}")))?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Failure::Input(format!("cannot speak with `{client}`")));
        };
        let mut engine = Self { dialect, child, input, output: BufReader::new(output) };
        if dialect == Dialect::Postgres {
            engine.send("SET TIME ZONE 'UTC';\nBEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;\n")?;
        }
        Ok(engine)
    }

    /// The rows of a query, as JSON objects.
    pub(super) fn ask(&mut self, query: &str) -> Result<Vec<Json>, Failure> {
        let query = query.trim_end().trim_end_matches(';');
        match self.dialect {
            Dialect::Postgres => {
                self.send(&format!(
                    "SELECT row_to_json(answer) FROM (\n{query}\n) AS answer;\n\\echo {END}\n"
                ))?;
            }
            _ => self.send(&format!("{}\n", Json::from(query)))?,
        }
        let mut rows = Vec::new();
        loop {
            let mut line = String::new();
            let read = self.output.read_line(&mut line).unwrap_or(0);
            match line.trim_end() {
                END => return Ok(rows),
                _ if read == 0 => return Err(self.failed()),
                "" => {}
                row => {
                    let row = serde_json::from_str(row);
                    rows.push(
                        row.map_err(|error| Failure::Input(format!("cannot read the answer: {error}")))?,
                    );
                }
            }
        }
    }

    fn send(&mut self, text: &str) -> Result<(), Failure> {
        let sent = self.input.write_all(text.as_bytes()).and_then(|()| self.input.flush());
        sent.map_err(|_| self.failed())
    }

    /// What the client said before it ended.
    fn failed(&mut self) -> Failure {
        let mut said = String::new();
        if let Some(mut errors) = self.child.stderr.take() {
            let _ = errors.read_to_string(&mut said);
        }
        let said = said.trim();
        let last = if self.dialect == Dialect::Postgres { said } else { said.lines().last().unwrap_or(said) };
        Failure::Input(format!("{} refuses: {last}", self.dialect.name()))
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
