//! Types in the author's words, for messages.

use super::{Field, Type, Value};

impl Type {
    /// The type in the author's words, as the object of a sentence: `an amount in CNY`.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Bool => "a boolean".to_owned(),
            Self::Int => "a whole number".to_owned(),
            Self::Decimal => "a decimal number".to_owned(),
            Self::Text => "text".to_owned(),
            Self::Money(currency) => format!("an amount in {currency}"),
            Self::Time => "a time".to_owned(),
            Self::Date => "a date".to_owned(),
            Self::OneOf(values) => format!("one of {}", values.join(", ")),
            Self::Set(_) => "a set".to_owned(),
            Self::Many(_) => "a collection".to_owned(),
            Self::Record(_) => "a record".to_owned(),
        }
    }
}

impl Field {
    /// Its value where it is not given: absent if it is optional, unknown otherwise.
    #[must_use]
    pub fn not_given(&self) -> Value {
        if self.optional { Value::Absent } else { Value::Unknown }
    }
}
