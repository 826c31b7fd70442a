//! The value that the outcome of an eligible account carries.

use super::laws::Laws;
use super::record::Evidence;
use super::recorder::NoRecord;
use super::recording::Recording;
use super::scalar::Scalar;
use super::verdict::{NeededFor, OutcomeValue, OutcomeValueKind};
use super::words::Words;
use super::{Evaluation, MissingFacts};
use crate::ir::{self, Constant, LocalisedText, Status, Type};

impl<'a> Evaluation<'a> {
    /// The value that the outcome of an eligible account carries; `None` if the account is not eligible, the outcome carries
    /// none, or it is unknown.
    #[must_use]
    pub fn carried(&self) -> Option<Constant> {
        let declared = self.carrying()?;
        let value = self.evaluator.term::<NoRecord>(declared.term(), &self.env, &mut ()).now();
        known(value, &declared.ty())
    }

    /// What the outcome carries, if the account is eligible.
    fn carrying(&self) -> Option<&'a ir::OutcomeValue> {
        self.declared().outcome_value.as_ref().filter(|_| self.status() == Status::Eligible)
    }

    /// The value, if the account is eligible and the outcome carries one.
    #[must_use]
    pub fn outcome_value(&self) -> Option<OutcomeValue> {
        let declared = self.carrying()?;
        // What it looked at is recorded only where it may cite a law.
        let (value, row_laws) = if self.evaluator.program.cites_laws_in_rows(self.policy) {
            let mut evidence = Evidence::default();
            let value = self.evaluator.term::<Recording>(declared.term(), &self.env, &mut evidence).now();
            (value, Laws::of_evidence(&self.evaluator, &evidence))
        } else {
            (self.evaluator.term::<NoRecord>(declared.term(), &self.env, &mut ()).now(), Vec::new())
        };
        let (package, ty) = (self.package(), declared.ty());
        let words = package.languages.iter().map(|language| LocalisedText {
            language: language.clone(),
            text: Words::new(language, package.zone).value(value, &ty),
        });
        Some(OutcomeValue {
            kind: match declared {
                ir::OutcomeValue::For(_) => OutcomeValueKind::Length,
                ir::OutcomeValue::Of(..) => OutcomeValueKind::Amount,
            },
            value: known(value, &ty).map(|value| value.outcome_literal()),
            words: words.collect(),
            row_laws,
        })
    }

    /// The facts that decide the value, if it is unknown.
    pub(super) fn find_missing_value(&self, missing: &mut MissingFacts) {
        let Some(declared) = &self.declared().outcome_value else { return };
        let mut evidence = Evidence::default();
        let value = self.evaluator.term::<Recording>(declared.term(), &self.env, &mut evidence);
        if known(value.now(), &declared.ty()).is_none() {
            self.note(missing, &NeededFor::Outcome, |walk| walk.evidence(&evidence));
        }
    }
}

/// A length or an amount that is known.
fn known(value: Scalar<'_>, ty: &Type) -> Option<Constant> {
    match (value, ty) {
        (Scalar::Length(length), Type::Length) => Some(Constant::Length(length)),
        (Scalar::Number(units), Type::Number(unit)) => Some(Constant::Number(units, *unit)),
        (
            Scalar::Unknown
            | Scalar::Absent
            | Scalar::Bool(_)
            | Scalar::Number(_)
            | Scalar::Text(_)
            | Scalar::Time(_)
            | Scalar::Date(_)
            | Scalar::Between { .. }
            | Scalar::Length(_)
            | Scalar::Choice(_)
            | Scalar::Set(_)
            | Scalar::Many(_)
            | Scalar::Record(_),
            _,
        ) => None,
    }
}
