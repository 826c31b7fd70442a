//! Files of facts as the program reads them: compression, keys that nothing declares, limits, and what a machine is told.

use std::io::{BufRead as _, Write as _};
use std::path::{Path, PathBuf};

use exeunt_testkit::files::write;
use exeunt_testkit::{Run, exeunt, scratch};
use serde_json::Value;

const POLICY: &str = r#"
package p languages en zone UTC
account { a: bool  bal: money CNY  unread: time?  opt: time? as "opt" }
policy close on request {
  require x: a en "x" fix "y"
  require z: bal is 0 CNY en "z {bal}" fix "y"
  require f: opt is absent or opt more than 10d ago en "f" fix "g"
}
"#;
const SOUND: &str = r#"{"id":1,"account":{"a":true,"bal":"0 CNY"}}"#;
const NOW: &str = "2026-01-01T00:00:00Z";

/// A folder of its own for a test, with the policy in it.
fn folder(name: &str) -> PathBuf {
    let folder = scratch!("facts_files/{name}");
    write(folder.join("p.policy"), POLICY);
    folder
}

fn run(folder: &Path, words: &str) -> Run {
    exeunt!(folder).run(words)
}

fn eval(folder: &Path, words: &str) -> Run {
    run(folder, &format!("eval p.close --policies p.policy --now {NOW} {words}"))
}

fn put(folder: &Path, name: &str, text: impl AsRef<[u8]>) {
    write(folder.join(name), text);
}

fn zstd(text: &str) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(text.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest)
}

/// A frame that zstd readers skip.
fn skippable(data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).expect("few").to_le_bytes();
    [&[0x5A, 0x2A, 0x4D, 0x18], length.as_slice(), data].concat()
}

#[test]
fn no_damaged_byte_of_a_zstd_file_changes_a_verdict() {
    let folder = folder("damaged");
    let whole = zstd(&format!("{}\n", SOUND.replace("0 CNY", "9 CNY")));
    put(&folder, "whole.ndjson.zst", &whole);
    let Run { code, out: sound, err, .. } = eval(&folder, "--facts whole.ndjson.zst");
    assert_eq!(code, Some(0), "{err}");
    let mut refused = 0;
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x09;
        put(&folder, "damaged.ndjson.zst", &damaged);
        let Run { code, out, err, .. } = eval(&folder, "--facts damaged.ndjson.zst");
        assert!(
            code == Some(2) || out == sound || (code == Some(1) && out.is_empty()),
            "byte {at}: {out}{err}"
        );
        refused += usize::from(err.contains("do not match their checksum"));
    }
    assert!(refused > 10, "{refused} of {}", whole.len());
}

#[test]
fn frames_to_be_skipped_are_and_what_is_cut_off_is_refused() {
    let folder = folder("frames");
    let (first, second) = (zstd(&format!("{SOUND}\n")), zstd(&format!("{SOUND}\n")));
    for (at, parts) in [
        [skippable(b"x"), first.clone(), second.clone()],
        [first.clone(), skippable(&[0; 70_000]), second.clone()],
        [first.clone(), second.clone(), skippable(b"")],
    ]
    .iter()
    .enumerate()
    {
        let name = format!("skips{at}.ndjson.zst");
        put(&folder, &name, parts.concat());
        let Run { code, out, err, .. } = eval(&folder, &format!("--facts {name}"));
        assert_eq!((code, out.lines().count()), (Some(0), 2), "{at}: {err}");
    }
    let whole = [first, skippable(b"abc"), second].concat();
    for end in 5..whole.len() {
        put(&folder, "cut.ndjson.zst", &whole[..end]);
        let Run { code, out, err, .. } = eval(&folder, "--facts cut.ndjson.zst");
        // What ends between two frames is whole.
        let is_whole = code == Some(0) && out.lines().count() == 1;
        assert!(code == Some(2) || is_whole, "{end} of {}: {out}{err}", whole.len());
    }
}

