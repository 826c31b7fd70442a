//! Deciding, without explaining: the statuses of many accounts under one policy at one instant.
//!
//! A [`CompiledPolicy`] is compiled once from a program, bound to an instant ([`AtInstant`]), and judges a [`Batch`] of
//! accounts. It gives what [`crate::eval::evaluate`] gives, and allocates nothing while deciding. What it does not support
//! it refuses ([`Unsupported`], [`Overflow`]), and the complete evaluator takes over.

pub(crate) mod batch;
mod decisions;
mod early_exit;
mod facts;
mod fold;
mod lanes;
mod lines;
mod node;
mod one;
mod options;
mod policy;
mod read;
mod run;
mod scalar;
mod select;
pub(crate) mod storage;
mod term;

pub use batch::{Batch, Overflow};
pub use decisions::{Decision, Decisions};
pub use lines::{Detail, Line, LineDecider, LineOutcome, Lines};
pub use options::{LineOptions, Unreadable};
pub use policy::{AtInstant, CompiledPolicy};

pub use crate::flat::Unsupported;
