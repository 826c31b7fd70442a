//! Verdicts in a file, a line each; the manifest stands beside it.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{BufRead as _, BufReader, ErrorKind, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use blake3::Hasher;

use super::earlier::{EachId, changed};
use super::staged;
use crate::command::sweep::client::python;
use crate::command::sweep::manifest::{Manifest, Written};
use crate::command::sweep::verdict::{Line, Verdict};
use crate::files::{self, Kind, shown};
use crate::messages::{Reason, sweeping, usage};
use crate::outcome::Failure;
use exeunt::diagnostic::Message;

/// Makes a Parquet file of lines, in their order.
const TO_PARQUET: &str = concat!(include_str!("../duckdb.py"), include_str!("write_parquet.py"));

/// A file of verdicts.
pub(in crate::command::sweep) struct Lines {
    paths: Paths,
    /// What lines are written to, locked; `None` once Parquet was made of them.
    file: Option<File>,
    /// The hash of what stands in it.
    hasher: Hasher,
}

/// The files of a sweep.
struct Paths {
    /// What was asked for.
    wanted: PathBuf,
    /// What is written line by line: the same, or a file beside it that becomes Parquet in the end.
    lines: PathBuf,
    manifest: PathBuf,
}

impl Paths {
    fn of(wanted: &Path) -> Result<Self, Failure> {
        let ending = wanted.extension().and_then(|extension| extension.to_str());
        let lines = match ending {
            Some("ndjson") => wanted.to_owned(),
            Some("parquet") => with_ending(wanted, ".ndjson"),
            _ => {
                return Err(Failure::Input(sweeping::written_to().to_owned()));
            }
        };
        Ok(Self { wanted: wanted.to_owned(), lines, manifest: with_ending(wanted, ".manifest.json") })
    }

    fn becomes_parquet(&self) -> bool {
        self.lines != self.wanted
    }
}

