//! Policies that tests compile.

use std::collections::BTreeMap;
use std::path::Path;

use exeunt::analysis::{Analysis, analyse_with_facts};
use exeunt::ir::Program;
use exeunt::render::Colour;
use exeunt::source::{FactsUnread, Source, Sources};

use crate::files::{files_with_extension, read, repository};
use crate::generate;

/// Files with their names, analysed together. Facts and calendars are found among them by the path that names them, or in the
/// repository, beside a shipped policy.
pub fn analysed<N: Into<String>, T: Into<String>>(files: impl IntoIterator<Item = (N, T)>) -> Analysis {
    let (mut sources, mut named) = (Sources::new(), BTreeMap::new());
    for (name, text) in files {
        let name: String = name.into();
        if name.ends_with(".json") || name.ends_with(".toml") {
            named.insert(name, text.into());
        } else {
            sources.add(name, text);
        }
    }
    analyse_with_facts(sources, |policies, path| match named.get(path) {
        Some(text) => Ok((path.to_owned(), text.clone())),
        None => beside(policies, path),
    })
}

/// What a policy of the repository names by `path`.
///
/// # Errors
/// If there is no such file.
pub fn beside(policies: &Source, path: &str) -> Result<(String, String), FactsUnread> {
    let name = Path::new(&policies.name).with_file_name(path).display().to_string();
    let text = std::fs::read_to_string(repository("").join(&name)).map_err(|_| FactsUnread::NotThere)?;
    Ok((name, text))
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
