//! The JSON Schema of facts: what it accepts, reading accepts.

use std::cell::Cell;
use std::path::Path;

use exeunt::eval::evaluate;
use exeunt::facts::{self, Extent};
use exeunt::ir::{Program, Timestamp};
use exeunt::source::FileId;
use exeunt_testkit::compiled;
use exeunt_testkit::files::{read, repository};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value as Json, json};

use crate::facts::program as shop;

fn taobao() -> Program {
    let files = ["policies/taobao/taobao.policy", "policies/alibaba_cn/alibaba_cn.policy"];
    compiled(files.map(|file| (file, read(repository(file)))))
}

fn validator(program: &Program, policy: &str, extent: Extent) -> jsonschema::Validator {
    let policy = program.policy(policy).expect("the policy is there");
    let schema = facts::schema(program, policy, extent);
    jsonschema::draft202012::meta::validate(&schema).expect("the schema is one of 2020-12");
    jsonschema::draft202012::new(&schema).expect("the schema compiles")
}

fn is_read(program: &Program, text: &str) -> bool {
    let outcome = facts::read(program, None, FileId(0), text);
    let Some(envelope) = outcome.envelope else { return false };
    let _ =
        evaluate(program, envelope.policy, &envelope.facts, envelope.now.unwrap_or(Timestamp::UNIX_EPOCH));
    true
}

/// Sound facts, with a value of every type.
fn sound() -> Json {
    json!({
        "policy": "shop.close",
        "now": "2026-06-01T12:00:00+08:00",
        "account": {
            "status": "normal", "balance": "12.50 CNY", "points": "0.5", "strikes": 2,
            "opened": "2020-02-29T09:00:00Z", "born": "1999-12-31", "name": null, "tags": ["vip"],
            "trades": [{ "state": "done", "placed": "2020-01-01T00:00:00.000001Z" }],
            "home": { "city": "杭州" }, "last login": null, "keep": "P1Y6MT12H",
        },
        "request": { "agreed": true },
    })
}

/// What may stand at each place, right or nearly so.
fn candidates() -> BoxedStrategy<(&'static str, Json)> {
    let text =
        |pattern: &'static str| prop::string::string_regex(pattern).expect("a pattern").prop_map(Json::from);
    let amount = r"-?[0-9]{1,26}(\.[0-9]{1,3})?( CNY| USD|)";
    let day = "[0-9]{4}-(0[1-9]|1[0-2]|02|13)-([0-2][0-9]|3[01]|29)";
    let time = "([0-9]{4}|19[0-9]{2}|2[0-9]00|9999|000[0-2])-(02|06|1[0-3])-([0-3][0-9]|29)T[0-2][0-9]:[0-6][0-9]:[0-6][0-9]\
                (\\.[0-9]{1,7})?(Z|[+-][0-2][0-9]:[0-6][0-9]|)";
    let length = "(P|PT|)([0-9]{1,7}(y|mo|w|d|h|min|s|Y|M|W|D|H|S|T|)){0,3}( full days?|)";
    let number = prop_oneof![
        any::<i64>().prop_map(Json::from),
        any::<u64>().prop_map(Json::from),
        (-5..5_i32).prop_map(|it| json!(f64::from(it) / 2.0)),
    ];
    let at =
        |place: &'static str, value: BoxedStrategy<Json>| value.prop_map(move |value| (place, value)).boxed();
    let any_scalar = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        number.clone(),
        text(amount),
        text(day),
        text(time),
        Just(json!([])),
        Just(json!({})),
    ];
    let places = [
        "/now",
        "/id",
        "/policy",
        "/account/status",
        "/account/balance",
        "/account/points",
        "/account/strikes",
        "/account/opened",
        "/account/born",
        "/account/name",
        "/account/tags",
        "/account/tags/0",
        "/account/trades",
        "/account/trades/0",
        "/account/trades/0/state",
        "/account/trades/0/placed",
        "/account/home",
        "/account/home/city",
        "/account/last login",
        "/request",
        "/request/agreed",
        "/request/other",
        "/expect",
    ];
    let object = (text(amount), prop::sample::select(vec!["CNY", "USD"]))
        .prop_map(|(amount, code)| json!({ "amount": amount, "currency": code }));
    let money = prop_oneof![text(amount), text(r"-?[0-9]{1,25}(\.[0-9]{1,2})? CNY"), object];
    prop_oneof![
        at("/account/balance", money.boxed()),
        at("/account/points", prop_oneof![number.clone(), text(r"-?[0-9]{1,19}(\.[0-9]{1,10})?")].boxed()),
        at("/account/strikes", number.boxed()),
        at("/account/born", text(day).boxed()),
        at("/account/keep", text(length).boxed()),
        at("/account/opened", text(time).boxed()),
        at("/account/trades/0/placed", text(time).boxed()),
        (prop::sample::select(places.to_vec()), any_scalar),
    ]
    .boxed()
}

