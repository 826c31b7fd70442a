//! Which files of a folder hold facts. No file that may is passed over.

use std::path::{Path, PathBuf};

use crate::facts_file;
use crate::files::shown;
use crate::outcome::Failure;

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
    pub(super) fn of(folder: &Path, to: &str) -> Result<Self, Failure> {
        let unreadable = |error| Failure::Input(format!("cannot read `{}`: {error}", shown(folder)));
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
        files.check_output(to)?;
        if files.paths.is_empty() {
            return Err(Failure::Input(format!(
                "there is no file of facts (`*.ndjson`, `*.jsonl`, `*.json`, also `.gz` or `.zst`) in `{}`",
                shown(folder)
            )));
        }
        Ok(files)
    }

    fn add(&mut self, folder: &Path, path: PathBuf) -> Result<(), Failure> {
        let refused = |why: &str| Err(Failure::Input(format!("`{}` {why}", shown(&path))));
        let Some(name) = path.file_name().and_then(|name| name.to_str()).map(str::to_owned) else {
            return refused("has a name that is not UTF-8");
        };
        let is_hidden = name.starts_with('.');
        let found = std::fs::metadata(folder.join(&name));
        let found =
            found.map_err(|error| Failure::Input(format!("cannot read `{}`: {error}", shown(&path))))?;
        match (is_facts(&path), is_hidden) {
            (true, true) => refused("is hidden, and may hold facts: rename it, or move it elsewhere"),
            (true, false) if found.is_file() => {
                self.paths.push(path);
                self.names.push(name);
                Ok(())
            }
            (_, false) if found.is_dir() => {
                refused("is a folder within a folder of facts: sweep it by itself, or move it elsewhere")
            }
            (true, false) => refused("is not a regular file"),
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
            Ok(beside) if beside == self.folder => {
                Err(Failure::Input("verdicts are not written into the folder of the facts".to_owned()))
            }
            Ok(_) | Err(_) => Ok(()),
        }
    }
}

/// Whether a file holds facts, by its name, as `exeunt eval` takes it.
fn is_facts(path: &Path) -> bool {
    let name = facts_file::uncompressed_name(path);
    [".ndjson", ".jsonl", ".json"].iter().any(|ending| name.ends_with(ending))
}
