//! Making expressions. What is constant is folded, so that a query says no more than it must.

use super::{AggregateFunction, Expr, Extreme, FALSE, Literal, TRUE, Type, UNKNOWN};
use crate::ir::{Comparison, Duration, calendar};

impl Expr {
    pub(crate) fn number(value: i128) -> Self {
        Self::Literal(Literal::Number(value))
    }

    pub(crate) fn time(micros: i64) -> Self {
        Self::Literal(Literal::Time(micros))
    }

    fn as_time(&self) -> Option<i64> {
        if let Self::Literal(Literal::Time(micros)) = self { Some(*micros) } else { None }
    }

    pub(crate) fn text(text: &str) -> Self {
        Self::Literal(Literal::Text(text.to_owned()))
    }

    /// Every one of `parts`.
    #[expect(clippy::wildcard_enum_match_arm, reason = "every other expression stays as it is")]
    pub(crate) fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::junction(parts, &TRUE, &FALSE, |part| match part {
            Self::And(parts) => Ok(parts),
            other => Err(other),
        })
        .map_or_else(|one| one, once_each)
    }

    /// Any of `parts`.
    #[expect(clippy::wildcard_enum_match_arm, reason = "every other expression stays as it is")]
    pub(crate) fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::junction(one_look_each(parts), &FALSE, &TRUE, |part| match part {
            Self::Or(parts) => Ok(parts),
            other => Err(other),
        })
        .map_or_else(|one| one, Self::Or)
    }

    /// How many rows of the group fulfil the condition.
    pub(crate) fn count_where(when: Self) -> Self {
        Self::aggregate(AggregateFunction::Count, None, Self::opening(when))
    }

    /// How many different values the rows of the group have that fulfil the condition.
    pub(crate) fn distinct_where(of: Self, when: Self) -> Self {
        Self::aggregate(AggregateFunction::Distinct, Some(of), Self::opening(when))
    }

    /// Whether a row of the group fulfils the condition.
    pub(crate) fn any_where(when: Self) -> Self {
        Self::aggregate(AggregateFunction::Any, None, Self::opening(when))
    }

    /// The rows of the group that fulfil the condition, reduced to one value.
    pub(crate) fn aggregate(function: AggregateFunction, of: Option<Self>, when: Self) -> Self {
        Self::Aggregate { function, of: of.map(Box::new), when: Box::new(when) }
    }

    /// A condition that is true where this one is, and false or NULL where it is not: as much as a branch or filter asks.
    #[expect(clippy::wildcard_enum_match_arm, reason = "every other expression stays as it is")]
    fn opening(when: Self) -> Self {
        match when {
            Self::Coalesce(inner, Literal::Bool(false)) => Self::opening(*inner),
            Self::Not(inner) => match *inner {
                Self::Coalesce(inner, Literal::Bool(true)) => Self::not(*inner),
                Self::Coalesce(inner, Literal::Bool(false)) => match *inner {
                    // Two looks at a column cost less than a truth that is made and then replaced.
                    Self::In(value, literals) if matches!(*value, Self::Column(_)) => {
                        let missing = Self::is_null((*value).clone());
                        Self::any([missing, Self::not(Self::In(value, literals))])
                    }
                    inner => Self::not(Self::is_true(inner)),
                },
                inner => Self::not(inner),
            },
            Self::And(parts) => Self::all(parts.into_iter().map(Self::opening)),
            Self::Or(parts) => Self::any(parts.into_iter().map(Self::opening)),
            Self::Case(mut branches, None) if says_when_true(&branches) => {
                Self::opening(branches.swap_remove(0).0)
            }
            other => other,
        }
    }

    fn junction(
        parts: impl IntoIterator<Item = Self>,
        neutral: &Self,
        decisive: &Self,
        inner: fn(Self) -> Result<Vec<Self>, Self>,
    ) -> Result<Vec<Self>, Self> {
        let mut kept: Vec<Self> = Vec::new();
        for part in parts {
            for part in inner(part).unwrap_or_else(|one| vec![one]) {
                if part == *decisive {
                    return Err(part);
                }
                if part != *neutral && !kept.contains(&part) {
                    kept.push(part);
                }
            }
        }
        match kept.len() {
            0 => Err(neutral.clone()),
            1 => Err(kept.swap_remove(0)),
            _ => Ok(kept),
        }
    }

    /// What is not so.
    #[expect(clippy::wildcard_enum_match_arm, reason = "every other expression stays as it is")]
    pub(crate) fn not(inner: Self) -> Self {
        match inner {
            Self::Literal(Literal::Bool(value)) => Self::Literal(Literal::Bool(!value)),
            Self::Literal(Literal::Unknown) => UNKNOWN,
            Self::Not(inner) => *inner,
            Self::Compare(comparison, left, right) => Self::Compare(comparison.denied(), left, right),
            Self::Case(branches, None) if branches.iter().all(|(_, then)| is_truth(then)) => {
                let turned = branches.into_iter().map(|(when, then)| (when, Self::not(then)));
                Self::Case(turned.collect(), None)
            }
            other => Self::Not(Box::new(other)),
        }
    }

    pub(crate) fn compare(comparison: Comparison, left: Self, right: Self) -> Self {
        if let (Some(left), Some(right)) = (left.as_time(), right.as_time()) {
            return Self::Literal(Literal::Bool(comparison.holds(left.cmp(&right))));
        }
        Self::Compare(comparison, Box::new(left), Box::new(right))
    }

    /// A time moved by a length. What is unknown stays so: a bare NULL has no type by which an engine could choose how to move
    /// it.
    pub(crate) fn shifted(time: Self, by: Duration) -> Self {
        if time == UNKNOWN { UNKNOWN } else { Self::Shift(Box::new(time), by) }
    }

    /// Whether a set has a member. Spark does not look into a set, or for a member, that is written as NULL: it has no type.
    pub(crate) fn contains(set: Self, member: Self) -> Self {
        if set == UNKNOWN {
            return UNKNOWN;
        }
        if member == UNKNOWN {
            let size = Self::Sum(
                false,
                Type::Int,
                Box::new(Self::members(set.clone(), true)),
                Box::new(Self::members(set, false)),
            );
            return Self::case([(Self::compare(Comparison::Equal, size, Self::number(0)), FALSE)], None);
        }
        Self::Contains(Box::new(set), Box::new(member))
    }

    /// How many different members of a set are known, or how many are unknown.
    pub(crate) fn members(set: Self, known: bool) -> Self {
        if set == UNKNOWN { UNKNOWN } else { Self::Members(Box::new(set), known) }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "every other expression stays as it is")]
    pub(crate) fn is_null(inner: Self) -> Self {
        match inner {
            Self::Literal(literal) => Self::Literal(Literal::Bool(literal == Literal::Unknown)),
            inner if !inner.nullable() => FALSE,
            Self::Case(branches, None) if branches.iter().all(|(_, then)| !then.nullable()) => {
                Self::not(Self::is_true(Self::any(branches.into_iter().map(|(when, _)| when))))
            }
            inner => Self::IsNull(Box::new(inner)),
        }
    }

    pub(crate) fn is_present(inner: Self) -> Self {
        Self::not(Self::is_null(inner))
    }

    /// Whether a truth is true; never NULL.
    pub(crate) fn is_true(inner: Self) -> Self {
        Self::or_else(inner, false)
    }

    /// Whether a truth is false; never NULL.
    pub(crate) fn is_false(inner: Self) -> Self {
        Self::not(Self::or_else(inner, true))
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "every other expression stays as it is")]
    fn or_else(inner: Self, value: bool) -> Self {
        match inner {
            Self::Literal(Literal::Unknown) => Self::Literal(Literal::Bool(value)),
            inner if !inner.nullable() => inner,
            Self::Case(mut branches, None) if !value && says_when_true(&branches) => {
                Self::is_true(branches.swap_remove(0).0)
            }
            inner => Self::Coalesce(Box::new(inner), Literal::Bool(value)),
        }
    }

    /// The first branch whose condition is true.
    pub(crate) fn case(branches: impl IntoIterator<Item = (Self, Self)>, otherwise: Option<Self>) -> Self {
        let mut kept = Vec::new();
        let mut otherwise = otherwise;
        for (when, then) in branches {
            if when == FALSE || when == UNKNOWN {
                continue;
            }
            if when == TRUE {
                otherwise = Some(then);
                break;
            }
            kept.push((Self::opening(when), then));
        }
        if let (Some(truth), None) = (the_truth_itself(&kept), &otherwise) {
            return truth;
        }
        let says_nothing = kept.iter().all(|(_, then)| *then == UNKNOWN);
        match otherwise {
            Some(otherwise) if kept.is_empty() => otherwise,
            None | Some(UNKNOWN) if says_nothing => UNKNOWN,
            otherwise => Self::Case(kept, otherwise.map(Box::new)),
        }
    }

    /// The end of several instants; none is NULL.
    #[expect(clippy::wildcard_enum_match_arm, reason = "every other expression stays as it is")]
    pub(crate) fn extreme(end: Extreme, of: Vec<Self>) -> Self {
        let mut kept: Vec<Self> = Vec::new();
        for part in of {
            let parts = match part {
                Self::Extreme(inner, parts) if inner == end => parts,
                other => vec![other],
            };
            for part in parts {
                if !kept.contains(&part) {
                    kept.push(part);
                }
            }
        }
        let literals: Vec<i64> = kept.iter().filter_map(Self::as_time).collect();
        let (decisive, neutral, last) = match end {
            Extreme::Greatest => (calendar::LAST, calendar::FIRST, literals.into_iter().max()),
            Extreme::Least => (calendar::FIRST, calendar::LAST, literals.into_iter().min()),
        };
        kept.retain(|part| part.as_time().is_none());
        match last {
            Some(last) if last == decisive => kept = vec![Self::time(last)],
            Some(last) if last != neutral || kept.is_empty() => kept.push(Self::time(last)),
            Some(_) | None => {}
        }
        if kept.len() == 1 { kept.swap_remove(0) } else { Self::Extreme(end, kept) }
    }
}

