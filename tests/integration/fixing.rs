//! `exeunt check --fix` and `--diff`, and diagnostics in Chinese.

use std::path::{Path, PathBuf};

use exeunt_testkit::{Run, exeunt, files, scratch};
use snapbox::str;

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
    let folder = scratch!("fixing/{name}");
    files::write(folder.join("demo.policy"), text);
    folder
}

fn check(folder: &Path, options: &str) -> Run {
    exeunt!(folder).run(format!("check {options} demo.policy"))
}

fn read(folder: &Path) -> String {
    files::read(folder.join("demo.policy"))
}

#[test]
fn the_certain_edits_are_made_in_the_file() {
    let folder = folder("fix", BROKEN);
    check(&folder, "--fix").code(0).out_is("1 file: no errors\n").err_is("3 edits in 1 file\n");
    assert_eq!(read(&folder), MENDED);
    check(&folder, "--fix").code(0).err_is("0 edits in 0 files\n");
    assert_eq!(read(&folder), MENDED);
}

#[test]
fn a_difference_is_shown_and_nothing_is_changed() {
    let shown = folder("diff", BROKEN);
    check(&shown, "--diff")
        .code(1)
        .out_is(str![[r#"
--- a/demo.policy
+++ b/demo.policy
@@ -6,8 +6,8 @@
 record trade { open: bool  placed: time }
 
 policy close on request {
-  require empty: balance == 0 CNY && no open trade
+  require empty: balance is 0 CNY and no open trade
     en "Not yet" fix "Withdraw it"
-  require calm: no trade placed within the last 15 days
+  require calm: no trade placed within 15d
     en "Too soon"
 }

"#]])
        .err_is("");
    assert_eq!(read(&shown), BROKEN);
    let mended = folder("diff_of_nothing", MENDED);
    check(&mended, "--diff").succeeds().out_is("");
}

#[test]
fn what_only_the_author_can_decide_is_not_edited() {
    let text = MENDED.replace("no open trade", "no opne trade");
    let folder = folder("undecided", &text);
    let fixed = check(&folder, "--fix").code(1);
    assert_eq!(fixed.err.lines().next(), Some("0 edits in 0 files"), "{fixed}");
    assert_eq!(read(&folder), text);
}

#[test]
fn diagnostics_in_chinese_have_no_english_words() {
    let folder = folder("chinese", &MENDED.replace("no open trade", "no opne trade"));
    let Run { err, .. } = check(&folder, "--ui-lang zh").code(1);
    for part in ["错误[E0306]", "= 帮助: 是不是 `open`?", "`open` 在此声明"] {
        assert!(err.contains(part), "{part} is not in\n{err}");
    }
    for english in ["error", "note:", "help:"] {
        assert!(!err.contains(english), "{english} is in\n{err}");
    }
    let short = check(&folder, "--ui-lang zh --format short").out_has(["错误[E0306]: "]);
    assert_eq!(short.out.lines().last(), Some("1 个文件: 1 个错误"), "{short}");
    let missing = check(&folder, "--ui-lang zh nowhere.policy");
    assert!(missing.err.starts_with("错误: 无法读取 `nowhere.policy`:"), "{missing}");
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
    check(&folder, "--fix").code(0).out_is("1 file: no errors\n");
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
    check(&folder, "--fix").code(1).err_has(["error[E0411]"]);
    assert_eq!(read(&folder), old);
}
