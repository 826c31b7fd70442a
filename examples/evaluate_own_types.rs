//! Judges an account that the program holds in its own types: whatever serialises to the facts' form will do.

use std::error::Error;

use exeunt::{Compiler, Timestamp};
use serde::Serialize;

const POLICY: &str = r#"
package demo
languages en
zone UTC

account {
  balance: money CNY
  trades: many trade
}
request { agreed: bool }
record trade {
  state: one of open, done
  completed: time?
}

policy close on request {
  require agreed: request.agreed
    en "The agreement is not accepted" fix "Accept it"

  require empty: balance is 0 CNY
    en "{balance} is left" fix "Withdraw it"

  require none_open: no open trade
    en "You have {count} trades in progress" fix "Complete them"

  require settled: no trade completed within 15d
    en "A trade completed less than 15 days ago; you can close the account after {clears}"
}
"#;

#[derive(Serialize)]
struct Account {
    balance: &'static str,
    trades: Vec<Trade>,
}

#[derive(Serialize)]
struct Trade {
    state: State,
    completed: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum State {
    Open,
    Done,
}

#[derive(Serialize)]
struct Request {
    agreed: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let close = Compiler::new().source("demo.policy", POLICY).compile()?.policy("demo.close")?;

    let account = Account {
        balance: "0.00 CNY",
        trades: vec![
            Trade { state: State::Open, completed: None },
            Trade { state: State::Done, completed: Some("2026-05-20T09:00:00Z") },
        ],
    };
    let account = close.account_with_request(&account, &Request { agreed: true })?;

    // The library reads no clock.
    let verdict = close.evaluate(&account, Timestamp::parse("2026-06-01T12:00:00Z")?)?;
    print!("{}", verdict.display("en"));
    Ok(())
}
