//! Which files lie in folders: policies, fixtures, settings.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::gitignore::Gitignore;
use ignore::{DirEntry, WalkBuilder};

use super::{Refused, open, shown, unread};
use crate::messages::{Reason, usage};
use crate::outcome::Failure;
use crate::portable::absolute;
use exeunt::diagnostic::Message;

/// How the names of policies end.
pub(super) const POLICY: &str = "policy";
/// The name of the settings of a project.
pub(crate) const SETTINGS: &str = "exeunt.toml";

/// The files that a search found, and what it passed over.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The files, in the order of their names.
    pub(crate) files: Vec<PathBuf>,
    /// For each link that was not followed, what is wrong with it.
    pub(crate) passed_over: Vec<Message>,
    /// The same of each link to a file of the kind that was looked for.
    files_passed_over: Vec<Message>,
    /// The folders below that are projects of their own, with settings.
    projects: Vec<PathBuf>,
}

/// What a search passes over in folders, besides what nobody wrote and what git ignores.
#[derive(Debug, Clone)]
pub(crate) struct Exclusion {
    /// The folder that the patterns are relative to, from the root on.
    folder: PathBuf,
    patterns: Gitignore,
}

impl Exclusion {
    /// Patterns that are relative to a folder.
    pub(crate) fn new(folder: &Path, patterns: Gitignore) -> Self {
        Self { folder: absolute(folder), patterns }
    }

    /// Excludes nothing.
    pub(crate) fn nothing() -> Self {
        Self { folder: PathBuf::new(), patterns: Gitignore::empty() }
    }

    fn excludes(&self, path: &Path, is_folder: bool) -> bool {
        let path = absolute(path);
        let within = path.strip_prefix(&self.folder).ok();
        within.is_some_and(|path| self.patterns.matched(path, is_folder).is_ignore())
    }
}

/// Each file as it is named, each folder with every `*.policy` below it.
pub(crate) fn policies(paths: &[PathBuf], exclusion: &Exclusion) -> Result<Found, Failure> {
    let mut found = Found::default();
    for path in paths {
        let before = found.files.len();
        let walked = walk(path, exclusion, |file| has_extension(file, &[POLICY]))?;
        found.files.extend(walked.files);
        found.passed_over.extend(walked.passed_over);
        found.passed_over.extend(walked.files_passed_over);
        if found.files.len() == before {
            return Err(Failure::Input(match walked.projects.as_slice() {
                [] => usage::no_file_of_kind(POLICY, &shown(path)),
                projects => {
                    let names: Vec<String> = projects.iter().map(|it| format!("`{}`", shown(it))).collect();
                    usage::only_in_projects(POLICY, &shown(path), &names.join(", "))
                }
            }));
        }
        found.passed_over.extend(walked.projects.iter().map(|it| usage::skipped_project(&shown(it))));
    }
    Ok(found)
}

/// The policies below a folder, as far as it can be read.
#[cfg(feature = "lsp")]
pub(crate) fn policies_below(folder: &Path, exclusion: &Exclusion) -> Vec<PathBuf> {
    walk(folder, exclusion, |file| has_extension(file, &[POLICY])).unwrap_or_default().files
}

/// The files of that name in or below the paths; beside a path that is a file.
pub(crate) fn named(paths: &[PathBuf], exclusion: &Exclusion, name: &str) -> Result<Vec<PathBuf>, Failure> {
    Ok(beside(paths, exclusion, |file| file.file_name().is_some_and(|own| own == name))?.files)
}

/// The JSON files in folders called `fixtures`, in or below the paths; beside a path that is a file.
pub(crate) fn fixtures(paths: &[PathBuf], exclusion: &Exclusion) -> Result<Found, Failure> {
    beside(paths, exclusion, |file| {
        let is_json = has_extension(file, &["json", "ndjson", "jsonl"]);
        is_json && file.components().any(|part| part.as_os_str() == "fixtures")
    })
}

