//! Shows what the compiler says of a policy with several mistakes: all of them, each once.

use exeunt::Compiler;

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
    let Err(diagnostics) = Compiler::new().source("demo.policy", POLICY).compile() else { return };
    print!("{diagnostics}");
    for found in diagnostics.iter() {
        println!("{}: {}", found.code.slug(), found.code.summary());
    }
}
