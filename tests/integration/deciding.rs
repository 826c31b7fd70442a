//! Deciding alone agrees with the complete evaluation: on random facts of every shipped policy and of one that uses each
//! construct, with times at the boundaries of its windows and a microsecond beside them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use exeunt::decide::{
    CompiledPolicy, Decisions, Detail, LineDecider, LineOptions, LineOutcome, Overflow, Unsupported,
};
use exeunt::eval::{Truth, evaluate};
use exeunt::facts::Facts;
use exeunt::ir::{PolicyId, Program, Status, Timestamp, Value};
use exeunt_testkit::facts::{FactSource, Known};
use exeunt_testkit::{Dice, compiled, shipped_program};
use proptest::prelude::*;

const EVERY_CONSTRUCT: &str = include_str!("deciding.policy");
const OTHER: &str = include_str!("deciding_other.policy");

/// What the complete evaluation says: status, failed, unknown.
fn complete(
    program: &Program,
    policy: PolicyId,
    facts: &Facts,
    now: Timestamp,
) -> (Status, Vec<usize>, Vec<usize>) {
    let verdict = evaluate(program, policy, facts, now);
    let of = |truth| {
        let judged = verdict.requirements.iter().enumerate();
        judged.filter(|(_, it)| it.truth == truth).map(|(at, _)| at).collect()
    };
    (verdict.status, of(Truth::False), of(Truth::Unknown))
}

/// The names of the requirements that two outcomes differ in.
fn differing<'p>(
    program: &'p Program,
    policy: PolicyId,
    one: &(Status, Vec<usize>, Vec<usize>),
    two: &(Status, Vec<usize>, Vec<usize>),
) -> Vec<&'p str> {
    let named = program.policies()[policy].requirements.iter().enumerate();
    let differs = named.filter(|(at, _)| {
        one.1.contains(at) != two.1.contains(at) || one.2.contains(at) != two.2.contains(at)
    });
    differs.map(|(_, requirement)| requirement.name.as_str()).collect()
}

fn agree(source: &FactSource<'_>, policy: PolicyId, now: Timestamp, seed: u64, accounts: usize) {
    let program = source.program();
    let decider = CompiledPolicy::compile(program, policy).expect("it is sound");
    let moment = decider.at(now);
    let (mut batch, mut decisions, mut statuses) = (decider.batch(), Decisions::default(), Vec::new());
    let mut dice = Dice::new(seed);
    let known = |at: usize| if at.is_multiple_of(3) { Known::Whole } else { Known::Partly(6) };
    let facts: Vec<Facts> =
        (0..accounts).map(|at| source.draw_at(policy, known(at), now, &mut dice)).collect();
    for facts in &facts {
        batch.push(facts).expect("it is sound");
    }
    moment.decide(&batch, &mut decisions);
    moment.statuses(&batch, &mut statuses);
    assert_eq!(decisions.statuses(), statuses);
    let each: Vec<Option<Status>> = (0..=batch.len()).map(|at| moment.status(&batch, at)).collect();
    assert_eq!(each.split_last(), Some((&None, &*statuses.iter().copied().map(Some).collect::<Vec<_>>())));
    for (at, facts) in facts.iter().enumerate() {
        let decision = decisions.get(at).expect("it is sound");
        let found = (decision.status, decision.failed().collect(), decision.unknown().collect());
        let name = program.policy_name(policy);
        let expected = complete(program, policy, facts, now);
        let difference = differing(program, policy, &found, &expected);
        assert_eq!(
            found,
            expected,
            "{name} at {now}, account {at}, {difference:?}: {:?}",
            (&facts.account, &facts.request)
        );
        let back = batch.facts(program, policy, at);
        let (back, whole) = (evaluate(program, policy, &back, now), evaluate(program, policy, facts, now));
        assert_eq!(
            back.status,
            whole.status,
            "{name} at {now}, account {at}: {:?}",
            (&facts.account, &facts.request)
        );
        assert_eq!(
            back.eligible_after,
            whole.eligible_after,
            "{name} at {now}, account {at}: {:?}",
            (&facts.account, &facts.request)
        );
    }
}

