//! The ordinary tests: documents, layers, the façade and the command line.

mod error_pages;
