//! The verdict against the plain evaluator's.

use exeunt::eval::{Truth, evaluate};
use exeunt::ir::{Status, Type, Unit, Value};
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

/// The value of an outcome as the language writes it; `None` if it is unknown.
fn written(value: &Value, ty: &Type) -> Option<String> {
    match (value, ty) {
        (Value::Length(length), _) => Some(length.to_string()),
        (Value::Number(units), Type::Number(Unit::Money(currency))) => {
            let digits = currency.minor_digits() as usize;
            let sign = if *units < 0 { "-" } else { "" };
            let text = format!("{:0>1$}", units.unsigned_abs(), digits + 1);
            let (whole, minor) = text.split_at(text.len() - digits);
            let point = if digits > 0 { "." } else { "" };
            Some(format!("{sign}{whole}{point}{minor} {}", currency.code()))
        }
        _ => None,
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
    let carried = verdict.outcome_value.as_ref().map(|carried| carried.value.clone());
    let declared = program.policies()[policy].outcome_value.as_ref();
    let wanted =
        expected.outcome_value.as_ref().map(|value| declared.and_then(|it| written(value, &it.ty())));
    if carried != wanted {
        return Some(format!("the outcome's value: {carried:?}, the oracle {wanted:?}"));
    }
    let deadlines: Vec<_> = verdict.deadlines.iter().map(|it| (it.state, it.due)).collect();
    if deadlines != expected.deadlines {
        return Some(format!("deadlines: {deadlines:?}, the oracle {:?}", expected.deadlines));
    }
    let failed: Vec<&str> = verdict.failed.iter().map(|failure| failure.requirement.as_str()).collect();
    let named = program.policies()[policy].requirements.iter().zip(&expected.requirements);
    let applies = verdict.status != Status::Inapplicable;
    let refused: Vec<&str> = named
        .filter(|(_, truth)| applies && **truth == Some(false))
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
fn expectations_agree_with_the_oracle() {
    crate::holds_for_seeds(crate::cases(300), suite_differences);
}

#[test]
fn verdicts_agree_with_the_oracle() {
    let policies = crate::cases(250);
    // Of very many policies more is learnt from others than from further facts.
    let known = [WHOLLY, PARTLY].repeat(if policies > 10_000 { 1 } else { 3 });
    crate::holds_for_seeds(policies, |seed| each_case(seed, &known, |drawn, _| difference(drawn)));
}

#[test]
fn random_facts_reach_every_status() {
    let mut missing = Status::ALL.to_vec();
    let mut tried = 0;
    while !missing.is_empty() && tried < 150 {
        each_case(tried, &[WHOLLY, BUT_A_TENTH], |drawn, _| {
            let judged = oracle::judge(drawn.program, drawn.policy, &drawn.case.facts, drawn.case.now);
            missing.retain(|status| *status != judged.status);
            None
        });
        tried += 1;
    }
    assert!(missing.is_empty(), "random facts of {tried} programs never reach {missing:?}");
}