/// Instants around changes of the clock in Berlin and elsewhere, and plain ones.
const INSTANTS: [&str; 8] = [
    "2019-04-01T12:00:00+08:00",
    "2026-03-29T02:30:00+01:00",
    "2026-03-29T03:30:00+02:00",
    "2026-10-25T02:30:00+01:00",
    "2026-03-01T00:00:00+01:00",
    "2024-02-29T23:59:59.999999+08:00",
    "2026-04-30T03:00:00+02:00",
    "2027-03-29T03:15:00+02:00",
];

fn instant() -> impl Strategy<Value = Timestamp> {
    (prop::sample::select(&INSTANTS[..]), -3_i64..=3).prop_map(|(text, beside)| {
        Timestamp::parse(text).ok().and_then(|at| at.checked_add(beside)).expect("it is sound")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10))]

    #[test]
    fn of_the_shipped_policies(now in instant(), seed: u64) {
        static PROGRAM: LazyLock<Program> = LazyLock::new(shipped_program);
        static SOURCE: LazyLock<FactSource<'static>> = LazyLock::new(|| FactSource::new(&PROGRAM));
        for policy in PROGRAM.policies().ids() {
            agree(&SOURCE, policy, now, seed, 6);
        }
    }

    #[test]
    fn of_every_construct(now in instant(), seed: u64) {
        static PROGRAM: LazyLock<Program> =
            LazyLock::new(|| compiled([("every.policy", EVERY_CONSTRUCT), ("other.policy", OTHER)]));
        static SOURCE: LazyLock<FactSource<'static>> = LazyLock::new(|| FactSource::new(&PROGRAM));
        for policy in PROGRAM.policies().ids() {
            agree(&SOURCE, policy, now, seed, 12);
        }
    }
}

#[test]
fn of_more_accounts_than_are_judged_together() {
    let program = shipped_program();
    let policy = program.policy("taobao.close").expect("it is sound");
    agree(&FactSource::new(&program), policy, Timestamp::from_micros(1_554_091_200_000_000), 7, 150);
}

#[test]
fn the_tests_of_the_shipped_policies_come_out_alike() {
    let program = shipped_program();
    assert!(program.tests().len() > 50);
    for test in program.tests() {
        let mut facts = Facts::of_test(&program, test);
        // What is known of services is a part of what is compiled.
        let program = program.clone().with_services(facts.services.take().unwrap_or_default());
        let decider = CompiledPolicy::compile(&program, test.policy).expect("it is sound");
        let (mut batch, mut decisions) = (decider.batch(), Decisions::default());
        batch.push(&facts).expect("it is sound");
        decider.at(test.now).decide(&batch, &mut decisions);
        let expected = complete(&program, test.policy, &facts, test.now);
        assert_eq!(decisions.get(0).expect("it is sound").status, expected.0, "{}", test.title);
    }
}

