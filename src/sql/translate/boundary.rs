//! Selections by windows alone. Whether any trade was completed within 15 days, the last of the instants tells, and the
//! same says when none will be: one look at each element instead of one for every question.

use super::Translator;
use super::condition::{any, cutoff};
use super::eligible_after::{Comes, NEVER, depends_on_now, last_before, shifted_there};
use super::facts::{Env, Scalar};
use super::rows::Aggregate;
use super::term::{Unmoved, shifted};
use crate::flat::steady;
use crate::ir::walk::Node;
use crate::ir::{Body, Comparison, Condition, ConditionKind, Duration, Term};
use crate::sql::tree::{AggregateFunction, Expr, Extreme, FALSE, Literal, TRUE};

/// `now` compared with an instant of an element, moved.
pub(super) struct Boundary {
    /// How `now` compares with it.
    comparison: Comparison,
    bound: Unmoved,
}

impl Boundary {
    /// The end of all elements that tells whether it is so of any.
    fn end(&self) -> Extreme {
        match self.comparison {
            Comparison::Less | Comparison::LessOrEqual => Extreme::Greatest,
            Comparison::Equal | Comparison::NotEqual | Comparison::Greater | Comparison::GreaterOrEqual => {
                Extreme::Least
            }
        }
    }

    /// What that end is called.
    fn name(&self) -> &'static str {
        if self.end() == Extreme::Greatest { "latest" } else { "earliest" }
    }

    fn moved(&self) -> Expr {
        self.bound.moved(shifted).value
    }

    /// What of an element is compared, how, and with what.
    fn compared(&self, now: Option<i64>) -> Option<(Expr, Comparison, Expr)> {
        let Some(now) = now else { return Some((self.moved(), self.comparison.flipped(), Expr::Now)) };
        let (comparison, from) = cutoff(self.comparison, now, &self.bound.moves)?;
        Some((self.bound.of.value.clone(), comparison, Expr::time(from)))
    }

    /// When an element comes to meet it, or ceases to; `None` where that does not come to be so.
    fn eligible_after(&self, now: Option<i64>, comes: Comes, none: i64) -> Option<EligibleAfter<'_>> {
        let last_before = last_before(self.comparison, comes)?;
        let Some(moves) = now.and_then(|now| self.steady_moves(now)) else {
            return Some(EligibleAfter::OfEach(last_before(self.moved())));
        };
        Some(EligibleAfter::OfTheEnd(Box::new(move |end| {
            let at = last_before(self.bound.moved_from(end.clone(), &moves, shifted_there));
            Expr::case([(Expr::is_present(end), at)], Some(Expr::time(none)))
        })))
    }

    /// Moves by which the end of the instants gives the end of the instants moved. What lies before `now` by either
    /// need not be the same: it has come to be so, whenever that was.
    fn steady_moves(&self, now: i64) -> Option<Vec<Duration>> {
        let (_, from) = cutoff(self.comparison, now, &self.bound.moves)?;
        steady(from, &self.bound.moves)
    }
}

/// What the end of the openings of all elements is had from.
enum EligibleAfter<'b> {
    /// The end of their instants.
    OfTheEnd(Box<dyn Fn(Expr) -> Expr + 'b>),
    /// The opening of each.
    OfEach(Expr),
}

