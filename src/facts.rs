//! What is known of one account.

use crate::ir::Value;

/// The facts that a policy is judged on. Their shapes are the package's.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// A [`Value::Record`] of the shape [`crate::ir::Package::account`].
    pub account: Value,
    /// A [`Value::Record`] of the shape [`crate::ir::Package::request`], where the package declares one.
    pub request: Option<Value>,
}
