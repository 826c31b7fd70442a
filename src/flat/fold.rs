//! Conditions made of conditions, folded where no fact can change them.

use super::expr::{Condition, Distinct, Value, ValueKind, Window};
use super::schema::ScalarType;
use crate::ir::{Comparison, Constant, Extreme, Shift, Truth, Unit};

impl Condition {
    /// The negation.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Constant(truth) => Self::Constant(truth.negated()),
            Self::Not(inner) => *inner,
            other @ (Self::Holds(_)
            | Self::All(_)
            | Self::Any(_)
            | Self::Given(..)
            | Self::Compare(..)
            | Self::Window(_)
            | Self::Member(..)
            | Self::StartsWith(..)
            | Self::Present(_)
            | Self::RecordPresent(_)
            | Self::RowsPresent(..)
            | Self::Case(_)
            | Self::Count(..)) => Self::Not(Box::new(other)),
        }
    }

    /// Whether every one of them holds.
    #[must_use]
    pub fn all(parts: Vec<Self>) -> Self {
        joined(parts, Truth::True, Self::All)
    }

    /// What the rows that are possible agree on. Rows that no fact makes possible are left out.
    #[must_use]
    pub fn case(rows: Vec<(Self, Self)>) -> Self {
        let mut rows = possible(rows);
        match rows.len() {
            0 => Self::Constant(Truth::Unknown),
            1 if rows[0].0 == Self::Constant(Truth::True) => rows.swap_remove(0).1,
            _ => Self::Case(rows),
        }
    }

    /// Whether a boolean value holds.
    #[must_use]
    pub fn holds(value: Value) -> Self {
        if let Some(truth) = value.truth_without_value() {
            return Self::Constant(truth);
        }
        if let ValueKind::Constant(Constant::Bool(value)) = value.kind {
            return Self::Constant(value.into());
        }
        Self::Holds(value)
    }

    /// Whether a value is present.
    #[must_use]
    pub fn present(value: Value) -> Self {
        if let Some(truth) = value.truth_without_value() {
            return Self::Constant(truth);
        }
        if let ValueKind::Constant(_) = value.kind {
            return Self::Constant(Truth::True);
        }
        Self::Present(value)
    }

    /// Whether a text begins with another.
    #[must_use]
    pub fn starts_with(text: Value, prefix: &str) -> Self {
        if let Some(truth) = text.truth_without_value() {
            return Self::Constant(truth);
        }
        if let ValueKind::Constant(Constant::Text(known)) = &text.kind {
            return Self::Constant(known.starts_with(prefix).into());
        }
        Self::StartsWith(text, prefix.to_owned())
    }

    /// Whether one of them holds.
    #[must_use]
    pub fn any(parts: Vec<Self>) -> Self {
        joined(parts, Truth::False, Self::Any)
    }
}

/// The rows up to the first whose guard is always true, without those whose guard is never.
pub(super) fn possible<T>(rows: Vec<(Condition, T)>) -> Vec<(Condition, T)> {
    let mut kept = Vec::new();
    for row in rows {
        if row.0 == Condition::Constant(Truth::False) {
            continue;
        }
        let is_last = row.0 == Condition::Constant(Truth::True);
        kept.push(row);
        if is_last {
            break;
        }
    }
    kept
}

/// Joins parts by `and` or `or`: `neutral` parts decide nothing, and one of its negation decides all.
fn joined(mut parts: Vec<Condition>, neutral: Truth, kind: fn(Vec<Condition>) -> Condition) -> Condition {
    if parts.iter().any(|part| *part == Condition::Constant(neutral.negated())) {
        return Condition::Constant(neutral.negated());
    }
    parts.retain(|part| *part != Condition::Constant(neutral));
    match parts.len() {
        0 => Condition::Constant(neutral),
        1 => parts.swap_remove(0),
        _ => kind(parts),
    }
}

impl Condition {
    /// Two values compared. One that is the greater or the lesser of others is compared operand by operand: a known one may
    /// decide, and each has its own cutoff beside `now`. A count of different values is compared by its ends.
    #[must_use]
    pub fn compared(comparison: Comparison, left: &Value, right: &Value) -> Self {
        if !left.is_apart() && right.is_apart() {
            return Self::compared(comparison.flipped(), right, left);
        }
        left.by_operands(comparison, &|comparison, left| {
            if right.is_apart() {
                return Self::compared(comparison.flipped(), right, left);
            }
            match (&left.kind, &right.kind) {
                (ValueKind::Absent, _) | (_, ValueKind::Absent) => Self::Constant(Truth::False),
                (ValueKind::Constant(left), ValueKind::Constant(right)) => {
                    let order = match (left, right) {
                        // Values of the same enumeration, by their places.
                        (Constant::Choice(_, left), Constant::Choice(_, right)) => Some(left.cmp(right)),
                        (_, _) => left.order(right),
                    };
                    Self::Constant(order.map_or(Truth::Unknown, |order| comparison.holds(order).into()))
                }
                (_, _) => Self::Compare(comparison, left.clone(), right.clone()),
            }
        })
    }

    /// `now` compared with a time.
    #[must_use]
    pub fn window(comparison: Comparison, time: &Value) -> Self {
        // `by_operands` has the operands on the left.
        time.by_operands(comparison.flipped(), &|comparison, time| {
            let window = Window::new(comparison.flipped(), time);
            window.event.truth_without_value().map_or_else(|| Self::Window(window), Self::Constant)
        })
    }
}

