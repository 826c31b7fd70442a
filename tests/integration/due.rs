//! `exeunt due`: what is left of accounts that have gone.

use exeunt_testkit::{Run, exeunt, files, scratch};
use serde_json::{Value as Json, json};

const POLICY: &str = r#"package demo
languages en
zone UTC
outcomes { erase leaves  pause }
account {
  left by closed_at
  closed_at: time?
  region: one of eu, us
  grade: int?
  sued: bool
  posts: many post
  invoices: many invoice
  orders: many order
}
record post { text: text }
record invoice { number: text key   issued: date   paid: time? }
record order { closed: date }
let keep: length = case region { eu: 3y  us: 7y }
policy leave on request {
  require free: not sued  en "x" fix "x"
  outcome erase
  data {
    erase account, posts
    retain invoices for 8y after end of year of issued where grade is present and grade > 3
    retain invoices for keep after issued
    retain orders for 1y after closed
    hold trial: sued on invoices
  }
}
policy pause on request {
  require free: not sued  en "x" fix "x"
  outcome pause
}
"#;
const NOW: &str = "2026-06-01T12:00:00Z";

fn rest(change: impl FnOnce(&mut Json)) -> Json {
    let mut rest = json!({
        "id": 17,
        "left": "2023-03-01T00:00:00Z",
        "policy": "demo.leave",
        "carried": { "account": { "region": "eu", "grade": null } },
        "account": {
            "sued": false,
            "invoices": [{ "number": "a.b", "issued": "2023-01-01" }, { "number": "c", "issued": "2024-01-01" }],
        },
    });
    change(&mut rest);
    rest
}

fn run(name: &str, text: &str, words: &str) -> Run {
    let folder = scratch!("due/{name}").to_path_buf();
    files::write(folder.join("demo.policy"), POLICY);
    files::write(folder.join("rests.ndjson"), text);
    exeunt!(&folder).run(format!("due rests.ndjson --policies demo.policy --now {NOW} {words}"))
}

/// What is said of one rest.
fn said(name: &str, rest: &Json) -> Json {
    let run = run(name, &format!("{rest}\n"), "--format json").code(0);
    let said: Json = serde_json::from_str(&run.out).expect("JSON");
    let schema = serde_json::from_str(include_str!("../../docs/due.schema.json")).expect("JSON");
    let schema =
        jsonschema::draft202012::options().should_validate_formats(true).build(&schema).expect("a schema");
    let wrong: Vec<String> =
        schema.iter_errors(&said).map(|it| format!("{}: {it}", it.instance_path())).collect();
    assert!(wrong.is_empty(), "{wrong:#?} of {said:#}");
    said
}

fn item<'s>(said: &'s Json, path: &str) -> &'s Json {
    let items = said["items"].as_array().expect("items");
    items.iter().find(|item| item["path"] == path).unwrap_or_else(|| panic!("{path} in {said:#}"))
}

const OLD: &str = "account.invoices[number=\"a.b\"]";
const NEW: &str = "account.invoices[number=\"c\"]";

#[test]
fn what_is_left_is_due_when_its_period_is_over() {
    let said = said("over", &rest(|_| {}));
    assert_eq!((&item(&said, OLD)["disposal"], &item(&said, OLD)["due"]), (&json!("erase"), &json!(true)));
    assert_eq!(item(&said, OLD)["due_since"], "2026-01-02T00:00:00+00:00");
    assert_eq!((&item(&said, NEW)["disposal"], &item(&said, NEW)["due"]), (&json!("retain"), &json!(false)));
    assert_eq!(said["next"], json!({ "at": "2027-01-02T00:00:00+00:00", "items": [NEW, "account.id"] }));
    // What is not given is not spoken of.
    assert_eq!(said["items"].as_array().map(Vec::len), Some(3), "{said:#}");
    assert_eq!(said["planned_by"], Json::Null);
}

