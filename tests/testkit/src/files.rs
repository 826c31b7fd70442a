//! Files that tests read and write.

use std::path::{Path, PathBuf};

/// A file or folder of this repository.
#[must_use]
pub fn repository(path: &str) -> PathBuf {
    let testkit = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = testkit.ancestors().nth(2).unwrap_or(testkit);
    root.join(path)
}

/// Every file below a folder, at any depth, by name.
///
/// # Panics
/// If a folder cannot be read.
#[must_use]
pub fn files_below(folder: impl AsRef<Path>) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    let entries = entries.map(|entry| entry.unwrap_or_else(|error| panic!("{error}")));
    entries.filter(|entry| !entry.file_type().is_dir()).map(walkdir::DirEntry::into_path).collect()
}

/// The files below a folder whose names end with `.EXTENSION`.
#[must_use]
pub fn files_with_extension(folder: impl AsRef<Path>, extension: &str) -> Vec<PathBuf> {
    let mut files = files_below(folder);
    files.retain(|file| file.extension().is_some_and(|found| found == extension));
    files
}

/// The text of a file.
///
/// # Panics
/// If it cannot be read.
pub fn read(file: impl AsRef<Path>) -> String {
    let file = file.as_ref();
    std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The fenced blocks of a language in a page, in order.
#[must_use]
pub fn blocks_of<'a>(page: &'a str, language: &str) -> Vec<&'a str> {
    let fence = format!("```{language}\n");
    page.split(fence.as_str()).skip(1).filter_map(|rest| rest.split("\n```").next()).collect()
}

/// Writes a file, and makes the folders that it is in.
///
/// # Panics
/// If it cannot be written.
pub fn write(file: impl AsRef<Path>, content: impl AsRef<[u8]>) {
    let file = file.as_ref();
    let folder = file.parent().unwrap_or(Path::new("."));
    let written = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(file, content));
    written.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
}

/// An empty folder below `temporary`; use [`scratch!`](crate::scratch).
///
/// # Panics
/// If it cannot be made.
pub fn emptied(temporary: &str, name: &str) -> PathBuf {
    let folder = Path::new(temporary).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    // It is below this repository, whose settings are not those of the test.
    write(Path::new(temporary).join("CACHEDIR.TAG"), "Signature: 8a477f597d28d172789f06886806bc55\n");
    folder
}

/// An empty folder for one test, which is kept for a look after it: `scratch!("fmt/check")`. The name must be unique among
/// the tests of a binary, which run at the same time. (A macro, because Cargo names the place to test binaries only.)
#[macro_export]
macro_rules! scratch {
    ($($name:tt)+) => {
        $crate::files::emptied(env!("CARGO_TARGET_TMPDIR"), &format!($($name)+))
    };
}
