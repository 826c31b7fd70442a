//! The proof of a plan: what tests exercise of it, which changes they notice, and what a change does to data.

use exeunt::compare::{Difference, Direction, Part, compare, moved};
use exeunt::ir::{PolicyId, Program};
use exeunt::suite::coverage::{Coverage, Kind, Recorder};
use exeunt::suite::mutation::{Mutants, Mutation};
use exeunt_testkit::files::write;
use exeunt_testkit::{exeunt, scratch, sound};

const POLICY: &str = "package demo
languages en
zone UTC
outcomes { erase leaves }
account { owes: bool   posts: many post   orders: many order }
record post { text: text   spam: bool }
record order { closed: time   placed: time   disputed: bool }
policy erase on request {
  require paid: not owes  en \"You owe something\" fix \"Pay it\"
  outcome erase
  data {
    erase account
    retain orders for 10y after closed where disputed
    retain orders for 3y after closed
    keep posts anonymised removing text leaving spam
  }
}
";

/// The policy with tests, each with one order or none.
fn with_tests(tests: &[(&str, &str, &str)]) -> String {
    let tests = tests.iter().enumerate().map(|(at, (now, order, expected))| {
        let order = if order.is_empty() { String::new() } else { format!("{{ {order} }}") };
        format!(
            "test \"{at}\" for erase at {now} {{ account {{ owes: false  posts: []  orders: [{order}] }} {expected} }}\n"
        )
    });
    format!("{POLICY}{}", tests.collect::<String>())
}

fn program(text: &str) -> Program {
    sound([("demo.policy".to_owned(), text)]).program.expect("it compiles")
}

fn coverage(tests: &[(&str, &str, &str)]) -> Coverage {
    let analysis = sound([("demo.policy".to_owned(), with_tests(tests))]);
    let program = analysis.program.expect("it compiles");
    let mut recorder = Recorder::new(&program, &analysis.sources);
    program.tests().iter().for_each(|test| recorder.test(test));
    recorder.finish()
}

/// The lines of the plan, and their conditions, of which some side was never the case.
fn never(coverage: &Coverage) -> Vec<String> {
    let points = coverage.policies[PolicyId::FIRST].points.iter();
    let of_plan = points.filter(|it| it.kind == Kind::Plan || it.owner.contains('#'));
    let sides =
        of_plan.flat_map(|it| it.sides.iter().filter(|side| side.hits == 0).map(move |side| (it, side)));
    sides.map(|(it, side)| format!("{} {}", it.owner, side.name)).collect()
}

const DISPUTED: &str = "closed: 2020-06-01T12:00Z  placed: 2020-05-01T12:00Z  disputed: true";
const SETTLED: &str = "closed: 2020-06-01T12:00Z  placed: 2020-05-01T12:00Z  disputed: false";

/// A test at each boundary, and one of each other line.
const WHOLE: [(&str, &str, &str); 5] = [
    ("2023-06-01T12:00Z", SETTLED, "expect kept account.orders until 2023-06-01T12:00Z"),
    (
        "2023-06-01T12:00:00.000001Z",
        SETTLED,
        "expect erased account.orders due since 2023-06-01T12:00:00.000001Z",
    ),
    ("2030-06-01T12:00Z", DISPUTED, "expect kept account.orders until 2030-06-01T12:00Z"),
    (
        "2030-06-01T12:00:00.000001Z",
        DISPUTED,
        "expect erased account.orders due since 2030-06-01T12:00:00.000001Z",
    ),
    ("2026-06-01", "", "expect erased account expect anonymised account.posts removing text"),
];

#[test]
fn a_line_is_exercised_by_an_expectation_of_an_item_that_it_places() {
    let all = [
        "account#1 placed by it",
        "orders#1 kept at the last instant",
        "orders#1 due for erasure one microsecond later",
        "orders#1 is true",
        "orders#1 is false",
        "orders#2 kept at the last instant",
        "orders#2 due for erasure one microsecond later",
        "posts#1 placed by it",
    ];
    // The plan is there, and nobody expects anything of it.
    let silent = WHOLE.map(|(now, order, _)| (now, order, "expect eligible"));
    assert_eq!(never(&coverage(&silent)), all);
    assert_eq!(never(&coverage(&WHOLE)), [""; 0]);
    assert_eq!(never(&coverage(&WHOLE[..1])), [all[0], all[1], all[2], all[3], all[6], all[7]]);
    // An expectation that is not met shows nothing.
    let unmet = [("2023-06-01T12:00Z", SETTLED, "expect erased account.orders")];
    assert_eq!(never(&coverage(&unmet)), all);
    // Away from the boundary it is the condition alone that is exercised.
    let within = [("2021-06-01T12:00Z", DISPUTED, "expect kept account.orders")];
    assert_eq!(never(&coverage(&within)), [all[0], all[1], all[2], all[4], all[5], all[6], all[7]]);
}

