//! An editor's side of the Language Server Protocol: a server as a process of its own, with messages on standard input and
//! heard on standard output.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader, Read as _, Result, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};

use serde_json::{Value, json};

/// A running server, and its messages.
#[derive(Debug)]
pub struct Client {
    server: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    next_id: i64,
}

impl Client {
    /// Starts `PROGRAM lsp`.
    pub fn start(program: impl AsRef<OsStr>) -> Result<Self> {
        let mut server = Command::new(program)
            .args(["lsp", "--stdio"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let (Some(input), Some(output)) = (server.stdin.take(), server.stdout.take()) else {
            unreachable!("both are piped")
        };
        Ok(Self { server, input, output: BufReader::new(output), next_id: 0 })
    }

    /// Sends bytes as the body of a message, whatever they are.
    pub fn send(&mut self, body: &[u8]) -> Result<()> {
        write!(self.input, "Content-Length: {}\r\n\r\n", body.len())?;
        self.input.write_all(body)?;
        self.input.flush()
    }

    /// Tells the server something.
    pub fn notify(&mut self, method: &str, params: &Value) -> Result<()> {
        self.send(json!({ "jsonrpc": "2.0", "method": method, "params": params }).to_string().as_bytes())
    }

    /// Asks the server something, under the number that is given back.
    pub fn ask(&mut self, method: &str, params: &Value) -> Result<i64> {
        self.next_id += 1;
        let request = json!({ "jsonrpc": "2.0", "id": self.next_id, "method": method, "params": params });
        self.send(request.to_string().as_bytes())?;
        Ok(self.next_id)
    }

    /// The next message of the server.
    pub fn hear(&mut self) -> Result<Value> {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if self.output.read_line(&mut line)? == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            match line.trim_end().split_once(": ") {
                Some(("Content-Length", digits)) => length = digits.parse().map_err(std::io::Error::other)?,
                Some(_) => {}
                None => break,
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body)?;
        serde_json::from_slice(&body).map_err(std::io::Error::other)
    }

    /// What the server answers to a question, errors included; what it tells meanwhile is passed over.
    pub fn answer(&mut self, method: &str, params: &Value) -> Result<Value> {
        let id = self.ask(method, params)?;
        loop {
            let message = self.hear()?;
            if message["id"] == id {
                return Ok(message);
            }
        }
    }

    /// Waits until the server has ended.
    pub fn wait(&mut self) -> Result<ExitStatus> {
        self.server.wait()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// The protocol's position of a byte of `text`, columns counted in UTF-16.
#[must_use]
pub fn position(text: &str, offset: usize) -> Value {
    let line = text[..offset].matches('\n').count();
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    json!({ "line": line, "character": text[start..offset].encode_utf16().count() })
}
