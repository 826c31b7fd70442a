//! Many accounts, one a line: order, counts, compression, wrong lines, and agreement with the evaluation of each.

#[path = "../../benches/shared/accounts.rs"]
mod accounts;
#[path = "../../benches/shared/loaded.rs"]
mod loaded;

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use exeunt::eval::evaluate;
use exeunt::facts;
use exeunt::ir::{PolicyId, Program, Status, Timestamp, calendar};
use exeunt::source::FileId;
use exeunt_testkit::files::repository;
use exeunt_testkit::{Run, exeunt, scratch};
use serde_json::Value;

/// The accounts have keys that no policy declares.
const ALLOWING: facts::Options =
    facts::Options { unknown_keys: facts::UnknownKeys::Allow, limit: facts::Options::LIMIT };

const NOW: &str = "2019-04-01T12:00:00+08:00";

fn command(files: &[&Path], words: &str) -> Command {
    let mut command =
        exeunt!(repository("")).command(format!("eval taobao.close --now {NOW} --policies policies"));
    command.arg("--allow-unknown-keys").args(words.split_whitespace()).arg("--facts").args(files);
    command
}

fn run(files: &[&Path], words: &str, input: &[u8]) -> Run {
    Run::of(&mut command(files, words), input)
}

fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let path = scratch!("population/{name}").join(name);
    std::fs::write(&path, bytes).expect("the folder can be written to");
    path
}

fn taobao() -> (Program, PolicyId) {
    loaded::taobao(&repository("policies"))
}

fn verdict(program: &Program, policy: PolicyId, line: &str) -> exeunt::eval::Verdict {
    let envelope =
        facts::read_with(ALLOWING, program, Some(policy), FileId(0), line).envelope.expect("sound");
    evaluate(program, policy, &envelope.facts, Timestamp::from_micros(accounts::NOW))
}

#[test]
fn every_line_comes_out_in_order_as_it_is_evaluated() {
    let (program, policy) = taobao();
    let text = accounts::lines(420, 3, 20);
    let path = file("order.ndjson", text.as_bytes());
    let Run { out, err, .. } = run(&[&path], "--threads 3", b"").code(0);
    assert!(err.ends_with("420 accounts read: 420 judged, 0 refused\n"), "{err}");
    assert_eq!(out.lines().count(), 420);
    for (line, found) in text.lines().zip(out.lines()) {
        let verdict = verdict(&program, policy, line);
        let found: Value = serde_json::from_str(found).expect("JSON");
        let given: Value = serde_json::from_str(line).expect("JSON");
        assert_eq!(found["id"], given["id"]);
        assert_eq!(found["status"], verdict.status.word(), "{line}");
        let failed: Vec<_> = verdict.failed.iter().map(|failure| failure.requirement.clone()).collect();
        assert_eq!(found["failed"], Value::from(failed), "{line}");
        assert_eq!(found["outcome"], verdict.outcome.map_or(Value::Null, Value::from), "{line}");
    }
}

#[test]
fn files_standard_input_and_compression_come_to_the_same() {
    let text = accounts::lines(60, 5, 4);
    let (first, second) = text.split_at(text.match_indices('\n').nth(29).expect("lines").0 + 1);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(text.as_bytes()).expect("in memory");
    let gzip = gzip.finish().expect("in memory");
    let zstd = |text: &str| {
        ruzstd::encoding::compress_to_vec(text.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest)
    };
    let frames = [zstd(first), zstd(second)].concat();
    let plain = file("same.jsonl", text.as_bytes());
    let Run { out: expected, err: said, .. } = run(&[&plain], "", b"");
    assert_eq!(expected.lines().count(), 60, "{said}");
    let others = [
        run(&[&file("same.ndjson.gz", &gzip)], "", b""),
        run(&[&file("same.ndjson.zst", &frames)], "", b""),
        run(&[&file("one.json", first.as_bytes()), &file("two.json", second.as_bytes())], "", b""),
        run(&[Path::new("-")], "--lines", text.as_bytes()),
        run(&[Path::new("-")], "--lines", text.trim_end().as_bytes()),
        run(&[Path::new("-")], "--lines", &gzip),
    ];
    for other in others {
        other.code(0).out_is(&expected);
    }
}

#[test]
fn files_with_one_account_each_are_read_whole() {
    let text = accounts::lines(3, 5, 4);
    let Run { out: expected, .. } = run(&[&file("whole.ndjson", text.as_bytes())], "", b"");
    let mut files = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let value: serde_json::Value = serde_json::from_str(line).expect("an account");
        let spread = serde_json::to_string_pretty(&value).expect("an account");
        files.push(file(&format!("whole_{at}.json"), spread.replace('\n', "\r\n").as_bytes()));
    }
    let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    let Run { code, out, err, .. } = run(&files, "", b"");
    assert_eq!((code, out), (Some(0), expected), "{err}");
}

