//! How fast exeunt decides, explains, compiles and reads; `cargo bench --bench speed [-- NAME]`. Every figure stands beside a
//! baseline from the same run: contenders take turns, medians are shown, and the ratio is the median of the rounds'
//! ratios to the first of the group.

#[path = "shared/accounts.rs"]
mod accounts;
#[path = "shared/loaded.rs"]
mod loaded;
#[path = "shared/measure.rs"]
mod measure;
#[path = "shared/yardstick.rs"]
mod yardstick;

use std::hint::black_box;
use std::path::Path;

use exeunt::analysis::analyse;
use exeunt::decide::{Batch, CompiledPolicy, Decisions, Detail, LineDecider, LineOptions, LineOutcome};
use exeunt::eval::evaluate;
use exeunt::facts::{self, Facts};
use exeunt::ir::{PolicyId, Program, Status, Timestamp};
use exeunt::source::FileId;
use measure::{Contender, Measured, measure};

const POLICIES: &str = "policies";
const SEED: u64 = 7;
const NOW: Timestamp = Timestamp::from_micros(accounts::NOW);

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|it| !it.starts_with("--")).collect();
    let groups: [(&str, fn()); 6] = [
        ("loaded", loaded),
        ("cached", cached),
        ("lines", lines),
        ("explain", explain),
        ("compile", compile),
        ("events", events),
    ];
    for (name, group) in groups {
        if wanted.is_empty() || wanted.iter().any(|it| it == name) {
            group();
        }
    }
}

fn taobao() -> (Program, PolicyId) {
    loaded::taobao(Path::new(POLICIES))
}

fn read(program: &Program, policy: PolicyId, text: &str) -> Vec<Facts> {
    let options = facts::Options::default().allowing_unknown_keys();
    let read = |line: &str| {
        facts::read_with(options, program, Some(policy), FileId(0), line).envelope.expect("sound").facts
    };
    text.lines().map(read).collect()
}

fn batch(decider: &CompiledPolicy, facts: &[Facts]) -> Batch {
    let mut batch = decider.batch();
    facts.iter().for_each(|facts| batch.push(facts).expect("it fits"));
    batch
}

/// Shows a group; each run was over so many things.
fn show(title: &str, per: usize, unit: &str, measured: &[Measured]) {
    println!("\n{title}");
    for Measured { name, median, ratio } in measured {
        let nanoseconds = median.as_secs_f64() * 1e9 / per as f64;
        println!("  {name:<44} {nanoseconds:>12.1} ns {unit:<12} {ratio:>8.3} ×");
    }
}

/// Accounts whose facts are in memory, in each one's own form.
fn loaded() {
    decide("decide accounts in memory", 100_000, 1);
}

/// The same over and over, in the cache.
fn cached() {
    decide("decide accounts in the cache", 256, 400);
}

fn decide(title: &str, count: usize, times: usize) {
    let (program, policy) = taobao();
    let text = accounts::lines(count, SEED, 20);
    let structs: Vec<_> = text.lines().map(|line| yardstick::read(line.as_bytes()).expect("sound")).collect();
    let facts = read(&program, policy, &text);
    let decider = CompiledPolicy::compile(&program, policy).expect("it is held");
    let moment = decider.at(NOW);
    let whole = batch(&decider, &facts);
    let wanted: Vec<bool> = structs.iter().map(|it| yardstick::is_eligible(it, accounts::NOW)).collect();
    let (mut decisions, mut statuses) = (Decisions::default(), Vec::new());
    moment.statuses(&whole, &mut statuses);
    assert!(statuses.iter().zip(&wanted).all(|(status, &wanted)| (*status == Status::Eligible) == wanted));
    println!("\n{} of {count} accounts are eligible", wanted.iter().filter(|&&it| it).count());
    let measured = measure(
        25,
        vec![
            Contender::new("hand-written Rust over structs, status", || {
                for _ in 0..times {
                    let eligible =
                        structs.iter().filter(|it| yardstick::is_eligible(it, accounts::NOW)).count();
                    black_box(eligible);
                }
            }),
            Contender::new("exeunt, status of a batch", || {
                for _ in 0..times {
                    moment.statuses(black_box(&whole), &mut statuses);
                }
            }),
            Contender::new("exeunt, every requirement of a batch", || {
                for _ in 0..times {
                    moment.decide(black_box(&whole), &mut decisions);
                }
            }),
            Contender::new("exeunt, status, one account at a time", || {
                for _ in 0..times {
                    for at in 0..count {
                        black_box(moment.status(black_box(&whole), at));
                    }
                }
            }),
        ],
    );
    show(title, count * times, "an account", &measured);
}

