//! What was found, as text: for people, and for the tools they use. The only module that names codespan-reporting.

pub mod diagnostics;
mod style;

pub use diagnostics::{Look, diagnostics, diagnostics_as, short};
