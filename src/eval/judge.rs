//! One pass over a condition: its truth over time, and a record of what decided it. Verdicts, reasons, missing facts
//! and traces are all read off that record; nothing is worked out twice.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::rc::Rc;

use super::place::{Env, Frame, Link, PathId, Paths, Read, UNKNOWN};
use super::scalar::{Scalar, holds};
use super::steps::{Steps, tally};
use super::truth::{Tally, Truth};
use crate::ir::{
    Body, Comparison, Condition, ConditionKind, DefinitionId, Place, PolicyId, Program, Quantifier, Root,
    Select, Subject, Term, Type, Value,
};

/// A condition that was judged.
#[derive(Debug)]
pub(super) struct Node<'a> {
    pub(super) condition: &'a Condition,
    pub(super) truth: Steps<Truth>,
    /// The facts that its own terms read.
    pub(super) evidence: Evidence<'a>,
    /// What it is made of.
    pub(super) parts: Parts<'a>,
}

/// What a condition is made of.
#[derive(Debug)]
pub(super) enum Parts<'a> {
    /// Nothing: its terms decide it.
    None,
    /// Other conditions.
    Conditions(Vec<Rc<Node<'a>>>),
    /// A selection from a collection.
    Selection(Rc<Selection<'a>>),
    /// Another policy.
    Policy(Rc<PolicyNode<'a>>),
}

/// What terms looked at.
#[derive(Debug, Default)]
pub(super) struct Evidence<'a> {
    pub(super) reads: Vec<Read<'a>>,
    pub(super) selections: Vec<Rc<Selection<'a>>>,
    pub(super) calls: Vec<Rc<TermNode<'a>>>,
    /// By how much the left operand of a comparison exceeds the right at the instant, where both are known and of an
    /// ordered type.
    pub(super) margin: Option<i128>,
}

/// A definition's value, with what it looked at.
#[derive(Debug)]
pub(super) struct TermNode<'a> {
    pub(super) value: Steps<Scalar<'a>>,
    pub(super) evidence: Evidence<'a>,
}

/// A collection with each element's judgement.
#[derive(Debug)]
pub(super) struct Selection<'a> {
    pub(super) collection: Read<'a>,
    pub(super) elements: Vec<Element<'a>>,
    /// Whether it is known which elements there are.
    pub(super) known: bool,
    /// An element of which nothing is known, where it is not: what any element would hang on.
    pub(super) any: Option<Element<'a>>,
}

/// An element of a collection under a filter.
#[derive(Debug)]
pub(super) struct Element<'a> {
    pub(super) frame: Frame<'a>,
    pub(super) filter: Rc<Node<'a>>,
    /// What was read of it besides, by an aggregate's term.
    pub(super) evidence: Evidence<'a>,
}

/// A policy judged for an account.
#[derive(Debug)]
pub(super) struct PolicyNode<'a> {
    pub(super) policy: PolicyId,
    pub(super) when: Rc<Node<'a>>,
    pub(super) requirements: Vec<Rc<Node<'a>>>,
    /// What its messages may speak of.
    pub(super) account: Frame<'a>,
    pub(super) request: Option<Frame<'a>>,
}

/// A definition and the records it was called on.
type CallKey = (DefinitionId, PathId, Option<PathId>);

/// Judges conditions of a program at an instant and later.
pub(super) struct Judge<'a> {
    pub(super) program: &'a Program,
    pub(super) now: i64,
    pub(super) paths: Paths<'a>,
    conditions: RefCell<HashMap<CallKey, Rc<Node<'a>>>>,
    terms: RefCell<HashMap<CallKey, Rc<TermNode<'a>>>>,
    policies: RefCell<HashMap<(PolicyId, PathId), Rc<PolicyNode<'a>>>>,
}

/// An operand of a comparison.
enum Operand<'a> {
    Now,
    Value(Steps<Scalar<'a>>),
}

impl<'a> Judge<'a> {
    pub(super) fn new(program: &'a Program, now: i64) -> Self {
        Self {
            program,
            now,
            paths: Paths::new(program),
            conditions: RefCell::default(),
            terms: RefCell::default(),
            policies: RefCell::default(),
        }
    }

