//! The verdict over time: what the timeline says of an instant is what is judged at it.

use exeunt::eval::{Period, Truth, Verdict, evaluate};
use exeunt::ir::{PolicyId, Program, Status, Timestamp};
use exeunt_testkit::Dice;
use exeunt_testkit::facts::Case;

use crate::drawn::{BUT_A_TENTH, Drawn, WHOLLY, each_case};

/// How many instants are looked at beside the boundaries.
const INSTANTS: usize = 6;
/// How many boundaries of a timeline are looked at.
const BOUNDARIES: usize = 4;

fn period_at(timeline: &[Period], instant: Timestamp) -> &Period {
    let at = timeline.partition_point(|period| period.from <= instant);
    &timeline[at.saturating_sub(1)]
}

fn false_ones(verdict: &Verdict) -> Vec<&str> {
    verdict.failed.iter().map(|failure| failure.requirement.as_str()).collect()
}

/// What is wrong with a verdict's view of later instants.
fn later_mismatch(drawn: &Drawn<'_>, dice: &mut Dice) -> Option<String> {
    let &Drawn { source, program, policy, ref case } = drawn;
    let verdict = evaluate(program, policy, &case.facts, case.now);
    let boundaries = verdict
        .timeline
        .iter()
        .skip(1)
        .take(BOUNDARIES)
        .flat_map(|it| [-1, 0, 1].map(|by| it.from.as_micros() + by));
    let mut instants: Vec<Timestamp> = boundaries.map(Timestamp::from_micros).collect();
    instants.extend((0..INSTANTS).map(|_| source.later(case, dice)));
    for instant in instants {
        let later = evaluate(program, policy, &case.facts, instant);
        let period = period_at(&verdict.timeline, instant);
        if period.status != later.status || period.failed != false_ones(&later) {
            let judged = (later.status, false_ones(&later));
            return Some(format!("from {} it foretells {period:?}, at {instant} it is {judged:?}", case.now));
        }
    }
    wait_mismatch(program, policy, case, &verdict)
}

/// What is wrong with the instants until which a verdict says to wait.
fn wait_mismatch(program: &Program, policy: PolicyId, case: &Case, verdict: &Verdict) -> Option<String> {
    let at = |instant| evaluate(program, policy, &case.facts, instant);
    if let Some(after) = verdict.eligible_after {
        let (before, then) = (at(after).status, at(Timestamp::from_micros(after.as_micros() + 1)).status);
        if before == Status::Eligible || then != Status::Eligible {
            return Some(format!("eligible after {after}, where it is {before:?} and then {then:?}"));
        }
    }
    for failure in &verdict.failed {
        if failure.clears.is_final && (failure.clears.waits.is_some() || failure.clears.act) {
            return Some(format!("`{}` is final, and yet {:?}", failure.requirement, failure.clears));
        }
        let mut asked = verdict.timeline.iter().filter(|period| period.status != Status::Inapplicable);
        if failure.clears.is_final && !asked.all(|period| period.failed.contains(&failure.requirement)) {
            return Some(format!("`{}` is final, and yet it ceases to fail", failure.requirement));
        }
        let Some(waits) = failure.clears.waits else { continue };
        let truth = |verdict: Verdict| {
            verdict
                .requirements
                .into_iter()
                .find(|it| it.requirement == failure.requirement)
                .map(|it| it.truth)
        };
        let (before, then) = (truth(at(waits)), truth(at(Timestamp::from_micros(waits.as_micros() + 1))));
        if before == Some(Truth::True) || then != Some(Truth::True) {
            return Some(format!("`{}` waits until {waits}: {before:?}, then {then:?}", failure.requirement));
        }
    }
    None
}

#[test]
fn later_verdicts_match_the_timeline() {
    crate::holds_for_seeds(crate::cases(200), |seed| each_case(seed, &[WHOLLY, BUT_A_TENTH], later_mismatch));
}
