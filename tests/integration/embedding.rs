//! The interface for programs that embed exeunt.

use exeunt::{Account, Compiler, Policies, Status, Timestamp, UnknownKeys};

const POLICY: &str = r#"
package demo
languages en
zone UTC

account { balance: money CNY  trades: many trade  nickname: text? }
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
    let verdict = close.evaluate(&account(&policies, "3.20"), noon());
    assert_eq!(verdict.status, Status::Blocked);
    assert_eq!(verdict.provenance, close.provenance());
    assert!(verdict.display("en").to_string().contains("3.20 CNY is left"));
    assert_eq!(close.requirements().collect::<Vec<_>>(), ["agreed", "empty", "settled"]);
    assert_eq!(close.languages(), ["en"]);
    assert!(policies.warnings().to_string().contains("nickname"), "nothing reads it");
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
    assert_eq!(close.evaluate(&without, noon()).status, Status::Undetermined);
    let with =
        close.account_with_request(&value, &serde_json::json!({ "agreed": true })).expect("it can be read");
    assert_eq!(close.evaluate(&with, noon()).status, Status::Eligible);
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
    let evaluated: Vec<Status> =
        accounts.iter().map(|account| close.evaluate(account, noon()).status).collect();
    assert_eq!(close.decider().statuses(&accounts, noon()), evaluated);
}

#[test]
fn an_account_of_another_package_is_not_judged() {
    let policies = policies();
    let other = policies.policy("other.close").expect("it is declared");
    let account = account(&policies, "3.20");
    assert!(!other.accepts(&account));
    let judged = std::panic::catch_unwind(|| other.evaluate(&account, noon()));
    assert!(judged.is_err(), "it has other facts");
}

#[test]
fn nothing_personal_is_in_debug_output() {
    let policies = policies();
    let close = policies.policy("demo.close").expect("it is declared");
    let account = account(&policies, "3.20");
    let wrong = r#"{ "id": "u-17", "account": { "balance": "3.20 EUR", "nickname": "Alice", "Alice": 1 } }"#;
    let refused = close.account_from_json(wrong).expect_err("the currency is another");
    let value = serde_json::json!({ "balance": "3.20 EUR", "nickname": "Alice" });
    let program = policies.program();
    let unread = exeunt::facts::from_serialize(program, close.id(), &value, None::<&()>);
    let read = exeunt::facts::read(program, Some(close.id()), exeunt::source::FileId(0), wrong);
    let mut sources = exeunt::source::Sources::new();
    sources.add("account.json", wrong);
    for shown in [
        format!("{account:?} {account:#?}"),
        format!("{:?} {:#?}", account.facts(), account.facts()),
        format!("{:?}", account.id()),
        format!("{refused:?}"),
        format!("{:?}", unread.expect_err("the currency is another")),
        format!("{read:?}"),
        format!("{sources:?} {sources:#?}"),
    ] {
        for secret in SECRETS {
            assert!(!shown.contains(secret), "{secret} is in {shown}");
        }
    }
    assert!(format!("{refused:?}").contains("E0"), "{refused:?}");
}
