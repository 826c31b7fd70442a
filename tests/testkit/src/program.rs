//! The program as its users start it: a process of its own, in English and without colour whoever runs the tests.

use std::ffi::OsStr;
use std::io::Write as _;
use std::process::{Command, Output, Stdio};

/// What a process came to: exit code, standard output, standard error.
pub type Said = (Option<i32>, String, String);

/// The program of this path, not yet started.
pub fn command(path: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(path);
    command.env("LC_ALL", "C").env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs it to its end on that standard input.
///
/// # Panics
/// If it cannot be started.
pub fn ended(command: &mut Command, input: &[u8]) -> Output {
    let mut child = command.spawn().unwrap_or_else(|error| panic!("{command:?} does not start: {error}"));
    // A program that does not read its input may be gone already.
    let _ = child.stdin.take().map(|mut stdin| stdin.write_all(input));
    child.wait_with_output().unwrap_or_else(|error| panic!("{command:?} does not end: {error}"))
}

/// What a process said, as text.
///
/// # Panics
/// If that is not UTF-8.
pub fn said(output: Output) -> Said {
    let text = |bytes| String::from_utf8(bytes).unwrap_or_else(|error| panic!("no text: {error}"));
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// A text with `…` for the hashes of programs, which change with the form of programs.
#[must_use]
pub fn without_hashes(text: &str) -> String {
    let is_hash = |word: &&str| word.len() == 64 && word.bytes().all(|sign| sign.is_ascii_hexdigit());
    let words = text.split(|sign: char| !sign.is_ascii_alphanumeric());
    let hashes: Vec<&str> = words.filter(is_hash).collect();
    hashes.into_iter().fold(text.to_owned(), |text, hash| text.replace(hash, "…"))
}
