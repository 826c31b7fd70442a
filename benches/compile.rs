//! How long it takes to parse and check a package of many policies, whether that grows as fast as the text, and how
//! much memory it takes at most: `cargo bench --bench compile [-- COUNT…]`, by default 10,000 and 100,000 policies.
//!
//! A plain program rather than a statistical harness: a run takes seconds, and the memory is that of the same run.

#[path = "shared/package.rs"]
mod package;

use std::time::Instant;

use exeunt::analysis::analyse;

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
        let sources = package::package(count, IN_A_FILE);
        let bytes: usize = sources.iter().map(|(_, source)| source.text.len()).sum();
        let held = peak();
        let start = Instant::now();
        let analysis = analyse(sources);
        let seconds = start.elapsed().as_secs_f64();
        assert!(!analysis.has_errors(), "{:?}", analysis.diagnostics.first());
        assert_eq!(analysis.program.as_ref().map(|program| program.policies().len()), Some(count));
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
