//! Which cases have a snapshot of their rendered diagnostics: those that ask for one, among them one case of each code.
//! The others are held by their carets alone, so that a change of a word in a message changes few files.

use std::collections::BTreeSet;
use std::path::PathBuf;

use exeunt::diagnostic::Code;
use exeunt_testkit::files::{files_with_extension, read};

fn cases(extension: &str) -> Vec<PathBuf> {
    files_with_extension("tests/cases", extension)
}

/// The codes that the carets of a case expect.
fn codes(text: &str) -> impl Iterator<Item = Code> {
    let carets = text.lines().filter(|line| line.starts_with("//"));
    carets.filter_map(|line| line.split(' ').find_map(Code::from_slug))
}

#[test]
fn exactly_the_cases_that_ask_for_a_snapshot_have_one() {
    let asking = cases("policy").into_iter().filter(|case| read(case).ends_with("\n//= snapshot\n"));
    let asking: Vec<PathBuf> = asking.map(|case| case.with_extension("snap")).collect();
    assert_eq!(asking, cases("snap"));
}

#[test]
fn each_code_of_a_case_is_in_a_snapshot() {
    let all: BTreeSet<Code> =
        cases("policy").iter().flat_map(|case| codes(&read(case)).collect::<Vec<_>>()).collect();
    let rendered: String = cases("snap").iter().map(read).collect();
    let missing: Vec<&str> =
        all.iter().map(|code| code.slug()).filter(|slug| !rendered.contains(&format!("[{slug}]"))).collect();
    assert!(missing.is_empty(), "end a case of each of these codes with `//= snapshot`: {missing:?}");
    assert!(!all.is_empty(), "no case expects a code");
}
