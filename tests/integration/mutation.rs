//! Mutants: a test that holds a part of a policy kills every change of it, and what no test holds survives.

use std::sync::atomic::{AtomicUsize, Ordering};

use exeunt::analysis::Analysis;
use exeunt::diagnostic::Language;
use exeunt::render::{mutation_survivors, mutation_table};
use exeunt::suite::mutation::{Fate, Known, Mutants, Mutation};
use exeunt_testkit::sound;

const POLICY: &str = r#"package shop
languages en
zone UTC
outcomes { wait close }

account { locked: bool  orders: many order }
record order { state: one of open, sent, done  placed: time  done: time? dated by placed }

policy close on request {
  require quiet: no open order within 15d
    en "An order of the last 15 days" fix "Wait"
    otherwise wait
}
"#;

fn with_tests(tests: &[&str]) -> Analysis {
    let mut text = POLICY.to_owned();
    for (at, test) in tests.iter().enumerate() {
        text.push_str(&format!(
            "test \"{at}\" for close at 2026-06-20T12:00:00Z {{ account {{ locked: false {test} }}\n"
        ));
    }
    sound([("shop.policy", text)])
}

fn mutated(tests: &[&str], known: &[Known]) -> Mutation {
    let analysis = with_tests(tests);
    let program = analysis.program.expect("the policy compiles");
    let mutants = Mutants::of(&program, &analysis.sources);
    let (count, tried) = (mutants.count(), AtomicUsize::new(0));
    let tests: Vec<_> = program.tests().iter().collect();
    let mutation = mutants.run(&tests, known, &|| {
        tried.fetch_add(1, Ordering::Relaxed);
    });
    assert_eq!((tried.into_inner(), mutation.mutants.len()), (count, count));
    mutation
}

fn survivors(mutation: &Mutation) -> Vec<&str> {
    mutation.survivors().map(|tried| tried.name.as_str()).collect()
}

/// One order, of a state and placed at a time, and what is expected of it.
fn order(state: &str, placed: &str, expected: &str) -> String {
    format!("orders: [{{ state: {state} placed: {placed} }}] }} {expected}")
}

/// Whether an account has left is asked beside what a policy asks itself, which may be nothing.
#[test]
fn nothing_is_not_left_out() {
    let policy = POLICY
        .replace("account {", "account { left by gone  gone: time?")
        .replace("outcomes { wait close }", "outcomes { wait close }\n");
    let analysis = sound([("shop.policy", policy)]);
    let program = analysis.program.expect("the policy compiles");
    let mutation = Mutants::of(&program, &analysis.sources).run(&[], &[], &|| {});
    let of_when = mutation.survivors().filter(|tried| tried.name.contains(" when: left out"));
    // All of it; and what asks whether it has left.
    assert_eq!(of_when.count(), 2);
}

#[test]
fn every_kind_of_edit_is_made_and_without_tests_all_survive() {
    let mutation = mutated(&[], &[]);
    let names: Vec<&str> = survivors(&mutation);
    assert_eq!(
        names,
        [
            "shop.close quiet: the requirement left out in `no open order within 15d`",
            "shop.close quiet: `otherwise` left out in `no open order within 15d`",
            "shop.close quiet: `no` becomes `some` in `no open order within 15d`",
            "shop.close quiet: `no` becomes `at most 1` in `no open order within 15d`",
            "shop.close quiet: left out in `open`",
            "shop.close quiet: left out in `order within 15d`",
            "shop.close quiet: `and` and `or` exchanged in `open order within 15d`",
            "shop.close quiet: `is` becomes `is not` in `open`",
            "shop.close quiet: `open` becomes `sent` in `open`",
            "shop.close quiet: `open` becomes `done` in `open`",
            "shop.close quiet: `<=` becomes `<` in `order within 15d`",
            "shop.close quiet: `<=` becomes `>` in `order within 15d`",
            "shop.close quiet: 15d becomes 14d in `order within 15d`",
            "shop.close quiet: 15d becomes 16d in `order within 15d`",
            "shop.close quiet: 15d becomes 15mo in `order within 15d`",
            "shop.close quiet: 15d becomes 15d full in `order within 15d`",
            "shop.close quiet: `placed` becomes `done` in `order within 15d`",
        ]
    );
    assert_eq!(mutation.mutants[4].position, Some((10, 21)), "the place is that of the edit");
}

