//! What the roots of places are at a point of a program, and the types that follow from that: of the fact at a place and of
//! a term. The only place that derives a type.

use super::walk::Node;
use super::{
    Body, Condition, ConditionKind, Definition, DefinitionId, Field, Place, Placed, Policy, Program,
    RecordId, Root, Select, Term, Type, Unit,
};

/// The records that the roots of places are.
#[derive(Debug, Clone)]
pub struct Scope<'p> {
    program: &'p Program,
    account: Option<RecordId>,
    request: Option<RecordId>,
    /// Innermost last; `None` for one of which nothing is known.
    elements: Vec<Option<RecordId>>,
}

impl<'p> Scope<'p> {
    /// A scope without elements.
    #[must_use]
    pub fn new(program: &'p Program, account: Option<RecordId>, request: Option<RecordId>) -> Self {
        Self { program, account, request, elements: Vec::new() }
    }

    /// The program.
    #[must_use]
    pub fn program(&self) -> &'p Program {
        self.program
    }

    /// The scope of a policy's conditions.
    #[must_use]
    pub fn of_policy(program: &'p Program, policy: &Policy) -> Self {
        let package = &program.packages[policy.package];
        Self::new(program, Some(package.account), package.request)
    }

    /// The scope of a definition's body.
    #[must_use]
    pub fn of_definition(program: &'p Program, definition: &Definition) -> Self {
        let scope = Self::new(program, Some(definition.account), definition.request);
        match definition.element {
            Some(element) => scope.inside(Some(element)),
            None => scope,
        }
    }

    /// The scope inside a selection from a collection of `record`.
    #[must_use]
    pub fn inside(&self, record: Option<RecordId>) -> Self {
        let mut inner = self.clone();
        inner.elements.push(record);
        inner
    }

    /// The scope of a selection's filter.
    #[must_use]
    pub fn inside_select(&self, select: &Select) -> Self {
        self.inside(self.elements_at(&select.collection))
    }

    /// The scope of what a line of the plan says of an element.
    #[must_use]
    pub fn inside_placed(&self, placed: &Placed) -> Self {
        placed.path.iter().fold(self.clone(), |scope, place| scope.inside(scope.elements_at(place)))
    }

    /// The scope of an element around, so many further out.
    #[must_use]
    pub fn around_placed(&self, placed: &Placed, outwards: u32) -> Self {
        let depth = placed.path.len().saturating_sub(outwards as usize);
        placed.path[..depth].iter().fold(self.clone(), |scope, place| scope.inside(scope.elements_at(place)))
    }

    /// The record that a root is.
    #[must_use]
    pub fn record_of(&self, root: Root) -> Option<RecordId> {
        match root {
            Root::Account => self.account,
            Root::Request => self.request,
            Root::Service(package) => self.program.service_of(package),
            Root::Element(outwards) => {
                let at = self.elements.len().checked_sub(outwards as usize + 1)?;
                self.elements[at]
            }
        }
    }

    /// The field at a place; `None` for a root itself, and where the place leads nowhere.
    #[must_use]
    pub fn field(&self, place: &Place) -> Option<&'p Field> {
        self.program.field_at(self.record_of(place.root)?, &place.fields)
    }

    /// The type of the fact at a place.
    #[must_use]
    pub fn place(&self, place: &Place) -> Option<Type> {
        if place.fields.is_empty() {
            return self.record_of(place.root).map(Type::Record);
        }
        self.field(place).map(|field| field.ty.clone())
    }

    /// The record of the elements of the collection at a place.
    #[must_use]
    pub fn elements_at(&self, place: &Place) -> Option<RecordId> {
        self.field(place)?.ty.elements()
    }

    /// The type of a term; `None` where it reads what is not known here. Operands are not checked against each other: that
    /// is what verification does.
    #[must_use]
    pub fn ty(&self, term: &Term) -> Option<Type> {
        match term {
            Term::Constant(constant) => constant.ty(self.program),
            Term::Now => Some(Type::Time),
            Term::Field(place) => self.place(place),
            Term::Aggregate { kind, select, of } => {
                let of = of.as_ref().and_then(|of| self.inside_select(select).ty(of));
                kind.ty(of)
            }
            Term::Distinct(_) => Some(Type::Number(Unit::Int)),
            Term::Arithmetic(_, left, right) => self.ty(left).or_else(|| self.ty(right)),
            Term::Shift(_, shift) => Some(shift.ty()),
            Term::Moved(_, _, by) => Some(by.ty()),
            Term::Anniversary(..) => Some(Type::Date),
            Term::Call(definition, _) => self.called(*definition),
            Term::Case(rows) => rows.iter().find_map(|row| self.ty(&row.value)),
        }
    }

    /// The type of a definition's value, which is the same wherever it is called.
    fn called(&self, definition: DefinitionId) -> Option<Type> {
        let definition = self.program.definitions.get(definition)?;
        match &definition.body {
            Body::Term(body) => Self::of_definition(self.program, definition).ty(body),
            Body::Condition(_) => None,
        }
    }
}

impl Program {
    /// Whether a policy asks of the account, before its own condition, that this time of the account is absent.
    pub(crate) fn asks_whether_absent(policy: &Policy, time: u32) -> bool {
        let mut asks = false;
        for (_, condition) in policy.parts_of_when().0 {
            Node::Condition(condition).walk(&mut |node, _| {
                if let Node::Condition(Condition {
                    kind: ConditionKind::Present(Term::Field(place)), ..
                }) = node
                {
                    asks |= place.root == Root::Account && place.fields == [time];
                }
            });
        }
        asks
    }

    /// The time of the account that carrying a policy's outcome out sets.
    #[must_use]
    pub fn time_set_by(&self, policy: &Policy) -> Option<&Field> {
        self.field(self.packages.get(policy.package)?.account, policy.sets?)
    }
}
