//! What tests expect of plans, how a difference is told, and the same in fixtures of JSON.

use exeunt::diagnostic::Code;
use exeunt::ide;
use exeunt::ir::Program;
use exeunt::render::junit;
use exeunt::source::FileId;
use exeunt::suite::{fixtures, run};
use exeunt_testkit::sound;

const POLICY: &str = "package demo
languages en
zone Europe/Berlin
outcomes { erase leaves }
account { owes: bool   posts: many post   orders: many order }
record post { text: text }
record order { closed: date? }
policy erase on request {
  require paid: not owes  en \"You owe something\" fix \"Pay it\"
  outcome erase
  data {
    erase account, posts
    retain orders for 3y after closed law \"Tax code\"
  }
}
fixture two: account { owes: false  posts: []  orders: [{ closed: 2026-02-28 }, { closed: 2021-02-28 }] }
";

fn program(text: &str) -> Program {
    sound([("demo.policy".to_owned(), text)]).program.expect("it compiles")
}

/// What is told of each expectation that is not met: what was expected, what came out, and the reasons.
fn told(owes: bool, expectations: &[&str]) -> Vec<String> {
    let lines: String = expectations.iter().map(|it| format!("  expect {it}\n")).collect();
    let test =
        format!("test \"t\" for erase at 2026-06-01 {{\n  account two with {{ owes: {owes} }}\n{lines}}}\n");
    let report = run(&program(&format!("{POLICY}{test}")));
    let told = |it: &exeunt::suite::Mismatch| {
        let reasons = it.reasons.iter().map(|reason| format!("\n  {reason}")).collect::<String>();
        format!("{}; {}{reasons}", it.expected, it.found)
    };
    report.tests[0].mismatches.iter().map(told).collect()
}

#[test]
fn an_expectation_of_a_collection_claims_of_each_element_and_that_there_is_one() {
    assert_eq!(
        told(false, &["kept account.orders[0]", "erased account.orders[1]", "erased account"]),
        [""; 0]
    );
    assert_eq!(
        told(false, &["kept account.orders until 2029-02-28", "erased account.orders[2]"]),
        [
            "account.orders kept until 2029-02-28T23:59:59.999999+01:00; 1 of 2 items is otherwise\
             \n  - account.orders[1] kept until 2029-02-28T23:59:59.999999+01:00\
             \n  + account.orders[1] erased, due since 2024-02-29T00:00:00+01:00",
            "account.orders[2] erased; its plan has no such item\
             \n  account.posts erased\
             \n  account.orders[0] kept until 2029-02-28T23:59:59.999999+01:00\
             \n  account.orders[1] erased, due since 2024-02-29T00:00:00+01:00\
             \n  account erased\
             \n  account.id kept until 2029-02-28T23:59:59.999999+01:00",
        ]
    );
}

#[test]
fn the_end_of_a_day_is_not_its_start_nor_the_day_before() {
    assert_eq!(told(false, &["kept account.orders[0] until 2029-02-27"]).len(), 1);
    assert_eq!(told(false, &["kept account.orders[0] until 2029-03-01"]).len(), 1);
    let instants = [
        "kept account.orders[0] until 2029-02-28T23:59:59.999999+01:00",
        "erased account.orders[1] due since 2024-02-29T00:00+01:00",
        "erased account.orders[1] due since 2024-02-29",
    ];
    assert_eq!(told(false, &instants), [""; 0]);
    assert_eq!(told(false, &["erased account.orders[1] due since 2024-02-28"]).len(), 1);
    assert_eq!(told(false, &["kept account.orders[0] without end"]).len(), 1);
}

#[test]
fn what_is_carried_out_is_not_what_would_be() {
    assert_eq!(
        told(true, &["erased account.posts", "would be erased account.posts", "no plan"]),
        ["account.posts erased; there is no plan to carry out, as it is blocked\
          \n  paid fails (account.owes): You owe something"]
    );
    assert_eq!(
        told(false, &["would be erased account.posts", "no plan"]),
        [
            "that it would be so: account.posts erased; there is a plan to carry out",
            "no plan to carry out; there is a plan to carry out",
        ]
    );
    // A difference of what would be is told like any other.
    assert_eq!(
        told(true, &["would be kept account.posts"]),
        ["that it would be so: account.posts kept; it is erased\
          \n  - account.posts kept\
          \n  + account.posts erased"]
    );
}

#[test]
fn junit_has_the_lines_of_the_difference() {
    let test = "test \"t\" for erase at 2026-06-01 { account two  expect kept account.posts }\n";
    let xml = junit(&run(&program(&format!("{POLICY}{test}"))), &[]);
    let lines = "expected account.posts kept; it is erased\n  - account.posts kept\n  + account.posts erased";
    assert!(xml.contains(lines), "{xml}");
}

/// How many tests of a fixture with these expectations fail, and the codes of what is wrong with it.
fn fixture(owes: bool, expect: &str) -> (usize, Vec<Code>) {
    let program = program(POLICY);
    let text = format!(
        "{{\"policy\": \"demo.erase\", \"now\": \"2026-06-01T00:00:00Z\", \"account\": {{\"owes\": {owes}, \"posts\": [], \
         \"orders\": [{{\"closed\": \"2026-02-28\"}}, {{\"closed\": \"2021-02-28\"}}, {{\"closed\": null}}]}}, \
         \"expect\": {expect}}}"
    );
    let found = fixtures::one(&program, FileId(1), "some", &text);
    let mismatches = found.tests.iter().map(|test| exeunt::suite::run_test(&program, test).mismatches.len());
    (mismatches.sum(), found.diagnostics.iter().map(|it| it.code).collect())
}

