//! The file that verdicts are written to, a line each.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value as Json;

use super::manifest::Manifest;
use crate::outcome::Failure;
use crate::policies;

/// Makes a Parquet file of lines, in their order.
const TO_PARQUET: &str = include_str!("write_parquet.py");

/// A file of verdicts.
pub(super) struct Output {
    /// What was asked for.
    wanted: PathBuf,
    /// What is written line by line: the same, or a file beside it that becomes Parquet in the end.
    lines: PathBuf,
    file: File,
}

impl Output {
    /// Begins a file, or takes one up where its manifest says.
    pub(super) fn open(wanted: &Path, resumed: Option<&mut Manifest>) -> Result<Self, Failure> {
        let lines = match wanted.extension().and_then(|extension| extension.to_str()) {
            Some("ndjson") => wanted.to_owned(),
            Some("parquet") => wanted.with_extension("parquet.ndjson"),
            _ => {
                return Err(Failure::Input(
                    "verdicts are written to a file `.ndjson` or `.parquet`".to_owned(),
                ));
            }
        };
        let failed = |error| Failure::Input(format!("cannot write `{}`: {error}", policies::shown(&lines)));
        let file = match resumed {
            Some(manifest) => {
                manifest.take_up(wanted)?;
                let mut file = OpenOptions::new().write(true).open(&lines).map_err(failed)?;
                // What was written after the manifest was is written again.
                file.set_len(manifest.bytes).map_err(failed)?;
                std::io::Seek::seek(&mut file, std::io::SeekFrom::End(0)).map_err(failed)?;
                file
            }
            None => OpenOptions::new().write(true).create_new(true).open(&lines).map_err(failed)?,
        };
        Ok(Self { wanted: wanted.to_owned(), lines, file })
    }

    /// The file that was asked for.
    pub(super) fn file(&self) -> &Path {
        &self.wanted
    }

    /// Writes verdicts; gives how many bytes they took.
    pub(super) fn write(&mut self, verdicts: &[Json]) -> Result<u64, Failure> {
        let mut text = String::new();
        for verdict in verdicts {
            text.push_str(&verdict.to_string());
            text.push('\n');
        }
        let written = self.file.write_all(text.as_bytes()).and_then(|()| self.file.sync_data());
        written.map_err(|error| {
            Failure::Input(format!("cannot write `{}`: {error}", policies::shown(&self.lines)))
        })?;
        Ok(text.len() as u64)
    }

    /// Ends the file; Parquet is made now.
    pub(super) fn close(self) -> Result<(), Failure> {
        if self.lines == self.wanted {
            return Ok(());
        }
        let made =
            Command::new("python3").args(["-c", TO_PARQUET]).arg(&self.lines).arg(&self.wanted).output();
        let made = made.map_err(|error| Failure::Input(format!("cannot start `python3`: {error}")))?;
        if !made.status.success() {
            let said = String::from_utf8_lossy(&made.stderr);
            let last = said.trim().lines().last().unwrap_or_default().to_owned();
            return Err(Failure::Input(format!("cannot write Parquet: {last}")));
        }
        std::fs::remove_file(&self.lines).map_err(|error| {
            Failure::Input(format!("cannot remove `{}`: {error}", policies::shown(&self.lines)))
        })
    }
}
