//! One pass over a condition: its truth over time, and as much of what decided it as is kept.

use std::cell::{Cell, OnceCell};
use std::ops::{ControlFlow, Range};
use std::rc::Rc;

use super::lanes::{LANES, Steady};
use super::memo::Memo;
use super::piecewise::{Count, Piecewise};
use super::place::{Env, Frame, Link, PathId, Paths, Read, ServiceFrames, UNKNOWN, elements, service_frames};
use super::record::{Element, Evaluated, Evidence, GroupNode, Node, PolicyKey, PolicyNode, Required};
use super::recorder::{CallKey, CallMemos, NoRecord, Recorder, call_key};
use super::recording::Recording;
use super::scalar::Scalar;
use super::tally::Tally;
use crate::ir::{
    Body, Condition, ConditionKind, DefinitionId, GroupId, IndexVec, Place, Policy, PolicyId, Program,
    Quantifier, RecordId, Requirement, Root, Select, Services, Subject, Term, Truth, Type, Value,
};

/// How many elements of a selection are recorded with each truth; the others are counted. Nobody reads more.
const MOST_OF_SELECTION: u64 = 1000;

/// After how many elements only one of each selection is recorded.
const MOST_RECORDED: usize = 50_000;

/// How many elements of a collection are judged before what was worked out of them is forgotten.
const CHUNK: usize = 4096;

/// Judges conditions of a program at an instant and later.
pub(super) struct Evaluator<'a> {
    pub(super) program: &'a Program,
    pub(super) now: i64,
    pub(super) paths: Rc<Paths<'a>>,
    pub(super) services: ServiceFrames<'a>,
    /// Whether records hold every element of a selection, or only those that may be in it at the instant.
    whole: bool,
    pub(super) truths: CallMemos<'a, NoRecord>,
    pub(super) records: CallMemos<'a, Recording>,
    policies: Memo<PolicyKey, Rc<PolicyNode<'a>>>,
    /// How many elements records hold so far.
    elements_recorded: Cell<usize>,
}

/// A recorder with its memo tables in the evaluator.
pub(super) trait Mode<'a>: Recorder<'a> {
    fn memos<'e>(evaluator: &'e Evaluator<'a>) -> &'e CallMemos<'a, Self>;
}

impl<'a> Mode<'a> for NoRecord {
    fn memos<'e>(evaluator: &'e Evaluator<'a>) -> &'e CallMemos<'a, Self> {
        &evaluator.truths
    }
}

impl<'a> Mode<'a> for Recording {
    fn memos<'e>(evaluator: &'e Evaluator<'a>) -> &'e CallMemos<'a, Self> {
        &evaluator.records
    }
}

/// What was found of elements.
pub(super) enum Judged<'a> {
    /// How many there are with each truth, which they have at all times.
    Steady(Tally),
    /// The truth of one, and what is taken of it.
    Element(Piecewise<Truth>, Piecewise<Scalar<'a>>),
}

/// The elements of a collection as frames, which have paths only if one of them is needed.
struct Frames<'e, 'a> {
    evaluator: &'e Evaluator<'a>,
    collection: Read<'a>,
    count: usize,
    first: Option<(PathId, RecordId)>,
}

impl<'a> Frames<'_, 'a> {
    fn first(&mut self) -> (PathId, RecordId) {
        let Self { evaluator, collection, count, .. } = self;
        *self.first.get_or_insert_with(|| {
            (evaluator.paths.of_elements(collection, *count), evaluator.element_record(collection))
        })
    }

    fn of(&mut self, index: usize, value: &'a Value) -> Frame<'a> {
        let (first, record) = self.first();
        Frame { value, record, path: first + index }
    }

    /// The paths of the first elements, which were judged.
    fn judged(&mut self, count: usize) -> Range<PathId> {
        let (first, _) = self.first();
        first..first + count
    }
}

/// An element of a collection, to be judged.
#[derive(Clone, Copy)]
struct Asked<'a> {
    frame: Frame<'a>,
    filter: &'a Condition,
    term: Option<&'a Term>,
}

impl<'a> Evaluator<'a> {
    /// A judge whose records hold what decides.
    pub(super) fn new(program: &'a Program, policy: PolicyId, services: &'a Services, now: i64) -> Self {
        Self {
            program,
            now,
            paths: Rc::new(Paths::new(program, program.policies[policy].package)),
            services: service_frames(program, services),
            whole: false,
            truths: CallMemos::default(),
            records: CallMemos::default(),
            policies: Memo::default(),
            elements_recorded: Cell::new(0),
        }
    }

