//! Analyses of lowered conditions: what they show to be present, and how time changes them. Pure functions of the program.

pub(super) mod agree;
pub(super) mod covering;
pub(super) mod narrowing;
pub(super) mod rows;
pub(super) mod substitute;
pub(super) mod summarize;

#[cfg(test)]
mod tests;
