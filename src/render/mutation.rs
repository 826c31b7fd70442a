//! What became of mutants: a table for people, and the survivors one a line.

use std::fmt::Write as _;

use super::table::table;
use crate::suite::mutation::{Mutation, Tally};

/// A row a package, and one for all of them.
#[must_use]
pub fn mutation_table(mutation: &Mutation) -> String {
    let heads = ["system", "mutants", "killed", "known", "survived"];
    let mut rows = vec![heads.map(str::to_owned).to_vec()];
    let mut all = Tally::default();
    for (package, tally) in mutation.by_package() {
        rows.push(row(package, tally));
        all.killed += tally.killed;
        all.known += tally.known;
        all.survived += tally.survived;
    }
    rows.push(row("all", all));
    table(&rows)
}

fn row(name: &str, tally: Tally) -> Vec<String> {
    let counts = [tally.killed + tally.known + tally.survived, tally.killed, tally.known, tally.survived];
    std::iter::once(name.to_owned()).chain(counts.map(|count| count.to_string())).collect()
}

/// Each mutant that survives and is not known to, then each entry of the list of known ones that nothing bears out.
#[must_use]
pub fn mutation_survivors(mutation: &Mutation) -> String {
    let mut text = String::new();
    for tried in mutation.survivors() {
        let place = match tried.position {
            Some((line, column)) => format!("{}:{line}:{column}", tried.file),
            None => tried.file.clone(),
        };
        let _ = writeln!(text, "{place}: survived: {}", tried.name);
    }
    for entry in &mutation.stale {
        let _ = writeln!(text, "known to survive, but killed or gone: {}", entry.mutant);
    }
    text
}
