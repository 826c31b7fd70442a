//! Files that are put in place as a whole: written beside their place, under a name that nobody can foretell.

use std::io::Write as _;
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

/// An empty file beside `path`, which goes away unless it is put in place.
pub(super) fn beside(path: &Path) -> std::io::Result<NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut builder = Builder::new();
    builder.prefix(".exeunt-").suffix(".tmp");
    readable(&mut builder);
    builder.tempfile_in(folder.unwrap_or(Path::new(".")))
}

/// As the user's mask has it for other files.
#[cfg(unix)]
fn readable(builder: &mut Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt as _;
    builder.permissions(std::fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn readable(_: &mut Builder<'_, '_>) {}

/// Puts a text in place of what is there.
pub(super) fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    written(path, text)?.persist(path).map(drop).map_err(|error| error.error)
}

/// Puts a text where nothing is yet.
pub(super) fn create(path: &Path, text: &str) -> std::io::Result<()> {
    written(path, text)?.persist_noclobber(path).map(drop).map_err(|error| error.error)
}

fn written(path: &Path, text: &str) -> std::io::Result<NamedTempFile> {
    let mut staged = beside(path)?;
    staged.write_all(text.as_bytes())?;
    staged.as_file().sync_all()?;
    Ok(staged)
}
