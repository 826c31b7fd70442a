//! The shipped policies, compiled, and the fixtures beside them.

use std::path::{Path, PathBuf};

use exeunt::analysis::analyse;
use exeunt::ir::Program;
use exeunt::source::Sources;

/// Everything in `policies/`.
pub(crate) fn program() -> Program {
    let mut sources = Sources::new();
    for (name, text) in texts(&["policy"]) {
        sources.add(name, text);
    }
    analyse(sources).program.expect("the shipped policies have no errors")
}

/// Every fixture in JSON in `policies/`: the file's name and its text.
pub(crate) fn fixtures() -> Vec<(String, String)> {
    texts(&["json", "ndjson"])
}

/// The texts in `policies/` with one of these extensions, in the order of their names.
fn texts(extensions: &[&str]) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    find(&root.join("policies"), &mut files);
    files.sort();
    let is_wanted = |file: &&PathBuf| {
        let extension = file.extension().and_then(|extension| extension.to_str());
        extension.is_some_and(|extension| extensions.contains(&extension))
    };
    let named = |file: &PathBuf| {
        let name = file.strip_prefix(root).expect("a file of the project").display().to_string();
        (name, std::fs::read_to_string(file).expect("a readable file"))
    };
    files.iter().filter(is_wanted).map(named).collect()
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() { find(&path, files) } else { files.push(path) }
    }
}
