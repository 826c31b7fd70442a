//! The value that the outcome of an eligible account carries, as a policy writes it: `30d`, `10.00 EUR`.

use super::state::Translator;
use crate::diagnostic::messages::sql;
use crate::flat::{Value, ValueKind};
use crate::ir::{Constant, OutcomeValue, Policy};
use crate::sql::tree::{Expr, Type, UNKNOWN};

impl Translator<'_> {
    /// The text of the value, NULL where it is unknown; `None` if the outcome carries none.
    pub(super) fn outcome_value(&mut self, declared: &Policy) -> Option<Expr> {
        let value = self.policy.outcome_value.as_ref()?;
        "outcome value".clone_into(&mut self.context);
        self.place = declared.when.origin.span();
        let text = match declared.outcome_value.as_ref()? {
            OutcomeValue::For(_) => self.length(value),
            OutcomeValue::Of(_, currency) => {
                let amount = self.value(value).value;
                if amount == UNKNOWN { UNKNOWN } else { Expr::Amount(Box::new(amount), *currency) }
            }
        };
        Some(if text == UNKNOWN { Expr::Widen(Box::new(UNKNOWN), Type::Text) } else { text })
    }

    /// The text of a length that the policy names, or chooses by a case.
    fn length(&mut self, value: &Value) -> Expr {
        match &value.kind {
            ValueKind::Constant(constant @ Constant::Length(_)) => Expr::text(&constant.outcome_literal()),
            ValueKind::Case(rows) => {
                let mut branches = Vec::new();
                for (guard, value) in rows {
                    let (guard, text) = (self.condition(guard), self.length(value));
                    branches.push((Expr::is_null(guard.clone()), UNKNOWN));
                    branches.push((guard, text));
                }
                Expr::case(branches, None)
            }
            ValueKind::Unknown | ValueKind::Absent => UNKNOWN,
            // How a table writes a length is its own affair: what the verdict says would differ.
            ValueKind::Cell(_) => {
                self.refuse(sql::outcome_by_length_of_the_facts());
                UNKNOWN
            }
            // Lengths are neither compared, added nor aggregated.
            ValueKind::Constant(_)
            | ValueKind::Aggregate(..)
            | ValueKind::Distinct(..)
            | ValueKind::Arithmetic(..)
            | ValueKind::Shifted(..)
            | ValueKind::Moved(..)
            | ValueKind::Anniversary(..) => {
                self.refuse(sql::outcome_by_length_of_the_facts());
                UNKNOWN
            }
        }
    }
}
