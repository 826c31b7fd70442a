//! Values against types: those of tests, and constants.

use super::{Verified, Verifier, each, refuse};
use crate::ir::{Choices, Constant, EnumerationId, IndexVec, MOST, RecordId, Type, Unit, Value, calendar};

/// Checks that a constant is one of its type.
pub(super) fn constant(constant: &Constant, enumerations: &IndexVec<EnumerationId, Choices>) -> Verified {
    let holds = match constant {
        Constant::Bool(_) | Constant::Text(_) => true,
        Constant::Number(units, unit) => unit.holds(*units),
        Constant::Time(micros) => holds_time(*micros),
        Constant::Date(days) => holds_date(*days),
        Constant::Choice(of, at) => match enumerations.get(*of) {
            Some(values) => (*at as usize) < values.len(),
            None => return refuse(format!("there is no enumeration {of}")),
        },
    };
    if holds { Ok(()) } else { refuse("a value beyond the range of its type") }
}

fn holds_time(micros: i64) -> bool {
    (calendar::FIRST..=calendar::LAST).contains(&micros)
}

fn holds_date(days: i32) -> bool {
    (calendar::FIRST_DAY..=calendar::LAST_DAY).contains(&days)
}

/// Whether a value lies within what its form can hold, so that nothing reckoned with it overflows.
fn in_range(value: &Value) -> Verified {
    let holds = match value {
        Value::Decimal(units) | Value::Money(units) => units.unsigned_abs() <= MOST.unsigned_abs(),
        Value::Time(micros) => holds_time(*micros),
        Value::Date(days) => holds_date(*days),
        Value::Unknown
        | Value::Absent
        | Value::Bool(_)
        | Value::Int(_)
        | Value::Text(_)
        | Value::Choice(_)
        | Value::Set(_)
        | Value::Many(_)
        | Value::Record(_) => true,
    };
    if holds { Ok(()) } else { refuse("a value beyond the range of its type") }
}

impl Verifier<'_> {
    /// Checks a value of facts.
    pub(super) fn value(&self, value: &Value, ty: &Type, optional: bool) -> Verified {
        in_range(value)?;
        match (value, ty) {
            (Value::Unknown, _)
            | (Value::Bool(_), Type::Bool)
            | (Value::Int(_), Type::Number(Unit::Int))
            | (Value::Decimal(_), Type::Number(Unit::Decimal))
            | (Value::Money(_), Type::Number(Unit::Money(_)))
            | (Value::Text(_), Type::Text)
            | (Value::Time(_), Type::Time)
            | (Value::Date(_), Type::Date) => Ok(()),
            (Value::Absent, _) if optional => Ok(()),
            (Value::Choice(index), Type::OneOf(values)) if (*index as usize) < values.len() => Ok(()),
            (Value::Set(members), Type::Set(ty)) => {
                each(members, "set", |member| self.value(member, ty, false))
            }
            (Value::Many(elements), Type::Many(id)) => {
                each(elements, "many", |element| self.value(element, &Type::Record(*id), false))
            }
            (Value::Record(values), Type::Record(id)) => self.record_value(values, *id),
            _ => refuse(format!("no value of its type, {}", ty.words())),
        }
    }

    fn record_value(&self, values: &[Value], id: RecordId) -> Verified {
        let fields = &self.program.records[id].fields;
        if values.len() != fields.len() {
            return refuse(format!("{} values for {} fields", values.len(), fields.len()));
        }
        for (at, (value, field)) in values.iter().zip(fields).enumerate() {
            self.value(value, &field.ty, field.optional)
                .map_err(|error| error.at(format!("record[{at}]")))?;
        }
        Ok(())
    }
}
