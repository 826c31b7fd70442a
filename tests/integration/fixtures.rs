//! Fixtures in JSON: the shipped ones pass, one that is wrong is told with its place.

use exeunt::diagnostic::{Code, Language};
use exeunt::ir::Program;
use exeunt::render::{CoverageColumns, coverage_table};
use exeunt::source::{FileId, Sources, Span};
use exeunt::suite::coverage::Recorder;
use exeunt::suite::{fixtures, run_these};
use exeunt_testkit::policies::shipped_texts;
use exeunt_testkit::shipped_program;

const FILE: FileId = FileId(77);
const DORMANT: &str = r#"{"id": "a", "policy": "alipay.dormant", "now": "2019-04-01T12:00:00+08:00", "account": {"opened":
    "2010-01-01T00:00:00+08:00", "last_login": "2018-02-28T10:00:00+08:00", "balance": "0 CNY", "yuebao": "0 CNY",
    "products": [], "transactions": []}, "expect": {"status": "STATUS"}}"#;

/// A dormant account on one line, of which a status is expected.
fn dormant(status: &str) -> String {
    DORMANT.replace('\n', " ").replace("STATUS", status)
}

/// Every fixture in JSON in `policies/`: the name of the file and its text.
fn shipped_fixtures() -> Vec<(String, String)> {
    [shipped_texts("json"), shipped_texts("ndjson")].concat()
}

/// Every fixture in `policies/`: how many there are, and those that fail.
fn failing(program: &Program) -> (usize, Vec<String>) {
    let (mut count, mut failing) = (0, Vec::new());
    for (name, text) in shipped_fixtures() {
        let read = if name.ends_with(".ndjson") { fixtures::lines } else { fixtures::one };
        let found = read(program, FILE, &name, &text);
        failing.extend(found.diagnostics.iter().map(|found| format!("{name}: {}", found.message)));
        count += found.tests.len();
        let report = run_these(program, &found.tests.iter().collect::<Vec<_>>());
        let told =
            |ran: &exeunt::suite::Ran| format!("{}: {} {}", ran.policy, ran.title, ran.verdict.status.word());
        failing.extend(report.failed().map(told));
    }
    (count, failing)
}

#[test]
fn every_shipped_fixture_comes_out_as_the_terms_say() {
    let (count, failing) = failing(&shipped_program());
    assert_eq!(failing, [""; 0]);
    let systems = shipped_texts("ndjson").len();
    assert!(count >= 200 * systems, "200 accounts of each of {systems} systems, {count} in all");
}

#[test]
fn a_line_is_a_test_with_its_number_and_its_place() {
    let program = shipped_program();
    let text = format!("{}\n\n{}\n", dormant("eligible"), dormant("blocked"));
    let found = fixtures::lines(&program, FILE, "some", &text);
    assert_eq!(found.diagnostics, []);
    let titles: Vec<&str> = found.tests.iter().map(|test| test.title.as_str()).collect();
    assert_eq!(titles, ["some:1 (a)", "some:3 (a)"]);
    let report = run_these(&program, &found.tests.iter().collect::<Vec<_>>());
    let failed: Vec<_> = report.failed().collect();
    assert_eq!(failed.len(), 1);
    let mismatch = &failed[0].mismatches[0];
    assert_eq!(
        (mismatch.expected.to_string().as_str(), mismatch.found.to_string().as_str()),
        ("blocked", "it is eligible")
    );
    let place = mismatch.origin.span();
    assert_eq!(&text[place.range()], "\"blocked\"", "the place is that of the expectation");
}

#[test]
fn a_fixture_that_says_too_little_is_told() {
    let program = shipped_program();
    let told = |from: &str, to: &str| {
        let found = fixtures::one(&program, FILE, "some", &dormant("eligible").replace(from, to));
        assert_eq!(found.tests.len(), 0);
        found.diagnostics.iter().map(|found| (found.code, found.primary.span)).collect::<Vec<_>>()
    };
    let start = Span::new(FILE, 0, 1);
    assert_eq!(told(r#", "expect": {"status": "eligible"}"#, ""), [(Code::NothingExpected, start)]);
    assert_eq!(told(r#""now": "2019-04-01T12:00:00+08:00", "#, ""), [(Code::FactMissing, start)]);
    assert_eq!(told(r#""eligible""#, r#""eligable""#)[0].0, Code::UnknownName);
}

#[test]
fn what_is_final_and_what_is_not_warned_of_is_read() {
    let program = shipped_program();
    let expect = r#"{"status": "eligible", "warn": "no_such"}"#;
    let text = dormant("eligible").replace(r#"{"status": "eligible"}"#, expect);
    assert_eq!(fixtures::one(&program, FILE, "some", &text).diagnostics[0].code, Code::UnknownName);
    let expect = r#"{"final": ["no_balance_left"]}"#;
    let text = dormant("eligible").replace(r#"{"status": "eligible"}"#, expect);
    let found = fixtures::one(&program, FILE, "some", &text);
    assert_eq!(found.diagnostics, []);
    let report = run_these(&program, &[&found.tests[0]]);
    assert_eq!(report.failed().count(), 1);
}

#[test]
fn the_index_of_the_policies_shows_what_the_tests_exercise() {
    let mut program = shipped_program();
    for (name, text) in shipped_fixtures() {
        let read = if name.ends_with(".ndjson") { fixtures::lines } else { fixtures::one };
        let found = read(&program, FILE, &name, &text);
        program.add_tests([(name, found.tests)]).expect("they are sound");
    }
    let mut recorder = Recorder::new(&program, &Sources::new());
    program.tests().iter().for_each(|test| recorder.test(test));
    let table = coverage_table(&recorder.finish(), CoverageColumns::Total, Language::English);
    let index = include_str!("../../policies/README.md");
    assert!(
        index.contains(&table),
        "policies/README.md shall hold what `exeunt test policies` prints:\n{table}"
    );
}
