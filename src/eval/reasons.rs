//! What made a condition come out as it did, read off the record of its judgement.

use std::collections::HashSet;
use std::rc::Rc;

use super::judge::{Judge, PolicyNode};
use super::place::{PathId, Read};
use super::record::{Element, Evidence, Node, Parts, Selection};
use super::truth::Truth;
use crate::ir::{ConditionKind, Value};

/// Why a condition is true or false.
#[derive(Debug, Default)]
pub(super) struct Reasons<'n, 'a> {
    /// Elements that its phrases speak of.
    pub(super) elements: Vec<&'n Element<'a>>,
    /// Single facts.
    pub(super) facts: Vec<Read<'a>>,
    /// Policies that it asks to be satisfied.
    pub(super) policies: Vec<&'n PolicyNode<'a>>,
}

impl<'n, 'a> Reasons<'n, 'a> {
    /// Why `node` is as it is at the instant of the judgement.
    pub(super) fn of(node: &'n Rc<Node<'a>>) -> Self {
        let mut walk = Walk::default();
        walk.node(node);
        walk.found
    }

    /// The elements of which a selection is true.
    pub(super) fn of_selection(selection: &'n Selection<'a>) -> Self {
        let mut walk = Walk::default();
        walk.selection(selection);
        walk.found
    }
}

impl<'a> Element<'a> {
    /// What was read of it.
    pub(super) fn reads(&self) -> impl Iterator<Item = Read<'a>> {
        let reads = Reasons::of(&self.filter).facts.into_iter().chain(self.evidence.reads.iter().copied());
        reads.filter(|read| read.base.path == self.frame.path && !read.fields.is_empty())
    }
}

/// What definitions came to is shared: a walk looks at it once.
#[derive(Default)]
struct Seen(HashSet<*const ()>);

impl Seen {
    fn is_first<T>(&mut self, shared: &Rc<T>) -> bool {
        Rc::strong_count(shared) == 1 || self.0.insert(Rc::as_ptr(shared).cast())
    }
}

#[derive(Default)]
struct Walk<'n, 'a> {
    found: Reasons<'n, 'a>,
    seen: Seen,
}

impl<'n, 'a> Walk<'n, 'a> {
    fn node(&mut self, node: &'n Rc<Node<'a>>) {
        if !self.seen.is_first(node) {
            return;
        }
        self.evidence(&node.evidence);
        match &node.parts {
            Parts::None => {}
            Parts::Conditions(parts) => responsible(node, parts).for_each(|part| self.node(part)),
            Parts::Selection(selection) => self.selection(selection),
            Parts::Policy(policy) => self.found.policies.push(policy),
        }
    }

    fn evidence(&mut self, evidence: &'n Evidence<'a>) {
        self.found.facts.extend(&evidence.reads);
        for selection in &evidence.selections {
            self.selection(selection);
        }
        for call in &evidence.calls {
            if self.seen.is_first(call) {
                self.evidence(&call.evidence);
            }
        }
    }

    fn selection(&mut self, selection: &'n Selection<'a>) {
        let selected = selection.elements.iter().filter(|it| it.filter.truth.now() == Truth::True);
        self.found.elements.extend(selected);
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

/// Whether a fact, or a member of it where it is a set, is unknown.
fn is_missing(value: &Value) -> bool {
    match value {
        Value::Unknown => true,
        Value::Set(members) => members.contains(&Value::Unknown),
        _ => false,
    }
}

/// Finds the unknown facts on which something undecided hangs, none of them superfluous.
pub(super) struct MissingWalk<'j, 'a> {
    judge: &'j Judge<'a>,
    pub(super) found: Vec<Read<'a>>,
    /// Elements that stand for any of an unknown collection: what they hold comes with the collection.
    anyone: HashSet<PathId>,
    seen: Seen,
}

impl<'j, 'a> MissingWalk<'j, 'a> {
    pub(super) fn new(judge: &'j Judge<'a>) -> Self {
        Self { judge, found: Vec::new(), anyone: HashSet::new(), seen: Seen::default() }
    }

    fn add(&mut self, read: Read<'a>) {
        if !self.anyone.contains(&read.base.path) {
            self.found.push(read);
        }
    }

    pub(super) fn node(&mut self, node: &Rc<Node<'a>>) {
        if node.truth.now() != Truth::Unknown || !self.seen.is_first(node) {
            return;
        }
        self.evidence(&node.evidence);
        match &node.parts {
            Parts::None => {}
            Parts::Conditions(parts) => parts.iter().for_each(|part| self.node(part)),
            Parts::Selection(selection) => self.selection(selection),
            Parts::Policy(policy) => self.policy(policy),
        }
    }

    fn policy(&mut self, policy: &Rc<PolicyNode<'a>>) {
        if !self.seen.is_first(policy) {
            return;
        }
        for condition in std::iter::once(&policy.when).chain(&policy.requirements) {
            if condition.truth.now() == Truth::Unknown {
                self.node(self.judge.record(condition, &policy.env));
            }
        }
    }

    pub(super) fn evidence(&mut self, evidence: &Evidence<'a>) {
        evidence.reads.iter().filter(|read| is_missing(read.value)).for_each(|read| self.add(*read));
        for selection in &evidence.selections {
            self.selection(selection);
        }
        for call in &evidence.calls {
            if self.seen.is_first(call) {
                self.evidence(&call.evidence);
            }
        }
    }

    pub(super) fn selection(&mut self, selection: &Selection<'a>) {
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
