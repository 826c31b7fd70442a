//! Clients of databases as child processes: psql, and Python's duckdb.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::outcome::Failure;

/// What stands after an answer.
const END: &str = "exeunt: end";

/// A client at work.
pub(super) struct Client {
    engine: &'static str,
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Client {
    /// Connects to PostgreSQL. Passwords, certificates and services are psql's own affair.
    pub(super) fn psql(address: &str) -> Result<Self, Failure> {
        let mut psql = Command::new("psql");
        psql.args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1"]);
        Self::start("PostgreSQL", psql.arg(address))
    }

    /// Opens a file of DuckDB with a script that answers line by line.
    pub(super) fn duckdb(script: &str, arguments: &[&str]) -> Result<Self, Failure> {
        Self::start("DuckDB", Command::new("python3").args(["-c", script]).args(arguments))
    }

    fn start(engine: &'static str, command: &mut Command) -> Result<Self, Failure> {
        let program = command.get_program().to_string_lossy().into_owned();
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child =
            piped.spawn().map_err(|error| Failure::Input(format!("cannot start `{program}`: {error}")))?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Failure::Input(format!("cannot speak with `{program}`")));
        };
        Ok(Self { engine, child, input, output: BufReader::new(output) })
    }

    /// Gives it something to do that has no answer.
    pub(super) fn say(&mut self, text: &str) -> Result<(), Failure> {
        let said = self.input.write_all(text.as_bytes()).and_then(|()| self.input.flush());
        said.map_err(|_| self.failed())
    }

    /// Gives psql statements; the lines of their answers.
    pub(super) fn ask_psql(&mut self, statements: &str) -> Result<Vec<String>, Failure> {
        self.say(&format!("{statements}\n\\echo {END}\n"))?;
        self.answer()
    }

    /// Gives a script a line; the lines of its answer.
    pub(super) fn ask_script(&mut self, line: &str) -> Result<Vec<String>, Failure> {
        self.say(&format!("{line}\n"))?;
        self.answer()
    }

    fn answer(&mut self) -> Result<Vec<String>, Failure> {
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            let read = self.output.read_line(&mut line).unwrap_or(0);
            match line.trim_end() {
                END => return Ok(lines),
                _ if read == 0 => return Err(self.failed()),
                "" => {}
                line => lines.push(line.to_owned()),
            }
        }
    }

    /// What the client said before it ended.
    fn failed(&mut self) -> Failure {
        let mut said = String::new();
        if let Some(mut errors) = self.child.stderr.take() {
            let _ = errors.read_to_string(&mut said);
        }
        Failure::Input(format!("{} refuses: {}", self.engine, said.trim()))
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
