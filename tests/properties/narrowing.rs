//! Narrowing: where the checker lets an optional value be used, the value is present.

use std::sync::atomic::{AtomicU64, Ordering};

use exeunt::diagnostic::{Code, Severity};
use exeunt::ir::Program;
use exeunt_testkit::facts::{FactSource, Known};
use exeunt_testkit::generate::Generated;
use exeunt_testkit::generate::narrowing::{POLICY, Use, uses};
use exeunt_testkit::{Dice, analysed, compiled, oracle};

/// How many uses are drawn for each program.
const USES: usize = 4;
/// How many accounts each accepted use is tried on.
const ACCOUNTS: usize = 12;

/// The files of a program, with a text behind the last one.
fn files(program: &[Generated], added: &str) -> Vec<(String, String)> {
    let mut files: Vec<_> = program.iter().map(|file| (file.name.clone(), file.text.clone())).collect();
    if let Some((_, text)) = files.last_mut() {
        text.push_str(added);
    }
    files
}

/// Whether the use is accepted; what is wrong with it beside the use of an optional value.
fn accepts(program: &[Generated], one: &Use) -> Result<bool, String> {
    let analysis = analysed(files(program, &one.using));
    let errors = || analysis.diagnostics.iter().filter(|found| found.severity() == Severity::Error);
    match errors().find(|found| found.code != Code::OptionalUsed) {
        Some(other) => Err(format!("{} {}: {}", other.code.slug(), other.message, one.using)),
        None => Ok(errors().next().is_none()),
    }
}

/// An account of which the value is absent where it may be used.
fn absent(program: &Program, seed: u64) -> Option<String> {
    let policy = program.policies().find_id(|policy| policy.name == POLICY)?;
    let (source, mut dice) = (FactSource::new(program), Dice::new(seed));
    (0..ACCOUNTS).find_map(|at| {
        let known = if at % 3 == 2 { Known::Partly(20) } else { Known::Whole };
        let case = source.draw(policy, known, &mut dice);
        let judged = oracle::judge(program, policy, &case.facts, case.now);
        judged.requirements.contains(&Some(true)).then(|| format!("{:?} at {}", case.facts.account, case.now))
    })
}

#[test]
fn a_value_that_may_be_used_is_present() {
    let (accepted, refused) = (AtomicU64::new(0), AtomicU64::new(0));
    crate::holds_for_seeds(crate::costly_cases(24), |seed| {
        let (program, uses) = uses(seed, USES);
        let mut wrong = Vec::new();
        for one in &uses {
            match accepts(&program, one) {
                Err(other) => wrong.push(format!("seed {seed}: {other}")),
                Ok(false) => {
                    refused.fetch_add(1, Ordering::Relaxed);
                }
                Ok(true) => {
                    accepted.fetch_add(1, Ordering::Relaxed);
                    let asking = compiled(files(&program, &one.absent));
                    let found = absent(&asking, seed)
                        .map(|facts| format!("seed {seed}: {}{}{facts}", one.using, one.absent));
                    wrong.extend(found);
                }
            }
        }
        (uses.len() as u64, wrong)
    });
    let (accepted, refused) = (accepted.into_inner(), refused.into_inner());
    assert!(accepted * 10 > refused, "{accepted} uses are accepted, {refused} refused");
    assert!(refused * 10 > accepted, "{accepted} uses are accepted, {refused} refused");
}
