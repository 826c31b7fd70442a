//! Accounts of many records: read and judged whole, and told in bounded space.

use exeunt::decide::{CompiledPolicy, Decisions};
use exeunt::eval::{Evaluation, evaluate};
use exeunt::facts::{self, Facts};
use exeunt::ir::{PolicyId, Program, Timestamp, Value};
use exeunt::render::Colour;
use exeunt::source::FileId;
use exeunt_testkit::compiled;

/// More elements than are kept as a tree, than are named in a verdict, and than are judged before something is forgotten.
const COUNT: usize = 10_000;

const POLICY: &str = r#"
package m languages en zone UTC
account { xs: many x  limit: int  grand = total a of xs }
record x { a: int  b: time?  high = a > 2 and (a < 1000 or a > 2000)  over = high and a > 5 }
policy close on request {
  require c1: no x where a > 1 en "{count} are left: {each a}" fix "y"
  require c2: no over x en "z" fix "y"
  require c3: grand < limit en "{grand}" fix "y"
  require c4: no x where b within 3d en "z" fix "y"
  require c5: no high x where a > 1000 en "z" fix "y"
}
policy unknown on request {
  require c1: no x where (a is 100 or a > 100) en "{count}" fix "y"
}
"#;

fn program() -> Program {
    compiled([("m.policy", POLICY)])
}

fn element(at: usize) -> String {
    format!("{{\"a\":{},\"b\":\"2026-01-{:02}T00:00:00Z\"}}", at % 10, 1 + at % 28)
}

fn text(element: impl Fn(usize) -> String) -> String {
    let elements: Vec<String> = (0..COUNT).map(element).collect();
    format!("{{\"policy\":\"close\",\"account\":{{\"limit\":5,\"xs\":[{}]}}}}", elements.join(", "))
}

fn facts(program: &Program, text: &str) -> Facts {
    facts::read(program, None, FileId(0), text).envelope.expect("sound facts").facts
}

fn now() -> Timestamp {
    Timestamp::parse("2026-01-29T12:00:00Z").expect("an instant")
}

#[test]
fn every_element_of_a_great_collection_is_read() {
    let facts = facts(&program(), &text(element));
    let Value::Record(fields) = &facts.account else { panic!("an account is a record") };
    let Value::Many(elements) = &fields[0] else { panic!("`xs` is a collection") };
    assert_eq!(elements.len(), COUNT);
    for (at, element) in elements.iter().enumerate() {
        let Value::Record(values) = element else { panic!("element {at} is a record") };
        assert_eq!(values[0], Value::Number((at % 10) as i128));
    }
}

#[test]
fn an_error_in_a_great_collection_has_its_place_and_its_path() {
    for wrong in [0, 255, 256, 257, COUNT - 1] {
        let text = text(|at| if at == wrong { "{\"a\":\"x\"}".to_owned() } else { element(at) });
        let found = facts::read(&program(), None, FileId(0), &text).diagnostics;
        assert_eq!(found.len(), 1);
        assert_eq!(&text[found[0].primary.span.range()], "\"x\"");
        assert!(
            found[0].message.to_string().contains(&format!("`account.xs[{wrong}].a`")),
            "{}",
            found[0].message
        );
    }
    for cut in [3, 5000, 150_000] {
        let text = text(element);
        assert!(facts::read(&program(), None, FileId(0), &text[..text.len() - cut]).envelope.is_none());
    }
}

#[test]
fn the_verdict_counts_all_elements_and_names_the_first_thousand() {
    let program = program();
    let facts = facts(&program, &text(element));
    let verdict = evaluate(&program, PolicyId::FIRST, &facts, now());
    let failed: Vec<_> =
        verdict.failed.iter().map(|it| (it.requirement.as_str(), it.witnesses.len(), it.left_out)).collect();
    let within = (0..COUNT).filter(|at| at % 28 >= 26).count();
    // The sum is of all elements, and is compared with a fact of the account.
    assert_eq!(failed, [("c1", 1000, 7000), ("c2", 1000, 3000), ("c3", 1001, 9000), ("c4", within, 0)]);
    let said = &verdict.failed[0].messages[0].text;
    assert!(said.starts_with("8,000 are left: 2, 3, ") && said.ends_with(", …"), "{}", &said[..60]);
    let page = exeunt::render::verdict(&verdict, "en", Colour::Plain);
    assert!(page.contains("more"), "{page}");
    let mut decisions = Decisions::default();
    let decider = CompiledPolicy::compile(&program, PolicyId::FIRST).expect("it is held");
    let mut batch = decider.batch();
    batch.push(&facts).expect("it fits");
    decider.at(now()).decide(&batch, &mut decisions);
    let decided: Vec<_> = decisions.get(0).expect("a decision").failed().collect();
    assert_eq!(decided, [0, 1, 2, 3]);
}

#[test]
fn missing_facts_of_many_elements_are_counted() {
    let program = program();
    let facts = facts(&program, &text(|_| "{}".to_owned()));
    let policy = program.policies().ids().nth(1).expect("there are two");
    let verdict = evaluate(&program, policy, &facts, now());
    assert_eq!((verdict.missing.len(), verdict.left_out.missing), (1000, COUNT - 1000));
}

#[test]
fn a_trace_spreads_out_the_first_elements_and_counts_the_others() {
    let program = program();
    let facts = facts(&program, &text(element));
    let trace = Evaluation::new(&program, PolicyId::FIRST, &facts, now());
    let trace = trace.trace();
    let first = &trace.requirements[0].condition;
    let quantified = first.children.first().filter(|_| first.left_out == 0).unwrap_or(first);
    assert_eq!((quantified.children.len(), quantified.left_out), (2000, COUNT as u64 - 2000));
}
