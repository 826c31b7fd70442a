//! Conditions of two programs in one form: places by name, definitions written out, nothing of where they are written.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};

use crate::ir::compared_with;
use crate::ir::{
    Body, CaseRow, Comparison, Condition, ConditionKind, Constant, DataRule, Deadline, DefinitionId,
    Disposal, DisposalKind, Distinct, EnumerationId, GroupId, Held, Id, Length, Lifecycle, Message, Method,
    Origin, OutcomeValue, PackageId, Piece, Place, Placed, PluralForm, Policy, PolicyId, Program, RecordId,
    Requirement, Root, Select, Subject, Term, WayPart,
};

/// A way by its name, and of each part its name, whether it is final, its law and its messages.
pub(super) type ExplainedWay<'r> = (&'r str, Vec<(&'r str, bool, Option<&'r str>, Vec<String>)>);

/// A deadline in the common form.
#[derive(Debug, PartialEq)]
pub(super) struct CanonicalDeadline {
    pub(super) groups: Vec<Condition>,
    pub(super) begun: Condition,
    pub(super) met_by: Condition,
    pub(super) over: Condition,
}

/// A line of a plan in the common form.
#[derive(Debug, PartialEq)]
pub(super) struct CanonicalRule {
    pub(super) condition: Option<Condition>,
    pub(super) disposal: DisposalKind,
    pub(super) until: Option<Term>,
    /// The end of what lacks the start of its period.
    pub(super) without_start: Option<Term>,
    /// The length of a period that begins when the account leaves.
    pub(super) after_leaving: Option<Term>,
    /// What becomes of the fields of what is kept without the person, now or later.
    pub(super) method: Option<Method>,
    /// The collections that it is kept with.
    with: Vec<String>,
    purpose: Option<String>,
    /// How long after the data go copies of them are gone.
    pub(super) copies: Option<Length>,
    law: Option<String>,
    /// As it is written in its own program.
    pub(super) text: String,
    pub(super) origin: Origin,
}

/// What becomes of a collection in the common form.
#[derive(Debug)]
pub(super) struct CanonicalPlaced {
    pub(super) name: String,
    pub(super) rules: Vec<CanonicalRule>,
    pub(super) holds: Vec<CanonicalHold>,
    /// The keys by which its elements and those around are told apart, where it has an item for each; and whether they are looked
    /// for in other collections.
    pub(super) keys: Vec<String>,
    pub(super) is_shared: bool,
    /// Whether its lines say who is told.
    pub(super) tells: bool,
}

/// Whether `now` is behind an instant; of a case row by row.
pub(super) fn is_over(until: &Term, origin: Origin) -> Condition {
    let kind = match until {
        Term::Case(rows) => {
            let row = |row: &CaseRow<Term>| CaseRow {
                guard: row.guard.clone(),
                value: is_over(&row.value, origin),
                law: row.law.clone(),
            };
            ConditionKind::Case(rows.iter().map(row).collect())
        }
        Term::Constant(_)
        | Term::Now
        | Term::Field(_)
        | Term::Aggregate { .. }
        | Term::Distinct(_)
        | Term::Arithmetic(..)
        | Term::Shift(..)
        | Term::Moved(..)
        | Term::Anniversary(..)
        | Term::Call(..) => ConditionKind::Compare(Comparison::Greater, Term::Now, until.clone()),
    };
    Condition { kind, origin }
}

impl CanonicalPlaced {
    pub(super) fn lines(&self) -> &[CanonicalRule] {
        &self.rules
    }
}

/// A hold on a collection in the common form.
#[derive(Debug)]
pub(super) struct CanonicalHold {
    /// Of which elements it holds.
    pub(super) condition: Condition,
    pub(super) law: Option<String>,
    /// As it is written in its own program.
    pub(super) text: String,
}

