//! The generated parser. Its rules are documented in `grammar/`.
#![allow(missing_docs, reason = "generated from the grammar")]

#[derive(pest_derive::Parser)]
#[grammar = "../grammar/lexical.pest"]
#[grammar = "../grammar/conditions.pest"]
#[grammar = "../grammar/policy.pest"]
pub(super) struct Grammar;
