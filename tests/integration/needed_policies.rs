//! `exeunt eval` compiles only the packages that the requested policy may depend on; the verdict is the same as with all.

use std::path::{Path, PathBuf};

use exeunt_testkit::files::{repository, write};
use exeunt_testkit::{Run, exeunt, scratch};
use snapbox::str;

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
    let folder = scratch!("needed_policies/{name}");
    let files =
        [("base.policy", BASE), ("shop.policy", SHOP), ("other.policy", other), ("facts.json", facts)];
    files.iter().for_each(|(file, text)| write(folder.join(file), text));
    folder
}

fn eval(folder: &Path, words: &str) -> Run {
    exeunt!(folder).run(format!("eval {words} --format json --now 2026-06-01T12:00:00Z"))
}

const FACTS: &str = r#"{"account": {"holder": {"debt": "3.20 CNY"}}}"#;

#[test]
fn a_mistake_in_a_package_that_is_not_needed_does_not_prevent_a_verdict() {
    let (sound, broken) = (folder("sound", OTHER, FACTS), folder("broken", BROKEN, FACTS));
    let judged = eval(&sound, "shop.close --facts facts.json").succeeds();
    assert_eq!(judged.json()["status"], "blocked");
    assert_eq!(eval(&broken, "shop.close --facts facts.json"), judged);
}

#[test]
fn a_mistake_in_what_is_needed_is_reported() {
    let broken = folder("broken_needed", BROKEN, FACTS);
    for asked in ["other.close", "close"] {
        eval(&broken, &format!("{asked} --facts facts.json")).code(2).out_has(["E0201"]);
    }
}

#[test]
fn facts_that_name_a_policy_of_another_package_are_refused() {
    let facts = FACTS.replacen('{', r#"{"policy": "other.close", "#, 1);
    let refused = eval(&folder("of_another", OTHER, &facts), "shop.close --facts facts.json");
    refused.code(2).out_has(["a policy of another package"]);
}

#[test]
fn an_unknown_policy_is_searched_for_among_all_packages() {
    eval(&folder("missing", OTHER, FACTS), "shop.clsoe --facts facts.json").fails(2).err_is(str![[r#"
error: there is no single policy `shop.clsoe`; did you mean `shop.close`?

"#]]);
}

#[test]
fn a_shipped_policy_gives_the_same_verdict_alone_and_with_all_others() {
    let (root, built) = (repository(""), scratch!("needed_policies/built").join("built.json"));
    exeunt!(&root).run(format!("build policies -o {}", built.display())).succeeds();
    let facts = "--facts examples/accounts/taobao_trader.json";
    let alone = eval(&root, &format!("taobao.close --policies policies {facts}"));
    let together = eval(&root, &format!("taobao.close --program {} {facts}", built.display()));
    assert_eq!(alone.succeeds(), together);
}