impl Lines {
    /// Begins a file. The manifest comes first, so that the sweep can be taken up whenever it is stopped.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the enumeration is not ours")]
    pub(super) fn begin(wanted: &Path, manifest: &mut Manifest) -> Result<Self, Failure> {
        let paths = Paths::of(wanted)?;
        for path in [&paths.wanted, &paths.lines, &paths.manifest] {
            if path.symlink_metadata().is_ok() {
                return Err(is_there(path));
            }
        }
        let mut lines = Self { paths, file: None, hasher: Hasher::new() };
        manifest.output = lines.written(0);
        let created = staged::create(&lines.paths.manifest, &manifest.text()?);
        created.map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => is_there(&lines.paths.manifest),
            _ => unwritable(&lines.paths.manifest, &error),
        })?;
        lines.file = Some(created_and_locked(&lines.paths.lines)?);
        Ok(lines)
    }

    /// Takes up a file that stands there as its manifest says. What was written after that is written again.
    pub(super) fn take_up(
        wanted: &Path,
        manifest: &mut Manifest,
        each: &mut EachId<'_>,
    ) -> Result<Self, Failure> {
        let paths = Paths::of(wanted)?;
        let file = opened_and_locked(&paths.lines)?;
        manifest.take_up(Manifest::read(&files::read_text(&paths.manifest, Kind::Manifest)?)?)?;
        let Written::Lines { bytes, blake3, parquet } = manifest.output.clone() else {
            return Err(Failure::Input(sweeping::no_manifest_file()));
        };
        let mut lines = Self { paths, file, hasher: Hasher::new() };
        lines.check_parquet(parquet.as_deref(), manifest.complete)?;
        match lines.file {
            Some(_) => lines.check(bytes, &blake3, each)?,
            None if manifest.complete && parquet.is_some() => {}
            None if bytes == 0 => lines.file = Some(created_and_locked(&lines.paths.lines)?),
            None => return Err(changed(Message::code(&shown(&lines.paths.lines)))),
        }
        Ok(lines)
    }

    /// A Parquet file is there only if this sweep made it, and as it made it.
    fn check_parquet(&self, made: Option<&str>, is_complete: bool) -> Result<(), Failure> {
        let wanted = &self.paths.wanted;
        if !self.paths.becomes_parquet() {
            return Ok(());
        }
        match (hash_of(wanted), made) {
            (Ok(hash), Some(made)) if hash == made => Ok(()),
            (Err(error), _) if error.kind() == ErrorKind::NotFound && !is_complete => Ok(()),
            (Ok(_), None) => Err(is_there(wanted)),
            (Ok(_) | Err(_), _) => Err(changed(Message::code(&shown(wanted)))),
        }
    }

    /// Reads what was written, and cuts off what the manifest does not count.
    fn check(&mut self, bytes: u64, blake3: &str, each: &mut EachId<'_>) -> Result<(), Failure> {
        let Some(file) = self.file.take() else { return Ok(()) };
        let failed = |error| unwritable(&self.paths.lines, &error);
        let mut text = BufReader::new((&file).take(bytes));
        let (mut line, mut length) = (Vec::new(), 0);
        while text.read_until(b'\n', &mut line).map_err(failed)? > 0 {
            length += line.len() as u64;
            self.hasher.update(&line);
            // A line that is none was not written by a sweep: the hash says so.
            if let Ok(verdict) = serde_json::from_slice::<Verdict<'_>>(&line) {
                each(&verdict.id)?;
            }
            line.clear();
        }
        if length != bytes || self.hasher.finalize().to_hex().as_str() != blake3 {
            return Err(changed(Message::code(&shown(&self.paths.lines))));
        }
        let cut = file.set_len(bytes).and_then(|()| (&file).seek(SeekFrom::Start(bytes)));
        cut.map_err(failed)?;
        self.file = Some(file);
        Ok(())
    }

    /// Writes verdicts, then the manifest that counts them.
    pub(super) fn write(&mut self, lines: &[Line], manifest: &mut Manifest) -> Result<(), Failure> {
        let Some(file) = &mut self.file else { return Ok(()) };
        let mut text = Vec::with_capacity(lines.iter().map(|line| line.json.len() + 1).sum());
        for line in lines {
            text.extend_from_slice(line.json.as_bytes());
            text.push(b'\n');
        }
        let done = file.write_all(&text).and_then(|()| file.sync_data());
        done.map_err(|error| unwritable(&self.paths.lines, &error))?;
        self.hasher.update(&text);
        let before = match manifest.output {
            Written::Lines { bytes, .. } => bytes,
            Written::Rows(_) => 0,
        };
        manifest.output = self.written(before + text.len() as u64);
        self.save(manifest)
    }

    fn written(&self, bytes: u64) -> Written {
        Written::Lines { bytes, blake3: self.hasher.finalize().to_hex().to_string(), parquet: None }
    }

    /// Writes the manifest, whole or not at all.
    fn save(&self, manifest: &Manifest) -> Result<(), Failure> {
        let path = &self.paths.manifest;
        staged::replace(path, &manifest.text()?).map_err(|error| unwritable(path, &error))
    }

    /// Ends the file; Parquet is made now.
    pub(super) fn close(self, manifest: &mut Manifest) -> Result<(), Failure> {
        let is_over = manifest.adds_up();
        if self.paths.becomes_parquet() && is_over {
            self.make_parquet(manifest)?;
        }
        if !manifest.complete {
            manifest.complete = is_over;
            self.save(manifest)?;
        }
        if self.paths.becomes_parquet() && is_over && self.file.is_some() {
            let removed = std::fs::remove_file(&self.paths.lines);
            removed.map_err(|error| unwritable(&self.paths.lines, &error))?;
        }
        Ok(())
    }

    /// Makes the Parquet file, unless an earlier run did. The manifest has its hash before it is in its place, so that a
    /// later run knows it for its own.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the enumeration is not ours")]
    fn make_parquet(&self, manifest: &mut Manifest) -> Result<(), Failure> {
        let wanted = &self.paths.wanted;
        let failed = |error: &std::io::Error| match error.kind() {
            ErrorKind::AlreadyExists => is_there(wanted),
            _ => unwritable(wanted, error),
        };
        if wanted.symlink_metadata().is_ok() {
            return Ok(());
        }
        let made = staged::beside(wanted).map_err(|error| failed(&error))?;
        let values = if manifest.has_outcome_values() { "outcome_value" } else { "" };
        let run = python(TO_PARQUET).arg(&self.paths.lines).arg(made.path()).arg(values).output();
        let run = run.map_err(|error| Failure::Input(usage::cannot_start("python3", error.reason())))?;
        if !run.status.success() {
            let said = String::from_utf8_lossy(&run.stderr);
            return Err(Failure::Input(usage::cannot_write(
                Message::verbatim("Parquet"),
                Message::verbatim(said.trim()),
            )));
        }
        made.as_file().sync_all().map_err(|error| failed(&error))?;
        let hash = hash_of(made.path()).map_err(|error| failed(&error))?;
        if let Written::Lines { parquet, .. } = &mut manifest.output {
            *parquet = Some(hash);
        }
        self.save(manifest)?;
        made.persist_noclobber(wanted).map(drop).map_err(|error| failed(&error.error))
    }
}

/// Opens the file of an earlier run, if it is there, for this run alone.
fn opened_and_locked(path: &Path) -> Result<Option<File>, Failure> {
    match path.symlink_metadata() {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Ok(found) if !found.is_file() => {
            return Err(Failure::Input(usage::cannot_write(
                Message::code(&shown(path)),
                usage::not_regular(),
            )));
        }
        Ok(_) | Err(_) => {}
    }
    let opened = OpenOptions::new().read(true).write(true).open(path);
    locked(opened.map_err(|error| unwritable(path, &error))?, path).map(Some)
}

fn created_and_locked(path: &Path) -> Result<File, Failure> {
    let created = OpenOptions::new().read(true).write(true).create_new(true).open(path);
    locked(created.map_err(|error| unwritable(path, &error))?, path)
}

fn locked(file: File, path: &Path) -> Result<File, Failure> {
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Failure::Input(sweeping::sweep_writes_file(&shown(path)))),
        Err(TryLockError::Error(error)) => {
            Err(Failure::Input(usage::cannot_lock(&shown(path), error.reason())))
        }
    }
}

fn hash_of(path: &Path) -> std::io::Result<String> {
    let mut hasher = Hasher::new();
    hasher.update_reader(File::open(path)?)?;
    Ok(hasher.finalize().to_hex().to_string())
}

fn is_there(path: &Path) -> Failure {
    Failure::Input(sweeping::not_written_over(&shown(path)))
}

fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Input(usage::cannot_write(Message::code(&shown(path)), error.reason()))
}

fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut path = file.as_os_str().to_owned();
    path.push(ending);
    PathBuf::from(path)
}
