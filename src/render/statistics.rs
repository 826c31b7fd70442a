//! How often each code was reported.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diagnostic::{Code, Diagnostic, Fix, Language, Severity};

/// The diagnostics of one code at one severity.
#[derive(Debug, Serialize)]
struct Row {
    code: &'static str,
    severity: &'static str,
    count: usize,
    /// How many of them have an edit that is certain.
    fixable: usize,
    /// What the code means, in English.
    summary: String,
    #[serde(skip)]
    of: Code,
}

/// A row for each code, the most frequent first: `[*]` marks a code of which some have an edit that is certain.
#[must_use]
pub fn statistics(found: &[Diagnostic], language: Language) -> String {
    let rows = rows(found);
    let width = rows.iter().map(|row| row.count.to_string().len()).max().unwrap_or(0);
    let is_any_fixable = rows.iter().any(|row| row.fixable > 0);
    let line = |row: &Row| {
        let mark = match (is_any_fixable, row.fixable) {
            (false, _) => "",
            (true, 0) => "     ",
            (true, _) => "  [*]",
        };
        format!("{:>width$}  {}{mark}  {}\n", row.count, row.code, row.of.summary().text(language))
    };
    rows.iter().map(line).collect()
}

/// The same as one line of JSON for each code.
#[must_use]
pub fn statistics_json(found: &[Diagnostic]) -> String {
    let line = |row: &Row| serde_json::to_string(row).map(|line| line + "\n");
    rows(found).iter().filter_map(|row| line(row).ok()).collect()
}

fn rows(found: &[Diagnostic]) -> Vec<Row> {
    let mut counts: BTreeMap<(Code, Severity), (usize, usize)> = BTreeMap::new();
    for one in found {
        let (count, fixable) = counts.entry((one.code, one.severity())).or_default();
        *count += 1;
        *fixable += usize::from(one.fix.as_ref().is_some_and(|Fix { certain, .. }| *certain));
    }
    let row = |((of, severity), (count, fixable)): ((Code, Severity), (usize, usize))| Row {
        code: of.slug(),
        severity: severity.word(),
        count,
        fixable,
        summary: of.summary().to_string(),
        of,
    };
    let mut rows: Vec<Row> = counts.into_iter().map(row).collect();
    // The order of the codes where they are equally frequent.
    rows.sort_by_key(|row| std::cmp::Reverse(row.count));
    rows
}
