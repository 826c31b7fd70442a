//! What tests expect of the items of a plan.

use crate::check::build::Built;
use crate::check::checker::Checker;
use crate::check::expression::length::By;
use crate::check::state::Scope;
use crate::diagnostic::messages::nouns;
use crate::facts::not_an_item;
use crate::ir::{self, ACCOUNT_ID, Edge, KeyValue, Length, NotAnItem, PolicyId, Timestamp};
use crate::source::Span;
use crate::syntax::ast::{
    ExpectedDisposal, ExpectedEnd, ExpectedItem, FactPath, FactStep, Literal, Name, Replacement,
};

impl<'a> Checker<'a> {
    pub(super) fn expected_item(
        &mut self,
        written: &'a ExpectedItem,
        policy: PolicyId,
        scope: &Scope,
        now: i64,
    ) -> Built<ir::ExpectedItem> {
        let path = self.item_path(written, policy)?;
        let mut instant = |literal: &Literal, edge| {
            let at = self.instant_at(literal, written.path.span, scope, (now, edge))?;
            Built::Ok(Timestamp::from_micros(at))
        };
        let disposal = match &written.disposal {
            // The instant follows the end of a period: a day begins with it.
            ExpectedDisposal::Erased(since) => ir::ExpectedDisposal::Erased(match since {
                Some(since) => Some(instant(since, Edge::Start)?),
                None => None,
            }),
            ExpectedDisposal::Kept(None) => ir::ExpectedDisposal::Kept(None),
            ExpectedDisposal::Kept(Some(ExpectedEnd::Until(until))) => {
                ir::ExpectedDisposal::Kept(Some(ir::ExpectedEnd::Until(instant(until, Edge::End)?)))
            }
            ExpectedDisposal::Kept(Some(ExpectedEnd::Without)) => {
                ir::ExpectedDisposal::Kept(Some(ir::ExpectedEnd::Without))
            }
            ExpectedDisposal::Kept(Some(ExpectedEnd::AfterLeaving(length))) => {
                let length = self.expected_length(length, written.path.span)?;
                ir::ExpectedDisposal::Kept(Some(ir::ExpectedEnd::AfterLeaving(length)))
            }
            ExpectedDisposal::Held(by) => ir::ExpectedDisposal::Held(self.hold_name(by, policy)),
            ExpectedDisposal::Anonymised(removing, replacing) => {
                self.expected_method(removing, replacing, &path, policy)?
            }
            ExpectedDisposal::Forfeited => ir::ExpectedDisposal::Forfeited,
            ExpectedDisposal::Informed => ir::ExpectedDisposal::Informed,
            ExpectedDisposal::NotInformed => ir::ExpectedDisposal::NotInformed,
            // As what is kept to the end of a day goes with the next one, its copies are gone by the start of one.
            ExpectedDisposal::CopiesGone(by) => ir::ExpectedDisposal::CopiesGone(instant(by, Edge::Start)?),
            ExpectedDisposal::Undetermined => ir::ExpectedDisposal::Undetermined,
        };
        Ok(ir::ExpectedItem { path, disposal })
    }

    /// Which fields of an item are expected to be removed and replaced; as many as are said.
    fn expected_method(
        &mut self,
        removing: &'a [Name],
        replacing: &'a [Replacement],
        path: &str,
        policy: PolicyId,
    ) -> Built<ir::ExpectedDisposal> {
        let Some(record) = self.program.record_of_item(policy, path) else {
            return Ok(ir::ExpectedDisposal::Anonymised { remove: None, replace: None });
        };
        let method = self.named_in_method(removing, replacing, record)?;
        Ok(ir::ExpectedDisposal::Anonymised {
            remove: (!removing.is_empty()).then_some(method.remove),
            replace: (!replacing.is_empty()).then_some(method.replace),
        })
    }

    /// How long after leaving an item is expected to be kept.
    fn expected_length(&mut self, written: &Literal, span: Span) -> Built<Length> {
        let typed = self.literal(written, span, Some(&ir::Type::Length))?;
        match self.length_of(typed, span)? {
            By::Known(length) => Ok(length),
            By::Given(_) => Err(self.lost(span, nouns::a_length_of_time())),
        }
    }

    /// The path of an item as verdicts write it, if the policy's plan can have one there.
    fn item_path(&mut self, expected: &'a ExpectedItem, policy: PolicyId) -> Built<String> {
        let path = &expected.path;
        let package = &self.program.packages[self.program.policies[policy].package];
        let roots = (package.account, package.request, package.service);
        let of_id = format!("{}", PathOf(path));
        let written = if of_id == ACCOUNT_ID { of_id } else { self.path_of_each(path, roots)? };
        let declared = &self.program.policies[policy];
        if self.is_plan_lost(policy) {
            return Ok(written);
        }
        let tells = match expected.disposal {
            ExpectedDisposal::Informed | ExpectedDisposal::NotInformed => Some(true),
            ExpectedDisposal::Undetermined => None,
            ExpectedDisposal::Erased(_)
            | ExpectedDisposal::Kept(_)
            | ExpectedDisposal::Held(_)
            | ExpectedDisposal::Anonymised(..)
            | ExpectedDisposal::CopiesGone(_)
            | ExpectedDisposal::Forfeited => Some(false),
        };
        let Some(why) = ir::ExpectedItem::is_no_item(&written, tells, declared) else { return Ok(written) };
        let wrong = not_an_item(&written, path.span, why, declared);
        Err(match why {
            NotAnItem::InOneRow(whole) => {
                let whole = format!("account.{whole}");
                self.report(wrong.fix(path.span, whole))
            }
            NotAnItem::NotPlaced { .. } => self.report(wrong),
        })
    }

    /// Whether an error says that a part of a policy's plan was lost: it might have been what is expected.
    pub(super) fn is_plan_lost(&self, policy: PolicyId) -> bool {
        let policy = &self.program.policies[policy];
        self.lost_plans.contains(&(policy.package, policy.name.as_str()))
    }
}

/// The value of a key, if a literal can be one.
pub(super) fn key_value(literal: &Literal) -> Option<KeyValue> {
    match literal {
        Literal::Text(text) => Some(KeyValue::Text(text.clone())),
        Literal::Int(number) => Some(KeyValue::Number((*number).into())),
        Literal::Bool(_)
        | Literal::Decimal { .. }
        | Literal::Money { .. }
        | Literal::Duration(_)
        | Literal::WorkingDays { .. }
        | Literal::Date(_)
        | Literal::Time(_)
        | Literal::Relative { .. } => None,
    }
}

/// A path as it is written, whatever it leads to.
struct PathOf<'a>(&'a FactPath);

impl std::fmt::Display for PathOf<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, step) in self.0.steps.iter().enumerate() {
            match step {
                FactStep::Field(name) if at == 0 => out.write_str(&name.text)?,
                FactStep::Field(name) => write!(out, ".{}", name.text)?,
                FactStep::Element(index) => write!(out, "[{index}]")?,
                FactStep::Key(name, value) => match key_value(value) {
                    Some(value) => out.write_str(&value.step(&name.text))?,
                    None => write!(out, "[{}]", name.text)?,
                },
            }
        }
        Ok(())
    }
}
