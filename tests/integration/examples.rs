//! The sample accounts are what the shipped policies read.

use exeunt::source::FileId;
use exeunt_testkit::files::{files_below, read, repository};
use exeunt_testkit::{exeunt, shipped_program};

#[test]
fn every_sample_account_is_read_without_a_warning() {
    let program = shipped_program();
    let mut packages = std::collections::BTreeSet::new();
    for file in files_below(repository("examples/accounts")) {
        let text = read(&file);
        let read = exeunt::facts::read(&program, None, FileId(0), &text);
        assert!(read.diagnostics.is_empty(), "{}: {:?}", file.display(), read.diagnostics);
        let envelope = read.envelope.expect("facts without errors");
        assert!(envelope.now.is_some(), "{} says when", file.display());
        packages.insert(program.packages()[program.policies()[envelope.policy].package].name.as_str());
    }
    // The terms of Alibaba.cn are judged through Taobao's.
    let missing: Vec<&str> =
        program.packages().iter().map(|it| it.name.as_str()).filter(|it| !packages.contains(it)).collect();
    assert_eq!(missing, ["alibaba_cn"], "packages without a sample account");
}

#[test]
fn the_tests_of_the_sample_accounts_pass() {
    let exeunt = exeunt!(repository(""));
    exeunt.run("test policies/taobao policies/alibaba_cn examples/taobao_accounts.policy").code(0);
    exeunt.run("test examples/worker").code(0);
    exeunt.run("fmt --check examples").code(0);
}

#[test]
fn no_shipped_policy_raises_a_warning() {
    let exeunt = exeunt!(repository(""));
    exeunt.run("check --deny warnings policies").code(0);
    exeunt.run("check --deny warnings examples/worker").code(0);
}

#[test]
fn the_reference_shows_what_is_due_of_the_sample_rest() {
    let shown = read(repository("docs/language.md"));
    let (_, shown) = shown.split_once("$ exeunt due ").expect("the command");
    let (words, shown) = shown.split_once('\n').expect("a line");
    let (shown, _) = shown.split_once("\n```").expect("the end");
    let due = exeunt!(repository("")).run(format!("due {words}")).code(0);
    assert!(due.out.starts_with(shown), "{due}\ndocs/language.md shows\n{shown}");
}
