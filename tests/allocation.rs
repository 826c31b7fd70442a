//! Deciding allocates nothing: an account is laid out, and judged, in the space of the one before it.

#[path = "../benches/shared/accounts.rs"]
mod accounts;

use allocation_counter::measure;
use exeunt::analysis::analyse;
use exeunt::eval::decide::{Decider, Decisions};
use exeunt::eval::evaluate;
use exeunt::facts::{self, Facts};
use exeunt::ir::{PolicyId, Program, Status};
use exeunt::source::{FileId, Sources};

fn taobao() -> (Program, PolicyId, Vec<Facts>) {
    let mut sources = Sources::new();
    for name in ["taobao", "alibaba_cn"] {
        let path = format!("policies/{name}/{name}.policy");
        sources.add(name, std::fs::read_to_string(path).expect("it is there"));
    }
    let program = analyse(sources).program.expect("it is sound");
    let policy = program.policy("taobao.close").expect("it is there");
    let read =
        |line: &str| facts::read(&program, Some(policy), FileId(0), line).envelope.expect("sound").facts;
    let facts = accounts::lines(500, 3, 20).lines().map(read).collect();
    (program, policy, facts)
}

#[test]
fn one_account_after_another_is_decided_without_allocating() {
    let (program, policy, facts) = taobao();
    let decider = Decider::compile(&program, policy).expect("it is held");
    let moment = decider.at(accounts::NOW);
    let (mut batch, mut decisions, mut statuses) = (decider.batch(), Decisions::default(), Vec::new());
    let mut eligible = 0;
    let mut judge_all = || {
        for facts in &facts {
            batch.clear();
            batch.push(facts).expect("it fits");
            moment.decide(&batch, &mut decisions);
            moment.statuses(&batch, &mut statuses);
            assert_eq!(decisions.statuses(), statuses);
            eligible += usize::from(statuses[0] == Status::Eligible);
        }
    };
    judge_all();
    let again = measure(judge_all);
    assert_eq!((again.count_total, again.bytes_total), (0, 0));
    assert!((300..700).contains(&eligible), "{eligible} of 1000");
    let complete = measure(|| drop(evaluate(&program, policy, &facts[0], accounts::NOW)));
    assert!(complete.count_total > 0, "allocations are counted");
}
