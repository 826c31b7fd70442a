//! The file of counts, and what a change of one means.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// The part by which a count may differ from the one that is checked in, in percent.
const TOLERANCE: f64 = 5.0;

const HEAD: &str = "\
# Instructions that each path takes (benches/instructions/paths.rs), counted by callgrind.
# Written by: cargo bench --profile release --bench instructions -- --update
";

/// Instructions by path.
#[derive(Debug, Default)]
pub(crate) struct Counts(BTreeMap<String, u64>);

impl Counts {
    pub(crate) fn insert(&mut self, name: &str, count: u64) {
        self.0.insert(name.to_owned(), count);
    }

    pub(crate) fn get(&self, name: &str) -> Option<u64> {
        self.0.get(name).copied()
    }
}

impl FromStr for Counts {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let count = |line: &str| {
            let (name, count) = line.split_once(' ')?;
            Some((name.to_owned(), count.trim().parse().ok()?))
        };
        let counts = lines.map(|line| count(line).ok_or_else(|| format!("not a name and a count: {line}")));
        counts.collect::<Result<_, _>>().map(Self)
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(HEAD)?;
        self.0.iter().try_for_each(|(name, count)| writeln!(out, "{name:<24} {count:>13}"))
    }
}

/// By how many percent a count has grown.
pub(crate) fn change(before: u64, now: u64) -> f64 {
    (now as f64 / before as f64 - 1.0) * 100.0
}

/// What a count means beside the one that is checked in.
pub(crate) enum Judged {
    Same,
    Faster,
    /// Or a path that has no count yet.
    Slower,
}

impl Judged {
    pub(crate) fn of(before: Option<u64>, now: u64) -> Self {
        match before.map(|before| change(before, now)) {
            Some(change) if change < -TOLERANCE => Self::Faster,
            Some(change) if change <= TOLERANCE => Self::Same,
            Some(_) | None => Self::Slower,
        }
    }
}
