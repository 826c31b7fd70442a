//! The whole query: what was counted, then a part for each requirement, then what it comes to.

use super::stages::{Stages, Whole};
use super::{EligibleAfter, Judged, Output, Translator};
use crate::flat::{Input, OTHERWISE, STATUSES};
use crate::ir::{Origin, PolicyId, Status, Truth};
use crate::sql::tree::{Expr, Query};

impl Translator<'_> {
    pub(super) fn assembled(
        &mut self,
        id: PolicyId,
        when: Judged,
        requirements: Vec<Judged>,
        grace: Option<(Judged, Judged)>,
        output: Output,
    ) -> Query {
        let policy = &self.program.policies[id];
        let mut stage = Stages::new(self);
        let (applies, kept, over) = match grace {
            Some((kept, over)) => (when, Some(kept), Some(over)),
            None => (when, None, None),
        };
        let mut instants: Vec<(Expr, EligibleAfter)> = Vec::new();
        let mut judged = |stage: &mut Stages, name: &str, comment: Vec<String>, it: Judged| {
            let (truth, eligible_after) = stage.judge(name, comment, it);
            instants.push((truth.clone(), eligible_after));
            truth
        };
        let comment = self.comment("when", policy.when.origin);
        let applies = judged(&mut stage, "applies", comment, applies);
        let applies = match kept {
            Some(kept) => {
                Expr::all([applies, judged(&mut stage, "not cancelled", vec!["not cancelled".into()], kept)])
            }
            None => applies,
        };
        let mut truths = Vec::new();
        for (requirement, it) in policy.requirements.iter().zip(requirements) {
            let comment =
                self.comment(&format!("require {}", requirement.name), requirement.condition.origin);
            truths.push(judged(&mut stage, &requirement.name, comment, it));
        }
        let over = over.map(|over| judged(&mut stage, "grace over", vec!["the grace is over".into()], over));
        let required = stage.add("required", vec!["all of them".to_owned()], Expr::all(truths.clone()));
        let status = status(&applies, &required, over.as_ref());
        let status = stage.add("status", vec!["what it comes to".to_owned()], status);
        let whole = Whole { applies, truths, status, instants };
        let body = match output {
            Output::Accounts => stage.accounts(policy, &whole),
            Output::Summary => stage.summary(policy, &whole),
        };
        let mut parts = self.counted_parts();
        parts.extend(stage.parts);
        Query { comment: self.heading(id, output), parts, body }
    }

    fn heading(&self, id: PolicyId, output: Output) -> Vec<String> {
        let name = self.program.policy_name(id);
        let what = match output {
            Output::Accounts => "the verdict of each account",
            Output::Summary => "how many accounts have which verdict",
        };
        vec![format!("{name}: {what}")]
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

/// The status, from what applies, what is required and whether the grace is over: [`STATUSES`] as branches.
fn status(applies: &Expr, required: &Expr, over: Option<&Expr>) -> Expr {
    let word = |status: Status| Expr::text(status.word());
    let branches = STATUSES.iter().filter_map(|&(input, value, status)| {
        let truth = match input {
            Input::Applies => applies.clone(),
            Input::Required => required.clone(),
            Input::GraceOver => over?.clone(),
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