impl CanonicalRule {
    /// Data that no line names: kept as they are.
    pub(super) fn kept() -> Self {
        Self {
            condition: None,
            disposal: DisposalKind::Keep,
            method: None,
            until: None,
            without_start: None,
            after_leaving: None,
            with: Vec::new(),
            purpose: None,
            copies: None,
            law: None,
            text: String::new(),
            origin: NOWHERE,
        }
    }

    /// Whether it does the same to an element of which it speaks, for the same purpose and by the same law.
    pub(super) fn does_the_same(&self, other: &Self) -> bool {
        let of = |rule: &Self| (rule.disposal, rule.until.clone(), rule.with.clone(), rule.law.clone());
        of(self) == of(other)
            && (&self.after_leaving, &self.purpose) == (&other.after_leaving, &other.purpose)
            && self.copies == other.copies
            && (&self.without_start, &self.method) == (&other.without_start, &other.method)
    }
}

/// A lifecycle by names.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct CanonicalLifecycle {
    /// `package.policy`, in the order in which they act.
    pub(super) stages: Vec<String>,
    restarted_by: Option<String>,
}

/// Numbers for names, the same for both programs.
#[derive(Debug, Default)]
pub(super) struct Names {
    known: RefCell<HashMap<String, u32>>,
}

impl Names {
    fn number(&self, name: &str) -> u32 {
        let mut known = self.known.borrow_mut();
        let next = known.len() as u32;
        *known.entry(name.to_owned()).or_insert(next)
    }
}

/// Where an origin would stand, there is none: what is written elsewhere is not another condition.
const NOWHERE: Origin = Origin { file: 0, start: 0, end: 0 };

/// What a root stands for while definitions are written out: a place by name, and the shape there.
#[derive(Debug, Clone)]
struct Bound {
    root: BoundRoot,
    fields: Vec<u32>,
    record: RecordId,
}

/// A root, an element by its level from the outside.
#[derive(Debug, Clone, Copy)]
enum BoundRoot {
    Account,
    Request,
    Service(u32),
    Level(usize),
}

/// What the roots stand for at a point.
#[derive(Debug, Clone)]
struct Scope {
    account: Bound,
    request: Option<Bound>,
    elements: Vec<Bound>,
    /// How many selections stand around.
    level: usize,
}

/// One program's conditions in the common form.
#[derive(Debug)]
pub(super) struct Canon<'p> {
    program: &'p Program,
    names: &'p Names,
    /// How many conditions and terms the one at hand may still take.
    left: Cell<usize>,
    /// The definitions that are being written out, and the one with which there were too many.
    around: RefCell<Vec<DefinitionId>>,
    too_large: Cell<Option<DefinitionId>>,
}

/// How many conditions and terms one may have with its definitions written out.
const MOST_NODES: usize = 100_000;

impl<'p> Canon<'p> {
    pub(super) fn new(program: &'p Program, names: &'p Names) -> Self {
        let (left, around) = (Cell::new(MOST_NODES), RefCell::default());
        Self { program, names, left, around, too_large: Cell::new(None) }
    }

    /// The definition with which something was too large to be written out.
    pub(super) fn too_large(&self) -> Option<String> {
        self.too_large.get().map(|id| self.program.definitions[id].name.clone())
    }

    /// Begins with another condition, unless one was too large.
    fn begin(&self) {
        self.left.set(if self.too_large.get().is_none() { MOST_NODES } else { 0 });
    }

    /// Counts one more; false once there are too many, behind which nothing that was written out is of use.
    fn spend(&self) -> bool {
        let left = self.left.get().checked_sub(1);
        self.left.set(left.unwrap_or(0));
        if left.is_none() && self.too_large.get().is_none() {
            self.too_large.set(self.around.borrow().first().copied());
        }
        // Without a definition it is as large as it is written.
        left.is_some() || self.too_large.get().is_none()
    }

    /// Writes a definition out.
    fn within<T>(&self, id: DefinitionId, write: impl FnOnce() -> T) -> T {
        self.around.borrow_mut().push(id);
        let written = write();
        self.around.borrow_mut().pop();
        written
    }

