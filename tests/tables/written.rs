//! Facts written as tables of the default layout: the types are those of the statements that `exeunt sql` emits.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::builder::ListBuilder;
use arrow_array::builder::{
    BooleanBuilder, Date32Builder, Decimal128Builder, Int64Builder, StringBuilder,
    TimestampMicrosecondBuilder,
};
use arrow_array::{ArrayRef, RecordBatch};
use bytes::Bytes;
use exeunt::facts::Facts;
use exeunt::ir::{PolicyId, Program, Timestamp};
use exeunt::sql::{Dialect, Emit, Options, tabulate, to_sql};
use parquet::arrow::ArrowWriter;
use parquet::file::properties::WriterProperties;
use serde_json::Value as Json;

/// The rows of every table, column by column.
pub(crate) struct Rows {
    /// For each table its columns in order, with their types.
    pub(crate) types: BTreeMap<String, Vec<(String, String)>>,
    pub(crate) rows: BTreeMap<String, Vec<serde_json::Map<String, Json>>>,
}

/// The key of the account that is the so manieth.
pub(crate) fn id(at: usize) -> String {
    format!("u{at:06}")
}

impl Rows {
    /// The tables of accounts whose ids are those of [`id`].
    pub(crate) fn of(program: &Program, policy: PolicyId, accounts: &[Facts]) -> Option<Self> {
        let options = Options {
            dialect: Dialect::DuckDb,
            now: Some(Timestamp::UNIX_EPOCH),
            emit: Emit::Tables,
            mapping: None,
            keys: None,
            texts: None,
        };
        let types = types(&to_sql(program, policy, &options).text?);
        let mut rows: BTreeMap<_, Vec<_>> = types.keys().map(|table| (table.clone(), Vec::new())).collect();
        for (at, facts) in accounts.iter().enumerate() {
            for row in tabulate(program, policy, &id(at), facts) {
                rows.entry(row.table).or_default().push(row.columns);
            }
        }
        Some(Self { types, rows })
    }

    /// A table as a file, in groups of so many rows.
    pub(crate) fn file(&self, table: &str, group: usize) -> Bytes {
        let (types, rows) = (&self.types[table], &self.rows[table]);
        let column = |(name, ty): &(String, String)| {
            let values: Vec<&Json> = rows.iter().map(|row| row.get(name).unwrap_or(&Json::Null)).collect();
            (name.clone(), array(&values, ty), true)
        };
        let batch = RecordBatch::try_from_iter_with_nullable(types.iter().map(column)).expect("columns");
        written(&batch, group)
    }
}

/// A file of one batch, in groups of so many rows; those of an odd number of rows without dictionaries.
pub(crate) fn written(batch: &RecordBatch, group: usize) -> Bytes {
    let properties = WriterProperties::builder()
        .set_max_row_group_row_count(Some(group))
        .set_dictionary_enabled(group.is_multiple_of(2))
        .build();
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), Some(properties)).expect("a writer");
    writer.write(batch).expect("memory");
    Bytes::from(writer.into_inner().expect("memory"))
}

/// The columns of each table of `CREATE TABLE` statements.
fn types(statements: &str) -> BTreeMap<String, Vec<(String, String)>> {
    let mut tables = BTreeMap::new();
    let mut table = String::new();
    for line in statements.lines() {
        let mut parts = line.splitn(3, '"');
        match (parts.next(), parts.next(), parts.next()) {
            (Some("CREATE TABLE "), Some(name), _) => table = name.to_owned(),
            (Some("  "), Some(name), Some(rest)) => {
                let end = rest.find([',', ')']).filter(|&at| !rest[..at].contains('(')).unwrap_or(rest.len());
                let ty = rest[..end].split_whitespace();
                let ty: Vec<&str> = ty.take_while(|it| !matches!(*it, "NOT" | "DEFAULT" | "CHECK")).collect();
                let ty = ty.join(" ").trim_end_matches(',').to_owned();
                tables.entry(table.clone()).or_insert_with(Vec::new).push((name.to_owned(), ty));
            }
            _ => {}
        }
    }
    tables
}

fn array(values: &[&Json], ty: &str) -> ArrayRef {
    /// The column of a type, by a macro that is given the type's builder and what it reads of a value.
    macro_rules! by_type {
        ($ty:expr, $built:ident) => {
            match $ty {
                "VARCHAR" => $built!(StringBuilder::new(), text),
                "BOOLEAN" => $built!(BooleanBuilder::new(), Json::as_bool),
                "BIGINT" => $built!(Int64Builder::new(), Json::as_i64),
                "DATE" => $built!(Date32Builder::new(), days),
                "TIMESTAMPTZ" => $built!(TimestampMicrosecondBuilder::new().with_timezone("UTC"), micros),
                decimal => {
                    let (precision, scale) = precision_and_scale(decimal);
                    let builder = Decimal128Builder::new().with_precision_and_scale(precision, scale);
                    $built!(builder.expect("a type"), |value| units(value, scale))
                }
            }
        };
    }
    macro_rules! values {
        ($builder:expr, $read:expr) => {{
            let mut builder = $builder;
            values.iter().for_each(|value| builder.append_option($read(value)));
            Arc::new(builder.finish())
        }};
    }
    macro_rules! lists {
        ($builder:expr, $read:expr) => {{
            let mut builder = ListBuilder::new($builder);
            for value in values {
                let members = value.as_array();
                for member in members.into_iter().flatten() {
                    builder.values().append_option($read(member));
                }
                builder.append(members.is_some());
            }
            Arc::new(builder.finish())
        }};
    }
    match ty.strip_suffix("[]") {
        Some(member) => by_type!(member, lists),
        None => by_type!(ty, values),
    }
}

fn text(value: &Json) -> Option<&str> {
    value.as_str()
}

fn days(value: &Json) -> Option<i32> {
    let date: jiff::civil::Date = value.as_str()?.parse().expect("a day");
    let epoch = jiff::civil::date(1970, 1, 1);
    Some(epoch.until(date).expect("days").get_days())
}

fn micros(value: &Json) -> Option<i64> {
    let text = value.as_str()?.replace(' ', "T").replace("+00", "Z");
    Some(text.parse::<jiff::Timestamp>().unwrap_or_else(|_| panic!("{text} is no instant")).as_microsecond())
}

/// The precision and scale of `DECIMAL(28, 2)`.
fn precision_and_scale(ty: &str) -> (u8, i8) {
    let inner =
        ty.strip_prefix("DECIMAL(").and_then(|rest| rest.strip_suffix(')')).unwrap_or_else(|| panic!("{ty}"));
    let (precision, scale) = inner.split_once(", ").expect("two numbers");
    (precision.parse().expect("a number"), scale.parse().expect("a number"))
}

fn units(value: &Json, scale: i8) -> Option<i128> {
    let text = value.as_str()?;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    Some(format!("{whole}{fraction:0<width$}", width = scale as usize).parse().expect("a number"))
}
