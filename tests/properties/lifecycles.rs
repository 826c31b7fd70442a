//! Lifecycles: nobody who came back is treated on the old clock, and nothing is done twice.

use std::sync::atomic::{AtomicU64, Ordering};

use exeunt::eval::{InapplicableReason, evaluate};
use exeunt::ir::{Status, Value};
use exeunt_testkit::Dice;

use crate::drawn::{BUT_A_TENTH, Drawn, WHOLLY, each_case};

/// A time of the account; `None` if it is not known.
fn time(drawn: &Drawn<'_>, field: u32) -> Option<Option<i64>> {
    let Value::Record(values) = &drawn.case.facts.account else { return None };
    let value = values.get(field as usize)?;
    let at = if let Value::Time(at) = value { Some(*at) } else { None };
    (*value != Value::Unknown).then_some(at)
}

/// What is wrong with the verdict on a stage; and how many were looked at that follow one from before the restart.
fn mismatch(drawn: &Drawn<'_>, came_back: &AtomicU64) -> Option<String> {
    let &Drawn { program, policy, ref case, .. } = drawn;
    let lifecycle = program.lifecycle_of(policy)?;
    let at = lifecycle.stages.iter().position(|&stage| stage == policy)?;
    let restart = time(drawn, lifecycle.restarted_by)?;
    let verdict = evaluate(program, policy, &case.facts, case.now);
    if let Some(before) = at.checked_sub(1).map(|at| lifecycle.stages[at]) {
        let set = time(drawn, program.policies()[before].sets?)?;
        let is_since = set.is_some_and(|set| restart.is_none_or(|restart| set > restart));
        if !is_since {
            came_back.fetch_add(u64::from(set.is_some()), Ordering::Relaxed);
            let never = verdict.timeline.iter().all(|period| period.status == Status::Inapplicable);
            if verdict.status != Status::Inapplicable || !never {
                return Some(format!(
                    "{before} was at {set:?}, the restart at {restart:?}: {:?}",
                    verdict.status
                ));
            }
        }
    }
    let own = time(drawn, program.policies()[policy].sets?)?;
    let is_done = own.is_some_and(|own| restart.is_none_or(|restart| own > restart));
    let says_so = matches!(verdict.inapplicable, Some(InapplicableReason::Done(_)));
    let left = matches!(verdict.inapplicable, Some(InapplicableReason::Left(_)));
    (is_done && !says_so && !left || says_so && !is_done)
        .then(|| format!("it was done at {own:?}, the restart at {restart:?}: {:?}", verdict.inapplicable))
}

#[test]
fn nobody_who_came_back_reaches_a_later_stage() {
    let came_back = AtomicU64::new(0);
    crate::holds_for_seeds(crate::cases(300), |seed| {
        each_case(seed, &[WHOLLY, WHOLLY, BUT_A_TENTH], |drawn, _: &mut Dice| mismatch(drawn, &came_back))
    });
    assert!(came_back.into_inner() > 0, "nobody came back");
}
