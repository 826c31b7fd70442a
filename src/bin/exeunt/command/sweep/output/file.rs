//! Verdicts in a file, a line each; the manifest stands beside it.

use std::fs::{File, OpenOptions};
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value as Json;

use crate::command::sweep::manifest::Manifest;
use crate::files::{self, Kind};
use crate::outcome::Failure;

/// Makes a Parquet file of lines, in their order.
const TO_PARQUET: &str = include_str!("write_parquet.py");

/// A file of verdicts.
pub(in crate::command::sweep) struct Lines {
    /// What was asked for.
    wanted: PathBuf,
    /// What is written line by line: the same, or a file beside it that becomes Parquet in the end.
    lines: PathBuf,
    file: File,
}

impl Lines {
    /// Begins a file.
    pub(super) fn begin(wanted: &Path) -> Result<Self, Failure> {
        Self::open(wanted, OpenOptions::new().write(true).create_new(true))
    }

    /// Takes up a file where its manifest says; what was written after that is written again.
    pub(super) fn take_up(wanted: &Path, bytes: u64) -> Result<Self, Failure> {
        let mut taken = Self::open(wanted, OpenOptions::new().write(true))?;
        let cut = taken.file.set_len(bytes).and_then(|()| taken.file.seek(SeekFrom::End(0)));
        cut.map_err(|error| taken.failed(&error))?;
        Ok(taken)
    }

    fn open(wanted: &Path, options: &OpenOptions) -> Result<Self, Failure> {
        let lines = match wanted.extension().and_then(|extension| extension.to_str()) {
            Some("ndjson") => wanted.to_owned(),
            Some("parquet") => wanted.with_extension("parquet.ndjson"),
            _ => {
                return Err(Failure::Input(
                    "verdicts are written to a file `.ndjson` or `.parquet`, to `postgres://…` or to `duckdb:FILE`"
                        .to_owned(),
                ));
            }
        };
        match options.open(&lines) {
            Ok(file) => Ok(Self { wanted: wanted.to_owned(), lines, file }),
            Err(error) => Err(unwritable(&lines, &error)),
        }
    }

    /// The manifest of what was written earlier.
    pub(super) fn manifest(wanted: &Path) -> Result<String, Failure> {
        files::read_text(&beside(wanted), Kind::Manifest)
    }

    /// Writes verdicts, then the manifest that tells of them.
    pub(super) fn write(&mut self, verdicts: &[Json], manifest: &mut Manifest) -> Result<(), Failure> {
        let text: String = verdicts.iter().map(|verdict| format!("{verdict}\n")).collect();
        let written = self.file.write_all(text.as_bytes()).and_then(|()| self.file.sync_data());
        written.map_err(|error| self.failed(&error))?;
        manifest.bytes += text.len() as u64;
        self.save(manifest)
    }

    /// Writes the manifest, whole or not at all.
    fn save(&self, manifest: &Manifest) -> Result<(), Failure> {
        files::write(&beside(&self.wanted), manifest.text().as_bytes())
    }

    /// Ends the file; Parquet is made now.
    pub(super) fn close(self, manifest: &Manifest) -> Result<(), Failure> {
        if self.lines != self.wanted {
            self.make_parquet()?;
        }
        self.save(manifest)
    }

    fn make_parquet(&self) -> Result<(), Failure> {
        let made =
            Command::new("python3").args(["-c", TO_PARQUET]).arg(&self.lines).arg(&self.wanted).output();
        let made = made.map_err(|error| Failure::Input(format!("cannot start `python3`: {error}")))?;
        if !made.status.success() {
            let said = String::from_utf8_lossy(&made.stderr);
            return Err(Failure::Input(format!("cannot write Parquet: {}", said.trim())));
        }
        std::fs::remove_file(&self.lines).map_err(|error| self.failed(&error))
    }

    fn failed(&self, error: &std::io::Error) -> Failure {
        unwritable(&self.lines, error)
    }
}

fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Input(format!("cannot write `{}`: {error}", files::shown(path)))
}

fn beside(file: &Path) -> PathBuf {
    let mut path = file.as_os_str().to_owned();
    path.push(".manifest.json");
    PathBuf::from(path)
}
