//! What was found, as text: for people, and for the tools they use. The only module that names codespan-reporting.

mod comparison;
mod coverage;
pub mod diagnostics;
mod diagnostics_json;
mod differences;
mod github;
mod harmless;
mod html;
mod junit;
mod mutation;
mod page;
mod place;
mod report;
mod sarif;
mod style;
mod table;
mod timeline;
mod trace;
mod verdict;
mod verdict_json;
mod words;

pub use comparison::{comparison, comparison_json};
pub use coverage::{coverage_gaps, coverage_lcov, coverage_table};
pub use diagnostics::{Look, diagnostics, diagnostics_as, short};
pub use diagnostics_json::diagnostics_json;
pub use differences::differences;
pub use github::github;
pub use html::verdict_html;
pub use junit::junit;
pub use mutation::{mutation_survivors, mutation_table};
pub use report::report;
pub use sarif::sarif;
pub use trace::trace;
pub use verdict::{verdict, verdict_of};
pub use verdict_json::verdict_json;
