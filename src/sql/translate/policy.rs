//! The whole query: what was counted, then a part for each condition, then the status.

use super::judged::{EligibleAfter, Judged};
use super::stages::{Stages, Whole};
use super::state::Translator;
use crate::flat::{Input, Named, OTHERWISE, STATUSES};
use crate::ir::{Origin, Policy, Status, Truth};
use crate::sql::tree::{Expr, Query};

/// The rows of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Output {
    /// A row for each account.
    Accounts,
    /// Counts alone.
    Summary,
    /// A row for each item of a plan.
    Plan,
    /// A row for each item of what is left of accounts that have left.
    Due,
}

impl Translator<'_> {
    /// The query for the policy, of which `declared` gives the outcomes.
    pub(super) fn query(&mut self, declared: &Policy, output: Output) -> Query {
        let policy = self.policy;
        let phases = self.phases();
        let mut each = |all: &[Named], called: fn(&Named, usize) -> &str| -> Vec<Judged> {
            all.iter().enumerate().map(|(at, named)| self.judged(named, called(named, at), &phases)).collect()
        };
        let applies = each(&policy.applies, |named, at| if at == 0 { "when" } else { &named.name });
        let requirements = each(&policy.requirements, |named, _| &named.name);
        let grace_over = each(policy.grace_over.as_slice(), |named, _| &named.name).pop();
        let outcome_value = match output {
            Output::Accounts => self.outcome_value(declared),
            Output::Summary | Output::Plan | Output::Due => None,
        };
        let overdue: Vec<Expr> = policy.overdue.iter().map(|named| self.truth(named)).collect();
        let mut stages = Stages::new(self);
        let mut instants: Vec<(Expr, EligibleAfter)> = Vec::new();
        let mut judged = |stages: &mut Stages, named: &Named, comment: Vec<String>, it: Judged| {
            let (truth, eligible_after) = stages.judge(&named.name, comment, it);
            instants.push((truth.clone(), eligible_after));
            truth
        };
        let mut truths = Vec::new();
        for (at, (named, it)) in policy.applies.iter().zip(applies).enumerate() {
            let comment = if at == 0 { self.comment("when", named.origin) } else { vec![named.name.clone()] };
            truths.push(judged(&mut stages, named, comment, it));
        }
        let applies = Expr::all(truths);
        let mut truths = Vec::new();
        for (named, it) in policy.requirements.iter().zip(requirements) {
            let comment = self.comment(&format!("require {}", named.name), named.origin);
            truths.push(judged(&mut stages, named, comment, it));
        }
        let grace_over = policy.grace_over.as_ref().zip(grace_over);
        let grace_over = grace_over
            .map(|(named, it)| judged(&mut stages, named, vec!["the grace period is over".into()], it));
        let required = stages.add("required", vec!["all of them".to_owned()], Expr::all(truths.clone()));
        let status = status(&applies, &required, grace_over.as_ref());
        let status = stages.add("status", vec!["the status that follows".to_owned()], status);
        let deadlines = policy.overdue.iter().zip(overdue).map(|(named, truth)| {
            let comment = self.comment(&format!("deadline {}", named.name), named.origin);
            (named.name.clone(), stages.add(&format!("{} overdue", named.name), comment, truth))
        });
        let (overdue, now_is_known) = (deadlines.collect(), self.now.is_some());
        let whole = Whole { applies, truths, overdue, status, outcome_value, instants, phases, now_is_known };
        let body = match output {
            Output::Accounts | Output::Plan | Output::Due => stages.accounts(declared, &whole),
            Output::Summary => stages.summary(declared, &whole),
        };
        let mut parts = self.counted_parts();
        parts.extend(stages.parts);
        Query { comment: self.heading(output), parts, kept: Vec::new(), body, also: Vec::new() }
    }

    pub(super) fn heading(&self, output: Output) -> Vec<String> {
        let what = match output {
            Output::Accounts => "the verdict of each account",
            Output::Summary => "how many accounts have which verdict",
            Output::Plan => "the plan of each eligible account",
            Output::Due => "what is due of what is left of each account",
        };
        vec![format!("{}: {what}", self.policy.name)]
    }

    /// Where a condition is written, and its lines.
    fn comment(&self, name: &str, origin: Origin) -> Vec<String> {
        let Some(source) = self.texts.and_then(|texts| texts.get(origin.span().file)) else {
            return vec![name.to_owned()];
        };
        let (first, last) =
            (source.line_of(origin.start), source.line_of(origin.end.saturating_sub(1).max(origin.start)));
        let mut comment = vec![format!("{}:{}", source.name, first + 1)];
        for line in first..=last {
            let (Some(start), Some(end)) = (source.line_start(line), source.line_start(line + 1)) else {
                continue;
            };
            comment.push(source.text[start as usize..end as usize].trim().to_owned());
        }
        comment
    }
}

/// The status, from whether the policy applies, what it requires holds, and its grace period is over: [`STATUSES`] as
/// branches.
fn status(applies: &Expr, required: &Expr, grace_over: Option<&Expr>) -> Expr {
    let word = |status: Status| Expr::text(status.word());
    let branches = STATUSES.iter().filter_map(|&(input, value, status)| {
        let truth = match input {
            Input::Applies => applies.clone(),
            Input::Required => required.clone(),
            Input::GraceOver => grace_over?.clone(),
        };
        let is_so = match value {
            Truth::False => Expr::not(truth),
            Truth::Unknown => Expr::is_null(truth),
            Truth::True => truth,
        };
        Some((is_so, word(status)))
    });
    Expr::case(branches.collect::<Vec<_>>(), Some(word(OTHERWISE)))
}