fn mutated(tests: &[(&str, &str, &str)]) -> Mutation {
    let analysis = sound([("demo.policy".to_owned(), with_tests(tests))]);
    let program = analysis.program.expect("it compiles");
    let tests: Vec<_> = program.tests().iter().collect();
    Mutants::of(&program, &analysis.sources).run(&tests, &[], &|| ())
}

/// The mutants of the plan that survive.
fn survivors(mutation: &Mutation) -> Vec<String> {
    let of_plan = mutation.survivors().filter(|it| it.name.contains('#'));
    of_plan.map(|it| it.name.split(" in `").next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn every_change_of_a_plan_is_noticed_by_a_test_that_expects_the_plan() {
    let silent = WHOLE.map(|(now, order, _)| (now, order, "expect eligible"));
    let all = [
        "demo.erase account#1: `erase` becomes `forfeit`",
        "demo.erase account#1: `erase` becomes `anonymise`",
        "demo.erase account#1: `erase` becomes `keep`",
        "demo.erase orders#1: `retain` becomes `erase`",
        "demo.erase orders#1: `retain` becomes `forfeit`",
        "demo.erase orders#1: `retain` becomes `anonymise`",
        "demo.erase orders#1: `retain` becomes `keep`",
        "demo.erase orders#1: 120mo becomes 119mo",
        "demo.erase orders#1: 120mo becomes 121mo",
        "demo.erase orders#1: 120mo becomes 120d",
        "demo.erase orders#1: `closed` becomes `placed`",
        "demo.erase orders#1: the condition left out",
        "demo.erase orders#1: the line left out",
        "demo.erase orders#1: negated",
        "demo.erase orders#2: `retain` becomes `erase`",
        "demo.erase orders#2: `retain` becomes `forfeit`",
        "demo.erase orders#2: `retain` becomes `anonymise`",
        "demo.erase orders#2: `retain` becomes `keep`",
        "demo.erase orders#2: 36mo becomes 35mo",
        "demo.erase orders#2: 36mo becomes 37mo",
        "demo.erase orders#2: 36mo becomes 36d",
        "demo.erase orders#2: `closed` becomes `placed`",
        "demo.erase posts#1: `anonymise` becomes `erase`",
        "demo.erase posts#1: `anonymise` becomes `forfeit`",
        "demo.erase posts#1: `anonymise` becomes `keep`",
        "demo.erase posts#1: `text` is left",
    ];
    assert_eq!(survivors(&mutated(&silent)), all);
    assert_eq!(survivors(&mutated(&WHOLE)), [""; 0]);
}

#[test]
fn two_lines_are_exchanged_where_both_can_speak_of_an_element() {
    let names = |lines: &str| {
        let text =
            POLICY.replace("    retain orders for 3y after closed\n", &format!("{lines}    erase orders\n"));
        let analysis = sound([("demo.policy".to_owned(), text)]);
        let program = analysis.program.expect("it compiles");
        let mutation = Mutants::of(&program, &analysis.sources).run(&[], &[], &|| ());
        mutation.mutants.iter().filter(|it| it.name.contains("exchanged with")).count()
    };
    assert_eq!(names("    retain orders for 3y after closed where placed before 2020-01-01T00:00Z\n"), 1);
    assert_eq!(
        names(
            "    retain orders for 3y after closed where (not disputed and placed before 2020-01-01T00:00Z)\n"
        ),
        0
    );
}

/// The changes of the plan from one to another, as its lines are written.
fn changed(old: &str, new: &str) -> Vec<Difference> {
    let with = |lines: &str| {
        let text = POLICY.replace(
            "    retain orders for 10y after closed where disputed\n    retain orders for 3y after closed\n",
            &format!("    {}\n", lines.replace("; ", "\n    ")),
        );
        program(&text)
    };
    compare(&with(old), &with(new)).expect("they are small")
}

#[test]
fn a_change_of_a_plan_has_its_directions() {
    use Direction::{ErasesLess, ErasesMore, KeepsLonger, KeepsShorter};
    let retain = |length: &str| format!("retain orders for {length} after closed");
    let cases: &[(&str, &str, &[Direction])] = &[
        ("erase orders", "keep orders anonymised removing placed leaving closed, disputed", &[ErasesLess]),
        ("keep orders anonymised removing placed leaving closed, disputed", "forfeit orders", &[ErasesMore]),
        (
            "keep orders anonymised removing placed leaving closed, disputed",
            "keep orders anonymised removing closed leaving placed, disputed",
            &[ErasesMore, ErasesLess],
        ),
        (
            "keep orders anonymised removing placed leaving closed, disputed",
            "keep orders anonymised removing placed, closed leaving disputed",
            &[ErasesMore],
        ),
        (
            &retain("3y"),
            &format!("{} then anonymised leaving closed, placed, disputed", retain("3y")),
            &[ErasesLess],
        ),
        ("erase orders", &retain("3y"), &[ErasesLess, KeepsLonger]),
        (&retain("3y"), "erase orders", &[ErasesMore, KeepsShorter]),
        (&retain("8y"), &retain("9y"), &[KeepsLonger]),
        (&retain("3y"), &retain("30d"), &[KeepsShorter]),
        (&retain("1y"), &retain("365d"), &[KeepsShorter]),
        (&retain("366d"), &retain("1y"), &[KeepsShorter]),
        (&retain("1mo"), &retain("30d"), &[KeepsLonger, KeepsShorter]),
        (&retain("1mo"), &retain("32d"), &[KeepsLonger]),
        (&retain("15d"), &retain("15 full days"), &[KeepsLonger]),
        (&retain("3y"), "retain orders for 3y after placed", &[KeepsLonger, KeepsShorter]),
        (&retain("3y"), "retain orders for 3y after end of year of closed", &[KeepsLonger, KeepsShorter]),
        (
            "retain orders for 3y after closed where disputed; erase orders",
            "retain orders for 3y after closed where not disputed; erase orders",
            &[ErasesMore, ErasesLess, KeepsLonger, KeepsShorter],
        ),
        (
            "retain orders for 3y after closed where disputed; erase orders",
            "retain orders for 2y after closed where disputed; erase orders",
            &[KeepsShorter],
        ),
        (
            "retain orders for 3y after closed where disputed; erase orders",
            "erase orders",
            &[ErasesMore, KeepsShorter],
        ),
        (&retain("3y law \"a\""), &retain("3y law \"b\""), &[]),
    ];
    for (old, new, directions) in cases {
        let (old, new) = (
            old.replace("3y law \"a\" after closed", "3y after closed law \"a\""),
            new.replace("3y law \"b\" after closed", "3y after closed law \"b\""),
        );
        let found = changed(&old, &new);
        assert_eq!(found.len(), 1, "{old} → {new}: {found:?}");
        assert_eq!(found[0].directions, *directions, "{old} → {new}");
        assert!(!found[0].before.is_empty() && !found[0].after.is_empty());
    }
}

#[test]
fn plans_that_do_the_same_do_not_differ() {
    for (old, new) in [
        ("retain orders for 1y after closed", "retain orders for 12mo after closed"),
        ("retain orders for 7d after closed", "retain orders for 1w after closed"),
        (
            "retain orders for 3y after closed where disputed; erase orders",
            "erase orders where not disputed; retain orders for 3y after closed",
        ),
    ] {
        assert_eq!(changed(old, new), [], "{old} → {new}");
    }
}

#[test]
fn a_change_of_a_named_value_is_one_of_the_lines_that_use_it() {
    let with = |years: &str| {
        let text = POLICY.replace("for 3y after", "for keep after");
        program(&text.replace("policy erase", &format!("let keep: length = {years}\npolicy erase")))
    };
    let found = compare(&with("3y"), &with("4y")).expect("small");
    assert_eq!(found.iter().map(|it| it.directions.clone()).collect::<Vec<_>>(), [[Direction::KeepsLonger]]);
}

#[test]
fn an_account_is_affected_by_what_becomes_of_its_data() {
    let text = with_tests(&WHOLE[..1]);
    let (old, new) = (program(&text), program(&text.replace("for 3y after", "for 4y after")));
    let test = &old.tests()[0];
    let facts = exeunt::facts::Facts::of_test(&old, test);
    let moved =
        moved((&old, test.policy, &facts), (&new, test.policy, &facts), test.now).expect("it is affected");
    assert_eq!((moved.from, moved.items.len()), (moved.to, 2));
    assert_eq!(
        moved.items.iter().map(|it| it.path.as_str()).collect::<Vec<_>>(),
        ["account.orders[0]", "account.id"]
    );
    let ends =
        |it: &exeunt::compare::ItemMoved| [it.before, it.after].map(|state| state.and_then(|it| it.until));
    assert_eq!(
        ends(&moved.items[0]).map(|at| at.map(|at| at.to_string())),
        [Some("2023-06-01T12:00:00+00:00".to_owned()), Some("2024-06-01T12:00:00+00:00".to_owned()),]
    );
    assert_eq!(
        exeunt::compare::moved((&old, test.policy, &facts), (&old, test.policy, &facts), test.now),
        None
    );
}

#[test]
fn changes_of_a_plan_can_be_forbidden_and_are_shown_with_before_and_after() {
    let folder = scratch!("plan_diff");
    write(folder.join("old.policy"), POLICY);
    write(folder.join("new.policy"), POLICY.replace("for 3y after", "for 30d after"));
    let order = r#"{"closed":"2026-01-01T00:00:00Z","placed":"2026-01-01T00:00:00Z","disputed":false}"#;
    let account = format!(
        "{{\"id\":\"a\",\"now\":\"2026-06-01T00:00:00Z\",\"account\":{{\"owes\":false,\"posts\":[],\"orders\":[{order}]}}}}\n"
    );
    write(folder.join("accounts.ndjson"), account);
    let judged = "--population accounts.ndjson --policy demo.erase";
    let diff =
        |more: &str| exeunt!(folder.clone()).run(format!("diff old.policy new.policy {judged} {more}"));
    diff("--forbid erases-more,keeps-longer,holds-less").code(0).out_has([
        "what becomes of `orders` changed: keeps shorter",
        "    − retain orders until it.closed + ",
        "    + retain orders until it.closed + ",
        "1 of 1 accounts change",
        "account.orders[0]  retain until 2029-01-01T00:00:00+00:00 → erase since 2026-01-31T00:00:00.000001+00:00",
    ]);
    diff("--forbid loosening").code(0);
    diff("--forbid erases-more,keeps-shorter").code(1);
    let answer: serde_json::Value = serde_json::from_str(&diff("--format json").code(0).out).expect("JSON");
    assert_eq!(answer["differences"][0]["part"], serde_json::json!({ "data": "orders" }));
    assert_eq!(answer["differences"][0]["directions"], serde_json::json!(["keeps_shorter"]));
    let schema = serde_json::from_str(include_str!("../../docs/differences.schema.json")).expect("JSON");
    jsonschema::draft202012::meta::validate(&schema).expect("a schema of 2020-12");
    let schema =
        jsonschema::draft202012::options().should_validate_formats(true).build(&schema).expect("usable");
    let wrong: Vec<String> = schema.iter_errors(&answer).map(|error| error.to_string()).collect();
    assert_eq!(wrong, [""; 0]);
}

/// The policy with holds.
fn with_holds(lines: &str, tests: &[(&str, &str)]) -> String {
    let holds = POLICY
        .replace("owes: bool ", "owes: bool  sued: bool  drafts: many post ")
        .replace("    erase account\n", &format!("    erase account, drafts\n    {lines}\n"));
    let tests = tests.iter().enumerate().map(|(at, (sued, expected))| {
        let order = "{ closed: 2020-01-01T00:00Z  placed: 2020-01-01T00:00Z  disputed: false }";
        format!(
            "test \"{at}\" for erase at 2026-06-01T00:00Z {{
               account {{ owes: false  sued: {sued}  posts: []  drafts: []  orders: [{order}] }} {expected} }}\n"
        )
    });
    format!("{holds}{}", tests.collect::<String>())
}

