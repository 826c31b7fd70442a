//! Which files lie in folders: policies, fixtures, settings.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::{Refused, open, shown, unread};
use crate::messages::{Reason, usage};
use crate::outcome::Failure;
use exeunt::diagnostic::Message;

/// How the names of policies end.
pub(super) const POLICY: &str = "policy";
const SETTINGS: &str = "exeunt.toml";

/// The files that a search found, and what it passed over.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The files, in the order of their names.
    pub(crate) files: Vec<PathBuf>,
    /// For each link that was not followed, what is wrong with it.
    pub(crate) passed_over: Vec<Message>,
    /// The same of each link to a file of the kind that was looked for.
    files_passed_over: Vec<Message>,
}

/// Each file as it is named, each folder with every `*.policy` below it; the current folder if there is no path.
pub(crate) fn policies(paths: &[PathBuf]) -> Result<Found, Failure> {
    let mut found = Found::default();
    for path in or_here(paths) {
        let before = found.files.len();
        let walked = walk(&path, |file| has_extension(file, &[POLICY]))?;
        found.files.extend(walked.files);
        found.passed_over.extend(walked.passed_over);
        found.passed_over.extend(walked.files_passed_over);
        if found.files.len() == before {
            return Err(Failure::Input(usage::no_file_of_kind(POLICY, &shown(&path))));
        }
    }
    Ok(found)
}

/// The policies below a folder, as far as it can be read.
#[cfg(feature = "lsp")]
pub(crate) fn policies_below(folder: &Path) -> Vec<PathBuf> {
    walk(folder, |file| has_extension(file, &[POLICY])).unwrap_or_default().files
}

/// The files of that name in or below the paths; beside a path that is a file.
pub(crate) fn named(paths: &[PathBuf], name: &str) -> Result<Vec<PathBuf>, Failure> {
    Ok(beside(paths, |file| file.file_name().is_some_and(|own| own == name))?.files)
}

/// The JSON files in folders called `fixtures`, in or below the paths; beside a path that is a file.
pub(crate) fn fixtures(paths: &[PathBuf]) -> Result<Found, Failure> {
    beside(paths, |file| {
        let is_json = has_extension(file, &["json", "ndjson", "jsonl"]);
        is_json && file.components().any(|part| part.as_os_str() == "fixtures")
    })
}

/// Every file below the paths whose change may change the results of tests, as far as they can be read.
pub(crate) fn watched(paths: &[PathBuf]) -> Vec<PathBuf> {
    let is_watched = |file: &Path| has_extension(file, &[POLICY, "json", "ndjson", "toml"]);
    or_here(paths)
        .iter()
        .filter_map(|path| walk(path, is_watched).ok())
        .flat_map(|found| found.files)
        .collect()
}

/// The settings in the current folder or the nearest one above it. Settings that cannot be read are found too: reading
/// them then fails, so that they are not passed over.
pub(crate) fn settings() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    let found = here.ancestors().map(|folder| folder.join(SETTINGS)).find(|file| is_there(file))?;
    let is_here = found.parent() == Some(&here);
    Some(if is_here { PathBuf::from(SETTINGS) } else { found })
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

fn or_here(paths: &[PathBuf]) -> Vec<PathBuf> {
    if paths.is_empty() { vec![PathBuf::from(".")] } else { paths.to_vec() }
}

/// The files in or below the paths, or beside one that is a file, of which `is_wanted` holds from the folder on.
fn beside(paths: &[PathBuf], is_wanted: impl Fn(&Path) -> bool) -> Result<Found, Failure> {
    let folder_of = |path: PathBuf| {
        let is_file = path.is_file();
        let folder = if is_file { path.parent().unwrap_or(&path) } else { &path };
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        (folder.to_path_buf(), is_file)
    };
    let mut folders: Vec<(PathBuf, bool)> = or_here(paths).into_iter().map(folder_of).collect();
    folders.sort();
    folders.dedup_by(|one, other| one.0 == other.0);
    let mut found = Found::default();
    for (folder, is_of_file) in &folders {
        let is_wanted = |file: &Path| file.strip_prefix(folder).is_ok_and(&is_wanted);
        let walked = walk(folder, is_wanted)?;
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

/// The path itself where it is a file; else the files below it that are wanted, in the order of their names. A link that
/// leads nowhere, in a circle or out of the folder is passed over: whoever named the folder may not know of it.
fn walk(path: &Path, is_wanted: impl Fn(&Path) -> bool) -> Result<Found, Failure> {
    let root = path.canonicalize().map_err(|error| unread(path, &error))?;
    if !root.is_dir() {
        open(path).map_err(|why| unread(path, &why))?;
        return Ok(Found { files: vec![path.to_path_buf()], ..Found::default() });
    }
    let mut found = Found::default();
    let mut entries = WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                found.passed_over.extend(broken_link(path, &error)?);
                continue;
            }
        };
        let is_folder = entry.file_type().is_dir();
        let is_file = entry.file_type().is_file() && is_wanted(entry.path());
        if is_of_no_one(&entry) {
            skip(&mut entries, is_folder);
        } else if (is_folder || is_file) && leads_out(&entry, &root) {
            let (link, folder) = (shown(entry.path()), shown(path));
            let message = usage::skipped_leads_out(&link, &folder);
            let named = if is_file { &mut found.files_passed_over } else { &mut found.passed_over };
            named.push(message);
            skip(&mut entries, is_folder);
        } else if is_file {
            found.files.push(entry.into_path());
        }
    }
    Ok(found)
}

fn skip(entries: &mut walkdir::IntoIter, is_folder: bool) {
    if is_folder {
        entries.skip_current_dir();
    }
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
    entry.file_type().is_dir() && entry.path().join("CACHEDIR.TAG").is_file()
}

fn is_name_of_no_one(name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| name.starts_with('.') || name == "node_modules")
}

/// What is wrong with a link below the folder, unless nobody wrote it; any other error ends the search.
fn broken_link(folder: &Path, error: &walkdir::Error) -> Result<Option<Message>, Failure> {
    let at = error.path().unwrap_or(folder);
    let is_link = match at.symlink_metadata() {
        Ok(found) => found.is_symlink(),
        Err(gone) if gone.kind() == io::ErrorKind::NotFound && error.depth() > 0 => {
            return Ok(Some(usage::skipped_gone(&shown(at))));
        }
        Err(_) => false,
    };
    if error.depth() == 0 || !is_link {
        return Err(match error.io_error() {
            Some(error) => unread(at, error),
            None => unread(at, &Refused::NotRegular),
        });
    }
    if at.file_name().is_some_and(is_name_of_no_one) {
        return Ok(None);
    }
    let at = shown(at);
    Ok(Some(match error.io_error() {
        Some(error) => usage::skipped_not_followed(&at, error.reason()),
        None => usage::skipped_circle(&at),
    }))
}
