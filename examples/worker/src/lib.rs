//! A worker that carries out the plans of exeunt over a shop: its database is SQLite, its images are in another store.
//!
//! The README beside this package says what it shows.

mod blobs;
mod carry_out;
mod plan;
mod store;

pub use blobs::Blobs;
pub use carry_out::{Done, Worker};
pub use plan::{Loaded, Manifest, PlanRow, load};
pub use store::{SCHEMA, facts, open, rests};

/// The terms under which customers leave. What was reviewed is what runs: it is part of the worker.
pub const POLICY: &str = include_str!("../shop.policy");

/// Why the worker stops: a text for people, since nobody goes on from it but by looking.
pub type Failure = Box<dyn std::error::Error>;

/// The policy, compiled.
///
/// # Errors
///
/// If it has errors, which its tests show first.
pub fn policy() -> Result<exeunt::Policy, Failure> {
    Ok(exeunt::Compiler::new().source("shop.policy", POLICY).compile()?.policy("shop.leave")?)
}
