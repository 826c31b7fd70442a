//! Writing files: beside their place first, then into it, so that a full disk or a crash leaves what was there.

use std::ffi::OsStr;
use std::fs::{self, Metadata, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use super::found::{POLICY, has_extension};
use super::{shown, was_read};
use crate::messages::{Reason, usage};
use crate::outcome::Failure;
use exeunt::diagnostic::Message;

/// The folders that the user named. What is written through a link stays in them.
#[derive(Debug)]
pub(crate) struct Trees(Vec<PathBuf>);

impl Trees {
    /// The folders of these paths: each as it is, or the one that holds it if it is a file; the current one if there is no
    /// path.
    pub(crate) fn of(paths: &[PathBuf]) -> Self {
        let here = [PathBuf::from(".")];
        let paths = if paths.is_empty() { here.as_slice() } else { paths };
        let folder = |path: &PathBuf| if path.is_dir() { path.canonicalize() } else { folder_of(path) };
        Self(paths.iter().filter_map(|path| folder(path).ok()).collect())
    }

    fn hold(&self, real: &Path) -> bool {
        self.0.iter().any(|tree| real.starts_with(tree))
    }
}

/// A file that is written as a whole beside its place, and not yet there. Dropping it leaves the place as it was.
#[derive(Debug)]
pub(crate) struct Staged {
    place: PathBuf,
    shown: String,
    file: NamedTempFile,
}

impl Staged {
    /// A text in the place of the one that was read from `file`.
    pub(crate) fn rewritten(file: &Path, text: &str, trees: &Trees) -> Result<Self, Failure> {
        let staged = match file.symlink_metadata() {
            // A name that is not UTF-8 would be written anew under another one.
            Err(_) => Err(Unwritten::NotThere),
            Ok(_) => Self::new(file, text.as_bytes(), trees),
        };
        staged.map_err(|why| unwritten(&shown(file), &why))
    }

    /// A result. It never takes the place of policies: they are what results are made from.
    pub(crate) fn result(file: &Path, bytes: &[u8]) -> Result<Self, Failure> {
        let trees = Trees(folder_of(file).into_iter().collect());
        let staged = Self::new(file, bytes, &trees).map_err(|why| unwritten(&shown(file), &why))?;
        if [file, &staged.place].iter().any(|name| has_extension(name, &[POLICY])) {
            return Err(unwritten(&shown(file), &Unwritten::OfPolicies));
        }
        Ok(staged)
    }

    fn new(file: &Path, bytes: &[u8], trees: &Trees) -> Result<Self, Unwritten> {
        let (place, before) = place(file, trees)?;
        let mut staged = beside(&place, before.as_ref())?;
        staged.write_all(bytes)?;
        staged.as_file().sync_all()?;
        Ok(Self { place, shown: shown(file), file: staged })
    }

    /// Puts it in its place.
    pub(crate) fn commit(self) -> Result<(), Failure> {
        let Self { place, shown, file } = self;
        file.persist(&place).map_err(|error| unwritten(&shown, &error.error))?;
        sync_folder(&place);
        Ok(())
    }
}

/// Puts files in their places, all of which are written by now.
pub(crate) fn commit(staged: Vec<Staged>) -> Result<(), Failure> {
    staged.into_iter().try_for_each(Staged::commit)
}

/// Writes one result, but not over anything that it is made from.
pub(crate) fn write<P: AsRef<Path>>(
    file: &Path,
    bytes: &[u8],
    inputs: impl IntoIterator<Item = P>,
) -> Result<(), Failure> {
    refuse_inputs(file, inputs)?;
    Staged::result(file, bytes)?.commit()
}

/// Refuses to write over a file that is one of the inputs, or that is in a folder among them.
pub(crate) fn refuse_inputs<P: AsRef<Path>>(
    file: &Path,
    inputs: impl IntoIterator<Item = P>,
) -> Result<(), Failure> {
    // A file that does not exist yet cannot be an input.
    if let Ok(real) = file.canonicalize() {
        let is_input = |input: P| input.as_ref().canonicalize().is_ok_and(|input| real.starts_with(input));
        if inputs.into_iter().any(is_input) {
            return Err(unwritten(&shown(file), &Unwritten::IsInput));
        }
    }
    match has_extension(file, &[POLICY]) {
        true => Err(unwritten(&shown(file), &Unwritten::OfPolicies)),
        false => Ok(()),
    }
}

/// Refuses to write over a file that was read in this run.
pub(crate) fn refuse_what_was_read(file: &Path) -> Result<(), Failure> {
    if was_read(file) { Err(unwritten(&shown(file), &Unwritten::IsInput)) } else { Ok(()) }
}

/// Makes a folder for results, if it is not there.
pub(crate) fn make_folder(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder)
        .map_err(|error| Failure::Input(usage::cannot_make(&shown(folder), error.reason())))
}

