//! Every random package compiles without an error.

use exeunt::analysis::{Analysis, analyse};
use exeunt::diagnostic::{Diagnostic, Severity};
use exeunt::source::Sources;
use exeunt_testkit::generate;

/// The random program of a seed, analysed.
pub(crate) fn analysed(seed: u64) -> Analysis {
    let mut sources = Sources::new();
    for file in generate::packages(seed) {
        sources.add(file.name, file.text);
    }
    analyse(sources)
}

/// An error with the line that it stands in.
fn shown(analysis: &Analysis, error: &Diagnostic) -> String {
    let at = error.primary.span;
    let source = analysis.sources.get(at.file);
    let line = source.and_then(|source| source.text.lines().nth(source.line_of(at.start))).unwrap_or("");
    format!("{} {} at `{}` in\n    {line}", error.code.slug(), error.message, analysis.sources.slice(at))
}

#[test]
fn a_random_package_compiles() {
    let mut wrong = Vec::new();
    for seed in 0..crate::cases(800) {
        let analysis = analysed(seed);
        let error = analysis.diagnostics.iter().find(|found| found.severity() == Severity::Error);
        wrong.extend(error.map(|error| format!("seed {seed}: {}", shown(&analysis, error))));
    }
    let first = wrong.iter().take(10).cloned().collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} programs are refused:\n{first}", wrong.len());
}
