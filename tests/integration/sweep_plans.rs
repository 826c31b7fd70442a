//! Plans beside the verdicts of a sweep, and plans that are judged again; over folders. Those over databases are tried in
//! `tests/engines`.

use std::path::{Path, PathBuf};

use exeunt_testkit::files::{self, read};
use exeunt_testkit::{Run, exeunt, scratch};
use serde_json::{Value as Json, json};

const NOW: &str = "2026-06-01T12:00:00Z";

const POLICY: &str = r#"package demo
languages en
zone UTC
account { n: int   closed_at: time?   posts: many post   orders: many order }
record post { written: time }
record order { closed: time   items: many item }
record item { sold: time? }
policy close on request {
  require positive: n > 0  en "x" fix "x"
  data {
    erase posts
    retain orders for 3y after closed only for "tax" law "Tax"
    erase orders.items
    erase account
  }
}
policy silent on request {
  require positive: n > 0  en "x" fix "x"
}
"#;

/// Eligible with a complete plan, blocked, eligible with one that is not complete, and eligible with posts alone.
const ACCOUNTS: [&str; 4] = [
    r#"{"id":"a","account":{"n":1,"posts":[{},{}],"orders":[{"closed":"2020-01-01T00:00:00Z","items":[]},{"closed":"2025-01-01T00:00:00Z","items":[{}]}]}}"#,
    r#"{"id":7,"account":{"n":0,"posts":[],"orders":[]}}"#,
    r#"{"id":"c","account":{"n":1,"posts":[],"orders":[{"items":[]}]}}"#,
    r#"{"id":"d","account":{"n":1,"posts":[{}],"orders":[]}}"#,
];

/// A folder with the facts in two files.
fn folder(name: &str, second: &str) -> PathBuf {
    let folder = scratch!("sweep_plans/{name}");
    files::write(folder.join("demo.policy"), POLICY);
    files::write(folder.join("facts/1.ndjson"), ACCOUNTS[..2].join("\n") + "\n");
    files::write(folder.join("facts/2.ndjson"), second);
    folder
}

fn whole(name: &str) -> PathBuf {
    folder(name, &(ACCOUNTS[2..].join("\n") + "\n"))
}

fn sweep(folder: &Path, words: &str) -> Run {
    let words = format!("sweep demo.close --policies demo.policy --now {NOW} --source facts {words}");
    exeunt!(folder).run(words)
}

const PLAN: &str = "--to out.ndjson --plan plan.ndjson";
const CONFIRM: &str = "--confirm plan.ndjson --to yes.ndjson --refused no.ndjson";

/// What is wrong with values by a schema.
fn wrong_by(schema: &str, values: &[Json]) -> Vec<String> {
    let schema = serde_json::from_str(schema).expect("JSON");
    jsonschema::draft202012::meta::validate(&schema).expect("a schema of 2020-12");
    let schema =
        jsonschema::draft202012::options().should_validate_formats(true).build(&schema).expect("usable");
    values
        .iter()
        .flat_map(|value| schema.iter_errors(value).map(move |it| format!("{it} of {value}")))
        .collect()
}

fn lines(folder: &Path, name: &str) -> Vec<Json> {
    let text = read(folder.join(name));
    let lines = text.lines().filter(|line| !line.is_empty());
    let lines: Vec<Json> = lines.map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(wrong_by(include_str!("../../docs/sweep.schema.json"), &lines), [""; 0]);
    lines
}

fn manifest(folder: &Path, name: &str) -> Json {
    let text = read(folder.join(format!("{name}.manifest.json")));
    let manifest = serde_json::from_str(&text).expect("a manifest");
    let schema = include_str!("../../docs/manifest.schema.json");
    assert_eq!(wrong_by(schema, std::slice::from_ref(&manifest)), [""; 0]);
    manifest
}

/// The rows of a plan as the plan of a verdict says them: path, disposal, `until` and `due_since`.
fn planned(rows: &[Json], id: &str) -> Vec<[Json; 4]> {
    let of_account = rows.iter().filter(|row| row["id"] == id);
    let item = of_account.map(|row| {
        let mut keys: Vec<&str> =
            row["path_keys"].as_array().expect("keys").iter().filter_map(Json::as_str).collect();
        keys.extend(row["key"].as_str());
        let mut path = row["collection"].as_str().expect("a collection").to_owned();
        match keys.as_slice() {
            [] => {}
            [order] => path = path.replacen("orders", &format!("orders[{order}]"), 1),
            [order, item, ..] => path = format!("account.orders[{order}].items[{item}]"),
        }
        [json!(path), row["disposal"].clone(), row["until"].clone(), row["due_since"].clone()]
    });
    item.collect()
}

