//! Sweeps over folders; those over databases are tried in `tests/engines`.

use std::path::{Path, PathBuf};

use exeunt_testkit::files::{self, files_below, read, repository};
use exeunt_testkit::{Run, exeunt, scratch};
use serde_json::Value as Json;

const GONE: &str = r#"{"id": "gone", "account": {"opened": "2010-01-01T00:00Z", "last_login": "2018-01-01T00:00Z", "balance": "0 CNY", "yuebao": "0 CNY", "products": [], "transactions": []}}"#;
const RICH: &str = r#"{"id": "rich", "account": {"opened": "2010-01-01T00:00Z", "last_login": "2018-01-01T00:00Z", "balance": "1 CNY", "yuebao": "0 CNY", "products": [], "transactions": []}}"#;
const DARK: &str = r#"{"account": {}}"#;

/// A folder with two files of facts.
fn folder(name: &str, second: &str) -> PathBuf {
    let folder = scratch!("sweep/{name}");
    files::write(folder.join("facts/1.ndjson"), format!("{GONE}\n{RICH}\n"));
    files::write(folder.join("facts/2.ndjson"), second);
    folder
}

/// What is swept, and when.
const DORMANT: &str = "alipay.dormant --policies policies/alipay --now 2019-04-01T12:00:00+08:00";

fn sweep(folder: &Path, more: &[&str]) -> Run {
    sweep_to(folder, &folder.join("out.ndjson").display().to_string(), more)
}

fn sweep_to(folder: &Path, to: &str, more: &[&str]) -> Run {
    let mut command = exeunt!(repository("")).command(format!("sweep {DORMANT} --source"));
    command.arg(folder.join("facts")).args(["--to", to]).args(more);
    Run::of(&mut command, b"")
}

fn text(folder: &Path, name: &str) -> String {
    read(folder.join(name))
}

fn manifest(folder: &Path) -> Json {
    serde_json::from_str(&text(folder, "out.ndjson.manifest.json")).expect("a manifest")
}

#[test]
fn a_sweep_gives_a_verdict_a_line_and_counts_that_add_up() {
    let folder = folder("whole", &format!("{DARK}\n"));
    sweep(&folder, &[]).code(0).out_is("3 accounts: 1 blocked, 1 eligible, 1 undetermined\n");
    let verdicts: Vec<Json> =
        text(&folder, "out.ndjson").lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let said: Vec<[&str; 2]> = verdicts
        .iter()
        .map(|verdict| ["id", "status"].map(|key| verdict[key].as_str().unwrap_or_default()))
        .collect();
    assert_eq!(said, [["gone", "eligible"], ["rich", "blocked"], ["2.ndjson:1", "undetermined"]]);
    assert_eq!(verdicts[1]["failed"], serde_json::json!(["no_balance_left"]));
    let manifest = manifest(&folder);
    assert_eq!(
        (&manifest["accounts"], &manifest["expected"], &manifest["complete"]),
        (&3.into(), &3.into(), &true.into())
    );
}

/// What a sweep must leave as it was.
fn written(folder: &Path) -> [Vec<u8>; 2] {
    ["out.ndjson", "out.ndjson.manifest.json"]
        .map(|name| std::fs::read(folder.join(name)).unwrap_or_default())
}

/// A sweep of two batches that stopped at the second, in a line that was then set right.
fn stopped(name: &str) -> PathBuf {
    let folder = folder(name, "{\"account\": 3}\n");
    sweep(&folder, &[]).code(2);
    assert_eq!(manifest(&folder)["accounts"], 2);
    std::fs::write(folder.join("facts/2.ndjson"), format!("{DARK}\n")).expect("a file");
    folder
}

/// A sweep that is refused, and changes nothing.
fn refused(folder: &Path, more: &[&str], why: &str) {
    let before = written(folder);
    sweep(folder, more).fails(2).err_has([why]);
    assert_eq!(before, written(folder), "{why}");
}

#[test]
fn a_sweep_that_stopped_is_taken_up_where_its_manifest_says() {
    let folder = stopped("resumed");
    // What was written after the manifest is written again.
    let mut lines = text(&folder, "out.ndjson");
    lines.push_str("{\"half\": ");
    std::fs::write(folder.join("out.ndjson"), lines).expect("a file");
    refused(&folder, &[], "already exists");
    sweep(&folder, &["--resume"]).code(0);
    let whole = self::folder("undisturbed", &format!("{DARK}\n"));
    sweep(&whole, &[]).code(0);
    assert_eq!(text(&folder, "out.ndjson"), text(&whole, "out.ndjson"), "as if it had not stopped");
    assert_eq!(manifest(&folder)["complete"], true);
}

