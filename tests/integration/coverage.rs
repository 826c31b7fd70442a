//! What tests exercise is counted right: each side by the test that is there for it, and no other.

use exeunt::diagnostic::Language;
use exeunt::ir::PolicyId;
use exeunt::render::{CoverageColumns, coverage_gaps, coverage_lcov, coverage_table};
use exeunt::suite::coverage::{Coverage, Kind, Recorder};
use exeunt_testkit::analysed;

const POLICY: &str = r#"package shop
languages en, de
zone UTC

account { locked: bool  orders: many order }
request { at: time }
record order { paid: bool  gift: bool  placed: time }

policy close on request {
  require quiet: no order within 15d where (paid or gift)
    en "An order of the last 15 days" de "Eine Bestellung der letzten 15 Tage"
  require unlocked: not locked
    en "Locked" fix "Unlock it" de "Gesperrt" fix "Entsperren"
  warn orders_lost when at least 2 orders:
    en "{count} orders are lost" de "{count} Bestellungen gehen verloren"
  grace 7d after request.at
}
"#;

/// The coverage of the policy by tests at noon of 20 June 2026, each given by what stands in its braces.
fn coverage(tests: &[&str]) -> Coverage {
    let mut text = POLICY.to_owned();
    for (at, test) in tests.iter().enumerate() {
        text.push_str(&format!("test \"{at}\" for close at 2026-06-20T12:00:00Z {{ {test} }}\n"));
    }
    let analysis = analysed([("shop.policy", text)]);
    let program = analysis.program.expect("the policy compiles");
    let mut recorder = Recorder::new(&program, &analysis.sources);
    program.tests().iter().for_each(|test| recorder.test(test));
    recorder.finish()
}

/// The names of the sides of the points of a kind and owner that were never the case.
fn never(coverage: &Coverage, kind: Kind, owner: &str) -> Vec<String> {
    let points = coverage.policies[PolicyId::FIRST].points.iter();
    let points = points.filter(|point| point.kind == kind && point.owner == owner);
    let sides =
        points.flat_map(|point| point.sides.iter().filter(|side| side.hits == 0).map(move |it| (point, it)));
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    sides.map(|(point, side)| format!("{} {}", text(&point.text), side.name)).collect()
}

#[test]
fn without_tests_nothing_is_exercised() {
    let coverage = coverage(&[]);
    assert_eq!(coverage.share().hit, 0);
    // quiet: 3, its window 2 + 2, paid 2, gift 2; unlocked: 3 + 2; the warning: 2; the grace: 2; messages: 6.
    assert_eq!(coverage.share().all, 26);
    assert_eq!(coverage.gaps().count(), coverage.policies[PolicyId::FIRST].points.len());
}

#[test]
fn a_condition_is_exercised_on_the_side_that_a_test_shows() {
    let coverage = coverage(&[
        "account { locked: false orders: [{ paid: true gift: false placed: 3d ago }] } expect blocked by quiet",
    ]);
    assert_eq!(
        never(&coverage, Kind::Requirement, "quiet"),
        [
            "no order within 15d where (paid or gift) holds",
            "no order within 15d where (paid or gift) is unknown",
        ]
    );
    assert_eq!(
        never(&coverage, Kind::Condition, "quiet"),
        ["order within 15d is false", "paid is false", "gift is true"]
    );
    assert_eq!(
        never(&coverage, Kind::Requirement, "unlocked"),
        ["not locked fails", "not locked is unknown"]
    );
}

#[test]
fn a_boundary_needs_a_test_at_it_and_one_a_microsecond_beyond() {
    let at = "account { locked: false orders: [{ paid: true gift: true placed: 2026-06-05T12:00:00Z }] } expect blocked";
    let beyond = "account { locked: false orders: [{ paid: true gift: true placed: 2026-06-05T11:59:59.999999Z }] } expect eligible";
    let near =
        "account { locked: false orders: [{ paid: true gift: true placed: 16d ago }] } expect eligible";
    let boundary = |tests: &[&str]| never(&coverage(tests), Kind::Boundary, "quiet");
    assert_eq!(boundary(&[near]).len(), 2);
    assert_eq!(boundary(&[at]), ["order within 15d one unit beyond its boundary"]);
    assert_eq!(boundary(&[beyond]), ["order within 15d at its boundary"]);
    assert_eq!(boundary(&[at, beyond]), [""; 0]);
}

#[test]
fn a_message_is_exercised_where_it_is_expected_word_for_word() {
    let coverage = coverage(&[
        "account { locked: true orders: [] } expect message en \"Locked\" expect message de \"Gesperrt!\"",
    ]);
    assert_eq!(never(&coverage, Kind::Message, "unlocked"), ["not locked de"]);
}

#[test]
fn the_grace_is_exercised_at_its_last_instant_and_after_it() {
    let at =
        |at: &str| format!("account {{ locked: false orders: [] }} request {{ at: {at} }} expect cooling");
    let coverage = coverage(&[&at("2026-06-13T12:00:00Z"), &at("2026-06-01T12:00:00Z")]);
    assert_eq!(never(&coverage, Kind::Grace, "grace").len(), 1);
}

#[test]
fn a_warning_that_no_verdict_gives_is_not_exercised() {
    let both = "{ paid: false gift: false placed: 1d ago }";
    let orders = format!("orders: [{both}, {both}]");
    let blocked = coverage(&[&format!("account {{ locked: true {orders} }} expect blocked")]);
    assert_eq!(never(&blocked, Kind::Warning, "orders_lost").len(), 2);
    let cooling =
        coverage(&[&format!("account {{ locked: false {orders} }} request {{ at: 1d ago }} expect cooling")]);
    assert_eq!(never(&cooling, Kind::Warning, "orders_lost"), ["at least 2 orders does not apply"]);
}

#[test]
fn the_forms_agree_with_each_other() {
    let coverage = coverage(&["account { locked: true orders: [] } expect message en \"Locked\""]);
    let gaps = coverage_gaps(&coverage, Language::English);
    assert_eq!(gaps.lines().count(), coverage.share().all - coverage.share().hit);
    assert!(gaps.contains("shop.policy:12:21: shop.close unlocked: no test in which it holds"), "{gaps}");
    let lcov = coverage_lcov(&coverage);
    assert!(
        lcov.contains(&format!("BRF:{}\nBRH:{}\n", coverage.share().all, coverage.share().hit)),
        "{lcov}"
    );
    assert!(lcov.starts_with("TN:\nSF:shop.policy\nFN:10,shop.close.quiet\n"), "{lcov}");
    let table = coverage_table(&coverage, CoverageColumns::Total, Language::English);
    assert_eq!(table.lines().count(), 2);
    assert!(table.lines().last().unwrap_or_default().starts_with("shop"), "{table}");
}
