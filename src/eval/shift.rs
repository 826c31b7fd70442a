//! Moving times and dates.

use super::scalar::Scalar;
use crate::ir::{self, Move, Moved, Shift};

/// Moves a value; what is unknown or absent stays so.
pub(super) fn moved<'a>(shift: &Shift) -> impl Fn(Scalar<'a>) -> Scalar<'a> + '_ {
    move |value| match value {
        Scalar::Time(micros) => arrived(shift, shift.apply(micros)),
        Scalar::Date(days) => arrived(shift, shift.apply(days.into())),
        other @ (Scalar::Unknown
        | Scalar::Absent
        | Scalar::Bool(_)
        | Scalar::Number(_)
        | Scalar::Text(_)
        | Scalar::Length(_)
        | Scalar::Choice(_)
        | Scalar::Set(_)
        | Scalar::Many(_)
        | Scalar::Record(_)) => other,
    }
}

/// Moves a value by a length that is a fact; what is absent stays so, and what is unknown, or moved by an unknown length, is
/// unknown.
pub(super) fn moved_by<'a>(of: Scalar<'a>, by: Scalar<'a>, how: Move) -> Scalar<'a> {
    let value = match (of, by) {
        (Scalar::Absent, _) | (_, Scalar::Absent) => return Scalar::Absent,
        (Scalar::Time(micros), Scalar::Length(by)) => how.apply(micros, &by),
        (Scalar::Date(days), Scalar::Length(by)) => how.apply(days.into(), &by),
        _ => return Scalar::Unknown,
    };
    match how.of {
        Moved::Time | Moved::DayEdge(_) => Scalar::Time(value),
        Moved::Date => Scalar::Date(value.clamp(i32::MIN.into(), i32::MAX.into()) as i32),
    }
}

/// What a shift arrives at, as a value of the type that it yields.
fn arrived<'a>(shift: &Shift, value: i64) -> Scalar<'a> {
    match shift {
        Shift::Time(_) | Shift::DayEdge(..) => Scalar::Time(value),
        Shift::Date(_) | Shift::DateOf(_) | Shift::PeriodEdge(..) | Shift::Next(_) => {
            Scalar::Date(value as i32)
        }
    }
}

/// The first anniversary of one date after another; absent where either is.
pub(super) fn anniversary<'a>(of: Scalar<'a>, after: Scalar<'a>) -> Scalar<'a> {
    match (of, after) {
        (Scalar::Absent, _) | (_, Scalar::Absent) => Scalar::Absent,
        (Scalar::Date(of), Scalar::Date(after)) => Scalar::Date(ir::anniversary(of, after)),
        _ => Scalar::Unknown,
    }
}