#[test]
fn the_rows_of_a_plan_are_those_of_the_verdict() {
    let folder = whole("rows");
    sweep(&folder, PLAN).code(0).out_is("4 accounts: 1 blocked, 3 eligible; 14 items of plans\n");
    let words = format!(
        "eval demo.close --policies demo.policy --now {NOW} --facts facts/1.ndjson facts/2.ndjson --plan"
    );
    let verdicts = exeunt!(&folder).run(words).json_lines();
    let rows = lines(&folder, "plan.ndjson");
    assert_eq!(rows.len(), 14);
    let mut compared = 0;
    for verdict in verdicts.iter().filter(|verdict| verdict["status"] == "eligible") {
        let items = verdict["plan"]["items"].as_array().expect("items");
        let expected: Vec<[Json; 4]> = items
            .iter()
            .map(|item| ["path", "disposal", "until", "due_since"].map(|key| item[key].clone()))
            .collect();
        let id = verdict["id"].as_str().expect("an id");
        assert_eq!(planned(&rows, id), expected);
        compared += expected.len();
    }
    assert_eq!(compared, rows.len(), "no other account has a row");
    // Every column, once.
    assert_eq!(
        rows[2],
        json!({
            "id": "a", "collection": "account.orders", "path_keys": [], "key": "1", "disposal": "retain",
            "method": null, "until": "2028-01-01T00:00:00+00:00", "until_state": "instant", "due_since": null, "held_by": [],
            "missing": [], "clause": ["orders#1"], "purpose": "tax", "gone_by": null,
        })
    );
    let unknown = rows.iter().find(|row| row["disposal"] == "undetermined").expect("one");
    assert_eq!(
        [&unknown["id"], &unknown["key"], &unknown["until_state"], &unknown["missing"]],
        [&json!("c"), &json!("0"), &json!("unknown"), &json!(["account.orders[0].closed"])]
    );
}

#[test]
fn the_manifest_names_both_outputs_as_they_are() {
    let folder = whole("manifest");
    sweep(&folder, PLAN).code(0);
    let manifest = manifest(&folder, "out.ndjson");
    for (written, name) in
        [(&manifest["output"], "out.ndjson"), (&manifest["beside"]["output"], "plan.ndjson")]
    {
        let bytes = std::fs::read(folder.join(name)).expect("a file");
        let hash = blake3::hash(&bytes).to_hex().to_string();
        assert_eq!(written["lines"], json!({ "bytes": bytes.len(), "blake3": hash }), "{name}");
    }
    let beside = &manifest["beside"];
    assert_eq!((&beside["holds"], &beside["rows"]), (&json!("plan"), &json!(14)));
    let place = folder.join("plan.ndjson").canonicalize().expect("a file");
    assert_eq!(beside["to"], json!(place.display().to_string()));
    assert_eq!(manifest["complete"], true);
    // A sweep without plans names one.
    sweep(&folder, "--to alone.ndjson").code(0).out_is("4 accounts: 1 blocked, 3 eligible\n");
    assert_eq!(self::manifest(&folder, "alone.ndjson").get("beside"), None);
    assert_eq!(read(folder.join("alone.ndjson")), read(folder.join("out.ndjson")));
}

/// A sweep that stopped in its second batch, in a line that was then set right.
fn stopped(name: &str) -> PathBuf {
    let folder = folder(name, "{\"account\": 3}\n");
    sweep(&folder, PLAN).code(2);
    assert_eq!(manifest(&folder, "out.ndjson")["accounts"], 2);
    files::write(folder.join("facts/2.ndjson"), ACCOUNTS[2..].join("\n") + "\n");
    folder
}

