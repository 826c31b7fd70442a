//! Moving times and dates by a duration.

use super::scalar::Scalar;
use crate::ir::{Duration, Edge, Zone, calendar};

/// Moves a value by a duration; what is unknown or absent stays so.
pub(super) fn mover<'a>(duration: &Duration) -> impl Fn(Scalar<'a>) -> Scalar<'a> + '_ {
    move |value| match value {
        Scalar::Time(micros) => Scalar::Time(calendar::shift(micros, duration)),
        Scalar::Date(days) => Scalar::Date(calendar::shift_day(days, duration)),
        other => other,
    }
}

/// The first or last microsecond of a date.
pub(super) fn edge<'a>(edge: Edge, zone: Zone) -> impl Fn(Scalar<'a>) -> Scalar<'a> {
    move |value| match value {
        Scalar::Date(days) => Scalar::Time(calendar::edge_of_day(days, edge, zone)),
        other => other,
    }
}
