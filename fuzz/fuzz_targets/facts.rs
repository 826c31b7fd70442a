//! Texts of facts: they are refused, or judged, and all readers agree on it.
#![no_main]

use std::sync::LazyLock;

use exeunt::analysis::analyse;
use exeunt::diagnostic::Severity;
use exeunt::decide::{CompiledPolicy, LineOutcome, LineDecider, AtInstant, LineOptions, Detail};
use exeunt::eval::evaluate;
use exeunt::facts::{self, Options};
use exeunt::ir::{PolicyId, Program, Status};
use exeunt::source::{FileId, Sources};
use libfuzzer_sys::fuzz_target;

/// An account with a field of every type.
const POLICY: &str = r#"
package fuzz
languages en
account {
  status: one of normal, limited
  balance: money CNY
  points: decimal
  strikes: int
  opened: time
  born: date?
  home: address?
  tags: many text
  codes: many int
  trades: many trade
}
record address { city: text  flat: int? }
record trade { open: bool  placed: time  price: money CNY }
request { confirmed: bool }
policy close on request {
  when status is normal and balance is 0 CNY and points < 1.0 and strikes < 3 and "vip" in tags
  require idle: no open trade within 15d en "Trades are open: {count}" fix "Wait"
  require cheap: total price of trades < 100 CNY and not (7 in codes) en "Too dear" fix "Sell"
  require old: opened more than 12mo ago en "Too young until {clears}"
  require adult: born is absent or born < 2008-01-01 en "A minor" final
  require settled: home is absent or home.city is not "" en "No home" fix "Say where"
  require confirmed: request.confirmed en "Not confirmed" fix "Confirm"
}
"#;

static PROGRAM: LazyLock<Program> = LazyLock::new(|| {
    let mut sources = Sources::new();
    sources.add("fuzz.policy", POLICY);
    analyse(sources).program.expect("the policy is sound")
});
static DECIDER: LazyLock<CompiledPolicy> =
    LazyLock::new(|| CompiledPolicy::compile(&PROGRAM, PolicyId::FIRST).expect("the policy is small"));
static MOMENT: LazyLock<AtInstant<'static>> = LazyLock::new(|| DECIDER.at(exeunt::ir::Timestamp::UNIX_EPOCH));

/// What a reader made of a text: the verdict in short, or that it was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Answer {
    /// With the requirements that fail.
    Judged(Status, Vec<usize>),
    Refused,
}

fuzz_target!(|text: &str| {
    let one = as_one(text);
    // An end of line in a text of JSON is space, between lines it ends an account.
    if text.contains(['\n', '\r']) || text.trim().is_empty() {
        return;
    }
    assert_eq!(as_lines(text), one, "the reader of lines");
    assert_eq!(explained(text), one, "the whole verdict of a line");
    let complete = judged(text, None, Detail::Requirements);
    assert_eq!(complete, one, "the complete judgement of lines");
    assert_eq!(judged(text, Some(&MOMENT), Detail::Requirements), one, "deciding");
    let status = judged(text, Some(&MOMENT), Detail::Status);
    // Where only the status is asked for, a line may be left as soon as its account is blocked.
    let is_blocked = matches!(&status, Answer::Judged(Status::Blocked, _));
    assert!(is_blocked || status.status() == one.status(), "the status alone: {status:?}, {one:?}");
});

impl Answer {
    fn status(&self) -> Option<Status> {
        match self {
            Self::Judged(status, _) => Some(*status),
            Self::Refused => None,
        }
    }
}

fn terms() -> LineOptions<'static> {
    LineOptions {
        program: &PROGRAM,
        policy: PolicyId::FIRST,
        now: exeunt::ir::Timestamp::UNIX_EPOCH,
        now_is_given: false,
        id: None,
        reading: Options::default(),
    }
}

/// As one account, which is judged completely.
fn as_one(text: &str) -> Answer {
    let read = facts::read(&PROGRAM, Some(PolicyId::FIRST), FileId(0), text);
    for found in &read.diagnostics {
        assert!(text.get(found.primary.span.range()).is_some(), "a diagnostic lies outside the text");
    }
    let has_errors = read.diagnostics.iter().any(|found| found.severity() == Severity::Error);
    assert_eq!(read.envelope.is_none(), has_errors);
    answer(read)
}

fn as_lines(text: &str) -> Answer {
    let mut lines: Vec<_> =
        facts::read_lines(Options::default(), &PROGRAM, Some(PolicyId::FIRST), FileId(0), text).collect();
    let (number, read) = lines.pop().expect("the text is a line");
    assert!(lines.is_empty() && number == 1);
    answer(read)
}

fn answer(read: facts::Read) -> Answer {
    let Some(envelope) = read.envelope else { return Answer::Refused };
    in_short(&evaluate(
        &PROGRAM,
        PolicyId::FIRST,
        &envelope.facts,
        envelope.now.unwrap_or(exeunt::ir::Timestamp::UNIX_EPOCH),
    ))
}

fn explained(text: &str) -> Answer {
    terms().explain(text.as_bytes()).map_or(Answer::Refused, |(_, verdict)| in_short(&verdict))
}

fn in_short(verdict: &exeunt::eval::Verdict) -> Answer {
    let requirements = &PROGRAM.policies()[PolicyId::FIRST].requirements;
    let place = |name: &str| requirements.iter().position(|it| it.name == name).expect("it is declared");
    let failed = verdict.failed.iter().map(|failed| place(&failed.requirement)).collect();
    Answer::Judged(verdict.status, failed)
}

fn judged(text: &str, moment: Option<&AtInstant<'static>>, wanted: Detail) -> Answer {
    let mut found = Vec::new();
    LineDecider::new(terms(), moment, wanted).judge(text.as_bytes(), |line| {
        found.push(match line.found {
            LineOutcome::Refused(_) => Answer::Refused,
            LineOutcome::Judged { decision, .. } => {
                // A policy that does not speak of an account refuses nothing.
                let speaks = decision.status != Status::Inapplicable;
                Answer::Judged(decision.status, decision.failed().filter(|_| speaks).collect())
            }
        });
    });
    let answer = found.pop().expect("the text is a line");
    assert!(found.is_empty(), "the text is one line");
    answer
}
