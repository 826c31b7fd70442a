//! What is written to files, a line each; the manifest stands beside the first.

use std::collections::HashSet;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{BufRead as _, BufReader, ErrorKind, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use blake3::Hasher;

use super::earlier::{EachId, changed};
use super::staged;
use crate::command::sweep::client::python;
use crate::command::sweep::form::{Form, id_of};
use crate::command::sweep::manifest::{Manifest, Written};
use crate::command::sweep::verdict::Line;
use crate::files::{self, Kind, shown};
use crate::messages::{Reason, sweeping, usage};
use crate::outcome::Failure;
use exeunt::diagnostic::Message;
use exeunt::sql::Dialect;

/// Makes a Parquet file of lines, in their order.
const TO_PARQUET: &str = concat!(include_str!("../duckdb.py"), include_str!("write_parquet.py"));

/// The files of a sweep, with the manifest beside the first.
pub(in crate::command::sweep) struct Files {
    manifest: PathBuf,
    files: Vec<Lines>,
}

/// A file of lines.
struct Lines {
    paths: Paths,
    form: Form,
    /// What lines are written to, locked; `None` once Parquet was made of them.
    file: Option<File>,
    /// The hash of what stands in it.
    hasher: Hasher,
    /// How much stands in it.
    bytes: u64,
}

/// Where a file is.
struct Paths {
    /// What was asked for.
    wanted: PathBuf,
    /// What is written line by line: the same, or a file beside it that becomes Parquet in the end.
    lines: PathBuf,
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
        Ok(Self { wanted: wanted.to_owned(), lines })
    }

    fn becomes_parquet(&self) -> bool {
        self.lines != self.wanted
    }
}

impl Files {
    fn of(wanted: &[PathBuf], forms: &[Form]) -> Result<Self, Failure> {
        let manifest = wanted.first().map(|first| with_ending(first, ".manifest.json")).unwrap_or_default();
        let files = wanted.iter().zip(forms).map(|(wanted, &form)| {
            let (file, hasher) = (None, Hasher::new());
            Ok(Lines { paths: Paths::of(wanted)?, form, file, hasher, bytes: 0 })
        });
        Ok(Self { manifest, files: files.collect::<Result<_, Failure>>()? })
    }

    /// Begins files. The manifest comes first, so that the sweep can be taken up whenever it is stopped.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the enumeration is not ours")]
    pub(super) fn begin(wanted: &[PathBuf], manifest: &mut Manifest) -> Result<Self, Failure> {
        let mut files = Self::of(wanted, &manifest.forms())?;
        let mut taken = HashSet::from([named(&files.manifest)]);
        for paths in files.files.iter().map(|file| &file.paths) {
            let both = paths.becomes_parquet().then_some(&paths.lines).into_iter().chain([&paths.wanted]);
            for path in both {
                if !taken.insert(named(path)) {
                    return Err(Failure::Input(sweeping::same_target(&shown(path))));
                }
            }
        }
        let all = files.files.iter().flat_map(|file| [&file.paths.wanted, &file.paths.lines]);
        for path in all.chain([&files.manifest]) {
            if path.symlink_metadata().is_ok() {
                return Err(is_there(path));
            }
        }
        files.tell(manifest);
        let created = staged::create(&files.manifest, &manifest.text()?);
        created.map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => is_there(&files.manifest),
            _ => unwritable(&files.manifest, &error),
        })?;
        for file in &mut files.files {
            file.file = Some(created_and_locked(&file.paths.lines)?);
        }
        Ok(files)
    }

    /// Takes up files that stand there as their manifest says. What was written after that is written again.
    pub(super) fn take_up(
        wanted: &[PathBuf],
        manifest: &mut Manifest,
        each: &mut EachId<'_>,
    ) -> Result<Self, Failure> {
        let mut files = Self::of(wanted, &manifest.forms())?;
        for file in &mut files.files {
            file.file = opened_and_locked(&file.paths.lines)?;
        }
        manifest.take_up(Manifest::read(&files::read_text(&files.manifest, Kind::Manifest)?)?)?;
        for (at, file) in files.files.iter_mut().enumerate() {
            let Some(Written::Lines { bytes, blake3, parquet }) = manifest.written(at).cloned() else {
                return Err(Failure::Input(sweeping::no_manifest_file()));
            };
            file.take_up((bytes, &blake3), parquet.as_deref(), manifest.complete, each)?;
        }
        Ok(files)
    }

    /// Writes lines, then the manifest that counts them.
    pub(super) fn write(&mut self, lines: &[Line], manifest: &mut Manifest) -> Result<(), Failure> {
        for (at, file) in self.files.iter_mut().enumerate() {
            file.write(lines.iter().flat_map(|line| &line.written[at]))?;
        }
        self.tell(manifest);
        self.save(manifest)
    }

    /// Puts into the manifest what was written.
    fn tell(&self, manifest: &mut Manifest) {
        for (at, file) in self.files.iter().enumerate() {
            if let Some(written) = manifest.written_mut(at) {
                *written = file.written();
            }
        }
    }

    /// Writes the manifest, whole or not at all.
    fn save(&self, manifest: &Manifest) -> Result<(), Failure> {
        let path = &self.manifest;
        staged::replace(path, &manifest.text()?).map_err(|error| unwritable(path, &error))
    }

    /// Ends the files; Parquet is made now.
    pub(super) fn close(self, manifest: &mut Manifest) -> Result<(), Failure> {
        let is_over = manifest.adds_up();
        let becoming: Vec<_> =
            self.files.iter().map(|file| is_over && file.paths.becomes_parquet()).collect();
        for at in (0..becoming.len()).filter(|&at| becoming[at]) {
            self.make_parquet(at, manifest)?;
        }
        if !manifest.complete {
            manifest.complete = is_over;
            self.save(manifest)?;
        }
        for file in self.files.iter().zip(&becoming).filter(|(_, becoming)| **becoming).map(|(file, _)| file)
        {
            if file.file.is_some() {
                let removed = std::fs::remove_file(&file.paths.lines);
                removed.map_err(|error| unwritable(&file.paths.lines, &error))?;
            }
        }
        Ok(())
    }

    /// Makes a Parquet file, unless an earlier run did. The manifest has its hash before it is in its place, so that a
    /// later run knows it for its own.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the enumeration is not ours")]
    fn make_parquet(&self, at: usize, manifest: &mut Manifest) -> Result<(), Failure> {
        let Lines { paths: Paths { wanted, lines }, form, .. } = &self.files[at];
        let failed = |error: &std::io::Error| match error.kind() {
            ErrorKind::AlreadyExists => is_there(wanted),
            _ => unwritable(wanted, error),
        };
        if wanted.symlink_metadata().is_ok() {
            return Ok(());
        }
        let made = staged::beside(wanted).map_err(|error| failed(&error))?;
        let run = python(TO_PARQUET).arg(lines).arg(made.path()).arg(duckdb_columns(*form)).output();
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
        if let Some(Written::Lines { parquet, .. }) = manifest.written_mut(at) {
            *parquet = Some(hash);
        }
        self.save(manifest)?;
        made.persist_noclobber(wanted).map(drop).map_err(|error| failed(&error.error))
    }
}

