//! Facts that alone decide that an account is blocked. Where only the status is asked, a line need not be read beyond one.

use std::slice::from_ref;

use super::batch::Columns;

use super::node::{Kind, Node, Select};
use super::policy::{AtInstant, CompiledPolicy};
use super::run::{Env, Run};
use super::storage::Storage;
use crate::flat::TableId;
use crate::ir::{Quantifier, Truth};

/// What is looked for while a line is read.
#[derive(Debug)]
pub(super) struct EarlyExit<'m> {
    instant: &'m AtInstant<'m>,
    /// Requirements of one column of the account, by the column.
    bytes: Vec<Option<&'m Node>>,
    wides: Vec<Option<&'m Node>>,
    /// For each table the selections of which no element may be.
    elements: Vec<Vec<&'m Select>>,
}

impl<'m> EarlyExit<'m> {
    /// `None` where something may keep a blocked account from being called so.
    pub(super) fn new(instant: &'m AtInstant<'m>) -> Option<Self> {
        let policy: &CompiledPolicy = instant.policy;
        if !matches!(policy.applies.kind, Kind::Constant(Truth::True)) {
            return None;
        }
        let mut stops = Self {
            instant,
            bytes: Vec::new(),
            wides: Vec::new(),
            elements: vec![Vec::new(); policy.plans.tables.len()],
        };
        policy.requirements.iter().for_each(|requirement| stops.falsified(requirement));
        Some(stops)
    }

    /// Notes by which facts alone a condition is false.
    fn falsified(&mut self, node: &'m Node) {
        match &node.kind {
            Kind::All(parts) => parts.iter().for_each(|part| self.falsified(part)),
            Kind::Byte(column, _) if node.depth == 0 => put(&mut self.bytes, *column, node),
            Kind::Range(column, _) | Kind::Window(column, _) if node.depth == 0 => {
                put(&mut self.wides, *column, node);
            }
            Kind::Quantified(Quantifier::AtMost(0), select) => self.unwanted(select),
            Kind::Not(inner) => {
                let parts =
                    if let Kind::Any(parts) = &inner.kind { parts.as_slice() } else { from_ref(&**inner) };
                for part in parts {
                    if let Kind::Quantified(Quantifier::AtLeast(1), select) = &part.kind {
                        self.unwanted(select);
                    }
                }
            }
            Kind::Constant(_)
            | Kind::Any(_)
            | Kind::Given(..)
            | Kind::Case(_)
            | Kind::Byte(..)
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
            | Kind::Quantified(..) => {}
        }
    }

    fn unwanted(&mut self, select: &'m Select) {
        if select.around == 0 && !select.reads_outer {
            self.elements[select.table].push(select);
        }
    }

    /// Whether the value that was just put at a row of a column blocks the account.
    #[inline]
    pub(super) fn value_blocks(&self, column: Storage, row: usize, facts: &Columns) -> bool {
        let node = match column {
            Storage::Byte(at) => self.bytes.get(at),
            Storage::Wide(at) => self.wides.get(at),
            Storage::Text(_) => None,
        };
        node.copied().flatten().is_some_and(|node| self.truth(node, 0, row, facts) == Truth::False)
    }

    /// Whether the element that was just read, at a row of a table, blocks the account.
    #[inline]
    pub(super) fn element_blocks(&self, table: TableId, row: usize, facts: &Columns) -> bool {
        let selects = self.elements.get(table).into_iter().flatten();
        selects.into_iter().any(|select| self.truth(&select.filter, select.depth, row, facts) == Truth::True)
    }

    fn truth(&self, node: &'m Node, depth: u8, row: usize, facts: &Columns) -> Truth {
        Run { facts, instant: self.instant }.one(node, &Env::NONE.with(depth, row))
    }
}

/// The first node of a column is enough: another one only finds more.
fn put<'m>(nodes: &mut Vec<Option<&'m Node>>, column: usize, node: &'m Node) {
    if nodes.len() <= column {
        nodes.resize(column + 1, None);
    }
    nodes[column].get_or_insert(node);
}