#[test]
fn fixtures_in_json_say_the_same() {
    let met = [
        r#"{"plan": {"account": "erased", "account.posts": {"is": "erased"}, "account.orders[0]": "kept"}}"#,
        r#"{"plan": {"account.orders[0]": {"is": "kept", "until": "2029-02-28T23:59:59.999999+01:00"}}}"#,
        r#"{"plan": {"account.orders[2]": {"is": "kept", "until": null}, "account.id": "kept"}}"#,
        r#"{"plan": {"account.orders[1]": {"is": "erased", "due_since": "2024-02-29T00:00:00+01:00"}}}"#,
    ];
    for expect in met {
        assert_eq!(fixture(false, expect), (0, Vec::new()), "{expect}");
        let would_be = expect.replace("plan", "would_be");
        assert_eq!(fixture(true, &would_be), (0, Vec::new()), "{would_be}");
        assert!(fixture(false, &would_be).0 > 0 && fixture(true, expect).0 > 0, "{expect}");
    }
    assert_eq!(fixture(true, r#"{"no_plan": true}"#), (0, Vec::new()));
    assert_eq!(fixture(false, r#"{"no_plan": true}"#), (1, Vec::new()));
    let unmet = r#"{"plan": {"account.orders[0]": {"is": "kept", "until": "2029-02-28T00:00:00+01:00"}}}"#;
    assert_eq!(fixture(false, unmet), (1, Vec::new()));
    let wrong = [
        (r#"{"no_plan": false}"#, Code::FactValue),
        (r#"{"plan": {"account.posts[0]": "erased"}}"#, Code::NoItem),
        (r#"{"plan": {"account.owes": "erased"}}"#, Code::NoItem),
        (r#"{"plan": {"posts": "erased"}}"#, Code::NoItem),
        (r#"{"plan": {"account.posts": "erase"}}"#, Code::UnknownName),
        (r#"{"plan": {"account.posts": {}}}"#, Code::FactMissing),
        (r#"{"plan": {"account.posts": {"is": "erased", "until": null}}}"#, Code::FactValue),
        (r#"{"plan": {"account.posts": 1}}"#, Code::FactType),
    ];
    for (expect, code) in wrong {
        assert_eq!(fixture(false, expect), (0, vec![code]), "{expect}");
    }
}

#[test]
fn paths_and_ends_are_offered_while_an_expectation_is_typed() {
    let offered = |typed: &str| {
        let text = format!("{POLICY}test \"t\" for erase at 2026-06-01 {{\n  account two\n  expect {typed}");
        let analysis = exeunt_testkit::analysed([("demo.policy".to_owned(), text.as_str())]);
        let items = ide::complete(&analysis, FileId(0), text.len() as u32);
        items.into_iter().map(|item| item.label).collect::<Vec<_>>()
    };
    for (typed, wanted) in [
        ("", "would be"),
        ("", "no plan"),
        ("would be ", "erased"),
        ("erased ", "account.orders"),
        ("would be kept ", "account.posts"),
        ("kept account.orders ", "without end"),
        ("kept account ", "until"),
        ("erased account.posts ", "due since"),
        ("erased account ", "expect"),
    ] {
        let offered = offered(typed);
        assert!(offered.iter().any(|label| label == wanted), "{typed}: {offered:?}");
    }
    assert!(!offered("would be ").iter().any(|label| label == "eligible"));
}

#[test]
fn rules_of_data_and_keys_are_offered_while_they_are_typed() {
    let offered = |text: String| {
        let analysis = exeunt_testkit::analysed([("demo.policy".to_owned(), text.as_str())]);
        let items = ide::complete(&analysis, FileId(0), text.len() as u32);
        items.into_iter().map(|item| item.label).collect::<Vec<_>>()
    };
    let (head, _) = POLICY.split_once("    erase account").expect("a rule");
    let of_rule = |typed: &str| offered(format!("{head}    {typed}"));
    for (typed, wanted) in [
        ("", "erase"),
        ("erase posts ", "where"),
        ("erase posts where ", "some"),
        ("erase posts where some order ", "copies gone within"),
        ("erase posts ", "copies gone within"),
        ("keep posts anonymised ", "copies gone within"),
        ("erase posts copies gone within 35d ", "law"),
    ] {
        let offered = of_rule(typed);
        assert!(offered.iter().any(|label| label == wanted), "{typed}: {offered:?}");
    }
    assert_eq!(of_rule("erase posts copies gone within "), of_rule("retain posts for "));
    assert!(!of_rule("erase posts where some order law \"a\" ").iter().any(|label| label == "every"));
    let is_key_offered = |typed: &str| {
        let labels = offered(format!("package demo\nlanguages en\nzone UTC\n{typed}"));
        labels.iter().any(|label| label == "key")
    };
    assert!(is_key_offered("record invoice { number: text "));
    assert!(is_key_offered("record invoice { paid: bool  number: int "));
    assert!(!is_key_offered("record invoice { paid: bool "));
    assert!(!is_key_offered("account { number: text "));
}
