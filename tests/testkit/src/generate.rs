//! Random packages: the text of policies that the checker accepts, with every construct of the language.
//!
//! A package is made top down and typed: each expression is drawn for a type and a scope, so that what comes out is
//! well typed by construction. No part of the compiler is used to make it.

mod case;
mod clauses;
mod condition;
mod declarations;
mod fixtures;
mod literals;
mod messages;
pub mod narrowing;
mod phrase;
mod scope;
mod value;
mod words;
mod world;

use crate::Dice;
use world::World;

/// A file of a random program.
#[derive(Debug, Clone)]
pub struct Generated {
    /// Its name, `p0.policy`.
    pub name: String,
    /// Its text: a package, or the tests of one.
    pub text: String,
}

/// The files of a random program of one to three packages, each of which may use those before it.
#[must_use]
pub fn packages(seed: u64) -> Vec<Generated> {
    let mut generator = Generator { dice: Dice::new(seed), world: World::default(), rows_left: 1 };
    let count = *generator.dice.pick(&[1, 1, 1, 2, 2, 3]);
    (0..count).flat_map(|_| generator.package()).collect()
}

/// The state of one run: what was declared so far, and the dice.
struct Generator {
    dice: Dice,
    world: World,
    /// How many combinations of rows the comparison that is drawn may still have.
    rows_left: usize,
}
