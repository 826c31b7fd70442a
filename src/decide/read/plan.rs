//! What the byte reader looks for, object by object: the keys that are declared, and what becomes of each value.

use super::value::Quoted;
use crate::decide::batch::{ABSENT, UNKNOWN, WIDE_ABSENT, WIDE_UNKNOWN};
use crate::decide::storage::{FieldPlan, RecordPlan, Storage, Target};
use crate::flat::{TableId, Unsupported};
use crate::ir::{DECIMAL_SCALE, Field, Program, RecordId, Structure, Type, Unit};

/// How many declared keys an object may have: one bit each says whether it was seen.
const MAX_KEYS: usize = 128;

/// An object.
#[derive(Debug, Clone)]
pub(super) struct ObjectPlan {
    /// Every declared key.
    pub(super) keys: Vec<Key>,
    /// The keys as they came in earlier objects, to be expected in that order again.
    pub(super) learned: Vec<Learned>,
    /// What stands for fields that are not given, in an object that is.
    pub(super) not_given: Vec<(Slot, bool)>,
    /// The byte column that says whether the object is present.
    pub(super) presence: Option<usize>,
    /// Index of its keys that nothing declares, in [`super::unread::Named`].
    pub(super) named: usize,
    /// Where such objects stand, with `[]` for any element.
    pub(super) path: String,
}

/// A declared key.
#[derive(Debug, Clone)]
pub(super) struct Key {
    pub(super) quoted: Quoted,
    /// Where the value stands, with `[]` for any element.
    pub(super) path: String,
    pub(super) action: Action,
    /// Whether the value identifies the account.
    pub(super) is_id: bool,
}

/// A key that came in an earlier object.
#[derive(Debug, Clone)]
pub(super) struct Learned {
    pub(super) quoted: Quoted,
    /// Index in [`ObjectPlan::keys`], if it is declared; if not, the key is allowed, and was noted.
    pub(super) declared: Option<usize>,
}

/// What becomes of a value.
#[derive(Debug, Clone)]
pub(super) enum Action {
    /// Nothing, as long as it is what it must be.
    Unread(Unread),
    /// It must be null.
    Null,
    /// It must be null or one of these texts.
    OneOf(Vec<Quoted>),
    /// It goes into a column.
    Column(Storage, Form),
    /// Its fields do.
    Object(Box<ObjectPlan>),
    /// Its elements go into rows.
    Many(TableId, Box<ObjectPlan>),
    /// Its members go into rows.
    Set(TableId, Storage, Form),
}

/// A value that the policy does not read.
#[derive(Debug, Clone)]
pub(super) enum Unread {
    /// A single value.
    Scalar(Form),
    /// A text or a whole number.
    Id,
    /// An object of a record's shape.
    Record(RecordId),
    /// An array of such objects.
    Many(RecordId),
    /// An array of single values.
    Set(Form),
}

/// How a value of a type is written.
#[derive(Debug, Clone)]
pub(super) enum Form {
    Bool,
    Int,
    Decimal,
    /// The decimals of the currency, and its code.
    Money(u32, Quoted),
    Time,
    Date,
    Length,
    Choice(Vec<Quoted>),
    Text,
}

/// A place in the row at hand.
#[derive(Debug, Clone, Copy)]
pub(super) enum Slot {
    Column(Storage),
    Table(TableId),
}

impl Slot {
    /// The mark of a byte column or a table for what is absent or unknown.
    pub(super) fn byte(is_absent: bool) -> u8 {
        if is_absent { ABSENT } else { UNKNOWN }
    }

    /// The mark of a wide column or a text column.
    pub(super) fn wide(is_absent: bool) -> i64 {
        if is_absent { WIDE_ABSENT } else { WIDE_UNKNOWN }
    }
}

impl ObjectPlan {
    pub(super) fn new(keys: Vec<Key>) -> Self {
        Self {
            keys,
            learned: Vec::new(),
            not_given: Vec::new(),
            presence: None,
            named: 0,
            path: String::new(),
        }
    }

