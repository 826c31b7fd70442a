//! Accounts as lines of JSON: what is found where only the status is asked, against the whole evaluation.

use exeunt::eval::decide::{Decider, Found, Judge, Terms, Wanted};
use exeunt::ir::{PolicyId, Program, Status};
use exeunt_testkit::facts::{FactSource, Known};
use exeunt_testkit::{Dice, written};

use crate::programs::{analysed, program};

/// How many accounts each policy is judged on: more than the lanes of a block.
const ACCOUNTS: usize = 70;

fn statuses(terms: &Terms<'_>, wanted: Wanted, text: &str) -> Vec<Option<Status>> {
    let decider = Decider::compile(terms.program, terms.policy).ok();
    let moment = decider.as_ref().map(|decider| decider.at(terms.now));
    let mut statuses = Vec::new();
    Judge::new(*terms, moment.as_ref(), wanted).judge(text.as_bytes(), |line| {
        statuses.push(match line.found {
            Found::Judged { decision, .. } => Some(decision.status),
            Found::Refused(_) => None,
        });
    });
    statuses
}

/// Accounts of a policy, a line each, and an instant near a boundary of one of them.
fn drawn(program: &Program, policy: PolicyId, seed: u64) -> (String, i64) {
    let (source, mut dice) = (FactSource::new(program), Dice::new(seed));
    let mut text = String::new();
    let mut now = 0;
    for at in 0..ACCOUNTS {
        let known = if at % 2 == 0 { Known::Whole } else { Known::Partly(15) };
        let case = source.draw(policy, known, &mut dice);
        text += &written::line(program, policy, &case.facts, &mut dice);
        now = case.now;
    }
    (text, now)
}

/// Where the two ways to judge lines, or the whole evaluation, say different things.
fn differences(seed: u64) -> (u64, Vec<String>) {
    let analysis = analysed(seed);
    let program = program(&analysis);
    let mut wrong = Vec::new();
    for policy in 0..program.policies.len() {
        let (text, now) = drawn(program, policy, seed);
        let terms = Terms { program, policy, now, now_is_given: true, id: None };
        let whole: Vec<Option<Status>> =
            text.lines().map(|line| terms.explain(line).ok().map(|(_, verdict)| verdict.status)).collect();
        for wanted in [Wanted::Status, Wanted::Requirements] {
            let found = statuses(&terms, wanted, &text);
            let differs = found.iter().zip(&whole).position(|(found, whole)| found != whole);
            if let Some(at) = differs.or((found.len() != whole.len()).then_some(found.len())) {
                let name = program.policy_name(policy);
                let line = text.lines().nth(at).unwrap_or_default();
                wrong.push(format!("seed {seed}, {name}, {wanted:?}, line {at}: {line}"));
            }
        }
    }
    (program.policies.len() as u64, wrong)
}

#[test]
fn the_status_alone_is_that_of_the_whole_evaluation() {
    crate::holds_for_seeds(crate::cases(200), differences);
}

#[test]
fn random_lines_are_accepted_and_of_every_status() {
    let mut seen = std::collections::HashMap::new();
    for seed in 0..60 {
        let analysis = analysed(seed);
        let program = program(&analysis);
        for policy in 0..program.policies.len() {
            let (text, now) = drawn(program, policy, seed);
            let terms = Terms { program, policy, now, now_is_given: true, id: None };
            for status in statuses(&terms, Wanted::Status, &text) {
                let status = status.unwrap_or_else(|| panic!("seed {seed} has a line that is refused"));
                *seen.entry(status).or_insert(0) += 1;
            }
        }
    }
    for status in Status::ALL {
        assert!(seen.get(&status).is_some_and(|count| *count >= 10), "{status:?} is rare: {seen:?}");
    }
}