    /// A condition of a policy.
    pub(super) fn of_policy(&self, policy: &Policy, condition: &Condition) -> Condition {
        self.begin();
        self.condition(condition, &self.scope(policy))
    }

    /// A requirement of every account: its condition, or that its groups do not concern the account.
    pub(super) fn of_requirement(&self, policy: &Policy, requirement: &Requirement) -> Condition {
        self.of_policy(policy, &policy.asked(requirement))
    }

    /// A condition that is asked only in a group.
    pub(super) fn in_group(
        &self,
        policy: &Policy,
        group: Option<GroupId>,
        condition: &Condition,
    ) -> Condition {
        let groups = policy.groups_around(group).map(|(_, group)| group.condition.clone());
        let parts = groups.chain([condition.clone()]).collect();
        let all = Condition { kind: ConditionKind::All(parts), origin: condition.origin };
        self.of_policy(policy, &all)
    }

    /// The conditions of a group and of those around it.
    pub(super) fn groups(&self, policy: &Policy, group: Option<GroupId>) -> Vec<Condition> {
        let groups = policy.groups_around(group);
        groups.map(|(_, group)| self.of_policy(policy, &group.condition)).collect()
    }

    /// A deadline.
    pub(super) fn deadline(&self, policy: &Policy, deadline: &Deadline) -> CanonicalDeadline {
        // What it is met by, whatever its last instant is.
        let met_by = compared_with(&deadline.met, &deadline.due, &Term::Now);
        CanonicalDeadline {
            groups: self.groups(policy, deadline.group),
            begun: self.of_policy(policy, &deadline.begun),
            met_by: self.of_policy(policy, &met_by),
            over: self.of_policy(policy, &deadline.over),
        }
    }

    /// A policy's grace: its end, and what cancels it.
    pub(super) fn grace(&self, policy: &Policy) -> Option<(Term, Option<Select>)> {
        let scope = self.scope(policy);
        self.begin();
        let grace = policy.grace.as_ref()?;
        let cancelled = grace.cancelled_by.as_ref().map(|select| self.select(select, &scope).0);
        Some((self.term(&grace.until, &scope), cancelled))
    }

    /// The value that a policy's outcome carries.
    pub(super) fn outcome_value(&self, policy: &Policy) -> Option<OutcomeValue> {
        let scope = self.scope(policy);
        self.begin();
        policy.outcome_value.as_ref().map(|value| value.with(self.term(value.term(), &scope)))
    }

    /// The lifecycles by their names, `package.lifecycle`.
    pub(super) fn lifecycles(&self) -> BTreeMap<String, CanonicalLifecycle> {
        let canonical = |lifecycle: &Lifecycle| CanonicalLifecycle {
            stages: lifecycle.stages.iter().map(|&stage| self.program.policy_name(stage)).collect(),
            restarted_by: self.program.restart_of(lifecycle).map(|field| field.name.clone()),
        };
        let all = self.program.lifecycles.iter_enumerated();
        all.map(|(id, lifecycle)| (self.program.lifecycle_name(id), canonical(lifecycle))).collect()
    }

