//! What the tests of exeunt share: random well-typed packages, facts to judge by them, and a plain evaluator to hold
//! the verdicts against; the program as a
//! process; and an editor's side of the protocol of language servers.
//!
//! Everything random here is made from a seed alone, so a failing case is named by its seed.

pub mod client;
pub mod facts;
pub mod flat;
pub mod generate;
pub mod layout;
pub mod oracle;
pub mod program;
pub mod written;

mod dice;
mod instants;

pub use dice::Dice;
