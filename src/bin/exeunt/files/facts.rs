//! Files of facts that policies name.

use std::path::{Path, PathBuf};

use exeunt::source::FactsUnread;

use super::{Kind, text};

/// The file of facts that the policies of `folder` name by `path`, with its text. The library has refused a path that
/// leads out of the folder by its words; a link may still lead out of it.
pub(crate) fn facts_beside(folder: &Path, path: &str) -> Result<(PathBuf, String), FactsUnread> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let file = folder.join(path);
    let real = file.canonicalize().map_err(super::Refused::Io)?;
    let root = folder.canonicalize().map_err(super::Refused::Io)?;
    if !real.starts_with(root) {
        return Err(FactsUnread::Outside);
    }
    Ok((file, text(&real, Kind::TestFacts)?))
}