/// Every file below the paths whose change may change the results of tests, as far as they can be read.
pub(crate) fn watched(paths: &[PathBuf], exclusion: &Exclusion) -> Vec<PathBuf> {
    let is_watched = |file: &Path| has_extension(file, &[POLICY, "json", "ndjson", "toml"]);
    let found = paths.iter().filter_map(|path| walk(path, exclusion, is_watched).ok());
    found.flat_map(|found| found.files).collect()
}

/// The settings in a folder or the nearest one above it, but not above one that is marked as a cache, as a search from there
/// passes it over. Settings that cannot be read are found too: reading them then fails, so that they are not passed over.
pub(crate) fn settings_above(folder: &Path) -> Option<PathBuf> {
    for folder in absolute(folder).ancestors() {
        let file = folder.join(SETTINGS);
        if is_there(&file) {
            return Some(file);
        }
        if is_marked_as_cache(folder) {
            break;
        }
    }
    None
}

/// Whether a file or a link of that name may be there.
fn is_there(file: &Path) -> bool {
    match file.symlink_metadata() {
        Ok(_) => true,
        Err(error) => error.kind() != io::ErrorKind::NotFound,
    }
}

pub(super) fn has_extension(file: &Path, extensions: &[&str]) -> bool {
    // `P.POLICY` must not be passed over either.
    let is_any = |own: &str| extensions.iter().any(|extension| extension.eq_ignore_ascii_case(own));
    file.extension().and_then(OsStr::to_str).is_some_and(is_any)
}

/// The files in or below the paths, or beside one that is a file, of which `is_wanted` holds from the folder on.
fn beside(
    paths: &[PathBuf],
    exclusion: &Exclusion,
    is_wanted: impl Fn(&Path) -> bool,
) -> Result<Found, Failure> {
    let folder_of = |path: &PathBuf| {
        let is_file = path.is_file();
        let folder = if is_file { path.parent().unwrap_or(path) } else { path };
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        (folder.to_path_buf(), is_file)
    };
    let mut folders: Vec<(PathBuf, bool)> = paths.iter().map(folder_of).collect();
    folders.sort();
    folders.dedup_by(|one, other| one.0 == other.0);
    let mut found = Found::default();
    for (folder, is_of_file) in &folders {
        let is_wanted = |file: &Path| file.strip_prefix(folder).is_ok_and(&is_wanted);
        let walked = walk(folder, exclusion, is_wanted)?;
        found.files.extend(walked.files);
        found.passed_over.extend(walked.files_passed_over);
        // Other links below a folder are named with its policies.
        if *is_of_file {
            found.passed_over.extend(walked.passed_over);
        }
    }
    found.files.sort();
    found.files.dedup();
    Ok(found)
}

/// The path itself where it is a file; else the files below it that are wanted, in the order of their names. What git
/// ignores is none of them. A link that leads nowhere, in a circle or out of the folder is passed over: whoever named the
/// folder may not know of it.
fn walk(path: &Path, exclusion: &Exclusion, is_wanted: impl Fn(&Path) -> bool) -> Result<Found, Failure> {
    let root = path.canonicalize().map_err(|error| unread(path, &error))?;
    if !root.is_dir() {
        open(path).map_err(|why| unread(path, &why))?;
        return Ok(Found { files: vec![path.to_path_buf()], ..Found::default() });
    }
    let mut found = Found::default();
    let pruned: Arc<Mutex<Pruned>> = Arc::default();
    let mut walker = WalkBuilder::new(path);
    // Not the rules of the user, which another machine does not have.
    walker.standard_filters(false).parents(true).git_ignore(true).git_exclude(true);
    walker.follow_links(true).sort_by_file_name(OsStr::cmp);
    let (noted, exclusion, folder) = (Arc::clone(&pruned), exclusion.clone(), root.clone());
    walker.filter_entry(move |entry| {
        let mut noted = noted.lock().unwrap_or_else(PoisonError::into_inner);
        noted.admits(entry, &exclusion, &folder)
    });
    for entry in walker.build() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                found.passed_over.extend(broken_link(path, &error)?);
                continue;
            }
        };
        if !is_of_kind(&entry, fs::FileType::is_file) || !is_wanted(entry.path()) {
            continue;
        }
        if leads_out(&entry, &root) {
            let message = usage::skipped_leads_out(&shown(entry.path()), &shown(path));
            found.files_passed_over.push(message);
        } else {
            found.files.push(entry.into_path());
        }
    }
    let pruned = std::mem::take(&mut *pruned.lock().unwrap_or_else(PoisonError::into_inner));
    let leading_out = pruned.leading_out.iter();
    found.passed_over.extend(leading_out.map(|link| usage::skipped_leads_out(&shown(link), &shown(path))));
    found.projects = pruned.projects;
    Ok(found)
}