fn put(json: &mut Json, place: &str, value: Json) {
    let (parent, key) = place.rsplit_once('/').expect("a place");
    match json.pointer_mut(parent) {
        Some(Json::Object(members)) => {
            members.insert(key.to_owned(), value);
        }
        Some(Json::Array(items)) if !items.is_empty() => items[0] = value,
        _ => {}
    }
}

#[test]
fn what_the_schema_accepts_is_read() {
    let program = shop();
    let whole = validator(&program, "shop.close", Extent::Whole);
    assert!(
        whole.is_valid(&sound()),
        "{:?}",
        whole.iter_errors(&sound()).map(|it| it.to_string()).collect::<Vec<_>>()
    );
    let accepted = Cell::new(0);
    let changes = prop::collection::vec(candidates(), 1..3);
    let outcome = TestRunner::new(Config::with_cases(400)).run(&changes, |changes| {
        let mut json = sound();
        for (place, value) in changes {
            put(&mut json, place, value);
        }
        if whole.is_valid(&json) {
            accepted.set(accepted.get() + 1);
            prop_assert!(is_read(&program, &json.to_string()), "{json}");
        }
        Ok(())
    });
    outcome.unwrap();
    assert!((20..390).contains(&accepted.get()), "{} of 400 accepted: little is shown", accepted.get());
}

#[test]
fn what_is_read_but_a_mistake_is_not_accepted() {
    let program = shop();
    let whole = validator(&program, "shop.close", Extent::Whole);
    for (place, value) in [
        ("/account/striks", json!(1)),
        ("/account/balance", json!("12.505 CNY")),
        ("/account/balance", json!("12.50 USD")),
        ("/account/points", json!(0.1)),
        ("/account/opened", json!("2021-02-29T09:00:00Z")),
        ("/account/opened", json!("2020-06-01T09:00:00")),
        ("/account/status", json!("frozen")),
        ("/account/strikes", json!(null)),
        ("/expect", json!({ "by": ["idle"] })),
        ("/expect", json!({ "status": "blocked", "by": ["nothing"] })),
    ] {
        let mut json = sound();
        put(&mut json, place, value.clone());
        assert!(!whole.is_valid(&json), "{place}: {value}");
    }
}

/// Leaves out what the pruned schema does not know of.
#[expect(clippy::wildcard_enum_match_arm, reason = "every other value stays as it is")]
fn pruned(json: &Json, schema: &Json, root: &Json) -> Json {
    let schema = match schema.get("$ref").and_then(Json::as_str) {
        Some(reference) => root.pointer(&reference[1..]).expect("the reference leads somewhere"),
        None => schema,
    };
    let schema = schema.pointer("/anyOf/0").filter(|_| json.is_object()).unwrap_or(schema);
    match json {
        Json::Array(items) => items.iter().map(|item| pruned(item, &schema["items"], root)).collect(),
        Json::Object(members) => {
            let known = members.iter().filter_map(|(key, value)| {
                let schema = schema.pointer("/properties")?.get(key)?;
                Some((key.clone(), pruned(value, schema, root)))
            });
            Json::Object(known.collect())
        }
        other => other.clone(),
    }
}

#[test]
fn what_the_pruned_schema_asks_for_is_enough() {
    let program = taobao();
    let policy = program.policy("taobao.close").expect("the policy is there");
    let schema = facts::schema(&program, policy, Extent::Read);
    let needed = validator(&program, "taobao.close", Extent::Read);
    let whole = validator(&program, "taobao.close", Extent::Whole);
    for file in ["taobao_tidy.json", "taobao_trader.json"] {
        let text =
            std::fs::read_to_string(Path::new("examples/accounts").join(file)).expect("the account is there");
        let json: Json = serde_json::from_str(&text).expect("JSON");
        let less = pruned(&json, &schema, &schema);
        assert!(whole.is_valid(&json), "{file}");
        assert!(needed.is_valid(&less), "{file}: {less}");
        assert!(!needed.is_valid(&json) || json == less, "{file}");
        let verdict = |json: &Json| {
            let envelope = facts::read(&program, Some(policy), FileId(0), &json.to_string()).envelope;
            let envelope = envelope.expect("sound facts");
            let mut verdict =
                evaluate(&program, policy, &envelope.facts, envelope.now.unwrap_or(Timestamp::UNIX_EPOCH));
            verdict.plan = None;
            verdict
        };
        assert_eq!(verdict(&json), verdict(&less), "{file}");
    }
}

#[test]
fn the_pruned_schema_knows_only_what_is_read() {
    let program = shop();
    let policy = program.policy("shop.close").expect("the policy is there");
    let schema = facts::schema(&program, policy, Extent::Read);
    let keys = |record: &str| {
        let properties = schema["$defs"][record]["properties"].as_object().expect("a record");
        properties.keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(keys("account"), ["trades"]);
    assert_eq!(keys("trade"), ["state"]);
}
