//! The values of terms at one instant.

use exeunt::ir::{
    AggregateKind, Arithmetic, Body, Distinct, Place, Program, RecordId, Root, Rounding, Scope, Select,
    Subject, Term, Type, Value,
};

use super::known::Call;
use super::moved::moved;
use super::{Env, Shapes, Truth, UNKNOWN, World, calendar};

impl<'a> World<'a> {
    pub(super) fn term(&self, term: &Term, env: &Env<'a>) -> Value {
        match term {
            Term::Constant(constant) => constant.value(),
            Term::Now => Value::Time(self.now),
            Term::Field(place) => self.at(place, env).clone(),
            Term::Aggregate { kind: AggregateKind::Count, select, .. } => self.count(select, env),
            Term::Aggregate { of: None, .. } => panic!("nothing is taken of the elements"),
            Term::Aggregate { kind, select, of: Some(of) } => self.aggregate(*kind, select, of, env),
            Term::Arithmetic(Arithmetic::Add, left, right) => {
                added(&self.term(left, env), &self.term(right, env), 1)
            }
            Term::Arithmetic(Arithmetic::Multiply, left, right) => {
                match (self.term(left, env), self.term(right, env)) {
                    (Value::Absent, _) | (_, Value::Absent) => Value::Absent,
                    (Value::Number(one), Value::Number(two)) => {
                        one.checked_mul(two).map_or(Value::Unknown, Value::Number)
                    }
                    (_, _) => Value::Unknown,
                }
            }
            Term::Arithmetic(Arithmetic::Divide(rounding), left, right) => {
                match (self.term(left, env), self.term(right, env)) {
                    (Value::Absent, _) => Value::Absent,
                    (Value::Number(of), Value::Number(by)) => Value::Number(divided(of, by, *rounding)),
                    (_, _) => Value::Unknown,
                }
            }
            Term::Arithmetic(Arithmetic::Subtract, left, right) => {
                added(&self.term(left, env), &self.term(right, env), -1)
            }
            Term::Moved(of, by, how) => moved(&self.term(of, env), &self.term(by, env), *how),
            Term::Case(rows) => {
                let mut found = Value::Unknown;
                for row in rows {
                    match self.condition(&row.guard, env) {
                        Some(false) => {}
                        Some(true) => {
                            found = self.term(&row.value, env);
                            break;
                        }
                        None => break,
                    }
                }
                found
            }
            Term::Arithmetic(Arithmetic::Max | Arithmetic::Min, ..) | Term::Shift(..) | Term::Distinct(_) => {
                self.operands(term, env).value()
            }
            Term::Anniversary(of, after) => match (self.term(of, env), self.term(after, env)) {
                (Value::Absent, _) | (_, Value::Absent) => Value::Absent,
                (Value::Date(of), Value::Date(after)) => Value::Date(calendar::anniversary(of, after)),
                (Value::Unknown, other) | (other, _) => match other {
                    Value::Date(_) | Value::Unknown => Value::Unknown,
                    other => calendar::nothing(other),
                },
            },
            Term::Call(definition, subject) => match &self.program.definitions()[*definition].body {
                Body::Term(body) => {
                    let inside = self.subject(subject, env);
                    let call = Call::of_definition(*definition, &inside);
                    self.known.value(call, || self.term(body, &inside))
                }
                Body::Condition(_) => panic!("a condition is called as a term"),
            },
        }
    }

    /// The shape of the record at a place, or of the elements of the collection there.
    pub(super) fn shape(&self, place: &Place, env: &Env<'a>) -> RecordId {
        self.way(place, env)
            .last()
            .map_or_else(|| root_shape(self.program, place.root, env), |(shape, _)| *shape)
    }

    /// The shape that each field on the way to a place leads to, and whether it need not be there.
    fn way(&self, place: &Place, env: &Env<'a>) -> Vec<(RecordId, bool)> {
        let mut shape = root_shape(self.program, place.root, env);
        let steps = place.fields.iter().map(|&index| {
            let field = &self.program.records()[shape].fields[index as usize];
            if let Type::Record(inner) | Type::Many(inner) = field.ty {
                shape = inner;
            }
            (shape, field.optional)
        });
        steps.collect()
    }