#[test]
fn a_sweep_with_plans_is_taken_up_where_its_manifest_says() {
    let undisturbed = whole("undisturbed");
    sweep(&undisturbed, PLAN).code(0);
    // It was killed after each step of writing a batch: neither, one or both files hold more than the manifest counts.
    for (at, (verdicts, plan)) in
        [("", ""), ("{\"id\": \"half", ""), ("{}\n", "{\"id\": \"c\", "), ("{}\n", "{}\n")].iter().enumerate()
    {
        let folder = stopped(&format!("resumed_{at}"));
        for (name, more) in [("out.ndjson", verdicts), ("plan.ndjson", plan)] {
            files::write(folder.join(name), read(folder.join(name)) + more);
        }
        sweep(&folder, PLAN).fails(2).err_has(["already exists"]);
        sweep(&folder, &format!("{PLAN} --resume")).code(0);
        for name in ["out.ndjson", "plan.ndjson"] {
            assert_eq!(
                read(folder.join(name)),
                read(undisturbed.join(name)),
                "{name} as if it had not stopped"
            );
        }
        assert_eq!(manifest(&folder, "out.ndjson")["beside"]["rows"], 14);
        // Complete, and as it was.
        sweep(&folder, &format!("{PLAN} --resume")).code(0);
    }
}

#[test]
fn a_sweep_with_plans_that_was_killed_as_it_began_is_taken_up() {
    let undisturbed = whole("began_whole");
    sweep(&undisturbed, PLAN).code(0);
    for (name, there) in [("began_0", 0), ("began_1", 1), ("began_2", 2)] {
        let folder = folder(name, "");
        files::write(folder.join("facts/1.ndjson"), "{\"account\": 3}\n");
        sweep(&folder, PLAN).code(2);
        for gone in &["out.ndjson", "plan.ndjson"][there..] {
            std::fs::remove_file(folder.join(gone)).expect("it was made");
        }
        files::write(folder.join("facts/1.ndjson"), ACCOUNTS[..2].join("\n") + "\n");
        files::write(folder.join("facts/2.ndjson"), ACCOUNTS[2..].join("\n") + "\n");
        sweep(&folder, &format!("{PLAN} --resume")).code(0);
        for file in ["out.ndjson", "plan.ndjson"] {
            assert_eq!(read(folder.join(file)), read(undisturbed.join(file)), "{name} {file}");
        }
    }
}

#[test]
fn only_the_same_sweep_with_the_same_plan_is_taken_up() {
    let folder = stopped("same");
    let kept = [read(folder.join("out.ndjson")), read(folder.join("plan.ndjson"))];
    let refused = |words: &str, why: &str| {
        sweep(&folder, &format!("{words} --resume")).fails(2).err_has([why]);
        assert_eq!(kept, [read(folder.join("out.ndjson")), read(folder.join("plan.ndjson"))], "{words}");
    };
    refused("--to out.ndjson", "with another second target");
    refused("--to out.ndjson --plan other.ndjson", "with another second target");
    assert!(!folder.join("other.ndjson").exists());
    let plan = folder.join("plan.ndjson");
    let held = std::fs::File::options().write(true).open(&plan).expect("a file");
    held.lock().expect("a lock");
    refused(PLAN, "another sweep is writing to");
    drop(held);
    for other in [kept[1].replace("erase", "keep!"), kept[1][1..].to_owned(), String::new()] {
        files::write(&plan, &other);
        sweep(&folder, &format!("{PLAN} --resume"))
            .fails(2)
            .err_has(["has changed since this sweep wrote it"]);
        assert_eq!(read(&plan), other);
    }
    files::write(&plan, &kept[1]);
    sweep(&folder, &format!("{PLAN} --resume")).code(0);
}

#[test]
fn what_cannot_be_written_is_refused_before_anything_is() {
    let folder = whole("refused");
    let refused = |words: &str, why: &str| {
        sweep(&folder, words).fails(2).err_has([why]);
        let there = std::fs::read_dir(&folder).expect("a folder").count();
        assert_eq!(there, 2, "{words}: nothing was begun");
    };
    refused("--to out.ndjson --plan out.ndjson", "would be written twice");
    refused("--to out.ndjson --plan ./out.ndjson", "would be written twice");
    refused("--to out.parquet --plan out.parquet.ndjson", "would be written twice");
    refused("--to out.ndjson --plan duckdb:plans.duckdb", "two targets are files, or they are tables");
    refused("--to duckdb:out.duckdb --plan plan.ndjson", "two targets are files, or they are tables");
    refused("--to duckdb:out.duckdb --plan duckdb:other.duckdb", "two targets are files, or they are tables");
    refused("--to out.ndjson --plan facts/plan.ndjson", "not written into the folder of the facts");
    refused("--to out.ndjson --plan plan.csv", "`.ndjson` or `.parquet`");
    let silent = format!("sweep demo.silent --policies demo.policy --now {NOW} --source facts {PLAN}");
    exeunt!(&folder).run(silent).fails(2).err_has(["`demo.silent` has no `data` block"]);
    files::write(folder.join("plan.ndjson"), "precious");
    sweep(&folder, PLAN).fails(2).err_has(["already exists"]);
    assert_eq!(read(folder.join("plan.ndjson")), "precious");
    assert!(!folder.join("out.ndjson.manifest.json").exists());
}

