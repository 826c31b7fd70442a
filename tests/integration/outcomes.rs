//! The values that outcomes carry, in everything that reports verdicts.

use std::path::PathBuf;

use exeunt::eval::{difference, evaluate};
use exeunt::facts;
use exeunt::ir::{PolicyId, Program, Timestamp};
use exeunt::source::FileId;
use exeunt_testkit::{Run, compiled, exeunt, files, scratch};
use serde_json::{Value as Json, json};

const POLICY: &str = "package demo
languages en, de
zone UTC
outcomes { suspend  charge }
account { idle: bool  severity: one of low, high  balance: money EUR }
policy dormant on sweep {
  when idle
  outcome charge of smaller of (balance, 10 EUR)
}
policy punish on sweep {
  when idle
  outcome suspend for case severity { low: 7d  high: 15 full days }
}
";

const LINES: &str = r#"{"id": "poor", "account": {"idle": true, "severity": "high", "balance": "3.20 EUR"}}
{"id": "dark", "account": {"idle": true}}
{"id": "busy", "account": {"idle": false, "severity": "low", "balance": "3.20 EUR"}}
"#;

fn program() -> Program {
    compiled([("demo.policy", POLICY)])
}

fn folder(name: &str) -> PathBuf {
    let folder = scratch!("outcomes/{name}");
    files::write(folder.join("demo.policy"), POLICY);
    files::write(folder.join("facts/1.ndjson"), LINES);
    folder
}

fn run(name: &str, words: &str) -> Run {
    Run::of(&mut exeunt!(folder(name)).command(words.to_owned()), b"")
}

fn judged(policy: PolicyId, account: Json) -> exeunt::eval::Verdict {
    let program = program();
    let text = json!({ "account": account }).to_string();
    let read = facts::read(&program, Some(policy), FileId(0), &text).envelope.expect("sound");
    evaluate(&program, policy, &read.facts, Timestamp::from_micros(0))
}

#[test]
fn a_line_has_the_value_of_its_outcome() {
    let Run { out, .. } =
        run("lines", "eval demo.dormant --now 2026-06-01T00:00Z --facts facts/1.ndjson").code(0);
    let lines: Vec<Json> = out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let values: Vec<&Json> = lines.iter().map(|line| &line["outcome_value"]["value"]).collect();
    assert_eq!(values, [&json!("3.20 EUR"), &Json::Null, &Json::Null]);
    let outcomes: Vec<&Json> = lines.iter().map(|line| &line["outcome"]).collect();
    assert_eq!(outcomes, [&json!("charge"), &json!("charge"), &Json::Null]);
    assert!(lines[2].get("outcome_value").is_none(), "{out}");
}

#[test]
fn what_cannot_write_a_value_refuses_the_policy() {
    let refused = run("sql", "sql demo.dormant --dialect duckdb").code(2);
    assert!(refused.err.contains("E0602"), "{refused}");
    run("summary", "sql demo.dormant --dialect duckdb --summary").code(0);
    let sweep = "sweep demo.dormant --source facts --to out.ndjson --now 2026-06-01T00:00Z";
    assert!(run("sweep", sweep).err.contains("carries a value"));
}

#[test]
fn a_length_is_said_in_each_language() {
    let policy = program().policies().ids().nth(1).expect("two policies");
    let account = json!({ "idle": true, "severity": "high", "balance": "1 EUR" });
    let value = judged(policy, account).outcome_value.expect("a value");
    assert_eq!(
        serde_json::to_value(&value).expect("JSON"),
        json!({
            "kind": "length",
            "value": "15 full days",
            "words": [{ "language": "en", "text": "15 full days" }, { "language": "de", "text": "15 volle Tage" }],
        })
    );
}

#[test]
fn another_value_is_a_difference() {
    let of = |balance: Json| {
        judged(PolicyId::FIRST, json!({ "idle": true, "severity": "low", "balance": balance }))
    };
    let (known, unknown) = (of(json!("2 EUR")), of(Json::Null));
    assert_eq!(difference(&known, &of(json!("2.00 EUR"))).outcome_value, None);
    let change = difference(&known, &unknown).outcome_value.expect("a change");
    assert_eq!(
        (change.before.as_deref(), change.after.as_deref()),
        (Some("of 2.00 EUR"), Some("of unknown"))
    );
    let missing: Vec<&str> = unknown.missing.iter().map(|it| it.path.as_str()).collect();
    assert_eq!(missing, ["account.balance"]);
}
