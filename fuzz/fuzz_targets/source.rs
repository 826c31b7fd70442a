//! Texts of policies: whatever they hold, analysing ends; what compiles can be run, printed and read back.
#![no_main]

use exeunt::analysis::analyse;
use exeunt::ir::Program;
use exeunt::source::Sources;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut sources = Sources::new();
    sources.add("fuzz.policy", text);
    let analysis = analyse(sources);
    let _ = exeunt::render::short(&analysis.sources, &analysis.diagnostics);
    let Some(program) = analysis.program else { return };
    let _ = exeunt::suite::run(&program);
    program.to_text().expect("what compiles can be printed");
    let bytes = program.to_bytes().expect("what compiles can be written");
    assert_eq!(Program::from_bytes(&bytes), Ok(program.clone()));
    let json = program.to_json().expect("what compiles can be written");
    assert_eq!(Program::from_json(&json), Ok(program));
});
