//! Shows what the compiler says of a policy with several mistakes: all of them, each once.

use std::io::IsTerminal as _;

use exeunt::analysis::analyse;
use exeunt::source::Sources;

const POLICY: &str = r#"
package demo
languages en
zone UTC

account {
  balance: money CNY
  trades: many trade
}
record trade { state: one of open, disputed, done }

policy close on request {
  require empty: balance is 0 USD
    en "{balance} is left" fix "Withdraw it"

  require none_open: no opne trade
    en "A trade is open" fix "Complete it"

  require none_disputed: no disputed trade
    en "A trade is disputed"
}
"#;

fn main() {
    let mut sources = Sources::new();
    sources.add("demo.policy", POLICY);
    let analysis = analyse(sources);

    let colour = std::io::stdout().is_terminal();
    print!("{}", exeunt::render::diagnostics(&analysis.sources, &analysis.diagnostics, colour));
    for found in &analysis.diagnostics {
        println!("{}: {}", found.code.slug(), found.code.summary());
    }
}
