//! The facts of an account as rows of the default layout.

use serde_json::{Map, Value as Json};

use super::dialect::{civil, civil_date, decimal};
use super::tree::Type;
use crate::facts::Facts;
use crate::flat::REQUEST;
use crate::flat::layout::{Layout, Slot, ValueSlot};
use crate::ir::{self, PolicyId, Program, Value};
use crate::sql::types::column_type;

/// A row for a table, as column names with JSON values. Numbers with decimals, days and instants (in UTC, such as
/// `2026-06-01 12:00:00.000001+00`) are texts, so that nothing is rounded on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The table.
    pub table: String,
    /// Its columns.
    pub columns: Map<String, Json>,
}

/// The rows that the facts of the account `id` take in the tables of [`super::Emit::Tables`]; none where the facts have
/// no such tables.
#[must_use]
pub fn tabulate(program: &Program, policy: PolicyId, id: &str, facts: &Facts) -> Vec<Row> {
    let Ok(layout) = Layout::of(program, policy) else { return Vec::new() };
    let mut table = Tabulator { layout: &layout, rows: Vec::new() };
    let request = facts.request.as_ref().unwrap_or(&Value::Unknown);
    table.row(0, vec![Json::from(id)], &facts.account, request);
    table.rows
}

struct Tabulator<'l> {
    layout: &'l Layout,
    rows: Vec<Row>,
}

impl Tabulator<'_> {
    fn row(&mut self, table: usize, keys: Vec<Json>, record: &Value, request: &Value) {
        let layout = self.layout;
        let declared = &layout.tables[table];
        let mut columns: Map<String, Json> =
            declared.keys.iter().cloned().zip(keys.iter().cloned()).collect();
        let mut collections = Vec::new();
        for (path, slot) in &declared.slots {
            // In the table of the accounts, the first step is to the account or its request.
            let (value, _) = match (declared.owner, path.split_first()) {
                (None, Some((&REQUEST, path))) => request.follow(path),
                (None, Some((_, path))) => record.follow(path),
                (None, None) | (Some(_), _) => record.follow(path),
            };
            match slot {
                Slot::Value(slot) => set_value(&mut columns, slot, value),
                Slot::Record { present, .. } => {
                    columns.insert(present.clone(), presence(value));
                }
                Slot::Many { table, state, optional } => {
                    let known =
                        if *optional { presence(value) } else { Json::Bool(matches!(value, Value::Many(_))) };
                    columns.insert(state.clone(), known);
                    if let Value::Many(elements) = value {
                        collections.push((*table, elements));
                    }
                }
            }
        }
        self.rows.push(Row { table: declared.name.clone(), columns });
        for (table, elements) in collections {
            for (position, element) in elements.iter().enumerate() {
                let keys = keys.iter().cloned().chain([Json::from(position)]).collect();
                self.row(table, keys, element, &Value::Unknown);
            }
        }
    }
}

fn presence(value: &Value) -> Json {
    match value {
        Value::Unknown => Json::Null,
        Value::Absent => Json::Bool(false),
        Value::Bool(_)
        | Value::Number(_)
        | Value::Text(_)
        | Value::Time(_)
        | Value::Date(_)
        | Value::Length(_)
        | Value::Choice(_)
        | Value::Set(_)
        | Value::Many(_)
        | Value::Record(_) => Json::Bool(true),
    }
}

fn set_value(columns: &mut Map<String, Json>, slot: &ValueSlot, value: &Value) {
    columns.insert(slot.column.clone(), cell(value, &slot.of, &column_type(&slot.of)));
    if let Some(known) = &slot.known {
        columns.insert(known.clone(), Json::Bool(*value != Value::Unknown));
    }
}

fn cell(value: &Value, of: &ir::Type, ty: &Type) -> Json {
    match (value, of, ty) {
        (Value::Bool(value), ..) => Json::Bool(*value),
        (Value::Number(units), _, Type::Decimal(scale)) => Json::from(decimal(*units, *scale)),
        (Value::Number(units), ..) => i64::try_from(*units).map_or(Json::Null, Json::from),
        (Value::Text(text), ..) => Json::from(text.as_str()),
        (Value::Time(micros), ..) => Json::from(format!("{}+00", civil(*micros))),
        (Value::Length(length), ..) => Json::from(length.to_string()),
        (Value::Date(days), ..) => Json::from(civil_date(*days)),
        (Value::Choice(at), ir::Type::OneOf(words), _) => {
            words.get(*at as usize).map_or(Json::Null, |word| Json::from(word.as_str()))
        }
        (Value::Set(members), ir::Type::Set(of), Type::Set(ty)) => {
            members.iter().map(|member| cell(member, of, ty)).collect()
        }
        _ => Json::Null,
    }
}
