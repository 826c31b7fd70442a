//! Making expressions. What is constant is folded, so that a query says no more than it must.

use super::{End, Expr, FALSE, Literal, TRUE, UNKNOWN};
use crate::ir::Comparison;

impl Expr {
    pub(crate) fn number(value: i128) -> Self {
        Self::Literal(Literal::Number(value))
    }

    pub(crate) fn time(micros: i64) -> Self {
        Self::Literal(Literal::Time(micros))
    }

    pub(crate) fn text(text: &str) -> Self {
        Self::Literal(Literal::Text(text.to_owned()))
    }

    /// Every one of `parts`.
    pub(crate) fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::junction(parts, &TRUE, &FALSE, |part| match part {
            Self::And(parts) => Ok(parts),
            other => Err(other),
        })
        .map_or_else(|one| one, Self::And)
    }

    /// Any of `parts`.
    pub(crate) fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::junction(parts, &FALSE, &TRUE, |part| match part {
            Self::Or(parts) => Ok(parts),
            other => Err(other),
        })
        .map_or_else(|one| one, Self::Or)
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
    pub(crate) fn not(inner: Self) -> Self {
        match inner {
            Self::Literal(Literal::Bool(value)) => Self::Literal(Literal::Bool(!value)),
            Self::Literal(Literal::Unknown) => UNKNOWN,
            Self::Not(inner) => *inner,
            Self::Compare(comparison, left, right) => Self::Compare(negated(comparison), left, right),
            other => Self::Not(Box::new(other)),
        }
    }

    pub(crate) fn compare(comparison: Comparison, left: Self, right: Self) -> Self {
        Self::Compare(comparison, Box::new(left), Box::new(right))
    }

    pub(crate) fn is_null(inner: Self) -> Self {
        match inner {
            Self::Literal(literal) => Self::Literal(Literal::Bool(literal == Literal::Unknown)),
            inner if !inner.nullable() => FALSE,
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

    fn or_else(inner: Self, value: bool) -> Self {
        match inner {
            Self::Literal(Literal::Unknown) => Self::Literal(Literal::Bool(value)),
            inner if !inner.nullable() => inner,
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
            // What is unknown opens no branch.
            let when = match when {
                Self::Coalesce(inner, Literal::Bool(false)) => *inner,
                other => other,
            };
            kept.push((when, then));
        }
        let says_nothing = kept.iter().all(|(_, then)| *then == UNKNOWN);
        match otherwise {
            Some(otherwise) if kept.is_empty() => otherwise,
            None | Some(UNKNOWN) if says_nothing => UNKNOWN,
            otherwise => Self::Case(kept, otherwise.map(Box::new)),
        }
    }

    /// The end of several instants; none is NULL.
    pub(crate) fn extreme(end: End, of: Vec<Self>) -> Self {
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
        if kept.len() == 1 { kept.swap_remove(0) } else { Self::Extreme(end, kept) }
    }
}

fn negated(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
        Comparison::Less => Comparison::GreaterOrEqual,
        Comparison::LessOrEqual => Comparison::Greater,
        Comparison::Greater => Comparison::LessOrEqual,
        Comparison::GreaterOrEqual => Comparison::Less,
    }
}
