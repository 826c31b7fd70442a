//! Groups: clauses that concern the accounts of which a condition is true, and whether something is asked of every account.

use crate::check::checker::Checker;
use crate::check::flow::covering::covers;
use crate::check::state::Scope;
use crate::diagnostic::messages::check_policies;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{self, Body, Condition, ConditionKind, GroupId, Term};
use crate::source::Span;
use crate::syntax::ast::{self, Clause};

/// Where a clause stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Inside<'s> {
    /// What names mean there, and what is known to be present.
    pub(super) scope: &'s Scope,
    /// The group that it is in.
    pub(super) group: Option<GroupId>,
}

impl<'a> Checker<'a> {
    /// Lowers a group, and what it holds: the accounts that it concerns are those of which its condition is true, so that what
    /// the condition shows to be present is so in its clauses.
    pub(super) fn group(&mut self, written: &'a ast::Group, policy: &mut ir::Policy, inside: Inside<'_>) {
        let condition = self.condition(&written.condition, inside.scope);
        self.warn_constant(&condition);
        let scope = inside.scope.with_present(self.refinements_if(&condition, true));
        let group = policy.groups.push(ir::Group { condition, within: inside.group });
        let inner = Inside { scope: &scope, group: Some(group) };
        let (fits, misfits): (Vec<_>, Vec<_>) = written.clauses.iter().partition(may_be_in_group);
        for clause in misfits {
            self.refuse_in_group(clause);
        }
        if written.clauses.is_empty() && written.whole {
            let wrong =
                Diagnostic::new(Code::NotInGroup, written.condition.span, check_policies::group_of_nothing());
            self.report(wrong.label(check_policies::holds_nothing()).help(check_policies::add_to_group()));
        }
        for clause in fits {
            self.clause(clause, policy, inner);
        }
    }

    fn refuse_in_group(&mut self, clause: &Clause) {
        let (word, at) = match clause {
            Clause::Title(title) => ("title", title.span),
            Clause::When(condition) => ("when", condition.span),
            Clause::AsksNothing(span) => ("otherwise nothing is asked", *span),
            Clause::Notify(notify) => ("notify", notify.name.span),
            Clause::Grace(grace) => ("grace", grace.span),
            Clause::Outcome(outcome) => ("outcome", outcome.name.span),
            Clause::Data(data) => ("data", data.span),
            Clause::Group(_)
            | Clause::Require(_)
            | Clause::Warn(_)
            | Clause::Step(_)
            | Clause::Deadline(_) => return,
        };
        let wrong = Diagnostic::new(Code::NotInGroup, at, check_policies::not_in_group(word))
            .label(check_policies::clause_of_whole_policy())
            .note(check_policies::groups_hold());
        self.report(match clause {
            Clause::When(_) => wrong.help(check_policies::braces_of_inner_group()),
            Clause::Title(_)
            | Clause::AsksNothing(_)
            | Clause::Deadline(_)
            | Clause::Notify(_)
            | Clause::Grace(_)
            | Clause::Outcome(_)
            | Clause::Data(_)
            | Clause::Group(_)
            | Clause::Require(_)
            | Clause::Warn(_)
            | Clause::Step(_) => wrong.help(check_policies::move_out_of_group()),
        });
    }

    /// Whether the passing of time may end that a group concerns an account: nothing in it is asked then.
    pub(super) fn group_may_end(&self, policy: &ir::Policy, group: Option<GroupId>) -> bool {
        policy
            .groups_around(group)
            .any(|(_, group)| self.summaries().condition(&group.condition).negated().trend.rises)
    }

    /// Whether an account may come out of a group by waiting, as its holder sees it: that the terms have an end, because `now`
    /// is compared with dates, shows nobody a way out.
    pub(super) fn group_may_clear(&self, policy: &ir::Policy, group: Option<GroupId>) -> bool {
        policy.groups_around(group).any(|(_, group)| {
            let of_account = self.without_dates(&group.condition, 0);
            self.summaries().condition(&of_account).negated().trend.rises
        })
    }

