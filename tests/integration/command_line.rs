//! The program as its users meet it: exit codes, what goes to which stream, and that wrong input gives no result.

use std::ffi::OsStr;
use std::path::PathBuf;

use exeunt::diagnostic::Code;
use exeunt::ir::FORMAT;
use exeunt_testkit::files::{read, repository};
use exeunt_testkit::program::{Words, without_hashes};
use exeunt_testkit::{Run, exeunt, scratch};
use snapbox::str;

fn folder() -> PathBuf {
    repository("tests/command_line")
}

/// Runs the program in `tests/command_line`.
fn run(words: impl Words) -> Run {
    exeunt!(folder()).run(words)
}

/// The standard output of a run that ends with this code and writes nothing to standard error.
#[track_caller]
fn result(words: impl Words, code: i32) -> String {
    run(words).code(code).err_is("").out
}

/// The first line of standard output: how many tests passed.
#[track_caller]
fn counts(words: impl Words) -> String {
    result(words, 0).lines().next().unwrap_or_default().to_owned()
}

#[test]
fn the_facts_of_a_test_may_be_in_a_file_beside_its_policy() {
    assert_eq!(result("check beside", 0), "1 file: no errors\n");
    assert_eq!(counts("test beside"), "1 test: 1 passed");
    let alone = scratch!("command_line/beside");
    std::fs::copy(folder().join("beside/beside.policy"), alone.join("beside.policy")).expect("a copy");
    let without_file = run([OsStr::new("check"), alone.as_os_str()]).code(1);
    assert_eq!(without_file.err.matches("error[E0208]").count(), 2, "{without_file}");
}

const EVAL: &str = "eval demo.close --policies sound --facts blocked.json";

#[test]
fn check_reports_every_error_of_every_file() {
    run("check broken").code(1).out_is("3 files: 3 errors\n");
    let short = run("check broken --format short");
    let places: Vec<&str> =
        short.out.lines().filter_map(|line| line.split_once("]: ")).map(|it| it.0).collect();
    let expected = [
        "broken/name.policy:8:18: error[E0201",
        "broken/syntax.policy:8:35: error[E0102",
        "broken/type.policy:8:29: error[E0302",
    ];
    assert_eq!(places, expected, "{short}");
    assert_eq!(result("check sound", 0), "2 files: no errors\n");
}

#[test]
fn a_file_that_is_named_twice_is_read_once() {
    assert_eq!(result("check sound sound/demo.policy ./sound", 0), "2 files: no errors\n");
}

