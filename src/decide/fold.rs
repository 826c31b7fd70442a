//! Nodes made of nodes, simplified as they are made.

use super::batch::{PRESENT_VALUES, TRUE_VALUES};
use super::node::{Distinct, Interval, Kind, Node, Select, Set, Term, TermKind};
use crate::ir::{Comparison, Truth};

pub(super) fn constant(truth: Truth) -> Node {
    Node { depth: 0, kind: Kind::Constant(truth) }
}

/// A boolean term as a condition.
pub(super) fn holds(term: Term) -> Node {
    let depth = term.depth;
    let kind = match term.kind {
        TermKind::ByteColumn(column) => Kind::Byte(column, TRUE_VALUES),
        TermKind::Unknown
        | TermKind::Absent
        | TermKind::Constant(_)
        | TermKind::Text(_)
        | TermKind::WideColumn(_)
        | TermKind::TextColumn(_)
        | TermKind::Aggregate(..)
        | TermKind::Distinct(..)
        | TermKind::Arithmetic(..)
        | TermKind::Shift(..)
        | TermKind::Moved(..)
        | TermKind::Case(_)
        | TermKind::Anniversary(..) => Kind::Holds(term),
    };
    Node { depth, kind }
}

pub(super) fn not(inner: Node) -> Node {
    let depth = inner.depth;
    let kind = match inner.kind {
        Kind::Constant(Truth::True) => Kind::Constant(Truth::False),
        Kind::Constant(Truth::False) => Kind::Constant(Truth::True),
        Kind::Not(inner) => return *inner,
        Kind::Byte(column, values) => Kind::Byte(column, !values & !(1 << super::batch::UNKNOWN)),
        kind @ (Kind::Constant(_)
        | Kind::All(_)
        | Kind::Any(_)
        | Kind::Given(..)
        | Kind::Case(_)
        | Kind::Range(..)
        | Kind::Against(..)
        | Kind::Window(..)
        | Kind::WindowOf(..)
        | Kind::Compare(..)
        | Kind::Holds(_)
        | Kind::StartsWith(..)
        | Kind::Member(..)
        | Kind::Present(_)
        | Kind::PresentTable(_)
        | Kind::Quantified(..)) => Kind::Not(Box::new(Node { depth, kind })),
    };
    Node { depth, kind }
}

pub(super) fn all(parts: Vec<Node>) -> Node {
    joined(parts, Truth::True, |one, two| one & two, Kind::All)
}

pub(super) fn any(parts: Vec<Node>) -> Node {
    joined(parts, Truth::False, |one, two| one | two, Kind::Any)
}

/// Joins parts by `and` or `or`. What decides nothing is left out, parts of the same kind are drawn in, and parts on
/// one byte column become one: an unknown value leaves each of them unknown.
fn joined(parts: Vec<Node>, neutral: Truth, merge: fn(u64, u64) -> u64, kind: fn(Vec<Node>) -> Kind) -> Node {
    let mut kept: Vec<Node> = Vec::new();
    let mut queue: std::collections::VecDeque<Node> = parts.into();
    while let Some(part) = queue.pop_front() {
        match part.kind {
            Kind::Constant(truth) if truth == neutral => {}
            Kind::Constant(truth) if truth != Truth::Unknown => return constant(truth),
            Kind::All(inner) if neutral == Truth::True => prepend(&mut queue, inner),
            Kind::Any(inner) if neutral == Truth::False => prepend(&mut queue, inner),
            Kind::Byte(column, values) => match merged(&mut kept, column, part.depth) {
                Some(known) => *known = merge(*known, values),
                None => kept.push(part),
            },
            Kind::Constant(_)
            | Kind::Not(_)
            | Kind::All(_)
            | Kind::Any(_)
            | Kind::Given(..)
            | Kind::Case(_)
            | Kind::Range(..)
            | Kind::Against(..)
            | Kind::Window(..)
            | Kind::WindowOf(..)
            | Kind::Compare(..)
            | Kind::Holds(_)
            | Kind::StartsWith(..)
            | Kind::Member(..)
            | Kind::Present(_)
            | Kind::PresentTable(_)
            | Kind::Quantified(..) => kept.push(part),
        }
    }
    match kept.len() {
        0 => constant(neutral),
        1 => kept.swap_remove(0),
        _ => Node { depth: kept.iter().map(|part| part.depth).max().unwrap_or(0), kind: kind(kept) },
    }
}

fn prepend(queue: &mut std::collections::VecDeque<Node>, parts: Vec<Node>) {
    for part in parts.into_iter().rev() {
        queue.push_front(part);
    }
}

