//! What the tests of exeunt share: random well-typed packages, and facts to judge by them.
//!
//! Everything here is made from a seed alone, so a failing case is named by its seed.

pub mod generate;

mod dice;

pub use dice::Dice;
