//! Terms under which an account may be deleted, closed or suspended, as policies that are compiled, tested and evaluated.
//!
//! A policy in exeunt's language requires facts: no open trade, no balance, nothing in dispute for 15 days. This crate
//! compiles policies, reads the facts of an account and judges it at an instant. The verdict says whether the account
//! is eligible; if not, which requirements fail, with messages for the holder; from when on the account is eligible if one
//! waits; and which facts are missing.
//!
#![cfg_attr(all(feature = "compile", feature = "render"), doc = "```")]
#![cfg_attr(not(all(feature = "compile", feature = "render")), doc = "```ignore")]
//! use exeunt::{Compiler, Status, Timestamp};
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
//!
//! assert_eq!(verdict.status, Status::Blocked);
//! assert_eq!(verdict.failed[0].requirement, "empty");
//! assert_eq!(verdict.failed[0].messages[0].text, "3.20 CNY is left");
//! println!("{}", verdict.display("en"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Overview
//!
//! | to | use |
//! |---|---|
//! | compile policies from their texts | [`Compiler`] → [`Policies`] |
//! | load policies that `exeunt build` wrote | [`Policies::from_bytes`], [`Policies::from_json`] |
//! | choose one | [`Policies::policy`] → [`Policy`] |
//! | read the facts of an account | [`Policy::account_from_json`], [`Policy::account_from`] → [`Account`] |
//! | judge it at a [`Timestamp`] | [`Policy::evaluate`] → [`Verdict`] |
//! | judge millions of them | [`Policy::decider`] → [`Decider`] |
//!
//! What a verdict consists of is in [`verdict`], errors and warnings of policies and facts are in [`diagnostics`].
//!
//! The library reads no file, no clock and no environment: the same policies, facts and instant give the same verdict
//! on every host. No input makes it panic. Facts that are not known are never read as absent, empty or zero: they make
//! a verdict [undetermined](Status::Undetermined) where they matter. `Debug` output shows no facts.
//!
//! The language, the shapes of facts and the guide for embedding are in the `docs` folder of the repository.
//!
//! # Features
//!
//! With `default-features = false` the crate loads and runs built programs, and depends on fewer than 30 crates.
//!
//! | feature | what it adds |
//! |---|---|
//! | `compile` | [`Compiler`] |
//! | `render` | verdicts and diagnostics for people: [`Verdict::display`], [`Verdict::to_html`], diagnostics drawn below their texts |
//! | `parallel` | parses many texts on all cores |
//! | `parquet` | populations in Parquet, for the program `exeunt` |
//! | `cli` (default), `lsp` (default) | the program `exeunt`, and its language server |
//!
//! Libraries do not need the default features: write `default-features = false, features = ["compile", "render"]`.
//!
//! # Stability
//!
//! Semantic versioning covers what is documented here. Enums and structs that are `#[non_exhaustive]` may get variants
//! and fields in a minor version. The feature `internals`, which `cli` turns on, makes the modules of the compiler
//! public for the program and the tests of the repository; they are hidden here, and may change in any release.

#![cfg_attr(
    not(all(feature = "compile", feature = "render", feature = "internals")),
    allow(
        dead_code,
        unused_imports,
        unreachable_pub,
        reason = "parts of the modules below serve only the compiler, the pages or the program"
    )
)]

// The modules of the compiler. They are declared twice, because the feature `internals` decides whether they are public.
#[cfg(all(feature = "internals", feature = "compile"))]
#[doc(hidden)]
pub mod analysis;
#[cfg(all(feature = "internals", feature = "parquet"))]
#[doc(hidden)]
pub mod columnar;
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod compare;
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod decide;
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod diagnostic;
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod eval;
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod facts;
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod flat;
#[cfg(all(feature = "internals", feature = "compile"))]
#[doc(hidden)]
pub mod ide;
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod ir;
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod render;
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod source;
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod sql;
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod suite;
#[cfg(all(feature = "internals", feature = "compile"))]
#[doc(hidden)]
pub mod syntax;

#[cfg(all(not(feature = "internals"), feature = "compile"))]
mod analysis;
#[cfg(feature = "compile")]
mod check;
#[cfg(all(not(feature = "internals"), feature = "parquet"))]
mod columnar;
#[cfg(not(feature = "internals"))]
mod compare;
#[cfg(not(feature = "internals"))]
mod decide;
#[cfg(not(feature = "internals"))]
mod diagnostic;
mod embed;
mod enumeration;
#[cfg(not(feature = "internals"))]
mod eval;
#[cfg(not(feature = "internals"))]
mod facts;
#[cfg(not(feature = "internals"))]
mod flat;
#[cfg(all(not(feature = "internals"), feature = "compile"))]
mod ide;
#[cfg(not(feature = "internals"))]
mod ir;
#[cfg(not(feature = "internals"))]
mod render;
#[cfg(not(feature = "internals"))]
mod source;
#[cfg(not(feature = "internals"))]
mod sql;
#[cfg(not(feature = "internals"))]
mod suite;
#[cfg(all(not(feature = "internals"), feature = "compile"))]
mod syntax;

#[cfg(feature = "compile")]
pub use embed::Compiler;
pub use embed::{
    Account, AccountMismatch, Decider, Diagnostics, FactsError, Policies, Policy, UnknownPolicy,
};
pub use eval::Verdict;
pub use facts::{Id, TimestampError, UnknownKeys};
pub use ir::{InvalidProgram, ProgramHash, ProgramHashError, Provenance, Status, Timestamp, Truth, Zone};

/// The parts of a [`Verdict`]: reasons, timeline, missing facts, what is done with data.
pub mod verdict {
    pub use crate::eval::{
        AfterLeaving, AppliedWarning, DeadlineStanding, ElementKey, FailedRequirement, FailedWay, HeldBy,
        InapplicableReason, MessageText, MissingFact, MissingKind, NeededFor, NoticeStanding, Omitted,
        OpenReason, OutcomeValue, OutcomeValueKind, Period, Plan, PlanItem, PlanStep, PolicyFailure, Remedy,
        RequirementTruth, Standing, Witness, WitnessFact,
    };
    pub use crate::ir::{
        DeadlineState, DisposalKind, KeyValue, LocalisedText, Method, MethodResult, NoticeState,
    };
}

/// Errors and warnings of policies and facts as data.
///
/// [`Diagnostics`] and [`FactsError`] iterate over values of [`Diagnostic`](diagnostics::Diagnostic).
pub mod diagnostics {
    pub use crate::diagnostic::{
        Alternative, Code, Diagnostic, FactPath, FactStep, Fix, Label, Language, Message, Severity,
    };
    pub use crate::embed::Location;
    pub use crate::source::{FileId, Span};
}

/// The examples of docs/embedding.md, run as tests.
#[cfg(all(doctest, feature = "compile", feature = "render"))]
#[doc = include_str!("../docs/embedding.md")]
struct Embedding;

/// The examples of the README, run as tests.
#[cfg(all(doctest, feature = "compile", feature = "render"))]
#[doc = include_str!("../README.md")]
struct Readme;