impl Translator<'_> {
    /// The boundaries of which a condition on the elements entered last asks for any; `None` if it asks for something else.
    pub(super) fn boundaries(&mut self, condition: &Condition, env: &Env) -> Option<Vec<Boundary>> {
        if !self.spend() {
            return None;
        }
        match &condition.kind {
            ConditionKind::Compare(comparison, Term::Now, bound) => {
                self.one_boundary(*comparison, bound, env)
            }
            ConditionKind::Compare(comparison, bound, Term::Now) => {
                self.one_boundary(comparison.flipped(), bound, env)
            }
            ConditionKind::Any(parts) => {
                let parts: Option<Vec<_>> = parts.iter().map(|part| self.boundaries(part, env)).collect();
                Some(parts?.into_iter().flatten().collect())
            }
            ConditionKind::Call(definition, subject) => {
                let inner = self.called_on(subject, env);
                match &self.program.definitions[*definition].body {
                    Body::Condition(body) => self.boundaries(body, &inner),
                    Body::Term(_) => None,
                }
            }
            ConditionKind::Constant(_)
            | ConditionKind::Holds(_)
            | ConditionKind::Not(_)
            | ConditionKind::All(_)
            | ConditionKind::Compare(..)
            | ConditionKind::Member(..)
            | ConditionKind::Present(_)
            | ConditionKind::Quantified(..)
            | ConditionKind::Satisfies(..) => None,
        }
    }

    fn one_boundary(&mut self, comparison: Comparison, bound: &Term, env: &Env) -> Option<Vec<Boundary>> {
        let has_one_end = !matches!(comparison, Comparison::Equal | Comparison::NotEqual);
        if !has_one_end || depends_on_now(self.program, Node::Term(bound)) {
            return None;
        }
        let bound = self.unmoved(bound, env);
        let is_constant = matches!(bound.of.value, Expr::Literal(_));
        (!is_constant).then(|| vec![Boundary { comparison, bound }])
    }

    /// Whether any boundary is met by any of the elements entered last, and whether it is in doubt for any; neither is
    /// NULL. `None`, and they are still entered, where no cut-off tells.
    pub(super) fn some_met(&mut self, boundaries: &[Boundary]) -> Option<(Expr, Expr)> {
        let compared: Option<Vec<_>> = boundaries.iter().map(|it| it.compared(self.now)).collect();
        let compared = compared?;
        let ends = boundaries.iter().zip(&compared);
        let ends = ends.map(|(it, (of, ..))| self.end_of(it.end(), of.clone(), None, it.name())).collect();
        let (ends, perhaps) = self.leave_with_doubt(boundaries, ends);
        let met = ends.into_iter().zip(compared);
        let met = met.map(|(end, (_, comparison, with))| Expr::is_true(Expr::compare(comparison, end, with)));
        Some((Expr::any(met), perhaps))
    }

    /// When the first of the elements entered last comes to meet a boundary, or the last ceases to; not NULL. `None`,
    /// and they are still entered, where meeting it does not come to be so.
    pub(super) fn some_opening(&mut self, boundaries: &[Boundary], comes: Comes) -> Option<Expr> {
        let (end, none) = comes.of_some();
        let instants: Option<Vec<EligibleAfter<'_>>> =
            boundaries.iter().map(|it| it.eligible_after(self.now, comes, none)).collect();
        let instants = instants?;
        let aggregates = instants.iter().zip(boundaries);
        let aggregates = aggregates.map(|(eligible_after, it)| match eligible_after {
            EligibleAfter::OfTheEnd(_) => self.end_of(end, it.bound.of.value.clone(), None, it.name()),
            EligibleAfter::OfEach(of) => self.end_of(end, of.clone(), Some(none), "opens after"),
        });
        let (ends, perhaps) = self.leave_with_doubt(boundaries, aggregates.collect());
        let ends = ends.into_iter().zip(instants).map(|(end, eligible_after)| match eligible_after {
            EligibleAfter::OfTheEnd(of) => of(end),
            EligibleAfter::OfEach(_) => end,
        });
        let ends = Expr::extreme(end, ends.collect());
        Some(match comes {
            Comes::True => ends,
            Comes::False => Expr::case([(perhaps, Expr::time(NEVER))], Some(ends)),
        })
    }

    fn leave_with_doubt(&mut self, boundaries: &[Boundary], mut ends: Vec<Aggregate>) -> (Vec<Expr>, Expr) {
        // Few values are NULL: that is asked first, and of most elements nothing more.
        let unknown =
            |of: &Scalar| Expr::all([Expr::is_null(of.value.clone()), Expr::not(of.absent.clone())]);
        let in_doubt = Expr::any(boundaries.iter().map(|it| unknown(&it.bound.of)));
        if in_doubt == FALSE {
            return (self.leave(ends), FALSE);
        }
        let mut in_doubt = any(in_doubt, &self.context);
        in_doubt.hint = format!("{} unknown", self.context);
        ends.push(in_doubt);
        let mut columns = self.leave(ends);
        let perhaps = columns.pop().unwrap_or(FALSE);
        (columns, perhaps)
    }

    fn end_of(&self, end: Extreme, of: Expr, none: Option<i64>, hint: &str) -> Aggregate {
        Aggregate {
            of: Expr::aggregate(AggregateFunction::Extreme(end), Some(of), TRUE),
            none: none.map(Literal::Time),
            hint: format!("{} {hint}", self.context),
        }
    }
}