#[test]
fn an_account_without_an_id_has_no_plan_that_could_be_carried_out() {
    let nameless = |n: u32| format!("{{\"account\":{{\"n\":{n},\"posts\":[],\"orders\":[]}}}}\n");
    let folder = folder("nameless", &(nameless(0) + &nameless(1)));
    sweep(&folder, PLAN).fails(2).err_has(["the account in line 2 of `2.ndjson` has no id"]);
    sweep(&folder, "--to out2.ndjson").code(0);
    files::write(folder.join("facts/2.ndjson"), nameless(0));
    sweep(&folder, "--to out3.ndjson --plan plan3.ndjson").code(0);
}

/// A confirmation; gives the rows that hold and those that do not.
fn confirmed(folder: &Path) -> [Vec<Json>; 2] {
    for name in ["yes.ndjson", "yes.ndjson.manifest.json", "no.ndjson"] {
        let _ = std::fs::remove_file(folder.join(name));
    }
    sweep(folder, CONFIRM).code(0);
    let rows = ["yes.ndjson", "no.ndjson"].map(|name| lines(folder, name));
    let of_plan = lines(folder, "plan.ndjson").len();
    assert_eq!(rows[0].len() + rows[1].len(), of_plan, "every row comes out once");
    rows
}

fn why<'r>(rows: &'r [Json], id: &str, collection: &str) -> &'r Json {
    let row = rows.iter().find(|row| row["id"] == id && row["collection"] == collection);
    &row.unwrap_or_else(|| panic!("{id} {collection} in {rows:?}"))["why"]
}

#[test]
fn rows_of_a_plan_hold_as_long_as_the_facts_say_the_same() {
    let folder = whole("confirmed");
    sweep(&folder, PLAN).code(0);
    let planned = lines(&folder, "plan.ndjson");
    let [yes, no] = confirmed(&folder);
    // What is known by its place alone may be another element now.
    assert!(no.iter().all(|row| row["why"] == "by_place" && !row["key"].is_null()), "{no:?}");
    let is_by_place = |row: &&Json| !row["key"].is_null() || row["path_keys"] != json!([]);
    assert_eq!(no.len(), planned.iter().filter(is_by_place).count());
    assert_eq!(yes, planned.iter().filter(|row| !is_by_place(row)).cloned().collect::<Vec<_>>());
    let manifest = manifest(&folder, "yes.ndjson");
    assert_eq!(manifest["confirms"]["rows"], 14);
    assert_eq!((&manifest["confirmed"], &manifest["beside"]["rows"]), (&json!(yes.len()), &json!(no.len())));
    assert_eq!(manifest["counts"], json!({ "eligible": 3 }));
}