#[test]
fn a_value_beyond_64_bits_is_left_to_the_complete_evaluation() {
    let program = compiled([(
        "p.policy",
        "package p languages en zone UTC account { balance: money CNY }
         policy close on request { require empty: balance is 0 CNY en \"No\" fix \"Spend it\" }",
    )]);
    let decider = CompiledPolicy::compile(&program, PolicyId::FIRST).expect("it is sound");
    let mut batch = decider.batch();
    let facts =
        |amount| Facts { account: Value::Record(vec![Value::Number(amount)]), request: None, services: None };
    assert_eq!(batch.push(&facts(i128::from(i64::MAX) + 1)), Err(Overflow));
    assert_eq!(batch.push(&facts(0)), Ok(()));
    assert_eq!(batch.len(), 1);
    let mut statuses = Vec::new();
    decider.at(Timestamp::UNIX_EPOCH).statuses(&batch, &mut statuses);
    assert_eq!(statuses, [Status::Eligible]);
}

#[test]
fn a_line_with_an_amount_beyond_64_bits_is_judged_nevertheless() {
    let program = compiled([(
        "p.policy",
        "package p languages en zone UTC account { balance: money CNY }
         policy close on request { require little: balance < 5 CNY en \"No\" fix \"Spend it\" }",
    )]);
    let line = |amount: &str| format!("{{\"account\":{{\"balance\":\"{amount} CNY\"}}}}\n");
    let lines = [line("1"), line("184467440737095516.16"), line("-184467440737095516.16")].concat();
    assert_eq!(
        judged(&program, &lines, Timestamp::UNIX_EPOCH, true),
        [Status::Eligible, Status::Blocked, Status::Eligible]
    );
}

#[test]
fn a_line_with_an_instant_of_its_own_is_judged_then() {
    let program = compiled([(
        "p.policy",
        "package p languages en zone UTC account { login: time }
         policy close on request { require idle: login more than 10d ago en \"No\" fix \"Wait\" }",
    )]);
    let login = "\"account\":{\"login\":\"2026-01-01T00:00:00Z\"}";
    let lines = format!(
        "{{{login}}}\n{{\"now\":\"2026-02-01T00:00:00Z\",{login}}}\n{{{login},\"now\":\"2026-02-01T00:00:00Z\"}}\n"
    );
    let now = Timestamp::parse("2026-01-05T00:00:00Z").expect("it is sound");
    let (open, closed) = (Status::Blocked, Status::Eligible);
    assert_eq!(judged(&program, &lines, now, false), [open, closed, closed]);
    assert_eq!(
        judged(&program, &lines, now, true),
        [open, open, open],
        "an instant that is given holds for all"
    );
}

#[test]
fn a_policy_that_nests_too_deep_is_left_to_the_complete_evaluation() {
    let nested = |depth: usize| {
        let mut text = String::from("package p languages en zone UTC\n");
        for at in (0..depth).rev() {
            let inner =
                if at + 1 == depth { "x: int".to_owned() } else { format!("c{}: many r{}", at + 1, at + 1) };
            text.push_str(&format!("record r{at} {{ {inner} }}\n"));
        }
        let mut condition = "x is 1".to_owned();
        for at in (0..depth).rev() {
            condition = format!("some c{at} where ({condition})");
        }
        text.push_str("account { c0: many r0 }\n");
        text.push_str(&format!(
            "policy close on request {{ require none: not {condition} en \"No\" fix \"Act\" }}"
        ));
        compiled([("p.policy", &text)])
    };
    assert!(CompiledPolicy::compile(&nested(7), PolicyId::FIRST).is_ok());
    let program = nested(8);
    assert_eq!(
        CompiledPolicy::compile(&program, PolicyId::FIRST).expect_err("it nests too deep"),
        Unsupported::TooLarge
    );
    let line = |x: u32| {
        let inner =
            (1..8).rev().fold(format!("{{\"x\":{x}}}"), |inner, at| format!("{{\"c{at}\":[{inner}]}}"));
        format!("{{\"account\":{{\"c0\":[{inner}]}}}}\n")
    };
    assert_eq!(
        judged(&program, &(line(1) + &line(2)), Timestamp::UNIX_EPOCH, true),
        [Status::Blocked, Status::Eligible]
    );
}

/// The statuses of lines under the first policy.
fn judged(program: &Program, lines: &str, now: Timestamp, now_is_given: bool) -> Vec<Status> {
    let decider = CompiledPolicy::compile(program, PolicyId::FIRST).ok();
    let moment = decider.as_ref().map(|decider| decider.at(now));
    let terms = LineOptions {
        program,
        policy: PolicyId::FIRST,
        now,
        now_is_given,
        id: None,
        reading: exeunt::facts::Options::default(),
    };
    let mut statuses = Vec::new();
    LineDecider::new(terms, moment.as_ref(), Detail::Requirements).judge(lines.as_bytes(), |line| match line
        .found
    {
        LineOutcome::Judged { decision, .. } => statuses.push(decision.status),
        LineOutcome::Refused(why) => panic!("{why:?}"),
    });
    statuses
}

#[test]
fn a_policy_that_expands_beyond_bounds_is_left_to_the_complete_evaluation() {
    let mut text = String::from(
        "package p languages en zone UTC account { a: int }\n condition c0 = a is 0 and not a is 1\n",
    );
    for n in 1..20 {
        let before = n - 1;
        text.push_str(&format!("condition c{n} = (c{before} and a < {n}) or (c{before} and a > {n})\n"));
    }
    text.push_str("policy close on request { require all: c19 en \"No\" fix \"Act\" }");
    let program = compiled([("p.policy", &text)]);
    assert_eq!(
        CompiledPolicy::compile(&program, PolicyId::FIRST).expect_err("it is too large"),
        Unsupported::TooLarge
    );
}

/// The random facts reach everything that the shipped policies tell apart, or the comparisons above show little.
#[test]
fn random_facts_reach_every_truth_of_every_requirement_and_every_status_that_tests_expect() {
    let program = shipped_program();
    let source = FactSource::new(&program);
    let mut missing = Vec::new();
    for policy in program.policies().ids() {
        let decider = CompiledPolicy::compile(&program, policy).expect("it is sound");
        let (mut statuses, mut truths) = (BTreeSet::new(), BTreeSet::new());
        let requirements = &program.policies()[policy].requirements;
        for (seed, text) in (0..).zip(INSTANTS) {
            let now = text.parse::<Timestamp>().expect("an instant");
            let (mut batch, mut decisions, mut dice) =
                (decider.batch(), Decisions::default(), Dice::new(seed));
            for percent in [0, 6, 12].repeat(120) {
                let known = if percent == 0 { Known::Whole } else { Known::Partly(percent) };
                batch.push(&source.draw_at(policy, known, now, &mut dice)).expect("it fits");
            }
            decider.at(now).decide(&batch, &mut decisions);
            for decision in (0..batch.len()).filter_map(|at| decisions.get(at)) {
                statuses.insert(decision.status.word());
                let (failed, unknown): (Vec<_>, Vec<_>) =
                    (decision.failed().collect(), decision.unknown().collect());
                truths.extend((0..requirements.len()).map(|at| match at {
                    at if failed.contains(&at) => (at, "false"),
                    at if unknown.contains(&at) => (at, "unknown"),
                    at => (at, "true"),
                }));
            }
        }
        let name = program.policy_name(policy);
        let all =
            (0..requirements.len()).flat_map(|at| ["true", "false", "unknown"].map(|truth| (at, truth)));
        let unreached = all.filter(|it| !truths.contains(it));
        missing.extend(unreached.map(|(at, truth)| format!("{name}: {} {truth}", requirements[at].name)));
        let expected = program.tests().iter().filter(|test| test.policy == policy).map(|test| {
            let facts = Facts::of_test(&program, test);
            evaluate(&program, policy, &facts, test.now).status.word()
        });
        let expected: BTreeSet<&str> = expected.collect();
        missing.extend(expected.difference(&statuses).map(|status| format!("{name}: {status}")));
    }
    let known = [
        // Of services nothing is known here: no country is known to be exempt.
        "paypal.charge: liable false",
        // Few random accounts meet all of so many requirements: the tests of these policies show these statuses.
        "taobao.close: eligible",
        "taobao.close: undetermined",
        "wechat.close: eligible",
        "weibo.close: eligible",
    ];
    assert_eq!(missing, known, "what no random facts of 2880 a policy reach");
}