    /// The policy of that name, `package.policy`.
    pub(super) fn policy(&self, name: &str) -> Option<&'p Policy> {
        self.program.policy(name).map(|id| &self.program.policies[id])
    }

    /// The time that a policy's outcome sets, by name.
    pub(super) fn sets(&self, policy: &Policy) -> Option<&'p str> {
        Some(self.program.time_set_by(policy)?.name.as_str())
    }

    /// What becomes of each collection, by name.
    pub(super) fn data(&self, policy: &Policy) -> Vec<CanonicalPlaced> {
        let scope = self.scope(policy);
        self.begin();
        policy.data.iter().map(|placed| self.placed(policy, placed, &scope)).collect()
    }

    fn placed(&self, policy: &Policy, placed: &Placed, scope: &Scope) -> CanonicalPlaced {
        let into = |scope: Scope, place| self.inside(&self.bound(place, &scope), &scope);
        let inner = placed.path.iter().fold(scope.clone(), into);
        let rule = |rule: &DataRule| CanonicalRule {
            condition: rule.condition.as_ref().map(|it| self.condition(it, &inner)),
            disposal: rule.disposal.kind(),
            method: rule.disposal.method().cloned(),
            without_start: rule
                .disposal
                .retention()
                .and_then(|it| it.without_start.as_ref())
                .map(|end| self.term(end, &inner)),
            until: rule.disposal.end().map(|end| self.term(end, &inner)),
            after_leaving: rule.disposal.after_leaving().map(|length| self.term(length, &inner)),
            with: match &rule.disposal {
                Disposal::KeepWith(others) => others.clone(),
                Disposal::Erase
                | Disposal::Retain(_)
                | Disposal::Forfeit
                | Disposal::Anonymise(_)
                | Disposal::Inform
                | Disposal::Keep => Vec::new(),
            },
            purpose: rule.purpose.clone(),
            copies: rule.copies,
            law: rule.law.clone(),
            text: self.program.line_text(policy, placed, rule),
            origin: rule.origin,
        };
        let hold = |held: &Held| {
            let hold = policy.holds.get(held.hold as usize)?;
            let mut around = inner.clone();
            around.elements.truncate(inner.elements.len().saturating_sub(held.outwards as usize));
            let filter = held.filter.iter().map(|filter| self.condition(filter, &around));
            let parts = std::iter::once(self.condition(&hold.condition, &inner)).chain(filter);
            Some(CanonicalHold {
                condition: Condition { kind: ConditionKind::All(parts.collect()), origin: NOWHERE },
                law: hold.law.clone(),
                text: self.program.hold_text(policy, placed, held),
            })
        };
        CanonicalPlaced {
            name: if placed.tells() { format!("tell {}", placed.name) } else { placed.name.clone() },
            tells: placed.tells(),
            rules: placed.rules.iter().map(rule).collect(),
            holds: placed.holds.iter().filter_map(hold).collect(),
            keys: self.keys(policy, placed),
            is_shared: placed.is_shared,
        }
    }

    fn keys(&self, policy: &Policy, placed: &Placed) -> Vec<String> {
        if !placed.looks_at_elements() {
            return Vec::new();
        }
        let account = self.program.packages[policy.package].account;
        let ends = placed.collections().into_iter().enumerate();
        let key = |(at, collection): (usize, String)| {
            let record = self.program.elements_within(account, &placed.path[..=at])?;
            Some(format!("key {collection}.{}", self.program.records[record].key_field()?.name))
        };
        ends.filter_map(key).collect()
    }

    /// What messages say, with their interpolations by name.
    /// How the ways of a requirement are explained.
    pub(super) fn ways<'r>(&self, requirement: &'r Requirement) -> Vec<ExplainedWay<'r>> {
        let part = |part: &'r WayPart| {
            (part.name.as_str(), part.is_final, part.law.as_deref(), self.said(&part.messages))
        };
        requirement.ways.iter().map(|way| (way.name.as_str(), way.parts.iter().map(part).collect())).collect()
    }

    pub(super) fn said(&self, messages: &[Message]) -> Vec<String> {
        let pieces = |pieces: &[Piece]| pieces.iter().map(piece_words).collect::<String>();
        let said = messages.iter().map(|message| {
            let fix = message.fix.as_deref().map(pieces);
            format!("{} {} {fix:?} {:?}", message.language, pieces(&message.text), message.link)
        });
        said.collect()
    }

    fn scope(&self, policy: &Policy) -> Scope {
        let package = &self.program.packages[policy.package];
        let bound = |root, record| Bound { root, fields: Vec::new(), record };
        Scope {
            account: bound(BoundRoot::Account, package.account),
            request: package.request.map(|record| bound(BoundRoot::Request, record)),
            elements: Vec::new(),
            level: 0,
        }
    }

    fn condition(&self, condition: &Condition, scope: &Scope) -> Condition {
        if !self.spend() {
            return Condition { kind: ConditionKind::Constant(false), origin: NOWHERE };
        }
        let parts = |parts: &[Condition]| parts.iter().map(|part| self.condition(part, scope)).collect();
        let kind = match &condition.kind {
            ConditionKind::Constant(value) => ConditionKind::Constant(*value),
            ConditionKind::Holds(term) => ConditionKind::Holds(self.term(term, scope)),
            ConditionKind::Present(term) => ConditionKind::Present(self.term(term, scope)),
            ConditionKind::StartsWith(text, prefix) => {
                ConditionKind::StartsWith(self.term(text, scope), prefix.clone())
            }
            ConditionKind::Not(inner) => ConditionKind::Not(Box::new(self.condition(inner, scope))),
            ConditionKind::All(inner) => ConditionKind::All(parts(inner)),
            ConditionKind::Any(inner) => ConditionKind::Any(parts(inner)),
            ConditionKind::Compare(comparison, left, right) => {
                ConditionKind::Compare(*comparison, self.term(left, scope), self.term(right, scope))
            }
            ConditionKind::Member(member, set) => {
                ConditionKind::Member(self.term(member, scope), self.term(set, scope))
            }
            ConditionKind::Quantified(quantifier, select) => {
                ConditionKind::Quantified(*quantifier, Box::new(self.select(select, scope).0))
            }
            ConditionKind::Satisfies(policy, place) => {
                let name = self.program.policy_name(*policy);
                let bound = self.bound(place, scope);
                ConditionKind::Satisfies(
                    PolicyId::from_index(self.names.number(&name) as usize),
                    written(&bound, scope.level),
                )
            }
            ConditionKind::Case(rows) => {
                ConditionKind::Case(self.rows(rows, scope, |value| self.condition(value, scope)))
            }
            ConditionKind::Call(id, subject) => match &self.program.definitions[*id].body {
                Body::Condition(body) => {
                    return self.within(*id, || self.condition(body, &self.called(subject, scope)));
                }
                Body::Term(term) => {
                    ConditionKind::Holds(self.within(*id, || self.term(term, &self.called(subject, scope))))
                }
            },
        };
        Condition { kind, origin: NOWHERE }
    }

    fn rows<T>(&self, rows: &[CaseRow<T>], scope: &Scope, value: impl Fn(&T) -> T) -> Vec<CaseRow<T>> {
        let row = |row: &CaseRow<T>| CaseRow {
            guard: self.condition(&row.guard, scope),
            value: value(&row.value),
            law: row.law.clone(),
        };
        rows.iter().map(row).collect()
    }

    fn select(&self, select: &Select, scope: &Scope) -> (Select, Scope) {
        let collection = self.bound(&select.collection, scope);
        let inner = self.inside(&collection, scope);
        let filter = self.condition(&select.filter, &inner);
        (Select { collection: written(&collection, scope.level), filter }, inner)
    }

    /// The scope inside a selection from a collection.
    fn inside(&self, collection: &Bound, scope: &Scope) -> Scope {
        let mut inner = scope.clone();
        let root = BoundRoot::Level(scope.level);
        inner.elements.push(Bound { root, fields: Vec::new(), record: collection.record });
        inner.level += 1;
        inner
    }

    fn term(&self, term: &Term, scope: &Scope) -> Term {
        if !self.spend() {
            return Term::Now;
        }
        let boxed = |term: &Term| Box::new(self.term(term, scope));
        match term {
            // A value of an enumeration goes by its name.
            Term::Constant(Constant::Choice(of, at)) => {
                let name = self.program.enumerations.get(*of).and_then(|values| values.get(*at as usize));
                let number = self.names.number(name.map_or("", String::as_str));
                Term::Constant(Constant::Choice(EnumerationId::FIRST, number))
            }
            Term::Constant(_) | Term::Now => term.clone(),
            Term::Field(place) => Term::Field(written(&self.bound(place, scope), scope.level)),
            Term::Aggregate { kind, select, of } => {
                let (select, inner) = self.select(select, scope);
                let of = of.as_ref().map(|of| Box::new(self.term(of, &inner)));
                Term::Aggregate { kind: *kind, select: Box::new(select), of }
            }
            Term::Distinct(Distinct::Members(set)) => Term::Distinct(Distinct::Members(boxed(set))),
            Term::Distinct(Distinct::Values(select, of)) => {
                let (select, inner) = self.select(select, scope);
                let of = Box::new(self.term(of, &inner));
                Term::Distinct(Distinct::Values(Box::new(select), of))
            }
            Term::Arithmetic(how, left, right) => Term::Arithmetic(*how, boxed(left), boxed(right)),
            Term::Shift(of, shift) => Term::Shift(boxed(of), *shift),
            Term::Moved(of, by, how) => Term::Moved(boxed(of), boxed(by), *how),
            Term::Case(rows) => Term::Case(self.rows(rows, scope, |value| self.term(value, scope))),
            Term::Anniversary(of, after) => Term::Anniversary(boxed(of), boxed(after)),
            Term::Call(id, subject) => match &self.program.definitions[*id].body {
                Body::Term(body) => self.within(*id, || self.term(body, &self.called(subject, scope))),
                Body::Condition(_) => term.clone(),
            },
        }
    }

    /// The scope of a definition that is called on a subject.
    fn called(&self, subject: &Subject, scope: &Scope) -> Scope {
        let mut inner = Scope { elements: Vec::new(), ..scope.clone() };
        match subject {
            Subject::Same => {}
            Subject::Account(place) => {
                inner.account = self.bound(place, scope);
                inner.request = None;
            }
            Subject::Element(place) => inner.elements.push(self.bound(place, scope)),
        }
        inner
    }

    fn root(&self, root: Root, scope: &Scope) -> Option<Bound> {
        match root {
            Root::Account => Some(scope.account.clone()),
            Root::Request => scope.request.clone(),
            Root::Service(id) => {
                let package = self.program.packages.get(id)?;
                let root = BoundRoot::Service(self.names.number(&package.name));
                Some(Bound { root, fields: Vec::new(), record: package.service? })
            }
            Root::Element(depth) => scope.elements.iter().rev().nth(depth as usize).cloned(),
        }
    }

    /// A place by the names of its fields.
    fn bound(&self, place: &Place, scope: &Scope) -> Bound {
        let mut bound = self.root(place.root, scope).unwrap_or_else(|| scope.account.clone());
        for &index in &place.fields {
            let Some(field) = self.program.records[bound.record].fields.get(index as usize) else { break };
            bound.fields.push(self.names.number(&field.name));
            if let Some(inner) = field.ty.contained() {
                bound.record = inner;
            }
        }
        bound
    }
}

