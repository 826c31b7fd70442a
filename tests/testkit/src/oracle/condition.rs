//! The truth of conditions at one instant.

use std::cmp::Ordering;

use exeunt::ir::{Body, Comparison, Condition, ConditionKind, PolicyId, Quantifier, Select, Value};

use super::extreme::Operands;
use super::known::Call;
use super::{Env, Shapes, Truth, UNKNOWN, World};

impl<'a> World<'a> {
    pub(super) fn condition(&self, condition: &Condition, env: &Env<'a>) -> Truth {
        match &condition.kind {
            ConditionKind::Constant(value) => Some(*value),
            ConditionKind::Holds(term) => match self.term(term, env) {
                Value::Bool(value) => Some(value),
                Value::Absent => Some(false),
                Value::Unknown
                | Value::Number(_)
                | Value::Text(_)
                | Value::Time(_)
                | Value::Date(_)
                | Value::Length(_)
                | Value::Choice(_)
                | Value::Set(_)
                | Value::Many(_)
                | Value::Record(_) => None,
            },
            ConditionKind::Not(inner) => self.condition(inner, env).map(|value| !value),
            ConditionKind::All(parts) => {
                let truths: Vec<Truth> = parts.iter().map(|part| self.condition(part, env)).collect();
                all(&truths)
            }
            ConditionKind::Any(parts) => {
                let truths: Vec<Truth> = parts.iter().map(|part| self.condition(part, env)).collect();
                any(&truths)
            }
            ConditionKind::Compare(comparison, left, right) => {
                match (self.operands(left, env), self.operands(right, env)) {
                    (Operands::One(left), Operands::One(right)) => compare(*comparison, &left, &right),
                    (Operands::One(Value::Absent), _) | (_, Operands::One(Value::Absent)) => Some(false),
                    // An operand that is absent is used only where its presence decides.
                    (left, right) if left.lacks_one() || right.lacks_one() => None,
                    (left, right) => left.compare(*comparison, &right),
                }
            }
            ConditionKind::Member(member, set) => {
                let (open, set) = (self.operands(member, env), self.term(set, env));
                // Only days have bounds there: a count is an element if it is known.
                if let (Operands::Between(Value::Date(_) | Value::Time(_), _), Value::Set(members)) =
                    (&open, &set)
                {
                    let equal =
                        |known: &Value| open.compare(Comparison::Equal, &Operands::One(known.clone()));
                    return any(&members.iter().map(equal).collect::<Vec<_>>());
                }
                let member = open.value();
                match (&member, &set) {
                    (Value::Absent, _) | (_, Value::Absent) => Some(false),
                    (_, Value::Set(members)) => {
                        let equal = members.iter().map(|known| compare(Comparison::Equal, &member, known));
                        any(&equal.collect::<Vec<_>>())
                    }
                    _ => None,
                }
            }
            ConditionKind::StartsWith(text, prefix) => match self.term(text, env) {
                Value::Text(text) => Some(prefix.chars().eq(text.chars().take(prefix.chars().count()))),
                Value::Absent => Some(false),
                Value::Unknown => None,
                other => panic!("{other:?} is no text"),
            },
            ConditionKind::Present(term) => self.operands(term, env).presence(),
            ConditionKind::Quantified(quantifier, select) => self.quantified(*quantifier, select, env),
            ConditionKind::Satisfies(policy, place) => {
                let is_same = place.fields.is_empty() && place.root == exeunt::ir::Root::Account;
                let request = if is_same { env.request } else { &UNKNOWN };
                all(&[self.is_there(place, env), self.satisfies(*policy, self.at(place, env), request)])
            }
            ConditionKind::Case(rows) => {
                let judged =
                    rows.iter().map(|row| (self.condition(&row.guard, env), self.condition(&row.value, env)));
                agreed(&judged.collect::<Vec<_>>())
            }
            ConditionKind::Call(definition, subject) => match &self.program.definitions()[*definition].body {
                Body::Condition(body) => {
                    let inside = self.subject(subject, env);
                    let call = Call::of_definition(*definition, &inside);
                    self.known.truth(call, || self.condition(body, &inside))
                }
                Body::Term(_) => panic!("a term is called as a condition"),
            },
        }
    }

