//! Clients of databases as child processes: psql, and Python's duckdb.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, Stdio};
use std::thread::JoinHandle;

use super::address::Address;
use crate::messages::{Reason, sweeping, usage};
use crate::outcome::Failure;

/// What stands after an answer.
const END: &str = "exeunt: end";
/// How much is kept of what a client says to standard error. It is read on, so that the client never waits.
const MOST_SAID: usize = 64 << 10;

/// A client at work.
pub(super) struct Client {
    engine: &'static str,
    child: Child,
    /// `None` once it is told that nothing more is to be done.
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    said: Option<JoinHandle<String>>,
    secret: Option<String>,
}

/// Python, which takes no module from the current folder, nor from folders that its variables name.
pub(super) fn python(script: &str) -> Command {
    let mut python = Command::new("python3");
    python.args(["-I", "-c", script]).env("PYTHONSAFEPATH", "1");
    python
}

impl Client {
    /// Connects to PostgreSQL. Certificates, services and passwords that the address does not have are psql's own affair.
    pub(super) fn psql(address: &Address) -> Result<Self, Failure> {
        let mut psql = Command::new("psql");
        psql.args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1"]);
        psql.arg(format!("--dbname={}", address.words())).env("PGCLIENTENCODING", "UTF8");
        if let Some(password) = address.password() {
            psql.env("PGPASSWORD", password);
        }
        let mut client = Self::start("PostgreSQL", &mut psql)?;
        client.secret = address.password().map(str::to_owned);
        // What keys and instants look like as text, whatever the role and the database are set to.
        client.say("SET client_min_messages = error;\nSET TIME ZONE 'UTC';\nSET DateStyle = 'ISO';\n")?;
        Ok(client)
    }

    /// Opens a file of DuckDB with a script that answers line by line.
    pub(super) fn duckdb(script: &str, file: &str) -> Result<Self, Failure> {
        Self::start("DuckDB", python(script).arg(file))
    }

    fn start(engine: &'static str, command: &mut Command) -> Result<Self, Failure> {
        let program = command.get_program().to_string_lossy().into_owned();
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child =
            piped.spawn().map_err(|error| Failure::Input(usage::cannot_start(&program, error.reason())))?;
        let streams = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(input), Some(output), Some(errors)) = streams else {
            return Err(Failure::Input(sweeping::cannot_speak(&program)));
        };
        let said = Some(std::thread::spawn(|| drained(errors)));
        Ok(Self { engine, child, input: Some(input), output: BufReader::new(output), said, secret: None })
    }

    /// Gives it something to do that has no answer.
    pub(super) fn say(&mut self, text: &str) -> Result<(), Failure> {
        let Some(input) = &mut self.input else { return Err(self.failed()) };
        let said = input.write_all(text.as_bytes()).and_then(|()| input.flush());
        said.map_err(|_| self.failed())
    }

    /// Gives psql statements; the lines of their answers.
    pub(super) fn ask_psql(&mut self, statements: &str) -> Result<Vec<String>, Failure> {
        let mut lines = Vec::new();
        self.each_of_psql(statements, |line| {
            lines.push(line.to_owned());
            Ok(())
        })?;
        Ok(lines)
    }

    /// Gives psql statements, and each line of their answers to `each`.
    pub(super) fn each_of_psql(
        &mut self,
        statements: &str,
        each: impl FnMut(&str) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        self.say(&format!("{statements}\n\\echo {END}\n"))?;
        self.answer(each)
    }

    /// Gives a script a line, and each line of its answer to `each`.
    pub(super) fn each_of_script(
        &mut self,
        line: &str,
        each: impl FnMut(&str) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        self.say(&format!("{line}\n"))?;
        self.answer(each)
    }

    fn answer(&mut self, mut each: impl FnMut(&str) -> Result<(), Failure>) -> Result<(), Failure> {
        let mut line = String::new();
        loop {
            line.clear();
            let read = self.output.read_line(&mut line);
            match (line.trim_end(), read) {
                (_, Err(error)) => {
                    return Err(Failure::Input(usage::cannot_read(
                        sweeping::answer_of(self.engine),
                        error.reason(),
                    )));
                }
                (_, Ok(0)) => return Err(self.failed()),
                (END, Ok(_)) => return Ok(()),
                ("", Ok(_)) => {}
                (line, Ok(_)) => each(line)?,
            }
        }
    }

    /// Lets it end by itself, so that the file that it wrote is whole.
    pub(super) fn end(mut self) -> Result<(), Failure> {
        self.input = None;
        match self.child.wait() {
            Ok(status) if status.success() => Ok(()),
            Ok(_) | Err(_) => Err(self.failed()),
        }
    }

    /// What the client said before it ended, without the password.
    fn failed(&mut self) -> Failure {
        let said = self.said.take().and_then(|said| said.join().ok()).unwrap_or_default();
        let said = match &self.secret {
            Some(secret) => said.replace(secret.as_str(), "***"),
            None => said,
        };
        Failure::Input(sweeping::reports(self.engine, said.trim()))
    }
}

/// Reads a stream to its end, and keeps its beginning.
fn drained(mut errors: ChildStderr) -> String {
    let mut kept = Vec::new();
    let mut part = [0; 8 << 10];
    while let Ok(read @ 1..) = errors.read(&mut part) {
        kept.extend_from_slice(&part[..read.min(MOST_SAID - kept.len())]);
    }
    String::from_utf8_lossy(&kept).into_owned()
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
