//! Texts of policies: whatever they hold, every phase ends and no place lies outside the text; what compiles can be run,
//! printed and read back, and what parses can be formatted.
#![no_main]

use exeunt::analysis::{Analysis, analyse};
use exeunt::diagnostic::Diagnostic;
use exeunt::ide;
use exeunt::ir::Program;
use exeunt::render::{self, Language, Look};
use exeunt::source::{FileId, Sources};
use exeunt::{compare, suite, syntax};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut sources = Sources::new();
    let file = sources.add("fuzz.policy", text);
    let analysis = analyse(sources);
    assert_eq!(analysis.program.is_none(), analysis.has_errors());
    analysis.diagnostics.iter().for_each(|found| lies_within(text, found));
    draw(&analysis);
    ask(&analysis, file, text);
    format(file, text);
    if let Some(program) = &analysis.program {
        run(program);
    }
});

fn lies_within(text: &str, found: &Diagnostic) {
    let labels = std::iter::once(&found.primary).chain(&found.secondary).map(|label| label.span);
    for span in labels.chain(found.fix.iter().map(|fix| fix.span)) {
        assert!(text.get(span.range()).is_some(), "outside the text: {found:?}");
    }
}

/// Writes what was found, in every form and both languages.
fn draw(analysis: &Analysis) {
    let Analysis { sources, diagnostics, .. } = analysis;
    for language in Language::ALL {
        let look = Look { most: Some(20), language, ..Look::default() };
        let drawn = render::diagnostics_as(sources, diagnostics, look);
        assert_eq!(drawn.is_empty(), diagnostics.is_empty());
        let _ = render::short(sources, diagnostics, language);
    }
    let _ = render::diagnostics_json(sources, diagnostics, Language::English);
    let _ = render::github(sources, diagnostics, Language::English);
}

/// Asks what an editor asks, at a few places.
fn ask(analysis: &Analysis, file: FileId, text: &str) {
    let _ = ide::outline(analysis, file);
    let _ = ide::hints(analysis, file, 0, text.len() as u32);
    for part in 0..=4 {
        let at = (text.len() * part / 4) as u32;
        let _ = ide::complete(analysis, file, at);
        let _ = ide::hover(analysis, file, at, exeunt::ir::Timestamp::UNIX_EPOCH);
        let _ = ide::references(analysis, file, at, true);
        let _ = ide::can_rename(analysis, file, at);
    }
}

/// What is formatted parses, and stays as it is when it is formatted again.
fn format(file: FileId, text: &str) {
    if let Ok(formatted) = syntax::format(file, text) {
        assert_eq!(syntax::format(file, &formatted).ok().as_ref(), Some(&formatted));
    }
}

fn run(program: &Program) {
    let _ = suite::run(program);
    assert!(compare::compare(program, program).is_ok_and(|found| found.is_empty()) || too_large(program));
    program.to_text().expect("what compiles can be printed");
    let bytes = program.to_bytes().expect("what compiles can be written");
    assert_eq!(Program::from_bytes(&bytes).as_ref(), Ok(program));
    let json = program.to_json().expect("what compiles can be written");
    assert_eq!(Program::from_json(&json).as_ref(), Ok(program));
}

fn too_large(program: &Program) -> bool {
    compare::compare(program, program).is_err()
}
