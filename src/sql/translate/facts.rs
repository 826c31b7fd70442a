//! Facts: what stands at a place, as a value and as the condition on which it is absent.

use super::Translator;
use crate::diagnostic::messages::sql;
use crate::flat::layout::{Place, Slot, ValueSlot};
use crate::ir::{self, RecordId, Root, Subject};
use crate::sql::tree::{Column, Expr, FALSE, Literal, TRUE, UNKNOWN};

/// A value: NULL where it is absent or unknown, and a condition, never NULL, on which it is absent.
#[derive(Debug, Clone)]
pub(super) struct Scalar {
    pub(super) value: Expr,
    pub(super) absent: Expr,
}

impl Scalar {
    pub(super) fn known(value: Expr) -> Self {
        Self { value, absent: FALSE }
    }

    pub(super) fn unknown() -> Self {
        Self::known(UNKNOWN)
    }

    /// Whether it is there, with Kleene's three values.
    pub(super) fn presence(&self) -> Expr {
        Expr::case([(self.absent.clone(), FALSE), (Expr::is_present(self.value.clone()), TRUE)], None)
    }

    /// The value moved or otherwise made from this one, absent where this one is.
    pub(super) fn map(self, f: impl FnOnce(Expr) -> Expr) -> Self {
        Self { value: f(self.value), absent: self.absent }
    }
}

/// What a root stands for: a record within a row at hand.
#[derive(Debug, Clone)]
pub(super) struct Base {
    pub(super) row: usize,
    pub(super) at: Place,
    pub(super) record: RecordId,
}

/// What the roots of places stand for; nothing where the facts are unknown as a whole.
#[derive(Debug, Clone)]
pub(super) struct Env {
    pub(super) account: Option<Base>,
    pub(super) request: Option<Base>,
    /// Outermost first.
    pub(super) elements: Vec<Base>,
}

impl Env {
    fn root(&self, root: Root) -> Option<&Base> {
        match root {
            Root::Account => self.account.as_ref(),
            Root::Request => self.request.as_ref(),
            Root::Element(depth) => {
                let at = self.elements.len().checked_sub(depth as usize + 1)?;
                self.elements.get(at)
            }
        }
    }

    /// The same with an element more.
    pub(super) fn within(&self, element: Base) -> Self {
        let mut inner = self.clone();
        inner.elements.push(element);
        inner
    }
}

/// The records on the way to a fact: present or not.
struct Way {
    /// One of them is absent, and all before it are present; never NULL.
    absent: Expr,
    /// All are present; NULL and false where not.
    present: Vec<Expr>,
}

/// A collection of a row at hand.
#[derive(Debug)]
pub(super) struct Collection {
    pub(super) owner: usize,
    pub(super) table: usize,
    /// Whether it is known which elements there are; never NULL. What is absent has none.
    pub(super) known: Expr,
    pub(super) element: RecordId,
}

impl<'a> Translator<'a> {
    /// The base and place that a place of the program leads to; `None` within facts that are unknown as a whole.
    fn resolve(&self, place: &ir::Place, env: &Env) -> Option<(usize, Place, RecordId)> {
        let base = env.root(place.root)?;
        Some((base.row, base.at.then(&place.fields), base.record))
    }

    /// The shape of the record that a root stands for.
    pub(super) fn record_of(&self, root: Root, env: &Env) -> Option<RecordId> {
        env.root(root).map(|base| base.record)
    }

