//! Where a batch keeps the columns of a schema, and what is to be read of a record for it.

use crate::flat::{Role, ScalarType, Schema, TableId};
use crate::ir::{Program, RecordId, Structure, Type};

/// The most values of an enumeration that a byte column holds; the two above are absent and unknown.
const MAX_CHOICES: usize = 62;

/// Where a batch keeps a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Storage {
    /// Small values: booleans, enumerations, and whether a record is present.
    Byte(usize),
    /// Integers, amounts, decimals, times and days.
    Wide(usize),
    /// Texts, and lengths of time as texts.
    Text(usize),
}

/// Where each column of a schema is kept.
pub(super) fn storage(schema: &Schema) -> Vec<Storage> {
    let (mut bytes, mut wides, mut texts) = (0.., 0.., 0..);
    let mut kept = |role: &Role| match role {
        Role::Present | Role::Value(ScalarType::Bool) => bytes.next().map(Storage::Byte),
        Role::Value(ScalarType::Choice(values)) if values.len() <= MAX_CHOICES => {
            bytes.next().map(Storage::Byte)
        }
        Role::Value(ScalarType::Choice(_) | ScalarType::Number(_) | ScalarType::Time | ScalarType::Date) => {
            wides.next().map(Storage::Wide)
        }
        Role::Value(ScalarType::Text | ScalarType::Length) => texts.next().map(Storage::Text),
    };
    schema.columns.iter().filter_map(|column| kept(&column.role)).collect()
}

/// What is to be read of a record, by its fields.
#[derive(Debug, Clone)]
pub(crate) struct RecordPlan {
    /// Where it is noted whether the record itself is present.
    pub(crate) presence: Option<Storage>,
    /// Only the fields that are read, in ascending order of their indices.
    pub(crate) fields: Vec<FieldPlan>,
}

/// What is to be read of a field.
#[derive(Debug, Clone)]
pub(crate) struct FieldPlan {
    /// Its index in the shape.
    pub(crate) index: u32,
    /// Where its value goes.
    pub(crate) target: Target,
}

/// Where a value goes.
#[derive(Debug, Clone)]
pub(crate) enum Target {
    /// Into a column of the current row.
    Column(Storage),
    /// Into columns of the same row, field by field.
    Record(RecordPlan),
    /// Into rows of a table, one an element.
    Many(TableId, RecordPlan),
    /// Into rows of a table that has one column, or none where only its being known is asked.
    Set(TableId, Option<Storage>),
}

impl RecordPlan {
    /// What is to be read of the record of shape `record` at `path` in a row of `table`.
    pub(super) fn new(
        schema: &Schema,
        storage: &[Storage],
        program: &Program,
        table: TableId,
        path: &[u32],
        record: RecordId,
    ) -> Self {
        let mut fields = Vec::new();
        for (index, field) in (0..).zip(&program.records[record].fields) {
            let mut place = path.to_vec();
            place.push(index);
            if let Some(target) = Target::new(schema, storage, program, table, &place, &field.ty) {
                fields.push(FieldPlan { index, target });
            }
        }
        let presence = schema.found(table, path).map(|column| storage[column]);
        Self { presence, fields }
    }
}

impl Target {
    fn new(
        schema: &Schema,
        storage: &[Storage],
        program: &Program,
        table: TableId,
        path: &[u32],
        ty: &Type,
    ) -> Option<Self> {
        let at = |table, path: &[u32]| schema.found(table, path).map(|column| storage[column]);
        Some(match ty.structure() {
            Structure::Record(inner) => {
                // Shapes may nest in themselves: only as deep as something is read.
                schema
                    .is_read_within(table, path)
                    .then(|| Self::Record(RecordPlan::new(schema, storage, program, table, path, inner)))?
            }
            Structure::Many(element) => {
                let child = schema.child(table, path)?;
                Self::Many(child, RecordPlan::new(schema, storage, program, child, &[], element))
            }
            Structure::Set(_) => {
                let child = schema.child(table, path)?;
                Self::Set(child, at(child, &[]))
            }
            Structure::Single => Self::Column(at(table, path)?),
        })
    }
}
