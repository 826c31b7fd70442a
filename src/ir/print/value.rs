//! Values and types.

use super::Printer;
use crate::ir::{Constant, RecordId, Timestamp, Type, Value, calendar};

impl Printer<'_> {
    pub(super) fn type_name(&self, ty: &Type) -> String {
        ty.written(&|record| self.record_name(record))
    }

    /// A literal.
    pub(super) fn constant(&self, constant: &Constant) -> String {
        match constant {
            Constant::Choice(of, at) => {
                let values = self.program.enumerations.get(*of);
                values.and_then(|values| values.get(*at as usize)).cloned().unwrap_or_default()
            }
            Constant::Number(units, unit) => unit.literal(*units),
            Constant::Bool(_) | Constant::Text(_) | Constant::Time(_) => self.value(&constant.value(), None),
            Constant::Date(_) | Constant::Length(_) => self.value(&constant.value(), None),
        }
    }

    /// A value in the language's own literals; one whose form does not tell its type is of `ty`.
    pub(super) fn value(&self, value: &Value, ty: Option<&Type>) -> String {
        match (value, ty) {
            (Value::Unknown, _) => "unknown".to_owned(),
            (Value::Absent, _) => "absent".to_owned(),
            (Value::Bool(value), _) => value.to_string(),
            (Value::Number(units), Some(Type::Number(unit))) => unit.literal(*units),
            (Value::Number(units), _) => units.to_string(),
            (Value::Text(text), _) => format!("{text:?}"),
            (Value::Time(micros), _) => Timestamp::from_micros(*micros).to_string(),
            (Value::Date(days), _) => calendar::date(*days),
            (Value::Length(length), _) => length.to_string(),
            (Value::Choice(index), Some(Type::OneOf(values))) => {
                values.get(*index as usize).cloned().unwrap_or_default()
            }
            (Value::Choice(index), _) => format!("value {index}"),
            (Value::Set(members), Some(Type::Set(ty))) => {
                self.list(members, |member| self.value(member, Some(ty)))
            }
            (Value::Many(elements), Some(Type::Many(record))) => {
                self.list(elements, |element| self.value(element, Some(&Type::Record(*record))))
            }
            (Value::Record(values), Some(Type::Record(record))) => self.record_value(values, *record),
            (Value::Set(items) | Value::Many(items) | Value::Record(items), _) => {
                self.list(items, |item| self.value(item, None))
            }
        }
    }

    fn list(&self, items: &[Value], print: impl Fn(&Value) -> String) -> String {
        format!("[{}]", items.iter().map(print).collect::<Vec<_>>().join(", "))
    }

    fn record_value(&self, values: &[Value], record: RecordId) -> String {
        let fields = self.program.records[record].fields.iter().zip(values);
        let fields = fields.filter(|(_, value)| **value != Value::Absent);
        let fields =
            fields.map(|(field, value)| format!("{}: {}", field.name, self.value(value, Some(&field.ty))));
        format!("{{ {} }}", fields.collect::<Vec<_>>().join("  "))
    }
}
