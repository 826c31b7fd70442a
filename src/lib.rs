//! exeunt: a language, compiler and evaluator for the terms under which an account may be deleted, closed or
//! suspended.
//!
//! [`analysis::analyse`] turns [`source::Sources`] into diagnostics and, where there is no error, an [`ir::Program`].
//! [`facts`] reads an account, and [`eval::evaluate`] gives its [`eval::Verdict`]; [`eval::decide::Decider`] gives the bare
//! status of many accounts at once, [`sql::to_sql`] a query that gives the same where they live. [`render`] writes
//! verdicts and diagnostics for people and for tools, [`suite`] runs the tests that stand beside policies, [`compare`]
//! says what changed between two programs, and [`ide`] answers an editor.
//!
//! Nothing here reads a file, a clock or the environment. An instant is a number of microseconds since
//! 1970-01-01T00:00Z.

pub mod analysis;
pub mod check;
#[cfg(feature = "parquet")]
pub mod columnar;
pub mod compare;
pub mod diagnostic;
pub mod eval;
pub mod facts;
pub mod flat;
pub mod ide;
pub mod ir;
pub mod render;
pub mod source;
pub mod sql;
pub mod suite;
pub mod syntax;

/// The examples of the README, run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
