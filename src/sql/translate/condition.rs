//! Conditions, in SQL's own three-valued logic: NULL is unknown. It is Kleene's, so `and`, `or` and `not` carry over; a
//! comparison with an absent value is false here and NULL there, which each comparison makes good.

use super::Translator;
use super::facts::{Base, Env, Scalar, texts};
use super::rows::Aggregate;
use super::term::{shifted_freely, within_calendar};
use crate::flat::Cutoff;
use crate::flat::layout;
use crate::ir::{
    self, Body, Comparison, Condition, ConditionKind, Constant, Duration, Place, PolicyId, Quantifier, Root,
    Term,
};
use crate::sql::tree::{Expr, FALSE, Literal, TRUE, Type, UNKNOWN};

impl Translator<'_> {
    /// A condition as a truth.
    pub(super) fn condition(&mut self, condition: &Condition, env: &Env) -> Expr {
        if !self.spend() {
            return UNKNOWN;
        }
        match &condition.kind {
            ConditionKind::Constant(true) => TRUE,
            ConditionKind::Constant(false) => FALSE,
            ConditionKind::Holds(term) => {
                let scalar = self.term(term, env);
                Expr::all([Expr::not(scalar.absent), scalar.value])
            }
            ConditionKind::Present(term) => self.term(term, env).presence(),
            ConditionKind::Not(inner) => Expr::not(self.condition(inner, env)),
            ConditionKind::All(parts) => {
                let parts: Vec<Expr> = parts.iter().map(|part| self.condition(part, env)).collect();
                Expr::all(parts)
            }
            ConditionKind::Any(parts) => match self.one_of(parts, env) {
                Some(one_of) => one_of,
                None => {
                    let parts: Vec<Expr> = parts.iter().map(|part| self.condition(part, env)).collect();
                    Expr::any(parts)
                }
            },
            ConditionKind::Compare(comparison, left, right) => self.compare(*comparison, left, right, env),
            ConditionKind::Member(member, set) => self.member(member, set, env),
            ConditionKind::Quantified(quantifier, select) => self.quantified(*quantifier, select, env),
            ConditionKind::Satisfies(policy, place) => self.satisfies(*policy, place, env),
            ConditionKind::Call(definition, subject) => {
                let inner = self.called_on(subject, env);
                match &self.program.definitions[*definition].body {
                    Body::Condition(body) => self.condition(body, &inner),
                    Body::Term(_) => UNKNOWN,
                }
            }
        }
    }

    /// `state is one of unpaid, paid`: one look at the column.
    fn one_of(&mut self, parts: &[Condition], env: &Env) -> Option<Expr> {
        let mut place: Option<&Place> = None;
        let mut meant = Vec::new();
        for part in parts {
            let ConditionKind::Compare(
                Comparison::Equal,
                Term::Field(at),
                Term::Constant(Constant::Choice(_, choice)),
            ) = &part.kind
            else {
                return None;
            };
            if *place.get_or_insert(at) != at {
                return None;
            }
            meant.push(*choice);
        }
        Some(self.is_one_of(place?, &meant, env))
    }

    fn is_one_of(&mut self, place: &Place, meant: &[u32], env: &Env) -> Expr {
        let Some(ir::Type::OneOf(words)) = self.type_at(place, env) else { return UNKNOWN };
        let scalar = self.fact(place, env);
        let named = |is_meant: bool| -> Vec<String> {
            let all = words.iter().enumerate();
            all.filter(|(at, _)| meant.contains(&(*at as u32)) == is_meant)
                .map(|(_, word)| word.clone())
                .collect()
        };
        let (meant, others) = (texts(&named(true)), texts(&named(false)));
        let truth = match unchecked(&scalar.value) {
            Some(column) => {
                let is = |literals: Vec<Literal>| Expr::In(Box::new(column.clone()), literals);
                Expr::case([(is(meant), TRUE), (is(others), FALSE)], None)
            }
            None => Expr::In(Box::new(scalar.value), meant),
        };
        Expr::all([Expr::not(scalar.absent), truth])
    }

    fn compare(&mut self, comparison: Comparison, left: &Term, right: &Term, env: &Env) -> Expr {
        match (left, right) {
            (Term::Now, Term::Now) => Expr::Literal(Literal::Bool(holds_of_equals(comparison))),
            (Term::Now, bound) => self.compare_now(comparison, bound, env),
            (bound, Term::Now) => self.compare_now(comparison.flipped(), bound, env),
            (Term::Constant(Constant::Time(instant)), bound) if !is_constant(bound) => {
                self.compare_instant(comparison, *instant, bound, env)
            }
            (bound, Term::Constant(Constant::Time(instant))) if !is_constant(bound) => {
                self.compare_instant(comparison.flipped(), *instant, bound, env)
            }
            (Term::Constant(Constant::Choice(_, choice)), Term::Field(place))
            | (Term::Field(place), Term::Constant(Constant::Choice(_, choice))) => {
                let is = self.is_one_of(place, &[*choice], env);
                if comparison == Comparison::Equal {
                    return is;
                }
                let absent = self.fact(place, env).absent;
                Expr::all([Expr::not(absent), Expr::not(is)])
            }
            _ => {
                let both_may_be_past = self.may_pass_the_end(left) && self.may_pass_the_end(right);
                let side =
                    |scalar: Scalar| if both_may_be_past { scalar.map(within_calendar) } else { scalar };
                let left = self.term(left, env);
                let right = self.term(right, env);
                compared(comparison, side(left), side(right))
            }
        }
    }

    /// `now` compared with a bound. A known instant is carried back over what moves the bound, so that the query
    /// compares a column with a literal.
    fn compare_now(&mut self, comparison: Comparison, bound: &Term, env: &Env) -> Expr {
        match self.now {
            Some(now) => self.compare_instant(comparison, now, bound, env),
            None => {
                let bound = self.unmoved(bound, env).moved(shifted_freely);
                compared(comparison.flipped(), bound, Scalar::known(Expr::Now))
            }
        }
    }

    /// An instant compared with a bound: `instant <= of + moves` is `of >= first`. Where moving does not keep the order of
    /// times, the query moves each by itself.
    fn compare_instant(&mut self, comparison: Comparison, instant: i64, bound: &Term, env: &Env) -> Expr {
        let unmoved = self.unmoved(bound, env);
        let (of, moves) = (&unmoved.of, &unmoved.moves);
        if moves.is_empty() {
            return compared(comparison.flipped(), of.clone(), Scalar::known(Expr::time(instant)));
        }
        let turned = |comparison| cutoff(comparison, instant, moves);
        let against = |(comparison, from)| compared(comparison, of.clone(), Scalar::known(Expr::time(from)));
        let each = |comparisons: [Comparison; 2]| -> Option<Vec<Expr>> {
            comparisons.into_iter().map(|comparison| turned(comparison).map(against)).collect()
        };
        let told = match comparison {
            Comparison::Equal => each([Comparison::LessOrEqual, Comparison::GreaterOrEqual]).map(Expr::all),
            Comparison::NotEqual => each([Comparison::Less, Comparison::Greater]).map(Expr::any),
            comparison @ (Comparison::Less
            | Comparison::LessOrEqual
            | Comparison::Greater
            | Comparison::GreaterOrEqual) => turned(comparison).map(against),
        };
        told.unwrap_or_else(|| {
            let moved = unmoved.moved(shifted_freely);
            compared(comparison.flipped(), moved, Scalar::known(Expr::time(instant)))
        })
    }

    fn member(&mut self, member: &Term, set: &Term, env: &Env) -> Expr {
        let member = self.term(member, env);
        let set = self.term(set, env);
        let contains = Expr::Contains(Box::new(set.value), Box::new(member.value));
        Expr::all([Expr::not(member.absent), Expr::not(set.absent), contains])
    }

    fn quantified(&mut self, quantifier: Quantifier, select: &ir::Select, env: &Env) -> Expr {
        if quantifier == Quantifier::AtLeast(0) {
            return TRUE;
        }
        let Some(collection) = self.collection(&select.collection, env) else { return UNKNOWN };
        let inner = self.enter_elements(&collection, env);
        match quantifier {
            Quantifier::AtLeast(1) => self.some_of(&select.filter, &inner, &collection.known),
            Quantifier::AtMost(0) | Quantifier::Exactly(0) => {
                Expr::not(self.some_of(&select.filter, &inner, &collection.known))
            }
            quantifier @ (Quantifier::AtLeast(_) | Quantifier::AtMost(_) | Quantifier::Exactly(_)) => {
                let filter = self.condition(&select.filter, &inner);
                let (yes, unknown) = self.tally(filter, counted, counted);
                bounded(quantifier, &yes, &unknown, &collection.known)
            }
        }
    }

    /// Whether the filter holds of one of the elements entered last.
    fn some_of(&mut self, filter: &Condition, env: &Env, known: &Expr) -> Expr {
        let boundaries = self.boundaries(filter, env);
        let met = boundaries.and_then(|boundaries| self.some_met(&boundaries));
        let (some, perhaps) = met.unwrap_or_else(|| {
            let filter = self.condition(filter, env);
            self.tally(filter, any, any)
        });
        let none = Expr::all([Expr::not(some.clone()), Expr::not(perhaps)]);
        decided(known, some, none)
    }

    /// What one aggregate says of where the filter of the elements entered last is true, and another of where it is
    /// unknown.
    pub(super) fn tally(&mut self, filter: Expr, yes: Tally, unknown: Tally) -> (Expr, Expr) {
        let in_doubt = Expr::is_null(filter.clone());
        let mut aggregates = vec![yes(filter, &self.context), unknown(in_doubt.clone(), &self.context)];
        aggregates[1].hint = format!("{} unknown", self.context);
        let nothing = Expr::Literal(aggregates[1].none.clone().unwrap_or(Literal::Unknown));
        if in_doubt == FALSE {
            aggregates.truncate(1);
        }
        let mut columns = self.leave(aggregates).into_iter();
        (columns.next().unwrap_or(UNKNOWN), columns.next().unwrap_or(nothing))
    }

    /// Enters the elements of a collection.
    pub(super) fn enter_elements(&mut self, collection: &super::facts::Collection, env: &Env) -> Env {
        let row = self.enter(collection.table, collection.owner);
        env.within(Base { row, at: layout::Place::default(), record: collection.element })
    }

    fn satisfies(&mut self, policy: PolicyId, place: &Place, env: &Env) -> Expr {
        let presence = self.presence_on_the_way(place, env);
        let inner = self.env_of_account(policy, place, env);
        let deciding = self.program.policies[policy].deciding();
        let parts: Vec<Expr> = deciding.map(|it| self.condition(it, &inner)).collect();
        Expr::all(std::iter::once(presence).chain(parts))
    }

    /// Whether there is a record at a place: what tells is the last record on the way that need not be there.
    pub(super) fn presence_on_the_way(&mut self, place: &Place, env: &Env) -> Expr {
        let Some(record) = self.record_of(place.root, env) else { return UNKNOWN };
        match self.program.optional_prefix(record, &place.fields) {
            Some(fields) => {
                let above = Place { root: place.root, fields: fields.to_vec() };
                self.fact(&above, env).presence()
            }
            None => TRUE,
        }
    }

    /// Another account stands as the account; nothing is known of its request.
    pub(super) fn env_of_account(&self, _: PolicyId, place: &Place, env: &Env) -> Env {
        if place.root == Root::Account && place.fields.is_empty() {
            return Env { elements: Vec::new(), ..env.clone() };
        }
        self.called_on(&ir::Subject::Account(place.clone()), env)
    }
}

