//! The flat form against the evaluator: a plain interpreter of what was lowered gives the same status and truths.

use exeunt::eval::{Truth, evaluate};
use exeunt::flat::{Unsupported, lower};
use exeunt_testkit::flat;

use crate::drawn::{BUT_A_TENTH, Drawn, PARTLY, PERHAPS_NOTHING, WHOLLY, each_case};

/// Where the two differ.
fn difference(drawn: &Drawn<'_>) -> Option<String> {
    let &Drawn { program, policy, ref case, .. } = drawn;
    let lowered = match lower(program, policy) {
        Ok(lowered) => lowered,
        Err(Unsupported::TooLarge) => return None,
        Err(Unsupported::Malformed) => return Some("a verified program is malformed".to_owned()),
    };
    let found = flat::judge(&lowered, &case.facts, case.now);
    let verdict = evaluate(program, policy, &case.facts, case.now);
    let truths: Vec<Truth> = verdict.requirements.iter().map(|judged| judged.truth).collect();
    let is_same = found.status == verdict.status && found.requirements == truths;
    (!is_same).then(|| {
        let text = lowered.to_text(program);
        format!("{found:?}, the evaluator {:?} {truths:?}, of\n{text}", verdict.status)
    })
}

#[test]
fn an_interpreter_of_the_flat_form_agrees_with_the_evaluator() {
    let known = [WHOLLY, BUT_A_TENTH, PARTLY, PERHAPS_NOTHING];
    crate::holds_for_seeds(crate::cases(600), |seed| each_case(seed, &known, |drawn, _| difference(drawn)));
}