    pub(super) fn condition(&self, condition: &'a Condition, env: &Env<'_, 'a>) -> Rc<Node<'a>> {
        let mut evidence = Evidence::default();
        let (truth, parts) = match &condition.kind {
            ConditionKind::Constant(value) => (Steps::constant((*value).into()), Parts::None),
            ConditionKind::Holds(term) => {
                (self.term(term, env, &mut evidence).map(Scalar::holds), Parts::None)
            }
            ConditionKind::Present(term) => {
                (self.term(term, env, &mut evidence).map(Scalar::is_present), Parts::None)
            }
            ConditionKind::Compare(comparison, left, right) => {
                let left = self.operand(left, env, &mut evidence);
                let right = self.operand(right, env, &mut evidence);
                evidence.margin = self.margin(&left, &right);
                (self.compare(*comparison, left, right), Parts::None)
            }
            ConditionKind::Member(member, set) => {
                let member = self.term(member, env, &mut evidence);
                let set = self.term(set, env, &mut evidence);
                (member.zip(&set, Scalar::is_in), Parts::None)
            }
            ConditionKind::Not(inner) => {
                let inner = self.condition(inner, env);
                (inner.truth.map(Truth::negated), Parts::Conditions(vec![inner]))
            }
            ConditionKind::All(parts) => self.junction(parts, env, Tally::all),
            ConditionKind::Any(parts) => self.junction(parts, env, Tally::any),
            ConditionKind::Quantified(quantifier, select) => self.quantified(*quantifier, select, env),
            ConditionKind::Satisfies(policy, place) => self.satisfies(*policy, place, env, &mut evidence),
            ConditionKind::Call(definition, subject) => {
                let inner = self.called_condition(*definition, subject, env);
                (inner.truth.clone(), Parts::Conditions(vec![inner]))
            }
        };
        Rc::new(Node { condition, truth, evidence, parts })
    }

    fn junction(
        &self,
        parts: &'a [Condition],
        env: &Env<'_, 'a>,
        read: fn(Tally) -> Truth,
    ) -> (Steps<Truth>, Parts<'a>) {
        let parts: Vec<_> = parts.iter().map(|part| self.condition(part, env)).collect();
        (tally(parts.iter().map(|part| &part.truth), read), Parts::Conditions(parts))
    }

    fn quantified(
        &self,
        quantifier: Quantifier,
        select: &'a Select,
        env: &Env<'_, 'a>,
    ) -> (Steps<Truth>, Parts<'a>) {
        let selection = self.selection(select, None, env).0;
        let truth = if selection.known {
            let filters = selection.elements.iter().map(|element| &element.filter.truth);
            tally(filters, |tally| tally.quantified(quantifier))
        } else {
            Steps::constant(unknown_count(quantifier))
        };
        (truth, Parts::Selection(Rc::new(selection)))
    }

    /// Judges the filter, and a term if one is asked for, of each element.
    pub(super) fn selection(
        &self,
        select: &'a Select,
        term: Option<&'a Term>,
        env: &Env<'_, 'a>,
    ) -> (Selection<'a>, Vec<Steps<Scalar<'a>>>) {
        let collection = self.read(&select.collection, env);
        let (elements, known) = match collection.value {
            Value::Many(elements) => (elements.as_slice(), true),
            Value::Absent => (&[][..], true),
            _ => (&[][..], false),
        };
        let first = self.paths.of_elements(&collection, elements.len());
        let mut judged = Vec::with_capacity(elements.len());
        let mut values = Vec::new();
        for (index, value) in elements.iter().enumerate() {
            let (element, of) = self.judged_element((value, first + index), &collection, select, term, env);
            judged.push(element);
            values.extend(of);
        }
        let any = (!known).then(|| {
            self.judged_element((&UNKNOWN, self.paths.of_record(&collection)), &collection, select, term, env)
                .0
        });
        (Selection { collection, elements: judged, known, any }, values)
    }

    /// Judges the filter, and the term, of one element with its path.
    fn judged_element(
        &self,
        (value, path): (&'a Value, PathId),
        collection: &Read<'a>,
        select: &'a Select,
        term: Option<&'a Term>,
        env: &Env<'_, 'a>,
    ) -> (Element<'a>, Option<Steps<Scalar<'a>>>) {
        let frame = Frame { value, record: self.element_record(collection), path };
        let link = Link { frame, outer: env.elements };
        let inner = Env { elements: Some(&link), ..*env };
        let mut evidence = Evidence::default();
        let filter = self.condition(&select.filter, &inner);
        let value = term.map(|term| self.term(term, &inner, &mut evidence));
        (Element { frame, filter, evidence }, value)
    }

    fn element_record(&self, collection: &Read<'a>) -> usize {
        match collection.field(self.program) {
            Some((_, Type::Many(record))) => *record,
            _ => collection.base.record,
        }
    }

    fn satisfies(
        &self,
        policy: PolicyId,
        place: &'a Place,
        env: &Env<'_, 'a>,
        evidence: &mut Evidence<'a>,
    ) -> (Steps<Truth>, Parts<'a>) {
        let read = self.read(place, env);
        if matches!(read.value, Value::Unknown | Value::Absent) {
            evidence.reads.push(read);
            return (Steps::constant(Scalar::from(read.value).is_present()), Parts::None);
        }
        let inner = self.env_of_account(policy, place, &read, env);
        let node = self.policy(policy, &inner);
        let conditions = || std::iter::once(&node.when).chain(&node.requirements).map(|node| &node.truth);
        let conditions: Vec<_> = conditions().collect();
        (tally(conditions.iter().copied(), Tally::all), Parts::Policy(node))
    }

    /// Judges a policy once for each account.
    pub(super) fn policy(&self, policy: PolicyId, env: &Env<'_, 'a>) -> Rc<PolicyNode<'a>> {
        let key = (policy, env.account.path);
        if let Some(known) = self.policies.borrow().get(&key) {
            return Rc::clone(known);
        }
        let judged = &self.program.policies[policy];
        let node = Rc::new(PolicyNode {
            policy,
            when: self.condition(&judged.when, env),
            requirements: judged.requirements.iter().map(|it| self.condition(&it.condition, env)).collect(),
            account: env.account,
            request: env.request,
        });
        self.policies.borrow_mut().insert(key, Rc::clone(&node));
        node
    }

    /// Another account stands as the account. Its request is another one too, of which nothing is known; the account
    /// itself keeps its request.
    fn env_of_account(
        &self,
        policy: PolicyId,
        place: &'a Place,
        read: &Read<'a>,
        env: &Env<'_, 'a>,
    ) -> Env<'a, 'a> {
        if place.root == Root::Account && place.fields.is_empty() {
            return env.without_elements();
        }
        let package = &self.program.packages[self.program.policies[policy].package];
        let path = self.paths.of_record(read);
        let account = Frame { value: read.value, record: package.account, path };
        let request = package.request.map(|record| Frame { value: &UNKNOWN, record, path });
        Env { account, request, elements: None }
    }

    fn called_condition(
        &self,
        definition: DefinitionId,
        subject: &'a Subject,
        env: &Env<'_, 'a>,
    ) -> Rc<Node<'a>> {
        self.on_subject(subject, env, |inner| {
            let key = call_key(definition, inner);
            if let Some(known) = self.conditions.borrow().get(&key) {
                return Rc::clone(known);
            }
            let node = match &self.program.definitions[definition].body {
                Body::Condition(condition) => self.condition(condition, inner),
                Body::Term(_) => unreachable!("a verified program calls a condition as a condition"),
            };
            self.conditions.borrow_mut().insert(key, Rc::clone(&node));
            node
        })
    }

