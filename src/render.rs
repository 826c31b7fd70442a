//! What was found, as text: for people, and for the tools they use. The only module that names codespan-reporting.

mod coverage;
pub mod diagnostics;
mod junit;
mod mutation;
mod report;
mod style;
mod table;
mod verdict;
mod verdict_json;
mod words;

pub use coverage::{coverage_gaps, coverage_lcov, coverage_table};
pub use diagnostics::{Look, diagnostics, diagnostics_as, short};
pub use junit::junit;
pub use mutation::{mutation_survivors, mutation_table};
pub use report::report;
pub use verdict::{verdict, verdict_of};
pub use verdict_json::verdict_json;
