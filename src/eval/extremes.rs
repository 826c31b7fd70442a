//! Terms that are not compared as one value. The greater or the lesser of others is compared operand by operand: a known one
//! may decide, and each is moved by itself, which keeps one boundary an operand. A count of different values is compared by
//! its bounds.

use super::evaluator::Evaluator;
use super::piecewise::Piecewise;
use super::place::Env;
use super::recorder::NoRecord;
use super::scalar::Scalar;
use super::shift::moved;
use crate::ir::{Body, Comparison, Extreme, Shift, Term, Truth};

/// A term where it is read, and what moves it.
#[derive(Clone, Copy)]
struct Operand<'e, 'a> {
    term: &'a Term,
    env: &'e Env<'e, 'a>,
    moves: Option<&'e Move<'e>>,
}

/// A shift, and those after it.
struct Move<'e> {
    by: &'e Shift,
    then: Option<&'e Self>,
}

/// Between what a value lies.
#[derive(Clone, Copy, PartialEq)]
struct Range<'a> {
    least: Scalar<'a>,
    most: Scalar<'a>,
}

impl Range<'_> {
    /// Whether all values that it may be compare so with all that the other may be; not asked for equality.
    fn compare(self, comparison: Comparison, other: Self) -> Truth {
        let truths = match comparison {
            Comparison::Greater | Comparison::GreaterOrEqual => {
                [(self.least, other.most), (self.most, other.least)]
            }
            Comparison::Less | Comparison::LessOrEqual | Comparison::Equal | Comparison::NotEqual => {
                [(self.most, other.least), (self.least, other.most)]
            }
        };
        let [hardest, easiest] = truths.map(|(left, right)| left.compare(comparison, right));
        if hardest == easiest { hardest } else { Truth::Unknown }
    }
}

/// How the values of two operands become one.
type Join<'j, T> = &'j dyn Fn(Extreme, Piecewise<T>, Piecewise<T>) -> Piecewise<T>;

impl<'a> Evaluator<'a> {
    /// Whether a term is such a one, by itself or by definition.
    #[inline]
    pub(super) fn is_apart(&self, mut term: &'a Term) -> bool {
        loop {
            term = match term {
                Term::Shift(of, _) => of,
                Term::Call(id, _) => match &self.program.definitions[*id].body {
                    Body::Term(body) => body,
                    Body::Condition(_) => return false,
                },
                Term::Arithmetic(how, ..) => return how.extreme().is_some(),
                Term::Distinct(_) => return true,
                // What a fact moves is worked out as a whole.
                Term::Constant(_) | Term::Now | Term::Field(_) => return false,
                Term::Aggregate { .. } | Term::Moved(..) | Term::Anniversary(..) => return false,
                // A comparison of a case is a case of comparisons.
                Term::Case(_) => return false,
            }
        }
    }

    /// Two terms compared, of which one is such a one.
    pub(super) fn compared_by_operands(
        &self,
        comparison: Comparison,
        (left, right): (&'a Term, &'a Term),
        env: &Env<'_, 'a>,
    ) -> Piecewise<Truth> {
        let both = |one, other| {
            let of = |comparison| self.compared_by_operands(comparison, (left, right), env);
            (of(one), of(other))
        };
        match comparison {
            Comparison::Equal => {
                let (at_most, at_least) = both(Comparison::LessOrEqual, Comparison::GreaterOrEqual);
                at_most.zip(&at_least, Ord::min)
            }
            Comparison::NotEqual => {
                let (less, greater) = both(Comparison::Less, Comparison::Greater);
                less.zip(&greater, Ord::max)
            }
            Comparison::Less | Comparison::LessOrEqual | Comparison::Greater | Comparison::GreaterOrEqual => {
                let side = |term| Operand { term, env, moves: None };
                self.operands(side(left), &joined(comparison), &|left| {
                    self.operands(side(right), &joined(comparison.flipped()), &|right| {
                        self.compared_operand(comparison, left, right)
                    })
                })
            }
        }
    }