#[test]
fn rows_that_no_longer_hold_say_why() {
    let folder = whole("changed");
    sweep(&folder, PLAN).code(0);
    let facts = |a: &str, c: &str, d: &str| {
        files::write(folder.join("facts/1.ndjson"), format!("{a}\n{}\n", ACCOUNTS[1]));
        files::write(folder.join("facts/2.ndjson"), format!("{c}\n{d}\n"));
    };
    // One account is gone, one is blocked, and one has an order that the plan does not name.
    let blocked = ACCOUNTS[2].replace("\"n\":1", "\"n\":0");
    let order = "\"orders\":[{\"closed\":\"2025-01-01T00:00:00Z\",\"items\":[]}]";
    let grown = ACCOUNTS[3].replace("\"orders\":[]", order);
    facts("", &blocked, &grown);
    let [yes, no] = confirmed(&folder);
    assert!(
        no.iter()
            .filter(|row| row["id"] == "a")
            .all(|row| row["why"] == "no_account" && row["status"].is_null())
    );
    assert!(
        no.iter()
            .filter(|row| row["id"] == "c")
            .all(|row| row["why"] == "not_eligible" && row["status"] == "blocked")
    );
    assert_eq!(why(&no, "d", "account"), "items_not_named");
    // Of what the plan names, whole collections hold, and the account waits.
    let held: Vec<_> = yes.iter().map(|row| [&row["id"], &row["collection"]]).collect();
    assert_eq!(held, [[&json!("d"), &json!("account.posts")], [&json!("d"), &json!("account.orders.items")]]);
    assert_eq!(manifest(&folder, "yes.ndjson")["counts"], json!({ "blocked": 1, "eligible": 1, "gone": 1 }));
    // A fact that was missing is known: what waited for it is done otherwise now.
    let known = ACCOUNTS[2].replace("{\"items\":[]}", "{\"closed\":\"2020-01-01T00:00:00Z\",\"items\":[]}");
    facts(ACCOUNTS[0], &known, ACCOUNTS[3]);
    let [_, no] = confirmed(&folder);
    let order = no.iter().find(|row| row["id"] == "c" && row["collection"] == "account.orders").expect("one");
    assert_eq!((&order["why"], &order["disposal_now"]), (&json!("by_place"), &json!("erase")));
    // An order is gone: what was kept until its end is kept until another's.
    let shorter = ACCOUNTS[0].replace("2025-01-01", "2024-01-01");
    facts(&shorter, ACCOUNTS[2], ACCOUNTS[3]);
    let [_, no] = confirmed(&folder);
    assert_eq!(why(&no, "a", "account.id"), "other_end");
    let id =
        no.iter().find(|row| row["collection"] == "account.id" && row["why"] == "other_end").expect("one");
    assert_eq!(id["until_now"], "2027-01-01T00:00:00+00:00");
    // Without any order nothing is kept.
    let none = ACCOUNTS[3].replace("\"d\"", "\"a\"");
    facts(&none, ACCOUNTS[2], ACCOUNTS[3]);
    let [yes, no] = confirmed(&folder);
    assert_eq!(why(&no, "a", "account.id"), "no_item");
    assert!(yes.iter().any(|row| row["id"] == "a" && row["collection"] == "account"));
}

#[test]
fn a_confirmation_is_taken_up_where_its_manifest_says() {
    let undisturbed = whole("confirmation_whole");
    sweep(&undisturbed, PLAN).code(0);
    let gone = |folder: &Path, rest: &str| {
        files::write(folder.join("facts/1.ndjson"), format!("{}\n{}\n", ACCOUNTS[1], ACCOUNTS[2]));
        files::write(folder.join("facts/2.ndjson"), rest);
    };
    gone(&undisturbed, &format!("{}\n", ACCOUNTS[3]));
    confirmed(&undisturbed);
    let folder = whole("confirmation_stopped");
    sweep(&folder, PLAN).code(0);
    gone(&folder, "{\"account\": 3}\n");
    sweep(&folder, &format!("{CONFIRM} --batch 1")).fails(2);
    assert_eq!(manifest(&folder, "yes.ndjson")["accounts"], 1);
    let plan = read(folder.join("plan.ndjson"));
    // Another plan is another confirmation.
    let other: String = plan.lines().skip(1).map(|line| format!("{line}\n")).collect();
    files::write(folder.join("plan.ndjson"), other);
    sweep(&folder, &format!("{CONFIRM} --resume")).fails(2).err_has(["with another plan"]);
    files::write(folder.join("plan.ndjson"), &plan);
    gone(&folder, &format!("{}\n", ACCOUNTS[3]));
    sweep(&folder, &format!("{CONFIRM} --resume --batch 1")).code(0);
    for name in ["yes.ndjson", "no.ndjson"] {
        assert_eq!(read(folder.join(name)), read(undisturbed.join(name)), "{name}");
    }
    sweep(&folder, &format!("{CONFIRM} --resume")).code(0);
}

