//! Which files of a folder hold facts. No file that may is passed over.

use std::path::{Path, PathBuf};

use crate::facts_file;
use crate::files::shown;
use crate::messages::{Reason, sweeping, usage};
use crate::outcome::Failure;
use exeunt::diagnostic::Message;

/// The files of a folder.
pub(super) struct Files {
    /// The folder, as the system knows it.
    pub(super) folder: PathBuf,
    /// The files that hold facts, in the order of their names.
    pub(super) paths: Vec<PathBuf>,
    /// Their names.
    pub(super) names: Vec<String>,
    /// What holds no facts, by its name.
    pub(super) passed_over: Vec<String>,
}

impl Files {
    /// Those of a folder in which nothing will be written.
    pub(super) fn of<'t>(folder: &Path, targets: impl Iterator<Item = &'t str>) -> Result<Self, Failure> {
        let unreadable = |error: std::io::Error| {
            Failure::Input(usage::cannot_read(Message::code(&shown(folder)), error.reason()))
        };
        let mut files = Self {
            folder: folder.canonicalize().map_err(unreadable)?,
            paths: Vec::new(),
            names: Vec::new(),
            passed_over: Vec::new(),
        };
        let mut entries = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(unreadable)? {
            entries.push(entry.map_err(unreadable)?.path());
        }
        entries.sort();
        for entry in entries {
            files.add(folder, entry)?;
        }
        for target in targets {
            files.check_output(target)?;
        }
        if files.paths.is_empty() {
            return Err(Failure::Input(sweeping::no_facts_in(&shown(folder))));
        }
        Ok(files)
    }

    fn add(&mut self, folder: &Path, path: PathBuf) -> Result<(), Failure> {
        let refused = |why: fn(&str) -> Message| Err(Failure::Input(why(&shown(&path))));
        let Some(name) = path.file_name().and_then(|name| name.to_str()).map(str::to_owned) else {
            return refused(sweeping::name_not_utf8);
        };
        let is_hidden = name.starts_with('.');
        let found = std::fs::metadata(folder.join(&name));
        let found = found.map_err(|error| {
            Failure::Input(usage::cannot_read(Message::code(&shown(&path)), error.reason()))
        })?;
        match (is_facts(&path), is_hidden) {
            (true, true) => refused(sweeping::is_hidden),
            (true, false) if found.is_file() => {
                self.paths.push(path);
                self.names.push(name);
                Ok(())
            }
            (_, false) if found.is_dir() => refused(sweeping::folder_within),
            (true, false) => refused(sweeping::not_regular),
            (false, _) => {
                self.passed_over.push(name);
                Ok(())
            }
        }
    }

    /// Verdicts among the facts would be read as facts.
    fn check_output(&self, to: &str) -> Result<(), Failure> {
        let to = to.strip_prefix("duckdb:").unwrap_or(to);
        let beside = Path::new(to).parent().filter(|folder| !folder.as_os_str().is_empty());
        match beside.unwrap_or(Path::new(".")).canonicalize() {
            Ok(beside) if beside == self.folder => Err(Failure::Input(sweeping::not_into_facts())),
            Ok(_) | Err(_) => Ok(()),
        }
    }
}

/// Whether a file holds facts, by its name, as `exeunt eval` takes it.
fn is_facts(path: &Path) -> bool {
    let name = facts_file::uncompressed_name(path);
    [".ndjson", ".jsonl", ".json"].iter().any(|ending| name.ends_with(ending))
}
