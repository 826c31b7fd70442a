//! Witnesses: the elements that a refusal names are the cause of it.

use exeunt::eval::evaluate;
use exeunt::ir::{ConditionKind, PolicyId, Program, Quantifier};
use exeunt_testkit::facts::Case;

use crate::drawn::{BUT_A_TENTH, Drawn, WHOLLY, each_case};
use crate::places::remove_elements;

/// How often witnesses are taken away: what is gone may be why another element did not block before.
const ROUNDS: usize = 8;

/// A refusal by a phrase that allows only so many, which remains when every element that it names is removed.
fn still_refused(drawn: &Drawn<'_>) -> Option<String> {
    let &Drawn { program, policy, ref case, .. } = drawn;
    let verdict = evaluate(program, policy, &case.facts, case.now);
    let acts = verdict.failed.iter().filter(|failure| failure.clears.act);
    acts.into_iter().find_map(|failure| {
        let mut requirements = program.policies()[policy].requirements.iter();
        let stated = requirements.find(|it| it.name == failure.requirement)?;
        let is_limit = matches!(stated.condition.kind, ConditionKind::Quantified(Quantifier::AtMost(_), _));
        is_limit.then(|| refuses_for_good(program, policy, case, &failure.requirement)).flatten()
    })
}

/// Takes away what a refusal names until it refuses no longer; what is wrong if it does not come to that.
fn refuses_for_good(program: &Program, policy: PolicyId, case: &Case, requirement: &str) -> Option<String> {
    let mut facts = case.facts.clone();
    for _ in 0..ROUNDS {
        let verdict = evaluate(program, policy, &facts, case.now);
        let failure = verdict.failed.iter().find(|failure| failure.requirement == requirement)?;
        let paths: Vec<&str> = failure.witnesses.iter().map(|witness| witness.path.as_str()).collect();
        if paths.is_empty() {
            return Some(format!("`{requirement}` refuses and names nothing"));
        }
        facts = remove_elements(program, policy, &facts, &paths);
    }
    Some(format!("`{requirement}` refuses whatever is taken away"))
}

#[test]
fn the_witnesses_of_a_refusal_cause_it() {
    let known = [WHOLLY, WHOLLY, BUT_A_TENTH];
    crate::holds_for_seeds(crate::cases(200), |seed| {
        each_case(seed, &known, |drawn, _| still_refused(drawn))
    });
}
