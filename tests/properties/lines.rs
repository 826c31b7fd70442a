//! Accounts as lines of JSON: what is found where only the status is asked, against the whole evaluation; and one answer
//! for each line, whichever reader reads it.

use exeunt::decide::{CompiledPolicy, Detail, LineDecider, LineOptions, LineOutcome};
use exeunt::facts::{self, Options};
use exeunt::ir::{PolicyId, Program, Status, Timestamp};
use exeunt::source::FileId;
use exeunt_testkit::facts::{Case, FactSource, Known};
use exeunt_testkit::{Dice, written};

use crate::programs::{analysed, program};

/// How many accounts each policy is judged on: more than the lanes of a block.
const ACCOUNTS: usize = 70;

fn terms(program: &Program, policy: PolicyId, now: Timestamp) -> LineOptions<'_> {
    LineOptions { program, policy, now, now_is_given: true, id: None, reading: Options::default() }
}

fn statuses(terms: &LineOptions<'_>, wanted: Detail, text: &str) -> Vec<Option<Status>> {
    let decider = CompiledPolicy::compile(terms.program, terms.policy).ok();
    let moment = decider.as_ref().map(|decider| decider.at(terms.now));
    let mut statuses = Vec::new();
    LineDecider::new(*terms, moment.as_ref(), wanted).judge(text.as_bytes(), |line| {
        statuses.push(match line.found {
            LineOutcome::Judged { decision, .. } => Some(decision.status),
            LineOutcome::Refused(_) => None,
        });
    });
    statuses
}

/// Accounts of a policy, a line each, and an instant at boundaries of their windows.
fn drawn(program: &Program, policy: PolicyId, seed: u64) -> (String, Timestamp) {
    let (source, mut dice) = (FactSource::new(program), Dice::new(seed));
    let Case { now, .. } = source.draw(policy, Known::Whole, &mut dice);
    let mut text = String::new();
    for at in 0..ACCOUNTS {
        let known = if at % 2 == 0 { Known::Whole } else { Known::Partly(15) };
        let facts = source.draw_at(policy, known, now, &mut dice);
        text += &written::line(program, policy, &facts, &mut dice);
    }
    (text, now)
}

/// Where the two ways to judge lines, or the whole evaluation, say different things.
fn differences(seed: u64) -> (u64, Vec<String>) {
    let analysis = analysed(seed);
    let program = program(&analysis);
    let mut wrong = Vec::new();
    for policy in program.policies().ids() {
        let (text, now) = drawn(program, policy, seed);
        let terms = terms(program, policy, now);
        let whole: Vec<Option<Status>> = text
            .lines()
            .map(|line| terms.explain(line.as_bytes()).ok().map(|(_, verdict)| verdict.status))
            .collect();
        for wanted in [Detail::Status, Detail::Requirements] {
            let found = statuses(&terms, wanted, &text);
            let differs = found.iter().zip(&whole).position(|(found, whole)| found != whole);
            if let Some(at) = differs.or((found.len() != whole.len()).then_some(found.len())) {
                let name = program.policy_name(policy);
                let line = text.lines().nth(at).unwrap_or_default();
                wrong.push(format!("seed {seed}, {name}, {wanted:?}, line {at}: {line}"));
            }
        }
    }
    (program.policies().len() as u64, wrong)
}

#[test]
fn the_status_alone_is_that_of_the_whole_evaluation() {
    crate::holds_for_seeds(crate::cases(200), differences);
}

/// The errors of the lines that are refused.
fn refusals(terms: &LineOptions<'_>, text: &str) -> Vec<String> {
    let refused =
        text.lines().filter_map(|line| terms.explain(line.as_bytes()).err().map(|found| (found, line)));
    refused.map(|(found, line)| format!("{found:?}: {line}")).collect()
}

#[test]
fn random_lines_are_accepted_and_reach_every_status() {
    let mut seen = std::collections::HashMap::new();
    for seed in 0..60 {
        let analysis = analysed(seed);
        let program = program(&analysis);
        for policy in program.policies().ids() {
            let (text, now) = drawn(program, policy, seed);
            let terms = terms(program, policy, now);
            for status in statuses(&terms, Detail::Status, &text) {
                let status = status.unwrap_or_else(|| {
                    panic!("seed {seed} has a line that is refused: {:?}", refusals(&terms, &text))
                });
                *seen.entry(status).or_insert(0) += 1;
            }
        }
    }
    let missing: Vec<Status> = Status::ALL.into_iter().filter(|status| !seen.contains_key(status)).collect();
    assert!(missing.is_empty(), "random facts never reach {missing:?}, but {seen:?}");
}

