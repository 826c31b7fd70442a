//! The results of mutation testing: a table for people, and the survivors one a line.

use std::fmt::Write as _;

use super::table::table;
use crate::diagnostic::Language;
use crate::diagnostic::messages::reports;
use crate::suite::mutation::{Mutation, Tally};

/// A row a package, and one for all of them.
#[must_use]
pub fn mutation_table(mutation: &Mutation, language: Language) -> String {
    let heads =
        [reports::system(), reports::mutants(), reports::killed(), reports::known(), reports::survived()];
    let mut rows = vec![heads.map(|head| head.text(language)).to_vec()];
    let mut all = Tally::default();
    for (package, tally) in mutation.by_package() {
        rows.push(row(package, tally));
        all.killed += tally.killed;
        all.known += tally.known;
        all.survived += tally.survived;
    }
    rows.push(row(&reports::all_packages().text(language), all));
    table(&rows)
}

fn row(name: &str, tally: Tally) -> Vec<String> {
    let counts = [tally.killed + tally.known + tally.survived, tally.killed, tally.known, tally.survived];
    std::iter::once(name.to_owned()).chain(counts.map(|count| count.to_string())).collect()
}

/// Each mutant that survives and is not known to, then each entry of the list of known ones that is not a survivor.
#[must_use]
pub fn mutation_survivors(mutation: &Mutation, language: Language) -> String {
    let mut text = String::new();
    for tried in mutation.survivors() {
        let place = match tried.position {
            Some((line, column)) => format!("{}:{line}:{column}", tried.file),
            None => tried.file.clone(),
        };
        let _ = writeln!(text, "{place}: {}", reports::survivor(&tried.words).text(language));
    }
    for entry in &mutation.stale {
        let _ = writeln!(text, "{}", reports::not_a_survivor(&entry.mutant).text(language));
    }
    text
}
