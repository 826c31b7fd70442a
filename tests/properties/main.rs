//! Properties over random policies and facts. `EXEUNT_CASES` says how many of each; a failure names its seed.

mod well_typed;

/// How many cases a property is tried on: `EXEUNT_CASES`, or what an ordinary run takes.
fn cases(ordinary: u64) -> u64 {
    std::env::var("EXEUNT_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(ordinary)
}
