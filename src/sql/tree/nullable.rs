//! Which expressions may be NULL.

use super::{AggregateFunction, Expr, Literal};

impl Expr {
    /// Whether it may be NULL.
    pub(crate) fn nullable(&self) -> bool {
        self.nullable_where(&mut Vec::new())
    }

    fn nullable_where(&self, present: &mut Vec<Self>) -> bool {
        if present.contains(self) {
            return false;
        }
        match self {
            Self::Column(column) => column.nullable && column.default.is_none(),
            Self::Literal(literal) => *literal == Literal::Unknown,
            Self::Not(inner)
            | Self::Widen(inner, _)
            | Self::Amount(inner, _)
            | Self::Shift(inner, _)
            | Self::ShiftDay(inner, _)
            | Self::Day(inner, ..)
            | Self::StartsWith(inner, _)
            | Self::Members(inner, _)
            | Self::DateOf(inner, _)
            | Self::PeriodEdge(inner, ..)
            | Self::Next(inner, _)
            | Self::In(inner, _) => inner.nullable_where(present),
            Self::And(parts) => nullable_conjunction(parts, present),
            Self::Or(parts) | Self::Extreme(_, parts) => parts.iter().any(|it| it.nullable_where(present)),
            Self::Compare(_, left, right) | Self::Sum(_, _, left, right) | Self::Product(_, left, right) => {
                left.nullable_where(present) || right.nullable_where(present)
            }
            Self::Case(branches, otherwise) => {
                otherwise.as_ref().is_none_or(|it| it.nullable_where(present))
                    || branches.iter().any(|(_, then)| then.nullable_where(present))
            }
            Self::Now | Self::IsNull(_) | Self::Coalesce(..) | Self::Names(_) | Self::JsonTexts(_) => false,
            Self::Aggregate { function, .. } => {
                !matches!(function, AggregateFunction::Count | AggregateFunction::Distinct)
            }
            Self::Contains(..) | Self::Checked(..) => true,
        }
    }
}

/// A conjunct that shows a value to be there makes the others false, not unknown, where it is not.
fn nullable_conjunction(parts: &[Expr], present: &mut Vec<Expr>) -> bool {
    let before = present.len();
    for part in parts {
        if let Expr::Not(inner) = part
            && let Expr::IsNull(inner) = inner.as_ref()
        {
            present.push(inner.as_ref().clone());
        }
    }
    let nullable = parts.iter().any(|part| part.nullable_where(present));
    present.truncate(before);
    nullable
}
