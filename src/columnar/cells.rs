//! Arrays of a file as the cells of a batch: bytes, numbers and texts, with the marks of what is absent and unknown.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Decimal128Type, Int8Type, Int16Type, Int32Type, Int64Type,
    TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
    UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, BooleanArray, ListArray, StringArray};
use arrow_schema::{DataType, TimeUnit};

use crate::decide::batch::{ABSENT, LEAST, PRESENT, UNKNOWN, WIDE_ABSENT, WIDE_UNKNOWN};
use crate::decide::storage::Storage;
use crate::diagnostic::Message;
use crate::diagnostic::messages::tables;
use crate::ir::{Length, Type, Unit, calendar};

/// Cells of one column of a batch.
#[derive(Debug)]
pub(super) enum Cells {
    Bytes(Vec<u8>),
    Wides(Vec<i64>),
    /// Texts, or marks in their place.
    Texts(StringArray, Vec<i64>),
}

/// In a column of texts: the text stands in the array.
pub(super) const IS_TEXT: i64 = 0;

/// A value that cannot be held, at a row.
pub(super) type Unheld = (usize, Words);

/// A row of messages without arguments.
pub(super) type Words = fn() -> Message;

/// What is known of the values around: for each row, whether the record that holds it is there.
pub(super) type Around<'a> = Option<&'a [u8]>;

impl Cells {
    /// The cells of values of a type. `known` says whether a missing value means absent.
    pub(super) fn of(
        array: &dyn Array,
        ty: &Type,
        column: Storage,
        known: Option<&BooleanArray>,
        around: Around<'_>,
        unheld: &mut Vec<Unheld>,
    ) -> Self {
        let marks = Marks { array, known, around };
        match (column, ty) {
            (Storage::Byte(_), Type::OneOf(words)) => {
                Self::Bytes(marks.bytes(choices(array, words, UNKNOWN, |at| at as u8)))
            }
            (Storage::Byte(_), _) => Self::Bytes(marks.bytes(booleans(array))),
            (Storage::Wide(_), Type::OneOf(words)) => {
                Self::Wides(marks.wides(choices(array, words, WIDE_UNKNOWN, |at| at as i64)))
            }
            (Storage::Wide(_), _) => Self::Wides(marks.wides(numbers(array, ty, unheld))),
            (Storage::Text(_), Type::Length) => {
                let texts: &StringArray = array.as_string();
                let is_none = |row: &usize| texts.is_valid(*row) && Length::read(texts.value(*row)).is_err();
                unheld
                    .extend((0..texts.len()).filter(is_none).map(|row| (row, tables::not_a_length as Words)));
                Self::Texts(texts.clone(), marks.wides(vec![IS_TEXT; array.len()]))
            }
            (Storage::Text(_), _) => {
                Self::Texts(array.as_string().clone(), marks.wides(vec![IS_TEXT; array.len()]))
            }
        }
    }
}

/// Booleans, as bytes.
fn booleans(array: &dyn Array) -> Vec<u8> {
    let values = array.as_boolean().values();
    values.iter().map(u8::from).collect()
}

/// For each row whether a record or collection is there: [`PRESENT`], and else what a false or missing value means.
pub(super) fn states(array: &dyn Array, when_false: u8, around: Around<'_>) -> Vec<u8> {
    let array = array.as_boolean();
    let state = |row: usize| match array.is_valid(row) {
        true if array.value(row) => PRESENT,
        true => when_false,
        false => UNKNOWN,
    };
    let mut states: Vec<u8> = (0..array.len()).map(state).collect();
    hide(&mut states, around, |state| state);
    states
}

/// For each row whether its set is there.
pub(super) fn of_sets(sets: &ListArray, known: Option<&BooleanArray>, around: Around<'_>) -> Vec<u8> {
    Marks { array: sets, known, around }.bytes(vec![PRESENT; sets.len()])
}

