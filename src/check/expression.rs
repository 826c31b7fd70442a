//! Conditions and values of the text, lowered to the program.

pub(super) mod anchor;
pub(super) mod condition;
pub(super) mod extreme;
pub(super) mod literal;
pub(super) mod path;
pub(super) mod product;
pub(super) mod time_compare;
pub(super) mod value;
pub(super) mod window;
