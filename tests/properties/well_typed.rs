//! Every random package compiles without an error.

use exeunt::analysis::Analysis;
use exeunt::diagnostic::{Diagnostic, Severity};

use crate::programs::analysed;

/// An error with its line.
fn shown(analysis: &Analysis, error: &Diagnostic) -> String {
    let at = error.primary.span;
    let source = analysis.sources.get(at.file);
    let line = source.and_then(|source| source.text.lines().nth(source.line_of(at.start))).unwrap_or("");
    format!("{} {} at `{}` in\n    {line}", error.code.slug(), error.message, analysis.sources.slice(at))
}

#[test]
fn a_random_package_compiles() {
    crate::holds_for_seeds(crate::cases(300), |seed| {
        let analysis = analysed(seed);
        let error = analysis.diagnostics.iter().find(|found| found.severity() == Severity::Error);
        let wrong = error.map(|error| format!("seed {seed}: {}", shown(&analysis, error)));
        let policies = analysis.program.as_ref().map_or(1, |program| program.policies().len() as u64);
        (policies, wrong.into_iter().collect())
    });
}