/// The column behind a value that is checked against the words of its enumeration.
#[expect(clippy::wildcard_enum_match_arm, reason = "every other expression stays as it is")]
fn unchecked(value: &Expr) -> Option<&Expr> {
    match value {
        Expr::Case(branches, None) => match branches.as_slice() {
            [(Expr::In(column, _), then)] if column.as_ref() == then => Some(then),
            _ => None,
        },
        _ => None,
    }
}

/// False where an operand is absent, whatever the other is; unknown where one is unknown.
pub(super) fn compared(comparison: Comparison, left: Scalar, right: Scalar) -> Expr {
    let compare = Expr::compare(comparison, left.value, right.value);
    Expr::all([Expr::not(left.absent), Expr::not(right.absent), compare])
}

/// What an event compares with where `instant` compares with the event moved: `instant <= event + d` is
/// `event >= cutoff`. `None` for a comparison that no one cutoff decides.
pub(super) fn cutoff(comparison: Comparison, instant: i64, moves: &[Duration]) -> Option<(Comparison, i64)> {
    let shifts: Vec<_> = moves.iter().copied().map(ir::Shift::Time).collect();
    Cutoff::new(comparison, &shifts, instant).exact()
}

fn is_constant(term: &Term) -> bool {
    matches!(term, Term::Constant(_))
}

