//! Verdicts as JSON keep to their published schema.

use std::collections::BTreeSet;

use exeunt::eval::{Verdict, evaluate};
use exeunt::facts::{Facts, Id};
use jsonschema::Validator;
use serde_json::Value;

use crate::shipped;

const SCHEMA: &str = include_str!("../../docs/verdict.schema.json");

fn schema() -> Validator {
    let schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    jsonschema::draft202012::meta::validate(&schema).expect("the schema is one of 2020-12");
    jsonschema::draft202012::options()
        .should_validate_formats(true)
        .build(&schema)
        .expect("the schema can be used")
}

/// What comes out of every test of the shipped policies.
fn verdicts() -> Vec<Verdict> {
    let program = shipped::program();
    let judge = |test: &exeunt::ir::Test| {
        let facts = Facts { account: test.account.clone(), request: test.request.clone() };
        evaluate(&program, test.policy, &facts, test.now)
    };
    program.tests.iter().map(judge).collect()
}

fn document(id: Option<&Id>, verdict: &Verdict) -> Value {
    let line = exeunt::render::verdict_json(id, verdict).expect("a verdict has a JSON form");
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
    ] {
        let mut spoilt = whole.clone();
        *spoilt.pointer_mut(pointer).expect("a part of the verdict") = wrong;
        assert!(!schema.is_valid(&spoilt), "{pointer} may be anything");
    }
}