/// Makes a folder with files in it, or nothing at all.
pub(crate) fn new_folder(folder: &Path, files: &[(&str, &str)]) -> Result<(), Failure> {
    let made = || -> io::Result<()> {
        let parent = folder_of(folder)?;
        let beside = Builder::new().prefix(".exeunt-").tempdir_in(&parent)?;
        for (name, text) in files {
            let mut file = OpenOptions::new().write(true).create_new(true).open(beside.path().join(name))?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
        }
        // A folder takes the place of an empty one, which then was not there a moment ago.
        fs::rename(beside.path(), folder)?;
        let _ = beside.keep();
        sync_folder(folder);
        Ok(())
    };
    made().map_err(|error| Failure::Input(usage::cannot_make(&shown(folder), error.reason())))
}

/// Gives what is made the permissions that any new file has, instead of those of a secret.
#[cfg(unix)]
fn as_any_new_file(builder: &mut Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt as _;
    builder.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn as_any_new_file(_: &mut Builder<'_, '_>) {}

/// Why a file is not written.
#[derive(Debug)]
enum Unwritten {
    Io(io::Error),
    NotRegular,
    LeadsOut,
    NoName,
    OfPolicies,
    IsInput,
    NotThere,
}

impl Reason for Unwritten {
    fn reason(&self) -> Message {
        match self {
            Self::Io(error) => error.reason(),
            Self::NotRegular => usage::not_regular(),
            Self::LeadsOut => usage::link_leads_out(),
            Self::NoName => usage::names_a_folder(),
            Self::OfPolicies => usage::for_policies(),
            Self::IsInput => usage::is_an_input(),
            Self::NotThere => usage::no_longer_there(),
        }
    }
}

impl From<io::Error> for Unwritten {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

fn unwritten(shown: &str, why: &impl Reason) -> Failure {
    Failure::Input(usage::cannot_write(Message::code(shown), why.reason()))
}

/// Where a file is written, links resolved, and what is known of the one that is there.
fn place(file: &Path, trees: &Trees) -> Result<(PathBuf, Option<Metadata>), Unwritten> {
    let is_link = match file.symlink_metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let name = file.file_name().filter(|_| !ends_with_separator(file)).ok_or(Unwritten::NoName)?;
            return Ok((folder_of(file)?.join(name), None));
        }
        Err(error) => return Err(error.into()),
        Ok(found) => found.is_symlink(),
    };
    let real = file.canonicalize()?;
    if is_link && !trees.hold(&real) {
        return Err(Unwritten::LeadsOut);
    }
    let found = real.metadata()?;
    if !found.is_file() {
        return Err(Unwritten::NotRegular);
    }
    // Renaming takes no right to write the file itself: a file that may not be written stays.
    OpenOptions::new().write(true).open(&real)?;
    Ok((real, Some(found)))
}

fn ends_with_separator(file: &Path) -> bool {
    file.as_os_str().to_string_lossy().ends_with(std::path::is_separator)
}

/// The folder that holds a file, links resolved.
fn folder_of(file: &Path) -> io::Result<PathBuf> {
    let parent = file.parent().filter(|parent| !parent.as_os_str().is_empty());
    parent.unwrap_or(Path::new(".")).canonicalize()
}

/// A new file beside the place, under a name that nobody can tell beforehand, with the rights and the owner of the one that
/// is there.
fn beside(place: &Path, before: Option<&Metadata>) -> io::Result<NamedTempFile> {
    let folder = place.parent().unwrap_or(Path::new("."));
    let name = place.file_name().unwrap_or(OsStr::new("exeunt")).to_string_lossy();
    let prefix = format!(".{}.", name.chars().take(40).collect::<String>());
    let mut builder = Builder::new();
    builder.prefix(&prefix).suffix(".tmp");
    as_any_new_file(&mut builder);
    let file = builder.tempfile_in(folder)?;
    if let Some(before) = before {
        keep_owner(&file, before);
        file.as_file().set_permissions(before.permissions())?;
    }
    Ok(file)
}

/// Only root can give a file away; others keep what they may.
#[cfg(unix)]
fn keep_owner(file: &NamedTempFile, before: &Metadata) {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let _ = fchown(file.as_file(), Some(before.uid()), Some(before.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &NamedTempFile, _: &Metadata) {}

/// Makes the new name last; not every file system can.
fn sync_folder(place: &Path) {
    if let Ok(folder) = folder_of(place).and_then(fs::File::open) {
        let _ = folder.sync_all();
    }
}
