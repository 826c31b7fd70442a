//! Messages on standard input and output, as the base protocol frames them. What the other side announces is not trusted:
//! a frame is read as far as it comes, up to a bound.

use std::io::{self, BufRead, Read as _};
use std::sync::{Arc, OnceLock};
use std::thread::JoinHandle;

use crossbeam_channel::bounded;
use exeunt::diagnostic::Message as Text;
use lsp_server::{Connection, Message};

use crate::messages::{Reason as _, serving};

/// The most that a message may hold, in MiB: several times the largest text that is read from a disk.
const MOST_MIB: usize = 64;
/// The most that the headers of a message may hold, in bytes.
const MOST_HEADERS: u64 = 8 << 10;

/// The threads that read and write messages.
pub(super) struct Threads {
    /// Why no more messages can be read, where that is not the end of the input.
    broken: Arc<OnceLock<Text>>,
    writer: JoinHandle<io::Result<()>>,
}

/// Begins to read and to write.
pub(super) fn connect() -> (Connection, Threads) {
    let (sender, to_write) = bounded::<Message>(0);
    let (read, receiver) = bounded::<Message>(0);
    let writer = std::thread::spawn(move || {
        let mut output = io::stdout().lock();
        to_write.into_iter().try_for_each(|message| message.write(&mut output))
    });
    let broken = Arc::new(OnceLock::new());
    let why = Arc::clone(&broken);
    std::thread::spawn(move || {
        let mut input = io::stdin().lock();
        loop {
            let message = match next(&mut input) {
                Ok(Some(message)) => message,
                Ok(None) => return,
                Err(error) => {
                    let _ = why.set(error.reason());
                    return;
                }
            };
            let is_last = matches!(&message, Message::Notification(it) if it.method == "exit");
            if read.send(message).is_err() || is_last {
                return;
            }
        }
    });
    (Connection { sender, receiver }, Threads { broken, writer })
}

impl Threads {
    /// Why no more messages can be read, where that is not the end of the input.
    pub(super) fn broken(&self) -> Option<&Text> {
        self.broken.get()
    }

    /// Waits until everything is written; the connection must be dropped.
    pub(super) fn finish(self) -> io::Result<()> {
        self.writer.join().unwrap_or_else(|_| Err(io::Error::other(serving::writing_failed())))
    }
}

/// The next message; `None` at the end of the input.
fn next(input: &mut impl BufRead) -> io::Result<Option<Message>> {
    let Some(size) = size(input)? else { return Ok(None) };
    let mut body = Vec::new();
    input.take(size as u64).read_to_end(&mut body)?;
    if body.len() < size {
        return Err(malformed(serving::input_ends()));
    }
    serde_json::from_slice(&body)
        .map(Some)
        .map_err(|error| malformed(serving::malformed_message(&error.to_string())))
}

/// The announced size of the next message.
fn size(input: &mut impl BufRead) -> io::Result<Option<usize>> {
    let mut headers = input.take(MOST_HEADERS);
    let mut size = None;
    loop {
        let mut line = Vec::new();
        if headers.read_until(b'\n', &mut line)? == 0 && headers.limit() > 0 {
            return Ok(None);
        }
        let line = str::from_utf8(&line).ok().and_then(|line| line.strip_suffix("\r\n"));
        match line.ok_or_else(|| malformed(serving::malformed_head()))? {
            "" => break,
            header => size = length(header).or(size),
        }
    }
    let size = size.ok_or_else(|| malformed(serving::no_content_length()))?;
    match usize::try_from(size) {
        Ok(size) if size <= MOST_MIB << 20 => Ok(Some(size)),
        Ok(_) | Err(_) => Err(malformed(serving::message_too_large(&size.to_string(), MOST_MIB))),
    }
}

/// The number of a `Content-Length`.
fn length(header: &str) -> Option<u128> {
    let (name, value) = header.split_once(':')?;
    name.eq_ignore_ascii_case("Content-Length").then(|| value.trim().parse().ok())?
}

fn malformed(what: Text) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use super::next;

    fn read(input: &str) -> Result<Option<String>, String> {
        let message = next(&mut input.as_bytes()).map_err(|error| error.to_string())?;
        Ok(message.map(|message| format!("{message:?}")))
    }

    #[test]
    fn a_message_is_read_whole() {
        let body = "{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}";
        let framed = format!("content-length: {}\r\nContent-Type: a\r\n\r\n{body}", body.len());
        assert!(read(&framed).is_ok_and(|found| found.is_some_and(|it| it.contains("exit"))));
        assert_eq!(read(""), Ok(None));
    }

    #[test]
    fn a_frame_that_cannot_be_is_refused_before_it_is_read() {
        let long = "a".repeat(10_000);
        for (head, says) in [
            ("Content-Length: 1000000000000\r\n\r\n", "more than 64 MiB"),
            ("Content-Length: 18446744073709551615\r\n\r\n", "more than 64 MiB"),
            ("Content-Length: 99999999999999999999999999\r\n\r\n", "more than 64 MiB"),
            ("Content-Length: -1\r\n\r\n", "no `Content-Length`"),
            ("Content-Length: many\r\n\r\n", "no `Content-Length`"),
            ("\r\n", "no `Content-Length`"),
            ("Content-Length: 67000000\r\n\r\n{}", "ends within a message"),
            ("Content-Length: 2\r\n\r\n[]", "malformed"),
            ("Content-Length: 2\n\n{}", "malformed"),
            (long.as_str(), "malformed"),
        ] {
            let found = read(head);
            assert!(found.as_ref().is_err_and(|said| said.contains(says)), "{head:.60}: {found:?}");
        }
    }
}
