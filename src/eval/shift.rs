//! Moving times and dates.

use super::scalar::Scalar;
use crate::ir::{self, Shift, Type};

/// Moves a value; what is unknown or absent stays so.
pub(super) fn moved<'a>(shift: &Shift) -> impl Fn(Scalar<'a>) -> Scalar<'a> + '_ {
    move |value| match value {
        Scalar::Time(micros) => arrived(shift, shift.bounds(micros)),
        Scalar::Date(days) => arrived(shift, shift.bounds(days.into())),
        Scalar::Between { low, high, .. } if shift.keeps_bounds() => {
            arrived(shift, (shift.bounds(low).0, shift.bounds(high).1))
        }
        Scalar::Between { .. } => Scalar::Unknown,
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

/// What a shift arrives at, as a value of the type that it yields.
fn arrived<'a>(shift: &Shift, (low, high): (i64, i64)) -> Scalar<'a> {
    let is_date = shift.ty() == Type::Date;
    match (low == high, is_date) {
        (true, true) => Scalar::Date(low as i32),
        (true, false) => Scalar::Time(low),
        (false, is_date) => Scalar::Between { low, high, is_date },
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
