//! `Debug` of verdicts. It names policies, requirements and places, and shows neither values of facts nor what is computed from
//! them: messages quote facts, and instants give away when something happened.

use std::fmt::{Debug, Formatter, Result};

use super::{
    DeadlineStanding, MessageText, NoticeStanding, OutcomeValue, Period, Plan, PlanItem, Remedy, Verdict,
    WitnessFact,
};

use crate::ir::LocalisedText;

impl Debug for Verdict {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        let failed: Vec<&str> = self.failed.iter().map(|failure| failure.requirement.as_str()).collect();
        out.debug_struct("Verdict")
            .field("policy", &self.policy)
            .field("now", &self.now)
            .field("status", &self.status)
            .field("outcome", &self.outcome)
            .field("failed", &failed)
            .field("missing", &self.missing)
            .field("program_hash", &self.provenance.program_hash)
            .finish_non_exhaustive()
    }
}

impl Debug for OutcomeValue {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        out.debug_struct("OutcomeValue")
            .field("kind", &self.kind)
            .field("is_known", &self.value.is_some())
            .finish_non_exhaustive()
    }
}

impl Debug for Period {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        out.debug_struct("Period")
            .field("status", &self.status)
            .field("failed", &self.failed)
            .finish_non_exhaustive()
    }
}

impl Debug for Remedy {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        out.debug_struct("Remedy")
            .field("waits", &self.waits.is_some())
            .field("act", &self.act)
            .field("is_final", &self.is_final)
            .finish()
    }
}

impl Debug for MessageText {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        out.debug_struct("MessageText").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Debug for WitnessFact {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        out.debug_struct("WitnessFact").field("field", &self.field).finish_non_exhaustive()
    }
}

impl Debug for LocalisedText {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        out.debug_struct("LocalisedText").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Debug for DeadlineStanding {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        out.debug_struct("DeadlineStanding")
            .field("deadline", &self.deadline)
            .field("state", &self.state)
            .field("law", &self.law)
            .finish_non_exhaustive()
    }
}

impl Debug for NoticeStanding {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        out.debug_struct("NoticeStanding")
            .field("notice", &self.notice)
            .field("state", &self.state)
            .field("law", &self.law)
            .finish_non_exhaustive()
    }
}

impl Debug for Plan {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        out.debug_struct("Plan").field("is_complete", &self.is_complete).field("items", &self.items).finish()
    }
}

impl Debug for PlanItem {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        out.debug_struct("PlanItem")
            .field("path", &self.place)
            .field("disposal", &self.disposal)
            .field("law", &self.law)
            .finish_non_exhaustive()
    }
}
