//! The way back: the facts of an account of a batch, as far as its policy reads them. What it does not read is unknown.

use super::batch::{ABSENT, Batch, Columns, PRESENT};
use super::scalar::Scalar;
use super::storage::{RecordPlan, Storage, Target};
use crate::facts::Facts;
use crate::ir::{Length, PolicyId, Program, RecordId, Type, Value};

impl Batch {
    /// The facts of the account at a row: a complete evaluation finds the same status, the same truths and the same
    /// instants by them. (What it says of them may be less: messages show facts that no condition reads.)
    #[must_use]
    pub fn facts(&self, program: &Program, policy: PolicyId, row: usize) -> Facts {
        let package = &program.packages[program.policies[policy].package];
        let back = Back { program, columns: &self.columns };
        let record = |plan, record| back.record(plan, record, row);
        let request = self.plans.request.as_ref().zip(package.request);
        Facts {
            account: record(&self.plans.account, package.account),
            request: request.map(|(plan, shape)| record(plan, shape)),
            services: None,
        }
    }
}

struct Back<'b> {
    program: &'b Program,
    columns: &'b Columns,
}

impl Back<'_> {
    fn record(&self, plan: &RecordPlan, record: RecordId, row: usize) -> Value {
        if let Some(Storage::Byte(at)) = plan.presence {
            match self.columns.bytes[at][row] {
                PRESENT => {}
                ABSENT => return Value::Absent,
                _ => return Value::Unknown,
            }
        }
        let fields = &self.program.records[record].fields;
        let mut values = vec![Value::Unknown; fields.len()];
        for read in &plan.fields {
            let index = read.index as usize;
            values[index] = self.value(&read.target, &fields[index].ty, row);
        }
        Value::Record(values)
    }

    fn value(&self, target: &Target, ty: &Type, row: usize) -> Value {
        match (target, ty) {
            (Target::Column(column), _) => self.scalar(*column, ty, row),
            (Target::Record(plan), Type::Record(record)) => self.record(plan, *record, row),
            (Target::Many(table, plan), Type::Many(record)) => {
                self.rows(*table, row, Value::Many, |row| self.record(plan, *record, row))
            }
            (Target::Set(table, Some(column)), Type::Set(of)) => {
                self.rows(*table, row, Value::Set, |row| self.scalar(*column, of, row))
            }
            _ => Value::Unknown,
        }
    }

    fn rows(
        &self,
        table: usize,
        row: usize,
        whole: fn(Vec<Value>) -> Value,
        element: impl Fn(usize) -> Value,
    ) -> Value {
        let rows = &self.columns.tables[table];
        match rows.state(row) {
            PRESENT => whole(rows.of(row).map(element).collect()),
            ABSENT => Value::Absent,
            _ => Value::Unknown,
        }
    }

    fn scalar(&self, column: Storage, ty: &Type, row: usize) -> Value {
        let number = match self.columns.value(column, row) {
            Scalar::Unknown | Scalar::Between(..) => return Value::Unknown,
            Scalar::Absent => return Value::Absent,
            Scalar::Text(text) => {
                let text = String::from_utf8_lossy(text);
                if *ty == Type::Length {
                    return Length::read(&text).map_or(Value::Unknown, Value::Length);
                }
                return Value::Text(text.into_owned());
            }
            Scalar::Number(number) => number,
        };
        match ty {
            Type::Bool => Value::Bool(number != 0),
            Type::Number(_) => Value::Number(number),
            Type::Time => Value::Time(number as i64),
            Type::Date => Value::Date(number as i32),
            Type::OneOf(_) => Value::Choice(number as u32),
            Type::Text | Type::Length | Type::Set(_) | Type::Many(_) | Type::Record(_) => Value::Unknown,
        }
    }
}
