//! Types as they are written.

use super::{Name, Path, Said};
use crate::diagnostic::Reported;
use crate::source::Span;

/// A type as written.
#[derive(Debug, Clone)]
pub struct Type {
    /// Which one.
    pub kind: TypeKind,
    /// Where it is written.
    pub span: Span,
}

/// The types that can be written.
#[derive(Debug, Clone)]
pub enum TypeKind {
    /// `bool`
    Bool,
    /// `int`
    Int,
    /// `decimal`
    Decimal,
    /// `text`
    Text,
    /// `money CNY`
    Money(Name),
    /// `time`
    Time,
    /// `date`
    Date,
    /// `length`
    Length,
    /// `one of a, b, c`
    OneOf(Vec<EnumerationValue>),
    /// `many trade`, `many text`, `many int`: the element's type is [`TypeKind::Text`], [`TypeKind::Int`] or
    /// [`TypeKind::Named`].
    Many(Box<Type>),
    /// `trade`, `alibaba_cn.account`
    Named(Path),
    /// Could not be read; already reported.
    Error(Reported),
}

/// A value of an enumeration.
#[derive(Debug, Clone)]
pub struct EnumerationValue {
    /// Its name.
    pub name: Name,
    /// What people are shown instead of it, a language each.
    pub said: Vec<Said>,
}

impl TypeKind {
    /// Whether it is a time or a date: what windows apply to.
    #[must_use]
    pub fn is_moment(&self) -> bool {
        match self {
            Self::Time | Self::Date => true,
            Self::Bool | Self::Int | Self::Decimal | Self::Text | Self::Money(_) => false,
            Self::Length | Self::OneOf(_) | Self::Many(_) | Self::Named(_) | Self::Error(_) => false,
        }
    }
}
