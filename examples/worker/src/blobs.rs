//! What is outside of the shop's database: images, and notices to others. Here both are folders, elsewhere a bucket, and an interface that takes
//! a name for each notice so that it is sent once. Neither knows transactions.

use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
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
            return Err(format!("there is no store {}", folder.display()).into());
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

    /// Puts an object there, for good once this has returned. It is there whole or not at all, and putting it again changes nothing.
    ///
    /// # Errors
    ///
    /// If the store does not do it.
    pub fn put(&self, name: &str, object: &[u8]) -> Result<(), Failure> {
        let path = self.path(name)?;
        let part = self.folder.join(format!(".{name}"));
        let mut file = File::create(&part)?;
        file.write_all(object)?;
        file.sync_all()?;
        fs::rename(&part, path)?;
        Ok(File::open(&self.folder)?.sync_all()?)
    }

    fn path(&self, name: &str) -> Result<PathBuf, Failure> {
        let is_plain = !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\']);
        if is_plain {
            Ok(self.folder.join(name))
        } else {
            Err(format!("no name of an object: {name:?}").into())
        }
    }
}
