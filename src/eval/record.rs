//! The record of an evaluation: each condition with the facts that it looked at and the parts that decided it. Reasons,
//! missing facts and traces are read off it.

use std::cell::OnceCell;
use std::rc::Rc;

use super::piecewise::Piecewise;
use super::place::{Env, Frame, PathId, Read};
use super::scalar::Scalar;
use super::tally::Tally;
use crate::ir::{Condition, GroupId, IndexVec, Policy, PolicyId, Truth, Uncovered};

/// A condition that was judged.
#[derive(Debug)]
pub(super) struct Node<'a> {
    pub(super) condition: &'a Condition,
    pub(super) truth: Piecewise<Truth>,
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
    /// Calendars of working days that end before what is reckoned by them.
    pub(super) uncovered: Vec<Uncovered>,
    /// The guards of rows that a value was chosen by.
    pub(super) guards: Vec<Rc<Node<'a>>>,
    /// The laws that these rows cite, of those that are possible at the instant.
    pub(super) laws: Vec<&'a str>,
    /// By how much the left operand of a comparison exceeds the right at the instant, where both are known and of an
    /// ordered type.
    pub(super) margin: Option<i128>,
}

/// A definition's value, with what it looked at.
#[derive(Debug)]
pub(super) struct TermNode<'a> {
    pub(super) value: Piecewise<Scalar<'a>>,
    pub(super) evidence: Evidence<'a>,
}

/// A collection, with the judgement of each element, or only of those of which the filter is not false at the instant; of
/// many elements, that of the first with each truth.
#[derive(Debug)]
pub(super) struct Selection<'a> {
    pub(super) collection: Read<'a>,
    pub(super) elements: Vec<Element<'a>>,
    /// How many elements there are with each truth, as far as they are asked for.
    pub(super) count: Tally,
    /// How many of them are not among the elements.
    pub(super) left_out: Tally,
    /// Whether it is known which elements there are.
    pub(super) known: bool,
    /// A placeholder element, used when the collection is unknown: the facts that any element would depend on.
    pub(super) any: Option<Element<'a>>,
}

/// An element of a collection under a filter.
#[derive(Debug)]
pub(super) struct Element<'a> {
    pub(super) frame: Frame<'a>,
    pub(super) filter: Rc<Node<'a>>,
    /// What was read of it besides, by an aggregate's term.
    pub(super) evidence: Option<Box<Evidence<'a>>>,
}

/// A condition with its truth. What decided it is recorded when it is asked for.
#[derive(Debug)]
pub(super) struct Evaluated<'a> {
    pub(super) condition: &'a Condition,
    pub(super) truth: Piecewise<Truth>,
    pub(super) record: OnceCell<Rc<Node<'a>>>,
}

/// A group of a policy, judged.
#[derive(Debug)]
pub(super) struct GroupNode<'a> {
    pub(super) own: Evaluated<'a>,
    /// Whether its clauses concern the account: its condition holds, and those of the groups around it.
    pub(super) concerns: Piecewise<Truth>,
}

/// A requirement of a policy, judged.
#[derive(Debug)]
pub(super) struct Required<'a> {
    pub(super) own: Evaluated<'a>,
    pub(super) group: Option<GroupId>,
    /// Whether it holds where it is asked: what decides the policy.
    pub(super) truth: Piecewise<Truth>,
}

/// A policy judged for an account.
#[derive(Debug)]
pub(super) struct PolicyNode<'a> {
    pub(super) policy: PolicyId,
    pub(super) when: Evaluated<'a>,
    pub(super) groups: IndexVec<GroupId, GroupNode<'a>>,
    pub(super) requirements: Vec<Required<'a>>,
    /// What it speaks of.
    pub(super) env: Env<'a, 'a>,
}

/// A policy and the account that it was judged for.
pub(super) type PolicyKey = (PolicyId, PathId);

impl<'a> PolicyNode<'a> {
    pub(super) fn key(&self) -> PolicyKey {
        (self.policy, self.env.account.path)
    }

    /// Whether the clauses of a group concern the account at the instant; those outside groups concern every account.
    pub(super) fn concerns(&self, group: Option<GroupId>) -> Truth {
        group.map_or(Truth::True, |group| self.groups[group].concerns.now())
    }

    /// The conditions that an undecided requirement depends on: its own, and those of its groups.
    pub(super) fn deciding<'n>(
        &'n self,
        declared: &'n Policy,
        required: &'n Required<'a>,
    ) -> impl Iterator<Item = &'n Evaluated<'a>> {
        self.around(declared, required).chain(std::iter::once(&required.own))
    }

    /// The conditions of the groups that a requirement is in.
    pub(super) fn around<'n>(
        &'n self,
        declared: &'n Policy,
        required: &'n Required<'a>,
    ) -> impl Iterator<Item = &'n Evaluated<'a>> {
        declared.groups_around(required.group).map(|(id, _)| &self.groups[id].own)
    }
}
