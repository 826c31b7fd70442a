//! exeunt itself.

use std::path::Path;

use exeunt::analysis::analyse;
use exeunt::eval::decide::{Batch, Decider, Moment};
use exeunt::facts;
use exeunt::ir::Status;
use exeunt::source::{FileId, Sources};

pub(crate) struct Exeunt {
    decider: Decider,
    pub(crate) batch: Batch,
}

impl Exeunt {
    pub(crate) fn new(lines: &str) -> Self {
        let mut sources = Sources::new();
        for name in ["taobao", "alibaba_cn"] {
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies");
            let text = std::fs::read_to_string(root.join(name).join(format!("{name}.policy")));
            sources.add(name, text.expect("the policies are there"));
        }
        let program = analyse(sources).program.expect("the policies are sound");
        let policy = program.policy("taobao.close").expect("it is there");
        let decider = Decider::compile(&program, policy).expect("it is held");
        let mut batch = decider.batch();
        for line in lines.lines() {
            let envelope = facts::read(&program, Some(policy), FileId(0), line).envelope.expect("sound");
            batch.push(&envelope.facts).expect("it fits");
        }
        Self { decider, batch }
    }

    pub(crate) fn moment(&self) -> Moment<'_> {
        self.decider.at(crate::accounts::NOW)
    }

    pub(crate) fn eligible(&self, moment: &Moment<'_>) -> Vec<bool> {
        let mut statuses = Vec::new();
        moment.statuses(&self.batch, &mut statuses);
        statuses.into_iter().map(|status| status == Status::Eligible).collect()
    }
}
