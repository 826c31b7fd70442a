//! Judging an account by a policy at an instant: truth over time, and the verdict that is read off it.

mod verdict;

pub use verdict::{
    Clears, Disposed, Failure, Inapplicable, Judged, Missing, Period, Refusal, Said, Shown, Truth, Verdict,
    Warned, Witness,
};

use crate::facts::Facts;
use crate::ir::{PolicyId, Program};

/// Judges an account by a policy of `program` at `now`, in microseconds since 1970-01-01T00:00Z.
#[must_use]
pub fn evaluate(program: &Program, policy: PolicyId, facts: &Facts, now: i64) -> Verdict {
    let _ = (program, policy, facts, now);
    todo!("the evaluator lands next")
}
