//! The same verdicts as those of the facts themselves, by the complete evaluation.

use std::collections::BTreeMap;

use bytes::Bytes;
use exeunt::columnar::{Fault, Tables};
use exeunt::decide::{CompiledPolicy, Detail};
use exeunt::eval::{Truth, evaluate};
use exeunt::facts::Facts;
use exeunt::ir::{Id, PolicyId, Program, Status, Timestamp};
use exeunt_testkit::facts::{Case, FactSource, Known};
use exeunt_testkit::{Dice, generated, shipped_program};

use crate::written::{Rows, id};

/// What an account comes to: status, failed, unknown, and when it is eligible by waiting.
#[derive(Debug, PartialEq)]
struct Found {
    status: Status,
    failed: Vec<usize>,
    unknown: Vec<usize>,
    eligible_after: Option<Timestamp>,
}

fn evaluated(program: &Program, policy: PolicyId, facts: &Facts, now: Timestamp) -> Found {
    let verdict = evaluate(program, policy, facts, now);
    let of = |truth| {
        let judged = verdict.requirements.iter().enumerate();
        judged.filter(|(_, it)| it.truth == truth).map(|(at, _)| at).collect()
    };
    Found {
        status: verdict.status,
        failed: of(Truth::False),
        unknown: of(Truth::Unknown),
        eligible_after: verdict.eligible_after,
    }
}

/// Accounts by their ids, and what the tables say of each; `None` where it is refused.
type Judged = Vec<(String, Option<Found>)>;

/// What the tables say, and how many sections they have.
fn judged(
    program: &Program,
    policy: PolicyId,
    decider: &CompiledPolicy,
    now: Timestamp,
    files: &BTreeMap<String, Bytes>,
) -> Result<(Judged, usize), Fault> {
    let open = |table: &str| files.get(table).cloned().ok_or(std::io::ErrorKind::NotFound.into());
    let tables = Tables::open(program, policy, decider, open)?;
    let moment = decider.at(now);
    let sections = tables.sections()?;
    let mut found = Vec::new();
    for section in &sections {
        let mut judging = tables.judge(section, &moment, Detail::Requirements)?;
        while judging.judge_next()? > 0 {
            let mut at = 0;
            while let Some(account) = judging.account(at) {
                let decision = account.found.ok().map(|decision| Found {
                    status: decision.status,
                    failed: decision.failed().collect(),
                    unknown: decision.unknown().collect(),
                    eligible_after: judging.eligible_after(at),
                });
                found.push((String::from_utf8(account.id.to_vec()).expect("text"), decision));
                at += 1;
            }
        }
        assert_eq!(judging.strays(), 0);
    }
    Ok((found, sections.len()))
}

/// How many accounts were compared, and how many were beyond what columns hold.
#[derive(Debug, Default)]
struct Compared {
    accounts: usize,
    beyond: usize,
    policies: usize,
    sections: usize,
}

fn compare(program: &Program, policy: PolicyId, accounts: usize, group: usize, seed: u64, to: &mut Compared) {
    let (Ok(decider), source) = (CompiledPolicy::compile(program, policy), FactSource::new(program)) else {
        return;
    };
    let mut dice = Dice::new(seed);
    let Case { now, .. } = source.draw(policy, Known::Whole, &mut dice);
    let known = |at: usize| if at.is_multiple_of(3) { Known::Whole } else { Known::Partly(12) };
    let facts: Vec<Facts> =
        (0..accounts).map(|at| source.draw_at(policy, known(at), now, &mut dice)).collect();
    let Some(rows) = Rows::of(program, policy, &facts) else { return };
    let files = rows.rows.keys().map(|table| (table.clone(), rows.file(table, group))).collect();
    let name = program.policy_name(policy);
    let (found, sections) = judged(program, policy, &decider, now, &files)
        .unwrap_or_else(|fault| panic!("{name}, seed {seed}: {fault}"));
    assert_eq!(found.len(), accounts, "{name}, seed {seed}");
    for ((at, facts), (found_id, found)) in facts.iter().enumerate().zip(found) {
        assert_eq!(found_id, format!("\"{}\"", id(at)), "{name}, seed {seed}");
        let expected = evaluated(program, policy, facts, now);
        match found {
            Some(found) => {
                assert_eq!(
                    found,
                    expected,
                    "{name}, seed {seed}, account {at} at {now}: {:?}",
                    (&facts.account, &facts.request)
                )
            }
            None => {
                let is_beyond = decider.batch().push(facts).is_err();
                assert!(
                    is_beyond,
                    "{name}, seed {seed}, account {at} is refused: {:?}",
                    (&facts.account, &facts.request)
                );
                to.beyond += 1;
            }
        }
    }
    to.accounts += accounts;
    to.policies += 1;
    to.sections += sections;
}

#[test]
fn of_the_shipped_policies() {
    let program = shipped_program();
    let mut compared = Compared::default();
    for policy in program.policies().ids() {
        compare(&program, policy, 40, 7, policy.index() as u64 + 1, &mut compared);
        compare(&program, policy, 40, 1000, policy.index() as u64 + 100, &mut compared);
    }
    assert_eq!(compared.policies, 2 * program.policies().len(), "every shipped policy is read from tables");
    assert!(compared.sections > 4 * program.policies().len(), "{compared:?}");
    assert_eq!(compared.beyond, 0);
}

#[test]
fn of_random_policies() {
    let asked = std::env::var("EXEUNT_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(60);
    let mut compared = Compared::default();
    for seed in 0..asked {
        let Some(program) = generated(seed).program else { continue };
        for policy in program.policies().ids() {
            compare(&program, policy, 20, 1 + seed as usize % 9, seed, &mut compared);
        }
    }
    println!("{compared:?}");
    assert!(compared.policies as u64 > asked / 2 && compared.beyond < compared.accounts / 10, "{compared:?}");
}
