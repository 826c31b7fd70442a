//! Comparisons of one value with constants: `n > 3` entails `n > 0`, and excludes `n < 2`.

use super::super::{Comparison, Condition, ConditionKind, Constant, Term};

/// What a comparison says of a value: it stands so to a constant.
struct Bound<'a> {
    of: &'a Term,
    comparison: Comparison,
    constant: &'a Constant,
}

impl<'a> Bound<'a> {
    fn of(condition: &'a Condition) -> Option<Self> {
        let ConditionKind::Compare(comparison, left, right) = &condition.kind else { return None };
        match (left, right) {
            (Term::Constant(_), Term::Constant(_)) => None,
            (of, Term::Constant(constant)) => Some(Self { of, comparison: *comparison, constant }),
            (Term::Constant(constant), of) => Some(Self { of, comparison: comparison.flipped(), constant }),
            (
                Term::Now
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
            ) => None,
        }
    }

    /// Whether values that stand so to the constant all stand to `other` by `comparison`.
    fn implies(&self, comparison: Comparison, other: &Constant) -> bool {
        let Some(order) = self.constant.order(other) else { return false };
        match (self.comparison, comparison) {
            (Comparison::Equal, _) => comparison.holds(order),
            (Comparison::NotEqual, _) => comparison == Comparison::NotEqual && order.is_eq(),
            (
                Comparison::Greater,
                Comparison::Greater | Comparison::GreaterOrEqual | Comparison::NotEqual,
            )
            | (Comparison::GreaterOrEqual, Comparison::GreaterOrEqual) => order.is_ge(),
            (Comparison::GreaterOrEqual, Comparison::Greater | Comparison::NotEqual) => order.is_gt(),
            (Comparison::Less, Comparison::Less | Comparison::LessOrEqual | Comparison::NotEqual)
            | (Comparison::LessOrEqual, Comparison::LessOrEqual) => order.is_le(),
            (Comparison::LessOrEqual, Comparison::Less | Comparison::NotEqual) => order.is_lt(),
            (
                Comparison::Greater | Comparison::GreaterOrEqual,
                Comparison::Less | Comparison::LessOrEqual | Comparison::Equal,
            )
            | (
                Comparison::Less | Comparison::LessOrEqual,
                Comparison::Greater | Comparison::GreaterOrEqual | Comparison::Equal,
            ) => false,
        }
    }
}

/// Whether a comparison with a constant entails another of the same value.
pub(super) fn range_entails(premise: &Condition, conclusion: &Condition) -> bool {
    let Some((one, other)) = of_one_value(premise, conclusion) else { return false };
    one.implies(other.comparison, other.constant)
}

/// Whether two comparisons of a value with constants never hold together.
pub(super) fn range_excludes(one: &Condition, other: &Condition) -> bool {
    let Some((one, other)) = of_one_value(one, other) else { return false };
    one.implies(other.comparison.denied(), other.constant)
}

fn of_one_value<'a>(one: &'a Condition, other: &'a Condition) -> Option<(Bound<'a>, Bound<'a>)> {
    let (one, other) = (Bound::of(one)?, Bound::of(other)?);
    (one.of == other.of).then_some((one, other))
}
