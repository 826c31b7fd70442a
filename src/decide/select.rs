//! From the flat form to the nodes that a batch is judged by: conditions on one small column fold into one set of values,
//! a value compared with a constant into one interval.

use super::batch::PRESENT_VALUES;
use super::fold::{Outer, all, any, compared, constant, holds, not};
use super::node::{Cases, Distinct, Interval, Kind, MAX_DEPTH, Node, Select, Set, Term, TermKind, Window};
use super::storage::Storage;
use crate::flat::{self, Cell, Condition, Schema, Unsupported, Value, ValueKind};
use crate::ir::{Comparison, Constant, Shift, Truth};

/// Selects the nodes of one policy.
pub(super) struct Selector<'f> {
    pub(super) schema: &'f Schema,
    pub(super) storage: &'f [Storage],
    pub(super) windows: Vec<Window>,
}

type Selected<T> = Result<T, Unsupported>;

impl Selector<'_> {
    pub(super) fn condition(&mut self, condition: &Condition) -> Selected<Node> {
        Ok(match condition {
            Condition::Constant(truth) => constant(*truth),
            Condition::Holds(value) => holds(self.term(value)?),
            Condition::Not(inner) => not(self.condition(inner)?),
            Condition::All(parts) => all(self.conditions(parts)?),
            Condition::Any(parts) => any(self.conditions(parts)?),
            Condition::Given(given, then) => {
                let (given, then) = (self.condition(given)?, self.condition(then)?);
                let depth = given.depth.max(then.depth);
                Node { depth, kind: Kind::Given(Box::new(given), Box::new(then)) }
            }
            Condition::Case(rows) => {
                let rows =
                    rows.iter().map(|(guard, value)| Ok((self.condition(guard)?, self.condition(value)?)));
                let rows: Vec<(Node, Node)> = rows.collect::<Selected<_>>()?;
                let depth = rows.iter().map(|(guard, value)| guard.depth.max(value.depth)).max();
                Node { depth: depth.unwrap_or(0), kind: Kind::Case(Cases::new(rows)) }
            }
            Condition::Compare(comparison, left, right) => {
                compared(*comparison, self.term(left)?, self.term(right)?)
            }
            Condition::Window(window) => self.window(window)?,
            Condition::Member(member, set) => {
                let member = self.term(member)?;
                let (depth, set) = self.set(*set)?;
                Node { depth: member.depth.max(depth), kind: Kind::Member(member, set) }
            }
            Condition::StartsWith(text, prefix) => {
                let text = self.term(text)?;
                Node { depth: text.depth, kind: Kind::StartsWith(text, prefix.clone()) }
            }
            Condition::Present(value) => present(self.term(value)?),
            Condition::RecordPresent(cell) => present(self.cell(*cell)),
            Condition::RowsPresent(depth, table) => Node { depth: *depth, kind: Kind::PresentTable(*table) },
            Condition::Count(quantifier, select) => {
                let (select, depth, _) = self.select(select, None)?;
                Node { depth, kind: Kind::Quantified(*quantifier, Box::new(select)) }
            }
        })
    }

    fn conditions(&mut self, parts: &[Condition]) -> Selected<Vec<Node>> {
        parts.iter().map(|part| self.condition(part)).collect()
    }

    fn window(&mut self, window: &flat::Window) -> Selected<Node> {
        let event = self.term(&window.event)?;
        let at = self.window_at(window.comparison, &window.shifts);
        let depth = event.depth;
        let kind = match event.kind {
            TermKind::WideColumn(column) => Kind::Window(column, at),
            TermKind::Unknown
            | TermKind::Absent
            | TermKind::Constant(_)
            | TermKind::Text(_)
            | TermKind::ByteColumn(_)
            | TermKind::TextColumn(_)
            | TermKind::Aggregate(..)
            | TermKind::Distinct(..)
            | TermKind::Arithmetic(..)
            | TermKind::Shift(..)
            | TermKind::Moved(..)
            | TermKind::Case(_)
            | TermKind::Anniversary(..) => Kind::WindowOf(event, at),
        };
        Ok(Node { depth, kind })
    }

    /// The index of a window. Tables use each of their lengths in several conditions, and finding a cutoff takes long.
    fn window_at(&mut self, comparison: Comparison, shifts: &[Shift]) -> usize {
        let mut known = self.windows.iter().enumerate().filter(|(_, window)| window.shifts == shifts);
        let mut complement = None;
        for (at, window) in &mut known {
            if window.comparison == comparison {
                return at;
            }
            if window.comparison == comparison.denied() {
                complement = Some(at);
            }
        }
        self.windows.push(Window { comparison, shifts: shifts.to_vec(), complement });
        self.windows.len() - 1
    }

    /// A selection, the innermost row outside it that it reads, and what is taken of its elements.
    fn select(&mut self, select: &flat::Select, of: Option<&Value>) -> Selected<(Select, u8, Option<Term>)> {
        if usize::from(select.depth) >= MAX_DEPTH {
            return Err(Unsupported::TooLarge);
        }
        let filter = self.condition(&select.filter)?;
        let of = of.map(|of| self.term(of)).transpose()?;
        let mut outer = Outer { below: select.depth, deepest: None };
        outer.node(&filter);
        of.iter().for_each(|of| outer.term(of));
        let reaches = select.owner.max(outer.deepest.unwrap_or(0));
        let flat::Select { table, owner: around, depth, .. } = *select;
        Ok((Select { table, around, depth, filter, reads_outer: outer.deepest.is_some() }, reaches, of))
    }

    fn set(&self, set: flat::Set) -> Selected<(u8, Set)> {
        Ok(match set {
            flat::Set::Unknown => (0, Set::Unknown),
            flat::Set::Rows(depth, table) => {
                let member = self.schema.found(table, &[]).ok_or(Unsupported::Malformed)?;
                (depth, Set::Table(table, depth, self.storage[member]))
            }
        })
    }

    fn cell(&self, cell: Cell) -> Term {
        let kind = match self.storage[cell.column] {
            Storage::Byte(at) => TermKind::ByteColumn(at),
            Storage::Wide(at) => TermKind::WideColumn(at),
            Storage::Text(at) => TermKind::TextColumn(at),
        };
        Term { depth: cell.depth, kind }
    }

    fn term(&mut self, value: &Value) -> Selected<Term> {
        Ok(match &value.kind {
            ValueKind::Unknown => Term { depth: 0, kind: TermKind::Unknown },
            ValueKind::Absent => Term { depth: 0, kind: TermKind::Absent },
            ValueKind::Constant(constant) => Term { depth: 0, kind: constant_term(constant) },
            ValueKind::Cell(cell) => self.cell(*cell),
            ValueKind::Aggregate(kind, select, of) => {
                let (select, depth, of) = self.select(select, of.as_deref())?;
                Term { depth, kind: TermKind::Aggregate(*kind, Box::new(select), of.map(Box::new)) }
            }
            ValueKind::Distinct(end, flat::Distinct::Members(set)) => {
                let (depth, set) = self.set(*set)?;
                Term { depth, kind: TermKind::Distinct(*end, Distinct::Members(set)) }
            }
            // Its ends are compared with; as a value it is unknown.
            ValueKind::Distinct(_, flat::Distinct::Known(..)) => Term { depth: 0, kind: TermKind::Unknown },
            ValueKind::Distinct(end, flat::Distinct::Values(select, of)) => {
                let (select, depth, of) = self.select(select, Some(of))?;
                let of = of.ok_or(Unsupported::Malformed)?;
                Term {
                    depth,
                    kind: TermKind::Distinct(*end, Distinct::Values(Box::new(select), Box::new(of))),
                }
            }
            ValueKind::Arithmetic(how, left, right) => {
                let (left, right) = (self.term(left)?, self.term(right)?);
                let depth = left.depth.max(right.depth);
                Term { depth, kind: TermKind::Arithmetic(*how, Box::new(left), Box::new(right)) }
            }
            ValueKind::Moved(of, by, how) => {
                let (of, by) = (self.term(of)?, self.term(by)?);
                let depth = of.depth.max(by.depth);
                Term { depth, kind: TermKind::Moved(Box::new(of), Box::new(by), *how) }
            }
            ValueKind::Case(rows) => {
                let rows = rows.iter().map(|(guard, value)| Ok((self.condition(guard)?, self.term(value)?)));
                let rows: Vec<(Node, Term)> = rows.collect::<Selected<_>>()?;
                let depth = rows.iter().map(|(guard, value)| guard.depth.max(value.depth)).max();
                Term { depth: depth.unwrap_or(0), kind: TermKind::Case(rows) }
            }
            ValueKind::Anniversary(of, after) => {
                let (of, after) = (self.term(of)?, self.term(after)?);
                let depth = of.depth.max(after.depth);
                Term { depth, kind: TermKind::Anniversary(Box::new(of), Box::new(after)) }
            }
            ValueKind::Shifted(of, shift) => {
                let of = self.term(of)?;
                Term { depth: of.depth, kind: TermKind::Shift(Box::new(of), *shift) }
            }
        })
    }
}

