//! Values against types: those of tests, and constants.

use super::{Verified, Verifier, each, refuse};
use crate::diagnostic::messages::verify;
use crate::ir::{Choices, Constant, EnumerationId, IndexVec, RecordId, Type, Value, calendar};

/// Checks that a constant is one of its type.
pub(super) fn constant(constant: &Constant, enumerations: &IndexVec<EnumerationId, Choices>) -> Verified {
    let holds = match constant {
        Constant::Bool(_) | Constant::Text(_) => true,
        Constant::Number(units, unit) => unit.holds(*units),
        Constant::Time(micros) => holds_time(*micros),
        Constant::Date(days) => holds_date(*days),
        Constant::Length(length) => length.is_sound(),
        Constant::Choice(of, at) => match enumerations.get(*of) {
            Some(values) => (*at as usize) < values.len(),
            None => return refuse(verify::no_enumeration(&of.to_string())),
        },
    };
    in_range(holds)
}

fn in_range(holds: bool) -> Verified {
    if holds { Ok(()) } else { refuse(verify::out_of_range()) }
}

fn holds_time(micros: i64) -> bool {
    (calendar::FIRST..=calendar::LAST).contains(&micros)
}

fn holds_date(days: i32) -> bool {
    (calendar::FIRST_DAY..=calendar::LAST_DAY).contains(&days)
}

impl Verifier<'_> {
    /// Checks a value of facts.
    pub(super) fn value(&self, value: &Value, ty: &Type, optional: bool) -> Verified {
        match (value, ty) {
            (Value::Unknown, _) | (Value::Bool(_), Type::Bool) | (Value::Text(_), Type::Text) => Ok(()),
            (Value::Number(units), Type::Number(unit)) => in_range(unit.holds(*units)),
            (Value::Time(micros), Type::Time) => in_range(holds_time(*micros)),
            (Value::Date(days), Type::Date) => in_range(holds_date(*days)),
            (Value::Length(length), Type::Length) => {
                in_range(length.is_sound() && length.kind.calendar().is_none())
            }
            (Value::Absent, _) if optional => Ok(()),
            (Value::Choice(index), Type::OneOf(values)) if (*index as usize) < values.len() => Ok(()),
            (Value::Set(members), Type::Set(ty)) => {
                each(members, "set", |member| self.value(member, ty, false))
            }
            (Value::Many(elements), Type::Many(id)) => {
                each(elements, "many", |element| self.value(element, &Type::Record(*id), false))
            }
            (Value::Record(values), Type::Record(id)) => self.record_value(values, *id),
            _ => refuse(verify::not_of_type(ty.words())),
        }
    }

    fn record_value(&self, values: &[Value], id: RecordId) -> Verified {
        let fields = &self.program.records[id].fields;
        if values.len() != fields.len() {
            return refuse(verify::values_for_fields(values.len(), fields.len()));
        }
        for (at, (value, field)) in values.iter().zip(fields).enumerate() {
            self.value(value, &field.ty, field.optional)
                .map_err(|error| error.at(format!("record[{at}]")))?;
        }
        Ok(())
    }
}
