//! Texts of facts: they are refused, or judged.
#![no_main]

use std::sync::LazyLock;

use exeunt::analysis::analyse;
use exeunt::diagnostic::Severity;
use exeunt::eval::evaluate;
use exeunt::facts;
use exeunt::ir::Program;
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
  tags: many text
  trades: many trade
}
record trade { open: bool  placed: time }
policy close on request {
  when status is normal and balance is 0 CNY and points < 1.0 and strikes < 3 and "vip" in tags
  require idle: no open trade within 15d en "Trades are open: {count}" fix "Wait"
  require old: opened more than 12mo ago en "Too young until {clears}"
  require adult: born is absent or born < 2008-01-01 en "A minor" final
}
"#;

static PROGRAM: LazyLock<Program> = LazyLock::new(|| {
    let mut sources = Sources::new();
    sources.add("fuzz.policy", POLICY);
    analyse(sources).program.expect("the policy is sound")
});

fuzz_target!(|text: &str| {
    let outcome = facts::read(&PROGRAM, None, FileId(0), text);
    for found in &outcome.diagnostics {
        let span = found.primary.span;
        assert!(text.get(span.range()).is_some(), "a diagnostic lies outside the text");
    }
    match outcome.envelope {
        Some(envelope) => {
            let _ = evaluate(&PROGRAM, envelope.policy, &envelope.facts, envelope.now.unwrap_or(0));
        }
        None => assert!(outcome.diagnostics.iter().any(|found| found.severity() == Severity::Error)),
    }
});