#[test]
fn a_wrong_line_is_reported_by_its_number_and_the_rest_is_judged() {
    let good = accounts::lines(3, 1, 2);
    let good: Vec<&str> = good.lines().collect();
    let unnamed = good[2].replacen("\"id\":\"u0000000003\",", "", 1);
    let lines = [
        good[0],
        "",
        &good[1].replace("\"status\":\"normal\"", "\"status\":\"norml\""),
        "{\"account\": ",
        &unnamed,
        "  ",
    ];
    let path = file("wrong.ndjson", format!("{}\n\u{7f}\n", lines.join("\n")).as_bytes());
    let Run { out, err, .. } = run(&[&path], "", b"").code(1);
    let out: Vec<&str> = out.lines().collect();
    assert_eq!(out.len(), 2, "{out:?}");
    assert!(out[0].starts_with("{\"id\":\"u0000000001\",\"status\":"), "{out:?}");
    assert!(out[1].starts_with("{\"line\":5,\"status\":"), "{out:?}");
    for said in
        ["wrong.ndjson:3:", "`norml`", "did you mean `normal`?", "wrong.ndjson:4:", "wrong.ndjson:7:1: "]
    {
        assert!(err.contains(said), "`{said}` is not said in\n{err}");
    }
    assert!(err.ends_with("5 accounts read: 2 judged, 3 refused\n"), "{err}");

    let Run { code, out, err, .. } = run(&[&path], "--strict", b"");
    assert_eq!((code, out.lines().count()), (Some(2), 1), "{err}");
    assert!(err.contains("wrong.ndjson:3:") && !err.contains("wrong.ndjson:4:"), "{err}");
    assert!(err.ends_with("2 accounts read: 1 judged, 1 refused\n"), "{err}");
}

#[test]
fn a_key_that_nothing_declares_is_told_once() {
    let line = accounts::lines(1, 1, 2).replace("\"channel\"", "\"chanel\"");
    let text = line.repeat(3);
    let Run { out, err, .. } = run(&[Path::new("-")], "--lines", text.as_bytes());
    assert_eq!(out.matches("\"unknown\":[\"offered_channel\"]").count(), 3, "{out}");
    assert_eq!(err.matches("nothing declares `request.chanel`").count(), 1, "{err}");
}

#[test]
fn the_id_may_stand_in_the_facts() {
    let line = r#"{"account":{"status":"normal"},"request":{}}"#;
    run(&[Path::new("-")], "--lines --id account.trades", line.as_bytes())
        .code(1)
        .err_has(["an id is text or a whole number"]);
}

#[test]
fn a_summary_adds_up_to_what_is_evaluated() {
    let (program, policy) = taobao();
    let text = accounts::lines(400, 11, 6);
    let path = file("summary.ndjson", text.as_bytes());
    let Run { out, .. } = run(&[&path], "--summary --format json --threads 2", b"").code(0);
    let summary: Value = serde_json::from_str(&out).expect("JSON");
    let verdicts: Vec<_> = text.lines().map(|line| verdict(&program, policy, line)).collect();
    assert_eq!((&summary["read"], &summary["judged"]), (&400.into(), &400.into()));
    for status in Status::ALL {
        let count = verdicts.iter().filter(|verdict| verdict.status == status).count();
        assert_eq!(summary["statuses"][status.word()], count, "{status:?}");
    }
    for requirement in summary["requirements"].as_array().expect("a list") {
        let fails = |verdict: &&exeunt::eval::Verdict| {
            verdict.failed.iter().any(|failure| requirement["requirement"] == failure.requirement)
        };
        assert_eq!(requirement["failed"], verdicts.iter().filter(fails).count(), "{requirement}");
        let alone = verdicts.iter().filter(fails).filter(|verdict| verdict.failed.len() == 1);
        assert_eq!(requirement["alone"], alone.count(), "{requirement}");
    }
    let zone = program.packages()[program.policies()[policy].package].zone;
    let days = summary["eligible"].as_array().expect("a list");
    assert_eq!(days.len(), 401);
    let mut in_all = 0;
    for (ahead, day) in (0..).zip(days) {
        let on_day = |verdict: &&exeunt::eval::Verdict| match verdict.eligible_after {
            _ if verdict.status == Status::Eligible => ahead == 0,
            Some(after) => {
                calendar::day_of(after.as_micros() + 1, zone) - calendar::day_of(accounts::NOW, zone) == ahead
            }
            None => false,
        };
        let count = verdicts.iter().filter(on_day).count() as u64;
        assert_eq!(day["accounts"], count, "{day}");
        in_all += count;
    }
    assert!(days.iter().filter(|day| day["accounts"] != 0).count() > 5, "{out}");
    let rest = summary["eligible_later"].as_u64().zip(summary["never_by_waiting"].as_u64());
    assert_eq!(rest.map(|(later, never)| in_all + later + never), Some(400));
    run(&[&path], "--summary", b"").out_has(["eligible by waiting", "no_open_trade"]);
}

