//! Runs the tests of a program and reports what differs from their expectations. Verdicts are those of [`crate::eval`] alone.

pub mod coverage;
mod expectation;
pub mod fixtures;
pub mod mutation;

pub use expectation::Mismatch;

use serde::Serialize;

use crate::eval::{Evaluation, Verdict};
use crate::facts::Facts;
use crate::ir::{ExpectationKind, Origin, Program, Test};

/// What came out of the tests that were run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The tests that were run, in the program's order.
    pub tests: Vec<Ran>,
    /// How many tests were left out.
    pub left_out: usize,
}

impl Report {
    /// The report of the tests of the program that were run.
    #[must_use]
    pub fn of(program: &Program, tests: Vec<Ran>) -> Self {
        Self { left_out: program.tests.len() - tests.len(), tests }
    }

    /// The tests of which an expectation was not met.
    pub fn failed(&self) -> impl Iterator<Item = &Ran> {
        self.tests.iter().filter(|ran| !ran.mismatches.is_empty())
    }

    /// How many tests passed.
    #[must_use]
    pub fn passed(&self) -> usize {
        self.tests.len() - self.failed().count()
    }
}

/// A test that was run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ran {
    /// What it shows.
    pub title: String,
    /// `package.policy`.
    pub policy: String,
    /// The file that it is written in.
    pub file: String,
    /// The place in that file.
    #[serde(skip)]
    pub origin: Origin,
    /// The expectations that were not met; none if the test passed.
    pub mismatches: Vec<Mismatch>,
    /// What came out.
    pub verdict: Verdict,
}

/// Runs every test.
#[must_use]
pub fn run(program: &Program) -> Report {
    run_these(program, &program.tests.iter().collect::<Vec<_>>())
}

/// Runs these tests of the program.
#[must_use]
pub fn run_these(program: &Program, tests: &[&Test]) -> Report {
    Report::of(program, tests.iter().map(|test| run_test(program, test)).collect())
}

/// Runs one test of `program`.
#[must_use]
pub fn run_test(program: &Program, test: &Test) -> Ran {
    let facts = Facts::of_test(program, test);
    let evaluation = Evaluation::new(program, test.policy, &facts, test.now);
    let looks_ahead = test.expectations.iter().any(|it| matches!(it.kind, ExpectationKind::WouldBe(_)));
    let verdict = if looks_ahead { evaluation.verdict_with_would_be() } else { evaluation.verdict() };
    let unknown = evaluation.unknown_clauses();
    let check = |expectation| expectation::mismatch(expectation, &verdict, &unknown);
    Ran {
        title: test.title.clone(),
        policy: program.policy_name(test.policy),
        file: program.files.get(test.origin.file as usize).cloned().unwrap_or_default(),
        origin: test.origin,
        mismatches: test.expectations.iter().filter_map(check).collect(),
        verdict,
    }
}
