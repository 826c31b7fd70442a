//! The types of columns.

use super::tree::Type;
use crate::ir;

/// The type of the column that holds facts of a type.
pub(crate) fn column_type(ty: &ir::Type) -> Type {
    match ty {
        ir::Type::Bool | ir::Type::Many(_) | ir::Type::Record(_) => Type::Bool,
        ir::Type::Int => Type::Int,
        ir::Type::Decimal => Type::Decimal(ir::DECIMAL_SCALE),
        ir::Type::Text | ir::Type::OneOf(_) => Type::Text,
        ir::Type::Money(currency) => Type::Decimal(currency.minor_digits()),
        ir::Type::Time => Type::Time,
        ir::Type::Date => Type::Date,
        ir::Type::Set(member) => Type::Set(Box::new(column_type(member))),
    }
}
