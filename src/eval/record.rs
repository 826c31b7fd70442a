//! The record of a judgement: each condition with what it looked at and what decided it. Reasons, missing facts and traces
//! are read off it.

use std::rc::Rc;

use super::judge::{Judge, PolicyNode};
use super::keep::{Keep, Memo};
use super::place::{Frame, Read};
use super::scalar::Scalar;
use super::steps::Steps;
use super::tally::Tally;
use crate::ir::{Condition, Truth};

/// A condition that was judged.
#[derive(Debug)]
pub(super) struct Node<'a> {
    pub(super) condition: &'a Condition,
    pub(super) truth: Steps<Truth>,
    /// The facts that its own terms read.
    pub(super) evidence: Evidence<'a>,
    /// What it is made of.
    pub(super) parts: Parts<'a>,
}

/// What a condition is made of.
#[derive(Debug, Default)]
pub(super) enum Parts<'a> {
    /// Nothing: its terms decide it.
    #[default]
    None,
    /// Other conditions.
    Conditions(Vec<Rc<Node<'a>>>),
    /// A selection from a collection.
    Selection(Box<Selection<'a>>),
    /// Another policy.
    Policy(Rc<PolicyNode<'a>>),
}

/// What terms looked at.
#[derive(Debug, Default)]
pub(super) struct Evidence<'a> {
    pub(super) reads: Vec<Read<'a>>,
    pub(super) selections: Vec<Selection<'a>>,
    pub(super) calls: Vec<Rc<TermNode<'a>>>,
    /// By how much the left operand of a comparison exceeds the right at the instant, where both are known and of an
    /// ordered type.
    pub(super) margin: Option<i128>,
}

/// A definition's value, with what it looked at.
#[derive(Debug)]
pub(super) struct TermNode<'a> {
    pub(super) value: Steps<Scalar<'a>>,
    pub(super) evidence: Evidence<'a>,
}

/// A collection, with the judgement of each element, or only of those of which the filter is not false at the instant; of
/// many elements, that of the first with each truth.
#[derive(Debug)]
pub(super) struct Selection<'a> {
    pub(super) collection: Read<'a>,
    pub(super) elements: Vec<Element<'a>>,
    /// How many elements there are with each truth, as far as they are asked for.
    count: Tally,
    /// How many of them are not among the elements.
    pub(super) left_out: Tally,
    /// Whether it is known which elements there are.
    pub(super) known: bool,
    /// An element of which nothing is known, where it is not: what any element would hang on.
    pub(super) any: Option<Element<'a>>,
}

/// An element of a collection under a filter.
#[derive(Debug)]
pub(super) struct Element<'a> {
    pub(super) frame: Frame<'a>,
    pub(super) filter: Rc<Node<'a>>,
    /// What was read of it besides, by an aggregate's term.
    pub(super) evidence: Evidence<'a>,
}

/// Keeps the record.
#[derive(Debug)]
pub(super) struct Record;

impl<'a> Keep<'a> for Record {
    type Node = Rc<Node<'a>>;
    type Call = Rc<TermNode<'a>>;
    type Evidence = Evidence<'a>;
    type Parts = Parts<'a>;
    type Selection = Selection<'a>;

    const RECORDS: bool = true;

    fn memo<'j>(judge: &'j Judge<'a>) -> &'j Memo<'a, Self> {
        &judge.records
    }

    fn node(
        condition: &'a Condition,
        truth: Steps<Truth>,
        evidence: Evidence<'a>,
        parts: Parts<'a>,
    ) -> Rc<Node<'a>> {
        Rc::new(Node { condition, truth, evidence, parts })
    }

    fn truth<'n>(node: &'n Rc<Node<'a>>) -> &'n Steps<Truth> {
        &node.truth
    }

    fn call(value: Steps<Scalar<'a>>, evidence: Evidence<'a>) -> Rc<TermNode<'a>> {
        Rc::new(TermNode { value, evidence })
    }

    fn value<'n>(call: &'n Rc<TermNode<'a>>) -> &'n Steps<Scalar<'a>> {
        &call.value
    }

    fn read(evidence: &mut Evidence<'a>, read: Read<'a>) {
        evidence.reads.push(read);
    }

    fn selected(evidence: &mut Evidence<'a>, selection: Selection<'a>) {
        evidence.selections.push(selection);
    }

    fn called(evidence: &mut Evidence<'a>, call: Rc<TermNode<'a>>) {
        evidence.calls.push(call);
    }

    fn differ(evidence: &mut Evidence<'a>, margin: Option<i128>) {
        evidence.margin = margin;
    }

    fn conditions(parts: &mut Parts<'a>, node: Rc<Node<'a>>) {
        match parts {
            Parts::Conditions(nodes) => nodes.push(node),
            Parts::None | Parts::Selection(_) | Parts::Policy(_) => *parts = Parts::Conditions(vec![node]),
        }
    }

    fn selection_of(selection: Selection<'a>) -> Parts<'a> {
        Parts::Selection(Box::new(selection))
    }

    fn policy(policy: Rc<PolicyNode<'a>>) -> Parts<'a> {
        Parts::Policy(policy)
    }

    fn selection(collection: Read<'a>, known: bool) -> Selection<'a> {
        let (count, left_out) = (Tally::default(), Tally::default());
        Selection { collection, elements: Vec::new(), count, left_out, known, any: None }
    }

    fn takes(selection: &mut Selection<'a>, truth: Truth, most: u64) -> bool {
        let count = selection.count.slot(truth);
        *count += 1;
        let is_taken = *count <= most;
        *selection.left_out.slot(truth) += u64::from(!is_taken);
        is_taken
    }

    fn element(selection: &mut Selection<'a>, element: Element<'a>) {
        selection.elements.push(element);
    }

    fn any(selection: &mut Selection<'a>, element: Element<'a>) {
        selection.any = Some(element);
    }
}
