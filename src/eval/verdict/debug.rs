//! `Debug` of verdicts. It names policies, requirements and places, and shows neither values of facts nor what is computed from
//! them: messages quote facts, and instants give away when something happened.

use std::fmt::{Debug, Formatter, Result};

use super::{Clears, Disposed, InWords, Period, Said, Shown, Verdict};

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

impl Debug for Period {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        out.debug_struct("Period")
            .field("status", &self.status)
            .field("failed", &self.failed)
            .finish_non_exhaustive()
    }
}

impl Debug for Clears {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        out.debug_struct("Clears")
            .field("waits", &self.waits.is_some())
            .field("act", &self.act)
            .field("is_final", &self.is_final)
            .finish()
    }
}

impl Debug for Said {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        out.debug_struct("Said").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Debug for Shown {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        out.debug_struct("Shown").field("field", &self.field).finish_non_exhaustive()
    }
}

impl Debug for InWords {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        out.debug_struct("InWords").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Debug for Disposed {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        out.debug_struct("Disposed")
            .field("path", &self.path)
            .field("disposal", &self.disposal)
            .field("law", &self.law)
            .finish_non_exhaustive()
    }
}
