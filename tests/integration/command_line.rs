//! The program as its users meet it: exit codes, what goes to which stream, and that wrong input gives no result.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Output;

use exeunt_testkit::program::{self, ended};

/// Runs the program in `tests/command_line` with words separated by blanks, and a text on standard input.
fn run(words: &str, input: &str) -> Output {
    run_words(&words.split_whitespace().collect::<Vec<_>>(), input)
}

fn run_words(words: &[impl AsRef<OsStr>], input: &str) -> Output {
    ended(program::command(env!("CARGO_BIN_EXE_exeunt")).args(words).current_dir(folder()), input.as_bytes())
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/command_line")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("text")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("text")
}

/// A result on standard output, nothing on standard error.
fn result(words: &str, code: i32) -> String {
    let output = run(words, "");
    assert_eq!((output.status.code(), err(&output).as_str()), (Some(code), ""), "{words}");
    out(&output)
}

/// The counts that the tests of the policies come to.
fn counts(words: &str) -> String {
    result(words, 0).lines().next().unwrap_or_default().to_owned()
}

/// Wrong input: the exit code, no result, and what standard error says.
fn refused(words: &str, code: i32, says: &[&str]) {
    let output = run(words, "");
    let said = err(&output);
    assert_eq!((output.status.code(), out(&output).as_str()), (Some(code), ""), "{words}: {said}");
    for part in says {
        assert!(said.contains(part), "{words}: `{part}` is not said in\n{said}");
    }
}

/// A place for what a test writes.
fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

