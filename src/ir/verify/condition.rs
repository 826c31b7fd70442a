//! The types of conditions and terms.

use super::{Signature, Typed, Verified, Verifier, each, refuse, value};
use crate::ir::{
    Comparison, Condition, ConditionKind, DefinitionId, Duration, Place, PolicyId, RecordId, Root, Select,
    Subject, Term, Type, Value,
};

static INT: Type = Type::Int;
static TIME: Type = Type::Time;

/// What the roots of places are.
#[derive(Debug, Clone)]
pub(in crate::ir) struct Scope<'v, 'p> {
    verifier: &'v Verifier<'p>,
    account: RecordId,
    request: Option<RecordId>,
    /// Innermost last.
    elements: Vec<RecordId>,
}

/// One of the steps from one record to the next.
fn step<T>(outcome: Verified<T>, name: &str) -> Verified<T> {
    outcome.map_err(|error| error.at(name))
}

impl<'v, 'p> Scope<'v, 'p> {
    pub(in crate::ir) fn new(
        verifier: &'v Verifier<'p>,
        account: RecordId,
        request: Option<RecordId>,
    ) -> Self {
        Self { verifier, account, request, elements: Vec::new() }
    }

    pub(in crate::ir) fn inside(&self, record: RecordId) -> Self {
        let mut inner = self.clone();
        inner.elements.push(record);
        inner
    }

    pub(super) fn condition(&self, condition: &'p Condition) -> Verified {
        let origin = condition.origin;
        if origin.start > origin.end || (origin.file as usize) >= self.verifier.program.files.len() {
            return step(refuse("no place in a file of the program"), "origin");
        }
        match &condition.kind {
            ConditionKind::Constant(_) => Ok(()),
            ConditionKind::Holds(term) => step(self.takes(term, &Type::Bool), "holds"),
            ConditionKind::Not(inner) => step(self.condition(inner), "not"),
            ConditionKind::All(parts) => each(parts, "all", |part| self.condition(part)),
            ConditionKind::Any(parts) => each(parts, "any", |part| self.condition(part)),
            ConditionKind::Compare(comparison, left, right) => {
                step(self.compare(*comparison, left, right), "compare")
            }
            ConditionKind::Member(member, set) => step(self.member(member, set), "member"),
            ConditionKind::Present(term) => step(self.term(term).map(|_| ()), "present"),
            ConditionKind::Quantified(_, select) => step(self.select(select).map(|_| ()), "quantified"),
            ConditionKind::Satisfies(policy, place) => step(self.satisfies(*policy, place), "satisfies"),
            ConditionKind::Call(definition, subject) => step(self.call(*definition, subject), "call")
                .and_then(|signature| match signature {
                    Signature::Condition => Ok(()),
                    Signature::Term(_) => refuse("it calls a value as a condition"),
                }),
        }
    }

    /// `now` stands only here, directly on a side of a comparison.
    fn compare(&self, comparison: Comparison, left: &'p Term, right: &'p Term) -> Verified {
        let side = |term| match term {
            &Term::Now => Ok(Typed::Of(&TIME)),
            term @ (Term::Constant(_)
            | Term::Field(_)
            | Term::Count(_)
            | Term::Total(..)
            | Term::Maximum(..)
            | Term::Minimum(..)
            | Term::Add(..)
            | Term::Subtract(..)
            | Term::Shift(..)
            | Term::Day(..)
            | Term::Call(..)) => self.term(term),
        };
        let (one, other) = (step(side(left), "0")?, step(side(right), "1")?);
        let both = same(one, other)?;
        let is_equality = matches!(comparison, Comparison::Equal | Comparison::NotEqual);
        match both {
            Typed::Amount => Ok(()),
            Typed::Of(Type::Set(_) | Type::Many(_) | Type::Record(_)) | Typed::Record(_) => {
                refuse("what is no single value cannot be compared")
            }
            Typed::Of(ty) if is_equality || is_ordered(ty) => Ok(()),
            Typed::Of(ty) => refuse(format!("{} has no order", ty.words())),
            Typed::Choice(_) => refuse("two values of no enumeration in particular"),
        }
    }

    fn member(&self, member: &'p Term, set: &'p Term) -> Verified {
        let member = step(self.term(member), "0")?;
        match step(self.term(set), "1")? {
            Typed::Of(Type::Set(ty)) => same(Typed::Of(ty), member).map(|_| ()),
            Typed::Of(_) | Typed::Record(_) | Typed::Amount | Typed::Choice(_) => {
                refuse("its second is no set")
            }
        }
    }

