//! The interface for programs that embed exeunt.

use exeunt::{Account, AccountMismatch, Compiler, Policies, Status, Timestamp, UnknownKeys};

const POLICY: &str = r#"
package demo
languages en
zone UTC

account { balance: money CNY  trades: many trade  nickname: text?  vip: bool? }
request { agreed: bool }
record trade { state: one of open, done  completed: time? }

policy close on request {
  require agreed: request.agreed
    en "Not accepted" fix "Accept it"
  require empty: balance is 0 CNY
    en "{balance} is left" fix "Withdraw it"
  require settled: no trade completed within 15d
    en "Wait until {clears}"
}
"#;
const OTHER: &str = r#"
package other
languages en
zone UTC
account { balance: money CNY }
policy close on request { require empty: balance is 0 CNY en "No" fix "Wait" }
"#;
/// What no `Debug` may show.
const SECRETS: [&str; 4] = ["Alice", "3.20", "320", "u-17"];

fn policies() -> Policies {
    Compiler::new()
        .source("demo.policy", POLICY)
        .source("other.policy", OTHER)
        .compile()
        .expect("it compiles")
}

fn noon() -> Timestamp {
    Timestamp::parse("2026-06-01T12:00+08:00").expect("an instant")
}

fn account(policies: &Policies, balance: &str) -> Account {
    let json = format!(
        r#"{{ "id": "u-17", "account": {{ "balance": "{balance} CNY", "trades": [], "nickname": "Alice" }},
             "request": {{ "agreed": true }} }}"#
    );
    policies.policy("demo.close").expect("it is declared").account_from_json(&json).expect("it can be read")
}

#[test]
fn a_verdict_takes_four_statements() {
    let policies = policies();
    let close = policies.policy("demo.close").expect("it is declared");
    let verdict = close.evaluate(&account(&policies, "3.20"), noon()).expect("it has the same facts");
    assert_eq!(verdict.status, Status::Blocked);
    assert_eq!(verdict.provenance, close.provenance());
    assert!(verdict.display("en").to_string().contains("3.20 CNY is left"));
    assert_eq!(close.requirements().collect::<Vec<_>>(), ["agreed", "empty", "settled"]);
    assert_eq!(close.languages(), ["en"]);
    assert!(policies.warnings().to_string().contains("vip"), "nothing reads it");
}

#[test]
fn built_policies_say_the_same() {
    let compiled = policies();
    let loaded = [
        Policies::from_bytes(&compiled.to_bytes().expect("it can be written")),
        Policies::from_json(&compiled.to_json().expect("it can be written")),
    ];
    let account = account(&compiled, "3.20");
    let close = |policies: &Policies| policies.policy("demo.close").expect("it is declared");
    for loaded in loaded {
        let close_loaded = close(&loaded.expect("it can be read"));
        // The account was read by the other program, whose facts are the same.
        assert_eq!(close_loaded.evaluate(&account, noon()), close(&compiled).evaluate(&account, noon()));
    }
    assert!(Policies::from_bytes(b"not a program").is_err());
}

#[test]
fn own_types_are_read_as_json_is() {
    let policies = policies();
    let close = policies.policy("demo.close").expect("it is declared");
    let value =
        serde_json::json!({ "balance": "0.00 CNY", "trades": [{ "state": "done", "completed": null }] });
    let without = close.account_from(&value).expect("it can be read");
    assert_eq!(close.evaluate(&without, noon()).map(|it| it.status), Ok(Status::Undetermined));
    let with =
        close.account_with_request(&value, &serde_json::json!({ "agreed": true })).expect("it can be read");
    assert_eq!(close.evaluate(&with, noon()).map(|it| it.status), Ok(Status::Eligible));
}

#[test]
fn unknown_keys_are_refused_unless_allowed() {
    let close = policies().policy("demo.close").expect("it is declared");
    let json = r#"{ "account": { "balance": "0 CNY", "tardes": [] } }"#;
    let refused = close.account_from_json(json).expect_err("a key is not declared");
    let message = refused.to_string();
    assert!(message.starts_with("E0") && message.contains("tardes"), "{message}");
    let account = close.unknown_keys(UnknownKeys::Allow).account_from_json(json).expect("it is allowed");
    assert_eq!(account.unknown_keys(), ["account.tardes"]);
}