impl Value {
    /// What a condition on it is where every account lacks the value: false if it is absent, unknown if it is unknown.
    fn truth_without_value(&self) -> Option<Truth> {
        match self.kind {
            ValueKind::Absent => Some(Truth::False),
            ValueKind::Unknown => Some(Truth::Unknown),
            ValueKind::Constant(_)
            | ValueKind::Cell(_)
            | ValueKind::Aggregate(..)
            | ValueKind::Distinct(..)
            | ValueKind::Arithmetic(..)
            | ValueKind::Case(_)
            | ValueKind::Shifted(..)
            | ValueKind::Moved(..)
            | ValueKind::Anniversary(..) => None,
        }
    }

    /// The two values of which it is the greater or the lesser.
    #[must_use]
    pub fn extreme(&self) -> Option<(Extreme, [&Self; 2])> {
        match &self.kind {
            ValueKind::Arithmetic(how, left, right) => how.extreme().map(|end| (end, [&**left, &**right])),
            ValueKind::Unknown
            | ValueKind::Absent
            | ValueKind::Constant(_)
            | ValueKind::Cell(_)
            | ValueKind::Aggregate(..)
            | ValueKind::Distinct(..)
            | ValueKind::Case(_)
            | ValueKind::Shifted(..)
            | ValueKind::Moved(..)
            | ValueKind::Anniversary(..) => None,
        }
    }

    /// How many values it is compared by.
    #[must_use]
    pub fn operands(&self) -> usize {
        match self.extreme() {
            Some((_, operands)) => operands.iter().map(|it| it.operands()).sum(),
            None => 1 + usize::from(self.is_apart()),
        }
    }

    /// Whether it is not compared as one value.
    fn is_apart(&self) -> bool {
        matches!(self.kind, ValueKind::Distinct(None, _)) || self.extreme().is_some()
    }

    /// An end of what a count of different values may be.
    fn end(&self, end: Extreme) -> Option<Self> {
        let ValueKind::Distinct(None, distinct) = &self.kind else { return None };
        let kind = match (distinct, end) {
            (Distinct::Known(least, _), Extreme::Least) => ValueKind::number(*least),
            (Distinct::Known(_, most), Extreme::Greatest) => ValueKind::number(*most),
            (Distinct::Members(_) | Distinct::Values(..), _) => {
                ValueKind::Distinct(Some(end), distinct.clone())
            }
        };
        Some(Self { ty: self.ty.clone(), kind })
    }

    /// A time or date moved; of an extreme, each operand.
    #[must_use]
    pub fn shifted(self, shift: Shift, ty: &ScalarType) -> Self {
        let kind = match self.kind {
            ValueKind::Arithmetic(how, left, right) if how.extreme().is_some() => {
                let moved = |it: Self| Box::new(it.shifted(shift, ty));
                ValueKind::Arithmetic(how, moved(*left), moved(*right))
            }
            ValueKind::Absent => ValueKind::Absent,
            ValueKind::Unknown => ValueKind::Unknown,
            ValueKind::Constant(_)
            | ValueKind::Cell(_)
            | ValueKind::Aggregate(..)
            | ValueKind::Distinct(..)
            | ValueKind::Arithmetic(..)
            | ValueKind::Case(_)
            | ValueKind::Shifted(..)
            | ValueKind::Moved(..)
            | ValueKind::Anniversary(..) => ValueKind::Shifted(Box::new(self), shift),
        };
        Self { ty: ty.clone(), kind }
    }

    fn by_operands(
        &self,
        comparison: Comparison,
        compare: &dyn Fn(Comparison, &Self) -> Condition,
    ) -> Condition {
        if !self.is_apart() {
            return compare(comparison, self);
        }
        let both = |one, other| [one, other].map(|it| self.by_operands(it, compare)).into();
        match (comparison, self.extreme()) {
            (Comparison::Equal, _) => {
                Condition::all(both(Comparison::LessOrEqual, Comparison::GreaterOrEqual))
            }
            (Comparison::NotEqual, _) => Condition::any(both(Comparison::Less, Comparison::Greater)),
            (_, Some((end, operands))) => {
                let each = operands.map(|it| it.by_operands(comparison, compare)).into();
                if end.asks_all(comparison) == Some(true) {
                    Condition::all(each)
                } else {
                    Condition::any(each)
                }
            }
            (Comparison::Less | Comparison::LessOrEqual, None) => {
                self.between((Extreme::Greatest, Extreme::Least), comparison, compare)
            }
            (Comparison::Greater | Comparison::GreaterOrEqual, None) => {
                self.between((Extreme::Least, Extreme::Greatest), comparison, compare)
            }
        }
    }

    /// True if the end for which a comparison is hardest compares so, false if the other one does not.
    fn between(
        &self,
        (hardest, easiest): (Extreme, Extreme),
        comparison: Comparison,
        compare: &dyn Fn(Comparison, &Self) -> Condition,
    ) -> Condition {
        let truth =
            |end| self.end(end).map_or(Condition::Constant(Truth::Unknown), |it| compare(comparison, &it));
        let perhaps = Condition::all(vec![truth(easiest), Condition::Constant(Truth::Unknown)]);
        Condition::any(vec![truth(hardest), perhaps])
    }
}

impl ValueKind {
    /// A whole number.
    pub(super) fn number(number: i64) -> Self {
        Self::Constant(Constant::Number(number.into(), Unit::Int))
    }
}

impl Window {
    /// `now` compared with a time; what moves the time is set apart.
    #[must_use]
    pub fn new(comparison: Comparison, time: &Value) -> Self {
        let (event, shifts) = time.unshifted();
        Self { comparison, event: event.clone(), shifts }
    }
}
