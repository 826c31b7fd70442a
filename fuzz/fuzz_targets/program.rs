//! Bytes of built programs: they are refused, or what they hold can be run.
#![no_main]

use std::sync::LazyLock;

use exeunt::analysis::analyse;
use exeunt::ir::Program;
use exeunt::source::Sources;
use libfuzzer_sys::fuzz_target;

/// Magic and format, which every input is given: guessing them would teach nothing.
static HEAD: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let program = analyse(Sources::new()).program.expect("no policies are sound policies");
    program.to_bytes().expect("it can be written")[..12].to_vec()
});

fuzz_target!(|content: &[u8]| {
    let mut bytes = HEAD.clone();
    bytes.extend((content.len() as u64).to_le_bytes());
    bytes.extend(blake3::hash(content).as_bytes());
    bytes.extend(content);
    if let Ok(program) = Program::from_bytes(&bytes) {
        let _ = exeunt::suite::run(&program);
        program.to_text().expect("what loads can be printed");
    }
});
