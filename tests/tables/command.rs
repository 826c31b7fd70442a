//! `exeunt eval --facts FOLDER`.

use std::path::{Path, PathBuf};

use exeunt::facts;
use exeunt::source::FileId;
use exeunt_testkit::program::{self, Said, ended, said};

#[path = "../../benches/shared/accounts.rs"]
mod accounts;
#[path = "../../benches/shared/loaded.rs"]
mod loaded;

use crate::written::{Rows, id};

const NOW: &str = "2019-04-01T12:00:00+08:00";

/// A folder of tables of accounts, and the same as lines.
fn population(name: &str, count: usize) -> (PathBuf, PathBuf) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let (program, policy) = loaded::taobao(Path::new("policies"));
    let text = accounts::lines(count, 9, 20);
    let mut lines = String::new();
    let mut facts = Vec::new();
    let options = facts::Options::default().allowing_unknown_keys();
    for (at, line) in text.lines().enumerate() {
        let (_, rest) = line.split_once(',').expect("an id and more");
        lines.push_str(&format!("{{\"id\":\"{}\",{rest}\n", id(at)));
        let read = facts::read_with(options, &program, Some(policy), FileId(0), line);
        facts.push(read.envelope.expect("sound").facts);
    }
    let rows = Rows::of(&program, policy, &facts).expect("a layout");
    for table in rows.rows.keys() {
        let file = rows.file(table, count / 5);
        std::fs::write(folder.join(format!("{table}.parquet")), file).expect("the folder can be written to");
    }
    let file = folder.join("accounts.ndjson");
    std::fs::write(&file, lines).expect("the folder can be written to");
    (folder, file)
}

fn run(facts: &Path, words: &str) -> Said {
    let mut command = program::command(env!("CARGO_BIN_EXE_exeunt"));
    command.args(["eval", "taobao.close", "--now", NOW, "--policies", "policies", "--allow-unknown-keys"]);
    said(ended(command.args(words.split_whitespace()).arg("--facts").arg(facts), b""))
}

#[test]
fn a_folder_comes_to_the_same_as_lines() {
    let (folder, lines) = population("tables_same", 3_000);
    let (code, expected, _) = run(&lines, "");
    assert_eq!((code, expected.lines().count()), (Some(0), 3_000));
    for words in ["", "--threads 1", "--threads 3"] {
        let (code, out, err) = run(&folder, words);
        assert_eq!((code, err.as_str()), (Some(0), "3000 accounts read: 3000 judged, 0 refused\n"));
        assert!(out == expected, "{words}");
    }
    let (_, expected, _) = run(&lines, "--summary --format json");
    let (code, out, err) = run(&folder, "--summary --format json");
    assert_eq!((code, out), (Some(0), expected), "{err}");
}

#[test]
fn what_needs_lines_is_refused() {
    let (folder, _) = population("tables_usage", 5);
    for words in ["--explain", "--lines", "--id account.status"] {
        let (code, out, err) = run(&folder, words);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{words}: {err}");
        assert!(err.contains(words.split(' ').next().expect("a word")), "{err}");
    }
    std::fs::remove_file(folder.join("account_trades.parquet")).expect("it is there");
    let (code, _, err) = run(&folder, "");
    assert_eq!(code, Some(2), "{err}");
    assert!(err.contains("tables_usage/account_trades.parquet: cannot read it: "), "{err}");
}