#[test]
fn facts_of_tests_stand_in_files_beside_the_policy() {
    assert_eq!(result("check beside", 0), "1 file: no errors\n");
    assert_eq!(counts("test beside"), "1 test: 1 passed");
    let root = scratch("beside");
    let _ = std::fs::create_dir_all(&root);
    std::fs::copy(folder().join("beside/beside.policy"), root.join("beside.policy")).expect("a copy");
    let output = run_words(&[OsStr::new("check"), root.as_os_str()], "");
    let said = err(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert_eq!(said.matches("error[E0208]").count(), 2, "the file is not there:\n{said}");
}

const EVAL: &str = "eval demo.close --policies sound --facts blocked.json";

#[test]
fn check_reports_every_error_of_every_file() {
    let output = run("check broken", "");
    assert_eq!((output.status.code(), out(&output).as_str()), (Some(1), "3 files: 3 errors\n"));
    let said = err(&output);
    for (code, place) in
        [("E0102", "syntax.policy:8:35"), ("E0201", "name.policy:8:18"), ("E0302", "type.policy:8:29")]
    {
        assert!(
            said.contains(&format!("error[{code}]")) && said.contains(place),
            "{code} at {place}:\n{said}"
        );
    }
    assert_eq!(said.matches("error[").count(), 3, "each once:\n{said}");
    assert_eq!(result("check sound", 0), "2 files: no errors\n");
}

#[test]
fn a_file_that_is_named_twice_is_read_once() {
    assert_eq!(result("check sound sound/demo.policy ./sound", 0), "2 files: no errors\n");
}

#[test]
fn check_refuses_paths_that_lead_nowhere() {
    refused("check nowhere", 2, &["cannot read `nowhere`"]);
    refused("check ../../docs/errors", 2, &["there is no `*.policy` file"]);
    refused("check --surely", 2, &["--surely"]);
}

#[test]
fn test_shows_each_failure_at_its_expectation() {
    assert_eq!(counts("test sound"), "2 tests: 2 passed");
    insta::assert_snapshot!("failed_tests", result("test failing", 1));
}

#[test]
fn test_can_be_told_which() {
    assert_eq!(counts("test sound --filter five"), "1 test: 1 passed, 1 left out");
    assert_eq!(counts("test sound --filter demo.close"), "2 tests: 2 passed");
    assert_eq!(counts("test sound --filter tests.policy"), "2 tests: 2 passed");
    refused("test sound --filter nothing-like-it", 2, &["no test of 2 has `nothing-like-it`"]);
}

#[test]
fn test_writes_json_and_junit() {
    let report: serde_json::Value =
        serde_json::from_str(&result("test failing --format json", 1)).expect("JSON");
    assert_eq!(report["tests"].as_array().map(Vec::len), Some(6));
    assert_eq!(report["tests"][0]["mismatches"][0]["expected"], "eligible");
    assert_eq!(report["tests"][0]["mismatches"][0]["found"], "it is blocked by empty, settled");
    assert_eq!(report["tests"][5]["mismatches"], serde_json::json!([]));
    insta::assert_snapshot!("failed_tests_junit", result("test failing --format junit", 1));
}

#[test]
fn test_refuses_policies_with_errors() {
    refused("test broken", 1, &["error[E0102]", "error[E0201]", "error[E0302]"]);
    refused("test nowhere", 2, &["cannot read `nowhere`"]);
}

#[test]
fn eval_judges_at_the_instant_of_the_facts_or_at_another() {
    insta::assert_snapshot!("eval", program::without_hashes(&result(EVAL, 0)));
    let later = result(&format!("{EVAL} --now 2026-07-01T12:00:00+08:00"), 0);
    assert!(later.contains("2026-07-01 12:00") && !later.contains("settled"), "{later}");
    let facts =
        "eval --policies ../../policies --facts ../../examples/accounts/alipay_every_reason.json --lang";
    let agreed = |language: &str, word: &str| {
        let page = result(&format!("{facts} {language}"), 0);
        assert!(page.contains(&format!("request.consequences_accepted  {word}\n")), "{page}");
    };
    agreed("en", "no");
    agreed("zh", "否");
    let chinese = result(&format!("{EVAL} --lang zh"), 0);
    assert!(chinese.contains("还有 3.20 CNY") && chinese.contains("请提取"), "{chinese}");
}

#[test]
fn eval_writes_a_line_of_json_for_each_instant() {
    let lines = result(
        &format!(
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
    let page = result(&format!("eval --lang en --facts {accounts}"), 0);
    assert!(page.starts_with("taobao.close  2019-04-01 12:00  Asia/Shanghai\n"), "{page}");
    refused(
        "eval --policies ../../policies --facts blocked.json",
        2,
        &["do not say by which policy to judge"],
    );
}

#[test]
fn eval_shows_what_an_assumption_would_change() {
    let run = |assumption: &str| {
        let mut words: Vec<String> = EVAL.split_whitespace().map(str::to_owned).collect();
        words.extend(["--assume".to_owned(), assumption.to_owned()]);
        run_words(&words, "")
    };
    let literal = run("account.balance = 0 CNY");
    assert_eq!((literal.status.code(), err(&literal).as_str()), (Some(0), ""));
    insta::assert_snapshot!("eval_assume", program::without_hashes(&out(&literal)));
    let json = run("account.balance = {\"amount\": \"0\", \"currency\": \"CNY\"}");
    assert!(out(&json).contains("empty           does not hold → holds"), "{}", out(&json));
    let element = run("account.trades[0].completed = 20d ago");
    assert!(out(&element).contains("settled  does not hold → holds"), "{}", out(&element));
    assert!(out(&run("account.id = \"u-2\"")).ends_with("What that changes\n  Nothing.\n"));
    for (assumption, says) in [
        ("account.balanse = 0 CNY", "did you mean `balance`?"),
        ("account.balance = 0 USD", "error[E0302]"),
        ("account.balance = {\"amount\": \"0\"}", "`account.balance`"),
        ("account.trades[1].completed = 20d ago", "`account.trades` has 1 elements"),
        ("account.trades = unknown, or so", "error[E0101]"),
        ("account.balance", "an assumption is `PATH = VALUE`"),
    ] {
        let output = run(assumption);
        assert_eq!(
            (output.status.code(), out(&output).as_str()),
            (Some(2), ""),
            "{assumption}: {}",
            err(&output)
        );
        assert!(err(&output).contains(says), "{assumption}: {}", err(&output));
    }
}

#[test]
fn eval_traces_every_condition_to_its_source() {
    insta::assert_snapshot!(
        "eval_trace",
        result(&format!("{EVAL} --trace"), 0).rsplit("\n\n").next().unwrap_or_default()
    );
}

#[test]
fn eval_writes_a_page_of_html_of_one_verdict() {
    let page = result(&format!("{EVAL} --format html --lang zh --id account.id"), 0);
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"zh\">") && page.contains("账户 u-1"), "{page}");
    for more in ["--trace", "--at 2026-06-11T12:00Z,2026-06-12T12:00Z"] {
        refused(&format!("{EVAL} --format html {more}"), 2, &["a page of HTML is of one verdict"]);
    }
}

#[test]
fn eval_fails_on_the_statuses_it_is_told() {
    result(&format!("{EVAL} --fail-on blocked,undetermined"), 1);
    result(&format!("{EVAL} --fail-on undetermined"), 0);
    refused(&format!("{EVAL} --fail-on never"), 2, &["the statuses are inapplicable, blocked"]);
}

#[test]
fn eval_reads_standard_input() {
    let facts = std::fs::read_to_string(folder().join("blocked.json")).expect("facts");
    let output = run("eval demo.close --policies sound --facts -", &facts);
    assert_eq!((output.status.code(), out(&output)), (Some(0), result(EVAL, 0)));
    let broken = run("eval demo.close --policies sound --facts -", "{\"account\": ");
    assert_eq!((broken.status.code(), out(&broken).as_str()), (Some(2), ""));
    assert!(
        err(&broken).contains("error[E0505]") && err(&broken).contains("<standard input>:1:"),
        "{}",
        err(&broken)
    );
}

#[test]
fn eval_refuses_what_it_cannot_judge() {
    let (facts, policy) = ("--facts blocked.json", "eval demo.close --policies sound");
    refused(
        &format!("eval demo.clsoe --policies sound {facts}"),
        2,
        &["no single policy `demo.clsoe`", "`demo.close`?"],
    );
    refused(&format!("eval demo.close --policies broken {facts}"), 1, &["error[E0302]"]);
    refused(&format!("{policy} --facts nowhere.json"), 2, &["cannot read `nowhere.json`"]);
    refused(&format!("{policy} {facts} --now yesterday"), 2, &["`yesterday` cannot be read as a time"]);
    refused(&format!("{policy} {facts} --now 2026-06-01T12:00:00"), 2, &["without an offset"]);
    refused(&format!("{policy} {facts} --lang fr"), 2, &["does not speak `fr`", "en, zh"]);
    refused(&format!("{policy} {facts} --id account.di"), 2, &["did you mean `id`?"]);
    refused(&format!("{policy} {facts} --id account.balance"), 2, &["an id is text or a whole number"]);
    refused(
        &format!("{policy} --facts wrong.json"),
        2,
        &[
            "error[E0501]: `account.balance`",
            "wrong.json:1:38",
            "error[E0503]: `account.trades[0].completed`",
        ],
    );
}

#[test]
fn a_built_program_runs_without_its_sources() {
    let built = scratch("built.json");
    let file = built.display();
    assert_eq!(result(&format!("build sound --with-tests -o {file}"), 0), "");
    assert_eq!(counts(&format!("test {file}")), "2 tests: 2 passed");
    assert_eq!(counts(&format!("test --program {file}")), "2 tests: 2 passed");
    let eval = format!("eval demo.close --program {file} --facts blocked.json");
    assert_eq!(result(&eval, 0), result(EVAL, 0));
}

#[test]
fn the_binary_form_runs_as_the_json_does() {
    let built = scratch("built.exb");
    let file = built.display();
    assert_eq!(result(&format!("build sound --with-tests --emit binary -o {file}"), 0), "");
    assert_eq!(counts(&format!("test {file}")), "2 tests: 2 passed");
    let eval = format!("eval demo.close --program {file} --facts blocked.json");
    assert_eq!(result(&eval, 0), result(EVAL, 0));
    let text = result("build sound --emit ir-text", 0);
    assert!(text.starts_with("program, format 2\n\npackage demo\n"), "{text}");
    let text = result("build sound --emit flat-text", 0);
    assert!(text.starts_with("flat policy demo.close\n  table account: accounts\n"), "{text}");
}

#[test]
fn a_test_that_expects_nothing_is_reported_where_tests_run() {
    let output = run("--ui-lang en test unexpecting", "");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let said = err(&output);
    assert!(said.contains("the test \"a closed account\" expects nothing, so it cannot fail"), "{said}");
    assert!(!said.contains("an open account"), "{said}");
}

#[test]
fn build_writes_nothing_unless_all_is_well() {
    let built = scratch("refused.json");
    std::fs::write(&built, "as it was").expect("a file");
    refused(&format!("build broken -o {}", built.display()), 1, &["error[E0201]"]);
    assert_eq!(std::fs::read_to_string(&built).expect("the file"), "as it was");
    refused("build sound -o nowhere/built.json", 2, &["cannot write `nowhere/built.json`"]);
    refused("build sound --emit binary", 2, &["--output"]);
}

#[test]
fn a_spoilt_program_is_refused() {
    let spoilt = scratch("spoilt.json");
    std::fs::write(&spoilt, "{\"format\": 2}").expect("a file");
    refused(&format!("test {}", spoilt.display()), 2, &["spoilt.json", "E0601", "missing field `files`"]);
    refused(&format!("test sound {}", spoilt.display()), 2, &["name it alone"]);
}

#[test]
fn explain_shows_a_page_or_the_list() {
    let page = result("explain e0201", 0);
    assert!(page.starts_with("# E0201: a name that nothing declares\n"), "{page}");
    assert!(result("explain", 0).lines().any(|line| line.starts_with("W0402")));
    refused("explain E020", 2, &["there is no diagnostic `E020`", "did you mean `E0201`?"]);
}

#[test]
fn colour_is_for_terminals_and_for_those_who_ask() {
    let plain = result(EVAL, 0);
    assert!(!plain.contains('\u{1b}'));
    let coloured = result(&format!("{EVAL} --color always"), 0);
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
    assert_ne!(coloured, plain);
    let reported = run("check broken --color always", "");
    assert!(err(&reported).contains('\u{1b}'));
}

#[test]
fn a_reader_that_has_gone_is_no_panic() {
    let mut command = program::command(env!("CARGO_BIN_EXE_exeunt"));
    let mut child = command.args(["explain", "E0201"]).spawn().expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!((output.status.code(), err(&output).as_str()), (Some(0), ""));
}

#[test]
fn without_a_command_the_usage_is_shown() {
    refused("", 2, &["Usage: exeunt"]);
    refused("chekc", 2, &["chekc", "check"]);
    assert!(result("--help", 0).contains("Exit codes: 0 success"));
}

#[test]
fn test_says_what_the_tests_exercise() {
    let said = result("test measured --coverage", 0);
    assert!(said.starts_with("3 tests: 3 passed\n"), "{said}");
    for gap in [
        "measured/shop.policy:9:18: shop.close quiet: no test in which it is unknown",
        "measured/shop.policy:9:21: shop.close quiet: no test puts `order within 15d` one unit beyond its boundary",
        "measured/shop.policy:12:21: shop.close unlocked: no test expects its message in en",
    ] {
        assert!(said.contains(gap), "`{gap}` is not said in\n{said}");
    }
    let json: serde_json::Value =
        serde_json::from_str(&result("test measured --coverage --format json", 0)).expect("JSON");
    assert_eq!(json["coverage"]["policies"][0]["policy"], "shop.close");
    assert_eq!(json["coverage"]["policies"][0]["tests"], 3);
}

#[test]
fn test_holds_a_share_of_the_coverage_and_writes_lcov() {
    let file = scratch("measured.lcov");
    let output = run(&format!("test measured --least-coverage 100 --lcov {}", file.display()), "");
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("of the policies only"), "{}", err(&output));
    let lcov = std::fs::read_to_string(&file).expect("the tracefile");
    assert!(lcov.starts_with("TN:\nSF:measured/shop.policy\nFN:9,shop.close.quiet\n"), "{lcov}");
    assert_eq!(run("test measured --least-coverage 10", "").status.code(), Some(0));
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
    refused("test misfit", 2, &["misfit/fixtures/wrong.ndjson:2:", "2026-06-20"]);
}
