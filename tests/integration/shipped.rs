//! The shipped policies, compiled.

use std::path::{Path, PathBuf};

use exeunt::analysis::analyse;
use exeunt::ir::Program;
use exeunt::source::Sources;

/// Everything in `policies/`.
pub(crate) fn program() -> Program {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    find(&root.join("policies"), &mut files);
    files.sort();
    let mut sources = Sources::new();
    for file in &files {
        let name = file.strip_prefix(root).expect("a file of the project").display().to_string();
        sources.add(name, std::fs::read_to_string(file).expect("a readable policy"));
    }
    analyse(sources).program.expect("the shipped policies have no errors")
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            find(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "policy") {
            files.push(path);
        }
    }
}
