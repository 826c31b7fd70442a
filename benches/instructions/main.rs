//! How many instructions a dozen paths take, by callgrind: `cargo bench --profile release --bench instructions [-- NAME… | --update]`.
//!
//! Each path runs in a process of its own under valgrind, once to fill caches and once to be counted. Unlike times, the counts
//! hardly differ between runs, so they are compared with those in `benches/instructions.txt`: more than 5 % above is
//! a failure. `--update` writes that file anew. What callgrind found is kept in `target/instructions`, for `callgrind_annotate`.

#[path = "../shared/accounts.rs"]
mod accounts;
mod counts;
#[path = "../shared/loaded.rs"]
mod loaded;
#[path = "../shared/package.rs"]
mod package;
mod paths;

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use counts::{Counts, Judged};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// The checked-in counts.
const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/instructions.txt");
/// Where callgrind writes.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target/instructions");
/// The word that makes a process run one path.
const RUN: &str = "--run";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words[..] {
        [RUN, name] => run(name).map(|()| true),
        ["--update"] => update().map(|()| true),
        ref names => compare(names),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs a path, under valgrind.
fn run(name: &str) -> Outcome<()> {
    let (_, prepare) = paths::ALL.iter().find(|(known, _)| *known == name).ok_or("there is no such path")?;
    let mut path = prepare();
    path();
    collected_by_callgrind(&mut path);
    Ok(())
}

/// Callgrind counts while this runs, and knows it by its name.
#[inline(never)]
fn collected_by_callgrind(path: &mut dyn FnMut()) {
    path();
    std::hint::black_box(());
}

/// The instructions that a path takes.
fn count(name: &str) -> Outcome<u64> {
    fs::create_dir_all(FOLDER)?;
    let ran = Command::new("valgrind")
        .args(["--tool=callgrind", "--toggle-collect=*collected_by_callgrind*"])
        .arg(format!("--callgrind-out-file={FOLDER}/{name}.out"))
        .arg(std::env::current_exe()?)
        .args([RUN, name])
        // One thread, and nothing that depends on the host.
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("RAYON_NUM_THREADS", "1")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .map_err(|error| format!("valgrind cannot be run: {error}"))?;
    let told = String::from_utf8_lossy(&ran.stderr);
    let collected = told.lines().find_map(|line| line.split_once("Collected : ")?.1.trim().parse().ok());
    match collected {
        Some(count) if ran.status.success() && count > 0 => Ok(count),
        _ => Err(format!("{name} was not counted:\n{told}").into()),
    }
}

fn update() -> Outcome<()> {
    let mut counts = Counts::default();
    for (name, _) in paths::ALL {
        counts.insert(name, count(name)?);
        println!("{name:<24} {:>13}", counts.get(name).unwrap_or_default());
    }
    Ok(fs::write(KEPT, counts.to_string())?)
}

/// Whether each of these paths, or of all, takes about as many instructions as are checked in.
fn compare(names: &[&str]) -> Outcome<bool> {
    let kept: Counts = fs::read_to_string(Path::new(KEPT))?.parse()?;
    let chosen =
        paths::ALL.iter().map(|(name, _)| *name).filter(|name| names.is_empty() || names.contains(name));
    let (mut slower, mut faster) = (Vec::new(), Vec::new());
    println!("{:<24} {:>13} {:>13} {:>8}", "path", "checked in", "now", "change");
    for name in chosen {
        let (before, now) = (kept.get(name), count(name)?);
        let change =
            before.map_or_else(String::new, |before| format!("{:+.1} %", counts::change(before, now)));
        println!("{name:<24} {:>13} {now:>13} {change:>8}", before.unwrap_or_default());
        match Judged::of(before, now) {
            Judged::Slower => slower.push(name),
            Judged::Faster => faster.push(name),
            Judged::Same => {}
        }
    }
    if !faster.is_empty() {
        println!("faster by more than 5 %: {}. Keep that: run it with --update", faster.join(", "));
    }
    if !slower.is_empty() {
        println!(
            "slower by more than 5 %, or new: {}. If that is meant, run it with --update",
            slower.join(", ")
        );
    }
    Ok(slower.is_empty())
}
