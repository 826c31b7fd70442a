//! The record of a judgement as a tree: every condition with its truth and the facts that it read.

use std::collections::HashSet;
use std::rc::Rc;

use serde::Serialize;

use super::evaluator::Evaluator;
use super::record::PolicyNode;
use super::record::{Evidence, Node, Parts, Selection};
use super::status_timeline::GraceNode;
use super::words::Words;
use crate::ir::{Condition, DeadlineState, Origin, Timestamp, Truth, Zone};

/// A policy's conditions, judged.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trace<'a> {
    /// The policy's `when`.
    pub when: Traced<'a>,
    /// The conditions of its groups.
    pub groups: Vec<Traced<'a>>,
    /// Its requirements, in its order.
    pub requirements: Vec<TracedClause<'a>>,
    /// Its warnings, likewise.
    pub warnings: Vec<TracedClause<'a>>,
    /// Its deadlines.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deadlines: Vec<TracedDeadline<'a>>,
    /// Its grace, if it has one.
    pub grace: Option<TracedGrace<'a>>,
    /// What the rows were chosen by, where the value of its outcome is a case.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outcome: Vec<Traced<'a>>,
}

/// A requirement or a warning, judged.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TracedClause<'a> {
    /// Its name.
    pub name: &'a str,
    /// Whether it is asked of the account: whether its groups concern it.
    pub asked: Truth,
    /// Whether it is a notice.
    #[serde(skip)]
    pub is_notice: bool,
    /// Its own condition.
    pub condition: Traced<'a>,
}

/// A deadline, judged.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TracedDeadline<'a> {
    /// Its name.
    pub name: &'a str,
    /// Whether it concerns the account.
    pub asked: Truth,
    /// Whether the time that it runs from is present.
    pub begun: Traced<'a>,
    /// Whether what is due was done in time.
    pub met: Traced<'a>,
    /// Whether its last instant has passed.
    pub over: Traced<'a>,
}

impl TracedDeadline<'_> {
    /// How it stands.
    #[must_use]
    pub fn state(&self) -> DeadlineState {
        DeadlineState::of(self.asked, self.begun.truth, self.met.truth, self.over.truth)
    }
}

/// A grace, judged.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TracedGrace<'a> {
    /// By how many microseconds the instant lies beyond the last of the grace, where that is known.
    pub margin: Option<i64>,
    /// What may cancel the request, for each element.
    pub cancelled_by: Vec<Traced<'a>>,
    /// What the rows were chosen by, where its end is a case.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub chosen_by: Vec<Traced<'a>>,
}

/// A condition, judged.
#[derive(Clone, PartialEq, Serialize)]
pub struct Traced<'a> {
    /// The condition itself, for tools that look at what it is made of.
    #[serde(skip)]
    pub condition: &'a Condition,
    /// Where it is written.
    pub origin: Origin,
    /// The element that it was judged for, where it is a phrase's filter: `account.trades[3]`.
    pub element: Option<String>,
    /// Its truth at the instant of the judgement.
    pub truth: Truth,
    /// The first later instant at which it is another, if no fact changes.
    pub changes: Option<Timestamp>,
    /// For a comparison of ordered values, by how much the left one exceeds the right at the instant, in the least unit:
    /// microseconds, days, minor units of a currency.
    #[serde(skip)]
    pub margin: Option<i128>,
    /// The facts that its terms read: path, and value in words.
    pub reads: Vec<(String, String)>,
    /// What it is made of. A definition that is judged again is not spread out again.
    pub children: Vec<Traced<'a>>,
    /// How many elements of a collection are not among these.
    pub left_out: u64,
}

/// The facts that it read are not shown, nor what is computed from them.
impl std::fmt::Debug for Traced<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Traced")
            .field("origin", &self.origin)
            .field("element", &self.element)
            .field("truth", &self.truth)
            .field("children", &self.children)
            .finish_non_exhaustive()
    }
}

/// Not a language of any package, so that names are shown as declared.
const TECHNICAL: &str = "";

/// Spreads the record out.
pub(super) struct Tracer<'j, 'a> {
    evaluator: &'j Evaluator<'a>,
    words: Words<'static>,
    spread: HashSet<*const ()>,
}

