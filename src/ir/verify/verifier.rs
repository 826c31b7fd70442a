//! What is known of a program while it is verified.

use std::collections::HashSet;

use super::proven::Proven;
use super::size::Sizes;
use crate::ir::{PackageId, Program};

/// What is known of a program while it is verified.
#[derive(Debug)]
pub(in crate::ir) struct Verifier<'p> {
    pub(super) program: &'p Program,
    pub(super) proven: &'p Proven,
    pub(super) sizes: Sizes,
    /// Package and name of the policies verified so far.
    pub(super) policies: HashSet<(PackageId, &'p str)>,
}
