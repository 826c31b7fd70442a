//! `exeunt eval --facts FOLDER`.

use std::path::{Path, PathBuf};

use exeunt::facts;
use exeunt::source::FileId;
use exeunt_testkit::files::repository;
use exeunt_testkit::{Run, exeunt, scratch};

#[path = "../../benches/shared/accounts.rs"]
mod accounts;
#[path = "../../benches/shared/loaded.rs"]
mod loaded;

use crate::written::{Rows, id};

const NOW: &str = "2019-04-01T12:00:00+08:00";

/// A folder of tables of accounts, and the same as lines.
fn population(name: &str, count: usize) -> (PathBuf, PathBuf) {
    let folder = scratch!("{name}");
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

fn run(facts: &Path, words: &str) -> Run {
    let eval =
        format!("eval taobao.close --now {NOW} --policies policies --allow-unknown-keys {words} --facts");
    Run::of(exeunt!(repository("")).command(eval).arg(facts), b"")
}

#[test]
fn a_folder_gives_the_same_verdicts_as_lines() {
    let (folder, lines) = population("tables_same", 3_000);
    let expected = run(&lines, "").code(0).out;
    assert_eq!(expected.lines().count(), 3_000);
    for words in ["", "--threads 1", "--threads 3"] {
        let run = run(&folder, words).code(0).err_is("3000 accounts read: 3000 judged, 0 refused\n");
        assert!(run.out == expected, "{words}");
    }
    let expected = run(&lines, "--summary --format json").out;
    run(&folder, "--summary --format json").code(0).out_is(expected);
}

#[test]
fn what_needs_lines_is_refused() {
    let (folder, _) = population("tables_usage", 5);
    for words in ["--explain", "--lines", "--id account.status"] {
        run(&folder, words).fails(2).err_has([words.split(' ').next().expect("a word")]);
    }
    std::fs::remove_file(folder.join("account_trades.parquet")).expect("it is there");
    run(&folder, "").code(2).err_has(["tables_usage/account_trades.parquet: cannot read it: "]);
}