#[test]
fn one_account_may_be_compressed() {
    let folder = folder("one");
    put(&folder, "one.json", SOUND);
    put(&folder, "one.json.zst", zstd(SOUND));
    let plain = eval(&folder, "--format json --facts one.json").code(0);
    assert_eq!(eval(&folder, "--format json --facts one.json.zst"), plain);
}

/// The ways to read facts: what to run on which file, and the code for facts that are refused.
const READERS: [(&str, &str, i32); 7] = [
    ("--format json", "x.json", 2),
    ("", "x.ndjson", 1),
    ("--only-status", "x.ndjson", 1),
    ("--explain", "x.ndjson", 1),
    ("--summary --format json", "x.ndjson", 1),
    ("--lines", "x.json", 1),
    ("--strict", "x.ndjson", 2),
];

/// Lines that are wrong though no condition reads what is wrong in them.
const WRONG: [&str; 9] = [
    r#"{"id":1,"account":{"a":true,"bal":"0 CNY","unread":"x"}}"#,
    r#"{"id":1,"account":{"a":true,"bal":"0 CNY","unread":null,"unread":null}}"#,
    r#"{"id":1,"account":{"a":true,"bal":"0 CNY"},"now":"x"}"#,
    r#"{"id":1,"account":{"a":true,"bal":"0 CNY"},"now":3}"#,
    r#"{"id":[],"account":{"a":true,"bal":"0 CNY"}}"#,
    r#"{"id":1,"account":{"a":true,"bal":"0 CNY","opts":"2025-12-31T00:00:00Z"}}"#,
    r#"{"id":1,"account":{"a":true,"bal":"0 CNY","選":"2025-12-31T00:00:00Z"}}"#,
    r#"{"id":1,"sent":3,"account":{"a":true,"bal":"0 CNY"}}"#,
    r#"{"id":1,"account":{"a":true,"bal":"0 CNY"},"request":{}}"#,
];

#[test]
fn what_one_reader_refuses_all_refuse_and_count() {
    let folder = folder("readers");
    for line in WRONG {
        put(&folder, "x.json", line);
        put(&folder, "x.ndjson", format!("{line}\n"));
        for (words, file, refused) in READERS {
            let Run { code, out, err, .. } = eval(&folder, &format!("{words} --facts {file}"));
            assert_eq!(code, Some(refused), "{words}: {line}\n{out}{err}");
            assert!(!out.contains("\"status\":"), "{words}: {line}\n{out}");
            let is_counted = err.contains("1 account read: 0 judged, 1 refused");
            assert!(is_counted || words == "--format json", "{words}: {line}\n{err}");
        }
    }
}

#[test]
fn keys_that_nothing_declares_may_be_allowed_to_every_reader_and_are_named_once() {
    let folder = folder("allowed");
    let line = r#"{"id":1,"sent":3,"account":{"a":true,"bal":"0 CNY","opts":1,"選":{"x":[]}}}"#;
    put(&folder, "x.json", line);
    put(&folder, "x.ndjson", format!("{line}\n{SOUND}\n{line}\n{}\n", line.replace("sent", "s\\u0065nt")));
    for (words, file, _) in READERS {
        let Run { out, err, .. } =
            eval(&folder, &format!("--allow-unknown-keys {words} --facts {file}")).code(0);
        assert!(out.contains("eligible"), "{words}: {out}");
        for path in ["`sent`", "`account.opts`", "`account.選`"] {
            assert_eq!(err.matches(&format!("nothing declares {path}")).count(), 1, "{words}: {err}");
        }
    }
}

