//! exeunt: a language, compiler and evaluator for the terms under which an account may be deleted, closed or
//! suspended.

pub mod source;
pub mod diagnostic;
pub mod syntax;
pub mod check;
pub mod ir;
pub mod eval;
pub mod suite;
pub mod analysis;
pub mod render;
