//! From the program to nodes over columns. Places become columns, definitions and other policies are expanded, windows
//! are set apart, and conditions on one small column fold into one set of values.

use super::batch::PRESENT_VALUES;
use super::fold::{Outer, all, any, compared, constant, holds, not};
use super::layout::{ACCOUNT, Layout, Path, REQUEST, TableId};
use super::node::{Kind, MOST_DEPTH, Node, Select, Term, TermKind, Window};
use super::{Grace, Unheld};
use crate::ir::{
    self, Body, Comparison, Condition, ConditionKind, DefinitionId, Place, PolicyId, Program, Quantifier,
    RecordId, Root, Subject, Truth, Type,
};
use value::column_term;

mod value;

/// How large a policy may become when its definitions are expanded.
const MOST_NODES: usize = 20_000;
/// How deep its expanded conditions may nest.
const MOST_NESTING: usize = 200;

/// Builds the nodes of one policy and the layout that they read.
pub(super) struct Compiler<'p> {
    program: &'p Program,
    pub(super) layout: Layout,
    pub(super) windows: Vec<Window>,
    nodes: usize,
    nesting: usize,
}

/// A record that places start from; `None` where nothing is known of it.
type Base = Option<Known>;

#[derive(Debug, Clone)]
struct Known {
    depth: u8,
    table: TableId,
    path: Path,
    record: RecordId,
}

/// What the roots of places stand for.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    account: Base,
    request: Base,
    /// Outermost first.
    elements: Vec<Base>,
    /// How many selections are around.
    depth: u8,
}

impl Scope {
    fn root(&self, root: Root) -> Option<&Known> {
        match root {
            Root::Account => self.account.as_ref(),
            Root::Request => self.request.as_ref(),
            Root::Element(outwards) => {
                let at = self.elements.len().checked_sub(outwards as usize + 1)?;
                self.elements.get(at)?.as_ref()
            }
        }
    }
}

/// A place, resolved.
struct Found {
    base: Known,
    ty: Type,
}

type Compiled<T> = Result<T, Unheld>;

impl<'p> Compiler<'p> {
    pub(super) fn new(program: &'p Program) -> Self {
        Self { program, layout: Layout::new(), windows: Vec::new(), nodes: 0, nesting: 0 }
    }

    /// The account and the request of a policy's package.
    pub(super) fn scope(&self, policy: PolicyId) -> Scope {
        let package = &self.program.packages[self.program.policies[policy].package];
        let root = |step, record| Known { depth: 0, table: 0, path: vec![step], record };
        Scope {
            account: Some(root(ACCOUNT, package.account)),
            request: package.request.map(|record| root(REQUEST, record)),
            elements: Vec::new(),
            depth: 0,
        }
    }

    fn nested<T>(&mut self, then: impl FnOnce(&mut Self) -> Compiled<T>) -> Compiled<T> {
        self.nodes += 1;
        if self.nodes > MOST_NODES || self.nesting > MOST_NESTING {
            return Err(Unheld::TooLarge);
        }
        self.nesting += 1;
        let made = then(self);
        self.nesting -= 1;
        made
    }

    pub(super) fn condition(&mut self, condition: &'p Condition, scope: &Scope) -> Compiled<Node> {
        self.nested(|this| this.condition_inner(condition, scope))
    }

    fn condition_inner(&mut self, condition: &'p Condition, scope: &Scope) -> Compiled<Node> {
        Ok(match &condition.kind {
            ConditionKind::Constant(value) => constant((*value).into()),
            ConditionKind::Holds(term) => holds(self.term(term, scope)?),
            ConditionKind::Present(term) => self.present(term, scope)?,
            ConditionKind::Not(inner) => not(self.condition(inner, scope)?),
            ConditionKind::All(parts) => all(self.conditions(parts, scope)?),
            ConditionKind::Any(parts) => any(self.conditions(parts, scope)?),
            ConditionKind::Compare(comparison, left, right) => {
                self.compare(*comparison, left, right, scope)?
            }
            ConditionKind::Member(member, set) => {
                let member = self.term(member, scope)?;
                let (set, depth) = self.set(set, scope)?;
                Node { depth: member.depth.max(depth), kind: Kind::Member(member, set) }
            }
            ConditionKind::Quantified(quantifier, select) => self.quantified(*quantifier, select, scope)?,
            ConditionKind::Satisfies(policy, place) => self.satisfies(*policy, place, scope)?,
            ConditionKind::Call(definition, subject) => match self.body(*definition)? {
                Body::Condition(body) => {
                    let inner = self.called(subject, scope);
                    self.condition(body, &inner)?
                }
                Body::Term(body) => {
                    let inner = self.called(subject, scope);
                    holds(self.term(body, &inner)?)
                }
            },
        })
    }