    /// The record of the elements that a selection is made from.
    pub(super) fn select(&self, select: &'p Select) -> Verified<RecordId> {
        let record = step(self.collection(&select.collection), "collection")?;
        step(self.inside(record).condition(&select.filter), "filter")?;
        Ok(record)
    }

    /// The record that the collection at a place holds.
    pub(in crate::ir) fn collection(&self, place: &Place) -> Verified<RecordId> {
        match self.place(place)? {
            Typed::Of(Type::Many(record)) => Ok(*record),
            Typed::Of(_) | Typed::Record(_) | Typed::Amount | Typed::Choice(_) => {
                refuse("no collection is there")
            }
        }
    }

    fn satisfies(&self, policy: PolicyId, place: &Place) -> Verified {
        let Some(policy) = self.verifier.program.policies.get(policy) else {
            return refuse(format!("there is no policy {policy}"));
        };
        let account = self.verifier.program.packages[policy.package].account;
        self.is_record(place, account, "the account of the policy's package")
    }

    fn call(&self, id: DefinitionId, subject: &Subject) -> Verified<Signature<'p>> {
        let Some(&signature) = self.verifier.signatures.get(id) else {
            return refuse(format!("there is no definition {id} before it"));
        };
        let called = &self.verifier.program.definitions[id];
        match subject {
            Subject::Same if called.element.is_some() => refuse("its definition stands on an element"),
            Subject::Same if called.account != self.account => {
                refuse("its definition stands on another account")
            }
            Subject::Same if called.request.is_some() && called.request != self.request => {
                refuse("its definition stands on another request")
            }
            Subject::Same => Ok(signature),
            Subject::Account(_) if called.element.is_some() => refuse("its definition stands on an element"),
            Subject::Account(place) => {
                self.is_record(place, called.account, "what its definition stands on")?;
                Ok(signature)
            }
            Subject::Element(place) => {
                let Some(element) = called.element else {
                    return refuse("its definition stands on no element");
                };
                self.is_record(place, element, "what its definition stands on")?;
                Ok(signature)
            }
        }
    }

    fn is_record(&self, place: &Place, expected: RecordId, what: &str) -> Verified {
        let found = match self.place(place)? {
            Typed::Of(Type::Record(found)) => *found,
            Typed::Record(found) => found,
            Typed::Of(_) | Typed::Amount | Typed::Choice(_) => return refuse("no record is there"),
        };
        if found == expected { Ok(()) } else { refuse(format!("the record there is not {what}")) }
    }

    /// The record that a root stands for, if it is at hand.
    pub(in crate::ir) fn record_of(&self, root: Root) -> Option<RecordId> {
        match root {
            Root::Account => Some(self.account),
            Root::Request => self.request,
            Root::Element(outwards) => {
                let at = self.elements.len().checked_sub(outwards as usize + 1);
                at.map(|at| self.elements[at])
            }
        }
    }

    /// The type of the fact at a place.
    fn place(&self, place: &Place) -> Verified<Typed<'p>> {
        let Some(mut record) = self.record_of(place.root) else {
            return refuse("its root is not at hand here");
        };
        let mut reached = Typed::Record(record);
        for (at, &index) in place.fields.iter().enumerate() {
            if at > 0 {
                let Typed::Of(Type::Record(inner)) = reached else {
                    return refuse("it goes on from what is no record");
                };
                record = *inner;
            }
            let shape = &self.verifier.program.records[record];
            let Some(field) = shape.fields.get(index as usize) else {
                return refuse(format!("`{}` has no field {index}", shape.name));
            };
            reached = Typed::Of(&field.ty);
        }
        Ok(reached)
    }

    /// Checks that a term is of a type.
    pub(super) fn takes(&self, term: &'p Term, ty: &Type) -> Verified {
        same(Typed::Of(ty), self.term(term)?).map(|_| ())
    }

    /// The type of a term, which is not `now`.
    pub(in crate::ir) fn term(&self, term: &'p Term) -> Verified<Typed<'p>> {
        match term {
            Term::Constant(constant) => step(value::constant(constant), "constant"),
            Term::Now => refuse("`now` stands only directly in a comparison"),
            Term::Field(place) => step(self.place(place), "field"),
            Term::Count(select) => step(self.select(select), "count").map(|_| Typed::Of(&INT)),
            Term::Total(select, of, none) => step(self.total(select, of, none), "total"),
            Term::Maximum(select, of) => step(self.extreme(select, of), "maximum"),
            Term::Minimum(select, of) => step(self.extreme(select, of), "minimum"),
            Term::Add(left, right) => step(self.sum(left, right), "add"),
            Term::Subtract(left, right) => step(self.sum(left, right), "subtract"),
            Term::Shift(of, duration) => step(self.shift(of, duration), "shift"),
            Term::Day(of, ..) => step(self.takes(of, &Type::Date), "day").map(|()| Typed::Of(&TIME)),
            Term::Call(definition, subject) => {
                step(self.call(*definition, subject), "call").and_then(|signature| match signature {
                    Signature::Term(typed) => Ok(typed),
                    Signature::Condition => refuse("it calls a condition as a value"),
                })
            }
        }
    }

    fn total(&self, select: &'p Select, of: &'p Term, none: &Value) -> Verified<Typed<'p>> {
        let record = self.select(select)?;
        let of = step(self.inside(record).term(of), "1")?;
        if !is_number(of) {
            return refuse("it sums what is no number");
        }
        let zero = matches!(none, Value::Int(0) | Value::Decimal(0) | Value::Money(0));
        if !zero || same(of, value::constant(none)?).is_err() {
            return step(refuse("the sum of none is not its type's zero"), "2");
        }
        Ok(of)
    }

    fn extreme(&self, select: &'p Select, of: &'p Term) -> Verified<Typed<'p>> {
        let record = self.select(select)?;
        match step(self.inside(record).term(of), "1")? {
            Typed::Amount => Ok(Typed::Amount),
            Typed::Of(ty) if is_ordered(ty) => Ok(Typed::Of(ty)),
            Typed::Of(_) | Typed::Record(_) | Typed::Choice(_) => refuse("it orders what has no order"),
        }
    }

    fn sum(&self, left: &'p Term, right: &'p Term) -> Verified<Typed<'p>> {
        let both = same(step(self.term(left), "0")?, step(self.term(right), "1")?)?;
        if is_number(both) { Ok(both) } else { refuse("it adds what is no number") }
    }

    fn shift(&self, of: &'p Term, duration: &Duration) -> Verified<Typed<'p>> {
        let signs = [i64::from(duration.months), i64::from(duration.days), duration.micros].map(i64::signum);
        if signs.contains(&1) && signs.contains(&-1) {
            return refuse("its duration goes both ways");
        }
        match step(self.term(of), "0")? {
            Typed::Of(Type::Date) if duration.micros != 0 || duration.full_days => {
                refuse("it moves a date by less than a day")
            }
            Typed::Of(ty @ (Type::Time | Type::Date)) => Ok(Typed::Of(ty)),
            Typed::Of(_) | Typed::Record(_) | Typed::Amount | Typed::Choice(_) => {
                refuse("it moves what is no time")
            }
        }
    }
}

