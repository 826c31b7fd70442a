//! Moving times and dates by a duration.

use super::scalar::Scalar;
use crate::ir::{Duration, Edge, Zone, calendar};

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
        | Scalar::Choice(_)
        | Scalar::Set(_)
        | Scalar::Many(_)
        | Scalar::Record(_)) => other,
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
        | Scalar::Choice(_)
        | Scalar::Set(_)
        | Scalar::Many(_)
        | Scalar::Record(_)) => other,
    }
}