    pub(super) fn grace(&mut self, grace: &'p ir::Grace, scope: &Scope) -> Compiled<Grace> {
        let bound = self.term(&grace.until, scope)?;
        Ok(Grace {
            over: self.window(Comparison::Greater, bound),
            until: self.term(&grace.until, scope)?,
            cancelled: match &grace.cancelled_by {
                Some(select) => Some(self.quantified(Quantifier::AtLeast(1), select, scope)?),
                None => None,
            },
        })
    }

    fn conditions(&mut self, parts: &'p [Condition], scope: &Scope) -> Compiled<Vec<Node>> {
        parts.iter().map(|part| self.condition(part, scope)).collect()
    }

    fn body(&self, definition: DefinitionId) -> Compiled<&'p Body> {
        self.program.definitions.get(definition).map(|it| &it.body).ok_or(Unheld::Malformed)
    }

    fn compare(
        &mut self,
        comparison: Comparison,
        left: &'p ir::Term,
        right: &'p ir::Term,
        scope: &Scope,
    ) -> Compiled<Node> {
        let (left, right) = (self.term(left, scope)?, self.term(right, scope)?);
        match (&left.kind, &right.kind) {
            (TermKind::Now, TermKind::Now) => Ok(compared(comparison, left, right)),
            (TermKind::Now, _) => Ok(self.window(comparison, right)),
            (_, TermKind::Now) => Ok(self.window(comparison.flipped(), left)),
            _ => Ok(compared(comparison, left, right)),
        }
    }

    /// `now`, compared with a time that durations may have moved.
    fn window(&mut self, comparison: Comparison, mut bound: Term) -> Node {
        let mut shifts = Vec::new();
        while let TermKind::Shift(inner, step) = bound.kind {
            shifts.insert(0, step);
            bound = *inner;
        }
        let window = self.windows.len();
        self.windows.push(Window { comparison, shifts });
        let depth = bound.depth;
        let kind = match bound.kind {
            TermKind::WideColumn(column) => Kind::Window(column, window),
            TermKind::Unknown
            | TermKind::Constant(_)
            | TermKind::Text(_)
            | TermKind::Now
            | TermKind::ByteColumn(_)
            | TermKind::TextColumn(_)
            | TermKind::Count(_)
            | TermKind::Total(..)
            | TermKind::Greatest(..)
            | TermKind::Least(..)
            | TermKind::Add(..)
            | TermKind::Subtract(..)
            | TermKind::Shift(..) => Kind::WindowOf(bound, window),
        };
        Node { depth, kind }
    }

    fn present(&mut self, term: &'p ir::Term, scope: &Scope) -> Compiled<Node> {
        let ir::Term::Field(place) = term else {
            let term = self.term(term, scope)?;
            return Ok(Node { depth: term.depth, kind: Kind::Present(term) });
        };
        let Some(found) = self.walk(place, scope) else { return Ok(constant(Truth::Unknown)) };
        let Known { depth, table, path, .. } = &found.base;
        if let Type::Many(_) | Type::Set(_) = found.ty {
            let child = self.layout.table(*table, path);
            if let Type::Set(element) = &found.ty {
                self.layout.column(child, &[], element);
            }
            return Ok(Node { depth: *depth, kind: Kind::PresentTable(child) });
        }
        Ok(self.presence(&found))
    }

    fn presence(&mut self, found: &Found) -> Node {
        let Known { depth, table, path, .. } = &found.base;
        let term = column_term(*depth, self.layout.column(*table, path, &found.ty));
        match term.kind {
            TermKind::ByteColumn(column) => Node { depth: *depth, kind: Kind::Byte(column, PRESENT_VALUES) },
            TermKind::Unknown
            | TermKind::Constant(_)
            | TermKind::Text(_)
            | TermKind::Now
            | TermKind::WideColumn(_)
            | TermKind::TextColumn(_)
            | TermKind::Count(_)
            | TermKind::Total(..)
            | TermKind::Greatest(..)
            | TermKind::Least(..)
            | TermKind::Add(..)
            | TermKind::Subtract(..)
            | TermKind::Shift(..) => Node { depth: *depth, kind: Kind::Present(term) },
        }
    }

    fn quantified(
        &mut self,
        quantifier: Quantifier,
        select: &'p ir::Select,
        scope: &Scope,
    ) -> Compiled<Node> {
        let Some((select, depth, _)) = self.select(select, None, scope)? else {
            let always = quantifier == Quantifier::AtLeast(0);
            return Ok(constant(if always { Truth::True } else { Truth::Unknown }));
        };
        Ok(Node { depth, kind: Kind::Quantified(quantifier, Box::new(select)) })
    }

    /// A selection, and what is taken of its elements, with the depth of what they read around it; `None` if nothing
    /// is known of the collection.
    fn select(
        &mut self,
        select: &'p ir::Select,
        of: Option<&'p ir::Term>,
        scope: &Scope,
    ) -> Compiled<Option<(Select, u8, Option<Term>)>> {
        let Some(found) = self.walk(&select.collection, scope) else { return Ok(None) };
        let Type::Many(record) = found.ty else { return Err(Unheld::Malformed) };
        let table = self.layout.table(found.base.table, &found.base.path);
        let (around, depth) = (found.base.depth, scope.depth + 1);
        if usize::from(depth) >= MOST_DEPTH {
            return Err(Unheld::TooLarge);
        }
        let mut inner = scope.clone();
        inner.depth = depth;
        inner.elements.push(Some(Known { depth, table, path: Path::new(), record }));
        let filter = self.condition(&select.filter, &inner)?;
        let of = of.map(|of| self.term(of, &inner)).transpose()?;
        let mut outer = Outer { below: depth, deepest: None };
        outer.node(&filter);
        if let Some(of) = &of {
            outer.term(of);
        }
        let reaches = around.max(outer.deepest.unwrap_or(0));
        let select = Select { table, around, depth, filter, reads_outer: outer.deepest.is_some() };
        Ok(Some((select, reaches, of)))
    }

    /// All that another policy asks, of the account at the place.
    fn satisfies(&mut self, policy: PolicyId, place: &'p Place, scope: &Scope) -> Compiled<Node> {
        let Some(found) = self.walk(place, scope) else { return Ok(constant(Truth::Unknown)) };
        let is_same = place.root == Root::Account && place.fields.is_empty();
        let mut parts = Vec::new();
        if let Some(present) = self.presence_on_the_way(place, scope) {
            parts.push(present);
        }
        let request = if is_same { scope.request.clone() } else { None };
        let inner = Scope { account: Some(found.base), request, elements: Vec::new(), depth: scope.depth };
        for asked in self.program.policies.get(policy).ok_or(Unheld::Malformed)?.deciding() {
            parts.push(self.condition(asked, &inner)?);
        }
        Ok(all(parts))
    }

    /// Whether there is a record at the place; `None` if there always is.
    fn presence_on_the_way(&mut self, place: &Place, scope: &Scope) -> Option<Node> {
        let record = scope.root(place.root)?.record;
        let fields = self.program.optional_prefix(record, &place.fields)?.to_vec();
        let found = self.walk(&Place { root: place.root, fields }, scope)?;
        Some(self.presence(&found))
    }

    /// The scope within a definition called on `subject`.
    fn called(&self, subject: &Subject, scope: &Scope) -> Scope {
        let at = |place: &Place| self.walk(place, scope).map(|found| found.base);
        let same = Scope { elements: Vec::new(), ..scope.clone() };
        match subject {
            Subject::Same => same,
            Subject::Account(place) => Scope { account: at(place), request: None, ..same },
            Subject::Element(place) => Scope { elements: vec![at(place)], ..same },
        }
    }

    fn walk(&self, place: &Place, scope: &Scope) -> Option<Found> {
        let mut base = scope.root(place.root)?.clone();
        let mut ty = Type::Record(base.record);
        for &index in &place.fields {
            let Type::Record(record) = ty else { return None };
            ty = self.program.records[record].fields.get(index as usize)?.ty.clone();
            base.path.push(index);
        }
        if let Type::Record(record) = ty {
            base.record = record;
        }
        Some(Found { base, ty })
    }
}
