//! The types of conditions and terms.

use super::{Verified, Verifier, each, refuse, value};
use crate::diagnostic::Message;
use crate::diagnostic::messages::verify;
use crate::ir::walk::Node;
use crate::ir::{
    AggregateKind, Arithmetic, Body, CaseRow, Comparison, Condition, ConditionKind, Constant, Definition,
    DefinitionId, Distinct, MOST_WORKING_DAYS, Move, Place, PolicyId, RecordId, Scope, Select, Shift,
    Subject, Term, Type, Unit,
};

/// A scope in which conditions and terms are checked.
#[derive(Debug, Clone)]
pub(super) struct Checked<'v, 'p> {
    verifier: &'v Verifier<'p>,
    scope: Scope<'p>,
    /// The shapes of `account` and `request`.
    account: RecordId,
    request: Option<RecordId>,
}

/// One of the steps from one record to the next.
fn step<T>(outcome: Verified<T>, name: &str) -> Verified<T> {
    outcome.map_err(|error| error.at(name))
}

impl<'v, 'p> Checked<'v, 'p> {
    pub(super) fn new(verifier: &'v Verifier<'p>, account: RecordId, request: Option<RecordId>) -> Self {
        let scope = Scope::new(verifier.program, Some(account), request);
        Self { verifier, scope, account, request }
    }

    pub(super) fn of_definition(verifier: &'v Verifier<'p>, definition: &Definition) -> Self {
        let scope = Scope::of_definition(verifier.program, definition);
        Self { verifier, scope, account: definition.account, request: definition.request }
    }

    pub(super) fn inside(&self, record: RecordId) -> Self {
        Self { scope: self.scope.inside(Some(record)), ..self.clone() }
    }

    pub(super) fn condition(&self, condition: &'p Condition) -> Verified {
        let origin = condition.origin;
        if origin.start > origin.end || (origin.file as usize) >= self.verifier.program.files.len() {
            return step(refuse(verify::not_in_a_file()), "origin");
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
            ConditionKind::StartsWith(text, _) => step(self.takes(text, &Type::Text), "starts_with"),
            ConditionKind::Present(term) => step(self.term(term).map(|_| ()), "present"),
            ConditionKind::Quantified(_, select) => step(self.select(select).map(|_| ()), "quantified"),
            ConditionKind::Satisfies(policy, place) => step(self.satisfies(*policy, place), "satisfies"),
            ConditionKind::Case(rows) => step(self.case(rows, |value| self.condition(value)), "case"),
            ConditionKind::Call(definition, subject) => step(self.call(*definition, subject), "call")
                .and_then(|body| match body {
                    Body::Condition(_) => Ok(()),
                    Body::Term(_) => refuse(verify::value_called_as_condition()),
                }),
        }
    }

    /// `now` is allowed only here, directly on a side of a comparison.
    fn compare(&self, comparison: Comparison, left: &'p Term, right: &'p Term) -> Verified {
        let side = |term| match term {
            &Term::Now => Ok(Type::Time),
            term @ (Term::Constant(_)
            | Term::Field(_)
            | Term::Aggregate { .. }
            | Term::Distinct(_)
            | Term::Arithmetic(..)
            | Term::Shift(..)
            | Term::Moved(..)
            | Term::Case(_)
            | Term::Anniversary(..)
            | Term::Call(..)) => self.term(term),
        };
        let (one, other) = (step(side(left), "0")?, step(side(right), "1")?);
        let both = same(one, &other)?;
        let is_equality = matches!(comparison, Comparison::Equal | Comparison::NotEqual);
        if !both.is_comparable() {
            return refuse(verify::not_comparable());
        }
        if is_equality || both.is_ordered() { Ok(()) } else { refuse(verify::has_no_order(both.words())) }
    }

