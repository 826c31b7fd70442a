//! A table's file: whether it has the columns that are read, and as what.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};
use parquet::file::metadata::{ColumnChunkMetaData, RowGroupMetaData};
use parquet::file::reader::ChunkReader;
use parquet::file::statistics::Statistics;

use super::cells::is_readable;
use super::fault::Fault;
use super::keys::{Id, type_of_ids};
use super::plan::{Part, Source, TablePlan};
use crate::diagnostic::messages::tables;
use crate::ir::{Type, Unit};

/// What is known of a file before its rows are read.
#[derive(Debug, Clone)]
pub(super) struct TableFile {
    /// The table's name.
    name: String,
    metadata: ArrowReaderMetadata,
    /// The columns that are read, by their indices in the file.
    columns: Vec<usize>,
    /// The column of the account's key.
    id: usize,
}

/// A group of rows, as the file's metadata describe it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    /// How many rows precede it.
    pub(super) before: u64,
    pub(super) rows: u64,
    /// Keys that bound those of its rows, where the file says so.
    pub(super) bounds: Option<(Id, Id)>,
}

impl TableFile {
    /// Checks a file against what is to be read of it.
    pub(super) fn open<R: ChunkReader + 'static>(plan: &TablePlan, file: &R) -> Result<Self, Fault> {
        let unreadable = |error: parquet::errors::ParquetError| {
            Fault::new(&plan.name, tables::not_parquet(&error.to_string()))
        };
        let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let found = ArrowReaderMetadata::load(file, options.clone()).map_err(unreadable)?;
        let mut wanted =
            Wanted { plan, schema: found.schema(), columns: Vec::new(), by_dictionary: Vec::new() };
        let id = wanted.keys()?;
        wanted.parts(&plan.parts)?;
        let Wanted { mut columns, mut by_dictionary, .. } = wanted;
        let is_text = *found.schema().field(id).data_type() == DataType::Utf8;
        if is_text && plan.position.is_some() && has_dictionary(&found, id) {
            by_dictionary.push(id);
        }
        columns.sort_unstable();
        columns.dedup();
        let fields = found.schema().fields().iter().enumerate().map(|(at, field)| {
            if by_dictionary.contains(&at) { Arc::new(as_dictionary(field)) } else { Arc::clone(field) }
        });
        let schema = Schema::new(fields.collect::<Vec<_>>());
        let options = options.with_schema(Arc::new(schema));
        let metadata =
            ArrowReaderMetadata::try_new(Arc::clone(found.metadata()), options).map_err(unreadable)?;
        Ok(Self { name: plan.name.clone(), metadata, columns, id })
    }

    /// The type of the accounts' keys.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the enumeration is not ours")]
    pub(super) fn type_of_ids(&self) -> &DataType {
        match self.metadata.schema().field(self.id).data_type() {
            DataType::Dictionary(_, values) => values,
            plain => plain,
        }
    }

    /// How many rows it has.
    pub(super) fn rows(&self) -> u64 {
        self.groups().map(|group| group.rows).sum()
    }

    /// Its groups of rows.
    pub(super) fn groups(&self) -> impl Iterator<Item = Group> + '_ {
        let mut before = 0;
        self.metadata.metadata().row_groups().iter().map(move |group| {
            let rows = group.num_rows().unsigned_abs();
            before += rows;
            let bounds = leaf(&self.metadata, group, self.id).and_then(|column| bounds(column.statistics()?));
            Group { before: before - rows, rows, bounds }
        })
    }

    /// Reads groups of rows, so many rows at a time.
    pub(super) fn read<R: ChunkReader + 'static>(
        &self,
        file: R,
        groups: Vec<usize>,
        rows: usize,
    ) -> Result<ParquetRecordBatchReader, Fault> {
        self.reader(file, groups, &self.columns).with_batch_size(rows).build().map_err(|it| self.fault(&it))
    }

    /// Reads the first key of a group.
    pub(super) fn read_first_id<R: ChunkReader + 'static>(
        &self,
        file: R,
        group: usize,
    ) -> Result<ParquetRecordBatchReader, Fault> {
        self.reader(file, vec![group], &[self.id]).with_limit(1).build().map_err(|it| self.fault(&it))
    }

    fn reader<R: ChunkReader + 'static>(
        &self,
        file: R,
        groups: Vec<usize>,
        columns: &[usize],
    ) -> ParquetRecordBatchReaderBuilder<R> {
        let mask = ProjectionMask::roots(self.metadata.parquet_schema(), columns.iter().copied());
        ParquetRecordBatchReaderBuilder::new_with_metadata(file, self.metadata.clone())
            .with_projection(mask)
            .with_row_groups(groups)
    }

    pub(super) fn fault(&self, error: &dyn std::fmt::Display) -> Fault {
        Fault::new(&self.name, tables::rows_unreadable(&error.to_string()))
    }
}

