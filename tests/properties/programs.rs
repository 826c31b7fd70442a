//! Random programs, compiled once for all properties.

use std::sync::{Arc, OnceLock};

use exeunt::analysis::Analysis;
use exeunt::diagnostic::Severity;
use exeunt::ir::Program;
use exeunt_testkit::generated;

/// How many programs are kept.
const KEPT: usize = 1_500;

static ANALYSES: [OnceLock<Arc<Analysis>>; KEPT] = [const { OnceLock::new() }; KEPT];

/// The random program of a seed, analysed.
pub(crate) fn analysed(seed: u64) -> Arc<Analysis> {
    let compile = || Arc::new(generated(seed));
    match usize::try_from(seed).ok().and_then(|at| ANALYSES.get(at)) {
        Some(kept) => Arc::clone(kept.get_or_init(compile)),
        None => compile(),
    }
}

/// The program of an analysis without errors.
pub(crate) fn program(analysis: &Analysis) -> &Program {
    let errors = || {
        analysis.diagnostics.iter().filter(|found| found.severity() == Severity::Error).collect::<Vec<_>>()
    };
    analysis.program.as_ref().unwrap_or_else(|| panic!("a random program does not compile: {:#?}", errors()))
}
