//! Diagnostics of facts for `Debug`.

use crate::diagnostic::Diagnostic;

/// Diagnostics of facts without their words, which may quote facts.
pub(super) struct Brief<'d>(pub(super) &'d [Diagnostic]);

impl std::fmt::Debug for Brief<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let brief = self.0.iter().map(|found| (found.code.slug(), found.primary.span));
        out.debug_list().entries(brief).finish()
    }
}