    /// The value of an extreme, moved.
    pub(super) fn moved_by_operands(&self, term: &'a Term, env: &Env<'_, 'a>) -> Piecewise<Scalar<'a>> {
        let join: Join<'_, Scalar<'a>> =
            &|end, one, other| one.zip(&other, |one, other| one.extreme(end, other));
        self.operands(Operand { term, env, moves: None }, join, &|operand| self.moved_operand(operand))
    }

    fn operands<T: Copy + PartialEq>(
        &self,
        it: Operand<'_, 'a>,
        join: Join<'_, T>,
        whole: &dyn Fn(Operand<'_, 'a>) -> Piecewise<T>,
    ) -> Piecewise<T> {
        if !self.is_apart(it.term) {
            return whole(it);
        }
        match it.term {
            Term::Shift(of, by) => {
                let first = Move { by, then: it.moves };
                self.operands(Operand { term: of, env: it.env, moves: Some(&first) }, join, whole)
            }
            Term::Call(id, subject) => match &self.program.definitions[*id].body {
                Body::Term(term) => self.on_subject(subject, it.env, |env| {
                    self.operands(Operand { term, env, moves: it.moves }, join, whole)
                }),
                Body::Condition(_) => whole(it),
            },
            Term::Arithmetic(how, left, right) => match how.extreme() {
                Some(end) => {
                    let [one, other] =
                        [left, right].map(|term| self.operands(Operand { term, ..it }, join, whole));
                    join(end, one, other)
                }
                None => whole(it),
            },
            Term::Constant(_) | Term::Now | Term::Field(_) => whole(it),
            Term::Aggregate { .. }
            | Term::Distinct(_)
            | Term::Moved(..)
            | Term::Anniversary(..)
            | Term::Case(_) => whole(it),
        }
    }

    fn compared_operand(
        &self,
        comparison: Comparison,
        left: Operand<'_, 'a>,
        right: Operand<'_, 'a>,
    ) -> Piecewise<Truth> {
        match (left.term, right.term) {
            (Term::Now, _) => self.compare_now(comparison, &self.moved_operand(right)),
            (_, Term::Now) => self.compare_now(comparison.flipped(), &self.moved_operand(left)),
            (
                Term::Constant(_)
                | Term::Field(_)
                | Term::Aggregate { .. }
                | Term::Distinct(_)
                | Term::Arithmetic(..)
                | Term::Shift(..)
                | Term::Moved(..)
                | Term::Case(_)
                | Term::Anniversary(..)
                | Term::Call(..),
                _,
            ) => {
                let (left, right) = (self.range(left), self.range(right));
                left.zip(&right, |left, right| left.compare(comparison, right))
            }
        }
    }

    /// Between what an operand lies.
    fn range(&self, operand: Operand<'_, 'a>) -> Piecewise<Range<'a>> {
        let Term::Distinct(distinct) = operand.term else {
            return self.moved_operand(operand).map(|value| Range { least: value, most: value });
        };
        self.distinct::<NoRecord>(distinct, operand.env, &mut ()).map(|bounds| {
            let [least, most] = match bounds {
                Some((least, most)) => [least, most].map(Scalar::Number),
                None => [Scalar::Unknown; 2],
            };
            Range { least, most }
        })
    }

    fn moved_operand(&self, Operand { term, env, moves }: Operand<'_, 'a>) -> Piecewise<Scalar<'a>> {
        let mut value = self.term::<NoRecord>(term, env, &mut ());
        let mut next = moves;
        while let Some(Move { by, then }) = next {
            value = value.map(moved(by));
            next = *then;
        }
        value
    }
}

/// Joins the truths of two operands of an extreme on the left of a comparison.
fn joined(
    comparison: Comparison,
) -> impl Fn(Extreme, Piecewise<Truth>, Piecewise<Truth>) -> Piecewise<Truth> {
    move |end, one, other| match end.asks_all(comparison) {
        Some(true) => one.zip(&other, Ord::min),
        Some(false) | None => one.zip(&other, Ord::max),
    }
}