    /// The types at hand.
    pub(super) fn scope(&self, env: &Env) -> ir::Scope<'a> {
        let record = |base: &Base| base.record;
        let scope =
            ir::Scope::new(self.program, env.account.as_ref().map(record), env.request.as_ref().map(record));
        env.elements.iter().fold(scope, |scope, element| scope.inside(Some(element.record)))
    }

    /// The type at a place, starting from the base's record.
    pub(super) fn type_at(&self, place: &ir::Place, env: &Env) -> Option<ir::Type> {
        self.scope(env).place(place)
    }

    fn slot(&self, row: usize, place: &Place) -> Option<&'a Slot> {
        self.layout.tables[self.rows[row].table].slots.get(place)
    }

    fn column(&self, row: usize, name: &str) -> Expr {
        let of = self.rows[row].alias.clone();
        Expr::Column(Column { of, name: name.to_owned(), nullable: true, default: None })
    }

    fn way(&mut self, row: usize, place: &Place) -> Way {
        let mut way = Way { absent: FALSE, present: Vec::new() };
        for depth in 1..place.fields.len() {
            let above = Place { request: place.request, fields: place.fields[..depth].to_vec() };
            let Some(Slot::Record { present, optional }) = self.slot(row, &above) else { continue };
            let present = self.column(row, present);
            if *optional {
                let here = Expr::is_false(present.clone());
                let mut parts: Vec<Expr> = way.present.iter().cloned().map(Expr::is_true).collect();
                parts.push(here);
                way.absent = Expr::any([way.absent, Expr::all(parts)]);
            }
            way.present.push(present);
        }
        way
    }

    /// The fact at a place.
    pub(super) fn fact(&mut self, place: &ir::Place, env: &Env) -> Scalar {
        let Some((row, at, _)) = self.resolve(place, env) else { return Scalar::unknown() };
        let way = self.way(row, &at);
        let Some(slot) = self.slot(row, &at) else { return self.without_place() };
        let own = match slot {
            Slot::Value(slot) => self.value(row, slot),
            Slot::Record { present, optional } => self.three_valued(row, present, *optional),
            Slot::Many { state, optional: true, .. } => self.three_valued(row, state, true),
            Slot::Many { state, .. } => {
                let known = self.column(row, state);
                Scalar::known(Expr::case([(known, TRUE)], None))
            }
        };
        if way.present.is_empty() {
            return own;
        }
        let present = Expr::all(way.present);
        let absent = Expr::any([way.absent, Expr::all([Expr::is_true(present.clone()), own.absent])]);
        Scalar { value: Expr::case([(present, own.value)], None), absent }
    }

    fn three_valued(&self, row: usize, present: &str, optional: bool) -> Scalar {
        let present = self.column(row, present);
        let absent = if optional { Expr::is_false(present.clone()) } else { FALSE };
        Scalar { value: Expr::case([(present, TRUE)], None), absent }
    }

    fn value(&self, row: usize, slot: &ValueSlot) -> Scalar {
        let column = self.column(row, &slot.column);
        let absent = match &slot.known {
            Some(known) => {
                let known = Expr::is_true(self.column(row, known));
                Expr::all([Expr::is_null(column.clone()), known])
            }
            None => FALSE,
        };
        Scalar { value: checked(column, &slot.of), absent }
    }

    fn without_place(&mut self) -> Scalar {
        self.refuse(sql::no_table_holds());
        Scalar::unknown()
    }

    /// The collection at a place; `None` if it is unknown for want of the facts around it.
    pub(super) fn collection(&mut self, place: &ir::Place, env: &Env) -> Option<Collection> {
        let (owner, at, _) = self.resolve(place, env)?;
        let Some(ir::Type::Many(element)) = self.type_at(place, env) else { return None };
        let way = self.way(owner, &at);
        let Some(Slot::Many { table, state, optional }) = self.slot(owner, &at) else {
            self.without_place();
            return None;
        };
        let state = self.column(owner, state);
        let own = if *optional { Expr::is_present(state) } else { Expr::is_true(state) };
        let present = Expr::all(way.present.into_iter().map(Expr::is_true));
        let known = Expr::any([way.absent, Expr::all([present, own])]);
        Some(Collection { owner, table: *table, known, element })
    }

    /// What the roots stand for in a definition that is called on `subject`.
    pub(super) fn called_on(&self, subject: &Subject, env: &Env) -> Env {
        let at = |place: &ir::Place| {
            let (row, at, base) = self.resolve(place, env)?;
            let record = self.type_at(place, env)?.record().unwrap_or(base);
            Some(Base { row, at, record })
        };
        match subject {
            Subject::Same => Env { elements: Vec::new(), ..env.clone() },
            Subject::Account(place) => Env { account: at(place), request: None, elements: Vec::new() },
            Subject::Element(place) => Env { elements: at(place).into_iter().collect(), ..env.clone() },
        }
    }
}

/// A column of an enumeration holds its words; what is none of them is unknown.
fn checked(column: Expr, of: &ir::Type) -> Expr {
    if let Some(words) = of.choices() {
        Expr::case([(Expr::In(Box::new(column.clone()), texts(words)), column)], None)
    } else if let Some(words) = of.member().and_then(ir::Type::choices) {
        Expr::Checked(Box::new(column), texts(words))
    } else {
        column
    }
}

pub(super) fn texts(words: &[String]) -> Vec<Literal> {
    words.iter().map(|word| Literal::Text(word.clone())).collect()
}
