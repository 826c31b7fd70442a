//! An engine, as a child process that runs jobs.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use exeunt::sql::Dialect;
use serde_json::{Value as Json, json};

/// A running engine.
pub(crate) struct Engine {
    pub(crate) dialect: Dialect,
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

/// What an engine is to do: make tables, fill them, ask.
pub(crate) struct Job {
    pub(crate) tables: String,
    pub(crate) rows: Json,
    pub(crate) queries: Vec<Query>,
}

/// A query, with the instant that is bound.
pub(crate) struct Query {
    pub(crate) text: String,
    pub(crate) now: Option<String>,
    /// Whether the outcome carries a value.
    pub(crate) carries: bool,
    /// Whether the policy has deadlines.
    pub(crate) has_deadlines: bool,
}

/// A row of a result, as texts.
pub(crate) type Row = Vec<Option<String>>;

impl Engine {
    /// Starts the engine of a dialect. `EXEUNT_PYTHON` has its package; `EXEUNT_POSTGRES` says where the server is.
    pub(crate) fn start(dialect: Dialect) -> Self {
        let needed = |name: &str| {
            std::env::var(name)
                .unwrap_or_else(|_| panic!("{name} is not set: run these tests with tests/engines/run"))
        };
        let mut arguments = match dialect {
            Dialect::DuckDb => vec!["duckdb".to_owned()],
            Dialect::Postgres => vec!["postgres".to_owned(), needed("EXEUNT_POSTGRES")],
            Dialect::Spark => vec!["spark".to_owned()],
        };
        arguments.insert(0, concat!(env!("CARGO_MANIFEST_DIR"), "/tests/engines/runner.py").to_owned());
        let mut child = Command::new(needed("EXEUNT_PYTHON"))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the runner starts");
        let input = child.stdin.take().expect("it has an input");
        let output = BufReader::new(child.stdout.take().expect("it has an output"));
        let mut engine = Self { dialect, child, input, output };
        assert_eq!(engine.answer(), json!({"ready": true}), "{} is not ready", dialect.name());
        engine
    }

    /// Runs a job; gives the rows of each of its queries.
    pub(crate) fn run(&mut self, job: &Job) -> Result<Vec<Vec<Row>>, String> {
        let queries: Vec<Json> = job
            .queries
            .iter()
            .map(|query| {
                let Query { text, now, carries, has_deadlines } = query;
                json!({"text": text, "now": now, "carries": carries, "has_deadlines": has_deadlines})
            })
            .collect();
        let line = json!({"tables": job.tables, "rows": job.rows, "queries": queries});
        writeln!(self.input, "{line}").expect("the runner reads");
        self.input.flush().expect("the runner reads");
        let mut answer = self.answer();
        match answer.get("error").and_then(Json::as_str) {
            Some(error) => Err(error.to_owned()),
            None => Ok(serde_json::from_value(answer["results"].take()).expect("rows of texts")),
        }
    }

    fn answer(&mut self) -> Json {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("the runner answers");
        assert!(!line.is_empty(), "{} has ended without an answer", self.dialect.name());
        serde_json::from_str(&line).expect("the runner answers in JSON")
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
