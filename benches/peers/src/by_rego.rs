//! Rego, by regorus.

use regorus::{Engine, Value};

use crate::accounts::NOW;

const TERMS: &str = r#"
package taobao

import rego.v1

default eligible := false

open := {"unpaid", "paid", "shipped"}

blocked if input.account.status != "normal"
blocked if input.account.ever_limited
blocked if input.account.auction_deposit != 0
blocked if { some trade in input.account.trades; trade.state in open }
blocked if { some trade in input.account.trades; trade.completed >= input.settled }
blocked if { some listing in input.account.listings; listing.published >= input.listed }
blocked if { some listing in input.account.listings; listing.edited >= input.listed }
blocked if count(input.account.shops) > 0
blocked if count(input.account.violations) > 0
blocked if { some report in input.account.reports; report.outcome == "upheld" }
blocked if { some service in input.account.services; service.group == "other" }
blocked if input.account.b2b.unsettled != 0
blocked if input.account.b2b.paid_until >= input.now
blocked if { some order in input.account.b2b.orders; order.state in open }

confirmed if {
  input.request.channel in {"app", "web"}
  input.request.reason_chosen
  input.request.agreed
  input.request.security_checked
  input.request.code_verified
}

eligible if { confirmed; not blocked }
"#;

const DAY: i64 = 86_400_000_000;

pub(crate) struct Rego {
    engine: Engine,
    inputs: Vec<Value>,
}

impl Rego {
    pub(crate) fn new(accounts: &[serde_json::Value]) -> Self {
        let mut engine = Engine::new();
        engine.add_policy("taobao.rego".to_owned(), TERMS.to_owned()).expect("the terms are sound");
        let input = |account: &serde_json::Value| {
            let mut account = account.clone();
            account["now"] = NOW.into();
            account["settled"] = (NOW - 15 * DAY).into();
            account["listed"] = (NOW - 90 * DAY).into();
            Value::from_json_str(&account.to_string()).expect("JSON")
        };
        Self { engine, inputs: accounts.iter().map(input).collect() }
    }

    pub(crate) fn is_eligible(&mut self, at: usize) -> bool {
        self.engine.set_input(self.inputs[at].clone());
        let found = self.engine.eval_rule("data.taobao.eligible".to_owned()).expect("it ends");
        found == Value::from(true)
    }
}
