//! How long it takes to parse and check a package of many policies, whether that grows as fast as the text, and how
//! much memory it takes at most: `cargo bench --bench compile [-- COUNT…]`, by default 10,000 and 100,000 policies.
//!
//! A plain program rather than a statistical harness: a run takes seconds, and the memory is that of the same run.

use std::fmt::Write as _;
use std::time::Instant;

use exeunt::analysis::analyse;
use exeunt::source::Sources;

/// Policies a file: as many as a team would still keep in one.
const IN_A_FILE: usize = 100;

fn main() {
    let asked: Vec<usize> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let counts = if asked.is_empty() { vec![10_000, 100_000] } else { asked };
    println!(
        "{:>9} {:>10} {:>9} {:>9} {:>14} {:>8}",
        "policies", "bytes", "seconds", "MB/s", "bytes a byte", "growth"
    );
    let mut before: Option<f64> = None;
    for count in counts {
        let sources = package(count);
        let bytes: usize = sources.iter().map(|(_, source)| source.text.len()).sum();
        let held = peak();
        let start = Instant::now();
        let analysis = analyse(sources);
        let seconds = start.elapsed().as_secs_f64();
        assert!(!analysis.has_errors(), "{:?}", analysis.diagnostics.first());
        assert_eq!(analysis.program.as_ref().map(|program| program.policies.len()), Some(count));
        let memory = match (held, peak()) {
            (Some(held), Some(peak)) => format!("{:.1}", (peak - held) as f64 / bytes as f64),
            _ => "unknown".to_owned(),
        };
        let speed = bytes as f64 / seconds / 1e6;
        let growth = before.map_or_else(String::new, |before| format!("×{:.1}", seconds / before));
        println!("{count:>9} {bytes:>10} {seconds:>9.3} {speed:>9.1} {memory:>14} {growth:>8}");
        before = Some(seconds);
    }
}

/// The most memory that the process ever held, in bytes; known on Linux only.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024)
}

/// One package of `count` policies over shared records, with fixtures and tests.
fn package(count: usize) -> Sources {
    let mut sources = Sources::new();
    sources.add("facts.policy", FACTS);
    for first in (0..count).step_by(IN_A_FILE) {
        let mut text = String::from("package demo\n");
        for at in first..count.min(first + IN_A_FILE) {
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
