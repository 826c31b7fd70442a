//! The recorder that keeps everything the evaluator looks at.

use std::rc::Rc;

use super::piecewise::Piecewise;
use super::place::Read;
use super::record::{Element, Evidence, Node, Parts, PolicyNode, Selection, TermNode};
use super::recorder::Recorder;
use super::scalar::Scalar;
use super::tally::Tally;
use crate::ir::{Condition, Truth, Uncovered};

/// For how many elements there is space at first.
const MOST_RESERVED: usize = 64;

/// Records every condition with its evidence.
#[derive(Debug)]
pub(super) struct Recording;

impl<'a> Recorder<'a> for Recording {
    type Node = Rc<Node<'a>>;
    type Call = Rc<TermNode<'a>>;
    type Evidence = Evidence<'a>;
    type Parts = Parts<'a>;
    type Selection = Selection<'a>;

    const RECORDS: bool = true;

    fn node(
        condition: &'a Condition,
        truth: Piecewise<Truth>,
        evidence: Evidence<'a>,
        parts: Parts<'a>,
    ) -> Rc<Node<'a>> {
        Rc::new(Node { condition, truth, evidence, parts })
    }

    fn truth<'n>(node: &'n Rc<Node<'a>>) -> &'n Piecewise<Truth> {
        &node.truth
    }

    fn call(value: Piecewise<Scalar<'a>>, evidence: Evidence<'a>) -> Rc<TermNode<'a>> {
        Rc::new(TermNode { value, evidence })
    }

    fn value<'n>(call: &'n Rc<TermNode<'a>>) -> &'n Piecewise<Scalar<'a>> {
        &call.value
    }

    fn on_read(evidence: &mut Evidence<'a>, read: Read<'a>) {
        evidence.reads.push(read);
    }

    fn on_select(evidence: &mut Evidence<'a>, selection: Selection<'a>) {
        evidence.selections.push(selection);
    }

    fn on_call(evidence: &mut Evidence<'a>, call: Rc<TermNode<'a>>) {
        evidence.calls.push(call);
    }

    fn on_uncovered(evidence: &mut Evidence<'a>, uncovered: Uncovered) {
        evidence.uncovered.push(uncovered);
    }

    fn on_guard(evidence: &mut Evidence<'a>, guard: Rc<Node<'a>>) {
        evidence.guards.push(guard);
    }

    fn on_law(evidence: &mut Evidence<'a>, law: &'a str) {
        evidence.laws.push(law);
    }

    fn on_row(evidence: &mut Evidence<'a>, row: Evidence<'a>, is_possible: bool) {
        let Evidence { reads, selections, calls, guards, laws, uncovered, margin: _ } = row;
        evidence.reads.extend(reads);
        evidence.selections.extend(selections);
        evidence.calls.extend(calls);
        evidence.guards.extend(guards);
        evidence.laws.extend(laws.into_iter().filter(|_| is_possible));
        evidence.uncovered.extend(uncovered);
    }

    fn on_margin(evidence: &mut Evidence<'a>, margin: Option<i128>) {
        evidence.margin = margin;
    }

    fn add_part(parts: &mut Parts<'a>, node: Rc<Node<'a>>) {
        match parts {
            Parts::Conditions(nodes) => nodes.push(node),
            Parts::None | Parts::Selection(_) | Parts::Policy(_) => *parts = Parts::Conditions(vec![node]),
        }
    }

    fn parts_of_selection(selection: Selection<'a>) -> Parts<'a> {
        Parts::Selection(Box::new(selection))
    }

    fn parts_of_policy(policy: Rc<PolicyNode<'a>>) -> Parts<'a> {
        Parts::Policy(policy)
    }

    fn new_selection(collection: Read<'a>, known: bool, recorded: usize) -> Selection<'a> {
        let (count, left_out) = (Tally::default(), Tally::default());
        let elements = Vec::with_capacity(recorded.min(MOST_RESERVED));
        Selection { collection, elements, count, left_out, known, any: None }
    }

    fn admits(selection: &mut Selection<'a>, truth: Truth, most: u64) -> bool {
        let count = selection.count.slot(truth);
        *count += 1;
        let is_taken = *count <= most;
        *selection.left_out.slot(truth) += u64::from(!is_taken);
        is_taken
    }

    fn add_element(selection: &mut Selection<'a>, element: Element<'a>) {
        selection.elements.push(element);
    }

    fn set_placeholder(selection: &mut Selection<'a>, element: Element<'a>) {
        selection.any = Some(element);
    }
}