#[test]
fn what_is_no_plan_is_refused_with_its_line() {
    let folder = whole("no_plan");
    sweep(&folder, PLAN).code(0);
    let plan = read(folder.join("plan.ndjson"));
    let rows: Vec<&str> = plan.lines().collect();
    let joined = |rows: &[&str]| rows.iter().map(|row| format!("{row}\n")).collect::<String>();
    let swapped = [rows[0], *rows.last().expect("a row"), rows[1]];
    let verdict =
        r#"{"id":"a","status":"eligible","failed":[],"unknown":[],"outcome":null,"eligible_after":null}"#;
    let more = rows[0].replace("\"clause\"", "\"note\":1,\"clause\"");
    let burn = rows[0].replace("\"erase\"", "\"burn\"");
    let late = rows[2].replace("2028-01-01T00:00:00+00:00", "2028-01-01");
    let cases = [
        (joined(&swapped), 3, "the rows of the account `a` do not follow each other"),
        (joined(&[rows[0], rows[0]]), 2, "the account `a` has this item twice"),
        (joined(&[rows[0], verdict]), 2, "unknown field `status`"),
        (joined(&[more.as_str()]), 1, "unknown field `note`"),
        (joined(&[burn.as_str()]), 1, "there is no disposal `burn`"),
        (joined(&[rows[0], rows[1], late.as_str()]), 3, "2028-01-01"),
        (plan[..plan.len() - 5].to_owned(), rows.len(), "EOF"),
    ];
    for (text, line, why) in cases {
        files::write(folder.join("plan.ndjson"), text);
        let at = format!("line {line} of `plan.ndjson` is not a row of a plan");
        sweep(&folder, CONFIRM).fails(2).err_has([at.as_str(), why]);
        assert!(!folder.join("yes.ndjson").exists(), "nothing is begun: {why}");
    }
    std::fs::remove_file(folder.join("plan.ndjson")).expect("a file");
    sweep(&folder, CONFIRM).fails(2).err_has(["cannot read `plan.ndjson`"]);
    // A plan of nobody is confirmed as it is.
    files::write(folder.join("plan.ndjson"), "\n");
    assert_eq!(confirmed(&folder), [Vec::<Json>::new(), Vec::new()]);
    sweep(&folder, "--confirm plan.ndjson --to x.ndjson").fails(2).err_has(["--refused"]);
}

#[test]
fn errors_of_plans_are_in_every_language() {
    let folder = whole("languages");
    sweep(&folder, PLAN).code(0);
    let plan = read(folder.join("plan.ndjson"));
    let first = plan.lines().next().expect("a row");
    files::write(folder.join("twice.ndjson"), format!("{first}\n{first}\n"));
    let other = first.replace("\"a\"", "\"z\"");
    files::write(folder.join("apart.ndjson"), format!("{first}\n{other}\n{first}\n"));
    files::write(folder.join("burn.ndjson"), first.replace("\"erase\"", "\"burn\""));
    let wrong = [
        "demo.close --to q.ndjson --plan q.ndjson",
        "demo.close --to q.ndjson --plan duckdb:q",
        "demo.close --to out.ndjson --resume",
        "demo.silent --to q.ndjson --plan r.ndjson",
        "demo.close --to q.ndjson --refused r.ndjson --confirm twice.ndjson",
        "demo.close --to q.ndjson --refused r.ndjson --confirm apart.ndjson",
        "demo.close --to q.ndjson --refused r.ndjson --confirm burn.ndjson",
        "demo.close --to q.ndjson --refused r.ndjson --confirm none.ndjson",
    ];
    for words in wrong {
        crate::languages::no_english(words, |language| {
            let tag = language.tag();
            let policy =
                format!("--ui-lang {tag} sweep {words} --policies demo.policy --now {NOW} --source facts");
            exeunt!(&folder).run(policy).code(2)
        });
    }
    // What is said at the end of a run that is complete.
    crate::languages::no_english("ends", |language| {
        let tag = language.tag();
        let to = format!("--to {tag}.ndjson --plan {tag}_plan.ndjson");
        let said = format!(
            "--ui-lang {tag} sweep demo.close --policies demo.policy --now {NOW} --source facts {to}"
        );
        exeunt!(&folder).run(said).code(0)
    });
    crate::languages::no_english("confirmations", |language| {
        let tag = language.tag();
        let to = format!("--to {tag}_yes.ndjson --refused {tag}_no.ndjson --confirm {tag}_plan.ndjson");
        files::write(folder.join("facts/1.ndjson"), "");
        let said = format!(
            "--ui-lang {tag} sweep demo.close --policies demo.policy --now {NOW} --source facts {to}"
        );
        exeunt!(&folder).run(said).code(0)
    });
}

