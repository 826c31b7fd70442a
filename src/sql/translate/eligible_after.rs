//! When waiting is enough: the last instant at which a condition does not hold yet, of conditions that, once true, stay
//! true. `now > t` opens after `t`; `no trade within 15d` opens after the last trade's window.

use super::Translator;
use super::facts::{Env, Scalar};
use super::rows::Aggregate;
use super::term::shifted;
use crate::ir::walk::Node;
use crate::ir::{
    self, Body, Comparison, Condition, ConditionKind, Duration, Program, Quantifier, Term, calendar,
};
use crate::sql::tree::{AggregateFunction, Expr, Extreme, FALSE, Literal, TRUE};

/// Before every instant: it is so at all times.
pub(crate) const ALWAYS: i64 = calendar::FIRST;
/// At no instant of the calendar any more: what is not so even at the last never will be.
pub(crate) const NEVER: i64 = calendar::LAST;

/// The truth that a condition comes to have, and keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comes {
    True,
    False,
}

impl Comes {
    fn negated(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
        }
    }

    /// Some of many are so once the first is, and none any longer once the last is not. With it, what stands where there
    /// are none.
    pub(super) fn of_some(self) -> (Extreme, i64) {
        match self {
            Self::True => (Extreme::Least, NEVER),
            Self::False => (Extreme::Greatest, ALWAYS),
        }
    }
}

impl Translator<'_> {
    /// The last instant at which a condition has not come to be so: [`ALWAYS`] if it is so at all times, [`NEVER`] if
    /// it never will be; not NULL. `None` where the condition may turn back.
    pub(super) fn eligible_after(&mut self, condition: &Condition, comes: Comes, env: &Env) -> Option<Expr> {
        if !depends_on_now(self.program, Node::Condition(condition)) {
            let truth = self.condition(condition, env);
            return Some(at_all_times(truth, comes));
        }
        match &condition.kind {
            ConditionKind::Not(inner) => self.eligible_after(inner, comes.negated(), env),
            ConditionKind::All(parts) => self.junction(parts, Extreme::Greatest, comes, env),
            ConditionKind::Any(parts) => self.junction(parts, Extreme::Least, comes, env),
            ConditionKind::Compare(comparison, Term::Now, bound) => {
                self.boundary(*comparison, bound, comes, env)
            }
            ConditionKind::Compare(comparison, bound, Term::Now) => {
                self.boundary(comparison.flipped(), bound, comes, env)
            }
            ConditionKind::Quantified(quantifier, select) => {
                self.of_elements(*quantifier, select, comes, env)
            }
            ConditionKind::Satisfies(policy, place) => {
                let presence = at_all_times(self.presence_on_the_way(place, env), comes);
                let inner = self.env_of_account(*policy, place, env);
                let parts: Vec<&Condition> = self.program.policies[*policy].deciding().collect();
                let end = if comes == Comes::True { Extreme::Greatest } else { Extreme::Least };
                let within = self.ends(parts, end, comes, &inner)?;
                Some(Expr::extreme(end, vec![presence, within]))
            }
            ConditionKind::Call(definition, subject) => {
                let inner = self.called_on(subject, env);
                match &self.program.definitions[*definition].body {
                    Body::Condition(body) => self.eligible_after(body, comes, &inner),
                    Body::Term(_) => None,
                }
            }
            ConditionKind::Constant(_)
            | ConditionKind::Holds(_)
            | ConditionKind::Compare(..)
            | ConditionKind::Member(..)
            | ConditionKind::Present(_) => None,
        }
    }

    /// `end` is that of coming true: all hold once the last does, any once the first does.
    fn junction(&mut self, parts: &[Condition], end: Extreme, comes: Comes, env: &Env) -> Option<Expr> {
        let end = if comes == Comes::True { end } else { opposite(end) };
        self.ends(parts.iter().collect(), end, comes, env)
    }

    fn ends(&mut self, parts: Vec<&Condition>, end: Extreme, comes: Comes, env: &Env) -> Option<Expr> {
        let instants: Option<Vec<Expr>> =
            parts.into_iter().map(|part| self.eligible_after(part, comes, env)).collect();
        Some(Expr::extreme(end, instants?))
    }

    /// `now` compared with a bound.
    fn boundary(&mut self, comparison: Comparison, bound: &Term, comes: Comes, env: &Env) -> Option<Expr> {
        if depends_on_now(self.program, Node::Term(bound)) {
            return None;
        }
        let bound = self.unmoved(bound, env);
        let at = last_before(comparison, comes)?(bound.moved(shifted_there).value);
        Some(at_boundary(bound.of, at, comes))
    }

    /// Only `no` and `some` have one opening that is an element's own.
    fn of_elements(
        &mut self,
        quantifier: Quantifier,
        select: &ir::Select,
        comes: Comes,
        env: &Env,
    ) -> Option<Expr> {
        let some_comes = match quantifier {
            Quantifier::AtLeast(1) => comes,
            Quantifier::AtMost(0) => comes.negated(),
            Quantifier::AtLeast(_) | Quantifier::AtMost(_) | Quantifier::Exactly(_) => return None,
        };
        let collection = self.collection(&select.collection, env)?;
        let inner = self.enter_elements(&collection, env);
        let boundaries = self.boundaries(&select.filter, &inner);
        let ends = match boundaries.and_then(|boundaries| self.some_opening(&boundaries, some_comes)) {
            Some(ends) => ends,
            None => self.end_of_each(&select.filter, some_comes, &inner)?,
        };
        Some(Expr::case([(collection.known, ends)], Some(Expr::time(NEVER))))
    }

    /// The end of the openings of the elements entered last.
    fn end_of_each(&mut self, filter: &Condition, comes: Comes, env: &Env) -> Option<Expr> {
        let Some(of) = self.eligible_after(filter, comes, env) else {
            self.rows.pop();
            return None;
        };
        let (end, none) = comes.of_some();
        let hint = format!("{} opens after", self.context);
        let of = Expr::aggregate(AggregateFunction::Extreme(end), Some(of), TRUE);
        let none = Some(Literal::Time(none));
        self.leave(vec![Aggregate { of, none, hint }]).into_iter().next()
    }
}

