//! When copies of data are gone: in plans and rests, in what tests show of it, and in what a change does to them.

use exeunt::compare::{Direction, compare, moved};
use exeunt::eval::Evaluation;
use exeunt::facts;
use exeunt::ir::{PolicyId, Program, Timestamp};
use exeunt::render::terms_html;
use exeunt::source::FileId;
use exeunt::suite::coverage::{Kind, Recorder};
use exeunt::suite::fixtures;
use exeunt::suite::mutation::Mutants;
use exeunt_testkit::files::{read, write};
use exeunt_testkit::{analysed, exeunt, scratch, sound};
use serde_json::{Value as Json, json};

const NOW: &str = "2026-06-01T12:00:00Z";

/// A policy whose rules for posts and orders are these, with what follows it.
fn policy(posts: &str, orders: &str, behind: &str) -> String {
    format!(
        "package demo
languages en, de, zh
zone UTC
outcomes {{ erase leaves }}
account {{ owes: bool  sued: bool  closed_at: time?  left by closed_at  posts: many post  orders: many order }}
record post {{ id: int key  spam: bool }}
record order {{ id: int key  closed: time }}
policy leave on request {{
  require paid: not owes  en \"Owed\" fix \"Pay\"  de \"Offen\" fix \"Zahlen\"  zh \"欠款\" fix \"付款\"
  outcome erase
  data {{
    hold trial: sued on orders
    erase account
    {posts}
    {orders}
  }}
}}
{behind}"
    )
}

const POSTS: &str = "erase posts copies gone within 35d";
const ORDERS: &str = "retain orders for 1y after closed copies gone within 1mo law \"Tax code\"";

fn whole() -> String {
    policy(POSTS, ORDERS, "")
}

fn program(text: &str) -> Program {
    sound([("demo.policy".to_owned(), text.to_owned())]).program.expect("it compiles")
}

fn account(sued: bool, posts: &str, closed: &str) -> String {
    let order = format!("{{\"id\":1,\"closed\":{closed}}}");
    format!(
        "{{\"account\":{{\"owes\":false,\"sued\":{sued},\"closed_at\":null,\"posts\":{posts},\"orders\":[{order}]}}}}"
    )
}

fn facts_of(program: &Program, account: &str) -> facts::Facts {
    let read = facts::read(program, Some(PolicyId::FIRST), FileId(0), account);
    read.envelope.expect("the facts can be read").facts
}

fn now() -> Timestamp {
    Timestamp::parse(NOW).expect("an instant")
}

/// Each item with the instant by which its copies are gone.
fn gone_by(text: &str, account: &str) -> Vec<String> {
    let program = program(text);
    let facts = facts_of(&program, account);
    let plan = Evaluation::new(&program, PolicyId::FIRST, &facts, now()).verdict().plan.expect("a plan");
    let items = plan.items.iter().map(|item| {
        let by = item.gone_by.map_or_else(|| "-".to_owned(), |by| by.to_string());
        format!("{} {} {by}", item.disposal.word(), item.path)
    });
    items.collect()
}

#[test]
fn copies_are_gone_so_long_after_an_item_goes() {
    let of = |sued, closed: &str| gone_by(&whole(), &account(sued, "[]", closed));
    assert_eq!(
        of(false, "\"2026-01-31T00:00:00Z\""),
        [
            "erase account.posts 2026-07-06T12:00:00+00:00",
            "retain account.orders[id=1] 2027-02-28T00:00:00.000001+00:00",
            // No rule says it of these.
            "erase account -",
            "retain account.id -",
        ]
    );
    let order = |sued, closed: &str| of(sued, closed).remove(1);
    // What is overdue goes now, and what is held or undetermined at no instant that is known.
    assert_eq!(
        order(false, "\"2020-01-31T00:00:00Z\""),
        "erase account.orders[id=1] 2026-07-01T12:00:00+00:00"
    );
    assert_eq!(order(true, "\"2020-01-31T00:00:00Z\""), "held account.orders[id=1] -");
    assert_eq!(order(false, "null"), "undetermined account.orders[id=1] -");
}

#[test]
fn one_possible_rule_without_a_bound_leaves_none() {
    let posts = "[{\"id\":1,\"spam\":null}]";
    let of = |rules: &str| {
        gone_by(&policy(rules, ORDERS, ""), &account(false, posts, "\"2026-01-31T00:00:00Z\"")).remove(0)
    };
    let both = "erase posts where spam copies gone within 90d\n    erase posts copies gone within 35d";
    assert_eq!(of(both), "erase account.posts[id=1] 2026-08-30T12:00:00+00:00");
    let one = "erase posts where spam copies gone within 90d\n    erase posts";
    assert_eq!(of(one), "erase account.posts[id=1] -");
}

