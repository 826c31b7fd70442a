//! Names for the files of a built program that are the same on every machine: the package, and the path within the folder that
//! holds all files of the package.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};

use exeunt::analysis::Analysis;
use exeunt::ir::Program;

/// The package of files that name none.
const UNNAMED: &str = "main";

/// The program of an analysis as it is built: in canonical order, under names that do not depend on where the policies lie
/// or how they were named. Tests are left out unless they are wanted.
pub(crate) fn program(analysis: &Analysis, has_tests: bool) -> Option<Program> {
    let program = analysis.program.clone()?;
    let program = if has_tests { program } else { program.without_tests() };
    // Which files are left decides which folder holds them all; their new names decide their order.
    let program = program.canonical();
    let names = names(program.files(), &packages(analysis));
    Some(program.with_file_names(names).canonical())
}

/// The package of each file, by the file's name.
fn packages(analysis: &Analysis) -> HashMap<&str, &str> {
    let named = analysis.sources.iter().zip(&analysis.files);
    named
        .map(|((_, source), file)| {
            (source.name.as_str(), file.package.as_ref().map_or(UNNAMED, |name| name.text.as_str()))
        })
        .collect()
}

/// The names that files get.
fn names(files: &[String], packages: &HashMap<&str, &str>) -> Vec<String> {
    let package = |file: &str| packages.get(file).copied().unwrap_or(UNNAMED);
    let mut folders: HashMap<&str, PathBuf> = HashMap::new();
    for file in files {
        let path = absolute(Path::new(file));
        let own = path.parent().unwrap_or(&path);
        let folder = folders.entry(package(file)).or_insert_with(|| own.to_owned());
        while !own.starts_with(&*folder) && folder.pop() {}
    }
    let name = |file: &String| {
        let package = package(file);
        let path = absolute(Path::new(file));
        let within = folders.get(package).and_then(|folder| path.strip_prefix(folder).ok()).unwrap_or(&path);
        let parts = within.components().map(|part| part.as_os_str().to_string_lossy());
        std::iter::once(package.into()).chain(parts).collect::<Vec<_>>().join("/")
    };
    files.iter().map(name).collect()
}

/// A path from the root on, without `.` and `..`; links are not followed, so that it is the path as people know it.
pub(crate) fn absolute(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut plain = PathBuf::new();
    for part in whole.components() {
        match part {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => plain.push(part),
        }
    }
    plain
}

/// A path as one would name it from the current folder.
pub(crate) fn from_here(path: &Path) -> PathBuf {
    relative(&absolute(path), &absolute(Path::new(".")))
}

fn relative(path: &Path, from: &Path) -> PathBuf {
    let common = path.components().zip(from.components()).take_while(|(one, other)| one == other).count();
    let up = from.components().skip(common).map(|_| Component::ParentDir);
    let parts: PathBuf = up.chain(path.components().skip(common)).collect();
    // Another drive has nothing in common.
    if common == 0 { path.to_owned() } else { parts }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_relative_to_the_folder_from_which_it_is_named() {
        let from = |path: &str| relative(Path::new(path), Path::new("/w/shop/src"));
        assert_eq!(from("/w/shop/src/a.policy"), Path::new("a.policy"));
        assert_eq!(from("/w/shop/exeunt.toml"), Path::new("../exeunt.toml"));
        assert_eq!(from("/w/bank/b"), Path::new("../../bank/b"));
        assert_eq!(from("/w/shop/src"), Path::new(""));
    }

    #[test]
    fn names_tell_the_package_and_the_path_within_it_alone() {
        let packages = HashMap::from([
            ("/x/shop/a.policy", "shop"),
            ("/x/shop/../shop/more/b.policy", "shop"),
            ("/y/base.policy", "base"),
        ]);
        let files =
            ["/x/shop/a.policy", "/x/shop/../shop/more/b.policy", "/y/base.policy"].map(str::to_owned);
        assert_eq!(names(&files, &packages), ["shop/a.policy", "shop/more/b.policy", "base/base.policy"]);
    }
}
