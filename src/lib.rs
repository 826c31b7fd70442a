//! exeunt: a language, compiler and evaluator for the terms under which an account may be deleted, closed or
//! suspended.
pub mod analysis;
pub mod check;
#[cfg(feature = "parquet")]
pub mod columnar;
pub mod compare;
pub mod diagnostic;
pub mod eval;
pub mod facts;
pub mod ide;
pub mod ir;
pub mod render;
pub mod source;
pub mod sql;
pub mod suite;
pub mod syntax;