#[test]
fn check_refuses_paths_that_lead_nowhere() {
    run("check nowhere").fails(2).err_is(str![[r#"
error: cannot read `nowhere`: No such file or directory (os error 2)

"#]]);
    run("check ../../docs/errors").fails(2).err_is(str![[r#"
error: there is no `*.policy` file in `../../docs/errors`

"#]]);
    run("check --surely").fails(2).err_is(str![[r#"
error: unexpected argument '--surely' found

  tip: to pass '--surely' as a value, use '-- --surely'

Usage: exeunt check [OPTIONS] [PATHS]...

For more information, try '--help'.

"#]]);
}

#[test]
fn test_shows_each_failure_at_its_expectation() {
    assert_eq!(counts("test sound"), "2 tests: 2 passed");
    insta::assert_snapshot!("failed_tests", result("test failing", 1));
}

#[test]
fn test_runs_the_tests_that_a_filter_selects() {
    assert_eq!(counts("test sound --filter five"), "1 test: 1 passed, 1 left out");
    assert_eq!(counts("test sound --filter demo.close"), "2 tests: 2 passed");
    assert_eq!(counts("test sound --filter tests.policy"), "2 tests: 2 passed");
    run("test sound --filter nothing-like-it").fails(2).err_is(str![[r#"
error: no test of 2 has `nothing-like-it` in its title, policy or file

"#]]);
}

/// A report without how long it took.
fn without_times(report: &str) -> String {
    let mut parts = report.split(" time=\"");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('"').map_or("", |(_, rest)| rest))
}

#[test]
fn test_writes_json_and_junit() {
    let report: serde_json::Value =
        serde_json::from_str(&result("test failing --format json", 1)).expect("JSON");
    assert_eq!(report["tests"].as_array().map(Vec::len), Some(6));
    assert_eq!(report["tests"][0]["mismatches"][0]["expected"], "eligible");
    assert_eq!(report["tests"][0]["mismatches"][0]["found"], "it is blocked by empty, settled");
    assert_eq!(report["tests"][5]["mismatches"], serde_json::json!([]));
    insta::assert_snapshot!("failed_tests_junit", without_times(&result("test failing --format junit", 1)));
}

#[test]
fn test_refuses_policies_with_errors() {
    let broken = run("test broken").fails(2);
    assert_eq!(broken.err, run("check broken").err);
    run("test nowhere").fails(2).err_is(str![[r#"
error: cannot read `nowhere`: No such file or directory (os error 2)

"#]]);
}

#[test]
fn eval_judges_at_the_instant_of_the_facts_or_at_another() {
    insta::assert_snapshot!("eval", without_hashes(&result(EVAL, 0)));
    let later = result(format!("{EVAL} --now 2026-07-01T12:00:00+08:00"), 0);
    assert!(later.contains("2026-07-01 12:00") && !later.contains("settled"), "{later}");
    let facts =
        "eval --policies ../../policies --facts ../../examples/accounts/alipay_every_reason.json --lang";
    let agreed = |language: &str, word: &str| {
        let page = result(format!("{facts} {language}"), 0);
        assert!(page.contains(word), "{page}");
    };
    agreed("en", "consequences confirmed  no\n");
    agreed("zh", "已确认注销的后果  否\n");
    let chinese = result(format!("{EVAL} --lang zh"), 0);
    assert!(chinese.contains("还有 3.20 CNY") && chinese.contains("请提取"), "{chinese}");
}

#[test]
fn eval_writes_a_line_of_json_for_each_instant() {
    let lines = result(
        format!(
            "{EVAL} --format json --at 2026-06-11T12:00:00+08:00,2026-06-11T12:00:00.000001+08:00 --id account.id"
        ),
        0,
    );
    let verdicts: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let failed = |at: usize| verdicts[at]["failed"].as_array().map(Vec::len);
    assert_eq!((verdicts.len(), failed(0), failed(1)), (2, Some(2), Some(1)), "{lines}");
    assert!(verdicts.iter().all(|verdict| verdict["id"] == "u-1"), "{lines}");
}

#[test]
fn eval_judges_by_the_policy_that_the_facts_name() {
    let accounts = "../../examples/accounts/taobao_trader.json --policies ../../policies";
    let page = result(format!("eval --lang en --facts {accounts}"), 0);
    assert_eq!(
        page.lines().next(),
        Some("Close the Taobao account  2019-04-01 12:00  Asia/Shanghai"),
        "{page}"
    );
    run("eval --policies ../../policies --facts blocked.json").fails(2).err_is(str![[r#"
error[E0506]: these facts do not name the policy to judge by
  ┌─ blocked.json:1:1
  │
1 │ {"now": "2026-06-01T12:00:00+08:00", "account": {"id": "u-1", "balance": "3.20 CNY", "trades": [{"completed": "2026-05-27T12:00:00+08:00"}]}}
  │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no `policy` is named
  │
  = help: add `"policy": "package.policy"`


"#]]);
}

#[test]
fn eval_shows_what_an_assumption_would_change() {
    let eval = |assumption: &str| {
        let words: Vec<&str> = EVAL.split_whitespace().chain(["--assume", assumption]).collect();
        run(words.as_slice())
    };
    let literal = eval("account.balance = 0 CNY").succeeds();
    insta::assert_snapshot!("eval_assume", without_hashes(&literal.out));
    for (assumption, change) in [
        (
            "account.balance = {\"amount\": \"0\", \"currency\": \"CNY\"}",
            "  empty           does not hold → holds",
        ),
        ("account.trades[0].completed = 20d ago", "  settled  does not hold → holds"),
        ("account.id = \"u-2\"", "  Nothing."),
    ] {
        let assumed = eval(assumption);
        let (_, changes) = assumed.out.split_once("What that changes\n").expect("a list of changes");
        assert!(changes.lines().any(|line| line == change), "`{change}` is missing\n{assumed}");
    }
    eval("account.balanse = 0 CNY").fails(2).err_is(str![[r#"
error[E0201]: there is no field `balanse` in `account`; did you mean `balance`?
  ┌─ --assume:1:1
  │
1 │ account.balanse = 0 CNY
  │ ^^^^^^^^^^^^^^^ no such fact


"#]]);
    eval("account.balance = 0 USD").fails(2).err_is(str![[r#"
error[E0302]: expected an amount in CNY, found an amount in USD
  ┌─ --assume:1:19
  │
1 │ account.balance = 0 USD
  │                   ^^^^^ this is an amount in USD


"#]]);
    eval("account.balance = {\"amount\": \"0\"}").fails(2).err_is(str![[r#"
error[E0503]: `account.balance` cannot be read as an amount
  ┌─ --assume:1:19
  │
1 │ account.balance = {"amount": "0"}
  │                   ^^^^^^^^^^^^^^^ its `currency` is missing
  │
  = help: write an amount as `{"amount": "12.50", "currency": "CNY"}`


"#]]);
    eval("account.trades[1].completed = 20d ago").fails(2).err_is(str![[r#"
error[E0201]: `account.trades` has 1 element, counted from 0
  ┌─ --assume:1:1
  │
1 │ account.trades[1].completed = 20d ago
  │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^ no such fact


"#]]);
    eval("account.trades = unknown, or so").fails(2).err_is(str![[r#"
error[E0201]: there is no given field `or` here
  ┌─ --assume:1:27
  │
1 │ account.trades = unknown, or so
  │                           ^^ not declared

error[E0101]: a `:` is missing here
  ┌─ --assume:1:29
  │
1 │ account.trades = unknown, or so
  │                             ^ expected before `so`
  │
  = help: insert `:`


"#]]);
    eval("account.balance").fails(2).err_is(str![[r#"
error[E0101]: an assumption is `PATH = VALUE`
  ┌─ --assume:1:1
  │
1 │ account.balance
  │ ^^^^^^^^^^^^^^^ no `=`
  │
  = help: write `account.balance = 0 CNY`


"#]]);
}

#[test]
fn eval_traces_every_condition_to_its_source() {
    insta::assert_snapshot!(
        "eval_trace",
        result(format!("{EVAL} --trace"), 0).rsplit("\n\n").next().unwrap_or_default()
    );
}

#[test]
fn eval_writes_a_page_of_html_of_one_verdict() {
    let page = result(format!("{EVAL} --format html --lang zh --id account.id"), 0);
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"zh\">") && page.contains("账户 u-1"), "{page}");
    for more in ["--trace", "--at 2026-06-11T12:00Z,2026-06-12T12:00Z"] {
        run(format!("{EVAL} --format html {more}")).fails(2).err_is(str![[r#"
error: a page of HTML is of one verdict: leave out `--assume`, `--trace` and further instants

"#]]);
    }
}

#[test]
fn eval_fails_on_the_statuses_that_are_asked_for() {
    result(format!("{EVAL} --fail-on blocked,undetermined"), 1);
    result(format!("{EVAL} --fail-on undetermined"), 0);
    run(format!("{EVAL} --fail-on never")).fails(2).err_is(str![[r#"
error: invalid value 'never' for '--fail-on <STATUS,…>': the statuses are inapplicable, blocked, undetermined, cooling, eligible

For more information, try '--help'.

"#]]);
}

#[test]
fn eval_reads_standard_input() {
    let eval = |facts: &str| exeunt!(folder()).run_on("eval demo.close --policies sound --facts -", facts);
    eval(&read(folder().join("blocked.json"))).succeeds().out_is(result(EVAL, 0));
    eval("{\"account\": ").fails(2).err_is(str![[r#"
error[E0505]: expected a value, found the end of the text
  ┌─ <standard input>:1:13
  │
1 │ {"account": 
  │             ^ not a value


"#]]);
}

#[test]
fn eval_refuses_what_it_cannot_judge() {
    let refused = |words: &str| run(words).fails(2);
    let eval = |words: &str| refused(&format!("eval demo.close --policies sound {words}"));
    refused("eval demo.clsoe --policies sound --facts blocked.json").err_is(str![[r#"
error: there is no single policy `demo.clsoe`; did you mean `demo.close`?

"#]]);
    run("eval demo.close --policies broken --facts blocked.json").fails(2).err_has(["error[E0302]"]);
    eval("--facts nowhere.json").err_is(str![[r#"
error: cannot read `nowhere.json`: No such file or directory (os error 2)

"#]]);
    eval("--facts blocked.json --now yesterday").err_is(str![[r#"
error: invalid value 'yesterday' for '--now <TIME>': `yesterday` cannot be read as a time: not in the form of RFC 3339; write a time as `"2026-06-01T12:00:00+08:00"`, with its offset from UTC

For more information, try '--help'.

"#]]);
    eval("--facts blocked.json --now 2026-06-01T12:00:00").err_is(str![[r#"
error: invalid value '2026-06-01T12:00:00' for '--now <TIME>': `2026-06-01T12:00:00` cannot be read as a time: without an offset it names no instant; write a time as `"2026-06-01T12:00:00+08:00"`, with its offset from UTC

For more information, try '--help'.

"#]]);
    eval("--facts blocked.json --lang fr").err_is(str![[r#"
error: `demo` does not speak `fr`; its languages are en, zh

"#]]);
    eval("--facts blocked.json --id account.di").err_is(str![[r#"
error: --id: there is no field `di` in `account`; did you mean `id`?

"#]]);
    eval("--facts blocked.json --id account.balance").err_is(str![[r#"
error: --id: `account.balance` is an amount in CNY; an id is text or a whole number

"#]]);
    eval("--facts wrong.json").err_is(str![[r#"
error[E0501]: `account.balance` takes an amount in CNY, found one in USD
  ┌─ wrong.json:1:38
  │
1 │ {"account": {"id": "u-1", "balance": "0 USD", "trades": [{"completed": "yesterday"}], "blance": 3}}
  │                                      ^^^^^^^ this is in USD

error[E0503]: `account.trades[0].completed` cannot be read as a time
  ┌─ wrong.json:1:72
  │
1 │ {"account": {"id": "u-1", "balance": "0 USD", "trades": [{"completed": "yesterday"}], "blance": 3}}
  │                                                                        ^^^^^^^^^^^ not in the form of RFC 3339
  │
  = help: write a time as `"2026-06-01T12:00:00+08:00"`, with its offset from UTC

error[E0508]: nothing declares `account.blance`
  ┌─ wrong.json:1:87
  │
1 │ {"account": {"id": "u-1", "balance": "0 USD", "trades": [{"completed": "yesterday"}], "blance": 3}}
  │                                                                                       ^^^^^^^^ not declared
  │
  = help: leave it out, or allow such keys with `--allow-unknown-keys`


"#]]);
}

#[test]
fn a_built_program_runs_without_its_sources() {
    let folder = scratch!("command_line/built");
    for (form, name) in [("json", "built.json"), ("binary", "built.exb")] {
        let file = folder.join(name).display().to_string();
        assert_eq!(result(format!("build sound --with-tests --emit {form} -o {file}"), 0), "");
        assert_eq!(counts(format!("test {file}")), "2 tests: 2 passed");
        assert_eq!(counts(format!("test --program {file}")), "2 tests: 2 passed");
        let eval = format!("eval demo.close --program {file} --facts blocked.json");
        assert_eq!(result(&eval, 0), result(EVAL, 0));
    }
    let text = result("build sound --emit ir-text", 0);
    assert_eq!(text.lines().next(), Some(format!("program, format {FORMAT}").as_str()), "{text}");
    let text = result("build sound --emit flat-text", 0);
    assert!(text.starts_with("flat policy demo.close\n  table account: accounts\n"), "{text}");
}

#[test]
fn a_test_that_expects_nothing_is_reported_where_tests_run() {
    run("test unexpecting").code(0).err_is(str![[r#"
warning: the test "a closed account" expects nothing, so it cannot fail

"#]]);
}

#[test]
fn build_writes_nothing_if_anything_is_wrong() {
    let built = scratch!("command_line/refused").join("refused.json");
    std::fs::write(&built, "as it was").expect("a file");
    run(format!("build broken -o {}", built.display())).fails(2).err_has(["error[E0201]"]);
    assert_eq!(read(&built), "as it was");
    run("build sound -o nowhere/built.json").fails(2).err_is(str![[r#"
error: cannot write `nowhere/built.json`: No such file or directory (os error 2)

"#]]);
    run("build sound --emit binary").fails(2).err_is(str![[r#"
error: the following required arguments were not provided:
  --output <FILE>

Usage: exeunt build --emit <EMIT> --output <FILE> <PATHS>...

For more information, try '--help'.

"#]]);
}

#[test]
fn a_damaged_program_is_refused() {
    let folder = scratch!("command_line/damaged");
    std::fs::write(folder.join("damaged.json"), format!("{{\"format\": {FORMAT}}}")).expect("a file");
    let exeunt = exeunt!(&folder);
    exeunt.run("test damaged.json").fails(2).err_is(str![[r#"
error: `damaged.json` is not a program that can be run (E0601): not a built program: missing field `files` at line 1 column 14

"#]]);
    exeunt.run("test . damaged.json").fails(2).err_is(str![[r#"
error: `damaged.json` is a built program: name it alone, without other paths

"#]]);
}

#[test]
fn explain_shows_a_page_or_the_list() {
    let page = result("explain e0201", 0);
    assert_eq!(page, read(repository("docs/errors/E0201.md")));
    let list = result("explain", 0);
    let listed: Vec<&str> = list.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.slug()).collect();
    assert_eq!(listed, codes);
    run("explain E020").fails(2).err_is(str![[r#"
error: there is no diagnostic `E020`; did you mean `E0201`? (`exeunt explain` lists all codes)

"#]]);
}

#[test]
fn colour_is_for_terminals_and_on_request() {
    let plain = result(EVAL, 0);
    assert!(!plain.contains('\u{1b}'));
    let coloured = result(format!("{EVAL} --color always"), 0);
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
    assert_ne!(coloured, plain);
    let (plain, coloured) = (run("check broken"), run("check broken --color always"));
    assert_eq!(anstream::adapter::strip_str(&coloured.err).to_string(), plain.err);
    assert_ne!(coloured.err, plain.err);
}

#[test]
fn a_closed_standard_output_is_not_a_panic() {
    let mut command = exeunt!(folder()).command("explain E0201");
    let mut child = command.spawn().expect("the program starts");
    drop(child.stdout.take());
    Run::ended(child, &command).succeeds();
}

#[test]
fn without_a_command_the_usage_is_shown() {
    run("").fails(2).err_has(["Usage: exeunt"]);
    run("chekc").fails(2).err_is(str![[r#"
error: unrecognized subcommand 'chekc'

  tip: some similar subcommands exist: 'schema', 'check'

Usage: exeunt [OPTIONS] <COMMAND>

For more information, try '--help'.

"#]]);
    run("--help").succeeds().out_has(["Exit codes: 0 success"]);
}

#[test]
fn test_reports_what_the_tests_exercise() {
    let said = result("test measured --coverage", 0);
    assert!(said.starts_with("3 tests: 3 passed\n"), "{said}");
    for gap in [
        "measured/shop.policy:9:18: shop.close quiet: no test in which it is unknown",
        "measured/shop.policy:9:21: shop.close quiet: no test puts `order within 15d` one unit beyond its boundary",
        "measured/shop.policy:12:21: shop.close unlocked: no test expects its message in en",
    ] {
        assert!(said.contains(gap), "`{gap}` is missing in\n{said}");
    }
    let json: serde_json::Value =
        serde_json::from_str(&result("test measured --coverage --format json", 0)).expect("JSON");
    assert_eq!(json["coverage"]["policies"][0]["policy"], "shop.close");
    assert_eq!(json["coverage"]["policies"][0]["tests"], 3);
}

#[test]
fn test_holds_a_share_of_the_coverage_and_writes_lcov() {
    let file = scratch!("command_line/coverage").join("measured.lcov");
    let output = run(format!("test measured --least-coverage 100 --lcov {}", file.display()));
    output.code(1).err_is(str![[r#"
error: the tests exercise 57 % of the policies only

"#]]);
    let lcov = read(file);
    assert!(lcov.starts_with("TN:\nSF:measured/shop.policy\nFN:9,shop.close.quiet\n"), "{lcov}");
    run("test measured --least-coverage 10").code(0);
}

#[test]
fn test_names_the_changes_that_no_test_notices() {
    let said = result("test measured --mutate", 1);
    let survivor =
        "measured/shop.policy:9:21: survived: shop.close quiet: 15d becomes 16d in `order within 15d`";
    assert!(said.contains(survivor), "{said}");
    assert!(!said.contains("15d becomes 14d"), "killed by the test at the boundary:\n{said}");
    let excused = result("test excused --mutate", 0);
    assert!(excused.contains("excused        3       2      1         0"), "{excused}");
}

#[test]
fn test_refuses_fixtures_that_it_cannot_read() {
    run("test misfit").fails(2).err_is(str![[r#"
error[E0503]: `now` cannot be read as a time
  ┌─ misfit/fixtures/wrong.ndjson:2:35
  │
2 │ {"policy": "misfit.close", "now": "2026-06-20", "account": {"orders": []}, "expect": {"status": "eligible"}}
  │                                   ^^^^^^^^^^^^ a `T` and the time of day are missing
  │
  = help: write a time as `"2026-06-01T12:00:00+08:00"`, with its offset from UTC


"#]]);
}