/// Members that an envelope or an account may get besides, right or wrong.
const MEMBERS: [&str; 12] = [
    "\"now\":\"x\"",
    "\"now\":null",
    "\"now\":\"2026-06-01T12:00:00Z\"",
    "\"id\":-0",
    "\"id\":1.5",
    "\"id\":\"u-1\"",
    "\"id\":[]",
    "\"x\":{\"y\":[1,null]}",
    "\"凍\":1",
    "\"\\u0061\":1",
    "\"expect\":{\"status\":\"eligible\"}",
    "\"policy\":\"nosuch\"",
];

/// A line with a few bytes lost, doubled or replaced, or with a member besides.
fn mangled(line: &str, dice: &mut Dice) -> Vec<u8> {
    let mut bytes = line.trim_end().as_bytes().to_vec();
    for _ in 0..dice.below(3) {
        let at = dice.below(bytes.len());
        match dice.below(4) {
            0 => drop(bytes.remove(at)),
            1 => bytes.insert(at, bytes[at]),
            2 => bytes[at] = b"\"{}[]:,0\\ x\x80"[dice.below(12)],
            _ => {
                let objects =
                    bytes.iter().enumerate().filter(|(_, byte)| **byte == b'{').map(|(at, _)| at + 1);
                let objects: Vec<usize> = objects.collect();
                if let Some(&object) = objects.get(dice.below(objects.len().max(1))) {
                    let member = MEMBERS[dice.below(MEMBERS.len())].to_owned();
                    let comma = if bytes.get(object) == Some(&b'}') { "" } else { "," };
                    bytes.splice(object..object, (member + comma).into_bytes());
                }
            }
        }
    }
    bytes.retain(|&byte| byte != b'\n');
    bytes
}

/// What every reader says of a line: its status, or `None` where it is refused.
fn answers(terms: &LineOptions<'_>, line: &[u8]) -> [Option<Status>; 4] {
    let text = String::from_utf8(line.to_vec()).ok();
    let alone = text.and_then(|text| {
        let read = facts::read_with(terms.reading, terms.program, Some(terms.policy), FileId(0), &text);
        let envelope = read.envelope?;
        let now = envelope.now.filter(|_| !terms.now_is_given).unwrap_or(terms.now);
        Some(exeunt::eval::evaluate(terms.program, terms.policy, &envelope.facts, now).status)
    });
    let explained = terms.explain(line).ok().map(|(_, verdict)| verdict.status);
    // Twice the same, for a reader learns keys.
    let of_lines = |wanted| {
        let mut found = Vec::new();
        let text = [line, b"\n", line, b"\n"].concat();
        judge(terms, wanted, &text, |status| found.push(status));
        assert_eq!(found.len(), 2, "{}", String::from_utf8_lossy(line));
        assert_eq!(found[0], found[1], "{}", String::from_utf8_lossy(line));
        found[0]
    };
    [alone, explained, of_lines(Detail::Requirements), of_lines(Detail::Status)]
}

fn judge(terms: &LineOptions<'_>, wanted: Detail, text: &[u8], mut each: impl FnMut(Option<Status>)) {
    let decider = CompiledPolicy::compile(terms.program, terms.policy).ok();
    let moment = decider.as_ref().map(|decider| decider.at(terms.now));
    LineDecider::new(*terms, moment.as_ref(), wanted).judge(text, |line| {
        each(match line.found {
            LineOutcome::Judged { decision, .. } => Some(decision.status),
            LineOutcome::Refused(_) => None,
        });
    });
}

/// Lines that one reader refuses and another judges, or that they judge differently.
fn disagreements(seed: u64) -> (u64, Vec<String>) {
    let analysis = analysed(seed);
    let program = program(&analysis);
    let mut dice = Dice::new(seed);
    let mut wrong = Vec::new();
    for policy in program.policies().ids() {
        let (text, now) = drawn(program, policy, seed);
        for line in text.lines().take(12) {
            let line = mangled(line, &mut dice);
            if line.trim_ascii().is_empty() {
                continue;
            }
            let reading = Options::default();
            for reading in [reading, reading.allowing_unknown_keys()] {
                for now_is_given in [true, false] {
                    let terms = LineOptions { reading, now_is_given, ..terms(program, policy, now) };
                    let found = answers(&terms, &line);
                    let [alone, explained, lines, status] = found;
                    // Only where the status alone is asked, a line may be left once its account is blocked.
                    let is_left = now_is_given && lines.is_none() && status == Some(Status::Blocked);
                    if alone != explained || alone != lines || (alone != status && !is_left) {
                        let line = String::from_utf8_lossy(&line);
                        wrong
                            .push(format!("seed {seed}, {}: {found:?}: {line}", program.policy_name(policy)));
                    }
                }
            }
        }
    }
    (program.policies().len() as u64, wrong)
}

#[test]
fn every_reader_gives_one_answer_for_a_mangled_line() {
    crate::holds_for_seeds(crate::cases(24), disagreements);
}