/// A sweep is killed at each step of its beginning; it can be taken up after any.
#[test]
fn a_sweep_that_was_killed_as_it_began_is_taken_up() {
    let whole = folder("began_whole", &format!("{DARK}\n"));
    sweep(&whole, &[]).code(0);
    let empty = folder("began_empty", "{\"account\": 3}\n");
    std::fs::write(empty.join("facts/1.ndjson"), "").expect("a file");
    sweep(&empty, &[]).code(2);
    for (name, keeps_lines) in [("began_before", false), ("began_after", true)] {
        let folder = folder(name, &format!("{DARK}\n"));
        let first = text(&empty, "out.ndjson.manifest.json").replace("began_empty", name);
        std::fs::write(folder.join("out.ndjson.manifest.json"), first).expect("a file");
        if keeps_lines {
            std::fs::write(folder.join("out.ndjson"), "{\"id").expect("a file");
        }
        sweep(&folder, &["--resume"]).code(0);
        assert_eq!(text(&folder, "out.ndjson"), text(&whole, "out.ndjson"), "{name}");
    }
}

#[test]
fn only_the_same_sweep_is_taken_up() {
    let folder = stopped("same");
    let original = text(&folder, "out.ndjson.manifest.json");
    let earlier: Json = serde_json::from_str(&original).expect("a manifest");
    let terms =
        ["exeunt", "policy", "program_hash", "ir_format", "tzdb", "now", "source", "engine", "mapping_hash"];
    for term in terms {
        let mut other = earlier.clone();
        other[term] = if term == "ir_format" { 999.into() } else { "another".into() };
        std::fs::write(folder.join("out.ndjson.manifest.json"), other.to_string()).expect("a file");
        refused(&folder, &["--resume"], "another sweep was begun here");
    }
    std::fs::write(folder.join("out.ndjson.manifest.json"), &original).expect("a file");
    refused(&folder, &["--resume", "--allow-unknown-keys"], "with another `--allow-unknown-keys`");
    sweep(&folder, &["--resume"]).code(0);
}

/// Ways to change facts that were judged, with what is then refused.
#[test]
fn facts_that_changed_since_they_were_judged_are_refused() {
    type Change = (&'static str, fn(&Path), &'static str);
    let other = |path: PathBuf, text: &str| std::fs::write(path, text).expect("a file");
    let changes: [Change; 6] = [
        (
            "edited",
            |facts| std::fs::write(facts.join("1.ndjson"), format!("{RICH}\n{GONE}\n")).expect("a file"),
            "`1.ndjson` has changed",
        ),
        (
            "shorter",
            |facts| std::fs::write(facts.join("1.ndjson"), format!("{GONE}\n")).expect("a file"),
            "`1.ndjson` has changed",
        ),
        (
            "longer",
            |facts| {
                let text = format!("{GONE}\n{RICH}\n{DARK}\n");
                std::fs::write(facts.join("1.ndjson"), text).expect("a file");
            },
            "`1.ndjson` has changed",
        ),
        (
            "one line longer",
            |facts| {
                let text = format!("{GONE}\n{} \n", RICH.trim_end());
                std::fs::write(facts.join("1.ndjson"), text).expect("a file");
            },
            "`1.ndjson` has changed",
        ),
        (
            "gone",
            |facts| std::fs::remove_file(facts.join("1.ndjson")).expect("a file"),
            "is not the file that was judged in its place",
        ),
        (
            "before",
            |facts| std::fs::write(facts.join("0.ndjson"), DARK).expect("a file"),
            "is not the file that was judged in its place",
        ),
    ];
    for is_complete in [false, true] {
        for (name, change, why) in changes {
            let folder = stopped("changed");
            if is_complete {
                sweep(&folder, &["--resume"]).code(0);
            }
            // A file that was read to its end is known to be one once the next was begun.
            if is_complete || !name.contains("longer") {
                change(&folder.join("facts"));
                refused(&folder, &["--resume"], why);
            }
        }
    }
    let folder = stopped("grown");
    sweep(&folder, &["--resume"]).code(0);
    other(folder.join("facts/3.ndjson"), DARK);
    refused(&folder, &["--resume"], "the source has other accounts now");
    std::fs::remove_file(folder.join("facts/3.ndjson")).expect("a file");
    // A complete sweep whose facts are as they were.
    sweep(&folder, &["--resume"]).code(0);
}