/// A bound place as it is written at a level.
fn written(bound: &Bound, level: usize) -> Place {
    let root = match bound.root {
        BoundRoot::Account => Root::Account,
        BoundRoot::Request => Root::Request,
        // A package goes by its name.
        BoundRoot::Service(name) => Root::Service(PackageId::from_index(name as usize)),
        BoundRoot::Level(at) => Root::Element((level.saturating_sub(at + 1)) as u32),
    };
    Place { root, fields: bound.fields.clone() }
}

fn piece_words(piece: &Piece) -> String {
    match piece {
        Piece::Text(text) => text.clone(),
        Piece::Count => "{count}".to_owned(),
        Piece::Clears => "{clears}".to_owned(),
        Piece::Now => "{now}".to_owned(),
        Piece::Due => "{due}".to_owned(),
        Piece::Value(_, ty) => format!("{{{ty:?}}}"),
        Piece::Each(_, ty) => format!("{{each {ty:?}}}"),
        Piece::Plural(plural) => {
            let form = |form: &PluralForm| {
                format!(" {} {:?}", form.category, form.pieces.iter().map(piece_words).collect::<String>())
            };
            format!("{{{}:{}}}", piece_words(&plural.of), plural.forms.iter().map(form).collect::<String>())
        }
    }
}
