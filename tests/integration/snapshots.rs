//! Which cases have a snapshot of their rendered diagnostics: those that ask for one, among them one case of each code.
//! The others are held by their carets alone, so that a change of a word in a message changes few files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use exeunt::diagnostic::Code;

/// The files below `tests/cases` that end in `.EXTENSION`.
fn cases(extension: &str) -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new("tests/cases").sort_by_file_name().into_iter();
    let paths = files.map(|entry| entry.expect("a readable folder").into_path());
    paths.filter(|path| path.extension().is_some_and(|found| found == extension)).collect()
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).expect("a case in UTF-8")
}

/// The codes that the carets of a case expect.
fn codes(text: &str) -> impl Iterator<Item = Code> {
    let carets = text.lines().filter(|line| line.starts_with("//"));
    carets.filter_map(|line| line.split(' ').find_map(Code::from_slug))
}

#[test]
fn exactly_the_cases_that_ask_for_a_snapshot_have_one() {
    let asking = cases("policy").into_iter().filter(|case| text(case).ends_with("\n//= snapshot\n"));
    let asking: Vec<PathBuf> = asking.map(|case| case.with_extension("snap")).collect();
    assert_eq!(asking, cases("snap"));
}

#[test]
fn each_code_of_a_case_is_in_a_snapshot() {
    let all: BTreeSet<Code> =
        cases("policy").iter().flat_map(|case| codes(&text(case)).collect::<Vec<_>>()).collect();
    let rendered: String = cases("snap").iter().map(|snapshot| text(snapshot)).collect();
    let missing: Vec<&str> =
        all.iter().map(|code| code.slug()).filter(|slug| !rendered.contains(&format!("[{slug}]"))).collect();
    assert!(missing.is_empty(), "end a case of each of these codes with `//= snapshot`: {missing:?}");
    assert!(!all.is_empty(), "no case expects a code");
}
