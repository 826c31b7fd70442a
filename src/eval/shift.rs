//! Moving times and dates by a duration.

use super::scalar::Scalar;
use crate::ir::{Duration, Edge, Move, Moved, Zone, calendar};

/// Moves a value by a duration; what is unknown or absent stays so.
pub(super) fn mover<'a>(duration: &Duration) -> impl Fn(Scalar<'a>) -> Scalar<'a> + '_ {
    move |value| match value {
        Scalar::Time(micros) => Scalar::Time(calendar::shift(micros, duration)),
        Scalar::Date(days) => Scalar::Date(calendar::shift_day(days, duration)),
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

/// The first or last microsecond of a date.
pub(super) fn edge<'a>(edge: Edge, zone: Zone) -> impl Fn(Scalar<'a>) -> Scalar<'a> {
    move |value| match value {
        Scalar::Date(days) => Scalar::Time(calendar::edge_of_day(days, edge, zone)),
        other @ (Scalar::Unknown
        | Scalar::Absent
        | Scalar::Bool(_)
        | Scalar::Number(_)
        | Scalar::Text(_)
        | Scalar::Time(_)
        | Scalar::Length(_)
        | Scalar::Choice(_)
        | Scalar::Set(_)
        | Scalar::Many(_)
        | Scalar::Record(_)) => other,
    }
}
