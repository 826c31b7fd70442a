//! The subcommands, a file each: `Args`, and `run(&Args, &Console) -> Ended`.

pub(crate) mod build;
pub(crate) mod check;
pub(crate) mod eval;
pub(crate) mod explain;
pub(crate) mod sql;
#[cfg(feature = "lsp")]
pub(crate) mod lsp;
pub(crate) mod test;