fn merged(kept: &mut [Node], column: usize, depth: u8) -> Option<&mut u64> {
    kept.iter_mut().filter(|node| node.depth == depth).find_map(|node| {
        let Kind::Byte(known, values) = &mut node.kind else { return None };
        (*known == column).then_some(values)
    })
}

/// A comparison of two terms, of which neither is a window's.
pub(super) fn compared(comparison: Comparison, left: Term, right: Term) -> Node {
    let depth = left.depth.max(right.depth);
    let kind = match (&left.kind, &right.kind) {
        (TermKind::Constant(_), TermKind::ByteColumn(_) | TermKind::WideColumn(_)) => {
            return compared(comparison.flipped(), right, left);
        }
        (&TermKind::WideColumn(column), &TermKind::Constant(bound)) => {
            Kind::Range(column, Interval::of(comparison, bound))
        }
        (&TermKind::ByteColumn(column), &TermKind::Constant(bound)) if comparison == Comparison::Equal => {
            Kind::Byte(column, value(bound))
        }
        (&TermKind::ByteColumn(column), &TermKind::Constant(bound)) if comparison == Comparison::NotEqual => {
            Kind::Byte(column, PRESENT_VALUES & !value(bound))
        }
        (&TermKind::WideColumn(column), _) if right.depth < left.depth => {
            Kind::Against(column, comparison, right)
        }
        (_, &TermKind::WideColumn(column)) if left.depth < right.depth => {
            Kind::Against(column, comparison.flipped(), left)
        }
        _ => Kind::Compare(comparison, left, right),
    };
    Node { depth, kind }
}

/// The set of one value of a byte column.
fn value(value: i128) -> u64 {
    u32::try_from(value).ok().and_then(|at| 1_u64.checked_shl(at)).unwrap_or(0) & PRESENT_VALUES
}

/// Finds which rows outside a selection its nodes read.
pub(super) struct Outer {
    /// The depth of the selection's elements.
    pub(super) below: u8,
    /// The innermost row outside that is read.
    pub(super) deepest: Option<u8>,
}

impl Outer {
    fn row(&mut self, depth: u8) {
        if depth < self.below {
            self.deepest = self.deepest.max(Some(depth));
        }
    }

    pub(super) fn node(&mut self, node: &Node) {
        match &node.kind {
            Kind::Constant(_) => {}
            Kind::Not(inner) => self.node(inner),
            Kind::All(parts) | Kind::Any(parts) => parts.iter().for_each(|part| self.node(part)),
            Kind::Given(given, then) => {
                self.node(given);
                self.node(then);
            }
            Kind::Case(cases) => {
                for (guard, value) in &cases.rows {
                    self.node(guard);
                    self.node(value);
                }
            }
            Kind::Byte(..) | Kind::Range(..) | Kind::Window(..) | Kind::PresentTable(_) => {
                self.row(node.depth);
            }
            Kind::Against(_, _, term) => {
                self.row(node.depth);
                self.term(term);
            }
            Kind::WindowOf(term, _) | Kind::Holds(term) | Kind::Present(term) | Kind::StartsWith(term, _) => {
                self.term(term);
            }
            Kind::Compare(_, left, right) => {
                self.term(left);
                self.term(right);
            }
            Kind::Member(member, set) => {
                self.term(member);
                self.set(set);
            }
            Kind::Quantified(_, select) => self.select(select),
        }
    }

    fn set(&mut self, set: &Set) {
        if let Set::Table(_, around, _) = set {
            self.row(*around);
        }
    }

    fn select(&mut self, select: &Select) {
        self.row(select.around);
        self.node(&select.filter);
    }

    pub(super) fn term(&mut self, term: &Term) {
        match &term.kind {
            TermKind::Unknown | TermKind::Absent | TermKind::Constant(_) | TermKind::Text(_) => {}
            TermKind::ByteColumn(_) | TermKind::WideColumn(_) | TermKind::TextColumn(_) => {
                self.row(term.depth);
            }
            TermKind::Aggregate(_, select, of) => {
                self.select(select);
                of.iter().for_each(|of| self.term(of));
            }
            TermKind::Distinct(_, Distinct::Members(set)) => self.set(set),
            TermKind::Distinct(_, Distinct::Values(select, of)) => {
                self.select(select);
                self.term(of);
            }
            TermKind::Arithmetic(_, left, right)
            | TermKind::Moved(left, right, _)
            | TermKind::Anniversary(left, right) => {
                self.term(left);
                self.term(right);
            }
            TermKind::Shift(inner, _) => self.term(inner),
            TermKind::Case(rows) => {
                for (guard, value) in rows {
                    self.node(guard);
                    self.term(value);
                }
            }
        }
    }
}