    /// A judge whose records hold everything.
    pub(super) fn whole(program: &'a Program, policy: PolicyId, services: &'a Services, now: i64) -> Self {
        Self { whole: true, ..Self::new(program, policy, services, now) }
    }

    /// A judge of the same facts from another instant on; a path is the same for both.
    pub(super) fn at(&self, now: i64) -> Self {
        Self {
            program: self.program,
            now,
            paths: Rc::clone(&self.paths),
            services: self.services.clone(),
            whole: self.whole,
            truths: CallMemos::default(),
            records: CallMemos::default(),
            policies: Memo::default(),
            elements_recorded: Cell::new(0),
        }
    }

    /// A condition's truth over time.
    pub(super) fn judgement(&self, condition: &'a Condition, env: &Env<'_, 'a>) -> Evaluated<'a> {
        let truth = self.condition::<NoRecord>(condition, env);
        Evaluated { condition, truth, record: OnceCell::new() }
    }

    /// What decided a condition that was judged there.
    pub(super) fn record<'n>(&self, judgement: &'n Evaluated<'a>, env: &Env<'_, 'a>) -> &'n Rc<Node<'a>> {
        judgement.record.get_or_init(|| self.condition::<Recording>(judgement.condition, env))
    }

    pub(super) fn condition<K: Mode<'a>>(&self, condition: &'a Condition, env: &Env<'_, 'a>) -> K::Node {
        let mut evidence = K::Evidence::default();
        if !K::RECORDS
            && let Some(truth) = self.steady(condition, env)
        {
            return K::node(condition, Piecewise::constant(truth), evidence, K::Parts::default());
        }
        let (truth, parts) = match &condition.kind {
            ConditionKind::Constant(value) => (Piecewise::constant((*value).into()), K::Parts::default()),
            ConditionKind::Holds(term) => {
                (self.term::<K>(term, env, &mut evidence).map(Scalar::holds), K::Parts::default())
            }
            ConditionKind::Present(term) => {
                (self.term::<K>(term, env, &mut evidence).map(Scalar::is_present), K::Parts::default())
            }
            ConditionKind::StartsWith(text, prefix) => {
                let text = self.term::<K>(text, env, &mut evidence);
                (text.map(|text| text.starts_with(prefix)), K::Parts::default())
            }
            ConditionKind::Compare(comparison, left, right) => {
                (self.comparison::<K>(*comparison, (left, right), env, &mut evidence), K::Parts::default())
            }
            ConditionKind::Member(member, set) => {
                let member = self.term::<K>(member, env, &mut evidence);
                let set = self.term::<K>(set, env, &mut evidence);
                (member.zip(&set, Scalar::is_in), K::Parts::default())
            }
            ConditionKind::Not(inner) => {
                let inner = self.condition::<K>(inner, env);
                (K::truth(&inner).map(Truth::negated), part::<K>(inner))
            }
            ConditionKind::All(parts) => self.junction::<K>(parts, env, Tally::all, Truth::False),
            ConditionKind::Any(parts) => self.junction::<K>(parts, env, Tally::any, Truth::True),
            ConditionKind::Quantified(quantifier, select) => self.quantified::<K>(*quantifier, select, env),
            ConditionKind::Satisfies(policy, place) => {
                self.satisfies::<K>(*policy, place, env, &mut evidence)
            }
            ConditionKind::Case(rows) => self.case::<K>(rows, env),
            ConditionKind::Call(definition, subject) => {
                let inner = self.called_condition::<K>(*definition, subject, env);
                (K::truth(&inner).clone(), part::<K>(inner))
            }
        };
        K::node(condition, truth, evidence, parts)
    }

    fn junction<K: Mode<'a>>(
        &self,
        conditions: &'a [Condition],
        env: &Env<'_, 'a>,
        read: fn(Tally) -> Truth,
        deciding: Truth,
    ) -> (Piecewise<Truth>, K::Parts) {
        let (mut count, mut parts) = (Count::default(), K::Parts::default());
        for condition in conditions {
            let node = self.condition::<K>(condition, env);
            // A part that decides at all times needs no others; a record shows them all the same.
            if !K::RECORDS && K::truth(&node).always() == Some(deciding) {
                return (Piecewise::constant(deciding), parts);
            }
            count.add(K::truth(&node));
            K::add_part(&mut parts, node);
        }
        (count.read(|tally| read(*tally)), parts)
    }

    fn quantified<K: Mode<'a>>(
        &self,
        quantifier: Quantifier,
        select: &'a Select,
        env: &Env<'_, 'a>,
    ) -> (Piecewise<Truth>, K::Parts) {
        let (selection, truth) = self.counted::<K>(quantifier, select, env);
        (truth, K::parts_of_selection(selection))
    }

    /// A selection, and whether it has as many elements as asked for.
    pub(super) fn counted<K: Mode<'a>>(
        &self,
        quantifier: Quantifier,
        select: &'a Select,
        env: &Env<'_, 'a>,
    ) -> (K::Selection, Piecewise<Truth>) {
        let (mut count, mut always) = (Count::default(), 0);
        let (selection, known) = self.selection::<K>(select, None, env, |judged| {
            match judged {
                Judged::Steady(tally) => {
                    count.add_all(tally);
                    always += tally.yes;
                }
                Judged::Element(filter, _) => {
                    count.add(&filter);
                    always += u64::from(filter.always() == Some(Truth::True));
                }
            }
            // Decided at all times, whatever the other elements are.
            match quantifier.of_counts(always, u64::MAX - always) {
                Truth::Unknown => ControlFlow::Continue(()),
                Truth::True | Truth::False => ControlFlow::Break(()),
            }
        });
        let truth = if known {
            count.read(|tally| quantifier.of_counts(tally.yes, tally.unknown))
        } else {
            Piecewise::constant(quantifier.of_unknown())
        };
        (selection, truth)
    }

    /// Judges the filter, and a term if one is asked for, of each element in turn; without a record, until `take` breaks.
    /// Also says whether it is known which elements there are.
    pub(super) fn selection<K: Mode<'a>>(
        &self,
        select: &'a Select,
        term: Option<&'a Term>,
        env: &Env<'_, 'a>,
        mut take: impl FnMut(Judged<'a>) -> ControlFlow<()>,
    ) -> (K::Selection, bool) {
        let collection = self.read(&select.collection, env);
        let (elements, known) = elements(collection.value).map_or((&[][..], false), |them| (them, true));
        let constant = (K::RECORDS && is_constant(&select.filter))
            .then(|| self.condition::<Recording>(&select.filter, env));
        let recorded = if constant.is_some() { elements.len() } else { 0 };
        let mut selection = K::new_selection(collection, known, recorded);
        let asked = |frame| Asked { frame, filter: &select.filter, term };
        let mut frames = Frames { evaluator: self, collection, count: elements.len(), first: None };
        let mut memoized = 0;
        for (block, values) in elements.chunks(LANES).enumerate() {
            let steady = self.steady_elements(&select.filter, values, env);
            let counted = self.only_counted::<K>(steady, term);
            let mut taken = take(Judged::Steady(counted.tally()));
            for lane in counted.others(values.len()) {
                let asked = asked(frames.of(block * LANES + lane, &values[lane]));
                let (filter, value) = self.element(asked, steady.truth(lane), env);
                if K::RECORDS
                    && (self.whole || filter.now() != Truth::False)
                    && K::admits(&mut selection, filter.now(), self.most_recorded())
                {
                    self.elements_recorded.set(self.elements_recorded.get() + 1);
                    K::add_element(&mut selection, self.recorded(asked, constant.as_ref(), env));
                }
                taken = take(Judged::Element(filter, value));
                memoized += 1;
                if taken.is_break() && !K::RECORDS {
                    break;
                }
            }
            if taken.is_break() && !K::RECORDS {
                break;
            }
            if memoized >= CHUNK {
                memoized = 0;
                self.forget(env, frames.judged(block * LANES + values.len()));
            }
        }
        if K::RECORDS && !known {
            let record = self.element_record(&collection);
            let frame = Frame { value: &UNKNOWN, record, path: self.paths.of_record(&collection) };
            K::set_placeholder(&mut selection, self.recorded(asked(frame), constant.as_ref(), env));
        }
        (selection, known)
    }

    /// Of which elements no more is needed than how many there are.
    fn only_counted<K: Mode<'a>>(&self, steady: Steady, term: Option<&'a Term>) -> Steady {
        match (K::RECORDS, term) {
            (true, _) if self.whole => Steady::default(),
            (false, None) => steady,
            // What is not selected is neither recorded nor asked for the term.
            (true, _) | (false, Some(_)) => steady.only_false(),
        }
    }

    /// How many elements with one truth are recorded of a selection: the first of all selections, or else one of each.
    fn most_recorded(&self) -> u64 {
        if self.elements_recorded.get() < MOST_RECORDED { MOST_OF_SELECTION } else { 1 }
    }

    /// Forgets what was worked out of elements that have been judged: of a great collection that would be more than the
    /// facts themselves. Whoever asks again has it worked out again.
    fn forget(&self, env: &Env<'_, 'a>, elements: Range<PathId>) {
        let is_done = |key: &CallKey| match (env.elements, key.2) {
            (None, element) => element.is_some(),
            (Some(_), element) => element.is_some_and(|path| elements.contains(&path)),
        };
        self.truths.conditions.forget(is_done);
        self.truths.terms.forget(is_done);
        if env.elements.is_none() {
            self.policies.forget(|&(_, account)| account != env.account.path);
        }
    }

    /// Whether an element is selected, if that is not known to be the same at all times, and the term of it.
    fn element(
        &self,
        asked: Asked<'a>,
        steady: Option<Truth>,
        env: &Env<'_, 'a>,
    ) -> (Piecewise<Truth>, Piecewise<Scalar<'a>>) {
        let link = Link { frame: asked.frame, outer: env.elements };
        let inner = Env { elements: Some(&link), ..*env };
        let filter =
            steady.map_or_else(|| self.condition::<NoRecord>(asked.filter, &inner), Piecewise::constant);
        let value = asked.term.map(|term| self.term::<NoRecord>(term, &inner, &mut ()));
        (filter, value.unwrap_or(Piecewise::constant(Scalar::Absent)))
    }

    /// Records an element; a filter that is constant is recorded already.
    fn recorded(&self, asked: Asked<'a>, constant: Option<&Rc<Node<'a>>>, env: &Env<'_, 'a>) -> Element<'a> {
        let link = Link { frame: asked.frame, outer: env.elements };
        let inner = Env { elements: Some(&link), ..*env };
        let filter = constant.map_or_else(|| self.condition::<Recording>(asked.filter, &inner), Rc::clone);
        let evidence = asked.term.map(|term| {
            let mut evidence = Box::<Evidence<'a>>::default();
            self.term::<Recording>(term, &inner, &mut evidence);
            evidence
        });
        Element { frame: asked.frame, filter, evidence }
    }

    /// The shape of a collection's elements.
    pub(super) fn element_record(&self, collection: &Read<'a>) -> RecordId {
        match collection.field(self.program) {
            Some((_, Type::Many(record))) => *record,
            _ => collection.base.record,
        }
    }

    fn satisfies<K: Mode<'a>>(
        &self,
        policy: PolicyId,
        place: &'a Place,
        env: &Env<'_, 'a>,
        evidence: &mut K::Evidence,
    ) -> (Piecewise<Truth>, K::Parts) {
        let read = self.read(place, env);
        if *read.value == Value::Absent {
            K::on_read(evidence, read);
            return (Piecewise::constant(Truth::False), K::Parts::default());
        }
        // An account that is unknown as a whole is unknown in every field, and so is whether it is there at all where
        // it need not be.
        let presence = self.presence(place, env);
        if let Some(unknown) = presence.filter(|read| *read.value == Value::Unknown) {
            K::on_read(evidence, unknown);
        }
        let presence = presence.map_or(Truth::True, |read| read.scalar().is_present());
        let inner = self.env_of_account(policy, place, &read, env);
        let node = self.policy(policy, &inner);
        let mut count = Count::default();
        count.add(&Piecewise::constant(presence));
        let required = node.requirements.iter().map(|it| &it.truth);
        std::iter::once(&node.when.truth).chain(required).for_each(|truth| count.add(truth));
        (count.read(|tally| tally.all()), K::parts_of_policy(node))
    }

    /// The record on the way to a place, itself included, that tells whether there is one; `None` if there always is.
    fn presence(&self, place: &'a Place, env: &Env<'_, 'a>) -> Option<Read<'a>> {
        let base = env.root(place.root, &self.services)?;
        let fields = self.program.optional_prefix(base.record, &place.fields)?;
        Some(Read::follow(base, fields))
    }

    /// Judges a policy once for each account.
    pub(super) fn policy(&self, policy: PolicyId, env: &Env<'a, 'a>) -> Rc<PolicyNode<'a>> {
        self.policies.or_else((policy, env.account.path), || {
            let judged = &self.program.policies[policy];
            let when = self.judgement(&judged.when, env);
            let groups = self.groups(judged, env);
            let requirements = judged.requirements.iter().map(|it| self.required(it, &groups, env)).collect();
            Rc::new(PolicyNode { policy, when, groups, requirements, env: *env })
        })
    }

    fn groups(&self, policy: &'a Policy, env: &Env<'_, 'a>) -> IndexVec<GroupId, GroupNode<'a>> {
        let mut groups: IndexVec<GroupId, GroupNode<'a>> = IndexVec::new();
        for group in &policy.groups {
            let own = self.judgement(&group.condition, env);
            let concerns = match group.within {
                Some(around) => groups[around].concerns.zip(&own.truth, Truth::min),
                None => own.truth.clone(),
            };
            groups.push(GroupNode { own, concerns });
        }
        groups
    }

    /// A requirement in a group has the truth of `if X then r`: it holds wherever it is not asked.
    fn required(
        &self,
        requirement: &'a Requirement,
        groups: &IndexVec<GroupId, GroupNode<'a>>,
        env: &Env<'_, 'a>,
    ) -> Required<'a> {
        let own = self.judgement(&requirement.condition, env);
        let truth = match requirement.group {
            Some(group) => {
                groups[group].concerns.zip(&own.truth, |concerns, own| concerns.negated().max(own))
            }
            None => own.truth.clone(),
        };
        Required { own, group: requirement.group, truth }
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
        let path = if read.fields.is_empty() { read.base.path } else { self.paths.of_record(read) };
        let account = Frame { value: read.value, record: package.account, path };
        let request = package.request.map(|record| Frame { value: &UNKNOWN, record, path });
        Env { account, request, elements: None }
    }

    fn called_condition<K: Mode<'a>>(
        &self,
        definition: DefinitionId,
        subject: &'a Subject,
        env: &Env<'_, 'a>,
    ) -> K::Node {
        let body = &self.program.definitions[definition].body;
        let Body::Condition(condition) = body else {
            unreachable!("a verified program calls a condition as a condition")
        };
        self.on_subject(subject, env, |inner| {
            let known = &K::memos(self).conditions;
            known.or_else(call_key(definition, inner), || self.condition::<K>(condition, inner))
        })
    }

    pub(super) fn called_term<K: Mode<'a>>(
        &self,
        definition: DefinitionId,
        subject: &'a Subject,
        env: &Env<'_, 'a>,
    ) -> K::Call {
        let Body::Term(term) = &self.program.definitions[definition].body else {
            unreachable!("a verified program calls a term as a term")
        };
        self.on_subject(subject, env, |inner| {
            K::memos(self).terms.or_else(call_key(definition, inner), || {
                let mut evidence = K::Evidence::default();
                let value = self.term::<K>(term, inner, &mut evidence);
                K::call(value, evidence)
            })
        })
    }

    /// Binds the roots of a definition to what it is called on.
    pub(super) fn on_subject<T>(
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
        let base = env.root(place.root, &self.services).unwrap_or(nothing);
        match (place.root, base.value, place.fields.get(..1)) {
            // Of a service of which nothing is said at all, the fact that is needed is named.
            (Root::Service(_), Value::Unknown, Some(fields)) => Read { base, fields, value: &UNKNOWN },
            (_, _, _) => Read::follow(base, &place.fields),
        }
    }
}

/// What a condition is made of, where that is one other.
fn part<'a, K: Recorder<'a>>(node: K::Node) -> K::Parts {
    let mut parts = K::Parts::default();
    K::add_part(&mut parts, node);
    parts
}

/// Whether it reads nothing.
fn is_constant(condition: &Condition) -> bool {
    match &condition.kind {
        ConditionKind::Constant(_) => true,
        ConditionKind::All(parts) | ConditionKind::Any(parts) => parts.is_empty(),
        ConditionKind::Holds(_)
        | ConditionKind::Not(_)
        | ConditionKind::Compare(..)
        | ConditionKind::Member(..)
        | ConditionKind::StartsWith(..)
        | ConditionKind::Present(_)
        | ConditionKind::Quantified(..)
        | ConditionKind::Satisfies(..)
        | ConditionKind::Case(_)
        | ConditionKind::Call(..) => false,
    }
}