    /// A condition with a constant in the place of each comparison of `now` with a date of the text.
    fn without_dates(&self, condition: &Condition, depth: u32) -> Condition {
        let constant = || Condition { kind: ConditionKind::Constant(true), origin: condition.origin };
        let all = |parts: &[Condition]| parts.iter().map(|part| self.without_dates(part, depth)).collect();
        let kind = match &condition.kind {
            ConditionKind::Not(inner) => ConditionKind::Not(Box::new(self.without_dates(inner, depth))),
            ConditionKind::All(parts) => ConditionKind::All(all(parts)),
            ConditionKind::Any(parts) => ConditionKind::Any(all(parts)),
            ConditionKind::Compare(_, Term::Now, date) | ConditionKind::Compare(_, date, Term::Now)
                if is_of_text(date) =>
            {
                return constant();
            }
            ConditionKind::Call(id, _) => match &self.program.definitions[*id].body {
                Body::Condition(body) if depth < DEEPEST => {
                    let body = self.without_dates(body, depth + 1);
                    match self.summaries().condition(&body).trend.rises
                        || self.summaries().condition(&body).trend.falls
                    {
                        true => return condition.clone(),
                        false => return constant(),
                    }
                }
                Body::Condition(_) | Body::Term(_) => return condition.clone(),
            },
            ConditionKind::Case(rows) => ConditionKind::Case(
                rows.iter()
                    .map(|row| ir::CaseRow { value: self.without_dates(&row.value, depth), ..row.clone() })
                    .collect(),
            ),
            ConditionKind::Constant(_)
            | ConditionKind::Holds(_)
            | ConditionKind::Compare(..)
            | ConditionKind::Member(..)
            | ConditionKind::StartsWith(..)
            | ConditionKind::Present(_)
            | ConditionKind::Quantified(..)
            | ConditionKind::Satisfies(..) => return condition.clone(),
        };
        Condition { kind, origin: condition.origin }
    }

    /// Reports a policy whose requirements are all in groups, where an account may be in none of them, unless the policy says
    /// that nothing is asked of it; and a policy that says so although something is.
    pub(super) fn check_groups(&mut self, written: &'a ast::Policy, lowered: &ir::Policy) {
        let said = written.clauses.iter().find_map(Clause::asks_nothing);
        let asked = |clause: &'a Clause| {
            clause.required().map(|it| &it.name).or_else(|| clause.notice().map(|it| &it.name))
        };
        let outside = written.clauses.iter().find_map(asked);
        if let (Some(said), Some(outside)) = (said, outside) {
            let untrue = Diagnostic::new(Code::AsksSomething, said, check_policies::something_is_asked())
                .label(check_policies::asked_of_everyone(&outside.text))
                .because(outside.span, check_policies::in_no_group())
                .help(check_policies::leave_out_or_group());
            self.report(untrue.fix(said, ""));
        }
        if said.is_some() || outside.is_some() || !written.whole || lowered.requirements.is_empty() {
            return;
        }
        if self.current.poisoned.is_empty() && !self.asks_of_everyone(lowered) {
            self.report_gap(written);
        }
    }

    fn asks_of_everyone(&self, policy: &ir::Policy) -> bool {
        let asked: Vec<Vec<&Condition>> = policy
            .requirements
            .iter()
            .map(|it| policy.groups_around(it.group).map(|(_, group)| &group.condition).collect())
            .collect();
        covers(&self.program, self.account_of(policy.package), &policy.when, &asked)
    }

    fn report_gap(&mut self, written: &'a ast::Policy) {
        let Some(last) = written.clauses.iter().rev().find_map(Clause::group) else {
            return;
        };
        let mut gap = Diagnostic::new(
            Code::GroupsLeaveGap,
            written.name.span,
            check_policies::groups_leave_gap(&written.name.text),
        )
        .label(check_policies::in_no_group_at_all());
        for group in written.clauses.iter().filter_map(Clause::group) {
            gap = gap.because(group.condition.span, check_policies::asked_only_where());
        }
        let last = last.span;
        let end = self.sources.slice(last).trim_end().len() as u32 + last.start;
        let behind = Span { start: end, end, ..last };
        self.report(
            gap.note(check_policies::asked_nothing_goes())
                .help(check_policies::cover_or_say_so())
                .offer(behind, "\n\n  otherwise nothing is asked"),
        );
    }
}

/// How deep definitions are looked into.
const DEEPEST: u32 = 16;

/// Whether a term is a date or time of the text, however moved.
fn is_of_text(term: &Term) -> bool {
    match term {
        Term::Constant(_) => true,
        Term::Shift(of, _) => is_of_text(of),
        Term::Anniversary(of, after) => is_of_text(of) && is_of_text(after),
        Term::Now | Term::Field(_) | Term::Aggregate { .. } | Term::Arithmetic(..) => false,
        Term::Call(..) | Term::Moved(..) | Term::Case(_) | Term::Distinct(_) => false,
    }
}

fn may_be_in_group(clause: &&Clause) -> bool {
    match clause {
        Clause::Group(_) | Clause::Require(_) | Clause::Warn(_) | Clause::Step(_) | Clause::Deadline(_) => {
            true
        }
        Clause::Title(_)
        | Clause::When(_)
        | Clause::AsksNothing(_)
        | Clause::Notify(_)
        | Clause::Grace(_)
        | Clause::Outcome(_)
        | Clause::Data(_) => false,
    }
}
