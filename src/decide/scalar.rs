//! Values of one row.

use crate::ir::{self, Arithmetic, Comparison, Length, Move, Shift, Truth};

/// The value of a term for one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scalar<'a> {
    Unknown,
    Absent,
    /// Numbers, times, days, booleans and enumerations: 128 bits hold every sum of what the edges let in.
    Number(i128),
    Text(&'a [u8]),
    /// A time or day between two, both included, because a calendar of working days ends before.
    Between(i64, i64),
}

impl Scalar<'_> {
    /// False where an operand is absent; unknown where one is unknown and none absent.
    pub(super) fn compare(self, comparison: Comparison, other: Self) -> Truth {
        let order = match (self, other) {
            (Self::Absent, _) | (_, Self::Absent) => return Truth::False,
            (Self::Number(one), Self::Number(two)) => one.cmp(&two),
            (Self::Text(one), Self::Text(two)) => one.cmp(two),
            (Self::Between(..), Self::Between(..) | Self::Number(_))
            | (Self::Number(_), Self::Between(..)) => {
                return match (self.bounds(), other.bounds()) {
                    (Some(one), Some(two)) => comparison.of_bounds(one, two),
                    _ => Truth::Unknown,
                };
            }
            (Self::Unknown, Self::Unknown | Self::Number(_) | Self::Text(_) | Self::Between(..))
            | (Self::Number(_) | Self::Between(..), Self::Unknown | Self::Text(_))
            | (Self::Text(_), Self::Unknown | Self::Number(_) | Self::Between(..)) => return Truth::Unknown,
        };
        comparison.holds(order).into()
    }

    fn bounds(self) -> Option<(i128, i128)> {
        match self {
            Self::Number(value) => Some((value, value)),
            Self::Between(low, high) => Some((low.into(), high.into())),
            Self::Unknown | Self::Absent | Self::Text(_) => None,
        }
    }

    /// A time or day moved; what is unknown or absent stays so.
    pub(super) fn moved(self, shift: &Shift) -> Self {
        let (low, high) = match self {
            Self::Number(value) => shift.bounds(value as i64),
            Self::Between(low, high) if shift.keeps_bounds() => (shift.bounds(low).0, shift.bounds(high).1),
            Self::Between(..) => return Self::Unknown,
            other @ (Self::Unknown | Self::Absent | Self::Text(_)) => return other,
        };
        if low == high { Self::Number(low.into()) } else { Self::Between(low, high) }
    }

    /// Whether it is a text that begins so.
    pub(super) fn starts_with(self, prefix: &str) -> Truth {
        match self {
            Self::Text(text) => text.starts_with(prefix.as_bytes()).into(),
            Self::Absent => Truth::False,
            Self::Unknown | Self::Number(_) | Self::Between(..) => Truth::Unknown,
        }
    }

    pub(super) fn is_present(self) -> Truth {
        match self {
            Self::Unknown => Truth::Unknown,
            Self::Absent => Truth::False,
            Self::Number(_) | Self::Text(_) | Self::Between(..) => Truth::True,
        }
    }

    pub(super) fn holds(self) -> Truth {
        match self {
            Self::Number(value) => (value != 0).into(),
            Self::Absent => Truth::False,
            Self::Unknown | Self::Text(_) | Self::Between(..) => Truth::Unknown,
        }
    }

    /// A time or day moved by a length; absent where one of them is.
    pub(super) fn moved_by(self, by: Self, how: Move) -> Self {
        match (self, by) {
            (Self::Absent, _) | (_, Self::Absent) => Self::Absent,
            (Self::Number(value), Self::Text(by)) => {
                let by = std::str::from_utf8(by).ok().and_then(|by| Length::read(by).ok());
                by.map_or(Self::Unknown, |by| Self::Number(how.apply(value as i64, &by).into()))
            }
            (Self::Unknown | Self::Number(_) | Self::Text(_) | Self::Between(..), _) => Self::Unknown,
        }
    }

    /// The first anniversary of one day after another; absent where one is.
    pub(super) fn anniversary(self, after: Self) -> Self {
        match (self, after) {
            (Self::Absent, _) | (_, Self::Absent) => Self::Absent,
            (Self::Number(of), Self::Number(after)) => {
                Self::Number(ir::anniversary(of as i32, after as i32).into())
            }
            (Self::Unknown | Self::Text(_) | Self::Between(..) | Self::Number(_), _) => Self::Unknown,
        }
    }

    /// Two numbers combined; absent where one is.
    pub(super) fn combine(self, how: Arithmetic, other: Self) -> Self {
        match (self, other) {
            (Self::Absent, _) | (_, Self::Absent) => Self::Absent,
            (Self::Number(left), Self::Number(right)) => {
                how.apply(left, right).map_or(Self::Unknown, Self::Number)
            }
            (Self::Unknown | Self::Text(_) | Self::Between(..) | Self::Number(_), _) => Self::Unknown,
        }
    }
}
