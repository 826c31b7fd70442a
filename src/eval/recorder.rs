//! What the evaluator records: nothing besides truths, or everything that it looks at. One walk serves both, so that they
//! cannot differ. Every condition is evaluated without a record; only what is explained is evaluated with one.

use std::rc::Rc;

use super::memo::Memo;
use super::piecewise::Piecewise;
use super::place::{Env, PathId, Read};
use super::record::Element;
use super::record::PolicyNode;
use super::scalar::Scalar;
use crate::ir::{Condition, DefinitionId, Truth, Uncovered};

/// What an evaluation records, with the types of the results.
pub(super) trait Recorder<'a>: Sized {
    /// The result of a condition.
    type Node: Clone;
    /// The result of a called definition that is a value.
    type Call: Clone;
    /// The facts that terms looked at.
    type Evidence: Default;
    /// The parts of a condition.
    type Parts: Default;
    /// A collection under a filter.
    type Selection;

    /// Whether anything is recorded besides truths and values.
    const RECORDS: bool;

    fn node(
        condition: &'a Condition,
        truth: Piecewise<Truth>,
        evidence: Self::Evidence,
        parts: Self::Parts,
    ) -> Self::Node;
    fn truth(node: &Self::Node) -> &Piecewise<Truth>;

    fn call(value: Piecewise<Scalar<'a>>, evidence: Self::Evidence) -> Self::Call;
    fn value(call: &Self::Call) -> &Piecewise<Scalar<'a>>;

    /// Called when a term reads a fact.
    fn on_read(evidence: &mut Self::Evidence, read: Read<'a>);
    /// Called when a term aggregates a collection.
    fn on_select(evidence: &mut Self::Evidence, selection: Self::Selection);
    /// Called when a term uses a definition.
    fn on_call(evidence: &mut Self::Evidence, call: Self::Call);
    /// Called when a term is reckoned beyond what a calendar of working days covers.
    fn on_uncovered(evidence: &mut Self::Evidence, uncovered: Uncovered);
    /// Called with the guard of a row that a term is chosen by.
    fn on_guard(evidence: &mut Self::Evidence, guard: Self::Node);
    /// Called with the law that a row cites, if the row is possible at the instant.
    fn on_law(evidence: &mut Self::Evidence, law: &'a str);
    /// Called with what the value of a row looked at, and whether the row is possible at the instant.
    fn on_row(evidence: &mut Self::Evidence, row: Self::Evidence, is_possible: bool);
    /// Called with the distance of the operands of a comparison.
    fn on_margin(evidence: &mut Self::Evidence, margin: Option<i128>);

    /// Adds a part to those before it.
    fn add_part(parts: &mut Self::Parts, node: Self::Node);
    /// The parts of a condition over a selection.
    fn parts_of_selection(selection: Self::Selection) -> Self::Parts;
    /// The parts of a condition that asks for a policy.
    fn parts_of_policy(policy: Rc<PolicyNode<'a>>) -> Self::Parts;

    /// A selection of which probably so many elements are recorded.
    fn new_selection(collection: Read<'a>, known: bool, recorded: usize) -> Self::Selection;
    /// Whether an element with this truth is recorded. If not, it is only counted.
    fn admits(selection: &mut Self::Selection, truth: Truth, most: u64) -> bool;
    fn add_element(selection: &mut Self::Selection, element: Element<'a>);
    fn set_placeholder(selection: &mut Self::Selection, element: Element<'a>);
}

/// Records nothing: the result is the truth.
#[derive(Debug)]
pub(super) struct NoRecord;

impl<'a> Recorder<'a> for NoRecord {
    type Node = Piecewise<Truth>;
    type Call = Piecewise<Scalar<'a>>;
    type Evidence = ();
    type Parts = ();
    type Selection = ();

    const RECORDS: bool = false;

    fn node(_: &'a Condition, truth: Piecewise<Truth>, (): (), (): ()) -> Piecewise<Truth> {
        truth
    }

    fn truth(node: &Piecewise<Truth>) -> &Piecewise<Truth> {
        node
    }

    fn call(value: Piecewise<Scalar<'a>>, (): ()) -> Piecewise<Scalar<'a>> {
        value
    }

    fn value<'n>(call: &'n Piecewise<Scalar<'a>>) -> &'n Piecewise<Scalar<'a>> {
        call
    }

    fn on_read((): &mut (), _: Read<'a>) {}
    fn on_select((): &mut (), (): ()) {}
    fn on_call((): &mut (), _: Piecewise<Scalar<'a>>) {}
    fn on_uncovered((): &mut (), _: Uncovered) {}
    fn on_guard((): &mut (), _: Piecewise<Truth>) {}
    fn on_law((): &mut (), _: &'a str) {}
    fn on_row((): &mut (), (): (), _: bool) {}
    fn on_margin((): &mut (), _: Option<i128>) {}
    fn add_part((): &mut (), _: Piecewise<Truth>) {}
    fn parts_of_selection((): ()) {}
    fn parts_of_policy(_: Rc<PolicyNode<'a>>) {}
    fn new_selection(_: Read<'a>, _: bool, _: usize) {}
    fn admits((): &mut (), _: Truth, _: u64) -> bool {
        false
    }
    fn add_element((): &mut (), _: Element<'a>) {}
    fn set_placeholder((): &mut (), _: Element<'a>) {}
}

/// A definition and the records that it was called on.
pub(super) type CallKey = (DefinitionId, PathId, Option<PathId>);

pub(super) fn call_key(definition: DefinitionId, env: &Env<'_, '_>) -> CallKey {
    (definition, env.account.path, env.elements.map(|link| link.frame.path))
}

/// The results of definitions, so that each is evaluated once for each record.
pub(super) struct CallMemos<'a, K: Recorder<'a>> {
    pub(super) conditions: Memo<CallKey, K::Node>,
    pub(super) terms: Memo<CallKey, K::Call>,
}

impl<'a, K: Recorder<'a>> Default for CallMemos<'a, K> {
    fn default() -> Self {
        Self { conditions: Memo::default(), terms: Memo::default() }
    }
}