    /// Whether a policy's `when` and its requirements hold of an account.
    fn satisfies(&self, policy: PolicyId, account: &'a Value, request: &'a Value) -> Truth {
        let judged = &self.program.policies()[policy];
        let package = &self.program.packages()[judged.package];
        let shapes = Shapes { account: package.account, request: package.request, elements: Vec::new() };
        let env = Env { account, request, elements: Vec::new(), shapes };
        self.known.truth(Call::of_policy(policy, &env), || {
            let mut truths = vec![self.condition(&judged.when, &env)];
            truths.extend(judged.requirements.iter().map(|it| self.required(judged, it, &env)));
            all(&truths)
        })
    }

    fn quantified(&self, quantifier: Quantifier, select: &Select, env: &Env<'a>) -> Truth {
        let Some(elements) = self.filtered(select, env) else {
            // Any number of elements may be there, and any of them may be selected.
            return (quantifier == Quantifier::AtLeast(0)).then_some(true);
        };
        let least = elements.iter().filter(|(_, chosen)| *chosen == Some(true)).count() as u64;
        let most = elements.iter().filter(|(_, chosen)| *chosen != Some(false)).count() as u64;
        let holds = |count: u64| match quantifier {
            Quantifier::AtLeast(bound) => count >= bound,
            Quantifier::AtMost(bound) => count <= bound,
            Quantifier::Exactly(bound) => count == bound,
        };
        // Every number in between is possible.
        let possible: Vec<bool> = (least..=most).map(holds).collect();
        match (possible.contains(&true), possible.contains(&false)) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        }
    }

    /// The elements of a collection with whether each is selected; `None` where the collection is unknown.
    pub(super) fn filtered(&self, select: &Select, env: &Env<'a>) -> Option<Vec<(&'a Value, Truth)>> {
        let elements: &[Value] = match self.at(&select.collection, env) {
            Value::Many(elements) => elements,
            Value::Absent => &[],
            Value::Unknown
            | Value::Bool(_)
            | Value::Number(_)
            | Value::Text(_)
            | Value::Time(_)
            | Value::Date(_)
            | Value::Length(_)
            | Value::Choice(_)
            | Value::Set(_)
            | Value::Record(_) => return None,
        };
        let shape = self.shape(&select.collection, env);
        let judged = elements.iter().map(|element| {
            let mut inner = env.clone();
            inner.elements.push(element);
            inner.shapes.elements.push(shape);
            let chosen = self.condition(&select.filter, &inner);
            (element, chosen)
        });
        Some(judged.collect())
    }
}

/// What the values of all rows have in common that facts may still choose, by their guards.
pub(super) fn agreed(rows: &[(Truth, Truth)]) -> Truth {
    let last = rows.iter().position(|(guard, _)| *guard == Some(true)).unwrap_or(rows.len());
    let possible = rows.iter().take(last + 1).filter(|(guard, _)| *guard != Some(false));
    let values: Vec<Truth> = possible.map(|(_, value)| *value).collect();
    let first = values.first().copied().flatten();
    if values.iter().all(|value| *value == first) { first } else { None }
}

/// `and`: false by one that is false, else unknown by one that is.
fn all(truths: &[Truth]) -> Truth {
    if truths.contains(&Some(false)) {
        Some(false)
    } else if truths.contains(&None) {
        None
    } else {
        Some(true)
    }
}

/// `or`, likewise.
fn any(truths: &[Truth]) -> Truth {
    let negated: Vec<Truth> = truths.iter().map(|truth| truth.map(|value| !value)).collect();
    all(&negated).map(|value| !value)
}

/// A comparison; with what did not happen it is false.
fn compare(comparison: Comparison, left: &Value, right: &Value) -> Truth {
    if *left == Value::Absent || *right == Value::Absent {
        return Some(false);
    }
    let order = match (left, right) {
        (Value::Unknown, _) | (_, Value::Unknown) => return None,
        (Value::Bool(one), Value::Bool(two)) => one.cmp(two),
        (Value::Text(one), Value::Text(two)) => one.cmp(two),
        (Value::Time(one), Value::Time(two)) => one.cmp(two),
        (Value::Date(one), Value::Date(two)) => one.cmp(two),
        (Value::Choice(one), Value::Choice(two)) => one.cmp(two),
        (Value::Number(one), Value::Number(two)) => one.cmp(two),
        (one, two) => panic!("{one:?} and {two:?} are of different types"),
    };
    Some(match comparison {
        Comparison::Equal => order == Ordering::Equal,
        Comparison::NotEqual => order != Ordering::Equal,
        Comparison::Less => order == Ordering::Less,
        Comparison::LessOrEqual => order != Ordering::Greater,
        Comparison::Greater => order == Ordering::Greater,
        Comparison::GreaterOrEqual => order != Ordering::Less,
    })
}
