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

    /// Takes a policy into account, with what came of all up to it; shows the differences that it brought at once.
    pub(crate) fn note(&mut self, compared: &Compared, brought: usize) {
        self.done += 1;
        for difference in &compared.differences[compared.differences.len() - brought..] {
            eprintln!("{difference}");
        }
        if self.done.is_multiple_of((self.of / TIMES).max(1)) || self.done == self.of {
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
