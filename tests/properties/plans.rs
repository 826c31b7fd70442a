//! Plans: what they say agrees with the plain evaluator, unknown facts never erase, and the end of a period is its end.

use exeunt::eval::{Evaluation, Plan, PlanItem};
use exeunt::facts::Facts;
use exeunt::ir::{DisposalKind, PolicyId, Program, Timestamp};
use exeunt_testkit::facts::Case;
use exeunt_testkit::oracle;

use crate::drawn::{BUT_A_TENTH, Drawn, PARTLY, WHOLLY, each_case};

/// The item of the account's own id, which depends on all others.
const ID: &str = "account.id";

/// The plan, whatever the status is.
fn plan(program: &Program, policy: PolicyId, facts: &Facts, now: Timestamp) -> Option<Plan> {
    let verdict = Evaluation::new(program, policy, facts, now).verdict_with_would_be();
    verdict.plan.or(verdict.would_be)
}

fn micros(instant: Option<Timestamp>) -> Option<i64> {
    instant.map(Timestamp::as_micros)
}

/// Where the two say different things.
fn difference(drawn: &Drawn<'_>) -> Option<String> {
    let &Drawn { program, policy, ref case, .. } = drawn;
    let found = plan(program, policy, &case.facts, case.now);
    let expected = oracle::judge(program, policy, &case.facts, case.now).plan;
    let items: Vec<PlanItem> = found.into_iter().flat_map(|plan| plan.items).collect();
    let is_id = |item: &PlanItem| item.path == ID && item.law.is_none() && item.missing.is_empty();
    let (ids, items): (Vec<_>, Vec<_>) = items.into_iter().partition(is_id);
    if ids.len() > 1 || items.len() != expected.len() {
        return Some(format!("{items:?}, the oracle {expected:?}"));
    }
    items.iter().zip(&expected).find_map(|(item, (path, disposal, until, due))| {
        let found = (&item.path, item.disposal, micros(item.until), micros(item.due_since));
        // The account waits for facts of its own that other items need.
        let waits = item.path == "account" && item.disposal == DisposalKind::Undetermined;
        (!waits && found != (path, *disposal, *until, *due))
            .then(|| format!("{found:?}, the oracle {path} {disposal:?} until {until:?}, due since {due:?}"))
    })
}

#[test]
fn plans_agree_with_the_oracle() {
    let known = [WHOLLY, PARTLY].repeat(3);
    crate::holds_for_seeds(crate::cases(250), |seed| each_case(seed, &known, |drawn, _| difference(drawn)));
}

/// Where a filling contradicts what was decided of an item before, or erases it before it may be.
pub(crate) fn contradiction(
    program: &Program,
    policy: PolicyId,
    case: &Case,
    filled: &Facts,
) -> Option<String> {
    let before = plan(program, policy, &case.facts, case.now)?;
    let after = plan(program, policy, filled, case.now)?;
    before.items.iter().filter(|item| item.path != ID).find_map(|item| {
        let then = after.items.iter().find(|then| then.path == item.path);
        if item.disposal == DisposalKind::Undetermined {
            let ends = then.and_then(|then| {
                then.due_since.or(then.until.map(|until| Timestamp::from_micros(until.as_micros() + 1)))
            });
            let is_early = item.not_before.zip(ends).is_some_and(|(earliest, ends)| ends < earliest);
            return is_early.then(|| format!("{item:?} ends before it may"));
        }
        let known = |item: &PlanItem| (item.disposal, item.until, item.due_since);
        (then.map(known) != Some(known(item))).then(|| format!("{item:?} was decided and becomes {then:?}"))
    })
}

/// What is wrong with the ends of periods: the last instant is kept, the next one is due.
fn wrong_end(drawn: &Drawn<'_>) -> Option<String> {
    let &Drawn { program, policy, ref case, .. } = drawn;
    let now = plan(program, policy, &case.facts, case.now)?;
    now.items.iter().filter(|item| item.path != ID && item.path != "account").find_map(|item| {
        let until = item.until?;
        let at = |instant: i64| {
            let plan = plan(program, policy, &case.facts, Timestamp::from_micros(instant))?;
            plan.items.into_iter().find(|then| then.path == item.path)
        };
        let (last, next) = (at(until.as_micros())?, at(until.as_micros() + 1)?);
        let is_kept = last.disposal == DisposalKind::Retain && last.until == Some(until);
        let is_due =
            next.disposal == DisposalKind::Erase && micros(next.due_since) == Some(until.as_micros() + 1);
        (!is_kept || !is_due).then(|| format!("{item:?}: at its end {last:?}, then {next:?}"))
    })
}

#[test]
fn the_end_of_a_period_is_its_last_instant() {
    crate::holds_for_seeds(crate::cases(150), |seed| {
        each_case(seed, &[WHOLLY, BUT_A_TENTH], |drawn, _| wrong_end(drawn))
    });
}

#[test]
fn random_plans_have_every_disposal() {
    let mut seen = std::collections::HashSet::new();
    for seed in 0..60 {
        each_case(seed, &[PARTLY, WHOLLY], |drawn, _| {
            let plan = plan(drawn.program, drawn.policy, &drawn.case.facts, drawn.case.now);
            seen.extend(plan.into_iter().flat_map(|plan| plan.items).map(|item| item.disposal));
            None
        });
    }
    assert_eq!(seen.len(), DisposalKind::ALL.len(), "{seen:?}");
}