#[test]
fn every_command_that_reads_facts_refuses_keys_that_nothing_declares() {
    let folder = folder("commands");
    let facts = r#"{"id":1,"policy":"p.close","account":{"a":true,"bal":"0 CNY","opts":1}}"#;
    put(&folder, "x.json", facts);
    put(&folder, "x.ndjson", format!("{facts}\n"));
    let test = "test \"t\" for close at 2026-01-01 { account from \"x.json\" expect eligible }\n";
    put(&folder, "tested.policy", format!("{POLICY}{test}"));
    let fixtures = folder.join("with_fixtures/fixtures");
    std::fs::create_dir_all(&fixtures).expect("a folder");
    put(&folder, "with_fixtures/p.policy", POLICY);
    let expects = format!("{{\"now\":\"{NOW}\",\"expect\":{{\"status\":\"eligible\"}},");
    put(&fixtures, "x.json", facts.replacen('{', &expects, 1));
    for (words, code) in [
        ("diff p.policy p.policy --population x.json", 2),
        ("diff p.policy p.policy --population x.ndjson", 2),
        ("check tested.policy", 1),
        ("test tested.policy", 2),
        ("test with_fixtures", 2),
    ] {
        let Run { code: found, err, .. } = run(&folder, words);
        assert_eq!(found, Some(code), "{words}: {err}");
        assert!(err.contains("E0508") && err.contains("did you mean `opt`?"), "{words}: {err}");
    }
    run(&folder, "diff p.policy p.policy --population x.ndjson --allow-unknown-keys")
        .code(0)
        .out_has(["0 of 1 accounts change"]);
}

#[test]
fn errors_beyond_the_limit_are_counted_and_not_shown() {
    let folder = folder("limit");
    let wrong = format!("{{\"account\":{{{}}}}}", vec!["\"a\":true"; 3000].join(","));
    put(&folder, "x.json", &wrong);
    put(&folder, "x.ndjson", format!("{SOUND}\n{wrong}\n{}{SOUND}\n", "0\n".repeat(5000)));
    let Run { code, out, err, .. } = eval(&folder, "--limit 7 --facts x.ndjson");
    assert_eq!((code, out.lines().count()), (Some(1), 2), "{err}");
    assert_eq!(err.matches("error[").count(), 7, "{err}");
    assert!(err.contains("7992 more errors or warnings in facts are not shown"), "{err}");
    assert!(err.ends_with("5003 accounts read: 2 judged, 5001 refused\n"), "{err}");
    let Run { err, .. } = eval(&folder, "--limit 7 --facts x.json").code(2);
    assert!(err.matches("error[").count() == 7 && err.contains("2992 more"), "{err}");
    let Run { err, .. } = eval(&folder, "--limit 0 --facts x.ndjson");
    assert_eq!(err.matches("error[").count(), 7999, "0 shows all");
}

#[test]
fn each_of_many_errors_of_a_line_has_its_column() {
    let folder = folder("columns");
    let line = format!("{{\"account\":{{\"é\":1,{}}}}}", vec!["\"a\":true"; 40].join(","));
    put(&folder, "x.ndjson", format!("{line}\n"));
    let Run { err, .. } = eval(&folder, "--facts x.ndjson");
    let columns: Vec<usize> = err
        .lines()
        .filter_map(|line| line.strip_prefix("x.ndjson:1:")?.split(':').next()?.parse().ok())
        .collect();
    let expected: Vec<usize> = line
        .char_indices()
        .filter(|&(at, _)| line[at..].starts_with("\"é") || line[at..].starts_with("\"a\":"))
        .map(|(at, _)| line[..at].chars().count() + 1)
        .collect();
    // The first `a` is the one that the others repeat.
    assert_eq!(columns, [&expected[..1], &expected[2..]].concat());
}

#[test]
fn lines_of_nothing_hold_no_account() {
    let folder = folder("blank");
    put(&folder, "x.ndjson", format!("{}{SOUND}\n \r\n{}x\n", "\n".repeat(3000), "\n".repeat(1000)));
    let Run { err, .. } = eval(&folder, "--facts x.ndjson").code(1);
    assert!(err.contains("x.ndjson:4003:1: error[E0505]"), "{err}");
    assert!(err.ends_with("2 accounts read: 1 judged, 1 refused\n"), "{err}");
}

