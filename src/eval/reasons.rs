//! What made a condition come out as it did, read off the record of its judgement.

use std::collections::HashSet;
use std::rc::Rc;

use super::judge::{Evidence, Node, Parts, PolicyNode, Selection};
use super::place::{Frame, PathId, Read};
use super::truth::Truth;
use crate::ir::{ConditionKind, Value};

/// Why a condition is true or false.
#[derive(Debug, Default)]
pub(super) struct Reasons<'a> {
    /// Elements that its phrases speak of, with what was read of each.
    pub(super) elements: Vec<(Frame<'a>, Vec<Read<'a>>)>,
    /// Single facts.
    pub(super) facts: Vec<Read<'a>>,
    /// Policies that it asks to be satisfied.
    pub(super) policies: Vec<Rc<PolicyNode<'a>>>,
}

impl<'a> Reasons<'a> {
    /// Why `node` is as it is at the instant of the judgement.
    pub(super) fn of(node: &Rc<Node<'a>>) -> Self {
        let mut walk = Walk::default();
        walk.node(node);
        walk.found
    }

    /// The elements of which a selection is true.
    pub(super) fn of_selection(selection: &Selection<'a>) -> Self {
        let mut walk = Walk::default();
        walk.selection(selection);
        walk.found
    }
}

/// Judgements are shared, so that a walk looks at each once.
#[derive(Default)]
struct Walk<'a> {
    found: Reasons<'a>,
    seen: HashSet<*const ()>,
}

impl<'a> Walk<'a> {
    fn node(&mut self, node: &Rc<Node<'a>>) {
        if !self.seen.insert(Rc::as_ptr(node).cast()) {
            return;
        }
        self.evidence(&node.evidence);
        match &node.parts {
            Parts::None => {}
            Parts::Conditions(parts) => responsible(node, parts).for_each(|part| self.node(part)),
            Parts::Selection(selection) => self.selection(selection),
            Parts::Policy(policy) => self.found.policies.push(Rc::clone(policy)),
        }
    }

    fn evidence(&mut self, evidence: &Evidence<'a>) {
        self.found.facts.extend(&evidence.reads);
        for selection in &evidence.selections {
            self.selection(selection);
        }
        for call in &evidence.calls {
            if self.seen.insert(Rc::as_ptr(call).cast()) {
                self.evidence(&call.evidence);
            }
        }
    }

    fn selection(&mut self, selection: &Selection<'a>) {
        for element in selection.elements.iter().filter(|it| it.filter.truth.now() == Truth::True) {
            let mut reads = Reasons::of(&element.filter).facts;
            reads.extend(&element.evidence.reads);
            reads.retain(|read| read.base.path == element.frame.path && !read.fields.is_empty());
            self.found.elements.push((element.frame, reads));
        }
    }
}

/// The parts that made a condition come out as it did.
fn responsible<'n, 'a>(
    node: &'n Node<'a>,
    parts: &'n [Rc<Node<'a>>],
) -> impl Iterator<Item = &'n Rc<Node<'a>>> {
    let truth = node.truth.now();
    let any_will_do = match &node.condition.kind {
        ConditionKind::All(_) => truth != Truth::True,
        ConditionKind::Any(_) => truth != Truth::False,
        _ => false,
    };
    parts.iter().filter(move |part| !any_will_do || part.truth.now() == truth)
}

/// The unknown facts on which an undecided condition hangs, none of them superfluous.
pub(super) fn missing<'a>(node: &Rc<Node<'a>>) -> Vec<Read<'a>> {
    let mut walk = MissingWalk::default();
    walk.node(node);
    walk.found
}

/// The unknown facts on which an undecided selection hangs.
pub(super) fn missing_of_selection<'a>(selection: &Selection<'a>) -> Vec<Read<'a>> {
    let mut walk = MissingWalk::default();
    walk.selection(selection);
    walk.found
}

/// The unknown facts among what terms looked at.
pub(super) fn missing_of_evidence<'a>(evidence: &Evidence<'a>) -> Vec<Read<'a>> {
    let mut walk = MissingWalk::default();
    walk.evidence(evidence);
    walk.found
}

/// Whether a fact, or a member of it where it is a set, is unknown.
fn is_missing(value: &Value) -> bool {
    match value {
        Value::Unknown => true,
        Value::Set(members) => members.contains(&Value::Unknown),
        _ => false,
    }
}

#[derive(Default)]
struct MissingWalk<'a> {
    found: Vec<Read<'a>>,
    /// Elements that stand for any of an unknown collection: what they hold comes with the collection.
    anyone: HashSet<PathId>,
    seen: HashSet<*const ()>,
}

impl<'a> MissingWalk<'a> {
    fn add(&mut self, read: Read<'a>) {
        if !self.anyone.contains(&read.base.path) {
            self.found.push(read);
        }
    }

    fn node(&mut self, node: &Rc<Node<'a>>) {
        if node.truth.now() != Truth::Unknown || !self.seen.insert(Rc::as_ptr(node).cast()) {
            return;
        }
        self.evidence(&node.evidence);
        match &node.parts {
            Parts::None => {}
            Parts::Conditions(parts) => parts.iter().for_each(|part| self.node(part)),
            Parts::Selection(selection) => self.selection(selection),
            Parts::Policy(policy) => {
                self.node(&policy.when);
                policy.requirements.iter().for_each(|requirement| self.node(requirement));
            }
        }
    }

    fn evidence(&mut self, evidence: &Evidence<'a>) {
        evidence.reads.iter().filter(|read| is_missing(read.value)).for_each(|read| self.add(*read));
        for selection in &evidence.selections {
            self.selection(selection);
        }
        for call in &evidence.calls {
            if self.seen.insert(Rc::as_ptr(call).cast()) {
                self.evidence(&call.evidence);
            }
        }
    }

    fn selection(&mut self, selection: &Selection<'a>) {
        if !selection.known {
            self.add(selection.collection);
        }
        self.anyone.extend(selection.any.iter().map(|element| element.frame.path));
        for element in selection.elements.iter().chain(&selection.any) {
            match element.filter.truth.now() {
                Truth::False => {}
                Truth::Unknown => {
                    self.node(&element.filter);
                    self.evidence(&element.evidence);
                }
                Truth::True => self.evidence(&element.evidence),
            }
        }
    }
}
