//! `worker facts | load | run | rests`: see the README.

use std::path::Path;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use exeunt::Timestamp;
use exeunt_worker::{Blobs, Failure, Loaded, Worker, facts, load, open, rests};

const USAGE: &str =
    "worker facts SHOP.db                         the accounts, for `exeunt sweep --source FOLDER`
worker load SHOP.db PLAN.ndjson MANIFEST.json     takes a plan in
worker run SHOP.db IMAGES NOTICES [--now TIME]    carries out what is left of it
worker rests SHOP.db                              what is kept of who has left, for `exeunt due`";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("worker: {failure}");
            ExitCode::from(2)
        }
    }
}

/// Ends with 1 if something was not done because it no longer holds.
fn run(words: &[&str]) -> Result<ExitCode, Failure> {
    match words {
        ["facts", shop] => facts(&open(Path::new(shop))?, &mut std::io::stdout().lock())?,
        ["rests", shop] => rests(&open(Path::new(shop))?, &mut std::io::stdout().lock())?,
        ["load", shop, plan, manifest] => {
            match load(&mut open(Path::new(shop))?, Path::new(plan), Path::new(manifest))? {
                Loaded::Rows(rows) => println!("{rows} rows to carry out"),
                Loaded::Before => println!("taken in before"),
            }
        }
        ["run", shop, images, notices, now @ ..] => {
            let now = match now {
                [] => None,
                ["--now", now] => Some(Timestamp::parse(now)?),
                _ => return Err(USAGE.into()),
            };
            let clock = move || now.map_or_else(present, Ok);
            let [images, notices] = [images, notices].map(|folder| Blobs::open(Path::new(folder)));
            let mut worker = Worker::new(open(Path::new(shop))?, images?, notices?, Box::new(clock))?;
            let done = worker.run(&mut std::io::stdout().lock())?;
            println!("{} done, {} refused", done.done, done.refused);
            return Ok(if done.refused == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        _ => return Err(USAGE.into()),
    }
    Ok(ExitCode::SUCCESS)
}

fn present() -> Result<Timestamp, Failure> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH)?;
    Ok(Timestamp::from_micros(i64::try_from(since.as_micros())?))
}