/// From lines of JSON to verdicts, on one core.
fn lines() {
    let (program, policy) = taobao();
    let count = 20_000;
    let text = accounts::lines(count, SEED, 20);
    println!("\n{count} lines, {} bytes each", text.len() / count);
    let decider = CompiledPolicy::compile(&program, policy).expect("it is held");
    let moment = decider.at(NOW);
    let terms = LineOptions {
        program: &program,
        policy,
        now: NOW,
        now_is_given: true,
        id: None,
        reading: facts::Options::default().allowing_unknown_keys(),
    };
    let mut judge = LineDecider::new(terms, Some(&moment), Detail::Requirements);
    let by_serde = |line: &str| {
        yardstick::read(line.as_bytes()).is_some_and(|it| yardstick::is_eligible(&it, accounts::NOW))
    };
    let wanted = text.lines().filter(|line| by_serde(line)).count();
    let mut eligible = 0;
    judge.judge(text.as_bytes(), |line| {
        if let LineOutcome::Judged { decision, .. } = line.found {
            eligible += usize::from(decision.status == Status::Eligible);
        }
    });
    assert_eq!(eligible, wanted);
    let measured = measure(
        15,
        vec![
            Contender::new("hand-written serde, parse and decide", || {
                black_box(text.lines().filter(|line| by_serde(line)).count());
            }),
            Contender::new("exeunt, read and judge", || {
                judge.judge(text.as_bytes(), |line| drop(black_box(line)));
            }),
            Contender::new("serde_json::Value alone", || {
                for line in text.lines() {
                    let value: serde_json::Value = serde_json::from_str(line).expect("sound");
                    black_box(value);
                }
            }),
        ],
    );
    show("lines of JSON to verdicts", count, "an account", &measured);
}

/// Bare decisions and full verdicts.
fn explain() {
    let (program, policy) = taobao();
    let facts = read(&program, policy, &accounts::lines(1_000, SEED, 20));
    let decider = CompiledPolicy::compile(&program, policy).expect("it is held");
    let moment = decider.at(NOW);
    let (mut one, mut decisions) = (decider.batch(), Decisions::default());
    let measured = measure(
        15,
        vec![
            Contender::new("load and decide one account", || {
                for facts in &facts {
                    one.clear();
                    one.push(facts).expect("it fits");
                    moment.decide(&one, &mut decisions);
                    black_box(&decisions);
                }
            }),
            Contender::new("evaluate: the full verdict", || {
                for facts in &facts {
                    black_box(evaluate(&program, policy, facts, NOW));
                }
            }),
        ],
    );
    show("explanation and timeline", facts.len(), "an account", &measured);
}

/// From source to program, to decider, to an instant.
fn compile() {
    let (program, policy) = taobao();
    let decider = CompiledPolicy::compile(&program, policy).expect("it is held");
    let measured = measure(
        15,
        vec![
            Contender::new("parse and check Taobao and Alibaba.cn", || {
                black_box(analyse(loaded::sources(Path::new(POLICIES))));
            }),
            Contender::new("compile for deciding", || {
                black_box(CompiledPolicy::compile(&program, policy)).expect("it is held");
            }),
            Contender::new("turn the windows into cut-offs", || {
                black_box(decider.at(black_box(NOW)));
            }),
        ],
    );
    show("compile", 1, "a run", &measured);
}

/// Accounts with ten times the events each.
fn events() {
    let (program, policy) = taobao();
    let decider = CompiledPolicy::compile(&program, policy).expect("it is held");
    let moment = decider.at(NOW);
    let of = |trades: i64| {
        let count = 400_000 / trades as usize;
        let facts = read(&program, policy, &accounts::lines(count, SEED, trades));
        (batch(&decider, &facts), facts)
    };
    let (short, long) = (of(20), of(2_000));
    let (mut decisions, mut others) = (Decisions::default(), Decisions::default());
    let measured = measure(
        15,
        vec![
            Contender::new("decide, 20 trades each", || moment.decide(&short.0, &mut decisions)),
            Contender::new("decide, 2,000 trades each", || moment.decide(&long.0, &mut others)),
            Contender::new("evaluate, 20 trades each", || {
                short
                    .1
                    .iter()
                    .take(2_000)
                    .for_each(|it| drop(black_box(evaluate(&program, policy, it, NOW))));
            }),
            Contender::new("evaluate, 2,000 trades each", || {
                long.1.iter().take(20).for_each(|it| drop(black_box(evaluate(&program, policy, it, NOW))));
            }),
        ],
    );
    show("as many events in fewer accounts", 400_000, "an event", &measured[..2]);
    show("the same, with explanation", 40_000, "an event", &measured[2..]);
}