fn constant_term(constant: &Constant) -> TermKind {
    match constant {
        Constant::Bool(value) => TermKind::Constant(i128::from(*value)),
        Constant::Number(units, _) => TermKind::Constant(*units),
        Constant::Time(micros) => TermKind::Constant(i128::from(*micros)),
        Constant::Date(days) => TermKind::Constant(i128::from(*days)),
        Constant::Choice(_, at) => TermKind::Constant(i128::from(*at)),
        Constant::Text(text) => TermKind::Text(text.clone()),
        Constant::Length(length) => TermKind::Text(length.to_string()),
    }
}

/// Whether a term has a value.
fn present(term: Term) -> Node {
    let depth = term.depth;
    let kind = match term.kind {
        TermKind::ByteColumn(column) => Kind::Byte(column, PRESENT_VALUES),
        TermKind::WideColumn(column) => Kind::Range(column, Interval::ALL),
        TermKind::Constant(_) | TermKind::Text(_) => Kind::Constant(Truth::True),
        TermKind::Unknown => Kind::Constant(Truth::Unknown),
        TermKind::Absent => Kind::Constant(Truth::False),
        TermKind::TextColumn(_)
        | TermKind::Aggregate(..)
        | TermKind::Distinct(..)
        | TermKind::Arithmetic(..)
        | TermKind::Shift(..)
        | TermKind::Moved(..)
        | TermKind::Case(_)
        | TermKind::Anniversary(..) => Kind::Present(term),
    };
    Node { depth, kind }
}
