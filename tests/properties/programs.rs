//! Random programs, compiled once for all properties.

use std::sync::{Arc, OnceLock};

use exeunt::analysis::{Analysis, analyse};
use exeunt::ir::Program;
use exeunt::source::Sources;
use exeunt_testkit::generate;

/// How many programs are kept.
const KEPT: usize = 1_500;

static ANALYSES: [OnceLock<Arc<Analysis>>; KEPT] = [const { OnceLock::new() }; KEPT];

/// The random program of a seed, analysed.
pub(crate) fn analysed(seed: u64) -> Arc<Analysis> {
    let compile = || {
        let mut sources = Sources::new();
        for file in generate::packages(seed) {
            sources.add(file.name, file.text);
        }
        Arc::new(analyse(sources))
    };
    match usize::try_from(seed).ok().and_then(|at| ANALYSES.get(at)) {
        Some(kept) => Arc::clone(kept.get_or_init(compile)),
        None => compile(),
    }
}

/// The program of an analysis without errors.
pub(crate) fn program(analysis: &Analysis) -> &Program {
    analysis.program.as_ref().unwrap_or_else(|| panic!("a random program does not compile"))
}

/// The text of every shipped policy with its path, in order.
pub(crate) fn shipped_texts() -> std::io::Result<Vec<(String, String)>> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    let mut texts = Vec::new();
    for package in std::fs::read_dir(root)? {
        for file in std::fs::read_dir(package?.path()).into_iter().flatten() {
            let path = file?.path();
            if path.extension().is_some_and(|extension| extension == "policy") {
                texts.push((path.display().to_string(), std::fs::read_to_string(&path)?));
            }
        }
    }
    texts.sort();
    Ok(texts)
}

/// All shipped policies, analysed together.
pub(crate) fn shipped() -> std::io::Result<Analysis> {
    let mut sources = Sources::new();
    for (name, text) in shipped_texts()? {
        sources.add(name, text);
    }
    Ok(analyse(sources))
}
