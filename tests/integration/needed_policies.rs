//! Of the policies in a folder `exeunt eval` compiles what the one that is asked for can need. What comes out is the same.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use exeunt_testkit::program::{self, ended};

const BASE: &str = "package base
languages en
account { debt: money CNY }
policy close on request {
  require no_debt: debt is 0 CNY en \"A debt of {debt} is left\" fix \"Pay it\"
}
";
const SHOP: &str = "package // its name follows
shop
languages en
use // what it stands on
base
account { holder: base.account }
policy close on request {
  require settled: holder satisfies base.close en \"The holder is in debt\" fix \"Pay\"
}
";
const OTHER: &str = "package other
languages en
account { open: bool }
policy close on request {
  require closed: not open en \"It is open\" fix \"Close it\"
}
";
const BROKEN: &str = "package other
languages en
account { open: bool }
policy close on request {
  require closed: not opne en \"It is open\" fix \"Close it\"
}
";

fn folder(name: &str, other: &str, facts: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("needed_policies").join(name);
    fs::create_dir_all(&folder).expect("it can be made");
    let files =
        [("base.policy", BASE), ("shop.policy", SHOP), ("other.policy", other), ("facts.json", facts)];
    for (file, text) in files {
        fs::write(folder.join(file), text).expect("it can be written");
    }
    folder
}

fn eval(folder: &Path, words: &str) -> Output {
    let mut command = program::command(env!("CARGO_BIN_EXE_exeunt"));
    command.arg("eval").args(words.split(' ')).args(["--format", "json", "--now", "2026-06-01T12:00:00Z"]);
    ended(command.current_dir(folder), b"")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

const FACTS: &str = r#"{"account": {"holder": {"debt": "3.20 CNY"}}}"#;

#[test]
fn a_mistake_in_a_package_that_is_not_needed_keeps_no_account_from_being_judged() {
    let (sound, broken) = (folder("sound", OTHER, FACTS), folder("broken", BROKEN, FACTS));
    let judged = eval(&sound, "shop.close --facts facts.json");
    assert!(text(&judged.stdout).contains("\"blocked\""), "{}", text(&judged.stderr));
    assert_eq!(eval(&broken, "shop.close --facts facts.json"), judged);
}

#[test]
fn a_mistake_in_what_is_needed_is_reported() {
    let broken = folder("broken_needed", BROKEN, FACTS);
    for asked in ["other.close", "close"] {
        let refused = eval(&broken, &format!("{asked} --facts facts.json"));
        assert_eq!(refused.status.code(), Some(1));
        assert!(text(&refused.stdout).contains("E0201"), "{}", text(&refused.stdout));
    }
}

#[test]
fn facts_that_name_a_policy_that_was_left_out_are_told_so() {
    let facts = FACTS.replacen('{', r#"{"policy": "other.close", "#, 1);
    let refused = eval(&folder("of_another", OTHER, &facts), "shop.close --facts facts.json");
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stdout).contains("a policy of another package"), "{}", text(&refused.stdout));
}

#[test]
fn a_policy_that_there_is_not_is_looked_for_among_all() {
    let refused = eval(&folder("missing", OTHER, FACTS), "shop.clsoe --facts facts.json");
    assert!(text(&refused.stderr).contains("did you mean `shop.close`?"), "{}", text(&refused.stderr));
}

#[test]
fn the_shipped_policies_judge_alike_alone_and_together() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let built = Path::new(env!("CARGO_TARGET_TMPDIR")).join("needed_policies.json");
    let mut build = program::command(env!("CARGO_BIN_EXE_exeunt"));
    build.args(["build", "policies", "-o"]).arg(&built);
    assert!(ended(build.current_dir(root), b"").status.success());
    let facts = "--facts examples/accounts/taobao_trader.json";
    let alone = eval(root, &format!("taobao.close --policies policies {facts}"));
    let together = eval(root, &format!("taobao.close --program {} {facts}", built.display()));
    assert!(alone.status.success(), "{}", text(&alone.stderr));
    assert_eq!(alone, together);
}
