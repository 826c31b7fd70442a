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
fn a_query_gives_the_value_as_a_policy_writes_it() {
    for dialect in ["duckdb", "postgres", "spark"] {
        let sql = |policy: &str| run(dialect, &format!("sql {policy} --dialect {dialect}")).code(0).out;
        let (charge, suspend) = (sql("demo.dormant"), sql("demo.punish"));
        assert!(charge.contains("outcome_value") && charge.contains("|| ' EUR'"), "{charge}");
        assert!(suspend.contains("'15 full days'") && suspend.contains("'7d'"), "{suspend}");
        let counts = run(dialect, &format!("sql demo.dormant --dialect {dialect} --summary")).code(0);
        assert!(!counts.out.contains("outcome_value"), "{counts}");
    }
}

#[test]
fn a_query_refuses_a_length_of_the_facts() {
    let folder = scratch!("outcomes/length_of_facts");
    let policy = POLICY
        .replace("severity: one of low, high", "severity: length")
        .replace("for case severity { low: 7d  high: 15 full days }", "for severity");
    files::write(folder.join("demo.policy"), policy);
    let run = |words: &str| Run::of(&mut exeunt!(&folder).command(words.to_owned()), b"");
    let refused = run("sql demo.punish --dialect duckdb").code(2);
    assert!(refused.err.contains("E0602") && refused.err.contains("as long as a fact says"), "{refused}");
    run("sql demo.punish --dialect duckdb --summary").code(0);
    // What reads facts itself reads lengths too.
    files::write(
        folder.join("facts/1.ndjson"),
        LINES.replace("\"high\"", "\"P30D\"").replace("\"low\"", "\"1d\""),
    );
    run("sweep demo.punish --source facts --to out.ndjson --now 2026-06-01T00:00Z").code(0);
    let lines = files::read(folder.join("out.ndjson"));
    assert!(lines.contains(r#""outcome":"suspend","outcome_value":"30d","eligible_after":null"#), "{lines}");
}

#[test]
fn a_sweep_writes_the_value() {
    let folder = folder("sweep");
    let sweep = "sweep demo.dormant --source facts --to out.ndjson --now 2026-06-01T00:00Z";
    let run = |words: &str| Run::of(&mut exeunt!(&folder).command(words.to_owned()), b"");
    run(sweep).code(0);
    let lines: Vec<Json> = files::read(folder.join("out.ndjson"))
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let values: Vec<&Json> = lines.iter().map(|line| &line["outcome_value"]).collect();
    assert_eq!(values, [&json!("3.20 EUR"), &Json::Null, &Json::Null]);
    run(&format!("{sweep} --resume")).code(0);
}

#[test]
fn a_summary_adds_the_values_up() {
    let summary = |policy: &str, more: &str| {
        run(
            "summary",
            &format!("eval demo.{policy} --now 2026-06-01T00:00Z --facts facts/1.ndjson --summary{more}"),
        )
        .code(0)
    };
    let json = |policy: &str| summary(policy, " --format json").json()["outcome_values"].clone();
    assert_eq!(json("dormant"), json!({ "known": 1, "unknown": 1, "total": "3.20 EUR" }));
    assert_eq!(
        json("punish"),
        json!({ "known": 1, "unknown": 1, "lengths": { "15 full days": 1 }, "others": 0 })
    );
    let text = summary("dormant", "").out;
    assert!(text.contains("charge, in all") && text.contains("3.20 EUR"), "{text}");
    assert!(summary("punish", "").out.contains("suspend: 15 full days"));
}

#[test]
fn the_page_of_terms_says_what_is_done() {
    let folder = folder("terms");
    Run::of(&mut exeunt!(&folder).command("doc ."), b"").code(0);
    let page = files::read(folder.join("terms/demo.html"));
    assert!(page.contains("charge of smaller of (balance, 10 EUR)"), "{page}");
}

#[test]
fn the_law_of_the_row_that_was_used_is_named() {
    let text = POLICY
        .replace("low: 7d  high: 15 full days", "low: 7d law \"art. 1\"  high: 15 full days law \"art. 2\"");
    let program = compiled([("demo.policy", text)]);
    let punish = program.policies().ids().nth(1).expect("two policies");
    let laws = |severity: Json| {
        let account =
            json!({ "account": { "idle": true, "severity": severity, "balance": "1 EUR" } }).to_string();
        let read = facts::read(&program, Some(punish), FileId(0), &account).envelope.expect("sound");
        let verdict = evaluate(&program, punish, &read.facts, Timestamp::from_micros(0));
        assert_eq!(verdict.row_laws, [""; 0], "the status rests on no row");
        verdict.outcome_value.expect("an eligible account").row_laws
    };
    assert_eq!(laws(json!("low")), ["art. 1"]);
    assert_eq!(laws(json!("high")), ["art. 2"]);
    assert_eq!(laws(Json::Null), ["art. 1", "art. 2"], "either may be the one");
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
