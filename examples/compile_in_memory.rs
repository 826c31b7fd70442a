//! Compiles a policy that is held in memory and lists what it requires.

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
record trade { completed: time? }

policy close on request {
  require empty: balance is 0 CNY
    en "{balance} is left" fix "Withdraw it"

  require settled: no trade completed within 15d
    en "A trade completed less than 15 days ago; you can close the account after {clears}"
}
"#;

fn main() {
    let mut sources = Sources::new();
    sources.add("demo.policy", POLICY);
    let analysis = analyse(sources);

    let Some(program) = analysis.program else {
        eprint!("{}", exeunt::render::diagnostics(&analysis.sources, &analysis.diagnostics, false));
        std::process::exit(1);
    };
    for policy in &program.policies {
        println!("{}.{}", program.packages[policy.package].name, policy.name);
        for requirement in &policy.requirements {
            println!("  requires {}", requirement.name);
        }
    }
}
