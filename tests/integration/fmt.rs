//! `exeunt fmt` as its users meet it: what it writes, and that it leaves alone what it cannot read.

use std::path::{Path, PathBuf};

use exeunt_testkit::files::{read, write};
use exeunt_testkit::{Run, exeunt, scratch};
use snapbox::str;

const FORMATTED: &str = "package demo\nlanguages en\nzone UTC\n\naccount { closed: bool }\n";
const LOOSE: &str = "package   demo\nlanguages en  zone UTC\n\naccount { closed : bool }\n";
const BROKEN: &str = "package demo\nlanguages en\nzone UTC\naccount { closed: bool\n";

/// A folder of its own with those files.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = scratch!("fmt/{name}");
    files.iter().for_each(|(file, text)| write(folder.join(file), text));
    folder
}

fn fmt(folder: &Path, words: &str) -> Run {
    fmt_on(folder, words, "")
}

fn fmt_on(folder: &Path, words: &str, input: &str) -> Run {
    exeunt!(folder).run_on(format!("fmt {words}"), input)
}

#[test]
fn files_are_written_in_the_style() {
    let folder = folder("written", &[("a.policy", LOOSE), ("b.policy", FORMATTED)]);
    fmt(&folder, "").code(0).out_is("").err_is("reformatted `a.policy`\n");
    assert_eq!(read(folder.join("a.policy")), FORMATTED);
    assert_eq!(read(folder.join("b.policy")), FORMATTED);
    fmt(&folder, "").code(0).out_is("").err_is("");
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
    fmt(&folder, "").code(0).out_is("").err_is("");
    fmt(&folder, "target").code(0).out_is("").err_is("reformatted `target/b.policy`\n");
}

#[test]
fn check_names_what_is_not_in_the_style_and_changes_nothing() {
    let folder = folder("check", &[("a.policy", LOOSE), ("b.policy", FORMATTED)]);
    fmt(&folder, "--check").code(1).out_is("a.policy\n").err_is("");
    fmt(&folder, "--check b.policy").code(0).out_is("").err_is("");
    assert_eq!(read(folder.join("a.policy")), LOOSE);
}

#[test]
fn diff_shows_what_would_change_and_changes_nothing() {
    let folder = folder("diff", &[("a.policy", LOOSE)]);
    fmt(&folder, "--diff")
        .code(1)
        .out_is(str![[r#"
--- a.policy
+++ a.policy
@@ -1,4 +1,5 @@
-package   demo
-languages en  zone UTC
+package demo
+languages en
+zone UTC
 
-account { closed : bool }
+account { closed: bool }

"#]])
        .err_is("");
    assert_eq!(read(folder.join("a.policy")), LOOSE);
}

#[test]
fn standard_input_is_formatted_to_standard_output() {
    let folder = folder("stdin", &[]);
    fmt_on(&folder, "-", LOOSE).code(0).out_is(FORMATTED).err_is("");
    fmt_on(&folder, "- --check", LOOSE).code(1).out_is("<stdin>\n").err_is("");
    fmt_on(&folder, "- --check", FORMATTED).code(0).out_is("").err_is("");
    fmt_on(&folder, "- a.policy", LOOSE).fails(2).err_is(str![[r#"
error: `-` must be used alone: standard input is one file

"#]]);
}

#[test]
fn a_broken_file_is_left_as_it_is_and_the_others_are_formatted() {
    let folder = folder("broken", &[("a.policy", LOOSE), ("b.policy", BROKEN)]);
    fmt(&folder, "").fails(2).err_has(["error[E0102]", "`b.policy` is not formatted"]);
    assert_eq!(read(folder.join("a.policy")), FORMATTED);
    assert_eq!(read(folder.join("b.policy")), BROKEN);
    fmt_on(&folder, "-", BROKEN).fails(2);
}

#[test]
fn a_comment_may_be_all_that_is_in_braces() {
    let folder = folder("comment_alone", &[]);
    let start = "package demo\nlanguages en\nzone UTC\n\n";
    for block in [
        "account {  // nothing yet\n}\n",
        "record trade {  // nothing yet\n}\n",
        "request {  // nothing yet\n}\n",
        "policy close on request {  // nothing yet\n}\n",
        "policy close on request {\n  data {  // nothing yet\n  }\n}\n",
        "policy close on request {\n  when quiet {  // nothing yet\n  }\n}\n",
    ] {
        let text = format!("{start}{block}");
        fmt_on(&folder, "-", &text).code(0).out_is(text.as_str());
        let below = text.replace("{  // nothing yet\n", "{\n // nothing yet\n");
        let formatted = fmt_on(&folder, "-", &below).code(0).out;
        assert!(formatted.contains("// nothing yet\n"), "{formatted}");
        fmt_on(&folder, "-", &formatted).code(0).out_is(formatted.as_str());
    }
}
