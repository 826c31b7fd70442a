//! The program as its users start it: a process of its own, in English and without colour whoever runs the tests.

use std::ffi::{OsStr, OsString};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use snapbox::IntoData;

/// The program in a folder; see [`exeunt!`](crate::exeunt).
#[derive(Debug, Clone)]
pub struct Exeunt {
    program: PathBuf,
    folder: PathBuf,
}

/// The program of this package in a folder: `exeunt!(&folder).run("check .")`. (A macro, because Cargo names the binary to
/// tests only.)
#[macro_export]
macro_rules! exeunt {
    ($folder:expr) => {
        $crate::program::Exeunt::new(env!("CARGO_BIN_EXE_exeunt"), $folder)
    };
}

/// The arguments of a command: a text is split at white space, a list is taken as it is.
pub trait Words {
    /// The arguments, one by one.
    fn words(self) -> Vec<OsString>;
}

impl Words for &str {
    fn words(self) -> Vec<OsString> {
        self.split_whitespace().map(OsString::from).collect()
    }
}

impl Words for &String {
    fn words(self) -> Vec<OsString> {
        self.as_str().words()
    }
}

impl Words for String {
    fn words(self) -> Vec<OsString> {
        self.as_str().words()
    }
}

impl<W: AsRef<OsStr>> Words for &[W] {
    fn words(self) -> Vec<OsString> {
        self.iter().map(|word| word.as_ref().to_owned()).collect()
    }
}

impl<W: AsRef<OsStr>> Words for &Vec<W> {
    fn words(self) -> Vec<OsString> {
        self.as_slice().words()
    }
}

impl<W: AsRef<OsStr>, const N: usize> Words for [W; N] {
    fn words(self) -> Vec<OsString> {
        self.as_slice().words()
    }
}

impl<W: AsRef<OsStr>, const N: usize> Words for &[W; N] {
    fn words(self) -> Vec<OsString> {
        self.as_slice().words()
    }
}

impl Exeunt {
    /// A program that is run in a folder.
    pub fn new(program: impl Into<PathBuf>, folder: impl AsRef<Path>) -> Self {
        Self { program: program.into(), folder: folder.as_ref().to_owned() }
    }

    /// The program with arguments, not yet started.
    pub fn command(&self, words: impl Words) -> Command {
        let mut command = command(&self.program);
        command.args(words.words()).current_dir(&self.folder);
        command
    }

    /// Runs it to its end, with nothing on standard input.
    ///
    /// # Panics
    /// If it cannot be started.
    pub fn run(&self, words: impl Words) -> Run {
        self.run_on(words, b"")
    }

    /// Runs it to its end on that standard input.
    ///
    /// # Panics
    /// If it cannot be started.
    pub fn run_on(&self, words: impl Words, input: impl AsRef<[u8]>) -> Run {
        Run::of(&mut self.command(words), input)
    }
}