    /// Whether there is a record at a place: each on the way that need not be there has to be.
    pub(super) fn is_there(&self, place: &Place, env: &Env<'a>) -> Truth {
        let way = self.way(place, env);
        let optional = (1..=way.len()).filter(|&depth| way[depth - 1].1);
        let there = optional.map(|depth| {
            let above = Place { root: place.root, fields: place.fields[..depth].to_vec() };
            match self.at(&above, env) {
                Value::Unknown => None,
                Value::Absent => Some(false),
                Value::Bool(_)
                | Value::Number(_)
                | Value::Text(_)
                | Value::Length(_)
                | Value::Time(_)
                | Value::Date(_)
                | Value::Choice(_)
                | Value::Set(_)
                | Value::Many(_)
                | Value::Record(_) => Some(true),
            }
        });
        let there: Vec<Truth> = there.collect();
        let there = if there.contains(&Some(false)) {
            Some(false)
        } else {
            there.last().copied().unwrap_or(Some(true))
        };
        if *self.at(place, env) == Value::Absent { Some(false) } else { there }
    }

    /// The value at a place: absent or unknown if a part of the path is.
    pub(super) fn at(&self, place: &Place, env: &Env<'a>) -> &'a Value {
        let mut value = match place.root {
            Root::Account => env.account,
            Root::Request => env.request,
            Root::Service(package) => self.services.get(package).unwrap_or(&UNKNOWN),
            Root::Element(depth) => env.elements[env.elements.len() - 1 - depth as usize],
        };
        for &index in &place.fields {
            match value {
                Value::Record(fields) => value = &fields[index as usize],
                other @ (Value::Unknown
                | Value::Absent
                | Value::Bool(_)
                | Value::Number(_)
                | Value::Text(_)
                | Value::Length(_)
                | Value::Time(_)
                | Value::Date(_)
                | Value::Choice(_)
                | Value::Set(_)
                | Value::Many(_)) => return other,
            }
        }
        value
    }

    /// The roots inside a definition that is called on a subject.
    pub(super) fn subject(&self, subject: &Subject, env: &Env<'a>) -> Env<'a> {
        match subject {
            Subject::Same => {
                let shapes = Shapes { elements: Vec::new(), ..env.shapes.clone() };
                Env { elements: Vec::new(), shapes, ..env.clone() }
            }
            Subject::Account(place) => {
                let shapes = Shapes { account: self.shape(place, env), request: None, elements: Vec::new() };
                Env { account: self.at(place, env), request: &UNKNOWN, elements: Vec::new(), shapes }
            }
            Subject::Element(place) => {
                let shapes = Shapes { elements: vec![self.shape(place, env)], ..env.shapes.clone() };
                Env { elements: vec![self.at(place, env)], shapes, ..env.clone() }
            }
        }
    }

    fn count(&self, select: &Select, env: &Env<'a>) -> Value {
        let Some(elements) = self.filtered(select, env) else { return Value::Unknown };
        if elements.iter().any(|(_, chosen)| chosen.is_none()) {
            return Value::Unknown;
        }
        Value::Number(elements.iter().filter(|(_, chosen)| *chosen == Some(true)).count() as i128)
    }

    /// The values of a term over the elements that are selected, absent ones left out; `None` where one is unknown.
    fn selected(&self, select: &Select, of: &Term, env: &Env<'a>) -> Option<Vec<Value>> {
        let mut values = Vec::new();
        let shape = self.shape(&select.collection, env);
        for (element, chosen) in self.filtered(select, env)? {
            let mut inner = env.clone();
            inner.elements.push(element);
            inner.shapes.elements.push(shape);
            let value = self.term(of, &inner);
            if chosen == Some(false) || value == Value::Absent {
                continue;
            }
            if chosen.is_none() || value == Value::Unknown {
                return None;
            }
            values.push(value);
        }
        Some(values)
    }

    /// The fewest and the most different values that there may be; `None` where nothing is known of them.
    pub(super) fn different(&self, distinct: &Distinct, env: &Env<'a>) -> Option<(i128, i128)> {
        // Each value with whether it is meant.
        let values: Vec<(Truth, Value)> = match distinct {
            Distinct::Members(set) => match self.term(set, env) {
                Value::Set(members) => members.into_iter().map(|member| (Some(true), member)).collect(),
                Value::Absent => Vec::new(),
                _ => return None,
            },
            Distinct::Values(select, of) => {
                let shape = self.shape(&select.collection, env);
                let elements = self.filtered(select, env)?.into_iter().map(|(element, chosen)| {
                    let mut inner = env.clone();
                    inner.elements.push(element);
                    inner.shapes.elements.push(shape);
                    (chosen, self.term(of, &inner))
                });
                elements.collect()
            }
        };
        let (mut certain, mut possible, mut unknown) = (Vec::new(), Vec::new(), 0);
        for (chosen, value) in values {
            match (chosen, value) {
                (Some(false), _) | (_, Value::Absent) => {}
                (_, Value::Unknown) => unknown += 1,
                (chosen, value) => {
                    if chosen == Some(true) && !certain.contains(&value) {
                        certain.push(value.clone());
                    }
                    if !possible.contains(&value) {
                        possible.push(value);
                    }
                }
            }
        }
        Some((certain.len() as i128, possible.len() as i128 + unknown))
    }

    fn aggregate(&self, kind: AggregateKind, select: &Select, of: &Term, env: &Env<'a>) -> Value {
        let Some(mut values) = self.selected(select, of, env) else { return Value::Unknown };
        values.sort();
        match kind {
            AggregateKind::Count => panic!("a count takes nothing of its elements"),
            AggregateKind::Sum => {
                let zero = self.zero(select, of, env);
                values.iter().fold(zero, |sum, value| added(&sum, value, 1))
            }
            AggregateKind::Max => values.pop().unwrap_or(Value::Absent),
            AggregateKind::Min => values.into_iter().next().unwrap_or(Value::Absent),
        }
    }

    /// The sum of no values of the term.
    fn zero(&self, select: &Select, of: &Term, env: &Env<'a>) -> Value {
        let shapes = &env.shapes;
        let scope = Scope::new(self.program, Some(shapes.account), shapes.request);
        let scope = shapes.elements.iter().fold(scope, |scope, element| scope.inside(Some(*element)));
        match scope.inside(Some(self.shape(&select.collection, env))).ty(of) {
            Some(Type::Number(_)) => Value::Number(0),
            other => panic!("a sum of {other:?}"),
        }
    }
}

fn root_shape(program: &Program, root: Root, env: &Env<'_>) -> RecordId {
    let shapes = &env.shapes;
    match root {
        Root::Account => shapes.account,
        Root::Request => shapes.request.unwrap_or_else(|| panic!("there is no request to read")),
        Root::Service(package) => {
            program.packages()[package].service.unwrap_or_else(|| panic!("there is no service to read"))
        }
        Root::Element(depth) => shapes.elements[shapes.elements.len() - 1 - depth as usize],
    }
}

/// A quotient between its neighbours, of which one is chosen.
fn divided(of: i128, by: i128, rounding: Rounding) -> i128 {
    let mut below = of / by;
    if below * by > of {
        below -= 1;
    }
    let twice_over = 2 * (of - below * by);
    match rounding {
        _ if twice_over == 0 => below,
        Rounding::Down => below,
        Rounding::Up => below + 1,
        Rounding::HalfEven if twice_over == by => below + below.rem_euclid(2),
        Rounding::HalfEven if twice_over > by => below + 1,
        Rounding::HalfEven => below,
    }
}

/// A sum (`sign` 1) or a difference (-1).
fn added(left: &Value, right: &Value, sign: i128) -> Value {
    match (left, right) {
        (Value::Absent, _) | (_, Value::Absent) => Value::Absent,
        (Value::Unknown, _) | (_, Value::Unknown) => Value::Unknown,
        (Value::Number(one), Value::Number(two)) => Value::Number(one + sign * two),
        (one, two) => panic!("{one:?} and {two:?} cannot be added"),
    }
}
