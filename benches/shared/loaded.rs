//! Taobao's policies as a program.

use std::path::Path;

use exeunt::analysis::analyse;
use exeunt::ir::{PolicyId, Program};
use exeunt::source::Sources;

/// The texts that `taobao.close` is written in, from the folder of the policies.
pub(crate) fn sources(policies: &Path) -> Sources {
    let mut sources = Sources::new();
    for name in ["taobao", "alibaba_cn"] {
        let path = policies.join(name).join(format!("{name}.policy"));
        let text = std::fs::read_to_string(&path).expect("the policies are there");
        sources.add(path.display().to_string(), text);
    }
    sources
}

/// The program, and `taobao.close` in it.
pub(crate) fn taobao(policies: &Path) -> (Program, PolicyId) {
    let program = analyse(sources(policies)).program.expect("the policies are sound");
    let policy = program.policy("taobao.close").expect("it is there");
    (program, policy)
}