#[test]
fn an_instant_beyond_the_calendar_is_none() {
    let text = policy("erase posts copies gone within 9000y", ORDERS, "");
    let found = gone_by(&text, &account(false, "[]", "\"2026-01-31T00:00:00Z\""));
    assert_eq!(found[0], "erase account.posts -");
}

#[test]
fn what_is_left_of_an_account_goes_when_it_was_due() {
    let folder = scratch!("copies/due");
    write(folder.join("demo.policy"), whole());
    let order = |id: u32, closed: &str| json!({ "id": id, "closed": closed });
    let rest = json!({
        "id": 17, "left": "2025-03-01T00:00:00Z", "policy": "demo.leave", "carried": { "account": {} },
        "account": { "sued": false, "orders": [
            order(1, "2025-01-31T00:00:00Z"), order(2, "2025-12-31T00:00:00Z"), order(3, "2020-01-31T00:00:00Z"),
        ] },
    });
    write(folder.join("rests.ndjson"), format!("{rest}\n"));
    let due = |more: &str| {
        exeunt!(&folder).run(format!("due rests.ndjson --policies demo.policy --now {NOW} {more}")).code(0)
    };
    let said: Json = serde_json::from_str(&due("--format json").out).expect("JSON");
    let schema = serde_json::from_str(include_str!("../../docs/due.schema.json")).expect("JSON");
    let schema =
        jsonschema::draft202012::options().should_validate_formats(true).build(&schema).expect("a schema");
    let wrong: Vec<String> = schema.iter_errors(&said).map(|it| it.to_string()).collect();
    assert_eq!(wrong, [""; 0]);
    let items = said["items"].as_array().expect("items").iter();
    let found: Vec<_> = items.map(|it| (it["path"].as_str().unwrap_or_default(), &it["gone_by"])).collect();
    assert_eq!(
        found,
        [
            ("account.orders[id=1]", &json!("2026-02-28T00:00:00.000001+00:00")),
            ("account.orders[id=2]", &json!("2027-01-31T00:00:00.000001+00:00")),
            // It was held when the account left: nothing goes before.
            ("account.orders[id=3]", &json!("2025-04-01T00:00:00+00:00")),
            ("account.id", &Json::Null),
        ]
    );
    due("").out_has(["copies gone by 2026-", "copies gone by 2025-"]);
    due("--lang de").out_has(["Kopien gelöscht"]);
}

const TEST: &str = "test \"t\" for leave at 2026-06-01T12:00Z {
  account { owes: false  sued: false  closed_at: absent  posts: []  orders: [{ id: 1  closed: 2026-01-31T00:00Z }] }
  expect erased account.posts
  EXPECTED
}
";

/// The mutants of copies that survive, and the points of copies that are exercised.
fn shown(expected: &str) -> (Vec<String>, Vec<String>) {
    let text = policy(POSTS, ORDERS, &TEST.replace("EXPECTED", expected));
    let analysis = sound([("demo.policy".to_owned(), text)]);
    let program = analysis.program.expect("it compiles");
    let tests: Vec<_> = program.tests().iter().collect();
    let mutation = Mutants::of(&program, &analysis.sources).run(&tests, &[], &|| ());
    let of_copies = mutation.survivors().filter(|it| {
        it.name.contains(" posts#1: 35d")
            || it.name.contains(" posts#1: `copies")
            || it.name.contains("#1: 1mo becomes")
    });
    let survivors =
        of_copies.map(|it| it.name.split(" in `").next().unwrap_or_default().to_owned()).collect();
    let mut recorder = Recorder::new(&program, &analysis.sources);
    program.tests().iter().for_each(|test| recorder.test(test));
    let coverage = recorder.finish();
    let points = coverage.policies[PolicyId::FIRST].points.iter();
    let hit = points.filter(|it| it.kind == Kind::Plan && it.owner.starts_with("copies of"));
    let hit = hit.filter(|it| it.sides.iter().all(|side| side.hits > 0)).map(|it| it.owner.clone());
    (survivors, hit.collect())
}

