//! The types of columns.

use super::tree::Type;
use crate::ir::{self, Unit};

/// The type of the column that holds facts of a type.
pub(crate) fn column_type(ty: &ir::Type) -> Type {
    match ty {
        ir::Type::Bool | ir::Type::Many(_) | ir::Type::Record(_) => Type::Bool,
        ir::Type::Number(unit) => match unit {
            Unit::Int => Type::Int,
            Unit::Decimal | Unit::Money(_) => Type::Decimal(unit.scale()),
        },
        ir::Type::Text | ir::Type::Length | ir::Type::OneOf(_) => Type::Text,
        ir::Type::Time => Type::Time,
        ir::Type::Date => Type::Date,
        ir::Type::Set(member) => Type::Set(Box::new(column_type(member))),
    }
}
