//! Plans of many accounts: the same as those of single verdicts, under the same keys, and counted by collection and day.

use std::path::Path;

use exeunt::ir::Timestamp;
use exeunt::{Compiler, Policy};
use exeunt_testkit::{Run, exeunt, files, scratch};
use serde_json::{Value, json};

const NOW: &str = "2026-06-01T12:00:00Z";

const POLICY: &str = r#"package demo
languages en
zone Asia/Shanghai
account { n: int   closed_at: time?   posts: many post   orders: many order }
record post { written: time }
record order { closed: time }
policy close on request {
  when n < 9
  require positive: n > 0  en "x" fix "x"
  data {
    erase posts
    retain orders for 3y after closed law "Tax"
    retain account for 1y after closed_at law "Tax"
  }
}
"#;

/// Eligible with a complete plan, eligible with an incomplete one, blocked, undetermined and inapplicable.
const ACCOUNTS: [&str; 6] = [
    r#"{"id":"a","account":{"n":1,"closed_at":"2026-01-01T00:00:00Z","posts":[{},{}],"orders":[{"closed":"2020-01-01T00:00:00Z"},{"closed":"2024-01-01T15:59:59.999999Z"},{"closed":"2024-01-01T16:00:00Z"}]}}"#,
    r#"{"id":"b","account":{"n":1,"orders":[{}]}}"#,
    r#"{"id":"c","account":{"n":0,"posts":[],"orders":[{"closed":"2024-01-01T00:00:00Z"}]}}"#,
    r#"{"account":{"posts":[],"orders":[]}}"#,
    r#"{"id":"e","account":{"n":9,"posts":[],"orders":[]}}"#,
    r#"{"id":"f","account":{"n":1,"posts":[],"orders":[]}}"#,
];

fn folder(name: &str) -> std::path::PathBuf {
    let folder = scratch!("population_plans/{name}").to_path_buf();
    files::write(folder.join("demo.policy"), POLICY);
    files::write(folder.join("accounts.ndjson"), ACCOUNTS.join("\n") + "\n");
    folder
}

fn run(folder: &Path, words: &str) -> Run {
    let words = format!("eval demo.close --now {NOW} --policies demo.policy --facts accounts.ndjson {words}");
    exeunt!(folder).run(words)
}

fn policy() -> Policy {
    let policies = Compiler::new().source("demo.policy", POLICY).compile().expect("it compiles");
    policies.policy("demo.close").expect("it is declared")
}

#[test]
fn a_line_has_the_plan_of_its_verdict_and_never_under_the_key_of_another() {
    let folder = folder("lines");
    let policy = policy();
    let lines = run(&folder, "--plan").code(0).json_lines();
    let explained = run(&folder, "--plan --explain").code(0).json_lines();
    assert_eq!((lines.len(), explained.len()), (6, 6));
    let mut would_be = 0;
    for ((account, line), whole) in ACCOUNTS.iter().zip(&lines).zip(&explained) {
        let account = policy.account_from_json(account).expect("it can be read");
        let verdict = policy
            .evaluate_with_would_be(&account, Timestamp::parse(NOW).expect("an instant"))
            .expect("it has the same facts");
        let verdict: Value =
            serde_json::from_str(&verdict.to_json(account.id()).expect("JSON")).expect("JSON");
        assert_eq!(whole, &verdict);
        assert_eq!((&line["status"], &line["plan"]), (&verdict["status"], &verdict["plan"]));
        assert_eq!(line.get("would_be"), verdict.get("would_be"));
        assert_eq!(line["plan"].is_null(), line["status"] != "eligible");
        assert_eq!(line.get("would_be").is_some(), line["status"] != "eligible");
        would_be += usize::from(line.get("would_be").is_some());
    }
    assert_eq!(would_be, 3);
    let plain = run(&folder, "").code(0).json_lines();
    assert!(plain.iter().all(|line| line.get("plan").is_none() && line.get("would_be").is_none()));
}

#[test]
fn an_own_instant_counts_for_the_plan() {
    let folder = folder("own");
    let account = ACCOUNTS[0].replacen("{\"id\"", "{\"now\":\"2030-01-01T00:00:00Z\",\"id\"", 1);
    files::write(folder.join("accounts.ndjson"), account + "\n");
    let words = "eval demo.close --policies demo.policy --facts accounts.ndjson --plan";
    let lines = exeunt!(&folder).run(words).code(0).json_lines();
    let item = &lines[0]["plan"]["items"][2];
    assert_eq!(
        (&item["disposal"], &item["due_since"]),
        (&json!("erase"), &json!("2027-01-01T16:00:00+00:00"))
    );
}

#[test]
fn a_policy_that_says_nothing_of_data_has_no_plan_on_any_line() {
    let folder = folder("silent");
    let silent = POLICY.split("  data {").next().expect("a part").to_owned() + "}\n";
    files::write(folder.join("demo.policy"), silent);
    let lines = run(&folder, "--plan").json_lines();
    assert_eq!(lines.len(), 6);
    assert!(lines.iter().all(|line| line["plan"].is_null() && line.get("would_be").is_none()), "{lines:?}");
}

#[test]
fn a_summary_counts_items_by_collection_disposal_and_day() {
    let folder = folder("summary");
    let summary = run(&folder, "--summary --plan --format json --threads 2").code(0).json();
    let item = |collection: &str, disposal: &str, due: Option<&str>, items: u64| json!({ "collection": format!("account{collection}"), "disposal": disposal, "due": due, "items": items });
    // The plan of the second account is incomplete, and its own item waits for nothing.
    assert_eq!(
        summary["plans"],
        json!({ "plans": 3, "incomplete": 1, "items": [
            item("", "retain", None, 2),
            item("", "retain", Some("2027-01-01"), 1),
            item(".id", "retain", Some("2027-01-02"), 1),
            item(".orders", "erase", Some("2023-01-01"), 1),
            // The day is that of the policy's zone, and of the first instant at which it goes.
            item(".orders", "retain", Some("2027-01-02"), 2),
            item(".orders", "undetermined", None, 1),
            item(".posts", "erase", Some("2026-06-01"), 3),
        ] })
    );
    let Run { out, .. } = run(&folder, "--summary --plan").code(0);
    let words: Vec<String> =
        out.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    for said in [
        "data items due",
        "account.orders: erase 1 2023-01-01",
        "account: retain 3 2027-01-01",
        "account.orders: undetermined 1",
        "1 of 3 plans incomplete",
    ] {
        assert!(words.iter().any(|line| line == said), "`{said}` is not a line of\n{out}");
    }
    let without = run(&folder, "--summary --format json").code(0).json();
    assert_eq!(without.get("plans"), None);
}

#[test]
fn what_cannot_have_a_plan_is_refused() {
    let folder = folder("refused");
    run(&folder, "--plan --only-status").code(2).out_is("").err_has(["--only-status"]);
}
