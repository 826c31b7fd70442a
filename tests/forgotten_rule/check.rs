//! Compiles policies with a grammar that has rules which the tree builder does not know.

use exeunt::analysis::analyse;
use exeunt::diagnostic::Code;
use exeunt::source::Sources;

const POLICIES: &str = include_str!("../tests/forgotten_rule/policy.policy");

fn main() {
    let (head, policies) = POLICIES.split_at(POLICIES.find("policy ").expect("there is a policy"));
    let policies: Vec<&str> = policies.split_inclusive("\n}\n").collect();
    assert_eq!(policies.len(), 3);
    for policy in policies {
        let mut sources = Sources::new();
        sources.add("policy.policy", format!("{head}{policy}"));
        let analysis = analyse(sources);
        assert!(analysis.program.is_none(), "a program was handed out for {policy}");
        let codes: Vec<Code> = analysis.diagnostics.iter().map(|found| found.code).collect();
        assert!(codes.contains(&Code::BadProgram), "{codes:?} for {policy}");
    }
    println!("3 forgotten rules: each refused");
}