#[test]
fn only_the_status_is_the_same_status() {
    let text = accounts::lines(600, 21, 20);
    let path = file("status.ndjson", text.as_bytes());
    let Run { out: whole, .. } = run(&[&path], "", b"");
    let Run { out, err, .. } = run(&[&path], "--only-status", b"").code(0);
    let brief = |line: &str| line.split(",\"failed\"").next().expect("a line").to_owned() + "}";
    assert_eq!(out.lines().collect::<Vec<_>>(), whole.lines().map(brief).collect::<Vec<_>>());
    assert!(out.matches("eligible").count() > 100 && out.matches("blocked").count() > 100, "{err}");
}

#[test]
fn what_stands_behind_a_blocking_fact_is_not_read_for_the_status_alone() {
    let line = accounts::lines(1, 1, 2);
    let sound = line.replace("\"status\":\"stolen\"", "\"status\":\"normal\"");
    let blocked = sound.replace("\"status\":\"normal\"", "\"status\":\"stolen\"");
    let cut = |line: &str| line[..line.find("\"listings\"").expect("a key")].to_owned() + "\n";
    let late = blocked.trim_end().trim_start_matches('{').replacen("\"id\":\"u0000000001\",", "", 1);
    let late = cut(&format!("{{{},\"id\":\"u0000000001\"}}", &late[..late.len() - 1]));
    for (line, is_read) in [(cut(&blocked), true), (cut(&sound), false), (late, false)] {
        let Run { out, err, .. } = run(&[Path::new("-")], "--lines --only-status", line.as_bytes());
        let expected = if is_read { "{\"id\":\"u0000000001\",\"status\":\"blocked\"}\n" } else { "" };
        assert_eq!(out, expected, "{line}: {err}");
        let Run { out, .. } = run(&[Path::new("-")], "--lines", line.as_bytes());
        assert_eq!(out, "", "the whole line is read where more is asked");
    }
}

#[test]
fn an_explained_line_is_the_whole_verdict() {
    let (program, policy) = taobao();
    let text = accounts::lines(20, 2, 5);
    let Run { out, .. } = run(&[Path::new("-")], "--explain", text.as_bytes()).code(0);
    for (line, found) in text.lines().zip(out.split_inclusive('\n')) {
        let envelope =
            facts::read_with(ALLOWING, &program, Some(policy), FileId(0), line).envelope.expect("sound");
        let verdict = evaluate(&program, policy, &envelope.facts, Timestamp::from_micros(accounts::NOW));
        let expected = exeunt::render::verdict_json(envelope.id.as_ref(), &verdict, None).expect("JSON");
        assert_eq!(found, expected);
    }
}

/// The program is interrupted while it still has much to read: it stops on its own, or the test fails.
#[test]
#[cfg(unix)]
fn an_interrupted_run_reports_its_last_line() {
    let mut command = command(&[Path::new("-")], "--lines --threads 2");
    let mut child = command.spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("its standard input");
    let text = accounts::lines(500, 4, 20);
    let writing = std::thread::spawn(move || (0..1_000).all(|_| stdin.write_all(text.as_bytes()).is_ok()));
    let mut stdout = BufReader::new(child.stdout.take().expect("its standard output"));
    // It is judging once it has printed something.
    stdout.read_line(&mut String::new()).expect("a line");
    let interrupt = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(interrupt.is_ok_and(|status| status.success()));
    let printed = 1 + stdout.lines().count();
    let ended = Run::ended(child, &command).code(130);
    assert!(!writing.join().expect("no panic"), "it has read everything");
    assert!(ended.err.contains(&format!("interrupted after line {printed} of <standard input>")), "{ended}");
    assert!(
        ended.err.ends_with(&format!("{printed} accounts read: {printed} judged, 0 refused\n")),
        "{ended}"
    );
}
