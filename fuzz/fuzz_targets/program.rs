//! Bytes of built programs: they are refused, or what they hold can be run, printed, compared and translated.
#![no_main]

use std::sync::LazyLock;

use exeunt::analysis::analyse;
use exeunt::compare::compare;
use exeunt::decide::CompiledPolicy;
use exeunt::facts::{self, Extent};
use exeunt::ir::Program;
use exeunt::source::Sources;
use exeunt::sql::{Dialect, Emit, Options, to_sql};
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
    let Ok(program) = Program::from_bytes(&bytes) else { return };
    let _ = exeunt::suite::run(&program);
    program.to_text().expect("what loads can be printed");
    let written = program.to_bytes().expect("what loads can be written");
    assert_eq!(Program::from_bytes(&written).as_ref(), Ok(&program));
    let _ = compare(&program, &program);
    for policy in program.policies().ids() {
        let _ = CompiledPolicy::compile(&program, policy);
        let _ = facts::schema(&program, policy, Extent::Whole);
        for dialect in [Dialect::DuckDb, Dialect::Postgres, Dialect::Spark] {
            let query =
                Options { dialect, now: Some(exeunt::ir::Timestamp::UNIX_EPOCH), emit: Emit::Query, mapping: None, keys: None, texts: None };
            let _ = to_sql(&program, policy, &query);
        }
    }
});
