//! Deciding, without explaining: the statuses of many accounts under one policy at one instant.
//!
//! A [`Decider`] is compiled once from a program, takes the form of a [`Moment`] for an instant, and judges a [`Batch`]
//! of accounts. It gives what [`super::evaluate`] gives, and nothing is allocated while deciding. What it cannot hold it
//! refuses ([`Unheld`], [`Beyond`]), and the complete evaluator takes over.

pub(crate) mod batch;
mod compile;
mod decisions;
mod facts;
mod fold;
mod lanes;
pub(crate) mod layout;
mod lines;
mod node;
mod read;
mod run;
mod stop;
mod term;

use std::sync::Arc;

pub use batch::{Batch, Beyond};
pub use decisions::{Decision, Decisions};
pub use lines::{Found, Judge, Line, Lines, Terms, Unreadable, Wanted};

use crate::flat::Cutoff;
use crate::ir::{PolicyId, Program, Status, Timestamp};
use batch::Plans;
use compile::Compiler;
use layout::{ACCOUNT, REQUEST, RecordPlan};
use node::{Node, Term, Window};

/// Why a policy cannot be compiled for deciding alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unheld {
    /// With its definitions expanded it is too large, or nests too deep.
    TooLarge,
    /// The program is not one that the compiler makes.
    Malformed,
}

/// A policy compiled for deciding.
#[derive(Debug)]
pub struct Decider {
    when: Node,
    requirements: Vec<Node>,
    /// The requirements, those first that are cheap to judge.
    cheapest_first: Vec<usize>,
    grace: Option<Grace>,
    windows: Vec<Window>,
    pub(crate) plans: Arc<Plans>,
}

/// The time to think again.
#[derive(Debug)]
struct Grace {
    over: Node,
    until: Term,
    cancelled: Option<Node>,
}

impl Decider {
    /// Compiles a policy.
    ///
    /// # Errors
    ///
    /// [`Unheld`] if the policy is not held by this form.
    pub fn compile(program: &Program, policy: PolicyId) -> Result<Self, Unheld> {
        let judged = program.policies.get(policy).ok_or(Unheld::Malformed)?;
        let package = program.packages.get(judged.package).ok_or(Unheld::Malformed)?;
        let mut compiler = Compiler::new(program);
        let scope = compiler.scope(policy);
        let when = compiler.condition(&judged.when, &scope)?;
        let requirements = judged
            .requirements
            .iter()
            .map(|requirement| compiler.condition(&requirement.condition, &scope))
            .collect::<Result<Vec<_>, _>>()?;
        let grace = judged.grace.as_ref().map(|grace| compiler.grace(grace, &scope)).transpose()?;
        let Compiler { layout, windows, .. } = compiler;
        let root = |step, record| RecordPlan::new(&layout, program, 0, &[step], record);
        let account = root(ACCOUNT, package.account);
        let request = package.request.map(|record| root(REQUEST, record));
        let plans = Arc::new(Plans::new(&layout, account, request));
        let mut cheapest_first: Vec<usize> = (0..requirements.len()).collect();
        cheapest_first.sort_by_key(|&at| requirements[at].cost());
        Ok(Self { when, requirements, cheapest_first, grace, windows, plans })
    }

    /// An empty batch of this policy's layout.
    #[must_use]
    pub fn batch(&self) -> Batch {
        Batch::new(Arc::clone(&self.plans))
    }

    /// How many requirements the policy has.
    #[must_use]
    pub fn requirements(&self) -> usize {
        self.requirements.len()
    }

    fn applying_varies(&self) -> bool {
        let cancelled = self.grace.as_ref().and_then(|grace| grace.cancelled.as_ref());
        self.when.varies() || cancelled.is_some_and(Node::varies) || self.grace.is_some()
    }

    /// Prepares for judging at `now`: each window becomes a cut-off.
    #[must_use]
    pub fn at(&self, now: Timestamp) -> Moment<'_> {
        let cutoff = |window: &Window| Cutoff::new(window.comparison, &window.shifts, now.as_micros());
        Moment { decider: self, now: now.as_micros(), cutoffs: self.windows.iter().map(cutoff).collect() }
    }
}

impl Moment<'_> {
    /// The instant.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.now)
    }

    /// Whether an account that is not eligible now may become so by waiting: whether all that stands in its way hangs
    /// on the instant. (That it does become so, only a complete evaluation says.)
    #[must_use]
    pub fn may_clear(&self, decision: Decision<'_>) -> bool {
        let mut open = decision.failed().chain(decision.unknown()).peekable();
        let is_open = open.peek().is_some();
        let clears = open.all(|at| self.decider.requirements[at].varies());
        match decision.status {
            Status::Inapplicable => clears && self.decider.applying_varies(),
            Status::Undetermined if !is_open => self.decider.applying_varies(),
            Status::Blocked | Status::Undetermined | Status::Cooling | Status::Eligible => clears,
        }
    }
}

/// A policy at an instant.
#[derive(Debug)]
pub struct Moment<'d> {
    decider: &'d Decider,
    now: i64,
    cutoffs: Vec<Cutoff>,
}
