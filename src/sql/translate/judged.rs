//! The conditions of a policy: the truth of each, and when waiting makes it hold.

use super::eligible_after::Comes;
use super::state::Translator;
use crate::diagnostic::messages::sql;
use crate::diagnostic::{Code, Diagnostic};
use crate::flat::Named;
use crate::sql::tree::Expr;

/// A condition of a policy.
pub(super) struct Judged {
    pub(super) truth: Expr,
    pub(super) eligible_after: EligibleAfter,
}

/// When waiting makes a condition hold.
#[derive(Clone)]
pub(super) enum EligibleAfter {
    /// Time changes nothing.
    Never,
    /// After this instant.
    After(Expr),
    /// It may turn back, so that no query says when.
    Unsaid,
}

impl Translator<'_> {
    /// Translates a condition; `called` is what a reader knows it as.
    pub(super) fn judged(&mut self, named: &Named, called: &str) -> Judged {
        named.name.clone_into(&mut self.context);
        self.place = named.origin.span();
        let truth = self.condition(&named.condition);
        let mut eligible_after = EligibleAfter::Never;
        if named.condition.trend().varies() {
            let after = self.eligible_after(&named.condition, Comes::True);
            eligible_after = after.map_or(EligibleAfter::Unsaid, EligibleAfter::After);
        }
        if matches!(eligible_after, EligibleAfter::Unsaid) {
            self.warn_without_eligible_after(called);
        }
        Judged { truth, eligible_after }
    }

    fn warn_without_eligible_after(&mut self, called: &str) {
        self.diagnostics.push(
            Diagnostic::new(Code::NoOpening, self.place, sql::no_first_instant())
                .label(sql::may_change_again(called))
                .note(sql::eligible_after_null())
                .help(sql::nothing_to_do()),
        );
    }
}
