//! The interface for programs that embed exeunt: from text to verdict. Re-exported by the crate; the modules below it
//! are the compiler and the evaluator themselves.

mod account;
#[cfg(feature = "compile")]
mod compiler;
mod decider;
mod errors;
mod location;
mod policies;
mod same;

pub use account::Account;
#[cfg(feature = "compile")]
pub use compiler::Compiler;
pub use decider::Decider;
pub use errors::{AccountMismatch, Diagnostics, FactsError, UnknownPolicy};
pub use location::Location;
pub use policies::{Policies, Policy};