#[test]
fn errors_are_shown_and_suggest() {
    let error = Compiler::new().source("p.policy", "package p polcy").compile().expect_err("it is wrong");
    assert!(error.to_string().contains("p.policy:1"), "{error}");
    assert!(error.iter().len() > 0);
    let unknown = policies().policy("demo.clos").expect_err("there is none");
    assert_eq!(unknown.to_string(), "there is no policy `demo.clos`; did you mean `demo.close`?");
}

#[test]
fn a_decider_says_what_evaluation_says() {
    let policies = policies();
    let close = policies.policy("demo.close").expect("it is declared");
    // The second is beyond what the columns hold, and is evaluated.
    let balances = ["3.20", "999999999999999999999999.00", "0.00"];
    let accounts: Vec<Account> =
        balances.iter().cycle().take(3000).map(|balance| account(&policies, balance)).collect();
    let evaluated: Result<Vec<Status>, AccountMismatch> =
        accounts.iter().map(|account| Ok(close.evaluate(account, noon())?.status)).collect();
    assert_eq!(close.decider().statuses(&accounts, noon()), evaluated);
    let other = policies.policy("other.close").expect("it is declared");
    let foreign =
        other.account_from_json(r#"{ "account": { "balance": "0 CNY" } }"#).expect("it can be read");
    let mixed = [accounts, vec![foreign]].concat();
    assert!(close.decider().statuses(&mixed, noon()).is_err(), "the last has other facts");
}

#[test]
fn an_account_of_another_package_is_not_judged() {
    let policies = policies();
    let other = policies.policy("other.close").expect("it is declared");
    let account = account(&policies, "3.20");
    assert!(!other.accepts(&account));
    let error = other.evaluate(&account, noon()).expect_err("it has other facts");
    assert_eq!((error.read_for(), error.policy()), ("demo.close", "other.close"));
    assert!(error.to_string().contains("`other.close`"), "{error}");
}

/// Debug output, each part with `{:?}` and `{:#?}`.
macro_rules! debugged {
    ($($value:expr),* $(,)?) => {
        [$(format!("{:?} {:#?}", $value, $value)),*]
    };
}

#[test]
fn nothing_personal_is_in_debug_output() {
    let policies = policies();
    let close = policies.policy("demo.close").expect("it is declared");
    let account = account(&policies, "3.20");
    let wrong = r#"{ "id": "u-17", "account": { "balance": "3.20 EUR", "nickname": "Alice", "Alice": 1 } }"#;
    let refused = close.account_from_json(wrong).expect_err("the currency is another");
    let not_json = close.account_from_json(r#"{ "Alice" "3.20" }"#).expect_err("it is not JSON");
    let value = serde_json::json!({ "balance": "3.20 EUR", "nickname": "Alice" });
    let unread = close.account_from(&value).expect_err("the currency is another");
    let verdict = close.evaluate(&account, noon()).expect("it has the same facts");
    let shown = debugged![
        account,
        account.id(),
        account.unknown_keys(),
        refused,
        refused.iter().collect::<Vec<_>>(),
        refused.iter().filter_map(|error| error.fact.as_ref()).collect::<Vec<_>>(),
        refused.sources(),
        not_json,
        not_json.iter().collect::<Vec<_>>(),
        unread,
        Timestamp::parse("3.20"),
        verdict,
        verdict.failed,
        verdict.failed[0].messages,
        verdict.failed[0].witnesses,
        verdict.failed[0].witnesses[0].facts,
        verdict.failed[0].witnesses[0].facts[0].values,
    ];
    for shown in shown {
        for secret in SECRETS {
            assert!(!shown.contains(secret), "{secret} is in {shown}");
        }
    }
    assert!(format!("{refused:?}").contains("E0"), "{refused:?}");
    assert!(format!("{verdict:?}").contains("empty"), "what failed is shown by its name");
}

#[test]
fn no_instant_that_tells_of_the_facts_is_in_debug_output() {
    let policies = policies();
    let close = policies.policy("demo.close").expect("it is declared");
    let account = close.account_from_json(
        r#"{ "account": { "balance": "0 CNY", "trades": [{ "state": "done", "completed": "2026-05-30T08:00:00Z" }] },
             "request": { "agreed": true } }"#,
    );
    let verdict = close.evaluate(&account.expect("it can be read"), noon()).expect("it has the same facts");
    assert_eq!(verdict.eligible_after, Timestamp::parse("2026-06-14T08:00:00Z").ok());
    assert!(verdict.failed[0].clears.waits.is_some());
    for shown in debugged![verdict, verdict.timeline, verdict.failed, verdict.failed[0].clears, verdict.plan]
    {
        assert!(!shown.contains("2026-05-30") && !shown.contains("06-14"), "{shown}");
        let micros = verdict.eligible_after.map(Timestamp::as_micros).unwrap_or_default();
        assert!(!shown.contains(&micros.to_string()), "{shown}");
    }
}

#[test]
fn the_debug_output_of_internals_shows_no_facts_either() {
    use exeunt::facts;
    use exeunt::source::{FileId, Sources};
    let policies = policies();
    let close = policies.policy("demo.close").expect("it is declared");
    let (program, account) = (policies.program(), account(&policies, "3.20"));
    let value = serde_json::json!({ "balance": "3.20 EUR", "nickname": "Alice" });
    let json = r#"{ "id": "u-17", "account": { "balance": "3.20 CNY", "nickname": "Alice" } }"#;
    let read = facts::read(program, Some(close.id()), FileId(0), json);
    let mut sources = Sources::new();
    sources.add("account.json", json);
    let facts = account.facts();
    let evaluation = exeunt::eval::Evaluation::new(program, close.id(), facts, noon());
    let compiled = exeunt::decide::CompiledPolicy::compile(program, close.id()).expect("it is small");
    let mut batch = compiled.batch();
    batch.push(facts).expect("it fits");
    let shown = debugged![
        facts,
        read,
        read.envelope,
        facts::from_serialize(program, close.id(), &value, None::<&()>).expect_err("the currency is another"),
        sources,
        evaluation.trace(),
        batch,
    ];
    for shown in shown {
        for secret in SECRETS {
            assert!(!shown.contains(secret), "{secret} is in {shown}");
        }
    }
}

#[test]
fn a_wrong_fact_is_named_by_its_path() {
    use exeunt::diagnostic::FactStep;
    let close = policies().policy("demo.close").expect("it is declared");
    let pointers = |json: &str| -> Vec<Option<String>> {
        let refused = close.account_from_json(json).expect_err("it is wrong");
        refused.iter().map(|error| error.fact.as_ref().map(|path| path.to_json_pointer())).collect()
    };
    let trades = r#"[{ "state": "open" }, { "state": "opne" }]"#;
    let json =
        format!(r#"{{ "now": 1, "account": {{ "balance": "0 EUR", "trades": {trades}, "a/b": 1 }} }}"#);
    assert_eq!(
        pointers(&json),
        ["/now", "/account/balance", "/account/trades/1/state", "/account/a~1b"]
            .map(|it| Some(it.to_owned()))
    );
    assert_eq!(pointers(r#"{ "account": {}, "account": {} }"#), [Some("/account".to_owned())]);
    assert_eq!(pointers(r#"{ "request": {} }"#), [Some("/account".to_owned())]);
    assert_eq!(pointers("[1]"), [None]);
    assert_eq!(pointers("{"), [None]);
    let refused = close.account_from_json(&json).expect_err("it is wrong");
    let path = refused.iter().nth(2).and_then(|error| error.fact.clone()).expect("a path");
    assert_eq!(path.to_string(), "account.trades[1].state");
    assert_eq!(path.steps()[2], FactStep::Index(1));
    assert!(refused.iter().all(|error| error.fact.as_ref().is_none_or(|path| {
        // The message names the same path.
        error.message.to_string().contains(&path.to_string())
    })));
}

#[test]
fn errors_are_errors_and_everything_can_be_shared() {
    fn is_error<E: std::error::Error + Send + Sync + 'static>() {}
    fn is_shared<T: Send + Sync + Clone + std::fmt::Debug + 'static>() {}
    is_error::<exeunt::Diagnostics>();
    is_error::<exeunt::FactsError>();
    is_error::<exeunt::UnknownPolicy>();
    is_error::<exeunt::AccountMismatch>();
    is_error::<exeunt::TimestampError>();
    is_error::<exeunt::ProgramHashError>();
    is_error::<exeunt::InvalidProgram>();
    is_shared::<Policies>();
    is_shared::<exeunt::Policy>();
    is_shared::<Account>();
    is_shared::<exeunt::Verdict>();
    is_shared::<Compiler>();
}
