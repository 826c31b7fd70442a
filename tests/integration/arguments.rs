//! The words that commands have in common: `-`, `--policies`, `--output-file`, `--quiet`, and the exit codes.

use std::path::{Path, PathBuf};

use exeunt_testkit::files::{read, write};
use exeunt_testkit::{Run, exeunt, scratch};
use serde_json::{Value, json};
use snapbox::str;

const SOUND: &str = "package shop
languages en
zone UTC

account { orders: many order }
record order { placed: time }

policy close on request {
  require quiet: no order placed within 15d
    en \"You ordered something\" fix \"Wait\"
}

test \"nothing was ordered\" for close at 2026-01-01 {
  account { orders: [] }
  expect eligible
}
";
const FAILS: &str = "
test \"this, too: 100%\" for close at 2026-01-01 {
  account { orders: [] }
  expect blocked by quiet
}
";
const ACCOUNT: &str = r#"{"account": {"orders": []}}"#;

/// A sound policy whose tests pass, one that does not compile, one with a failing test, and an account.
fn folder(name: &str) -> PathBuf {
    let folder = scratch!("arguments/{name}");
    write(folder.join("sound/shop.policy"), SOUND);
    write(folder.join("broken/shop.policy"), SOUND.replace("no order", "no ordr"));
    write(folder.join("failing/shop.policy"), format!("{SOUND}{FAILS}"));
    write(folder.join("account.json"), ACCOUNT);
    folder
}

fn run(folder: &Path, words: &str) -> Run {
    exeunt!(folder).run(words)
}

/// 1 is what a command looks for; 2 is that it could not do its work. A policy that does not compile is the first for
/// `check` alone.
#[test]
fn exit_codes_have_one_meaning() {
    let folder = folder("codes");
    let on_broken = [
        ("check broken", 1),
        ("check broken --format json", 1),
        ("check broken --statistics", 1),
        ("test broken", 2),
        ("test broken --format json", 2),
        ("build broken", 2),
        ("doc broken", 2),
        ("schema shop.close --policies broken", 2),
        ("sql shop.close --dialect duckdb --policies broken", 2),
        ("eval shop.close --policies broken --facts account.json", 2),
        ("diff sound broken --forbid loosening", 2),
        ("diff broken sound", 2),
    ];
    for (words, code) in on_broken {
        let run = run(&folder, words);
        assert!(run.code == Some(code) && !(run.out + &run.err).is_empty(), "{words}: {:?}", run.code);
    }
    let found = [
        ("test failing", 1),
        ("test sound", 0),
        ("eval shop.close --policies sound --facts account.json --fail-on eligible", 1),
        ("eval shop.close --policies sound --facts account.json --fail-on blocked", 0),
        ("fmt --check sound", 0),
        ("test sound --filter unheard", 2),
        ("test sound --surely", 2),
        ("sweep", 2),
    ];
    for (words, code) in found {
        assert_eq!(run(&folder, words).code, Some(code), "{words}");
    }
}

