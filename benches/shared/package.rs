//! A package of as many policies as are asked for, to measure with.

use std::fmt::Write as _;

use exeunt::source::Sources;

/// `count` policies over shared records with their fixtures and tests, `in_a_file` together.
pub(crate) fn package(count: usize, in_a_file: usize) -> Sources {
    let mut sources = Sources::new();
    sources.add("facts.policy", FACTS);
    for first in (0..count).step_by(in_a_file) {
        let mut text = String::from("package demo\n");
        for at in first..count.min(first + in_a_file) {
            let _ = write!(text, "{}", policy(at));
        }
        sources.add(format!("policies_{first}.policy"), text);
    }
    sources
}

const FACTS: &str = "package demo
languages zh, en
zone Asia/Shanghai

account {
  status: one of normal, limited, stolen
  balance: money CNY
  closed: time?
  trades: many trade
  shops: many shop
}
request { agreed: bool }
record trade {
  state: one of unpaid, paid, shipped, completed, cancelled
  placed: time
  completed: time?
  open = state is one of unpaid, paid, shipped
  dated by placed
}
record shop { opened: time   name: text }
fixture tidy: account { status: normal  balance: 0 CNY  trades: []  shops: [] }
";

fn policy(at: usize) -> String {
    let (days, months, amount) = (1 + at % 300, 1 + at % 36, at % 1000);
    format!(
        "
condition calm_{at} = no trade completed within {days}d where state is not cancelled

/// The terms of service number {at}.
policy close_{at} on request {{
  require calm: calm_{at}
    zh \"最后一笔订单完成未满 {days} 天\" en \"An order was completed {at} days ago; wait until {{clears}}\"
  require empty: balance <= {amount} CNY and (closed is absent or closed more than {months}mo ago)
    zh \"余额 {{balance}}\" fix \"请提现\" en \"{{balance}} is left\" fix \"Withdraw it\"
}}

test \"calm {at}\" for close_{at} at 2026-06-01T12:00+08:00 {{
  account tidy with {{ balance: {amount} CNY }}
  expect eligible
}}
"
    )
}