#[test]
fn errors_are_told_to_machines_in_the_form_of_check() {
    let folder = folder("machines");
    put(&folder, "x.json", r#"{"account":{"a":3,"bal":3.20}}"#);
    put(&folder, "wrong.policy", POLICY.replace("require x: a ", "require x: b "));
    let Run { out, .. } = eval(&folder, "--format json --facts x.json").code(2).err_is("");
    let found: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let codes: Vec<_> = found.iter().map(|it| it["code"].as_str().expect("a code")).collect();
    assert_eq!(codes, ["E0501", "E0501"]);
    assert_eq!(found[1]["help"], "write `\"3.20 CNY\"`");
    let words = format!("eval p.close --policies wrong.policy --now {NOW} --format json --facts x.json");
    let Run { code, out: of_eval, err, .. } = run(&folder, &words);
    assert_eq!((code, err.as_str()), (Some(2), ""));
    let Run { out: of_check, .. } = run(&folder, "check wrong.policy --format json");
    let errors: Vec<&str> = of_check.lines().filter(|line| line.contains("\"severity\":\"error\"")).collect();
    assert_eq!(of_eval.lines().collect::<Vec<_>>(), errors);
}

/// Whatever ends a command with `--format json` is JSON, also where a name must be escaped.
#[test]
fn every_command_with_json_writes_its_errors_as_json() {
    let folder = folder("machines_everywhere");
    put(&folder, "wrong/p.policy", POLICY.replace("require x: a ", "require x: b "));
    put(&folder, "right/p.policy", POLICY);
    put(&folder, "right/fixtures/close.json", r#"{"account":{"a":3},"expect":{}}"#);
    put(&folder, "odd\u{202e}##[x].json", "{\"account\":{\"a\":3,\"\u{9b}\":3}}");
    let eval = format!("eval p.close --now {NOW} --format json --facts odd\u{202e}##[x].json --policies");
    for (words, expected, codes) in [
        ("check wrong --format json".to_owned(), 1, &["E0201"][..]),
        ("test wrong --format json".to_owned(), 2, &["E0201"]),
        ("test right --format json".to_owned(), 2, &["E0501"]),
        ("diff wrong right --format json".to_owned(), 2, &["E0201"]),
        ("diff right wrong --format json".to_owned(), 2, &["E0201"]),
        (
            "diff right right --format json --population odd\u{202e}##[x].json".to_owned(),
            2,
            &["E0501", "E0508"],
        ),
        (format!("{eval} wrong"), 2, &["E0201"]),
        (format!("{eval} right"), 2, &["E0501", "E0508"]),
    ] {
        let Run { code, out, err, .. } = run(&folder, &words);
        assert_eq!((code, err.as_str()), (Some(expected), ""), "{words}");
        let found = out.lines().map(|line| serde_json::from_str::<Value>(line).expect(&words));
        let found: Vec<String> = found
            .filter(|found| found["severity"] == "error")
            .map(|found| found["code"].as_str().expect("a code").to_owned())
            .collect();
        assert_eq!(found, codes, "{words}");
    }
}

#[test]
fn an_account_over_several_lines_is_told_of_once() {
    let folder = folder("spread");
    let value: Value = serde_json::from_str(SOUND).expect("JSON");
    let spread = serde_json::to_string_pretty(&value).expect("JSON");
    put(&folder, "x.json", &spread);
    put(&folder, "x.ndjson", &spread);
    for (words, remedy) in
        [("--lines --facts x.json", "leave out `--lines`"), ("--facts x.ndjson", "name the file `*.json`")]
    {
        let Run { err, .. } = eval(&folder, words).fails(2);
        assert_eq!(err.lines().count(), 1, "{err}");
        assert!(err.contains("does not hold one account a line") && err.contains(remedy), "{err}");
    }
    // A first line that is cut off before good ones is one wrong line.
    put(&folder, "cut.ndjson", format!("{}\n{SOUND}\n", &SOUND[..20]));
    let Run { code, out, err, .. } = eval(&folder, "--facts cut.ndjson");
    assert_eq!((code, out.lines().count()), (Some(1), 1), "{err}");
}

#[test]
fn minus_zero_is_one_id_to_every_reader() {
    let folder = folder("zero");
    let line = SOUND.replace("\"id\":1", "\"id\":-0");
    put(&folder, "x.json", &line);
    put(&folder, "x.ndjson", format!("{line}\n"));
    for words in [
        "--facts x.ndjson",
        "--only-status --facts x.ndjson",
        "--explain --facts x.ndjson",
        "--format json --facts x.json",
    ] {
        let Run { out, err, .. } = eval(&folder, words);
        assert!(out.contains("\"id\":0,"), "{words}: {out}{err}");
    }
}

#[test]
fn a_summary_names_the_instants_that_accounts_were_judged_at() {
    let folder = folder("instants");
    let with = |now: &str| {
        let facts = r#"{"a":true,"bal":"0 CNY","opt":"2026-03-01T00:00:00Z"}"#;
        format!("{{\"now\":\"{now}\",\"account\":{facts}}}\n")
    };
    put(&folder, "x.ndjson", with("2026-03-02T00:00:00Z") + &with("2026-03-09T00:00:00Z"));
    let words = "eval p.close --policies p.policy --summary --facts x.ndjson";
    let Run { out, .. } = run(&folder, words).code(0);
    let head = "p.close at each account's own `now`, from 2026-03-02T00:00:00+00:00 to 2026-03-09T00:00:00+00:00: 2 ";
    assert!(out.starts_with(head), "{out}");
    assert!(out.contains("2 days later") && out.contains("9 days later"), "{out}");
    let Run { out, .. } = run(&folder, &format!("{words} --format json"));
    let summary: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(summary["now"], Value::Null);
    assert_eq!(summary["now_last"], "2026-03-09T00:00:00+00:00");
    assert_eq!(
        (&summary["eligible"][2]["accounts"], &summary["eligible"][9]["accounts"]),
        (&1.into(), &1.into())
    );
    put(&folder, "y.ndjson", with("2026-03-02T00:00:00Z"));
    let Run { out, .. } = run(&folder, &words.replace("x.ndjson", "y.ndjson"));
    assert!(
        out.starts_with("p.close at 2026-03-02T00:00:00+00:00: 1 ") && out.contains("2026-03-11 "),
        "{out}"
    );
}

#[test]
#[cfg(unix)]
fn output_that_is_not_read_to_its_end_is_no_success() {
    let folder = folder("pipe");
    put(&folder, "x.ndjson", format!("{SOUND}\n").repeat(100_000));
    let words = format!("eval p.close --policies p.policy --now {NOW} --facts x.ndjson");
    let mut command = exeunt!(&folder).command(&words);
    let mut child = command.spawn().expect("the program starts");
    let mut stdout = std::io::BufReader::new(child.stdout.take().expect("its standard output"));
    let mut first = String::new();
    stdout.read_line(&mut first).expect("a line");
    drop(stdout);
    let Run { code, err, .. } = Run::ended(child, &command);
    assert!(first.contains("eligible"), "{first}");
    assert_eq!((code, err.as_str()), (Some(141), ""));
}

#[test]
#[cfg(unix)]
fn a_run_that_is_terminated_says_how_far_it_came() {
    let folder = folder("terminated");
    let words = format!("eval p.close --policies p.policy --now {NOW} --lines --threads 1 --facts -");
    let mut command = exeunt!(&folder).command(&words);
    let mut child = command.spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("its standard input");
    let mut stdout = std::io::BufReader::new(child.stdout.take().expect("its standard output"));
    // It is written to until it ends.
    let text = format!("{SOUND}\n").repeat(60_000);
    let writing = std::thread::spawn(move || while stdin.write_all(text.as_bytes()).is_ok() {});
    // It is at work once something was printed.
    let mut first = String::new();
    stdout.read_line(&mut first).expect("a line");
    let signal = std::process::Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
    assert!(signal.is_ok_and(|status| status.success()));
    let printed = 1 + stdout.lines().count();
    let Run { code, err, .. } = Run::ended(child, &command);
    writing.join().expect("no panic");
    assert_eq!(code, Some(130), "{err}");
    assert!(err.contains(&format!("interrupted after line {printed} of <standard input>")), "{err}");
    assert!(err.ends_with(&format!("{printed} accounts read: {printed} judged, 0 refused\n")), "{err}");
}
