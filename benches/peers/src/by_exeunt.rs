//! exeunt itself.

use std::path::Path;

use exeunt::decide::{Batch, CompiledPolicy, AtInstant};
use exeunt::facts;
use exeunt::ir::Status;
use exeunt::source::FileId;

pub(crate) struct Exeunt {
    decider: CompiledPolicy,
    pub(crate) batch: Batch,
}

impl Exeunt {
    pub(crate) fn new(lines: &str) -> Self {
        let policies = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies");
        let (program, policy) = crate::loaded::taobao(&policies);
        let decider = CompiledPolicy::compile(&program, policy).expect("it is held");
        let mut batch = decider.batch();
        let options = facts::Options::default().allowing_unknown_keys();
        for line in lines.lines() {
            let read = facts::read_with(options, &program, Some(policy), FileId(0), line);
            let envelope = read.envelope.expect("sound");
            batch.push(&envelope.facts).expect("it fits");
        }
        Self { decider, batch }
    }

    pub(crate) fn moment(&self) -> AtInstant<'_> {
        self.decider.at(crate::accounts::NOW)
    }

    pub(crate) fn eligible(&self, moment: &AtInstant<'_>) -> Vec<bool> {
        let mut statuses = Vec::new();
        moment.statuses(&self.batch, &mut statuses);
        statuses.into_iter().map(|status| status == Status::Eligible).collect()
    }
}
