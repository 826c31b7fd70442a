//! What the walk over a condition keeps: its truth alone, or a record of all that it looked at. One walk serves both,
//! so that they cannot come apart. The truth is worked out of everything; the record only of what is to be explained.

use std::rc::Rc;

use super::judge::{Judge, PolicyNode};
use super::known::Known;
use super::place::{Env, PathId, Read};
use super::record::Element;
use super::scalar::Scalar;
use super::steps::Steps;
use crate::ir::{Condition, DefinitionId, Truth};

/// What is kept.
pub(super) trait Keep<'a>: Sized {
    /// Of a condition.
    type Node: Clone;
    /// Of a definition's value.
    type Call: Clone;
    /// Of what terms looked at.
    type Evidence: Default;
    /// Of what a condition is made of.
    type Parts: Default;
    /// Of a collection under a filter.
    type Selection;

    /// Whether anything is kept besides truth and value.
    const RECORDS: bool;

    /// What was judged so far.
    fn memo<'j>(judge: &'j Judge<'a>) -> &'j Memo<'a, Self>;

    fn node(
        condition: &'a Condition,
        truth: Steps<Truth>,
        evidence: Self::Evidence,
        parts: Self::Parts,
    ) -> Self::Node;
    fn truth(node: &Self::Node) -> &Steps<Truth>;

    fn call(value: Steps<Scalar<'a>>, evidence: Self::Evidence) -> Self::Call;
    fn value(call: &Self::Call) -> &Steps<Scalar<'a>>;

    /// A term read a fact,
    fn read(evidence: &mut Self::Evidence, read: Read<'a>);
    /// looked at a collection,
    fn selected(evidence: &mut Self::Evidence, selection: Self::Selection);
    /// used a definition;
    fn called(evidence: &mut Self::Evidence, call: Self::Call);
    /// the operands of a comparison lie so far apart.
    fn differ(evidence: &mut Self::Evidence, margin: Option<i128>);

    /// A condition is made of another, after those before,
    fn conditions(parts: &mut Self::Parts, node: Self::Node);
    /// of a selection,
    fn selection_of(selection: Self::Selection) -> Self::Parts;
    /// of a policy.
    fn policy(policy: Rc<PolicyNode<'a>>) -> Self::Parts;

    fn selection(collection: Read<'a>, known: bool) -> Self::Selection;
    /// Whether an element with this truth is to be recorded with its filter; if not, it is counted.
    fn takes(selection: &mut Self::Selection, truth: Truth, most: u64) -> bool;
    fn element(selection: &mut Self::Selection, element: Element<'a>);
    fn any(selection: &mut Self::Selection, element: Element<'a>);
}

/// Keeps the truth alone.
#[derive(Debug)]
pub(super) struct Truths;

impl<'a> Keep<'a> for Truths {
    type Node = Steps<Truth>;
    type Call = Steps<Scalar<'a>>;
    type Evidence = ();
    type Parts = ();
    type Selection = ();

    const RECORDS: bool = false;

    fn memo<'j>(judge: &'j Judge<'a>) -> &'j Memo<'a, Self> {
        &judge.truths
    }

    fn node(_: &'a Condition, truth: Steps<Truth>, (): (), (): ()) -> Steps<Truth> {
        truth
    }

    fn truth(node: &Steps<Truth>) -> &Steps<Truth> {
        node
    }

    fn call(value: Steps<Scalar<'a>>, (): ()) -> Steps<Scalar<'a>> {
        value
    }

    fn value<'n>(call: &'n Steps<Scalar<'a>>) -> &'n Steps<Scalar<'a>> {
        call
    }

    fn read((): &mut (), _: Read<'a>) {}
    fn selected((): &mut (), (): ()) {}
    fn called((): &mut (), _: Steps<Scalar<'a>>) {}
    fn differ((): &mut (), _: Option<i128>) {}
    fn conditions((): &mut (), _: Steps<Truth>) {}
    fn selection_of((): ()) {}
    fn policy(_: Rc<PolicyNode<'a>>) {}
    fn selection(_: Read<'a>, _: bool) {}
    fn takes((): &mut (), _: Truth, _: u64) -> bool {
        false
    }
    fn element((): &mut (), _: Element<'a>) {}
    fn any((): &mut (), _: Element<'a>) {}
}

/// A definition and the records that it was called on.
pub(super) type CallKey = (DefinitionId, PathId, Option<PathId>);

pub(super) fn call_key(definition: DefinitionId, env: &Env<'_, '_>) -> CallKey {
    (definition, env.account.path, env.elements.map(|link| link.frame.path))
}

/// What definitions came to, so that each is judged once of each record.
pub(super) struct Memo<'a, K: Keep<'a>> {
    pub(super) conditions: Known<CallKey, K::Node>,
    pub(super) terms: Known<CallKey, K::Call>,
}

impl<'a, K: Keep<'a>> Default for Memo<'a, K> {
    fn default() -> Self {
        Self { conditions: Known::default(), terms: Known::default() }
    }
}
