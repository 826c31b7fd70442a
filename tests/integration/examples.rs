//! The sample accounts are what the shipped policies read.

use std::path::Path;

use exeunt::source::FileId;
use exeunt_testkit::program;

use crate::shipped;

#[test]
fn every_sample_account_is_read_without_a_doubt() {
    let program = shipped::program();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/accounts");
    let mut packages = std::collections::BTreeSet::new();
    for entry in std::fs::read_dir(folder).expect("the sample accounts") {
        let file = entry.expect("an entry").path();
        let text = std::fs::read_to_string(&file).expect("a sample account");
        let read = exeunt::facts::read(&program, None, FileId(0), &text);
        assert!(read.diagnostics.is_empty(), "{}: {:?}", file.display(), read.diagnostics);
        let envelope = read.envelope.expect("facts without errors");
        assert!(envelope.now.is_some(), "{} says when", file.display());
        packages.insert(program.packages[program.policies[envelope.policy].package].name.as_str());
    }
    // The terms of Alibaba.cn are judged through Taobao's.
    let missing: Vec<&str> =
        program.packages.iter().map(|it| it.name.as_str()).filter(|it| !packages.contains(it)).collect();
    assert_eq!(missing, ["alibaba_cn"], "packages without a sample account");
}

#[test]
fn tests_stand_on_the_sample_accounts() {
    let output = program::command(env!("CARGO_BIN_EXE_exeunt"))
        .args(["test", "policies/taobao", "policies/alibaba_cn", "examples/taobao_accounts.policy"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the program runs");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{out}{err}");
    let listed = program::command(env!("CARGO_BIN_EXE_exeunt"))
        .args(["fmt", "--check", "examples"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the program runs");
    assert!(listed.status.success(), "not in the style: {}", String::from_utf8_lossy(&listed.stdout));
}