const KEYED: &str = r#"package demo
languages en
zone UTC
account { n: int   orders: many order }
record order { id: int key   closed: time   items: many item }
record item { sku: text key   sold: time }
policy close on request {
  require positive: n > 0  en "x" fix "x"
  data {
    retain orders for 3y after closed law "Tax"
    retain orders.items for 1y after closed
    erase account
  }
}
"#;

fn order(id: &str, closed: &str, items: &str) -> String {
    format!("{{{id}\"closed\":\"{closed}-01-01T00:00:00Z\",\"items\":[{items}]}}")
}

fn keyed(orders: &[String]) -> String {
    format!("{{\"id\":\"a\",\"account\":{{\"n\":1,\"orders\":[{}]}}}}\n", orders.join(","))
}

#[test]
fn what_is_known_by_a_key_is_confirmed_wherever_it_stands() {
    let folder = scratch!("sweep_plans/keyed").to_path_buf();
    files::write(folder.join("demo.policy"), KEYED);
    let item = r#"{"sku":"a.b","sold":"2020-01-01T00:00:00Z"}"#;
    let old = order("\"id\":1,", "2020", item);
    let new = order("\"id\":2,", "2026", "");
    files::write(folder.join("facts/1.ndjson"), keyed(&[old.clone(), new.clone()]));
    sweep(&folder, PLAN).code(0);
    let planned = lines(&folder, "plan.ndjson");
    let keys: Vec<_> = planned.iter().map(|row| (&row["path_keys"], &row["key"], &row["disposal"])).collect();
    assert_eq!(keys[0], (&json!([]), &json!("1"), &json!("erase")));
    assert_eq!(keys[2], (&json!(["1"]), &json!("a.b"), &json!("erase")));

    // Another place is the same element.
    files::write(folder.join("facts/1.ndjson"), keyed(&[new.clone(), old.clone()]));
    let [yes, no] = confirmed(&folder);
    assert!(no.is_empty(), "{no:?}");
    assert_eq!(yes.len(), planned.len());

    // One that occurs twice is nobody's, and neither is one that is not known.
    let unknown = order("", "2020", "");
    files::write(folder.join("facts/1.ndjson"), keyed(&[new, old.clone(), old, unknown]));
    let [_, no] = confirmed(&folder);
    assert_eq!(
        no.iter().filter(|row| row["why"] == "other_disposal" && row["key"] == "1").count(),
        1,
        "{no:?}"
    );
    for name in ["out.ndjson", "out.ndjson.manifest.json", "plan.ndjson"] {
        std::fs::remove_file(folder.join(name)).expect("it is there");
    }
    sweep(&folder, PLAN).code(0);
    let open: Vec<_> = lines(&folder, "plan.ndjson");
    let open: Vec<_> = open.iter().filter(|row| row["disposal"] == "undetermined").collect();
    let of = |key: Json| {
        open.iter().filter(|row| row["collection"] == "account.orders" && row["key"] == key).count()
    };
    assert_eq!((of(json!("1")), of(Json::Null)), (2, 1), "{open:?}");
    assert!(open.iter().any(|row| row["missing"] == json!(["account.orders[3].id"])), "{open:?}");
    confirmed(&folder);
}

/// What it is kept for is part of what is carried out.
#[test]
fn a_row_that_is_kept_for_something_else_does_not_hold() {
    let folder = scratch!("sweep_plans/purpose").to_path_buf();
    let policy = |purpose: &str| {
        let law = format!("closed only for \"{purpose}\" law");
        files::write(folder.join("demo.policy"), KEYED.replace("closed law", &law));
    };
    policy("tax");
    files::write(folder.join("facts/1.ndjson"), keyed(&[order("\"id\":2,", "2026", "")]));
    sweep(&folder, PLAN).code(0);
    policy("claims");
    let [yes, no] = confirmed(&folder);
    assert_eq!(no.len(), 1, "{no:?}");
    assert_eq!(
        (why(&no, "a", "account.orders"), &no[0]["disposal_now"]),
        (&json!("other_purpose"), &json!("retain"))
    );
    assert!(yes.iter().all(|row| row["purpose"].is_null()), "{yes:?}");
}
