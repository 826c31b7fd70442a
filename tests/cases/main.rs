//! Runs every case: `tests/cases/<phase>/<what_the_author_sees>.policy`. The diagnostics must be those that the carets
//! expect, by place, code and edit; each certain edit, and each of several alternatives, is then made and must remove its
//! error without adding one. A case that ends with `//= snapshot` also has a snapshot of the rendered diagnostics:
//! `tests/integration/snapshots.rs` holds which cases need one. A case under `constructs` shows by its own tests
//! what a construct means; warnings do not matter there.

mod carets;
mod edits;

use std::path::Path;

use carets::Expected;
use exeunt::analysis::{Analysis, analyse};
use exeunt::ir::Program;
use exeunt::render::{Colour, diagnostics};
use exeunt::source::FileId;
use exeunt::suite;

datatest_stable::harness! {
    { test = run, root = "tests/cases", pattern = r"\.policy$" },
}

fn run(path: &Path, text: String) -> datatest_stable::Result<()> {
    let stem = path.file_stem().and_then(|stem| stem.to_str()).ok_or("a name in UTF-8")?;
    let (text, wants_snapshot) = carets::wants_snapshot(&text);
    let (sources, expected) = carets::files(&format!("{stem}.policy"), text);
    let analysis = analyse(sources);
    if let (true, Some(program)) = (path.starts_with("tests/cases/constructs"), &analysis.program) {
        return run_tests(&analysis, program);
    }
    compare(&analysis, &expected)?;
    let unsound = edits::unsound(&analysis);
    if !unsound.is_empty() {
        return Err(Box::new(Mismatch(unsound.join("\n"))));
    }
    if !wants_snapshot {
        return Ok(());
    }
    let rendered = diagnostics(&analysis.sources, &analysis.diagnostics, Colour::Plain);
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(std::env::current_dir()?.join(path.parent().ok_or("a folder")?));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    // insta prints the difference to standard error and panics.
    settings.bind(|| insta::assert_snapshot!(stem, rendered));
    Ok(())
}

/// A case of a construct shows by its own tests what it means.
fn run_tests(analysis: &Analysis, program: &Program) -> datatest_stable::Result<()> {
    let report = suite::run(program);
    if report.tests.is_empty() {
        return Err("this case has no test that shows what the construct means".into());
    }
    let failed = report.failed().flat_map(|ran| {
        ran.mismatches.iter().map(move |mismatch| {
            let file = &analysis.sources.get(FileId(mismatch.origin.file));
            let line = file.map_or(0, |file| file.position(mismatch.origin.start).0);
            format!(
                "line {line}, \"{}\": expected {}, found {}",
                ran.title, mismatch.expected, mismatch.found
            )
        })
    });
    let failed: Vec<String> = failed.collect();
    if failed.is_empty() { Ok(()) } else { Err(Box::new(Mismatch(failed.join("\n")))) }
}

/// Whether exactly the expected diagnostics are reported.
fn compare(analysis: &Analysis, expected: &[Expected]) -> datatest_stable::Result<()> {
    let mut found: Vec<Expected> =
        analysis.diagnostics.iter().filter_map(|one| Expected::of(&analysis.sources, one)).collect();
    found.sort();
    if found == expected {
        return Ok(());
    }
    let missing =
        expected.iter().filter(|one| !found.contains(one)).map(|one| format!("not reported: {one}"));
    let extra = found.iter().filter(|one| !expected.contains(one)).map(|one| format!("not expected: {one}"));
    let counts = format!("{} expected, {} reported", expected.len(), found.len());
    let lines: Vec<String> = std::iter::once(counts).chain(missing).chain(extra).collect();
    let rendered = diagnostics(&analysis.sources, &analysis.diagnostics, Colour::Plain);
    Err(Box::new(Mismatch(format!("{}\n\n{rendered}", lines.join("\n")))))
}

/// Why a case fails: the runner prints errors by `Debug`, which would escape the rendered diagnostics.
struct Mismatch(String);

impl std::fmt::Debug for Mismatch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::fmt::Display for Mismatch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Mismatch {}
