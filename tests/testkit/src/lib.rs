//! What the tests of exeunt share: random well-typed packages and facts, an independent evaluator to compare verdicts
//! with, the shipped policies, files, the program as a process, and a client of the language server.
//!
//! Everything random here is made from a seed alone, so a failing case is named by its seed.

pub mod client;
pub mod facts;
pub mod files;
pub mod flat;
pub mod generate;
pub mod layout;
pub mod oracle;
pub mod policies;
pub mod program;
pub mod written;

mod dice;
mod instants;

pub use dice::Dice;
pub use policies::{analysed, analysed_text, compiled, generated, shipped, shipped_program, sound};
pub use program::{Exeunt, Run};
