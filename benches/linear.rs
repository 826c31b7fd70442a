//! How the time to read an input grows with its length, for inputs made to be expensive: each is measured at n, 2n, 4n
//! and 8n, and the last factor is printed. About 2 is linear, about 4 is quadratic.
//! Times are of the processor where the system tells them, so that a machine at work gives the same factors.
//! `cargo bench --bench linear [-- PART OF A NAME]`

#[path = "shared/series.rs"]
#[expect(dead_code, reason = "sizes at which a test counts")]
mod series;

use std::time::{Duration, Instant};

use series::{EXPANDED, SERIES, Series};

/// A series ends early behind a step that takes as long.
const LONGEST: Duration = Duration::from_secs(10);

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    println!("{:<46} {:>9} {:>32} {:>7}", "seconds at n, 2n, 4n, 8n", "bytes", "", "factor");
    let is_wanted = |series: &&Series| wanted.iter().all(|word| series.name.contains(word.as_str()));
    SERIES.iter().chain(EXPANDED).filter(is_wanted).for_each(measured);
}

fn measured(series: &Series) {
    let (mut seconds, mut bytes) = (Vec::new(), 0);
    for step in [1, 2, 4, 8] {
        let input = (series.input)(series.size * step);
        bytes = input.len();
        let started = Stopwatch::start();
        (series.run)(&input);
        let took = started.elapsed();
        seconds.push(took.as_secs_f64());
        if took > LONGEST {
            break;
        }
    }
    let factor = match seconds.as_slice() {
        [.., before, last] => last / before,
        _ => f64::NAN,
    };
    let columns: String = seconds.iter().map(|took| format!(" {took:>7.3}")).collect();
    println!("{:<46} {bytes:>9} {columns:<32} {factor:>7.1}", series.name);
}

/// The time that the threads of this process took of a processor, or else that went by.
struct Stopwatch {
    started: Instant,
    before: Option<Duration>,
}

impl Stopwatch {
    fn start() -> Self {
        Self { started: Instant::now(), before: of_processor() }
    }

    fn elapsed(&self) -> Duration {
        match (self.before, of_processor()) {
            (Some(before), Some(now)) => now.saturating_sub(before),
            _ => self.started.elapsed(),
        }
    }
}

/// The sum over all threads: parsing shares its work out.
fn of_processor() -> Option<Duration> {
    let of_thread = |thread: std::io::Result<std::fs::DirEntry>| {
        let statistics = std::fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
        statistics.split(' ').next()?.parse().ok().map(Duration::from_nanos)
    };
    std::fs::read_dir("/proc/self/task").ok()?.map(of_thread).sum()
}