#[test]
fn a_policy_may_be_on_standard_input() {
    let folder = folder("input");
    let on = |words: &str, text: &str| exeunt!(&folder).run_on(words, text);
    on("check -", SOUND).succeeds().out_is("1 file: no errors\n");
    on("check - --format short", &SOUND.replace("no order", "no ordr")).code(1).out_is(str![[r#"
<stdin>:9:21: error[E0201]: there is no record or collection `ordr` here; did you mean `order`?
1 file: 1 error

"#]]);
    on("test -", SOUND).code(0).out_has(["1 test: 1 passed"]);
    on("test --policies -", SOUND).code(0).out_has(["1 test: 1 passed"]);
    on("build - --print-hash", SOUND).code(0).out_has(["  shop.close"]);
    on("doc - -o pages", SOUND).code(0).out_is("pages/shop.html\n");
    on("schema shop.close --policies -", SOUND).code(0).out_has(["orders"]);
    on("eval shop.close --policies - --facts account.json", SOUND).code(0).out_has(["shop.close"]);
    on("diff sound -", &SOUND.replace("15d", "14d")).code(0).out_has(["loosens"]);
    // A second package, beside the files of the first.
    on("check sound -", "package other\nlanguages en\nzone UTC\n").code(0).out_is("2 files: no errors\n");
}

#[test]
fn standard_input_is_read_once() {
    let folder = folder("once");
    for words in ["eval shop.close --policies - --facts -", "diff - -", "check - --watch"] {
        let run = exeunt!(&folder).run_on(words, SOUND).fails(2);
        assert!(run.err.contains("standard input is read once"), "{words}: {}", run.err);
    }
}

#[test]
fn fixes_of_standard_input_go_to_standard_output() {
    let folder = folder("fixed_input");
    let wrong = SOUND.replace("no order placed", "no order.placed").replace("[]", "[],");
    let fixed = exeunt!(&folder).run_on("check - --fix", wrong.replace("no order.placed", "no order placed"));
    assert!(fixed.out.starts_with("package shop\n"), "{fixed}");
    let sound = exeunt!(&folder).run_on("check - --fix", SOUND).code(0);
    assert_eq!(sound.out, SOUND);
}

#[test]
fn the_paths_of_policies_have_the_same_words_everywhere() {
    let folder = folder("policies");
    for command in ["check", "test", "build", "doc", "fmt --check"] {
        let (named, after) =
            (run(&folder, &format!("{command} sound")), run(&folder, &format!("{command} --policies sound")));
        assert_eq!((&named.out, named.code), (&after.out, Some(0)), "{command}: {named}{after}");
    }
    assert_eq!(run(&folder, "lint sound").out, run(&folder, "check sound").out);
    run(&folder, "format --check sound").code(0);
}

#[test]
fn a_result_goes_to_a_file_as_a_whole() {
    let folder = folder("files");
    let commands = [
        "check failing --format sarif",
        "check broken",
        "test failing",
        "test failing --format junit",
        "test sound --format json",
        "diff sound failing --format markdown",
        "schema shop.close --policies sound",
        "sql shop.close --dialect duckdb --policies sound",
    ];
    for words in commands {
        let (direct, to_file) = (run(&folder, words), run(&folder, &format!("{words} --output-file out")));
        assert_eq!(to_file.code, direct.code, "{words}");
        assert_eq!(to_file.out, "", "{words}");
        let (found, expected) = (read(folder.join("out")), direct.out);
        let is_timed = words.contains("junit");
        // Errors for people are drawn on standard error, and belong to the result in a file.
        let is_same = if words == "check broken" {
            found == format!("{}{expected}", direct.err)
        } else {
            found == expected
        };
        assert!(is_timed || is_same, "{words}: {found}\n{expected}");
    }
    // A command that has no result leaves the file as it was.
    write(folder.join("kept"), "kept");
    run(&folder, "test broken -o kept").fails(2);
    assert_eq!(read(folder.join("kept")), "kept");
    run(&folder, "check sound -o sound/shop.policy").fails(2).err_has(["cannot write `sound/shop.policy`"]);
    run(&folder, "check sound/shop.policy -o nowhere/out").code(2);
    assert_eq!(run(&folder, "check sound -o -").out, "1 file: no errors\n");
}

#[test]
fn quiet_shows_what_is_wrong_and_nothing_else() {
    let folder = folder("quiet");
    for words in ["check sound", "test sound", "fmt sound", "doc sound"] {
        let run = run(&folder, &format!("{words} --quiet")).code(0);
        assert_eq!((run.out.as_str(), run.err.as_str()), ("", ""), "{words}");
    }
    run(&folder, "-q check broken").fails(1).err_has(["error[E0201]"]);
    let failing = run(&folder, "test failing -q").code(1);
    assert!(failing.out.contains("this, too: 100%"), "{failing}");
    assert_eq!(
        run(&folder, "schema shop.close --policies sound -q").out,
        run(&folder, "schema shop.close --policies sound").out
    );
}

/// Two checkouts of a package were an error for each name that both declare.
#[test]
fn two_versions_of_a_package_are_one_mistake() {
    let folder = folder("versions");
    let more = format!("{SOUND}condition old = some order\n");
    write(folder.join("sound/shop.policy"), &more);
    write(folder.join("vendor/shop.policy"), more.replace("15d", "30d"));
    run(&folder, "check sound vendor").code(1).out_is("2 files: 1 error\n").err_has([
        "error[E0202]: the package `shop` is declared in `sound` and again in `vendor`",
        "list the other under `exclude`",
    ]);
    // One name that was chosen twice is told as such.
    write(folder.join("vendor/shop.policy"), "package shop\nrecord order { paid: bool }\n");
    run(&folder, "check sound vendor").code(1).err_has(["`order` is declared twice"]);
}

#[test]
fn statistics_count_by_code() {
    let folder = folder("statistics");
    write(
        folder.join("sound/shop.policy"),
        SOUND.replace("account { orders: m", "account { a: bool?  b: bool?  orders: m"),
    );
    run(&folder, "check sound --statistics").code(0).out_is(str![[r#"
2  W0201  a declaration that nothing uses
1 file: 2 warnings

"#]]);
    run(&folder, "check sound --statistics --deny W0201").code(1).out_has(["2  W0201"]);
    let wrong = SOUND.replace("no order placed", "no ordr placed").replace("zone UTC", "zone UTC zone UTC");
    write(folder.join("sound/shop.policy"), wrong);
    let rows = run(&folder, "check sound --statistics --format json -q").code(1).out;
    let rows: Vec<Value> = rows.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let counts: Vec<_> = rows.iter().map(|row| (&row["code"], &row["count"], &row["severity"])).collect();
    let (one, error) = (json!(1), json!("error"));
    assert_eq!(counts, [(&json!("E0109"), &one, &error), (&json!("E0201"), &one, &error)]);
    assert!(rows.iter().all(|row| row["summary"].is_string() && row["fixable"].is_number()));
}

#[test]
fn tests_are_listed_with_their_times() {
    let folder = folder("listed");
    let run = run(&folder, "test failing -v").code(1);
    let lines: Vec<&str> = run.out.lines().take(2).collect();
    for (line, start) in lines
        .iter()
        .zip(["passed  shop.close  nothing was ordered  ", "FAILED  shop.close  this, too: 100%  "])
    {
        let time = line.strip_prefix(start).unwrap_or_else(|| panic!("{run}"));
        assert!(time.ends_with('s') && time.starts_with(|sign: char| sign.is_ascii_digit()), "{line}");
    }
    let xml = exeunt!(&folder).run("test failing --format junit").out;
    assert_eq!(xml.matches(" time=\"").count(), 4, "each test, its suite and all suites: {xml}");
}

#[test]
fn failed_tests_are_commands_of_github() {
    let folder = folder("github");
    run(&folder, "test failing --format github").code(1).err_is("").out_is(
        "::error file=failing/shop.policy,line=20,endLine=20,col=3,endColumn=26,title=\
         test failed%3A this%2C too%3A 100%25 (shop.close)::expected blocked by quiet; it is eligible%0Aquiet holds\n",
    );
    run(&folder, "test sound --format github").succeeds().out_is("");
}
