//! A policy compiled for deciding, and bound to an instant.

use std::sync::Arc;

use super::batch::{Batch, Plans};
use super::fold::all;
use super::node::{Node, Window};
use super::select::Selector;
use super::storage::{RecordPlan, storage};
use crate::flat::{ACCOUNT, ACCOUNTS, Cutoff, FlatPolicy, Named, REQUEST, Unsupported, lower};
use crate::ir::{PolicyId, Program, Timestamp};

/// A policy compiled for deciding.
#[derive(Debug)]
pub struct CompiledPolicy {
    /// Whether the policy applies.
    pub(super) applies: Node,
    pub(super) requirements: Vec<Node>,
    /// The requirements, those first that are cheap to judge.
    pub(super) cheapest_first: Vec<usize>,
    pub(super) grace_over: Option<Node>,
    pub(super) windows: Vec<Window>,
    /// Whether time alone may change whether the policy applies, or the grace period is over.
    pub(super) applying_varies: bool,
    /// Whether it may change each requirement.
    pub(super) requirement_varies: Vec<bool>,
    pub(crate) plans: Arc<Plans>,
}

impl CompiledPolicy {
    /// Compiles a policy.
    ///
    /// # Errors
    ///
    /// [`Unsupported`] if the policy cannot be compiled for deciding alone.
    pub fn compile(program: &Program, policy: PolicyId) -> Result<Self, Unsupported> {
        Self::of(program, &lower(program, policy)?)
    }

    /// Compiles a policy that was lowered from `program`.
    fn of(program: &Program, flat: &FlatPolicy) -> Result<Self, Unsupported> {
        let storage = storage(&flat.schema);
        let mut selector = Selector { schema: &flat.schema, storage: &storage, windows: Vec::new() };
        let mut nodes = |all: &[Named]| -> Result<Vec<Node>, Unsupported> {
            all.iter().map(|named| selector.condition(&named.condition)).collect()
        };
        let (applies, requirements) = (nodes(&flat.applies)?, nodes(&flat.requirements)?);
        let grace_over =
            flat.grace_over.as_ref().map(|over| selector.condition(&over.condition)).transpose()?;
        let windows = selector.windows;
        let root = |step, record| RecordPlan::new(&flat.schema, &storage, program, ACCOUNTS, &[step], record);
        let account = root(ACCOUNT, flat.account);
        let request = flat.request.map(|record| root(REQUEST, record));
        let plans = Arc::new(Plans::new(&flat.schema, &storage, account, request));
        let mut cheapest_first: Vec<usize> = (0..requirements.len()).collect();
        cheapest_first.sort_by_key(|&at| requirements[at].cost());
        let varies = |named: &Named| named.condition.trend().varies();
        Ok(Self {
            applies: all(applies),
            requirements,
            cheapest_first,
            grace_over,
            windows,
            applying_varies: flat.applies.iter().any(varies) || flat.grace_over.is_some(),
            requirement_varies: flat.requirements.iter().map(varies).collect(),
            plans,
        })
    }

    /// An empty batch of the facts that this policy reads.
    #[must_use]
    pub fn batch(&self) -> Batch {
        Batch::new(Arc::clone(&self.plans))
    }

    /// How many requirements the policy has.
    #[must_use]
    pub fn requirements(&self) -> usize {
        self.requirements.len()
    }

    /// Prepares for judging at `now`: each window becomes a cutoff.
    #[must_use]
    pub fn at(&self, now: Timestamp) -> AtInstant<'_> {
        let now = now.as_micros();
        let mut cutoffs: Vec<Cutoff> = Vec::with_capacity(self.windows.len());
        for Window { comparison, shifts, complement } in &self.windows {
            cutoffs.push(match complement.and_then(|at| cutoffs[at].complement()) {
                Some(cutoff) => cutoff,
                None => Cutoff::new(*comparison, shifts, now),
            });
        }
        AtInstant { policy: self, now, cutoffs }
    }
}

/// A compiled policy at an instant.
#[derive(Debug)]
pub struct AtInstant<'p> {
    pub(super) policy: &'p CompiledPolicy,
    /// In microseconds since 1970-01-01T00:00Z.
    pub(super) now: i64,
    pub(super) cutoffs: Vec<Cutoff>,
}

impl AtInstant<'_> {
    /// The instant.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.now)
    }
}
