//! Deadlines of the service, in everything that reports verdicts and compares programs.

use std::path::PathBuf;

use exeunt::analysis::analyse;
use exeunt::compare::{Change, Effect, Part, compare};
use exeunt::eval::{DeadlineEnd, Verdict, difference, evaluate};
use exeunt::facts;
use exeunt::ir::{DeadlineState, PolicyId, Program, Timestamp};
use exeunt::source::{FileId, Sources};
use exeunt::suite::mutation::Mutants;
use exeunt_testkit::policies::program;
use exeunt_testkit::{Run, exeunt, files, scratch, sound};
use serde_json::{Value as Json, json};

const POLICY: &str = r#"package demo
languages en, de
zone UTC
outcomes { erase }
account { locked: bool }
request { received: time?  extended: bool  answered: time? }
policy erase on request {
  require open: not account.locked  en "-" fix "-"  de "-" fix "-"
  deadline answer: case request.extended { true: 3mo law "s. 2"  false: 1mo } after request.received
    met by request.answered law "art. 12(3)"
  outcome erase
}
"#;

const LINES: &str = r#"{"id": "late", "account": {"locked": true}, "request": {"received": "2026-01-15T10:00:00Z", "extended": false}}
{"id": "told", "account": {"locked": false}, "request": {"received": "2026-01-15T10:00:00Z", "extended": true}}
{"id": "dark", "account": {"locked": false}, "request": {"received": "2026-01-15T10:00:00Z"}}
{"id": "none", "account": {"locked": false}, "request": {"extended": false}}
"#;

/// Between the end of one month and that of three.
const NOW: &str = "2026-03-01T00:00:00Z";

fn folder(name: &str) -> PathBuf {
    let folder = scratch!("deadlines/{name}");
    files::write(folder.join("demo.policy"), POLICY);
    files::write(folder.join("facts.ndjson"), LINES);
    folder
}

fn run(name: &str, words: &str) -> Run {
    Run::of(&mut exeunt!(folder(name)).command(words.to_owned()), b"")
}

fn judged(request: Json) -> Verdict {
    let program = program(POLICY.to_owned());
    let text = json!({ "account": { "locked": true }, "request": request }).to_string();
    let read = facts::read(&program, Some(PolicyId::FIRST), FileId(0), &text).envelope.expect("sound");
    evaluate(&program, PolicyId::FIRST, &read.facts, Timestamp::parse(NOW).expect("an instant"))
}

#[test]
fn a_verdict_says_how_each_deadline_stands() {
    let late = judged(json!({ "received": "2026-01-15T10:00:00Z", "extended": false }));
    assert_eq!(
        serde_json::to_value(&late.deadlines).expect("JSON"),
        json!([{
            "deadline": "answer",
            "state": "overdue",
            "due": "2026-02-15T10:00:00+00:00",
            "law": "art. 12(3)",
        }])
    );
    let told = judged(json!({ "received": "2026-01-15T10:00:00Z", "extended": true }));
    assert_eq!(
        (told.deadlines[0].state, &*told.deadlines[0].row_laws),
        (DeadlineState::Open, &["s. 2".to_owned()][..])
    );
    let dark = judged(json!({ "received": "2026-01-15T10:00:00Z" }));
    assert_eq!(
        serde_json::to_value(&dark.deadlines).expect("JSON")[0],
        json!({
            "deadline": "answer",
            "state": "unknown",
            "due": null,
            "law": "art. 12(3)",
            "row_laws": ["s. 2"],
            "missing": ["request.extended"],
        })
    );
    assert!(dark.missing.is_empty(), "what decides no status is not missing for one");
    let shown = format!("{:?}", late.deadlines);
    assert!(shown.contains("Overdue") && !shown.contains("2026"), "no fact is shown: {shown}");
}

#[test]
fn pages_show_the_deadlines() {
    let late = judged(json!({ "received": "2026-01-15T10:00:00Z", "extended": false }));
    let page = late.display("en").to_string();
    assert!(page.contains("answer  overdue  due 2026-02-15 10:00  Law: art. 12(3)"), "{page}");
    let german = late.to_html(None, "de");
    assert!(german.contains("überschritten") && german.contains("art. 12(3)"), "{german}");
}

#[test]
fn another_state_or_end_is_a_difference() {
    let late = judged(json!({ "received": "2026-01-15T10:00:00Z", "extended": false }));
    let told = judged(json!({ "received": "2026-01-15T10:00:00Z", "extended": true }));
    assert!(difference(&late, &late).deadlines.is_empty());
    let found = difference(&late, &told).deadlines;
    let end = |state, due| DeadlineEnd { state, due: Timestamp::parse(due).ok() };
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].before, end(DeadlineState::Overdue, "2026-02-15T10:00:00Z"));
    assert_eq!(found[0].after, end(DeadlineState::Open, "2026-04-15T10:00:00Z"));
}

