//! The subcommands, a file each: `Args`, and `run(&Args, &Console) -> Ended`.

pub(crate) mod build;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod diff;
pub(crate) mod doc;
pub(crate) mod due;
pub(crate) mod eval;
pub(crate) mod explain;
pub(crate) mod fmt;
#[cfg(feature = "lsp")]
pub(crate) mod lsp;
pub(crate) mod new;
pub(crate) mod schema;
pub(crate) mod sql;
pub(crate) mod sweep;
pub(crate) mod test;
