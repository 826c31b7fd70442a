//! The flat layout of the facts that a policy reads: one table for the accounts, one for each collection that is looked
//! into, and in each a column for every field that some condition reads. Nested records dissolve into the columns of the
//! table that they stand in; what no condition reads has no column.

use crate::ir::{Program, RecordId, Type};

/// Index of a table; 0 holds the accounts, a row each.
pub(crate) type TableId = usize;

/// The greatest index of an enumeration's value that a byte column holds; the two above stand for absent and unknown.
const MOST_CHOICES: usize = 62;

/// The steps from a table's row to a fact: field indices. In the table of the accounts the first is [`ACCOUNT`] or
/// [`REQUEST`].
pub(super) type Path = Vec<u32>;

/// The first step to the facts of the account.
pub(crate) const ACCOUNT: u32 = 0;
/// The first step to those of the request.
pub(crate) const REQUEST: u32 = 1;

/// Where a fact's column lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    /// Small values: booleans, enumerations, and whether a record is present.
    Byte(usize),
    /// Integers, amounts, decimals, times and days.
    Wide(usize),
    /// Texts.
    Text(usize),
}

/// A collection, or the accounts.
#[derive(Debug)]
pub(super) struct Table {
    /// The table whose rows hold it; the accounts' own for the accounts.
    pub(super) parent: TableId,
    /// Its place in a row of that.
    pub(super) path: Path,
    /// Its columns.
    pub(super) columns: Vec<(Path, Column)>,
}

/// All tables and how many columns of each kind there are.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) tables: Vec<Table>,
    pub(super) bytes: usize,
    pub(super) wides: usize,
    pub(super) texts: usize,
}

impl Layout {
    pub(super) fn new() -> Self {
        let accounts = Table { parent: 0, path: Path::new(), columns: Vec::new() };
        Self { tables: vec![accounts], bytes: 0, wides: 0, texts: 0 }
    }

    /// The table of the collection at `path` in a row of `parent`.
    pub(super) fn table(&mut self, parent: TableId, path: &[u32]) -> TableId {
        let found = self.tables.iter().skip(1).position(|table| table.parent == parent && table.path == path);
        found.map_or_else(
            || {
                self.tables.push(Table { parent, path: path.to_vec(), columns: Vec::new() });
                self.tables.len() - 1
            },
            |at| at + 1,
        )
    }

    /// The column of the fact of type `ty` at `path` in a row of `table`. For a record: whether it is present. A
    /// collection has none.
    pub(super) fn column(&mut self, table: TableId, path: &[u32], ty: &Type) -> Option<Column> {
        if let Some((_, column)) = self.tables[table].columns.iter().find(|(known, _)| known == path) {
            return Some(*column);
        }
        let column = match ty {
            Type::Bool | Type::Record(_) => Column::Byte(next(&mut self.bytes)),
            Type::OneOf(values) if values.len() <= MOST_CHOICES => Column::Byte(next(&mut self.bytes)),
            Type::OneOf(_) | Type::Int | Type::Decimal | Type::Money(_) | Type::Time | Type::Date => {
                Column::Wide(next(&mut self.wides))
            }
            Type::Text => Column::Text(next(&mut self.texts)),
            Type::Set(_) | Type::Many(_) => return None,
        };
        self.tables[table].columns.push((path.to_vec(), column));
        Some(column)
    }
}

fn next(count: &mut usize) -> usize {
    *count += 1;
    *count - 1
}

/// What is to be read of a record, by its fields.
#[derive(Debug, Clone)]
pub(crate) struct RecordPlan {
    /// Where it is noted whether the record itself is present.
    pub(crate) presence: Option<Column>,
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
    /// Into a column of the row at hand.
    Column(Column),
    /// Into columns of the same row, field by field.
    Record(RecordPlan),
    /// Into rows of a table, one an element.
    Many(TableId, RecordPlan),
    /// Into rows of a table that has one column, or none where only its being known is asked.
    Set(TableId, Option<Column>),
}

impl RecordPlan {
    /// What is to be read of the record of shape `record` at `path` in a row of `table`.
    pub(super) fn new(
        layout: &Layout,
        program: &Program,
        table: TableId,
        path: &[u32],
        record: RecordId,
    ) -> Self {
        let mut fields = Vec::new();
        for (index, field) in (0..).zip(&program.records[record].fields) {
            let mut place = path.to_vec();
            place.push(index);
            if let Some(target) = Target::new(layout, program, table, &place, &field.ty) {
                fields.push(FieldPlan { index, target });
            }
        }
        Self { presence: layout.found(table, path), fields }
    }
}

impl Target {
    fn new(layout: &Layout, program: &Program, table: TableId, path: &[u32], ty: &Type) -> Option<Self> {
        Some(match ty {
            Type::Record(inner) => {
                // Shapes may nest in themselves: only as deep as something is read.
                layout
                    .is_read_below(table, path)
                    .then(|| Self::Record(RecordPlan::new(layout, program, table, path, *inner)))?
            }
            Type::Many(element) => {
                let child = layout.child(table, path)?;
                Self::Many(child, RecordPlan::new(layout, program, child, &[], *element))
            }
            Type::Set(_) => {
                let child = layout.child(table, path)?;
                Self::Set(child, layout.found(child, &[]))
            }
            Type::Bool
            | Type::Int
            | Type::Decimal
            | Type::Text
            | Type::Money(_)
            | Type::Time
            | Type::Date
            | Type::OneOf(_) => Self::Column(layout.found(table, path)?),
        })
    }
}

impl Layout {
    fn found(&self, table: TableId, path: &[u32]) -> Option<Column> {
        self.tables[table].columns.iter().find(|(known, _)| known == path).map(|&(_, column)| column)
    }

    fn is_read_below(&self, table: TableId, path: &[u32]) -> bool {
        let columns = self.tables[table].columns.iter().map(|(place, _)| place);
        let children = self.tables.iter().skip(1).filter(|child| child.parent == table);
        columns.chain(children.map(|child| &child.path)).any(|place| place.starts_with(path))
    }

    fn child(&self, parent: TableId, path: &[u32]) -> Option<TableId> {
        (1..self.tables.len()).find(|&id| self.tables[id].parent == parent && self.tables[id].path == path)
    }
}