/// `x AND NOT (x AND y)` is `x AND NOT y`, where `x` is never NULL.
#[expect(clippy::wildcard_enum_match_arm, reason = "every other expression stays as it is")]
fn once_each(parts: Vec<Expr>) -> Expr {
    let is_said = |part: &Expr| parts.contains(part) && !part.nullable();
    let repeats = |part: &Expr| matches!(part, Expr::Not(inner) if matches!(inner.as_ref(), Expr::And(inner) if inner.iter().any(is_said)));
    if !parts.iter().any(repeats) {
        return Expr::And(parts);
    }
    let rest = |part: &Expr| match part {
        Expr::Not(inner) => match inner.as_ref() {
            Expr::And(inner) => Expr::not(Expr::all(inner.iter().filter(|part| !is_said(part)).cloned())),
            _ => part.clone(),
        },
        _ => part.clone(),
    };
    Expr::all(parts.iter().map(rest))
}

/// Of one value in several lists one look is enough.
#[expect(clippy::wildcard_enum_match_arm, reason = "every other expression stays as it is")]
fn one_look_each(parts: impl IntoIterator<Item = Expr>) -> Vec<Expr> {
    let mut looks: Vec<Expr> = Vec::new();
    for part in parts {
        let Expr::In(value, literals) = part else {
            looks.push(part);
            continue;
        };
        let same = looks.iter_mut().find_map(|look| match look {
            Expr::In(other, known) if *other == value => Some(known),
            _ => None,
        });
        match same {
            Some(known) => known.extend(literals),
            None => looks.push(Expr::In(value, literals)),
        }
    }
    looks
}