#[test]
fn tests_at_the_boundary_kill_what_moves_it() {
    let at = order("open", "2026-06-05T12:00:00Z", "expect blocked by quiet expect outcome wait");
    let beyond = order("open", "2026-06-05T11:59:59.999999Z", "expect eligible");
    let sent = order("sent", "1d ago", "expect eligible");
    assert_eq!(
        survivors(&mutated(&[&at], &[])),
        [
            "shop.close quiet: left out in `open`",
            "shop.close quiet: left out in `order within 15d`",
            "shop.close quiet: `and` and `or` exchanged in `open order within 15d`",
            "shop.close quiet: 15d becomes 16d in `order within 15d`",
            "shop.close quiet: 15d becomes 15mo in `order within 15d`",
            "shop.close quiet: 15d becomes 15d full in `order within 15d`",
        ]
    );
    assert_eq!(survivors(&mutated(&[&at, &beyond, &sent], &[])), [""; 0]);
}

#[test]
fn a_final_refusal_that_is_expected_holds_its_word() {
    let text = POLICY.replace("no open order within 15d", "no open order").replace("otherwise wait", "final");
    let killed = |expected: &str| {
        let test = order("open", "1d ago", expected);
        let test = format!("test \"it\" for close at 2026-06-20 {{ account {{ locked: false {test} }}\n");
        let analysis = sound([("shop.policy", format!("{text}{test}"))]);
        let program = analysis.program.expect("`sound` has no errors");
        let tests: Vec<_> = program.tests().iter().collect();
        let mutation = Mutants::of(&program, &analysis.sources).run(&tests, &[], &|| ());
        !survivors(&mutation).iter().any(|mutant| mutant.contains("`final` left out"))
    };
    assert!(killed("expect final quiet"));
    assert!(!killed("expect blocked by quiet"));
}

#[test]
fn a_known_survivor_is_none_and_an_entry_that_nothing_bears_out_is_told() {
    let at = order("open", "2026-06-05T12:00:00Z", "expect blocked by quiet expect outcome wait");
    let beyond = order("open", "2026-06-05T11:59:59.999999Z", "expect eligible");
    let known = |mutant: &str| Known { mutant: mutant.to_owned(), reason: "an example".to_owned() };
    let list = [
        known("shop.close quiet: left out in `open`"),
        known("shop.close quiet: 15d becomes 16d in `order within 15d`"),
    ];
    let mutation = mutated(&[&at, &beyond], &list);
    assert_eq!(survivors(&mutation), [""; 0]);
    assert_eq!(mutation.stale, list[1..]);
    let excused = mutation.mutants.iter().filter(|tried| matches!(tried.fate, Fate::Known(_))).count();
    assert_eq!(excused, 1);
    assert!(
        mutation_survivors(&mutation, Language::English)
            .contains("known to survive, but killed or gone: shop.close quiet: 15d becomes 16d")
    );
}

#[test]
fn the_table_counts_every_mutant_once() {
    let mutation = mutated(&[&order("open", "1d ago", "expect blocked")], &[]);
    let table = mutation_table(&mutation, Language::English);
    let row: Vec<usize> =
        table.lines().nth(1).unwrap_or_default().split_whitespace().skip(1).flat_map(str::parse).collect();
    assert_eq!(row[0], mutation.mutants.len());
    assert_eq!(row[0], row[1] + row[2] + row[3]);
    assert_eq!(row[3], mutation_survivors(&mutation, Language::English).lines().count());
}
