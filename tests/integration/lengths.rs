//! A length that is a fact means what its literal does: in every form, of times and of dates, also where days are skipped and
//! clocks change.

use std::fmt::Write as _;

use exeunt::decide::{CompiledPolicy, Decisions};
use exeunt::eval::{Truth, evaluate};
use exeunt::facts::Facts;
use exeunt::ir::{Length, LengthKind, PolicyId, Program, Timestamp, Value, calendar};
use exeunt_testkit::analysed;

const HOUR: i64 = 3_600_000_000;

/// Conditions; `D` is the length, `t` and `u` are times, `d` and `f` dates.
const FORMS: &[&str] = &[
    "t within D",
    "t less than D ago",
    "t at least D ago",
    "t more than D ago",
    "t in the next D",
    "t within D after now",
    "t less than D after now",
    "t at least D after now",
    "t more than D after now",
    "t within D after u",
    "t less than D after u",
    "t at least D after d",
    "t more than D after d",
    "t within D before u",
    "t at least D before d",
    "t + D <= u",
    "t - D > u",
    "u is t + D",
    "d within D",
    "d less than D ago",
    "d at least D ago",
    "d more than D ago",
    "d in the next D",
    "d more than D after now",
    "d within D after f",
    "d at least D before t",
    "d + D <= f",
    "d - D < f",
    "f is d + D",
    "f is not d - D",
    "d + D is one of f, 2012-01-01",
    "d - D >= t",
    "u is d + D",
    "u between d - D and f",
];

/// Lengths as they are written, and as facts.
fn lengths() -> Vec<(&'static str, Length)> {
    let elapsed = |months, days, hours: i64| {
        let micros = hours * HOUR;
        Length { months, days, micros, kind: LengthKind::Elapsed }
    };
    let full_days = |days| Length { kind: LengthKind::FullDays, ..elapsed(0, days, 0) };
    vec![
        ("0d", elapsed(0, 0, 0)),
        ("1d", elapsed(0, 1, 0)),
        ("1mo", elapsed(1, 0, 0)),
        ("1y6mo", elapsed(18, 0, 0)),
        ("1mo2d", elapsed(1, 2, 0)),
        ("1h", elapsed(0, 0, 1)),
        ("36h", elapsed(0, 0, 36)),
        ("1d12h", elapsed(0, 1, 12)),
        ("9000y", elapsed(9000 * 12, 0, 0)),
        ("0 full days", full_days(0)),
        ("1 full day", full_days(1)),
        ("3 full days", full_days(3)),
    ]
}

fn program(zone: &str) -> Program {
    let mut text = format!(
        "package p\nlanguages en\nzone {zone}\naccount {{ t: time  u: time  d: date  f: date\n{}}}\n",
        (0..lengths().len()).map(|at| format!("  k{at}: length\n")).collect::<String>()
    );
    text += "policy close on request {\n";
    for (at, (literal, _)) in lengths().iter().enumerate() {
        for (form, condition) in FORMS.iter().enumerate() {
            for (name, length) in [("said", (*literal).to_owned()), ("given", format!("k{at}"))] {
                let condition = condition.replacen('D', &length, 1);
                let _ = writeln!(text, "  require {name}_{at}_{form}: {condition} en \"-\" fix \"-\"");
            }
        }
    }
    text += "}\n";
    let analysis = analysed([("p.policy", text.as_str())]);
    let found: Vec<String> = analysis.diagnostics.iter().map(|it| it.message.to_string()).collect();
    analysis.program.unwrap_or_else(|| panic!("{found:?}"))
}

/// Events and instants around a day that Apia skipped, a day on which clocks change in Berlin, and an end of a month.
fn around() -> Vec<i64> {
    let anchors =
        ["2011-12-30T10:00:00Z", "2011-12-29T22:00:00Z", "2012-01-31T23:30:00Z", "2012-03-25T01:00:00Z"];
    let micros = |text: &str| text.parse::<jiff::Timestamp>().expect("a time").as_microsecond();
    let moved = |text| [-25, 0, 1, 36].map(|hours| micros(text) + hours * HOUR);
    anchors.into_iter().flat_map(moved).collect()
}

#[test]
fn a_length_of_the_facts_means_what_its_literal_does() {
    for zone in ["Pacific/Apia", "Europe/Berlin"] {
        let program = program(zone);
        let compiled = CompiledPolicy::compile(&program, PolicyId::FIRST).expect("it is compiled");
        let lengths: Vec<Value> = lengths().into_iter().map(|(_, length)| Value::Length(length)).collect();
        let zone = program.packages()[program.policies()[PolicyId::FIRST].package].zone;
        let times = around();
        for (at, &t) in times.iter().enumerate() {
            let other = |step: usize| times[(at + step) % times.len()];
            let day = |micros| Value::Date(calendar::day_of(micros, zone));
            let mut fields = vec![Value::Time(t), Value::Time(other(5)), day(other(1)), day(other(7))];
            fields.extend(lengths.iter().cloned());
            let facts = Facts { account: Value::Record(fields), request: None, services: None };
            for now in [t - 1, t, t + 1, other(3), other(6) + 31 * 24 * HOUR] {
                check(&program, &compiled, &facts, Timestamp::from_micros(now));
            }
        }
    }
}

fn check(program: &Program, compiled: &CompiledPolicy, facts: &Facts, now: Timestamp) {
    let verdict = evaluate(program, PolicyId::FIRST, facts, now);
    let names = &program.policies()[PolicyId::FIRST].requirements;
    for pair in verdict.requirements.chunks(2) {
        let [said, given] = pair else { panic!("requirements come in pairs") };
        assert_eq!(said.truth, given.truth, "{} of {facts:?} at {now}", said.requirement);
        assert_ne!(said.truth, Truth::Unknown);
    }
    let mut batch = compiled.batch();
    batch.push(facts).expect("it fits");
    let mut decisions = Decisions::default();
    compiled.at(now).decide(&batch, &mut decisions);
    let decision = decisions.get(0).expect("there is one account");
    let failed: Vec<&str> = decision.failed().map(|at| names[at].name.as_str()).collect();
    let expected: Vec<&str> = verdict.failed.iter().map(|it| it.requirement.as_str()).collect();
    assert_eq!(failed, expected, "{facts:?} at {now}");
}