/// The metadata of a flat column in a group.
fn leaf<'m>(
    metadata: &ArrowReaderMetadata,
    group: &'m RowGroupMetaData,
    column: usize,
) -> Option<&'m ColumnChunkMetaData> {
    let name = metadata.schema().field(column).name();
    group.columns().iter().find(|column| column.column_path().parts() == [name.as_str()])
}

/// Whether the texts of a column stand in a dictionary.
fn has_dictionary(metadata: &ArrowReaderMetadata, column: usize) -> bool {
    let groups = metadata.metadata().row_groups();
    let has_one =
        |group| leaf(metadata, group, column).is_some_and(|it| it.dictionary_page_offset().is_some());
    groups.iter().all(has_one)
}

/// Texts of an enumeration come by their places in a dictionary: each word is looked up once.
fn as_dictionary(field: &Field) -> Field {
    let ty = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
    field.clone().with_data_type(ty)
}

/// The least and greatest keys, where they are in the order of [`Id`]. They may be cut off, but bound nevertheless.
#[expect(clippy::wildcard_enum_match_arm, reason = "the enumeration is not ours")]
fn bounds(statistics: &Statistics) -> Option<(Id, Id)> {
    match statistics {
        Statistics::Int64(of) => Some((Id::Integer(*of.min_opt()?), Id::Integer(*of.max_opt()?))),
        Statistics::ByteArray(of) if !statistics.is_min_max_deprecated() => {
            Some((Id::Text(of.min_opt()?.data().to_vec()), Id::Text(of.max_opt()?.data().to_vec())))
        }
        _ => None,
    }
}

/// The columns that are read.
struct Wanted<'a> {
    plan: &'a TablePlan,
    schema: &'a Schema,
    columns: Vec<usize>,
    /// Those of them that are read by way of a dictionary: words of an enumeration.
    by_dictionary: Vec<usize>,
}

impl Wanted<'_> {
    /// Gives the column of the account's key.
    fn keys(&mut self) -> Result<usize, Fault> {
        let plan = self.plan;
        let (id, positions) = plan.owner.split_first().map_or(("", [].as_slice()), |(id, rest)| (id, rest));
        let at = self.column(id)?;
        let found = self.schema.field(at).data_type();
        if type_of_ids(found).is_none() {
            return Err(Fault::new(&plan.name, tables::wrong_key(&found.to_string())).column(id));
        }
        let own = plan.position.iter().filter(|_| !plan.children.is_empty());
        for position in positions.iter().chain(own) {
            self.typed(position, &Type::Number(Unit::Int))?;
        }
        Ok(at)
    }

    fn parts(&mut self, parts: &[Part]) -> Result<(), Fault> {
        for part in parts {
            match part {
                Part::Value(_, source) | Part::Set(_, _, source) => self.source(source)?,
                Part::Record(_, present, inner) => {
                    self.typed(present, &Type::Bool)?;
                    self.parts(inner)?;
                }
                Part::Many(state, _) => self.typed(state, &Type::Bool).map(drop)?,
                Part::Row(_) => {}
            }
        }
        Ok(())
    }

    fn source(&mut self, source: &Source) -> Result<(), Fault> {
        let at = self.typed(&source.name, &source.of)?;
        if source.words().is_some() {
            self.by_dictionary.push(at);
        }
        match &source.known {
            Some(known) => self.typed(known, &Type::Bool).map(drop),
            None => Ok(()),
        }
    }

    fn typed(&mut self, name: &str, ty: &Type) -> Result<usize, Fault> {
        let at = self.column(name)?;
        let found = self.schema.field(at).data_type();
        is_readable(ty, found).map_err(|wanted| {
            Fault::new(&self.plan.name, tables::wrong_type(wanted(), &found.to_string())).column(name)
        })?;
        Ok(at)
    }

    fn column(&mut self, name: &str) -> Result<usize, Fault> {
        let at = self
            .schema
            .fields()
            .iter()
            .position(|field| field.name() == name)
            .ok_or_else(|| Fault::new(&self.plan.name, tables::no_column()).column(name))?;
        self.columns.push(at);
        Ok(at)
    }
}
