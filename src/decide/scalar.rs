//! Values of one row.

use crate::ir::{self, Arithmetic, Comparison, Length, Move, Truth};

/// The value of a term for one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scalar<'a> {
    Unknown,
    Absent,
    /// Numbers, times, days, booleans and enumerations: 128 bits hold every sum of what the edges let in.
    Number(i128),
    Text(&'a [u8]),
}

impl Scalar<'_> {
    /// False where an operand is absent; unknown where one is unknown and none absent.
    pub(super) fn compare(self, comparison: Comparison, other: Self) -> Truth {
        let order = match (self, other) {
            (Self::Absent, _) | (_, Self::Absent) => return Truth::False,
            (Self::Number(one), Self::Number(two)) => one.cmp(&two),
            (Self::Text(one), Self::Text(two)) => one.cmp(two),
            (Self::Unknown, Self::Unknown | Self::Number(_) | Self::Text(_))
            | (Self::Number(_), Self::Unknown | Self::Text(_))
            | (Self::Text(_), Self::Unknown | Self::Number(_)) => return Truth::Unknown,
        };
        comparison.holds(order).into()
    }

    /// Whether it is a text that begins so.
    pub(super) fn starts_with(self, prefix: &str) -> Truth {
        match self {
            Self::Text(text) => text.starts_with(prefix.as_bytes()).into(),
            Self::Absent => Truth::False,
            Self::Unknown | Self::Number(_) => Truth::Unknown,
        }
    }

    pub(super) fn is_present(self) -> Truth {
        match self {
            Self::Unknown => Truth::Unknown,
            Self::Absent => Truth::False,
            Self::Number(_) | Self::Text(_) => Truth::True,
        }
    }

    pub(super) fn holds(self) -> Truth {
        match self {
            Self::Number(value) => (value != 0).into(),
            Self::Absent => Truth::False,
            Self::Unknown | Self::Text(_) => Truth::Unknown,
        }
    }

    /// A time or day moved by a length; absent where one of them is.
    pub(super) fn moved(self, by: Self, how: Move) -> Self {
        match (self, by) {
            (Self::Absent, _) | (_, Self::Absent) => Self::Absent,
            (Self::Number(value), Self::Text(by)) => {
                let by = std::str::from_utf8(by).ok().and_then(|by| Length::read(by).ok());
                by.map_or(Self::Unknown, |by| Self::Number(how.apply(value as i64, &by).into()))
            }
            (Self::Unknown | Self::Number(_) | Self::Text(_), _) => Self::Unknown,
        }
    }

    /// The first anniversary of one day after another; absent where one is.
    pub(super) fn anniversary(self, after: Self) -> Self {
        match (self, after) {
            (Self::Absent, _) | (_, Self::Absent) => Self::Absent,
            (Self::Number(of), Self::Number(after)) => {
                Self::Number(ir::anniversary(of as i32, after as i32).into())
            }
            (Self::Unknown | Self::Text(_), Self::Unknown | Self::Number(_) | Self::Text(_))
            | (Self::Number(_), Self::Unknown | Self::Text(_)) => Self::Unknown,
        }
    }

    /// Two numbers combined; absent where one is.
    pub(super) fn combine(self, how: Arithmetic, other: Self) -> Self {
        match (self, other) {
            (Self::Absent, _) | (_, Self::Absent) => Self::Absent,
            (Self::Number(left), Self::Number(right)) => {
                how.apply(left, right).map_or(Self::Unknown, Self::Number)
            }
            (Self::Unknown | Self::Text(_), Self::Unknown | Self::Number(_) | Self::Text(_))
            | (Self::Number(_), Self::Unknown | Self::Text(_)) => Self::Unknown,
        }
    }
}
