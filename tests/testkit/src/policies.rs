//! Policies that tests compile.

use exeunt::analysis::{Analysis, analyse};
use exeunt::ir::Program;
use exeunt::render::Colour;
use exeunt::source::Sources;

use crate::files::{files_with_extension, read, repository};
use crate::generate;

/// Files with their names, analysed together.
pub fn analysed<N: Into<String>, T: Into<String>>(files: impl IntoIterator<Item = (N, T)>) -> Analysis {
    let mut sources = Sources::new();
    for (name, text) in files {
        sources.add(name, text);
    }
    analyse(sources)
}

/// One file, analysed by itself.
pub fn analysed_text(text: impl Into<String>) -> Analysis {
    analysed([("test.policy", text)])
}

/// The analysis of files that have no errors.
///
/// # Panics
/// If there is an error; all diagnostics are shown.
pub fn sound<N: Into<String>, T: Into<String>>(files: impl IntoIterator<Item = (N, T)>) -> Analysis {
    let analysis = analysed(files);
    if analysis.program.is_none() {
        panic!("{}", exeunt::render::diagnostics(&analysis.sources, &analysis.diagnostics, Colour::Plain));
    }
    analysis
}

/// The program of files that have no errors.
///
/// # Panics
/// If there is an error; all diagnostics are shown.
pub fn compiled<N: Into<String>, T: Into<String>>(files: impl IntoIterator<Item = (N, T)>) -> Program {
    sound(files).program.unwrap_or_else(|| unreachable!("`sound` has made sure of it"))
}

/// The program of one file that has no errors.
///
/// # Panics
/// If there is an error; all diagnostics are shown.
pub fn program(text: impl Into<String>) -> Program {
    compiled([("test.policy", text)])
}

/// The random program of a seed, analysed.
#[must_use]
pub fn generated(seed: u64) -> Analysis {
    analysed(generate::packages(seed).into_iter().map(|file| (file.name, file.text)))
}

/// The files of a case of `tests/cases`, of which the first is called `first`: a line `//- NAME` begins another.
#[must_use]
pub fn files_of_case(first: &str, text: &str) -> Vec<(String, String)> {
    let mut files = vec![(first.to_owned(), String::new())];
    for line in text.split_inclusive('\n') {
        match (line.strip_prefix("//- "), files.last_mut()) {
            (Some(next), _) => files.push((next.trim().to_owned(), String::new())),
            (None, Some((_, text))) => text.push_str(line),
            (None, None) => {}
        }
    }
    files
}

/// The files in `policies/` that end with `.EXTENSION`, by path: the path from the repository and the text.
#[must_use]
pub fn shipped_texts(extension: &str) -> Vec<(String, String)> {
    let root = repository("");
    let name = |file: &std::path::Path| file.strip_prefix(&root).unwrap_or(file).display().to_string();
    let files = files_with_extension(root.join("policies"), extension);
    files.iter().map(|file| (name(file), read(file))).collect()
}

/// The shipped policies that SQL refuses: a product that may have more than 38 digits, a length of each account's own.
pub const NOT_IN_SQL: &[&str] = &["aws_organization.close", "pboc.dormant", "pboc.stop_payments", "x.delete"];

/// The shipped policies, analysed together with their tests.
///
/// # Panics
/// If they have an error.
#[must_use]
pub fn shipped() -> Analysis {
    sound(shipped_texts("policy"))
}

/// The program of all shipped policies.
///
/// # Panics
/// If they have an error.
#[must_use]
pub fn shipped_program() -> Program {
    compiled(shipped_texts("policy"))
}