    fn called_term(
        &self,
        definition: DefinitionId,
        subject: &'a Subject,
        env: &Env<'_, 'a>,
    ) -> Rc<TermNode<'a>> {
        self.on_subject(subject, env, |inner| {
            let key = call_key(definition, inner);
            if let Some(known) = self.terms.borrow().get(&key) {
                return Rc::clone(known);
            }
            let mut evidence = Evidence::default();
            let value = match &self.program.definitions[definition].body {
                Body::Term(term) => self.term(term, inner, &mut evidence),
                Body::Condition(_) => unreachable!("a verified program calls a term as a term"),
            };
            let node = Rc::new(TermNode { value, evidence });
            self.terms.borrow_mut().insert(key, Rc::clone(&node));
            node
        })
    }

    /// Binds the roots of a definition to what it is called on.
    fn on_subject<T>(
        &self,
        subject: &'a Subject,
        env: &Env<'_, 'a>,
        then: impl FnOnce(&Env<'_, 'a>) -> T,
    ) -> T {
        match subject {
            Subject::Same => then(&env.without_elements()),
            Subject::Account(place) => {
                let read = self.read(place, env);
                let account = self.frame(&read);
                then(&Env { account, request: None, elements: None })
            }
            Subject::Element(place) => {
                let read = self.read(place, env);
                let link = Link { frame: self.frame(&read), outer: None };
                then(&Env { account: env.account, request: env.request, elements: Some(&link) })
            }
        }
    }

    /// The record that a read found, as a frame of its own.
    fn frame(&self, read: &Read<'a>) -> Frame<'a> {
        if read.fields.is_empty() {
            return read.base;
        }
        let record = match read.field(self.program) {
            Some((_, Type::Record(record))) => *record,
            _ => read.base.record,
        };
        Frame { value: read.value, record, path: self.paths.of_record(read) }
    }

    pub(super) fn read(&self, place: &'a Place, env: &Env<'_, 'a>) -> Read<'a> {
        let nothing = Frame { value: &UNKNOWN, record: env.account.record, path: env.account.path };
        Read::follow(env.root(place.root).unwrap_or(nothing), &place.fields)
    }

    fn operand(&self, term: &'a Term, env: &Env<'_, 'a>, evidence: &mut Evidence<'a>) -> Operand<'a> {
        match term {
            Term::Now => Operand::Now,
            _ => Operand::Value(self.term(term, env, evidence)),
        }
    }

    /// What a term comes to, over time.
    pub(super) fn term(
        &self,
        term: &'a Term,
        env: &Env<'_, 'a>,
        evidence: &mut Evidence<'a>,
    ) -> Steps<Scalar<'a>> {
        match term {
            Term::Constant(value) => Steps::constant(value.into()),
            Term::Now => unreachable!("a verified program has `now` only directly in a comparison"),
            Term::Field(place) => {
                let read = self.read(place, env);
                evidence.reads.push(read);
                Steps::constant(read.scalar())
            }
            Term::Count(_) | Term::Total(..) | Term::Maximum(..) | Term::Minimum(..) => {
                self.aggregate(term, env, evidence)
            }
            Term::Add(left, right) => self.sum(left, right, i128::saturating_add, env, evidence),
            Term::Subtract(left, right) => self.sum(left, right, i128::saturating_sub, env, evidence),
            Term::Shift(of, duration) => {
                let shift = super::shift::mover(duration);
                self.term(of, env, evidence).map(shift)
            }
            Term::Day(of, edge, zone) => self.term(of, env, evidence).map(super::shift::edge(*edge, *zone)),
            Term::Call(definition, subject) => {
                let node = self.called_term(*definition, subject, env);
                let value = node.value.clone();
                evidence.calls.push(node);
                value
            }
        }
    }

    fn sum(
        &self,
        left: &'a Term,
        right: &'a Term,
        of: fn(i128, i128) -> i128,
        env: &Env<'_, 'a>,
        evidence: &mut Evidence<'a>,
    ) -> Steps<Scalar<'a>> {
        let left = self.term(left, env, evidence);
        let right = self.term(right, env, evidence);
        left.zip(&right, |left, right| match (left, right) {
            (Scalar::Absent, _) | (_, Scalar::Absent) => Scalar::Absent,
            (Scalar::Number(left), Scalar::Number(right)) => Scalar::Number(of(left, right)),
            _ => Scalar::Unknown,
        })
    }

    fn margin(&self, left: &Operand<'a>, right: &Operand<'a>) -> Option<i128> {
        let key = |operand: &Operand<'a>| match operand {
            Operand::Now => Some(i128::from(self.now)),
            Operand::Value(value) => value.now().key(),
        };
        key(left)?.checked_sub(key(right)?)
    }

    fn compare(&self, comparison: Comparison, left: Operand<'a>, right: Operand<'a>) -> Steps<Truth> {
        match (left, right) {
            (Operand::Now, Operand::Now) => Steps::constant(holds(comparison, Ordering::Equal).into()),
            (Operand::Now, Operand::Value(bound)) => self.compare_now(comparison, &bound),
            (Operand::Value(bound), Operand::Now) => self.compare_now(comparison.flipped(), &bound),
            (Operand::Value(left), Operand::Value(right)) => {
                left.zip(&right, |left, right| left.compare(comparison, right))
            }
        }
    }

    /// `now` compared with a bound: the truth changes at the bound, or one microsecond after it.
    pub(super) fn compare_now(&self, comparison: Comparison, bound: &Steps<Scalar<'a>>) -> Steps<Truth> {
        let mut values = Vec::new();
        for (from, end, value) in bound.pieces(self.now) {
            let at = |now: i64| Scalar::Time(now).compare(comparison, value);
            values.push((from, at(from)));
            if let Scalar::Time(bound) = value {
                let steps = [bound, bound.saturating_add(1)];
                let within =
                    steps.into_iter().filter(|&step| step > from && end.is_none_or(|end| step < end));
                values.extend(within.map(|step| (step, at(step))));
            }
        }
        let first = values.first().map_or(Truth::Unknown, |&(_, truth)| truth);
        Steps::new(first, values.into_iter().skip(1))
    }
}

/// How many elements there are is unknown: only a bound that no number breaks holds.
fn unknown_count(quantifier: Quantifier) -> Truth {
    match quantifier {
        Quantifier::AtLeast(0) => Truth::True,
        _ => Truth::Unknown,
    }
}

fn call_key(definition: DefinitionId, env: &Env<'_, '_>) -> CallKey {
    (definition, env.account.path, env.elements.map(|link| link.frame.path))
}
