//! Verdicts of queries held against the evaluator's, on the engines themselves. `tests/engines/run` installs and starts
//! the engines and runs these tests; without it they are ignored. Each says which engine it needs, and fails where
//! that is not there.

mod differential;
mod due;
mod engine;
mod faults;
mod hostile;
mod jobs;
mod json_values;
mod mapped;
mod progress;
mod sweep_plans;
mod sweeps;

/// How many of something a test tries: `name` of the environment, or what an ordinary run takes.
fn count(name: &str, ordinary: u64) -> u64 {
    std::env::var(name).ok().and_then(|count| count.parse().ok()).unwrap_or(ordinary)
}
