//! Properties over random policies and facts.
//!
//! `EXEUNT_CASES=100000 cargo test --release --test properties` tries each on that many policies instead of the few of
//! an ordinary run. A failure names the seed, which `cargo run -p exeunt-testkit --example show -- SEED` prints; with
//! `EXEUNT_SHOW=1` the compiled program and the facts are printed, too.

mod canonical;
mod drawn;
mod flat;
mod formatting;
mod incremental;
mod lifecycles;
mod lines;
mod narrowing;
mod notices;
mod oracle;
mod places;
mod plans;
mod programs;
mod timeline;
mod unknown;
mod well_typed;
mod witnesses;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// How many policies a property is tried on: `EXEUNT_CASES`, or what an ordinary run takes.
fn cases(ordinary: u64) -> u64 {
    requested_cases().unwrap_or(ordinary)
}

/// Of a property that analyses many texts each time, a fiftieth of what is asked for.
fn costly_cases(ordinary: u64) -> u64 {
    requested_cases().map_or(ordinary, |asked| asked.div_ceil(50))
}

fn requested_cases() -> Option<u64> {
    std::env::var("EXEUNT_CASES").ok()?.parse().ok()
}

/// Tries a property on one seed after the other, on all cores, until `wanted` policies have been judged. The property
/// says how many policies a seed has, and what is wrong; nothing may be. `EXEUNT_SEED` is the first seed.
fn holds_for_seeds(wanted: u64, property: impl Fn(u64) -> (u64, Vec<String>) + Sync) {
    let first = std::env::var("EXEUNT_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0);
    let (next, judged, wrong) = (AtomicU64::new(first), AtomicU64::new(0), Mutex::new(Vec::new()));
    let worker = || {
        while judged.load(Ordering::Relaxed) < wanted {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            let (policies, found) = under_seed(seed, || property(seed));
            judged.fetch_add(policies, Ordering::Relaxed);
            wrong.lock().unwrap_or_else(PoisonError::into_inner).extend(found);
        }
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(worker)).collect();
        for worker in workers {
            assert!(worker.join().is_ok(), "a property panicked");
        }
    });
    let wrong = wrong.into_inner().unwrap_or_else(PoisonError::into_inner);
    let first = wrong.iter().take(10).cloned().collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} failures on {judged:?} policies:\n{first}", wrong.len());
}

/// Runs a property and names the seed under which it panics.
fn under_seed<T>(seed: u64, property: impl FnOnce() -> T) -> T {
    let run = std::panic::AssertUnwindSafe(property);
    std::panic::catch_unwind(run).unwrap_or_else(|_| panic!("the panic above is of seed {seed}"))
}