#[test]
fn the_id_goes_with_the_last_item() {
    let said = said("id", &rest(|rest| rest["account"]["invoices"] = json!([])));
    assert_eq!(said["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(item(&said, "account.id")["due"], json!(true));
    assert_eq!(said["next"], Json::Null);
}

#[test]
fn what_is_neither_given_nor_carried_is_unknown() {
    let said = said("unknown", &rest(|rest| rest["carried"]["account"] = json!({ "region": "eu" })));
    assert_eq!(item(&said, OLD)["disposal"], "undetermined");
    assert_eq!(item(&said, OLD)["missing"], json!(["account.grade"]));
    let said = crate::due::said("unknown", &rest(|rest| rest["carried"] = json!({})));
    assert_eq!(item(&said, NEW)["missing"], json!(["account.grade", "account.region"]));
}

#[test]
fn holds_are_asked_again() {
    let unknown = rest(|rest| drop(rest["account"].as_object_mut().map(|it| it.remove("sued"))));
    let said = said("held", &unknown);
    assert_eq!((&item(&said, OLD)["disposal"], &item(&said, OLD)["due"]), (&json!("held"), &json!(false)));
    assert_eq!(item(&said, OLD)["held_by"], json!([{ "hold": "trial", "law": null, "unknown": true }]));
    let run = run("held", &format!("{unknown}\n"), "--fail-on held").code(1);
    assert!(run.out.contains("held"), "{run}");
}

#[test]
fn another_end_than_the_one_it_was_kept_by_is_shown_with_both() {
    let hash = "0".repeat(64);
    let said = said(
        "both",
        &rest(|rest| {
            rest["program"] = json!(hash);
            rest["plan"] = json!([
                { "path": NEW, "until": "2031-01-01T23:59:59.999999Z", "disposal": "retain" },
                { "path": OLD, "until": "2026-01-01T23:59:59.999999Z" },
            ]);
        }),
    );
    assert_eq!(item(&said, NEW)["until"], "2027-01-01T23:59:59.999999+00:00");
    assert_eq!(item(&said, NEW)["until_kept"], "2031-01-01T23:59:59.999999+00:00");
    assert_eq!(item(&said, OLD).get("until_kept"), None);
    assert_eq!(said["planned_by"], json!(hash));
    assert_ne!(said["provenance"]["program_hash"], json!(hash));
    let run = run("both", &format!("{}\n", rest(|rest| rest["program"] = json!(hash))), "").code(0);
    assert!(
        run.out.contains(&hash) && run.out.contains("Due now") && run.out.contains("Still kept"),
        "{run}"
    );
}

#[test]
fn rests_that_cannot_be_judged_are_refused_and_nothing_is_said_of_any() {
    let cases: [(&str, Json); 6] = [
        ("E0790", rest(|rest| rest["policy"] = json!("demo.pause"))),
        ("E0791", rest(|rest| rest["account"]["region"] = json!("us"))),
        ("E0792", rest(|rest| rest["carried"]["account"]["sued"] = json!(false))),
        ("E0506", rest(|rest| drop(rest.as_object_mut().map(|it| it.remove("left"))))),
        ("E0506", rest(|rest| drop(rest.as_object_mut().map(|it| it.remove("id"))))),
        ("E0508", rest(|rest| rest["acount"] = json!({}))),
    ];
    for (code, wrong) in cases {
        let run = run("refused", &format!("{}\n{wrong}\n", rest(|_| {})), "").code(2);
        assert!(run.err.contains(code) && run.out.is_empty(), "{code}: {run}");
        assert!(run.err.contains("rests.ndjson:2:"), "{run}");
    }
}

#[test]
fn a_period_after_leaving_has_its_instant() {
    let policy =
        POLICY.replace("erase account, posts", "erase account\n    retain posts for 90d after leaving");
    let folder = scratch!("due/after_leaving").to_path_buf();
    files::write(folder.join("demo.policy"), policy);
    let rest = rest(|rest| rest["account"] = json!({ "posts": [] }));
    files::write(folder.join("rest.json"), rest.to_string());
    let run = exeunt!(&folder)
        .run(format!("due rest.json --policies demo.policy --now {NOW} --format json"))
        .code(0);
    let said: Json = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(item(&said, "account.posts")["due_since"], "2023-05-30T00:00:00.000001+00:00");
}

#[test]
fn plans_name_the_facts_that_are_kept_with_an_item() {
    let folder = scratch!("due/carried").to_path_buf();
    files::write(folder.join("demo.policy"), POLICY);
    let facts = json!({ "account": {
        "region": "us", "sued": false, "posts": [], "orders": [{ "closed": "2026-01-01" }],
        "invoices": [{ "number": "a", "issued": "2026-01-01" }],
    } });
    files::write(folder.join("facts.json"), facts.to_string());
    let run = exeunt!(&folder)
        .run(format!("eval demo.leave --policies demo.policy --facts facts.json --now {NOW} --format json"))
        .code(0);
    let verdict: Json = serde_json::from_str(&run.out).expect("JSON");
    let items = verdict["plan"]["items"].as_array().expect("a plan");
    let carried = |path: &str| {
        let item = items.iter().find(|item| item["path"] == path);
        item.unwrap_or_else(|| panic!("{path} in {items:#?}")).get("carried").cloned()
    };
    assert_eq!(carried("account.invoices[number=\"a\"]"), Some(json!(["account.grade", "account.region"])));
    assert_eq!(carried("account.orders[0]"), None);
    assert_eq!(carried("account.posts"), None);
}
