//! What was probably meant by text that is wrong.

pub(super) mod elsewhere;
pub(super) mod foreign;
pub(super) mod misread;
pub(super) mod nearest;
pub(super) mod undeclared;