/// What stands in the rows that have no value of their own.
struct Marks<'a> {
    array: &'a dyn Array,
    known: Option<&'a BooleanArray>,
    around: Around<'a>,
}

impl Marks<'_> {
    fn bytes(&self, mut cells: Vec<u8>) -> Vec<u8> {
        self.put(&mut cells, |mark| mark);
        cells
    }

    fn wides(&self, mut cells: Vec<i64>) -> Vec<i64> {
        self.put(&mut cells, wide);
        cells
    }

    fn put<T: Copy>(&self, cells: &mut [T], mark: fn(u8) -> T) {
        if let Some(nulls) = self.array.nulls().filter(|nulls| nulls.null_count() > 0) {
            let is_known = |row| self.known.is_some_and(|known| known.is_valid(row) && known.value(row));
            for row in (!nulls.inner()).set_indices() {
                cells[row] = mark(if is_known(row) { ABSENT } else { UNKNOWN });
            }
        }
        hide(cells, self.around, mark);
    }
}

fn wide(mark: u8) -> i64 {
    if mark == ABSENT { WIDE_ABSENT } else { WIDE_UNKNOWN }
}

/// What stands in a record that is not there, is not there either.
fn hide<T: Copy>(cells: &mut [T], around: Around<'_>, mark: impl Fn(u8) -> T) {
    for (cell, &state) in cells.iter_mut().zip(around.unwrap_or_default()) {
        if state != PRESENT {
            *cell = mark(state);
        }
    }
}

/// The indices of words among those of an enumeration; another word is unknown.
fn choices<T: Copy>(array: &dyn Array, words: &[String], unknown: T, index: fn(usize) -> T) -> Vec<T> {
    let found = |word: &str| words.iter().position(|known| known == word).map_or(unknown, index);
    if let Some(array) = array.as_dictionary_opt::<Int32Type>() {
        let dictionary = array.values().as_string::<i32>();
        let codes: Vec<T> =
            dictionary.iter().map(|word| word.map_or(unknown, found)).chain([unknown]).collect();
        // The key of a missing word may be any; the last code stands for those beyond.
        let last = codes.len() - 1;
        return array.keys().values().iter().map(|&key| codes[(key as usize).min(last)]).collect();
    }
    array.as_string::<i32>().iter().map(|word| word.map_or(unknown, found)).collect()
}

/// Whether values of a type can be read from an array; if not, what the column should be.
#[expect(clippy::wildcard_enum_match_arm, reason = "the enumeration is not ours")]
pub(super) fn is_readable(ty: &Type, found: &DataType) -> Result<(), Words> {
    let is_whole = found.is_integer();
    let (fits, wanted): (bool, Words) = match ty {
        Type::Bool | Type::Record(_) | Type::Many(_) => (*found == DataType::Boolean, tables::booleans),
        Type::Text | Type::Length | Type::OneOf(_) => (*found == DataType::Utf8, tables::texts),
        Type::Number(Unit::Int) => (is_whole, tables::whole_numbers),
        Type::Number(Unit::Decimal | Unit::Money(_)) => {
            let is_exact = is_whole || matches!(found, DataType::Decimal128(_, scale) if *scale >= 0);
            (is_exact, tables::exact_decimals)
        }
        Type::Time => (matches!(found, DataType::Timestamp(_, Some(_))), tables::instants),
        Type::Date => (*found == DataType::Date32, tables::days),
        Type::Set(of) => match found {
            DataType::List(item) => {
                return is_readable(of, item.data_type()).map_err(|_| tables::lists_of_type as Words);
            }
            _ => (false, tables::lists),
        },
    };
    if fits { Ok(()) } else { Err(wanted) }
}

