//! exeunt: a language, compiler and evaluator for the terms under which an account may be deleted, closed or
//! suspended.
//!
#![cfg_attr(all(feature = "compile", feature = "render"), doc = "```")]
#![cfg_attr(not(all(feature = "compile", feature = "render")), doc = "```ignore")]
//! use exeunt::{Compiler, Timestamp};
//!
//! let text = r#"
//!     package demo  languages en  zone UTC
//!     account { balance: money CNY }
//!     policy close on request {
//!       require empty: balance is 0 CNY  en "{balance} is left"  fix "Withdraw it"
//!     }"#;
//! let policies = Compiler::new().source("demo.policy", text).compile()?;
//! let close = policies.policy("demo.close")?;
//! let account = close.account_from_json(r#"{ "account": { "balance": "3.20 CNY" } }"#)?;
//! let verdict = close.evaluate(&account, Timestamp::parse("2026-06-01T12:00+08:00")?)?;
//! assert_eq!(verdict.failed[0].requirement, "empty");
//! println!("{}", verdict.display("en"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`Compiler`] compiles texts to [`Policies`], which a built program can be loaded as, too. A [`Policy`] reads an
//! [`Account`] and judges it at a [`Timestamp`]: the [`Verdict`] has the status and its reasons. A [`Decider`] gives the
//! status alone, for populations. docs/embedding.md has the shapes, units and errors.
//!
//! Nothing here reads a file, a clock or the environment.
//!
//! # Stability
//!
//! Semantic versioning covers what the crate itself re-exports: the names above, with [`Status`], [`Truth`],
//! [`Diagnostics`], [`FactsError`], [`UnknownKeys`], [`UnknownPolicy`], [`Provenance`] and what their methods and fields
//! lead to. The modules below are the compiler itself. They serve the program `exeunt`, its tests and editors, and may
//! change in any release.
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
mod embed;
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

#[cfg(feature = "compile")]
pub use embed::Compiler;
pub use embed::{
    Account, AccountMismatch, Decider, Diagnostics, FactsError, Policies, Policy, UnknownPolicy,
};
pub use eval::Verdict;
pub use facts::{TimestampError, UnknownKeys};
pub use ir::{Provenance, Status, Timestamp, Truth};

/// The example of docs/embedding.md, likewise.
#[cfg(all(doctest, feature = "compile", feature = "render"))]
#[doc = include_str!("../docs/embedding.md")]
struct Embedding;

/// The examples of the README, run as tests.
#[cfg(all(doctest, feature = "compile", feature = "render"))]
#[doc = include_str!("../README.md")]
struct Readme;
