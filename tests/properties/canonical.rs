//! A program in canonical order means what it meant, and does not tell in which order its files were read.

use exeunt::eval::evaluate;
use exeunt::ir::{Program, verify};
use exeunt_testkit::generate;

use crate::drawn::{Drawn, PARTLY, WHOLLY, each_case};
use crate::programs::{analysed, program};

/// Where a program and what it is in canonical order judge differently.
fn difference(drawn: &Drawn<'_>) -> Option<String> {
    let &Drawn { program, policy, ref case, .. } = drawn;
    let canonical = program.canonical();
    if let Err(refused) = verify(&canonical) {
        return Some(refused.to_string());
    }
    let name = program.policy_name(policy);
    let Some(there) = canonical.policy(&name) else { return Some(format!("`{name}` is lost")) };
    let judged = evaluate(program, policy, &case.facts, case.now);
    let again = evaluate(&canonical, there, &case.facts, case.now);
    let json = |verdict| exeunt::render::verdict_json(None, verdict, None).unwrap_or_default();
    (judged != again).then(|| format!("{}, in canonical order {}", json(&judged), json(&again)))
}

#[test]
fn a_program_in_canonical_order_judges_alike_under_the_same_hash() {
    let known = [WHOLLY, PARTLY];
    crate::holds_for_seeds(crate::cases(200), |seed| each_case(seed, &known, |drawn, _| difference(drawn)));
}

fn compiled_backwards(seed: u64) -> Option<Program> {
    let files = generate::packages(seed).into_iter().rev();
    exeunt_testkit::analysed(files.map(|file| (file.name, file.text))).program
}

#[test]
fn the_order_of_files_is_lost() {
    crate::holds_for_seeds(crate::costly_cases(100), |seed| {
        let analysis = analysed(seed);
        let canonical = program(&analysis).canonical();
        let mut wrong = Vec::new();
        if compiled_backwards(seed).map(|program| program.canonical()).as_ref() != Some(&canonical) {
            wrong.push(format!("seed {seed}: the files in another order give another program"));
        }
        if canonical.canonical() != canonical {
            wrong.push(format!("seed {seed}: the canonical order is not its own"));
        }
        (canonical.policies().len() as u64, wrong)
    });
}
