//! Verdicts as JSON keep to their published schema.

use std::collections::BTreeSet;

use exeunt::eval::{Verdict, evaluate};
use exeunt::facts::{Facts, Id};
use jsonschema::Validator;
use serde_json::Value;

use exeunt_testkit::shipped_program;

const SCHEMA: &str = include_str!("../../docs/verdict.schema.json");
const COMPARISON: &str = include_str!("../../docs/comparison.schema.json");

fn parsed(schema: &str) -> Value {
    let schema = serde_json::from_str(schema).expect("the schema is JSON");
    jsonschema::draft202012::meta::validate(&schema).expect("the schema is one of 2020-12");
    schema
}

fn schema() -> Validator {
    let schema = parsed(SCHEMA);
    jsonschema::draft202012::options()
        .should_validate_formats(true)
        .build(&schema)
        .expect("the schema can be used")
}

/// What comes out of every test of the shipped policies.
fn verdicts() -> Vec<Verdict> {
    let program = shipped_program();
    let judge = |test: &exeunt::ir::Test| {
        let facts = Facts::of_test(&program, test);
        evaluate(&program, test.policy, &facts, test.now)
    };
    program.tests().iter().map(judge).collect()
}

fn document(id: Option<&Id>, verdict: &Verdict) -> Value {
    let line = exeunt::render::verdict_json(id, verdict, None).expect("a verdict has a JSON form");
    assert_eq!(line.matches('\n').count(), 1, "one line: {line}");
    serde_json::from_str(&line).expect("what is written is JSON")
}

#[test]
fn every_verdict_keeps_to_the_schema() {
    let schema = schema();
    let ids = [None, Some(Id::Text("u-42".to_owned())), Some(Id::Integer(42))];
    let handmade = [
        crate::verdict_pages::blocked(),
        crate::verdict_pages::eligible(),
        crate::verdict_pages::cancelled(),
    ];
    let verdicts: Vec<Verdict> = verdicts().into_iter().chain(handmade).collect();
    for (at, verdict) in verdicts.iter().enumerate() {
        let document = document(ids[at % ids.len()].as_ref(), verdict);
        let wrong: Vec<String> = schema
            .iter_errors(&document)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(wrong.is_empty(), "{}\n{document:#}", wrong.join("\n"));
    }
    let statuses: BTreeSet<&str> = verdicts.iter().map(|verdict| verdict.status.word()).collect();
    assert_eq!(statuses.len(), 5, "every status is among the examples: {statuses:?}");
}

#[test]
fn the_schema_refuses_what_is_no_verdict() {
    let schema = schema();
    let whole = document(None, &crate::verdict_pages::blocked());
    assert!(schema.is_valid(&whole));
    let keys: Vec<String> = whole.as_object().expect("an object").keys().cloned().collect();
    for key in keys {
        let mut without = whole.clone();
        without.as_object_mut().expect("an object").remove(&key);
        assert!(!schema.is_valid(&without), "a verdict without `{key}` is taken for one");
    }
    for (pointer, wrong) in [
        ("/status", Value::from("maybe")),
        ("/now", Value::from("2019-04-01 12:00")),
        ("/failed/0/clears/waits", Value::from(1_554_091_200)),
        ("/failed/0/witnesses/0/path", Value::from("trades[0]")),
        ("/timeline", Value::Array(Vec::new())),
        ("/id", Value::Bool(true)),
        ("/provenance/program_hash", Value::from("7f3c")),
        ("/provenance/tzdb", Value::Null),
    ] {
        let mut spoilt = whole.clone();
        *spoilt.pointer_mut(pointer).expect("a part of the verdict") = wrong;
        assert!(!schema.is_valid(&spoilt), "{pointer} may be anything");
    }
}

#[test]
fn traces_and_comparisons_keep_to_their_schemas() {
    let schema = schema();
    let registry = jsonschema::Registry::new()
        .add("urn:exeunt:verdict:2", parsed(SCHEMA))
        .and_then(|registry| registry.prepare())
        .expect("the schema can be referred to");
    let comparisons = jsonschema::draft202012::options()
        .with_registry(&registry)
        .should_validate_formats(true)
        .build(&parsed(COMPARISON))
        .expect("the schema can be used");
    let program = shipped_program();
    let mut before = crate::verdict_pages::eligible();
    for test in program.tests() {
        let facts = Facts::of_test(&program, test);
        let evaluation = exeunt::eval::Evaluation::new(&program, test.policy, &facts, test.now);
        let (verdict, trace) = (evaluation.verdict(), evaluation.trace());
        let line =
            exeunt::render::verdict_json(None, &verdict, Some(&trace)).expect("a trace has a JSON form");
        assert_keeps(&schema, &line);
        let assumptions = ["account.a = 1".to_owned()];
        let line =
            exeunt::render::comparison_json(None, [&before, &verdict], &assumptions).expect("a JSON form");
        assert_keeps(&comparisons, &line);
        before = verdict;
    }
}

fn assert_keeps(schema: &Validator, line: &str) {
    let document: Value = serde_json::from_str(line).expect("what is written is JSON");
    let wrong: Vec<String> =
        schema.iter_errors(&document).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "{}\n{document:#}", wrong.join("\n"));
}