#[test]
fn a_test_shows_when_copies_are_gone() {
    let posts = [
        "demo.leave posts#1: `copies gone within` left out",
        "demo.leave posts#1: 35d becomes 34d",
        "demo.leave posts#1: 35d becomes 36d",
        "demo.leave posts#1: 35d becomes 2y11mo",
        "demo.leave posts#1: 35d becomes 35 full days",
    ];
    let orders = [
        "demo.leave orders#1: 1mo becomes 0d",
        "demo.leave orders#1: 1mo becomes 2mo",
        "demo.leave orders#1: 1mo becomes 1d",
    ];
    let (survivors, hit) = shown("expect kept account.orders");
    assert_eq!(
        (survivors, hit),
        ([&posts[..], &orders].concat().iter().map(|it| (*it).to_owned()).collect(), Vec::new())
    );
    let (survivors, hit) = shown("expect copies gone account.posts by 2026-07-06T12:00Z");
    assert_eq!(survivors, orders);
    assert_eq!(hit, ["copies of posts#1"]);
    let (survivors, hit) = shown(
        "expect copies gone account.posts by in 35d  expect copies gone account.orders by 2027-02-28T00:00:00.000001Z",
    );
    assert_eq!(survivors, [""; 0]);
    assert_eq!(hit, ["copies of posts#1", "copies of orders#1"]);
}

#[test]
fn an_expectation_that_is_not_met_says_what_there_is() {
    let told = |expected: &str| -> Vec<String> {
        let program = program(&policy(POSTS, ORDERS, &TEST.replace("EXPECTED", expected)));
        let result = exeunt::suite::run_test(&program, &program.tests()[0]);
        result.mismatches.iter().map(|it| it.found.to_string()).collect()
    };
    assert_eq!(told("expect copies gone account.posts by 2026-07-06T12:00Z"), [""; 0]);
    let found = told("expect copies gone account.posts by 2026-07-07");
    assert!(found[0].contains("copies gone by 2026-07-06T12:00:00"), "{found:?}");
    let found = told("expect copies gone account by 2026-07-07");
    assert!(found[0].contains("erased, without a bound for copies"), "{found:?}");
}

#[test]
fn fixtures_in_json_say_the_same() {
    let program = program(&whole());
    let fixture = |expected: &str| {
        let account = account(false, "[]", "\"2026-01-31T00:00:00Z\"");
        let account = account.trim_start_matches('{').trim_end_matches('}');
        let text = format!(
            "{{\"policy\":\"demo.leave\",\"now\":\"{NOW}\",{account}}},\"expect\":{{\"plan\":{{\"account.posts\":{expected}}}}}}}"
        );
        let found = fixtures::one(&program, FileId(1), "some", &text);
        let failed = found.tests.iter().map(|it| exeunt::suite::run_test(&program, it).mismatches.len());
        (failed.sum::<usize>(), found.diagnostics.iter().map(|it| it.code).collect::<Vec<_>>())
    };
    assert_eq!(fixture("{\"is\":\"copies gone\",\"by\":\"2026-07-06T12:00:00Z\"}"), (0, Vec::new()));
    assert_eq!(fixture("{\"is\":\"copies gone\",\"by\":\"2026-07-06T12:00:01Z\"}"), (1, Vec::new()));
    assert_eq!(fixture("\"copies gone\"").1.len(), 1);
    assert_eq!(fixture("{\"is\":\"copies gone\"}").1.len(), 1);
    assert_eq!(fixture("{\"is\":\"copies gone\",\"until\":null}").1.len(), 1);
}

#[test]
fn copies_that_are_gone_later_are_kept_longer() {
    use Direction::{ErasesLess, KeepsLonger, KeepsShorter};
    let cases: [(&str, &str, &[Direction]); 7] = [
        (POSTS, "erase posts copies gone within 36d", &[KeepsLonger]),
        (POSTS, "erase posts", &[KeepsLonger]),
        (POSTS, "erase posts copies gone within 34d", &[KeepsShorter]),
        ("erase posts", POSTS, &[KeepsShorter]),
        (
            "erase posts copies gone within 1mo",
            "erase posts copies gone within 30d",
            &[KeepsLonger, KeepsShorter],
        ),
        ("erase posts copies gone within 1y", "erase posts copies gone within 12mo", &[]),
        (POSTS, "keep posts anonymised leaving id, spam copies gone within 35d", &[ErasesLess]),
    ];
    for (old, new, directions) in cases {
        let of = |posts| program(&policy(posts, ORDERS, ""));
        let found = compare(&of(old), &of(new)).expect("they are small");
        let found: Vec<&[Direction]> = found.iter().map(|it| it.directions.as_slice()).collect();
        let expected: Vec<&[Direction]> = if directions.is_empty() { Vec::new() } else { vec![directions] };
        assert_eq!(found, expected, "{old} → {new}");
    }
}

