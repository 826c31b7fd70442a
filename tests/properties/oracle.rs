//! The verdict against the plain evaluator's.

use exeunt::eval::{Truth, evaluate};
use exeunt::ir::Status;
use exeunt::suite;
use exeunt_testkit::oracle;

use crate::drawn::{BUT_A_TENTH, Drawn, PARTLY, WHOLLY, each_case};
use crate::programs::{analysed, program};

fn truth(truth: oracle::Truth) -> Truth {
    match truth {
        Some(value) => value.into(),
        None => Truth::Unknown,
    }
}

/// Where the two say different things.
fn difference(drawn: &Drawn<'_>) -> Option<String> {
    let &Drawn { program, policy, ref case, .. } = drawn;
    let verdict = evaluate(program, policy, &case.facts, case.now);
    let expected = oracle::judge(program, policy, &case.facts, case.now);
    let found: Vec<Truth> = verdict.requirements.iter().map(|judged| judged.truth).collect();
    let wanted: Vec<Truth> = expected.requirements.iter().map(|&known| truth(known)).collect();
    if found != wanted {
        return Some(format!("requirements: {found:?}, the oracle {wanted:?}"));
    }
    if verdict.status != expected.status {
        return Some(format!("status: {:?}, the oracle {:?}", verdict.status, expected.status));
    }
    let failed: Vec<&str> = verdict.failed.iter().map(|failure| failure.requirement.as_str()).collect();
    let named = program.policies()[policy].requirements.iter().zip(&expected.requirements);
    let speaks = verdict.status != Status::Inapplicable;
    let refused: Vec<&str> = named
        .filter(|(_, truth)| speaks && **truth == Some(false))
        .map(|(requirement, _)| requirement.name.as_str())
        .collect();
    (failed != refused).then(|| format!("failed: {failed:?}, the oracle {refused:?}"))
}

/// Where the tests of a random program come out otherwise than the oracle says; how many of its expectations were held
/// against it.
fn suite_differences(seed: u64) -> (u64, Vec<String>) {
    let analysis = analysed(seed);
    let program = program(&analysis);
    let (mut held, mut wrong) = (0, Vec::new());
    for test in program.tests() {
        let ran = suite::run_test(program, test);
        for expected in &test.expectations {
            let Some(is_met) = oracle::is_met(program, test, &expected.kind) else { continue };
            let found = ran.mismatches.iter().all(|mismatch| mismatch.origin != expected.origin);
            held += 1;
            if found != is_met {
                wrong.push(format!("seed {seed}: {:?} of {} is met: {found}", expected.kind, ran.policy));
            }
        }
    }
    (held, wrong)
}

#[test]
fn expectations_are_met_where_the_oracle_says_so() {
    crate::holds_for_seeds(crate::cases(600), suite_differences);
}

#[test]
fn the_verdict_is_the_oracles() {
    let known = [WHOLLY, PARTLY].repeat(3);
    crate::holds_for_seeds(crate::cases(600), |seed| each_case(seed, &known, |drawn, _| difference(drawn)));
}

#[test]
fn random_facts_reach_every_status() {
    let mut seen = std::collections::HashMap::new();
    for seed in 0..150 {
        each_case(seed, &[WHOLLY, BUT_A_TENTH], |drawn, _| {
            let judged = oracle::judge(drawn.program, drawn.policy, &drawn.case.facts, drawn.case.now);
            *seen.entry(judged.status).or_insert(0) += 1;
            None
        });
    }
    let missing: Vec<Status> = Status::ALL.into_iter().filter(|status| !seen.contains_key(status)).collect();
    assert!(missing.is_empty(), "random facts never reach {missing:?}, but {seen:?}");
}
