//! Compiles a policy that is held in memory and lists what it requires.

use exeunt::{Compiler, Diagnostics};

const POLICY: &str = r#"
package demo
languages en
zone UTC

account {
  balance: money CNY
  trades: many trade
}
record trade { completed: time? }

policy close on request {
  require empty: balance is 0 CNY
    en "{balance} is left" fix "Withdraw it"

  require settled: no trade completed within 15d
    en "A trade completed less than 15 days ago; you can close the account after {clears}"
}
"#;

fn main() -> Result<(), Diagnostics> {
    let policies = Compiler::new().source("demo.policy", POLICY).compile()?;
    for policy in policies.iter() {
        println!("{}", policy.name());
        for requirement in policy.requirements() {
            println!("  requires {requirement}");
        }
    }
    Ok(())
}