#[test]
fn changes_are_shown_with_their_items_and_can_be_forbidden() {
    let folder = scratch!("copies/diff");
    write(folder.join("old.policy"), whole());
    write(folder.join("new.policy"), policy("erase posts copies gone within 6mo", ORDERS, ""));
    let account = account(false, "[]", "\"2026-01-31T00:00:00Z\"");
    write(
        folder.join("accounts.ndjson"),
        account.replacen('{', &format!("{{\"id\":\"a\",\"now\":\"{NOW}\","), 1) + "\n",
    );
    let diff = |more: &str| {
        let words = "diff old.policy new.policy --population accounts.ndjson --policy demo.leave";
        exeunt!(&folder).run(format!("{words} {more}"))
    };
    diff("").code(0).out_has([
        "what becomes of `posts` changed: keeps longer",
        "erase posts  copies gone within 35d",
        "erase posts  copies gone within 6mo",
        "account.posts  erase copies gone by 2026-07-06T12:00:00+00:00 → erase copies gone by 2026-12-01T12:00:00+00:00",
    ]);
    diff("--forbid keeps-longer").code(1);
    diff("--forbid keeps-shorter,erases-less").code(0);
    let answer: Json = serde_json::from_str(&diff("--format json").code(0).out).expect("JSON");
    let schema = serde_json::from_str(include_str!("../../docs/differences.schema.json")).expect("JSON");
    let schema =
        jsonschema::draft202012::options().should_validate_formats(true).build(&schema).expect("usable");
    let wrong: Vec<String> = schema.iter_errors(&answer).map(|error| error.to_string()).collect();
    assert_eq!(wrong, [""; 0]);
    let (old, new) = (program(&whole()), program(&policy("erase posts", ORDERS, "")));
    let facts = [&old, &new].map(|program| facts_of(program, &account));
    let moved = moved((&old, PolicyId::FIRST, &facts[0]), (&new, PolicyId::FIRST, &facts[1]), now());
    assert_eq!(moved.map(|moved| moved.items.len()), Some(1));
}

#[test]
fn pages_say_when_copies_are_gone() {
    let analysis = analysed([("demo.policy", whole())]);
    let page = terms_html(&analysis, "demo").expect("a page");
    for text in [
        "at once; copies, in backups for example, are gone within 35 days",
        "are gone within 1 month",
        "sind danach gelöscht in höchstens 35 Tage",
        "备份等副本在此后清除,期限:35 天",
    ] {
        assert!(page.contains(text), "{text} in {page}");
    }
    let folder = scratch!("copies/page");
    write(folder.join("demo.policy"), whole());
    write(folder.join("a.json"), account(false, "[]", "\"2026-01-31T00:00:00Z\""));
    let eval = |more: &str| {
        exeunt!(&folder)
            .run(format!("eval demo.leave --policies demo.policy --facts a.json --now {NOW} {more}"))
    };
    eval("").code(0).out_has(["account.posts", "erased  copies gone by 2026-07-06 12:00"]);
    eval("--explain").code(0).out_has(["\"gone_by\":\"2026-07-06T12:00:00+00:00\""]);
    eval("--format html").code(0).out_has(["copies gone by 2026-07-06 12:00"]);
    eval("--lang zh").code(0).out_has(["副本最迟于 2026-07-06 12:00 清除"]);
}

/// A row whose copies are gone at another instant still holds: that depends on when it is carried out.
#[test]
fn a_row_holds_whenever_it_is_carried_out() {
    let folder = scratch!("copies/confirm");
    write(folder.join("demo.policy"), whole());
    let account = account(false, "[]", "\"2026-01-31T00:00:00Z\"").replacen('{', "{\"id\":\"a\",", 1);
    write(folder.join("facts/1.ndjson"), account + "\n");
    let sweep = |now: &str, more: &str| {
        let words = format!("sweep demo.leave --policies demo.policy --source facts --now {now} {more}");
        exeunt!(&folder).run(words).code(0)
    };
    let rows = |name: &str| -> Vec<Json> {
        let text = read(folder.join(name));
        text.lines()
            .map(|line| serde_json::from_str::<Json>(line).expect("JSON")["gone_by"].clone())
            .collect()
    };
    sweep(NOW, "--to out.ndjson --plan plan.ndjson");
    assert_eq!(
        rows("plan.ndjson"),
        [
            json!("2026-07-06T12:00:00+00:00"),
            json!("2027-02-28T00:00:00.000001+00:00"),
            Json::Null,
            Json::Null
        ]
    );
    sweep("2026-06-03T12:00:00Z", "--confirm plan.ndjson --to yes.ndjson --refused no.ndjson");
    assert_eq!(rows("yes.ndjson")[0], json!("2026-07-08T12:00:00+00:00"));
    assert_eq!(rows("no.ndjson"), [Json::Null; 0]);
}