impl Lines {
    /// Takes up a file that stands there with these bytes and their hash.
    fn take_up(
        &mut self,
        (bytes, blake3): (u64, &str),
        parquet: Option<&str>,
        is_complete: bool,
        each: &mut EachId<'_>,
    ) -> Result<(), Failure> {
        self.check_parquet(parquet, is_complete)?;
        match self.file {
            Some(_) => self.check(bytes, blake3, each),
            None if is_complete && parquet.is_some() => Ok(()),
            None if bytes == 0 => {
                self.file = Some(created_and_locked(&self.paths.lines)?);
                Ok(())
            }
            None => Err(changed(Message::code(&shown(&self.paths.lines)))),
        }
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
        let mut line = Vec::new();
        while text.read_until(b'\n', &mut line).map_err(failed)? > 0 {
            self.bytes += line.len() as u64;
            self.hasher.update(&line);
            // A line that is none was not written by a sweep: the hash says so.
            if self.form.says_who_was_judged()
                && let Some(id) = id_of(&line)
            {
                each(&id)?;
            }
            line.clear();
        }
        if self.bytes != bytes || self.hasher.finalize().to_hex().as_str() != blake3 {
            return Err(changed(Message::code(&shown(&self.paths.lines))));
        }
        let cut = file.set_len(bytes).and_then(|()| (&file).seek(SeekFrom::Start(bytes)));
        cut.map_err(failed)?;
        self.file = Some(file);
        Ok(())
    }

    fn write<'l>(&mut self, lines: impl Iterator<Item = &'l String>) -> Result<(), Failure> {
        let Some(file) = &mut self.file else { return Ok(()) };
        let mut text = Vec::new();
        for line in lines {
            text.extend_from_slice(line.as_bytes());
            text.push(b'\n');
        }
        let done = file.write_all(&text).and_then(|()| file.sync_data());
        done.map_err(|error| unwritable(&self.paths.lines, &error))?;
        self.hasher.update(&text);
        self.bytes += text.len() as u64;
        Ok(())
    }

    fn written(&self) -> Written {
        let blake3 = self.hasher.finalize().to_hex().to_string();
        Written::Lines { bytes: self.bytes, blake3, parquet: None }
    }
}

/// The columns of a form, for DuckDB's reader of JSON.
fn duckdb_columns(form: Form) -> String {
    let columns = form.columns();
    let columns: Vec<String> =
        columns.iter().map(|it| format!("'{}': '{}'", it.name, it.holds.type_in(Dialect::DuckDb))).collect();
    format!("{{{}}}", columns.join(", "))
}

/// A file as manifests name it, whether it is there or not.
pub(super) fn named(file: &Path) -> String {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let whole = folder.canonicalize().unwrap_or(folder.to_owned());
    whole.join(file.file_name().unwrap_or_default()).display().to_string()
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
