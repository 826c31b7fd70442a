//! What a run has covered so far, on standard error, so that one that is stopped has shown it.

use exeunt::sql::Dialect;

use crate::jobs::Compared;

/// How often a run says where it is.
const TIMES: u64 = 40;

/// A run over so many policies.
pub(crate) struct Progress {
    dialect: Dialect,
    what: &'static str,
    of: u64,
    done: u64,
}

impl Progress {
    pub(crate) fn new(dialect: Dialect, what: &'static str, of: u64) -> Self {
        Self { dialect, what, of, done: 0 }
    }

    /// Takes in how many policies are done, and what came of them; shows the last differences, those just found, at once.
    pub(crate) fn note(&mut self, compared: &Compared, done: u64, brought: usize) {
        let is_more = done > self.done;
        self.done = done;
        for difference in &compared.differences[compared.differences.len() - brought..] {
            eprintln!("{difference}");
        }
        if is_more && (done.is_multiple_of((self.of / TIMES).max(1)) || done == self.of) {
            eprintln!(
                "{}: {} of {} {} policies, {} verdicts compared, {} differences",
                self.dialect.name(),
                self.done,
                self.of,
                self.what,
                compared.verdicts,
                compared.differences.len(),
            );
        }
    }
}