/// A program of this path, not yet started.
pub fn command(path: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(path);
    command.env("LC_ALL", "C").env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A process that has ended.
#[derive(Debug, Clone)]
pub struct Run {
    /// Its program and arguments, for failures.
    command: String,
    /// The exit code; `None` if a signal ended it.
    pub code: Option<i32>,
    /// The text on standard output.
    pub out: String,
    /// The text on standard error.
    pub err: String,
}

impl Run {
    /// Runs a command to its end on that standard input.
    ///
    /// # Panics
    /// If it cannot be started.
    pub fn of(command: &mut Command, input: impl AsRef<[u8]>) -> Self {
        let mut child = command.spawn().unwrap_or_else(|error| panic!("{command:?} does not start: {error}"));
        // A program that does not read its input may have ended already.
        let _ = child.stdin.take().map(|mut stdin| stdin.write_all(input.as_ref()));
        Self::ended(child, command)
    }

    /// Waits for the end of a process.
    ///
    /// # Panics
    /// If its output is not UTF-8.
    pub fn ended(child: Child, command: &Command) -> Self {
        let output =
            child.wait_with_output().unwrap_or_else(|error| panic!("{command:?} does not end: {error}"));
        let text = |bytes| String::from_utf8(bytes).unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let command: Vec<_> = command.get_args().map(OsStr::to_string_lossy).collect();
        let (out, err) = (text(output.stdout), text(output.stderr));
        Self { command: command.join(" "), code: output.status.code(), out, err }
    }

    /// The exit code is this one.
    #[track_caller]
    pub fn code(self, expected: i32) -> Self {
        assert!(self.code == Some(expected), "expected exit code {expected}\n{self}");
        self
    }

    /// It ends with exit code 0 and writes nothing to standard error.
    #[track_caller]
    pub fn succeeds(self) -> Self {
        self.code(0).err_is("")
    }

    /// It ends with this exit code and writes nothing to standard output.
    #[track_caller]
    pub fn fails(self, expected: i32) -> Self {
        self.code(expected).out_is("")
    }

    /// Standard output is this text. `[..]` stands for any part of a line and `...` for any lines; the text of a
    /// `snapbox::str!` is replaced with `SNAPSHOTS=overwrite`.
    #[track_caller]
    pub fn out_is(self, expected: impl IntoData) -> Self {
        self.equals("standard output", &self.out, expected);
        self
    }

    /// The same of standard error.
    #[track_caller]
    pub fn err_is(self, expected: impl IntoData) -> Self {
        self.equals("standard error", &self.err, expected);
        self
    }

    #[track_caller]
    fn equals(&self, stream: &str, found: &str, expected: impl IntoData) {
        let assert = snapbox::Assert::new().action_env(snapbox::assert::DEFAULT_ACTION_ENV);
        let compared = assert.try_eq(
            Some(&format!("{} of {}", stream, self.command)),
            found.into_data(),
            expected.into_data(),
        );
        compared.unwrap_or_else(|difference| panic!("{difference}\n{self}"));
    }

    /// Standard output contains each of these texts.
    #[track_caller]
    pub fn out_has<const N: usize>(self, parts: [&str; N]) -> Self {
        self.contains("standard output", &self.out, &parts);
        self
    }

    /// Standard error contains each of these texts.
    #[track_caller]
    pub fn err_has<const N: usize>(self, parts: [&str; N]) -> Self {
        self.contains("standard error", &self.err, &parts);
        self
    }

    #[track_caller]
    fn contains(&self, stream: &str, text: &str, parts: &[&str]) {
        let missing: Vec<&&str> = parts.iter().filter(|part| !text.contains(**part)).collect();
        assert!(missing.is_empty(), "{stream} lacks {missing:#?}\n{self}");
    }

    /// Standard output with one JSON value a line.
    ///
    /// # Panics
    /// If a line is not JSON.
    #[track_caller]
    #[must_use]
    pub fn json_lines(&self) -> Vec<serde_json::Value> {
        let read =
            |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}\n{self}"));
        self.out.lines().map(read).collect()
    }

    /// Standard output as one JSON value.
    ///
    /// # Panics
    /// If it is not JSON.
    #[track_caller]
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}\n{self}"))
    }
}

/// Runs are equal if they end alike.
impl PartialEq for Run {
    fn eq(&self, other: &Self) -> bool {
        (self.code, &self.out, &self.err) == (other.code, &other.out, &other.err)
    }
}

impl std::fmt::Display for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { command, code, out, err } = self;
        let code = code.map_or("none".to_owned(), |code| code.to_string());
        write!(f, "exeunt {command}\nexit code: {code}\n--- standard output\n{out}--- standard error\n{err}")
    }
}

/// A text with `…` for the hashes of programs, which change with the form of programs.
#[must_use]
pub fn without_hashes(text: &str) -> String {
    let is_hash = |word: &&str| word.len() == 64 && word.bytes().all(|sign| sign.is_ascii_hexdigit());
    let words = text.split(|sign: char| !sign.is_ascii_alphanumeric());
    let hashes: Vec<&str> = words.filter(is_hash).collect();
    hashes.into_iter().fold(text.to_owned(), |text, hash| text.replace(hash, "…"))
}