/// Numbers, amounts, times and days, from arrays that [`is_readable`].
#[expect(clippy::wildcard_enum_match_arm, reason = "the enumeration is not ours")]
fn numbers(array: &dyn Array, ty: &Type, unheld: &mut Vec<Unheld>) -> Vec<i64> {
    let decimals = ty.unit().map_or(0, Unit::scale);
    let unit = 10_i128.pow(decimals);
    let mut read = Numbers { array, unheld };
    match array.data_type() {
        DataType::Int8 => read.all::<Int8Type>(|it| fitting(i128::from(it) * unit)),
        DataType::Int16 => read.all::<Int16Type>(|it| fitting(i128::from(it) * unit)),
        DataType::Int32 => read.all::<Int32Type>(|it| fitting(i128::from(it) * unit)),
        DataType::Int64 => read.all::<Int64Type>(|it| fitting(i128::from(it) * unit)),
        DataType::UInt8 => read.all::<UInt8Type>(|it| fitting(i128::from(it) * unit)),
        DataType::UInt16 => read.all::<UInt16Type>(|it| fitting(i128::from(it) * unit)),
        DataType::UInt32 => read.all::<UInt32Type>(|it| fitting(i128::from(it) * unit)),
        DataType::UInt64 => read.all::<UInt64Type>(|it| fitting(i128::from(it) * unit)),
        DataType::Decimal128(_, scale) => {
            let scale = u32::from(scale.unsigned_abs());
            let (times, per) =
                (10_i128.pow(decimals.saturating_sub(scale)), 10_i128.pow(scale.saturating_sub(decimals)));
            read.all::<Decimal128Type>(|it| match it % per {
                0 => fitting((it / per).saturating_mul(times)),
                _ => Err(tables::too_many_decimals as Words),
            })
        }
        DataType::Timestamp(TimeUnit::Second, _) => {
            read.all::<TimestampSecondType>(|it| instant(it.saturating_mul(1_000_000)))
        }
        DataType::Timestamp(TimeUnit::Millisecond, _) => {
            read.all::<TimestampMillisecondType>(|it| instant(it.saturating_mul(1_000)))
        }
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            let values = array.as_primitive::<TimestampMicrosecondType>().values();
            let (least, most) =
                values.iter().fold((0, 0), |(least, most), &it| (it.min(least), it.max(most)));
            match instant(least).and(instant(most)) {
                Ok(_) => values.to_vec(),
                Err(_) => read.all::<TimestampMicrosecondType>(instant),
            }
        }
        DataType::Timestamp(TimeUnit::Nanosecond, _) => {
            read.all::<TimestampNanosecondType>(|it| match it % 1_000 {
                0 => instant(it / 1_000),
                _ => Err(tables::finer_than_microsecond as Words),
            })
        }
        DataType::Date32 => read.all::<Date32Type>(day),
        _ => vec![WIDE_UNKNOWN; array.len()],
    }
}

fn fitting(value: i128) -> Result<i64, Words> {
    i64::try_from(value).ok().filter(|&value| value >= LEAST).ok_or(tables::beyond_64_bits)
}

fn instant(micros: i64) -> Result<i64, Words> {
    if (calendar::FIRST..=calendar::LAST).contains(&micros) {
        Ok(micros)
    } else {
        Err(tables::time_out_of_range)
    }
}

fn day(day: i32) -> Result<i64, Words> {
    if (calendar::FIRST_DAY..=calendar::LAST_DAY).contains(&day) {
        Ok(day.into())
    } else {
        Err(tables::day_out_of_range)
    }
}

struct Numbers<'a> {
    array: &'a dyn Array,
    unheld: &'a mut Vec<Unheld>,
}

impl Numbers<'_> {
    fn all<T: ArrowPrimitiveType>(&mut self, held: impl Fn(T::Native) -> Result<i64, Words>) -> Vec<i64> {
        let values = self.array.as_primitive::<T>().values();
        let mut numbers = Vec::with_capacity(values.len());
        for (row, &value) in values.iter().enumerate() {
            numbers.push(held(value).unwrap_or_else(|why| {
                if self.array.is_valid(row) {
                    self.unheld.push((row, why));
                }
                WIDE_UNKNOWN
            }));
        }
        numbers
    }
}
