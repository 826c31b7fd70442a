//! The Common Expression Language, by the `cel` crate.

use cel::{Context, Program, Value};

use crate::accounts::NOW;

const DAY: i64 = 86_400_000_000;

const TERMS: &str = r#"
account.status == "normal" && !account.ever_limited && account.auction_deposit == 0 &&
request.channel in ["app", "web"] && request.reason_chosen && request.agreed && request.security_checked &&
request.code_verified && size(account.shops) == 0 && size(account.violations) == 0 &&
!account.reports.exists(r, r.outcome == "upheld") && !account.services.exists(s, s.group == "other") &&
(!has(account.b2b) || (account.b2b.unsettled == 0 &&
  (!has(account.b2b.paid_until) || account.b2b.paid_until < now) &&
  !account.b2b.orders.exists(o, o.state in ["unpaid", "paid", "shipped"]))) &&
!account.listings.exists(l, l.published >= listed || (has(l.edited) && l.edited >= listed)) &&
!account.trades.exists(t, t.state in ["unpaid", "paid", "shipped"] || (has(t.completed) && t.completed >= settled))
"#;

pub(crate) struct Cel {
    program: Program,
    contexts: Vec<Context<'static, 'static>>,
}

impl Cel {
    pub(crate) fn new(accounts: &[serde_json::Value]) -> Self {
        let context = |account: &serde_json::Value| {
            let mut context = Context::default();
            for key in ["account", "request"] {
                let value = cel::to_value(&account[key]).expect("a value");
                context.add_variable_from_value(key, value);
            }
            for (key, value) in [("now", NOW), ("settled", NOW - 15 * DAY), ("listed", NOW - 90 * DAY)] {
                context.add_variable_from_value(key, Value::Int(value));
            }
            context
        };
        let program = Program::compile(TERMS).expect("the terms are sound");
        Self { program, contexts: accounts.iter().map(context).collect() }
    }

    pub(crate) fn is_eligible(&self, at: usize) -> bool {
        self.program.execute(&self.contexts[at]).expect("it ends") == Value::Bool(true)
    }
}