#[test]
fn verdicts_that_changed_since_they_were_written_are_refused() {
    for is_complete in [false, true] {
        let folder = stopped("tampered");
        if is_complete {
            sweep(&folder, &["--resume"]).code(0);
        }
        let lines = text(&folder, "out.ndjson");
        let edited = lines.replace("blocked", "eligibl");
        let swapped: String = lines.lines().rev().map(|line| format!("{line}\n")).collect();
        for other in [&lines[..lines.len() / 2], "", &edited, &swapped] {
            std::fs::write(folder.join("out.ndjson"), other).expect("a file");
            refused(&folder, &["--resume"], "has changed since this sweep wrote it");
        }
        std::fs::remove_file(folder.join("out.ndjson")).expect("a file");
        refused(&folder, &["--resume"], "has changed since this sweep wrote it");
        std::fs::create_dir(folder.join("out.ndjson")).expect("a folder");
        sweep(&folder, &["--resume"]).code(2);
    }
}

#[test]
fn one_sweep_at_a_time_writes_to_a_file() {
    let folder = stopped("locked");
    let held = std::fs::File::options().write(true).open(folder.join("out.ndjson")).expect("a file");
    held.lock().expect("a lock");
    refused(&folder, &["--resume"], "another sweep is writing to");
    drop(held);
    sweep(&folder, &["--resume"]).code(0);
}

#[test]
fn nothing_that_is_there_is_written_over() {
    for name in [
        "out.parquet",
        "out.parquet.ndjson",
        "out.parquet.manifest.json",
        "out.ndjson",
        "out.ndjson.manifest.json",
    ] {
        let folder = folder("there", &format!("{DARK}\n"));
        std::fs::write(folder.join(name), "precious").expect("a file");
        let to = folder.join(name.replace(".manifest.json", "").replace(".parquet.ndjson", ".parquet"));
        sweep_to(&folder, &to.display().to_string(), &[]).code(2);
        assert_eq!(text(&folder, name), "precious");
        let others = std::fs::read_dir(&folder).expect("a folder").count();
        assert_eq!(others, 2, "{name}: nothing was begun");
    }
}

#[test]
fn an_id_of_two_accounts_is_refused() {
    let twice = |second: &str| {
        let folder = folder("twice", second);
        sweep(&folder, &["--batch", "1"]).code(2).err_has(["two accounts have the id `"]);
        assert_ne!(manifest(&folder)["complete"], true);
    };
    twice(&format!("{GONE}\n"));
    twice("{\"id\": \"g\\u006fne\", \"account\": {}}\n");
    twice("{\"id\": 7, \"account\": {}}\n{\"id\": \"7\", \"account\": {}}\n");
    twice("{\"id\": -0, \"account\": {}}\n{\"id\": 0, \"account\": {}}\n");
    twice("{\"id\": \"2.ndjson:2\", \"account\": {}}\n{\"account\": {}}\n");
    // What an earlier run judged counts.
    let folder = stopped("twice_resumed");
    std::fs::write(folder.join("facts/2.ndjson"), RICH).expect("a file");
    refused(&folder, &["--resume"], "two accounts have the id `rich`");
}