    /// Rows, of which there is at least one.
    fn case<T>(&self, rows: &'p [CaseRow<T>], value: impl Fn(&'p T) -> Verified) -> Verified {
        if rows.is_empty() {
            return refuse(verify::case_without_rows());
        }
        for (at, row) in rows.iter().enumerate() {
            let at = format!("[{at}]");
            step(step(self.condition(&row.guard), "guard"), &at)?;
            step(step(value(&row.value), "value"), &at)?;
        }
        Ok(())
    }

    fn member(&self, member: &'p Term, set: &'p Term) -> Verified {
        let member = step(self.term(member), "0")?;
        match step(self.term(set), "1")?.member() {
            Some(ty) => same(ty.clone(), &member).map(|_| ()),
            None => refuse(verify::not_a_set()),
        }
    }

    /// The record of the elements that a selection is made from.
    pub(super) fn select(&self, select: &'p Select) -> Verified<RecordId> {
        let record = step(self.collection(&select.collection), "collection")?;
        step(self.inside(record).condition(&select.filter), "filter")?;
        Ok(record)
    }

    /// The record that the collection at a place holds.
    pub(super) fn collection(&self, place: &Place) -> Verified<RecordId> {
        self.place(place)?;
        match self.scope.elements_at(place) {
            Some(record) => Ok(record),
            None => refuse(verify::not_a_collection()),
        }
    }

    fn satisfies(&self, policy: PolicyId, place: &Place) -> Verified {
        let Some(policy) = self.verifier.program.policies.get(policy) else {
            return refuse(verify::no_policy(&policy.to_string()));
        };
        let account = self.verifier.program.packages[policy.package].account;
        self.is_record(place, account, verify::not_the_policys_account)
    }

    fn call(&self, id: DefinitionId, subject: &Subject) -> Verified<&'p Body> {
        if self.verifier.sizes.definitions.get(id).is_none() {
            return refuse(verify::no_definition_before(&id.to_string()));
        }
        let called = &self.verifier.program.definitions[id];
        let body = &called.body;
        match subject {
            Subject::Same if called.element.is_some() => refuse(verify::definition_of_element()),
            Subject::Same if called.account != self.account => refuse(verify::definition_of_other_account()),
            Subject::Same if called.request.is_some() && called.request != self.request => {
                refuse(verify::definition_of_other_request())
            }
            Subject::Same => Ok(body),
            Subject::Account(_) if called.element.is_some() => refuse(verify::definition_of_element()),
            Subject::Account(place) => {
                self.is_record(place, called.account, verify::not_the_definitions_record)?;
                Ok(body)
            }
            Subject::Element(place) => {
                let Some(element) = called.element else {
                    return refuse(verify::definition_of_no_element());
                };
                self.is_record(place, element, verify::not_the_definitions_record)?;
                // An element has no account of its own: what its definition reads of one is the caller's.
                let reads = self.verifier.sizes.definitions[id];
                if reads.reads_account && called.account != self.account {
                    return refuse(verify::definition_of_other_account());
                }
                if reads.reads_request && called.request != self.request {
                    return refuse(verify::definition_of_other_request());
                }
                Ok(body)
            }
        }
    }

    fn is_record(&self, place: &Place, expected: RecordId, otherwise: fn() -> Message) -> Verified {
        match self.place(place)?.record() {
            Some(found) if found == expected => Ok(()),
            Some(_) => refuse(otherwise()),
            None => refuse(verify::not_a_record()),
        }
    }

    /// The type of the fact at a place.
    fn place(&self, place: &Place) -> Verified<Type> {
        if let Some(ty) = self.scope.place(place) {
            return Ok(ty);
        }
        if self.scope.record_of(place.root).is_none() {
            return refuse(verify::root_not_available());
        }
        // The first step that leads nowhere.
        for length in 1..=place.fields.len() {
            let (fields, index) = (&place.fields[..length - 1], place.fields[length - 1]);
            let way = Place { root: place.root, fields: fields.to_vec() };
            match self.scope.place(&way).and_then(|ty| ty.record()) {
                Some(record) => {
                    let shape = &self.verifier.program.records[record];
                    if index as usize >= shape.fields.len() {
                        return refuse(verify::no_field(&shape.name, index));
                    }
                }
                None => return refuse(verify::continues_from_no_record()),
            }
        }
        refuse(verify::leads_nowhere())
    }

    /// Checks that a term is of a type.
    pub(super) fn takes(&self, term: &'p Term, ty: &Type) -> Verified {
        same(self.term(term)?, ty).map(|_| ())
    }

    /// The type of a term, which is not `now`.
    pub(super) fn term(&self, term: &'p Term) -> Verified<Type> {
        match term {
            Term::Constant(constant) => {
                step(value::constant(constant, &self.verifier.program.enumerations), "constant")?;
            }
            Term::Now => return refuse(verify::now_outside_comparison()),
            Term::Field(place) => step(self.place(place).map(|_| ()), "field")?,
            Term::Aggregate { kind, select, of } => {
                step(self.aggregate(*kind, select, of.as_deref()), "aggregate")?;
            }
            Term::Distinct(Distinct::Members(set)) => {
                if step(self.term(set), "distinct")?.member().is_none() {
                    return step(refuse(verify::not_a_set()), "distinct");
                }
            }
            Term::Distinct(Distinct::Values(select, of)) => {
                step(self.distinct(select, of), "distinct")?;
            }
            Term::Arithmetic(how, left, right) => {
                step(self.arithmetic(*how, left, right), "arithmetic")?;
            }
            Term::Shift(of, shift) => step(self.shift(of, *shift), "shift")?,
            Term::Moved(of, by, how) => step(self.moved(of, by, *how), "moved")?,
            Term::Case(rows) => {
                let ty = rows.iter().find_map(|row| self.scope.ty(&row.value));
                let takes = |value| match &ty {
                    Some(ty) => self.takes(value, ty),
                    None => self.term(value).map(|_| ()),
                };
                step(self.case(rows, takes), "case")?;
            }
            Term::Anniversary(of, after) => step(self.anniversary(of, after), "anniversary")?,
            Term::Call(definition, subject) => match step(self.call(*definition, subject), "call")? {
                Body::Term(_) => {}
                Body::Condition(_) => return refuse(verify::condition_called_as_value()),
            },
        }
        self.scope.ty(term).map_or_else(|| refuse(verify::no_type()), Ok)
    }

    fn aggregate(&self, kind: AggregateKind, select: &'p Select, of: Option<&'p Term>) -> Verified {
        let record = step(self.select(select), "select")?;
        match of {
            None if kind.takes_values() => refuse(verify::aggregate_without_values(kind.name())),
            None => Ok(()),
            Some(_) if !kind.takes_values() => refuse(verify::aggregate_with_values(kind.name())),
            Some(of) => {
                let ty = step(self.inside(record).term(of), "of")?;
                let takes = kind.takes(&ty);
                if takes { Ok(()) } else { refuse(verify::aggregate_of_type(kind.name(), ty.words())) }
            }
        }
    }

    fn distinct(&self, select: &'p Select, of: &'p Term) -> Verified {
        let record = step(self.select(select), "select")?;
        let ty = step(self.inside(record).term(of), "of")?;
        if ty.is_single() && ty != Type::Length { Ok(()) } else { refuse(verify::not_comparable()) }
    }

    fn arithmetic(&self, how: Arithmetic, left: &'p Term, right: &'p Term) -> Verified {
        let (one, other) = (step(self.term(left), "1")?, step(self.term(right), "2")?);
        if how == Arithmetic::Multiply {
            let whole = same(other, &Type::Number(Unit::Int)).map(|_| ());
            return if how.takes(&one) { whole } else { refuse(verify::not_numbers()) };
        }
        if let Arithmetic::Divide(_) = how {
            let is_divisor = matches!(right, Term::Constant(Constant::Number(1.., Unit::Int)));
            return if is_divisor && how.takes(&one) { Ok(()) } else { refuse(verify::not_numbers()) };
        }
        let both = same(one, &other)?;
        match how.extreme() {
            _ if how.takes(&both) => Ok(()),
            Some(_) => refuse(verify::has_no_order(both.words())),
            None => refuse(verify::not_numbers()),
        }
    }

    fn shift(&self, of: &'p Term, shift: Shift) -> Verified {
        if let Some(by) = shift.duration() {
            let signs = [i64::from(by.months), i64::from(by.days), by.micros].map(i64::signum);
            if signs.contains(&1) && signs.contains(&-1) {
                return refuse(verify::opposite_signs());
            }
        }
        if let Shift::Date(by) = shift
            && (by.micros != 0 || by.full_days)
        {
            return refuse(verify::date_moved_by_part_of_day());
        }
        if let Shift::WorkingDays(count, _) = shift
            && !(1..=MOST_WORKING_DAYS).contains(&count.saturating_abs())
        {
            return refuse(verify::no_working_days());
        }
        step(self.takes(of, &shift.takes()), "0")
    }

    fn anniversary(&self, of: &'p Term, after: &'p Term) -> Verified {
        step(self.takes(of, &Type::Date), "0")?;
        step(self.takes(after, &Type::Date), "1")
    }
}

impl<'p> Checked<'_, 'p> {
    fn moved(&self, of: &'p Term, by: &'p Term, how: Move) -> Verified {
        step(self.takes(of, &how.takes()), "0")?;
        step(self.takes(by, &Type::Length), "1")?;
        // What is moved by a length that is looked up is one instant, so it cannot have the two bounds of working days.
        let mut counts_working_days = false;
        Node::Term(by).walk(&mut |node, _| {
            if let Node::Term(Term::Constant(Constant::Length(length))) = node {
                counts_working_days |= length.kind.calendar().is_some();
            }
        });
        if counts_working_days { refuse(verify::out_of_range()) } else { Ok(()) }
    }
}

/// The one type of two, if it is one.
fn same(one: Type, other: &Type) -> Verified<Type> {
    if one == *other {
        return Ok(one);
    }
    refuse(verify::not_one_type(one.words(), other.words()))
}
