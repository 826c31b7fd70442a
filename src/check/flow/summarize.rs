//! Computes the summary of a lowered condition: its inputs, its monotonicity in time, its size. Those of the definitions
//! and policies that it refers to are given, so that a chain of calls costs no more than its length.

use crate::check::state::{DefinitionSummary, Summary};
use crate::flat::Trend;
use crate::ir::nesting::Operands;
use crate::ir::walk::Node;
use crate::ir::{
    Comparison, Condition, ConditionKind, DefinitionId, Distinct, IndexVec, Place, PolicyId, Root, Select,
    Subject, Term,
};

fn of_place(place: &Place) -> Summary {
    Summary {
        account: place.root == Root::Account,
        request: place.root == Root::Request,
        depth: 1,
        ..Summary::default()
    }
}

/// What is known of the definitions and policies lowered so far, by their ids.
#[derive(Debug, Clone, Copy)]
pub(in crate::check) struct Summaries<'s> {
    pub(in crate::check) definitions: &'s IndexVec<DefinitionId, DefinitionSummary>,
    pub(in crate::check) policies: &'s IndexVec<PolicyId, Summary>,
}

impl Summaries<'_> {
    /// The summary of a condition.
    pub(in crate::check) fn condition(self, condition: &Condition) -> Summary {
        let summary = match &condition.kind {
            ConditionKind::Constant(_) => Summary::default(),
            ConditionKind::Holds(term) | ConditionKind::StartsWith(term, _) => self.term(term),
            ConditionKind::Present(term) => self.term(term),
            ConditionKind::Not(inner) => self.condition(inner).negated(),
            ConditionKind::All(parts) | ConditionKind::Any(parts) => {
                parts.iter().map(|part| self.condition(part)).fold(Summary::default(), Summary::and)
            }
            ConditionKind::Compare(comparison, left, right) => {
                self.compared(condition, (*comparison, left, right))
            }
            ConditionKind::Member(member, set) => self.term(member).and(self.term(set)),
            ConditionKind::Quantified(quantifier, select) => self.select(select).counted(*quantifier),
            ConditionKind::Satisfies(policy, place) => {
                let asked = self.policies[*policy].and(of_place(place));
                Summary { refuses: true, refuses_if_true: false, ..asked }
            }
            ConditionKind::Case(rows) => rows.iter().fold(Summary::default(), |all, row| {
                all.and(self.guard(&row.guard)).and(self.condition(&row.value))
            }),
            ConditionKind::Call(id, subject) => self.definitions[*id].summary.and(of_subject(subject)),
        };
        summary.deeper()
    }

    fn compared(
        self,
        condition: &Condition,
        (comparison, one, other): (Comparison, &Term, &Term),
    ) -> Summary {
        let (left, right) = (self.term(one), self.term(other));
        let both = left.and(right);
        let trend = match [one, other].map(|term| matches!(term, Term::Now)) {
            [true, false] => Trend::of_now(comparison),
            [false, true] => Trend::of_now(comparison.flipped()),
            [true, true] | [false, false] => Trend::CONSTANT,
        };
        let node = Node::Condition(condition);
        let operands = Operands::of(node, Operands::default(), &[left.operands, right.operands]);
        Summary { trend: both.trend.and(trend), ..both }.with_operands(node, operands)
    }

    /// What rows are chosen by. That the law changes on a day is not a way out: nobody waits for it.
    fn guard(self, guard: &Condition) -> Summary {
        let summary = self.condition(guard).without_refusals();
        if is_of_calendar(guard) { Summary { trend: Trend::CONSTANT, ..summary } } else { summary.unsteady() }
    }

    fn select(self, select: &Select) -> Summary {
        self.condition(&select.filter).and(of_place(&select.collection))
    }

    /// The summary of a value.
    pub(in crate::check) fn term(self, term: &Term) -> Summary {
        let summary = match term {
            Term::Constant(_) | Term::Now => Summary::default(),
            Term::Field(place) => of_place(place),
            Term::Aggregate { kind: _, select, of } => {
                let of = of.as_ref().map_or_else(Summary::default, |of| self.term(of));
                self.select(select).and(of).unsteady()
            }
            Term::Distinct(Distinct::Members(set)) => self.term(set),
            Term::Distinct(Distinct::Values(select, of)) => self.select(select).and(self.term(of)).unsteady(),
            Term::Moved(left, right, _) | Term::Anniversary(left, right) => {
                self.term(left).and(self.term(right))
            }
            Term::Arithmetic(_, left, right) => {
                let (left, right) = (self.term(left), self.term(right));
                let operands =
                    Operands::of(Node::Term(term), Operands::default(), &[left.operands, right.operands]);
                left.and(right).with_operands(Node::Term(term), operands)
            }
            Term::Shift(of, _) => self.term(of),
            Term::Case(rows) => rows.iter().fold(Summary::default(), |all, row| {
                all.and(self.guard(&row.guard)).and(self.term(&row.value)).unsteady()
            }),
            Term::Call(id, subject) => {
                let called = self.definitions[*id].summary;
                let summary = called.and(of_subject(subject)).unsteady();
                summary.with_operands(Node::Term(term), called.operands)
            }
        };
        summary.without_refusals().deeper()
    }
}

/// Whether a condition only compares `now` with instants of the text.
fn is_of_calendar(condition: &Condition) -> bool {
    match &condition.kind {
        ConditionKind::Compare(_, left, right) => {
            [left, right].iter().all(|term| matches!(term, Term::Now | Term::Constant(_)))
        }
        ConditionKind::All(parts) | ConditionKind::Any(parts) => parts.iter().all(is_of_calendar),
        ConditionKind::Not(inner) => is_of_calendar(inner),
        ConditionKind::Constant(_) => true,
        ConditionKind::Holds(_)
        | ConditionKind::Member(..)
        | ConditionKind::StartsWith(..)
        | ConditionKind::Present(_)
        | ConditionKind::Quantified(..)
        | ConditionKind::Satisfies(..)
        | ConditionKind::Call(..)
        | ConditionKind::Case(_) => false,
    }
}

fn of_subject(subject: &Subject) -> Summary {
    match subject {
        Subject::Same => Summary::default(),
        Subject::Account(place) | Subject::Element(place) => of_place(place),
    }
}
