//! `exeunt check --fix` and `--diff`, and what is said in Chinese.

use std::path::{Path, PathBuf};

use exeunt_testkit::program::{self, Said};

const BROKEN: &str = "package demo
languages en
zone UTC

account { balance: money CNY  trades: many trade }
record trade { open: bool  placed: time }

policy close on request {
  require empty: balance == 0 CNY && no open trade
    en \"Not yet\" fix \"Withdraw it\"
  require calm: no trade placed within the last 15 days
    en \"Too soon\"
}
";

const MENDED: &str = "package demo
languages en
zone UTC

account { balance: money CNY  trades: many trade }
record trade { open: bool  placed: time }

policy close on request {
  require empty: balance is 0 CNY and no open trade
    en \"Not yet\" fix \"Withdraw it\"
  require calm: no trade placed within 15d
    en \"Too soon\"
}
";

/// A folder with one policy, that of a test.
fn folder(name: &str, text: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixing").join(name);
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("demo.policy"), text).expect("a policy");
    folder
}

fn check(folder: &Path, words: &[&str]) -> Said {
    let mut command = program::command(env!("CARGO_BIN_EXE_exeunt"));
    command.args(words).arg("demo.policy").current_dir(folder);
    program::said(program::ended(&mut command, b""))
}

fn read(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("demo.policy")).expect("the policy")
}

#[test]
fn the_certain_edits_are_made_in_the_file() {
    let folder = folder("fix", BROKEN);
    let (code, out, err) = check(&folder, &["check", "--fix"]);
    assert_eq!((code, out.as_str()), (Some(0), "1 file: no errors\n"), "{err}");
    assert_eq!(err, "3 edits in 1 file\n");
    assert_eq!(read(&folder), MENDED);
    let (code, _, err) = check(&folder, &["check", "--fix"]);
    assert_eq!((code, err.as_str()), (Some(0), "0 edits in 0 files\n"));
    assert_eq!(read(&folder), MENDED);
}

#[test]
fn a_difference_is_shown_and_nothing_is_changed() {
    let shown = folder("diff", BROKEN);
    let (code, out, err) = check(&shown, &["check", "--diff"]);
    assert_eq!((code, err.as_str()), (Some(1), ""));
    assert_eq!(read(&shown), BROKEN);
    let lines: Vec<&str> = out.lines().filter(|line| line.starts_with(['+', '-'])).collect();
    assert_eq!(
        lines,
        [
            "--- a/demo.policy",
            "+++ b/demo.policy",
            "-  require empty: balance == 0 CNY && no open trade",
            "+  require empty: balance is 0 CNY and no open trade",
            "-  require calm: no trade placed within the last 15 days",
            "+  require calm: no trade placed within 15d",
        ]
    );
    let mended = folder("diff_of_nothing", MENDED);
    assert_eq!(check(&mended, &["check", "--diff"]), (Some(0), String::new(), String::new()));
}

#[test]
fn what_only_the_author_can_decide_is_not_edited() {
    let text = MENDED.replace("no open trade", "no opne trade");
    let folder = folder("undecided", &text);
    let (code, _, err) = check(&folder, &["check", "--fix"]);
    assert_eq!(code, Some(1));
    assert!(err.starts_with("0 edits in 0 files\n"), "{err}");
    assert_eq!(read(&folder), text);
}

#[test]
fn diagnostics_are_told_in_chinese_to_the_last_word() {
    let folder = folder("chinese", &MENDED.replace("no open trade", "no opne trade"));
    let (code, _, err) = check(&folder, &["--ui-lang", "zh", "check"]);
    assert_eq!(code, Some(1));
    for part in ["错误[E0306]", "= 帮助: 是不是 `open`?", "`open` 在此声明"] {
        assert!(err.contains(part), "{part} is not in\n{err}");
    }
    for english in ["error", "note:", "help:"] {
        assert!(!err.contains(english), "{english} is in\n{err}");
    }
    let (_, out, _) = check(&folder, &["--ui-lang", "zh", "check", "--format", "short"]);
    assert!(out.contains("错误[E0306]: "), "{out}");
    assert!(out.ends_with("1 个文件: 1 个错误\n"), "{out}");
    let (_, _, err) = check(&folder, &["--ui-lang", "zh", "check", "nowhere.policy"]);
    assert!(err.starts_with("错误: 无法读取 `nowhere.policy`:"), "{err}");
}

#[test]
fn a_package_without_outcomes_is_migrated() {
    let old = "package demo
languages en
zone UTC // where days are counted

account { open: bool }

policy close on request {
  require shut: not open
    en \"It is open\" fix \"Close it\"
    otherwise assist
  outcome erase
}

policy leave on request {
  require shut: not open
    en \"It is open\" fix \"Close it\"
    otherwise freeze
}
";
    let folder = folder("outcomes", old);
    let (code, out, err) = check(&folder, &["check", "--fix"]);
    assert_eq!((code, out.as_str()), (Some(0), "1 file: no errors\n"), "{err}");
    let block = "// where days are counted\n\noutcomes { assist  erase  freeze  close }\n\n";
    assert_eq!(read(&folder), old.replace("// where days are counted\n\n", block));
}

#[test]
fn a_late_when_is_left_to_its_author() {
    let old = "package demo
languages en
zone UTC

account { open: bool  idle: bool }

policy close on request {
  require shut: not open
    en \"It is open\" fix \"Close it\"
  when idle
}
";
    let folder = folder("when", old);
    let (code, _, err) = check(&folder, &["check", "--fix"]);
    assert_eq!(code, Some(1), "{err}");
    assert!(err.contains("error[E0411]"), "{err}");
    assert_eq!(read(&folder), old);
}