#[test]
fn a_summary_counts_the_states_and_a_query_names_what_is_overdue() {
    let words = format!("eval demo.erase --now {NOW} --facts facts.ndjson --summary");
    let Run { out, .. } = run("summary", &format!("{words} --format json")).code(0);
    let summary: Json = serde_json::from_str(&out).expect("JSON");
    assert_eq!(
        summary["deadlines"],
        json!([{
            "deadline": "answer",
            "states": { "met": 0, "not_asked": 0, "not_begun": 1, "open": 1, "overdue": 1, "unknown": 1 },
        }])
    );
    run("summary_text", &words).code(0).out_has(["deadline answer", "  overdue", "  not begun"]);
    for dialect in ["duckdb", "postgres", "spark"] {
        let query = format!("sql demo.erase --dialect {dialect}");
        run("sql", &query).code(0).out_has(["answer overdue", "overdue"]);
        run("sql_summary", &format!("{query} --summary")).code(0).out_has(["answer overdue"]);
    }
}

/// What changed of the deadline between two texts of its length.
fn change(old: &str, new: &str) -> Option<Change> {
    let with = |length: &str| -> Program {
        let length = format!("deadline answer: {length} after");
        program(POLICY.replace(
            "deadline answer: case request.extended { true: 3mo law \"s. 2\"  false: 1mo } after",
            &length,
        ))
    };
    let found = compare(&with(old), &with(new)).expect("they are small");
    assert!(found.len() <= 1, "{old} → {new}: {found:?}");
    found.first().map(|difference| {
        assert_eq!(
            (&difference.part, difference.effect),
            (&Part::Deadline("answer".to_owned()), Effect::Neither)
        );
        difference.change
    })
}

#[test]
fn a_longer_deadline_ends_later() {
    assert_eq!(change("1mo", "1mo"), None);
    assert_eq!(change("1mo", "3mo"), Some(Change::Later));
    assert_eq!(change("30d", "10d"), Some(Change::Earlier));
    assert_eq!(change("1mo", "30d"), Some(Change::Changed));
    let without = POLICY.replace("  deadline answer", "  // ").replace("    met by", "  // ");
    let found = compare(&program(POLICY.to_owned()), &program(without)).expect("they are small");
    let gone = found.iter().find(|it| it.part == Part::Deadline("answer".to_owned())).expect("it is gone");
    assert_eq!(gone.change, Change::Removed);
}

#[test]
fn tests_at_its_edges_kill_every_change_of_a_deadline() {
    let test = |title: &str, now: &str, request: &str, expected: &str| {
        format!(
            "test \"{title}\" for erase at {now} {{
  account {{ locked: false }}
  request {{ {request} }}
  expect deadline answer {expected}
}}
"
        )
    };
    let simple = POLICY
        .replace("case request.extended { true: 3mo law \"s. 2\"  false: 1mo }", "1mo")
        .replace("  extended: bool", "");
    let asked = "received: 2026-01-15T10:00Z";
    let tests = [
        test("open", "2026-02-15T10:00Z", asked, "open due 2026-02-15T10:00Z"),
        test("over", "2026-02-15T10:00:00.000001Z", asked, "overdue"),
        test("met", "2026-03-01T00:00Z", &format!("{asked}  answered: 2026-02-15T10:00Z"), "met"),
        test(
            "late",
            "2026-03-01T00:00Z",
            &format!("{asked}  answered: 2026-02-15T10:00:00.000001Z"),
            "overdue",
        ),
        test("absent", "2026-03-01T00:00Z", "received: absent", "not begun"),
    ];
    let survivors = |tests: &[String]| {
        let analysis = sound([("demo.policy", simple.clone() + &tests.concat())]);
        let program = analysis.program.expect("it compiles");
        let tests: Vec<_> = program.tests().iter().collect();
        let mutation = Mutants::of(&program, &analysis.sources).run(&tests, &[], &|| {});
        mutation.survivors().map(|it| it.name.clone()).filter(|it| it.contains("answer")).collect::<Vec<_>>()
    };
    assert_eq!(survivors(&tests), Vec::<String>::new());
    assert!(survivors(&tests[4..]).len() > 3, "one test does not hold it");
}

#[test]
fn completion_offers_what_a_deadline_goes_on_with() {
    let offered = |typed: &str| -> Vec<String> {
        let text = format!("{POLICY}{typed}");
        let mut sources = Sources::new();
        let file = sources.add("demo.policy", &text);
        let analysis = analyse(sources);
        exeunt::ide::complete(&analysis, file, text.len() as u32).into_iter().map(|item| item.label).collect()
    };
    let has = |offered: &[String], word: &str| offered.iter().any(|it| it == word);
    let clause = "policy more on request {\n  deadline told: 1mo ";
    assert!(has(&offered(clause), "after"));
    assert!(has(&offered(&format!("{clause}after request.received ")), "met by"));
    assert!(has(&offered(&format!("{clause}after request.received met by request.answered ")), "law"));
    let test = "test \"x\" for erase at 2026-01-01 {\n  expect ";
    assert!(has(&offered(test), "deadline"));
    assert_eq!(offered(&format!("{test}deadline "))[..1], ["answer"]);
    let states = offered(&format!("{test}deadline answer "));
    assert!(["open", "met", "overdue", "not begun", "due"].iter().all(|it| has(&states, it)), "{states:?}");
}
