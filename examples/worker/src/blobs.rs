//! The store of images: here a folder, elsewhere a bucket. It knows no transactions.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::Failure;

/// A store of objects by name.
pub struct Blobs {
    folder: PathBuf,
}

impl Blobs {
    /// A store that is there already: one that is missing would look as if everything in it had been erased.
    ///
    /// # Errors
    ///
    /// If it is not there.
    pub fn open(folder: &Path) -> Result<Self, Failure> {
        if !folder.is_dir() {
            return Err(format!("there is no store of images {}", folder.display()).into());
        }
        Ok(Self { folder: folder.to_owned() })
    }

    /// Whether an object is there.
    ///
    /// # Errors
    ///
    /// If the store does not say so.
    pub fn has(&self, name: &str) -> Result<bool, Failure> {
        Ok(self.path(name)?.try_exists()?)
    }

    /// Erases an object, for good once this has returned. One that is not there is erased already.
    ///
    /// # Errors
    ///
    /// If the store does not do it.
    pub fn erase(&self, name: &str) -> Result<(), Failure> {
        match fs::remove_file(self.path(name)?) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
            Ok(()) | Err(_) => Ok(File::open(&self.folder)?.sync_all()?),
        }
    }

    fn path(&self, name: &str) -> Result<PathBuf, Failure> {
        let is_plain = !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\']);
        if is_plain {
            Ok(self.folder.join(name))
        } else {
            Err(format!("no name of an image: {name:?}").into())
        }
    }
}