/// The opening of a condition that waiting does not change.
pub(super) fn at_all_times(truth: Expr, comes: Comes) -> Expr {
    let is_so = match comes {
        Comes::True => Expr::is_true(truth),
        Comes::False => Expr::is_false(truth),
    };
    Expr::case([(is_so, Expr::time(ALWAYS))], Some(Expr::time(NEVER)))
}

/// A comparison with what is absent is false at all times; with what is unknown it is never decided.
fn at_boundary(of: Scalar, at: Expr, comes: Comes) -> Expr {
    let unknown = Expr::is_null(of.value);
    let absent = match comes {
        Comes::True => (FALSE, Expr::time(NEVER)),
        Comes::False => (of.absent, Expr::time(ALWAYS)),
    };
    Expr::case([absent, (unknown, Expr::time(NEVER))], Some(at))
}

/// From the instant that `now` is compared with to the last before it compares so, or no longer does; `None` where it
/// comes to be otherwise.
pub(super) fn last_before(comparison: Comparison, comes: Comes) -> Option<fn(Expr) -> Expr> {
    match (comparison, comes) {
        (Comparison::Greater, Comes::True) | (Comparison::LessOrEqual, Comes::False) => Some(|at| at),
        (Comparison::GreaterOrEqual, Comes::True) | (Comparison::Less, Comes::False) => {
            Some(|at| Expr::Shift(Box::new(at), a_microsecond_back()))
        }
        _ => None,
    }
}

/// Moved where it is known not to be NULL.
#[expect(clippy::wildcard_enum_match_arm, reason = "every other expression stays as it is")]
pub(super) fn shifted_there(value: Expr, by: &Duration) -> Expr {
    match shifted(value, by) {
        Expr::Case(mut branches, None) if branches.len() == 1 => branches.swap_remove(0).1,
        other => other,
    }
}

fn opposite(end: Extreme) -> Extreme {
    match end {
        Extreme::Greatest => Extreme::Least,
        Extreme::Least => Extreme::Greatest,
    }
}

fn a_microsecond_back() -> Duration {
    Duration { months: 0, days: 0, micros: -1, full_days: false, zone: ir::Zone::utc() }
}

/// Whether time alone may change what a node comes to.
pub(super) fn depends_on_now(program: &Program, node: Node<'_>) -> bool {
    let mut depends = false;
    node.walk(&mut |node, _| {
        depends = depends
            || matches!(node, Node::Term(Term::Now))
            || node.definition().is_some_and(|id| depends_on_now(program, program.definitions[id].node()))
            || node.policy().is_some_and(|id| {
                program.policies[id].deciding().any(|it| depends_on_now(program, Node::Condition(it)))
            });
    });
    depends
}