/// The one type of two, if it is one.
fn same<'p>(one: Typed<'p>, other: Typed<'p>) -> Verified<Typed<'p>> {
    match (one, other) {
        (Typed::Of(left), Typed::Of(right)) if left == right => Ok(one),
        (Typed::Of(Type::Money(_)) | Typed::Amount, Typed::Amount) => Ok(one),
        (Typed::Amount, Typed::Of(Type::Money(_))) => Ok(other),
        (Typed::Of(Type::OneOf(values)), Typed::Choice(index)) if (index as usize) < values.len() => Ok(one),
        (Typed::Choice(index), Typed::Of(Type::OneOf(values))) if (index as usize) < values.len() => {
            Ok(other)
        }
        _ => refuse(format!("{} and {} are not of one type", words(one), words(other))),
    }
}

fn words(typed: Typed<'_>) -> String {
    match typed {
        Typed::Of(ty) => ty.words(),
        Typed::Record(_) => "a record".to_owned(),
        Typed::Amount => "an amount".to_owned(),
        Typed::Choice(index) => format!("value {index} of an enumeration"),
    }
}

fn is_number(typed: Typed<'_>) -> bool {
    matches!(typed, Typed::Amount | Typed::Of(Type::Int | Type::Decimal | Type::Money(_)))
}

fn is_ordered(ty: &Type) -> bool {
    matches!(ty, Type::Int | Type::Decimal | Type::Money(_) | Type::Time | Type::Date)
}
