//! Conditions and values of the text, lowered to the program.

pub(super) mod anchor;
pub(super) mod case;
mod case_key;
pub(super) mod condition;
mod exhaustive;
pub(super) mod extreme;
pub(super) mod length;
pub(super) mod literal;
pub(super) mod path;
pub(super) mod product;
pub(super) mod time_compare;
pub(super) mod value;
pub(super) mod window;
