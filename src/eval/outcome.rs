//! The value that the outcome of an eligible account carries.

use super::record::Evidence;
use super::recorder::NoRecord;
use super::recording::Recording;
use super::scalar::Scalar;
use super::verdict::{LocalisedText, NeededFor, OutcomeValue, OutcomeValueKind};
use super::words::Words;
use super::{Evaluation, MissingFacts};
use crate::ir::{self, Constant, Status, Type};

impl Evaluation<'_> {
    /// The value, if the account is eligible and the outcome carries one.
    pub(super) fn outcome_value(&self) -> Option<OutcomeValue> {
        let declared = self.declared().outcome_value.as_ref();
        let declared = declared.filter(|_| self.status() == Status::Eligible)?;
        let value = self.evaluator.term::<NoRecord>(declared.term(), &self.env, &mut ()).now();
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