/// An aggregate over the rows that fulfil a condition, named after what it is for.
pub(super) type Tally = fn(Expr, &str) -> Aggregate;

/// How many rows fulfil a condition.
pub(super) fn counted(when: Expr, context: &str) -> Aggregate {
    let hint = format!("{context} count");
    Aggregate { of: Expr::count_where(when), none: Some(Literal::Number(0)), hint }
}

/// Whether any row fulfils a condition.
pub(super) fn any(when: Expr, context: &str) -> Aggregate {
    let hint = format!("{context} some");
    Aggregate { of: Expr::any_where(when), none: Some(Literal::Bool(false)), hint }
}

/// Whether as many hold as the quantifier asks: decided as soon as the unknown ones cannot change it.
fn bounded(quantifier: Quantifier, yes: &Expr, unknown: &Expr, known: &Expr) -> Expr {
    let more_than = |n: u64| at_least(yes.clone(), n.saturating_add(1));
    let (holds, fails) = match quantifier {
        Quantifier::AtLeast(n) => (at_least(yes.clone(), n), at_most(yes, unknown, n.saturating_sub(1))),
        Quantifier::AtMost(n) => (at_most(yes, unknown, n), more_than(n)),
        Quantifier::Exactly(n) => {
            let is = Expr::compare(Comparison::Equal, yes.clone(), Expr::number(i128::from(n)));
            let fewer = if n == 0 { FALSE } else { at_most(yes, unknown, n - 1) };
            (Expr::all([is, none(unknown)]), Expr::any([more_than(n), fewer]))
        }
    };
    decided(known, holds, fails)
}