fn is_truth(expr: &Expr) -> bool {
    *expr == TRUE || *expr == FALSE
}

/// Whether the first branch gives true, and the others do not.
fn says_when_true(branches: &[(Expr, Expr)]) -> bool {
    let Some(((_, first), others)) = branches.split_first() else { return false };
    *first == TRUE && others.iter().all(|(_, then)| *then == FALSE || *then == UNKNOWN)
}

/// `CASE WHEN x THEN TRUE WHEN NOT x THEN FALSE END` is `x`.
fn the_truth_itself(branches: &[(Expr, Expr)]) -> Option<Expr> {
    let [(one, first), (other, second)] = branches else { return None };
    if Expr::not(one.clone()) != *other {
        return None;
    }
    match (first, second) {
        (first, second) if *first == TRUE && *second == FALSE => Some(one.clone()),
        (first, second) if *first == FALSE && *second == TRUE => Some(other.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sql::tree::Column;

    fn column(name: &str) -> Expr {
        let (of, name) = ("account".to_owned(), name.to_owned());
        Expr::Column(Column { of, name, nullable: true, default: None })
    }

    fn is_one_of(words: &[&str]) -> Expr {
        let words = words.iter().map(|word| Literal::Text((*word).to_owned()));
        Expr::In(Box::new(column("state")), words.collect())
    }

    #[test]
    fn a_truth_spelt_out_is_the_truth_itself() {
        let present = column("present");
        let spelt = Expr::case(
            [(Expr::is_false(present.clone()), FALSE), (Expr::is_true(present.clone()), TRUE)],
            None,
        );
        assert_eq!(spelt, present);
        let turned = Expr::case(
            [(Expr::is_true(present.clone()), FALSE), (Expr::is_false(present.clone()), TRUE)],
            None,
        );
        assert_eq!(turned, Expr::not(present));
    }

    #[test]
    fn what_a_conjunction_says_is_not_said_again_within_a_negation() {
        let (value, known) = (column("value"), Expr::is_true(column("known")));
        let missing = Expr::is_null(value.clone());
        let absent = Expr::all([missing.clone(), known.clone()]);
        let unknown = Expr::all([Expr::not(absent), missing.clone()]);
        assert_eq!(unknown, Expr::And(vec![Expr::not(known.clone()), missing]));
        // Where it may be NULL, it makes a difference: unknown and not (unknown and true) is unknown, not false.
        let perhaps = Expr::all([Expr::not(Expr::all([value.clone(), known])), value]);
        assert!(
            matches!(perhaps, Expr::And(parts) if matches!(&parts[0], Expr::Not(inner) if matches!(inner.as_ref(), Expr::And(_))))
        );
    }

    #[test]
    fn no_set_and_no_member_is_written_as_null() {
        let member = Expr::Literal(Literal::Text("DE".to_owned()));
        assert_eq!(Expr::contains(UNKNOWN, member.clone()), UNKNOWN);
        assert_eq!(Expr::members(UNKNOWN, true), UNKNOWN);
        let of_unknown = Expr::contains(column("countries"), UNKNOWN);
        assert!(
            matches!(&of_unknown, Expr::Case(branches, None) if branches[0].1 == FALSE),
            "{of_unknown:?}"
        );
        assert!(matches!(Expr::contains(column("countries"), member), Expr::Contains(..)));
    }

    #[test]
    fn a_filter_asks_only_when_a_truth_is_true() {
        let (open, done) = (is_one_of(&["open"]), is_one_of(&["done"]));
        let truth = Expr::case([(open.clone(), TRUE), (done, FALSE)], None);
        assert_eq!(
            Expr::count_where(truth.clone()),
            Expr::aggregate(AggregateFunction::Count, None, open.clone())
        );
        let known = column("known");
        let both = Expr::all([Expr::is_true(known.clone()), truth.clone()]);
        assert_eq!(
            Expr::any_where(both),
            Expr::aggregate(AggregateFunction::Any, None, Expr::And(vec![known, open]))
        );
        let unknown = Expr::is_null(truth);
        let known = is_one_of(&["open", "done"]);
        assert_eq!(unknown, Expr::not(Expr::is_true(known.clone())));
        let missing = Expr::Or(vec![Expr::is_null(column("state")), Expr::not(known)]);
        assert_eq!(Expr::any_where(unknown), Expr::aggregate(AggregateFunction::Any, None, missing));
    }
}
