//! The flat form against the evaluator: a plain interpreter of what was lowered gives the same status and truths.

use std::cmp::Ordering;

use exeunt::eval::{Truth, evaluate};
use exeunt::flat::{Unsupported, lower, lower_with_deadlines};
use exeunt::ir::DeadlineState;
use exeunt_testkit::flat;

use crate::drawn::{BUT_A_TENTH, Drawn, PARTLY, PERHAPS_NOTHING, WHOLLY, each_case};

/// Where the two differ.
fn difference(drawn: &Drawn<'_>) -> Option<String> {
    let &Drawn { program, policy, ref case, .. } = drawn;
    let lowered = match lower_with_deadlines(program, policy) {
        Ok(lowered) => lowered,
        Err(Unsupported::TooLarge) => return None,
        Err(Unsupported::Malformed) => return Some("a verified program is malformed".to_owned()),
    };
    let found = flat::judge(&lowered, &case.facts, case.now);
    let verdict = evaluate(program, policy, &case.facts, case.now);
    let truths: Vec<Truth> = verdict.requirements.iter().map(|judged| judged.truth).collect();
    // Of one that is not overdue it may be unknown how it stands.
    let mut deadlines = found.overdue.iter().zip(&verdict.deadlines);
    let same_deadlines =
        deadlines.all(|(overdue, it)| (*overdue == Truth::True) == (it.state == DeadlineState::Overdue));
    let is_same = found.status == verdict.status
        && found.requirements == truths
        && same_deadlines
        && found.overdue.len() == verdict.deadlines.len();
    (!is_same).then(|| {
        let text = lowered.to_text(program);
        let deadlines = &verdict.deadlines;
        format!("{found:?}, the evaluator {:?} {truths:?} {deadlines:?}, of\n{text}", verdict.status)
    })
}

/// A requirement whose truth changes over time in a way that its trend excludes.
fn against_its_trend(drawn: &Drawn<'_>) -> Option<String> {
    let &Drawn { program, policy, ref case, .. } = drawn;
    let lowered = lower(program, policy).ok()?;
    let timeline = evaluate(program, policy, &case.facts, case.now).timeline;
    let truths = |now| flat::judge(&lowered, &case.facts, now).requirements;
    let truths: Vec<Vec<Truth>> = timeline.iter().map(|period| truths(period.from)).collect();
    lowered.requirements.iter().enumerate().find_map(|(at, named)| {
        let trend = named.condition.trend();
        let wrong = truths.windows(2).find(|pair| match pair[1][at].cmp(&pair[0][at]) {
            Ordering::Greater => !trend.rises,
            Ordering::Less => !trend.falls,
            Ordering::Equal => false,
        })?;
        Some(format!("{}: {trend:?}, but {:?} becomes {:?}", named.name, wrong[0][at], wrong[1][at]))
    })
}

#[test]
fn truths_change_over_time_only_as_their_trends_allow() {
    let known = [WHOLLY, BUT_A_TENTH, PARTLY];
    crate::holds_for_seeds(crate::cases(300), |seed| {
        each_case(seed, &known, |drawn, _| against_its_trend(drawn))
    });
}

#[test]
fn an_interpreter_of_the_flat_form_agrees_with_the_evaluator() {
    let known = [WHOLLY, BUT_A_TENTH, PARTLY, PERHAPS_NOTHING];
    crate::holds_for_seeds(crate::cases(300), |seed| each_case(seed, &known, |drawn, _| difference(drawn)));
}
