//! exeunt: a language, compiler and evaluator for the terms under which an account may be deleted, closed or
//! suspended.
//!
//! [`analysis::analyse`] turns [`source::Sources`] into diagnostics and, where there is no error, an [`ir::Program`].
//! [`facts`] reads an account, and [`eval::evaluate`] gives its [`eval::Verdict`]; [`decide::CompiledPolicy`] gives the bare
//! status of many accounts at once, [`sql::to_sql`] a query that gives the same where they live. [`render`] writes
//! verdicts and diagnostics for people and for tools, [`suite`] runs the tests that stand beside policies, [`compare`]
//! says what changed between two programs, and [`ide`] answers an editor.
//!
//! # Features
//!
//! With `default-features = false` the library loads and runs built programs, and brings 29 crates along.
//!
//! | feature | what it adds |
//! |---|---|
//! | `compile` | policies from their texts: [`syntax`], [`check`], [`analysis`], [`ide`], the mappings of [`sql`] |
//! | `render` | verdicts, diagnostics and reports for people, as text and HTML; JSON, SARIF and JUnit need no feature |
//! | `parallel` | parsing many texts and trying many mutants on all cores |
//! | `parquet` | populations in Parquet |
//! | `cli` (default), `lsp` (default) | the program `exeunt`, and its language server; no library needs them |
//!
//! Nothing here reads a file, a clock or the environment. An instant is a number of microseconds since
//! 1970-01-01T00:00Z.

#![cfg_attr(
    not(all(feature = "compile", feature = "render")),
    allow(
        dead_code,
        unused_imports,
        reason = "parts of the modules below serve only the compiler or the pages"
    )
)]

#[cfg(feature = "compile")]
pub mod analysis;
#[cfg(feature = "compile")]
pub mod check;
#[cfg(feature = "parquet")]
pub mod columnar;
pub mod compare;
pub mod decide;
pub mod diagnostic;
pub mod eval;
pub mod facts;
pub mod flat;
#[cfg(feature = "compile")]
pub mod ide;
pub mod ir;
pub mod render;
pub mod source;
pub mod sql;
pub mod suite;
#[cfg(feature = "compile")]
pub mod syntax;

/// The examples of the README, run as tests.
#[cfg(all(doctest, feature = "compile", feature = "render"))]
#[doc = include_str!("../README.md")]
struct Readme;