/// The folders that a search does not go into, of those that are told of.
#[derive(Debug, Default)]
struct Pruned {
    leading_out: Vec<PathBuf>,
    projects: Vec<PathBuf>,
}

impl Pruned {
    fn admits(&mut self, entry: &DirEntry, exclusion: &Exclusion, root: &Path) -> bool {
        let is_folder = is_of_kind(entry, fs::FileType::is_dir);
        if entry.depth() == 0 {
            return true;
        }
        if is_of_no_one(entry) || exclusion.excludes(entry.path(), is_folder) {
            return false;
        }
        if is_folder && leads_out(entry, root) {
            self.leading_out.push(entry.path().to_path_buf());
            return false;
        }
        if is_folder && is_there(&entry.path().join(SETTINGS)) {
            self.projects.push(entry.path().to_path_buf());
            return false;
        }
        true
    }
}

fn is_of_kind(entry: &DirEntry, is_kind: impl Fn(&fs::FileType) -> bool) -> bool {
    entry.file_type().is_some_and(|kind| is_kind(&kind))
}

fn leads_out(entry: &DirEntry, root: &Path) -> bool {
    entry.depth() > 0
        && entry.path_is_symlink()
        && !entry.path().canonicalize().is_ok_and(|real| real.starts_with(root))
}

/// Whether nobody wrote what is there: hidden files, packages that were installed, and what Cargo and others build, which
/// they mark as a cache.
fn is_of_no_one(entry: &DirEntry) -> bool {
    let is_hidden = is_name_of_no_one(entry.file_name());
    entry.depth() > 0 && (is_hidden || is_cache(entry))
}

fn is_cache(entry: &DirEntry) -> bool {
    is_of_kind(entry, fs::FileType::is_dir) && is_marked_as_cache(entry.path())
}

fn is_marked_as_cache(folder: &Path) -> bool {
    folder.join("CACHEDIR.TAG").is_file()
}

fn is_name_of_no_one(name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| name.starts_with('.') || name == "node_modules")
}

/// What is wrong with a link below the folder, unless nobody wrote it; any other error ends the search.
fn broken_link(folder: &Path, error: &ignore::Error) -> Result<Option<Message>, Failure> {
    let at = path_of(error).unwrap_or(folder);
    let is_top = error.depth() == Some(0);
    let is_link = match at.symlink_metadata() {
        Ok(found) => found.is_symlink(),
        Err(gone) if gone.kind() == io::ErrorKind::NotFound && !is_top => {
            return Ok(Some(usage::skipped_gone(&shown(at))));
        }
        Err(_) => false,
    };
    // The error of the search names the path once more.
    let of_system = at.metadata().err().or_else(|| fs::read_dir(at).err());
    if is_top || !is_link {
        return Err(match (&of_system, error.io_error()) {
            (Some(error), _) | (None, Some(error)) => unread(at, error),
            (None, None) => unread(at, &Refused::NotRegular),
        });
    }
    if at.file_name().is_some_and(is_name_of_no_one) {
        return Ok(None);
    }
    let at = shown(at);
    Ok(Some(match of_system.filter(|_| error.io_error().is_some()) {
        Some(error) => usage::skipped_not_followed(&at, error.reason()),
        None => usage::skipped_circle(&at),
    }))
}

/// The path that an error of a search is about.
#[expect(clippy::wildcard_enum_match_arm, reason = "the enumeration is not ours")]
fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::Loop { child, .. } => Some(child),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}
