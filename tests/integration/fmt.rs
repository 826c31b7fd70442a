//! `exeunt fmt` as its users meet it: what it writes, and that it leaves alone what it cannot read.

use std::path::{Path, PathBuf};

use exeunt_testkit::program::{self, Said};

const FORMATTED: &str = "package demo\nlanguages en\nzone UTC\n\naccount { closed: bool }\n";
const LOOSE: &str = "package   demo\nlanguages en  zone UTC\n\naccount { closed : bool }\n";
const BROKEN: &str = "package demo\nlanguages en\nzone UTC\naccount { closed: bool\n";

/// A folder of its own with those files.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fmt").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    for (file, text) in files {
        std::fs::write(folder.join(file), text).expect("a file");
    }
    folder
}

fn fmt(folder: &Path, words: &str, input: &str) -> Said {
    let mut command = program::command(env!("CARGO_BIN_EXE_exeunt"));
    command.arg("fmt").args(words.split_whitespace()).current_dir(folder);
    program::said(program::ended(&mut command, input.as_bytes()))
}

fn read(file: PathBuf) -> String {
    std::fs::read_to_string(file).expect("a file")
}

#[test]
fn files_are_written_in_the_style() {
    let folder = folder("written", &[("a.policy", LOOSE), ("b.policy", FORMATTED)]);
    assert_eq!(fmt(&folder, "", ""), (Some(0), String::new(), "reformatted `a.policy`\n".to_owned()));
    assert_eq!(read(folder.join("a.policy")), FORMATTED);
    assert_eq!(read(folder.join("b.policy")), FORMATTED);
    assert_eq!(fmt(&folder, "", ""), (Some(0), String::new(), String::new()));
}

#[test]
fn what_is_hidden_installed_or_built_is_left_as_it_is() {
    let folder = folder("left", &[("a.policy", FORMATTED)]);
    let others = [".git", "node_modules", "target"].map(|name| folder.join(name));
    for other in &others {
        std::fs::create_dir(other).expect("a folder");
        std::fs::write(other.join("b.policy"), LOOSE).expect("a file");
    }
    std::fs::write(folder.join("target/CACHEDIR.TAG"), "").expect("a file");
    assert_eq!(fmt(&folder, "", ""), (Some(0), String::new(), String::new()));
    assert!(others.iter().all(|other| read(other.join("b.policy")) == LOOSE));
    let named = fmt(&folder, "target", "");
    assert_eq!(named, (Some(0), String::new(), "reformatted `target/b.policy`\n".to_owned()));
}

#[test]
fn check_names_what_is_not_in_the_style_and_changes_nothing() {
    let folder = folder("check", &[("a.policy", LOOSE), ("b.policy", FORMATTED)]);
    assert_eq!(fmt(&folder, "--check", ""), (Some(1), "a.policy\n".to_owned(), String::new()));
    assert_eq!(fmt(&folder, "--check b.policy", ""), (Some(0), String::new(), String::new()));
    assert_eq!(read(folder.join("a.policy")), LOOSE);
}

#[test]
fn diff_shows_what_would_change_and_changes_nothing() {
    let folder = folder("diff", &[("a.policy", LOOSE)]);
    let (code, out, err) = fmt(&folder, "--diff", "");
    assert_eq!((code, err.as_str()), (Some(1), ""));
    for line in ["--- a.policy", "+++ a.policy", "-account { closed : bool }", "+account { closed: bool }"] {
        assert!(out.lines().any(|found| found == line), "`{line}` is not in\n{out}");
    }
    assert_eq!(read(folder.join("a.policy")), LOOSE);
}

#[test]
fn standard_input_is_formatted_to_standard_output() {
    let folder = folder("stdin", &[]);
    assert_eq!(fmt(&folder, "-", LOOSE), (Some(0), FORMATTED.to_owned(), String::new()));
    assert_eq!(fmt(&folder, "- --check", LOOSE), (Some(1), "<stdin>\n".to_owned(), String::new()));
    assert_eq!(fmt(&folder, "- --check", FORMATTED), (Some(0), String::new(), String::new()));
    let (code, out, err) = fmt(&folder, "- a.policy", LOOSE);
    assert_eq!((code, out.as_str()), (Some(2), ""), "{err}");
    assert!(err.contains("`-` stands alone"), "{err}");
}

#[test]
fn a_broken_file_is_left_as_it_is_and_the_others_are_formatted() {
    let folder = folder("broken", &[("a.policy", LOOSE), ("b.policy", BROKEN)]);
    let (code, out, err) = fmt(&folder, "", "");
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(err.contains("error[E0102]") && err.contains("`b.policy` is not formatted"), "{err}");
    assert_eq!(read(folder.join("a.policy")), FORMATTED);
    assert_eq!(read(folder.join("b.policy")), BROKEN);
    let (code, out, _) = fmt(&folder, "-", BROKEN);
    assert_eq!((code, out.as_str()), (Some(1), ""), "nothing is written of what does not parse");
}