impl<'j, 'a> Tracer<'j, 'a> {
    pub(super) fn new(evaluator: &'j Evaluator<'a>, zone: Zone) -> Self {
        Self { evaluator, words: Words::new(TECHNICAL, zone), spread: HashSet::new() }
    }

    pub(super) fn node(&mut self, node: &Rc<Node<'a>>, element: Option<String>) -> Traced<'a> {
        let mut traced = Traced {
            condition: node.condition,
            origin: node.condition.origin,
            element,
            truth: node.truth.now(),
            changes: node.truth.changes().first().map(|&(at, _)| Timestamp::from_micros(at)),
            margin: node.evidence.margin,
            reads: Vec::new(),
            children: Vec::new(),
            left_out: 0,
        };
        self.evidence(&node.evidence, &mut traced);
        if !self.spread.insert(Rc::as_ptr(node).cast()) {
            return traced;
        }
        match &node.parts {
            Parts::None => {}
            Parts::Conditions(parts) => {
                traced.children.extend(parts.iter().map(|part| self.node(part, None)));
            }
            Parts::Selection(selection) => self.selection(selection, &mut traced),
            Parts::Policy(policy) => self.policy(policy, &mut traced),
        }
        traced
    }

    pub(super) fn grace(&mut self, grace: &GraceNode<'a>) -> TracedGrace<'a> {
        let margin = grace.until.now().instant().map(|until| self.evaluator.now - until);
        let elements = grace.cancelled.iter().flat_map(|(selection, _)| &selection.elements);
        let chosen_by = grace.evidence.guards.iter().map(|guard| self.node(guard, None)).collect();
        let cancelled_by = elements.map(|element| {
            let path = self.evaluator.paths.words(element.frame.path);
            self.node(&element.filter, Some(path))
        });
        TracedGrace { margin, cancelled_by: cancelled_by.collect(), chosen_by }
    }

    /// The guards that a value was chosen by.
    pub(super) fn chosen_by(&mut self, evidence: &Evidence<'a>) -> Vec<Traced<'a>> {
        let calls = evidence.calls.iter().flat_map(|call| &call.evidence.guards);
        evidence.guards.iter().chain(calls).map(|guard| self.node(guard, None)).collect()
    }

    fn policy(&mut self, policy: &PolicyNode<'a>, into: &mut Traced<'a>) {
        let groups = policy.groups.iter().map(|group| &group.own);
        let requirements = policy.requirements.iter().map(|required| &required.own);
        let conditions = std::iter::once(&policy.when).chain(groups).chain(requirements);
        let evaluator = self.evaluator;
        into.children.extend(conditions.map(|it| self.node(evaluator.record(it, &policy.env), None)));
    }

    fn evidence(&mut self, evidence: &Evidence<'a>, into: &mut Traced<'a>) {
        for read in &evidence.reads {
            if let Some((_, ty)) = read.field(self.evaluator.program) {
                let value = self.words.value(read.scalar(), ty);
                into.reads.push((self.evaluator.paths.words_of(read), value));
            }
        }
        for guard in &evidence.guards {
            let guard = self.node(guard, None);
            into.children.push(guard);
        }
        for selection in &evidence.selections {
            self.selection(selection, into);
        }
        for call in &evidence.calls {
            if self.spread.insert(Rc::as_ptr(call).cast()) {
                self.evidence(&call.evidence, into);
            }
        }
    }

    fn selection(&mut self, selection: &Selection<'a>, into: &mut Traced<'a>) {
        let path = self.evaluator.paths.words_of(&selection.collection);
        let left_out = selection.left_out.sum();
        let count = selection.elements.len() as u64 + left_out;
        into.left_out += left_out;
        into.reads.push((path, if selection.known { count.to_string() } else { self.words.unknown() }));
        for element in &selection.elements {
            let path = self.evaluator.paths.words(element.frame.path);
            into.children.push(self.node(&element.filter, Some(path)));
            element.evidence.iter().for_each(|evidence| self.evidence(evidence, into));
        }
    }
}