/// A folder with a file of each form that `exeunt eval` reads.
fn every_form(name: &str) -> (PathBuf, Vec<PathBuf>) {
    let folder = folder(name, &format!("{DARK}\n\n{}\n", r#"{"id": 18446744073709551616, "account": {}}"#));
    // Not dormant yet.
    let line = |id: &str| format!("{}\n", GONE.replace("gone", id).replace("2018-01-01", "2018-12-01"));
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut gzip, line("gz").as_bytes()).expect("gzip");
    let whole = line("whole").replace(", ", ",\n  ");
    let files: [(&str, Vec<u8>); 6] = [
        ("3.ndjson.gz", gzip.finish().expect("gzip")),
        ("4.jsonl", line("jsonl").into_bytes()),
        ("5.JSONL", line("loud").trim_end().as_bytes().to_vec()),
        ("6.json", whole.into_bytes()),
        ("7.ndjson", Vec::new()),
        ("8.json", line("line").into_bytes()),
    ];
    for (name, bytes) in files {
        std::fs::write(folder.join("facts").join(name), bytes).expect("a file");
    }
    let names = files_below(folder.join("facts"));
    (folder, names)
}

#[test]
fn a_folder_is_read_and_judged_as_by_eval() {
    let (folder, files) = every_form("forms");
    sweep(&folder, &[]).succeeds();
    let mut eval = exeunt!(repository("")).command(format!("eval {DORMANT} --explain --facts"));
    let judged = Run::of(eval.args(&files), b"");
    let swept: Vec<Json> = json_lines(&text(&folder, "out.ndjson"));
    let explained: Vec<Json> = judged.json_lines();
    assert_eq!((swept.len(), explained.len()), (9, 9), "{judged}");
    for (swept, explained) in swept.iter().zip(&explained) {
        let names = |truth: &str| -> Vec<&Json> {
            // A policy that does not speak of an account refuses nothing.
            let speaks = explained["status"] != "inapplicable";
            let all = explained["requirements"].as_array().expect("requirements");
            all.iter().filter(|one| speaks && one["truth"] == truth).map(|one| &one["requirement"]).collect()
        };
        for key in ["status", "outcome"] {
            assert_eq!(swept[key], explained[key], "{swept} {explained}");
        }
        assert_eq!(
            instant(&swept["eligible_after"]),
            instant(&explained["eligible_after"]),
            "{swept} {explained}"
        );
        assert_eq!(
            swept["failed"].as_array().expect("names").iter().collect::<Vec<_>>(),
            names("false"),
            "{swept}"
        );
        assert_eq!(
            swept["unknown"].as_array().expect("names").iter().collect::<Vec<_>>(),
            names("unknown"),
            "{swept}"
        );
    }
    let ids: Vec<&str> = swept.iter().filter_map(|verdict| verdict["id"].as_str()).collect();
    assert_eq!(
        ids,
        ["gone", "rich", "2.ndjson:1", "18446744073709551616", "gz", "jsonl", "loud", "whole", "line"]
    );
    assert!(swept.iter().any(|verdict| !verdict["eligible_after"].is_null()), "{swept:?}");
}

fn instant(value: &Json) -> Option<i64> {
    value.as_str().map(|text| exeunt::ir::Timestamp::parse(text).expect("an instant").as_micros())
}

#[test]
fn keys_that_nothing_declares_are_named() {
    let misspelt = DARK.replace("{}", r#"{"balanse": "1 CNY"}"#);
    let folder = folder("misspelt", &format!("{misspelt}\n{misspelt}\n"));
    sweep(&folder, &[]).err_has(["balanse"]);
}

fn json_lines(text: &str) -> Vec<Json> {
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// Each batch of every form, stopped after it and taken up.
#[test]
fn a_file_is_taken_up_within() {
    let (folder, files) = every_form("within");
    sweep(&folder, &[]).code(0);
    let whole = text(&folder, "out.ndjson");
    let line = |id: usize| format!("{{\"id\": \"n{id}\", \"account\": {{}}}}\n");
    // More than one block.
    let many: String = (0..60_000).map(line).collect();
    for file in &files {
        std::fs::remove_file(file).expect("a file");
    }
    let path = folder.join("facts/1.ndjson");
    let name = "within.ndjson";
    std::fs::write(&path, format!("{many}wrong\n")).expect("a file");
    let to = folder.join(name).display().to_string();
    sweep_to(&folder, &to, &["--batch", "1000"]).code(2);
    let judged: Json =
        serde_json::from_str(&text(&folder, &format!("{name}.manifest.json"))).expect("a manifest");
    let accounts = judged["accounts"].as_u64().expect("a count");
    assert!(accounts > 0 && accounts < 60_000, "{judged}");
    std::fs::write(&path, &many).expect("a file");
    sweep_to(&folder, &to, &["--resume"]).code(0);
    let ids: Vec<Json> =
        json_lines(&text(&folder, name)).into_iter().map(|verdict| verdict["id"].clone()).collect();
    assert_eq!(ids, (0..60_000).map(|id| format!("n{id}").into()).collect::<Vec<Json>>());
    assert_eq!(text(&folder, "out.ndjson"), whole, "the other sweep's");
}

#[cfg(unix)]
#[test]
fn no_file_that_may_hold_facts_is_passed_over() {
    let folder = folder("over", &format!("{DARK}\n"));
    let facts = folder.join("facts");
    std::fs::write(facts.join("README.md"), "Facts.").expect("a file");
    std::fs::write(facts.join(".part.crc"), "").expect("a file");
    let swept = sweep(&folder, &[]).code(0);
    swept.err_has(["`README.md` was skipped", "`.part.crc` was skipped"]);

    let refused = |why: &str| {
        sweep_to(&folder, &folder.join("other.ndjson").display().to_string(), &[]).code(2).err_has([why]);
        assert!(!folder.join("other.ndjson").exists(), "nothing is begun that cannot be done");
    };
    std::fs::write(facts.join(".hidden.ndjson"), GONE).expect("a file");
    refused("is hidden");
    std::fs::remove_file(facts.join(".hidden.ndjson")).expect("a file");
    std::fs::create_dir(facts.join("sub")).expect("a folder");
    refused("is a folder within a folder of facts");
    std::fs::remove_dir(facts.join("sub")).expect("a folder");
    std::os::unix::fs::symlink("/dev/zero", facts.join("zero.json")).expect("a link");
    refused("is not a regular file");
    std::fs::remove_file(facts.join("zero.json")).expect("a file");
    let among = sweep_to(&folder, &facts.join("out.ndjson").display().to_string(), &[]);
    among.err_has(["not written into the folder of the facts"]);
}

/// A psql that says what it was given, in words that a server might use.
#[cfg(unix)]
#[test]
fn no_password_is_shown() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder("password", "");
    let psql = folder.join("psql");
    let script = format!(
        "#!/bin/sh\nprintf '%s\\n' \"$@\" > {0}/arguments\nprintf '%s' \"$PGPASSWORD\" > {0}/password\n\
         echo \"no entry for $PGPASSWORD\" >&2\nexit 1\n",
        folder.display()
    );
    std::fs::write(&psql, script).expect("a script");
    std::fs::set_permissions(&psql, std::fs::Permissions::from_mode(0o755)).expect("a script");
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default());
    for (address, password) in [
        ("postgres://me:s3cr%26t@host:5433/shop", "s3cr&t"),
        ("postgres://me:sup3r?s3cr3t@host/shop?sslmode=require", "sup3r?s3cr3t"),
        ("postgres://host/shop?user=me&password=s3cr3t", "s3cr3t"),
    ] {
        for (source, to) in
            [(address, folder.join("out.ndjson").display().to_string()), ("facts", address.to_owned())]
        {
            let source = if source == "facts" {
                folder.join("facts").display().to_string()
            } else {
                source.to_owned()
            };
            let _ = std::fs::remove_file(folder.join("arguments"));
            let mut command = exeunt!(repository("")).command(format!("sweep {DORMANT}"));
            command.args(["--source", &source, "--to", &to]).env("PATH", &path);
            let said = Run::of(&mut command, b"").code(2).err;
            assert_eq!(text(&folder, "password"), password, "{said}");
            let arguments = text(&folder, "arguments");
            assert!(arguments.contains("dbname='shop'") && arguments.contains("user='me'"), "{arguments}");
            assert!(!arguments.contains(password) && !arguments.contains("s3cr"), "{arguments}");
            assert!(said.contains("PostgreSQL reports: no entry for ***"), "{said}");
            assert!(said.contains("a password in an address shows in the list of processes"), "{said}");
            assert!(!said.contains("s3cr"), "{said}");
        }
    }
}

/// Sweeps with a mistake each.
#[test]
fn errors_of_a_sweep_are_in_every_language() {
    let folder = stopped("languages");
    let file = |name: &str| folder.join(name).display().to_string();
    let (facts, out) = (file("facts"), file("out.ndjson"));
    let wrong: &[(&str, &str, &[&str])] = &[
        ("mysql://localhost/shop", &out, &[]),
        ("duckdb:", &out, &[]),
        ("me:secret@host/shop", &out, &[]),
        ("postgres://h:port/shop", &out, &[]),
        ("postgres://me:a@b@h/shop", &out, &[]),
        ("postgres://[::1/shop", &out, &[]),
        ("postgres://h/shop?a", &out, &[]),
        ("postgres://h/shop?a=b", &out, &[]),
        ("postgres://h/shop?options=a=b", &out, &[]),
        ("postgres://h/shop?sslpassword=b", &out, &[]),
        ("postgres://h/%zz", &out, &[]),
        ("postgres://h/%ff", &out, &[]),
        ("postgres://h/%00", &out, &[]),
        (&facts, "postgres://", &["--table", "A"]),
        (&facts, &file("out.csv"), &[]),
        (&facts, &file("facts/out.ndjson"), &[]),
        (&facts, &out, &[]),
        (&facts, &out, &["--resume", "--now", "2020-01-01T00:00Z"]),
        (&facts, &file("none.ndjson"), &["--resume"]),
        (&file("policies"), &out, &[]),
    ];
    for (source, to, more) in wrong {
        crate::languages::no_english(&format!("{source} {to} {more:?}"), |language| {
            let words =
                format!("--ui-lang {} sweep alipay.dormant --policies policies/alipay", language.tag());
            let mut command = exeunt!(repository("")).command(words);
            command.args(["--source", source, "--to", to]).args(*more);
            if !more.contains(&"--now") {
                command.args(["--now", "2019-04-01T12:00:00+08:00"]);
            }
            Run::of(&mut command, b"").code(2)
        });
    }
}
