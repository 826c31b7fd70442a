//! What was found, as text: for people, and for the tools they use. The only module that names codespan-reporting.

mod colour;
#[cfg(feature = "render")]
mod comparison;
#[cfg(feature = "render")]
mod coverage;
#[cfg(feature = "render")]
pub mod diagnostics;
mod diagnostics_json;
#[cfg(feature = "render")]
mod differences;
#[cfg(feature = "render")]
mod drawable;
#[cfg(feature = "render")]
mod due;
mod github;
mod harmless;
#[cfg(feature = "render")]
mod html;
mod junit;
#[cfg(feature = "render")]
mod mutation;
#[cfg(feature = "render")]
mod page;
mod place;
#[cfg(feature = "render")]
mod report;
mod sarif;
mod statistics;
#[cfg(feature = "render")]
mod style;
#[cfg(feature = "render")]
mod table;
#[cfg(all(feature = "compile", feature = "render"))]
mod terms;
#[cfg(feature = "render")]
mod timeline;
#[cfg(feature = "render")]
mod trace;
#[cfg(feature = "render")]
mod verdict;
mod verdict_json;
#[cfg(feature = "render")]
mod wording;
mod words;

pub use crate::diagnostic::Language;
pub use colour::Colour;
#[cfg(feature = "render")]
pub use comparison::{comparison, comparison_json};
#[cfg(feature = "render")]
pub use coverage::{CoverageColumns, coverage_gaps, coverage_lcov, coverage_table};
#[cfg(feature = "render")]
pub use diagnostics::{Borders, Look, diagnostics, diagnostics_as, short};
pub use diagnostics_json::diagnostics_json;
#[cfg(feature = "render")]
pub use differences::{differences, differences_markdown};
#[cfg(feature = "render")]
pub use due::due;
pub use github::{github, github_tests};
pub use harmless::{escaped, for_json, for_terminal};
#[cfg(feature = "render")]
pub use html::verdict_html;
pub use junit::junit;
#[cfg(feature = "render")]
pub use mutation::{mutation_survivors, mutation_table};
#[cfg(feature = "render")]
pub use report::{listed, report};
pub use sarif::sarif;
pub use statistics::{statistics, statistics_json};
#[cfg(all(feature = "compile", feature = "render"))]
pub use terms::terms_html;
#[cfg(feature = "render")]
pub use trace::trace;
#[cfg(feature = "render")]
pub use verdict::{verdict, verdict_of};
pub use verdict_json::{due_json, verdict_json};
