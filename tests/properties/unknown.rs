//! Unknown facts: filling them in never contradicts what was decided without them, and those that a verdict asks for
//! are the ones that decide it.

use exeunt::eval::{NeededFor, Truth, evaluate};
use exeunt::facts::Facts;
use exeunt::ir::{DeadlineState, PolicyId, Program, Status};
use exeunt_testkit::facts::{Case, FactSource, Known};
use exeunt_testkit::{Dice, shipped};

use crate::drawn::{Drawn, PERHAPS_NOTHING, each_case};
use crate::places::{fill_but, fill_only};
use crate::programs::program;

/// How many ways of filling in are tried.
const FILLINGS: usize = 4;

/// How many assignments are tried to show that a fact is needed: it may matter only for certain values of many others.
const TRIES: usize = 3_000;

/// Where a filling contradicts what was decided before.
fn contradiction(program: &Program, policy: PolicyId, case: &Case, filled: &Facts) -> Option<String> {
    let before = evaluate(program, policy, &case.facts, case.now);
    let after = evaluate(program, policy, filled, case.now);
    for (one, other) in before.requirements.iter().zip(&after.requirements) {
        if one.truth != Truth::Unknown && one.truth != other.truth {
            return Some(format!("`{}` was {:?} and becomes {:?}", one.requirement, one.truth, other.truth));
        }
    }
    if let Some(wrong) = crate::plans::contradiction(program, policy, case, filled) {
        return Some(wrong);
    }
    for (one, other) in before.deadlines.iter().zip(&after.deadlines) {
        let is_decided = one.state != DeadlineState::Unknown;
        if is_decided && one.state != other.state || one.due.is_some() && one.due != other.due {
            return Some(format!("`{}` was {one:?} and becomes {other:?}", one.deadline));
        }
    }
    let is_decided = before.status != Status::Undetermined;
    (is_decided && before.status != after.status)
        .then(|| format!("it was {:?} and becomes {:?}", before.status, after.status))
}

#[test]
fn filling_in_unknown_facts_contradicts_no_decision() {
    crate::holds_for_seeds(crate::cases(200), |seed| {
        each_case(seed, &[PERHAPS_NOTHING], |drawn, dice| {
            (0..FILLINGS).find_map(|at| {
                let percent = if at == 0 { 50 } else { 100 };
                let filled = drawn.source.filled(drawn.policy, &drawn.case, percent, dice);
                contradiction(drawn.program, drawn.policy, &drawn.case, &filled)
            })
        })
    });
}

/// What is wrong with the facts that a verdict asks for.
fn unnecessary_question(drawn: &Drawn<'_>, dice: &mut Dice) -> Option<String> {
    let &Drawn { source, program, policy, ref case } = drawn;
    let judged = |facts: &Facts| evaluate(program, policy, facts, case.now);
    let verdict = judged(&case.facts);
    if verdict.status != Status::Undetermined {
        return (!verdict.missing.is_empty()).then(|| "a decided verdict asks for facts".to_owned());
    }
    let asked: Vec<&str> = verdict.missing.iter().map(|missing| missing.path.as_str()).collect();
    (0..FILLINGS).find_map(|_| {
        let whole = source.filled(policy, case, 100, dice);
        let after = judged(&fill_only(program, policy, &case.facts, &whole, &asked));
        // Nothing is known about the request of another account: what depends on it remains unknown.
        let is_decidable = judged(&whole).status != Status::Undetermined;
        (is_decidable && after.status == Status::Undetermined)
            .then(|| format!("given {asked:?} it still asks for {:?}", after.missing))
    })
}

#[test]
fn the_missing_facts_decide_the_verdict() {
    crate::holds_for_seeds(crate::cases(200), |seed| {
        each_case(seed, &[PERHAPS_NOTHING], unnecessary_question)
    });
}

/// A fact that is reported as needed for a requirement although the others decide it, whatever their values are.
fn superfluous(source: &FactSource<'_>, policy: PolicyId, case: &Case, dice: &mut Dice) -> Option<String> {
    let program = source.program();
    let verdict = evaluate(program, policy, &case.facts, case.now);
    for missing in &verdict.missing {
        let requirements = missing.needed_for.iter().filter_map(|needed_for| match needed_for {
            NeededFor::Requirement(name) => Some(name),
            // Not a requirement, whatever else facts come to be needed for.
            NeededFor::When | NeededFor::Cancellation | NeededFor::Grace | NeededFor::Outcome => None,
        });
        for by in requirements {
            let Some(at) = verdict.requirements.iter().position(|judged| judged.requirement == *by) else {
                continue;
            };
            let is_needed = (0..TRIES).any(|_| {
                let whole = source.filled(policy, case, 100, dice);
                let filled = fill_but(program, policy, &case.facts, &whole, &missing.path);
                evaluate(program, policy, &filled, case.now).requirements[at].truth == Truth::Unknown
            });
            if !is_needed {
                return Some(format!("`{}` is asked for `{by}`, but the others decide", missing.path));
            }
        }
    }
    None
}

/// Of random policies this is not so: they contradict themselves (`opened > opened`), and no one sees that a fact beside
/// a contradiction does not matter.
#[test]
fn no_missing_fact_of_a_shipped_policy_is_superfluous() {
    let analysis = shipped();
    let program = program(&analysis);
    let source = FactSource::new(program);
    let mut dice = Dice::new(0);
    let mut wrong = Vec::new();
    for policy in program.policies().ids() {
        for percent in [5, 15, 40] {
            let case = source.draw(policy, Known::Partly(percent), &mut dice);
            let found = superfluous(&source, policy, &case, &mut dice);
            wrong.extend(found.map(|found| format!("{}: {found}", program.policy_name(policy))));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