#[test]
fn a_test_shows_of_a_hold_that_it_holds_something_back() {
    let hold = "hold suit: sued on orders, posts";
    let covered = |tests: &[(&str, &str)]| {
        let analysis = sound([("demo.policy".to_owned(), with_holds(hold, tests))]);
        let program = analysis.program.expect("it compiles");
        let mut recorder = Recorder::new(&program, &analysis.sources);
        program.tests().iter().for_each(|test| recorder.test(test));
        let coverage = recorder.finish();
        let points = coverage.policies[PolicyId::FIRST].points.iter().filter(|it| it.owner == "suit");
        let hit = points.flat_map(|it| &it.sides).filter(|side| side.hits > 0);
        hit.map(|side| side.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(covered(&[("true", "expect eligible")]), [""; 0]);
    assert_eq!(covered(&[("false", "expect erased account.orders")]), ["is false"]);
    assert_eq!(
        covered(&[("true", "expect held account.orders by suit")]),
        ["holds something back", "is true"]
    );
    // What may hold is not shown to.
    assert_eq!(covered(&[("unknown", "expect held account.orders by suit")]), [""; 0]);
}

#[test]
fn every_change_of_a_hold_is_noticed() {
    let survivors = |tests: &[(&str, &str)]| {
        let hold = "hold suit: sued on orders, posts";
        let analysis = sound([("demo.policy".to_owned(), with_holds(hold, tests))]);
        let program = analysis.program.expect("it compiles");
        let tests: Vec<_> = program.tests().iter().collect();
        let mutation = Mutants::of(&program, &analysis.sources).run(&tests, &[], &|| ());
        let of_hold = mutation.survivors().filter(|it| it.name.contains(" suit: "));
        of_hold.map(|it| it.name.split(" in `").next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        survivors(&[("true", "expect eligible")]),
        [
            "demo.erase suit: the hold left out",
            "demo.erase suit: negated",
            "demo.erase suit: `sued` becomes `owes`",
            "demo.erase suit: `orders` left out of what it is on",
            "demo.erase suit: `posts` left out of what it is on",
        ]
    );
    assert_eq!(
        survivors(&[("true", "expect held account.orders by suit  expect held account.posts by suit")]),
        [""; 0]
    );
}

#[test]
fn a_change_of_a_hold_has_its_directions() {
    use Direction::{HoldsLess, HoldsMore};
    /// The collections that change, with their directions.
    type Changed = &'static [(&'static str, &'static [Direction])];
    let cases: &[(&str, &str, Changed)] = &[
        ("", "hold suit: sued on posts", &[("posts", &[HoldsMore])]),
        ("hold suit: sued on posts, orders", "hold suit: sued on posts", &[("orders", &[HoldsLess])]),
        (
            "hold suit: sued on orders where disputed",
            "hold suit: sued on orders",
            &[("orders", &[HoldsMore])],
        ),
        ("hold suit: sued on posts", "hold suit: sued and owes on posts", &[("posts", &[HoldsLess])]),
        ("hold suit: sued on posts", "hold suit: owes on posts", &[("posts", &[HoldsMore, HoldsLess])]),
        ("hold suit: sued on posts law \"a\"", "hold suit: sued on posts law \"b\"", &[("posts", &[])]),
        ("hold suit: sued on posts", "hold other: sued on posts", &[]),
    ];
    for (old, new, expected) in cases {
        let differences = compare(&program(&with_holds(old, &[])), &program(&with_holds(new, &[])));
        let found: Vec<(String, Vec<Direction>)> = differences
            .expect("they are small")
            .into_iter()
            .map(|it| {
                let Part::Data(name) = it.part else { panic!("{old} → {new}: {:?}", it.part) };
                (name, it.directions)
            })
            .collect();
        let expected: Vec<(String, Vec<Direction>)> =
            expected.iter().map(|(name, directions)| ((*name).to_owned(), directions.to_vec())).collect();
        assert_eq!(found, expected, "{old} → {new}");
    }
}

#[test]
fn a_change_of_a_key_has_its_directions() {
    use Direction::{ErasesLess, ErasesMore, KeepsLonger, KeepsShorter};
    let with = |order: &str| {
        program(&format!(
            "package demo\nlanguages en\nzone UTC\naccount {{ owes: bool  orders: many order }}\nrecord order {{ {order} }}\n\
             policy close on request {{ require paid: not owes en \"x\" fix \"x\"\n \
             data {{ erase account erase orders where old keep orders anonymised leaving id, nr, old }} }}\n"
        ))
    };
    let none = "id: int  nr: text  old: bool";
    let cases: [(&str, &str, &[Direction]); 3] = [
        (none, "id: int key  nr: text  old: bool", &[ErasesLess, KeepsLonger]),
        ("id: int key  nr: text  old: bool", none, &[ErasesMore, KeepsShorter]),
        (
            "id: int key  nr: text  old: bool",
            "id: int  nr: text key  old: bool",
            &[ErasesMore, ErasesLess, KeepsLonger, KeepsShorter],
        ),
    ];
    for (old, new, directions) in cases {
        let found = compare(&with(old), &with(new)).expect("they are small");
        assert_eq!(found.len(), 1, "{old} → {new}: {found:?}");
        assert_eq!(found[0].directions, *directions, "{old} → {new}");
    }
    assert!(compare(&with(none), &with(none)).expect("they are small").is_empty());
}

/// The policy of an account that leaves, with posts retained so.
fn retained_after_leaving(retained: &str, expected: &str) -> String {
    let policy = POLICY.replace("owes: bool ", "owes: bool  closed_at: time?  left by closed_at ").replace(
        "    keep posts anonymised removing text leaving spam\n",
        &format!("    retain posts for {retained}\n"),
    );
    format!(
        "{policy}test \"0\" for erase at 2026-06-01 {{ account {{ owes: false  posts: []  orders: [] }} {expected} }}\n"
    )
}

#[test]
fn every_change_of_a_period_after_leaving_is_noticed() {
    let judged = |expected: &str| {
        let text = retained_after_leaving("90d after leaving", expected);
        let analysis = sound([("demo.policy".to_owned(), text)]);
        let program = analysis.program.expect("it compiles");
        let tests: Vec<_> = program.tests().iter().collect();
        let mutation = Mutants::of(&program, &analysis.sources).run(&tests, &[], &|| ());
        let of_posts = mutation.survivors().filter(|it| it.name.contains(" posts#1: "));
        let survivors = of_posts.map(|it| it.name.split(" in `").next().unwrap_or_default().to_owned());
        let mut recorder = Recorder::new(&program, &analysis.sources);
        program.tests().iter().for_each(|test| recorder.test(test));
        let never = never(&recorder.finish()).into_iter().filter(|it| it.starts_with("posts#1"));
        (survivors.collect::<Vec<_>>(), never.collect::<Vec<_>>())
    };
    let none: Vec<String> = Vec::new();
    assert_eq!(judged("expect kept account.posts for 90d after leaving"), (none.clone(), none.clone()));
    let lengths = ["89d", "91d", "7y6mo", "90 full days"]
        .map(|other| format!("demo.erase posts#1: 90d becomes {other}"));
    let mut survivors = vec!["demo.erase posts#1: `retain` becomes `keep`".to_owned()];
    survivors.extend(lengths);
    assert_eq!(judged("expect kept account.posts"), (survivors, none));
}

#[test]
fn a_change_of_a_period_after_leaving_has_its_directions() {
    use Direction::{KeepsLonger, KeepsShorter};
    let cases: &[(&str, &str, &[Direction])] = &[
        ("90d after leaving", "91d after leaving", &[KeepsLonger]),
        ("1y after leaving", "90d after leaving", &[KeepsShorter]),
        ("90d after leaving", "90d after account.closed_at", &[]),
    ];
    for (old, new, expected) in cases {
        let [old_program, new_program] =
            [old, new].map(|it| program(&retained_after_leaving(it, "expect eligible")));
        let found = compare(&old_program, &new_program).expect("they are small");
        let found: Vec<&[Direction]> = found.iter().map(|it| it.directions.as_slice()).collect();
        assert_eq!(found, [*expected], "{old} → {new}");
    }
    let same = program(&retained_after_leaving("12mo after leaving", "expect eligible"));
    let other = program(&retained_after_leaving("1y after leaving", "expect eligible"));
    assert!(compare(&same, &other).expect("they are small").is_empty());
}