    /// The objects of a record's shape, of which `plan` says what is read.
    pub(super) fn of_record(
        program: &Program,
        record: RecordId,
        plan: &RecordPlan,
    ) -> Result<Self, Unsupported> {
        let fields = plain_fields(program, record).ok_or(Unsupported::TooLarge)?;
        let mut object = Self::new(Vec::new());
        if let Some(Storage::Byte(at)) = plan.presence {
            object.presence = Some(at);
        }
        for (index, field) in (0..).zip(fields) {
            let read = plan.fields.iter().find(|read| read.index == index);
            let action = match read {
                Some(read) => Action::new(program, &field.ty, &read.target)?,
                None => Action::Unread(Unread::new(&field.ty)?),
            };
            let quoted = Quoted::new(field.key.as_bytes());
            object.keys.push(Key { quoted, path: field.key.clone(), action, is_id: false });
            if let Some(read) = read {
                not_given(read, field.optional, &mut object.not_given);
            }
        }
        Ok(object)
    }
}

/// The fields of a record, if they are few and their keys are written without escapes.
pub(super) fn plain_fields(program: &Program, record: RecordId) -> Option<&[Field]> {
    let fields = &program.records[record].fields;
    let is_plain = |key: &str| !key.contains(|it: char| it == '"' || it == '\\' || it.is_control());
    (fields.len() <= MAX_KEYS && fields.iter().all(|field| is_plain(&field.key))).then_some(fields)
}

fn not_given(field: &FieldPlan, is_absent: bool, to: &mut Vec<(Slot, bool)>) {
    match &field.target {
        Target::Column(column) => to.push((Slot::Column(*column), is_absent)),
        Target::Many(table, _) | Target::Set(table, _) => to.push((Slot::Table(*table), is_absent)),
        Target::Record(plan) => {
            to.extend(plan.presence.map(|column| (Slot::Column(column), is_absent)));
            plan.fields.iter().for_each(|field| not_given(field, is_absent, to));
        }
    }
}

impl Action {
    fn new(program: &Program, ty: &Type, target: &Target) -> Result<Self, Unsupported> {
        Ok(match (target, ty) {
            (Target::Column(column), _) => Self::Column(*column, Form::new(ty)?),
            (Target::Record(plan), Type::Record(record)) => {
                Self::Object(Box::new(ObjectPlan::of_record(program, *record, plan)?))
            }
            (Target::Many(table, plan), Type::Many(record)) => {
                Self::Many(*table, Box::new(ObjectPlan::of_record(program, *record, plan)?))
            }
            (Target::Set(table, Some(column)), Type::Set(of)) => Self::Set(*table, *column, Form::new(of)?),
            _ => return Err(Unsupported::Malformed),
        })
    }
}

impl Unread {
    pub(super) fn new(ty: &Type) -> Result<Self, Unsupported> {
        Ok(match ty.structure() {
            Structure::Record(record) => Self::Record(record),
            Structure::Many(record) => Self::Many(record),
            Structure::Set(of) => Self::Set(Form::new(of)?),
            Structure::Single => Self::Scalar(Form::new(ty)?),
        })
    }
}

impl Form {
    fn new(ty: &Type) -> Result<Self, Unsupported> {
        Ok(match ty {
            Type::Bool => Self::Bool,
            Type::Text => Self::Text,
            Type::Number(Unit::Int) => Self::Int,
            Type::Number(Unit::Decimal) => Self::Decimal,
            Type::Number(Unit::Money(currency)) => {
                Self::Money(currency.minor_digits(), Quoted::new(currency.code().as_bytes()))
            }
            Type::Time => Self::Time,
            Type::Date => Self::Date,
            Type::Length => Self::Length,
            Type::OneOf(values) => {
                Self::Choice(values.iter().map(|value| Quoted::new(value.as_bytes())).collect())
            }
            Type::Set(_) | Type::Many(_) | Type::Record(_) => return Err(Unsupported::Malformed),
        })
    }

    /// The decimals of a decimal.
    pub(super) const DECIMALS: u32 = DECIMAL_SCALE;
}
