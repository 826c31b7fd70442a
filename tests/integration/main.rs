//! The ordinary tests: documents, layers, the façade and the command line.

mod bounds;
mod built_programs;
mod chinese;
mod command_line;
mod coverage;
mod damage;
mod deciding;
mod differences;
mod drawn_diagnostics;
mod error_pages;
mod examples;
mod facts;
mod facts_files;
mod facts_page;
mod facts_schema;
#[cfg(unix)]
mod files;
mod fixing;
mod fixtures;
mod fmt;
mod formats;
mod golden;
mod guide;
mod hostile_texts;
mod html_pages;
mod language_manual;
mod large_accounts;
mod layers;
mod levels;
#[cfg(feature = "lsp")]
mod lsp;
mod mutation;
mod needed_policies;
mod new;
mod odd_signs;
mod population;
mod provenance;
mod recovery;
mod snapshots;
mod sql;
mod sweep;
mod terminal;
mod terms_pages;
mod verdict_pages;
mod verdict_schema;
mod verdicts;