/// True or false where all elements are known and one of the two, never NULL, says so.
fn decided(known: &Expr, holds: Expr, fails: Expr) -> Expr {
    let sure = |truth: Expr| Expr::all([known.clone(), truth]);
    Expr::case([(sure(holds), TRUE), (sure(fails), FALSE)], None)
}

/// No more than `n`, the unknown ones counted in.
#[expect(clippy::wildcard_enum_match_arm, reason = "every other expression stays as it is")]
fn at_most(yes: &Expr, unknown: &Expr, n: u64) -> Expr {
    match unknown {
        unknown if n == 0 => Expr::all([none(yes), none(unknown)]),
        Expr::Literal(_) => Expr::compare(Comparison::LessOrEqual, yes.clone(), Expr::number(i128::from(n))),
        unknown => {
            let sum = Expr::Sum(false, Type::Int, Box::new(yes.clone()), Box::new(unknown.clone()));
            Expr::compare(Comparison::LessOrEqual, sum, Expr::number(i128::from(n)))
        }
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "every other expression stays as it is")]
fn none(count: &Expr) -> Expr {
    match count {
        Expr::Literal(_) => TRUE,
        count => Expr::compare(Comparison::Equal, count.clone(), Expr::number(0)),
    }
}

fn at_least(count: Expr, n: u64) -> Expr {
    match n {
        1 => Expr::compare(Comparison::Greater, count, Expr::number(0)),
        n => Expr::compare(Comparison::GreaterOrEqual, count, Expr::number(i128::from(n))),
    }
}

fn holds_of_equals(comparison: Comparison) -> bool {
    matches!(comparison, Comparison::Equal | Comparison::LessOrEqual | Comparison::GreaterOrEqual)
}
